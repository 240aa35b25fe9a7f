/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One walk over the nodes. A block element opens and ends a line, two `br` end one; the cells of a plain table row are
 * one line. Nothing is judged here. */
#include "extract/article-blocks.h"

#include "extract/boilerplate.h"

#include <string.h>

typedef struct
{
  const OffprintPage *page;
  OffprintArticleBlocks *blocks;
  const guint8 *has_block;                    /* whether a node has a block element below it */
  guint32 stack[OFFPRINT_PAGE_MAX_DEPTH + 2]; /* open block elements */
  guint depth;
  OffprintArticleBlock current;
  gboolean space, breaks; /* white space, a `br` is to come before the next word */
  gboolean in_word;
} Walk;

static gboolean
is_block (OffprintTag tag)
{
  return (offprint_tag_get_flags (tag) & OFFPRINT_TAG_BLOCK) != 0;
}

/* Children come after their parent, so one pass from the end sees all that is below a node before the node. */
static guint8 *
find_inner_blocks (const OffprintPage *page, guint32 root)
{
  guint8 *has_block = g_new0 (guint8, page->n_nodes);
  for (guint32 n = page->nodes[root].end; n-- > root + 1;)
    if ((has_block[n] || is_block (page->nodes[n].tag)) && page->nodes[n].tag != OFFPRINT_TAG_BR)
      has_block[page->nodes[n].parent] = TRUE;
  return has_block;
}

static gboolean
is_cell (OffprintTag tag)
{
  return tag == OFFPRINT_TAG_TD || tag == OFFPRINT_TAG_TH;
}

static OffprintTag
find_telling_tag (const OffprintPage *page, guint32 node)
{
  OffprintTag own = page->nodes[node].tag;
  guint32 n = node;
  for (guint i = 0; i < 4 && n != 0; i++, n = page->nodes[n].parent)
    switch (page->nodes[n].tag)
      {
      case OFFPRINT_TAG_LI:
      case OFFPRINT_TAG_PRE:
      case OFFPRINT_TAG_FIGCAPTION:
      case OFFPRINT_TAG_BLOCKQUOTE:
      case OFFPRINT_TAG_H1:
      case OFFPRINT_TAG_H2:
      case OFFPRINT_TAG_H3:
      case OFFPRINT_TAG_H4:
      case OFFPRINT_TAG_H5:
      case OFFPRINT_TAG_H6:
        return page->nodes[n].tag;
      default:
        break;
      }
  return own;
}

/* JSON has names in quotes before colons; people have not. */
static gboolean
is_data (const char *text)
{
  guint marks = 0;
  for (const char *p = text; marks < 4 && (p = strstr (p, "\":")) != NULL; p += 2)
    marks++;
  return marks >= 4;
}

static void
end_block (Walk *walk)
{
  OffprintArticleBlock *block = &walk->current;
  GString *text = walk->blocks->text;
  if (block->chars > 0)
    {
      block->node = walk->depth > 0 ? walk->stack[walk->depth - 1] : 0;
      block->tag = find_telling_tag (walk->page, block->node);
      block->is_data = is_data (text->str + block->text);
      block->ends_sentence = offprint_boilerplate_ends_sentence (text->str + block->text);
      g_string_append_c (text, '\0');
      g_array_append_val (walk->blocks->list, *block);
    }
  *block = (OffprintArticleBlock){ .text = text->len };
  walk->space = walk->breaks = walk->in_word = FALSE;
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff);
}

static void
count_character (Walk *walk, gunichar c, gboolean in_link)
{
  OffprintArticleBlock *block = &walk->current;
  gboolean ideograph = is_ideograph (c);
  gboolean letter = !ideograph && (g_unichar_isalnum (c) || g_unichar_ismark (c));
  block->words += ideograph || (letter && !walk->in_word);
  walk->in_word = letter;
  block->commas += c == ',' || c == 0x3001 || c == 0xff0c || c == 0x060c;
  block->chars++;
  block->link_chars += in_link;
}

static void
append_white (Walk *walk)
{
  if (walk->current.chars > 0 && (walk->space || walk->breaks))
    g_string_append_c (walk->blocks->text, walk->breaks ? '\n' : ' ');
  walk->in_word &= !(walk->space || walk->breaks);
  walk->space = walk->breaks = FALSE;
}

