/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measuring the text of each node, and adding it up the tree in one pass from the last node to the first: children come
 * after their parent, so each node is complete when its turn comes. */
#include "extract/page-sums.h"

#include <string.h>

#define SHORT_LINK_CHARS 30

typedef enum
{
  KIND_SPACE,
  KIND_LETTER, /* or digit */
  KIND_IDEOGRAPH, /* a word of its own */
  KIND_COMMA,
  KIND_SENTENCE, /* when a space, a quote or the end follows */
  KIND_CJK_SENTENCE, /* always */
  KIND_OTHER,
} Kind;

static Kind
ascii_kind (guchar c)
{
  if (g_ascii_isalnum (c))
    return KIND_LETTER;
  if (c == ' ' || (c >= '\t' && c <= '\r'))
    return KIND_SPACE;
  if (c == ',')
    return KIND_COMMA;
  return c == '.' || c == '!' || c == '?' ? KIND_SENTENCE : KIND_OTHER;
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3)
      || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static Kind
unicode_kind (gunichar c)
{
  switch (c)
    {
    case 0x3001: /* 、 */
    case 0xff0c: /* ， */
    case 0xff64:
    case 0x060c: /* ، */
    case 0xfe50:
    case 0x055d:
    case 0x1363:
      return KIND_COMMA;
    case 0x2026: /* … */
    case 0x061f: /* ؟ */
    case 0x06d4: /* ۔ */
    case 0x0964: /* । */
    case 0x0589:
    case 0x1362:
    case 0x17d4:
      return KIND_SENTENCE;
    case 0x3002: /* 。 */
    case 0xff01:
    case 0xff1f:
    case 0xff0e:
    case 0xff61:
      return KIND_CJK_SENTENCE;
    default:
      break;
    }
  if (is_ideograph (c))
    return KIND_IDEOGRAPH;
  if (g_unichar_isalnum (c) || g_unichar_ismark (c))
    return KIND_LETTER;
  return g_unichar_isspace (c) ? KIND_SPACE : KIND_OTHER;
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d
      || c == 0x201c;
}

/* What the character before asks for. */
typedef struct
{
  Kind last;
  gboolean any; /* a character that is no space has come */
} State;

static void
count (OffprintSums *sums, State *state, gunichar c, Kind kind)
{
  if (state->last == KIND_SENTENCE && (kind == KIND_SPACE || is_closing (c)))
    sums->sentences++;
  if (kind == KIND_SPACE)
    {
      state->last = KIND_SPACE;
      return;
    }
  sums->chars += 1 + (state->last == KIND_SPACE && state->any);
  sums->words += kind == KIND_IDEOGRAPH || (kind == KIND_LETTER && state->last != KIND_LETTER);
  sums->commas += kind == KIND_COMMA;
  sums->sentences += kind == KIND_CJK_SENTENCE;
  state->any = TRUE;
  state->last = kind;
}

static void
measure_text (OffprintSums *sums, const char *text, gsize length)
{
  const char *end = text + length;
  State state = { KIND_SPACE, FALSE };
  while (text < end)
    {
      guchar byte = (guchar) *text;
      if (byte < 0x80)
        {
          count (sums, &state, byte, ascii_kind (byte));
          text++;
        }
      else
        {
          gunichar c = g_utf8_get_char (text);
          count (sums, &state, c, unicode_kind (c));
          text = g_utf8_next_char (text);
        }
    }
  sums->sentences += state.last == KIND_SENTENCE;
}

/* The element itself, when all below it is added up. */
static void
count_element (OffprintNode *node)
{
  OffprintSums *sums = &node->sums;
  switch (node->tag)
    {
    case OFFPRINT_TAG_A:
      if ((node->flags & OFFPRINT_NODE_IN_LINK) && sums->chars > 0)
        {
          sums->links++;
          sums->short_links += sums->chars < SHORT_LINK_CHARS;
        }
      break;
    case OFFPRINT_TAG_P:
      sums->paragraphs += sums->chars > 0;
      break;
    case OFFPRINT_TAG_LI:
      sums->items++;
      break;
    case OFFPRINT_TAG_IMG:
    case OFFPRINT_TAG_PICTURE:
    case OFFPRINT_TAG_FIGURE:
      sums->images++;
      break;
    case OFFPRINT_TAG_INPUT:
    case OFFPRINT_TAG_BUTTON:
      sums->controls++;
      break;
    case OFFPRINT_TAG_H1:
    case OFFPRINT_TAG_H2:
    case OFFPRINT_TAG_H3:
    case OFFPRINT_TAG_H4:
    case OFFPRINT_TAG_H5:
    case OFFPRINT_TAG_H6:
      sums->headings += sums->chars > 0;
      break;
    default:
      break;
    }
}

static void
add (OffprintSums *to, const OffprintSums *from)
{
  to->chars += from->chars;
  to->words += from->words;
  to->link_chars += from->link_chars;
  to->links += from->links;
  to->short_links += from->short_links;
  to->commas += from->commas;
  to->sentences += from->sentences;
  to->paragraphs += from->paragraphs;
  to->items += from->items;
  to->images += from->images;
  to->controls += from->controls;
  to->headings += from->headings;
}

/**
 * offprint_page_sum:
 * @nodes: nodes in document order, their sums all 0
 * @n_nodes: how many
 * @text: the text of the page
 *
 * Fills in the sums of all nodes.
 */
void
offprint_page_sum (OffprintNode *nodes, guint32 n_nodes, const char *text)
{
  for (guint32 n = n_nodes; n-- > 0;)
    {
      OffprintNode *node = &nodes[n];
      if (node->flags & OFFPRINT_NODE_HIDDEN)
        memset (&node->sums, 0, sizeof node->sums);
      else if (node->tag == OFFPRINT_TAG_TEXT)
        {
          measure_text (&node->sums, text + node->text_start, node->text_end - node->text_start);
          if (node->flags & OFFPRINT_NODE_IN_LINK)
            node->sums.link_chars = node->sums.chars;
        }
      else
        count_element (node);
      if (n > 0)
        add (&nodes[node->parent].sums, &node->sums);
    }
}