static void
append_text (Walk *walk, guint32 n, gboolean verbatim)
{
  const OffprintNode *node = &walk->page->nodes[n];
  gboolean in_link = (node->flags & OFFPRINT_NODE_IN_LINK) != 0;
  const char *end = walk->page->text + node->text_end;
  for (const char *p = walk->page->text + node->text_start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c) || c == 0x200b || c == 0xfeff || c == 0xad)
        {
          walk->space |= c != 0xad && c != 0x200b && c != 0xfeff;
          walk->breaks |= verbatim && c == '\n';
          continue;
        }
      if (walk->current.chars == 0)
        walk->current.first = n;
      append_white (walk);
      g_string_append_len (walk->blocks->text, p, g_utf8_skip[(guchar) *p]);
      count_character (walk, c, in_link);
    }
}

static void
close_elements (Walk *walk, guint32 n)
{
  while (walk->depth > 0 && walk->page->nodes[walk->stack[walk->depth - 1]].end <= n)
    {
      end_block (walk);
      walk->depth--;
    }
}

static void
open_element (Walk *walk, guint32 n)
{
  OffprintTag tag = walk->page->nodes[n].tag;
  if (tag == OFFPRINT_TAG_BR)
    {
      if (walk->breaks)
        end_block (walk);
      else
        walk->breaks = TRUE;
    }
  else if (is_cell (tag) && !walk->has_block[n])
    walk->space = TRUE;
  else if (is_block (tag) && walk->depth < G_N_ELEMENTS (walk->stack))
    {
      end_block (walk);
      walk->stack[walk->depth++] = n;
    }
}

/* Some elements are never read, whoever looks. */
static gboolean
is_skipped (const OffprintPage *page, guint32 n, gboolean with_hidden)
{
  if (!(page->nodes[n].flags & OFFPRINT_NODE_HIDDEN))
    return FALSE;
  OffprintTag tag = page->nodes[n].tag;
  return !with_hidden || (offprint_tag_get_flags (tag) & OFFPRINT_TAG_UNSEEN) || tag == OFFPRINT_TAG_SELECT
      || tag == OFFPRINT_TAG_DIALOG;
}

/**
 * offprint_article_blocks_new:
 * @page: a page
 * @root: an element
 * @with_hidden: read what a style hides too: pages hide articles until a script shows them, or a reader has paid
 *
 * Returns: (transfer full): the lines below @root. Linear in the size of the page
 */
OffprintArticleBlocks *
offprint_article_blocks_new (const OffprintPage *page, guint32 root, gboolean with_hidden)
{
  g_autofree guint8 *has_block = find_inner_blocks (page, root);
  g_autofree Walk *walk = g_new0 (Walk, 1);
  walk->page = page;
  walk->has_block = has_block;
  walk->blocks = g_new (OffprintArticleBlocks, 1);
  walk->blocks->list = g_array_new (FALSE, FALSE, sizeof (OffprintArticleBlock));
  walk->blocks->text = g_string_sized_new (page->nodes[root].text_end - page->nodes[root].text_start + 64);
  walk->stack[walk->depth++] = root;
  guint32 pre_end = 0;
  for (guint32 n = root + 1; n < page->nodes[root].end; n++)
    {
      close_elements (walk, n);
      if (is_skipped (page, n, with_hidden))
        n = page->nodes[n].end - 1;
      else if (page->nodes[n].tag == OFFPRINT_TAG_TEXT)
        append_text (walk, n, n < pre_end);
      else
        open_element (walk, n);
      if (page->nodes[n].tag == OFFPRINT_TAG_PRE)
        pre_end = MAX (pre_end, page->nodes[n].end);
    }
  close_elements (walk, page->nodes[root].end);
  return walk->blocks;
}

/**
 * offprint_article_blocks_free:
 * @blocks: (transfer full) (nullable): lines
 */
void
offprint_article_blocks_free (OffprintArticleBlocks *blocks)
{
  if (blocks == NULL)
    return;
  g_array_unref (blocks->list);
  g_string_free (blocks->text, TRUE);
  g_free (blocks);
}
