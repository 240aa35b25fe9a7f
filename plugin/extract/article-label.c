/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which lines inside the root are the article's: each is judged by what it is, where it stands and what its neighbours
 * are; then boilerplate.c judges the rest by their words. */
#include "extract/article-finder.h"

#include "core/text.h"
#include "extract/boilerplate.h"

#include <string.h>

#define STANDFIRST_WORDS 7
#define STANDFIRST_MAX 90
#define STANDFIRST_LONG 22   /* words: so many need no full stop */
#define STANDFIRST_BLOCKS 12 /* it is no farther from the headline */

static gboolean
is_inside_root (const OffprintArticleFinder *finder, const OffprintArticleBlock *block)
{
  return block->node >= finder->root && block->node < finder->page->nodes[finder->root].end;
}

/* Returns: whether two lines say the same, but for case and marks */
static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *folded_a = offprint_text_fold (a, -1);
  g_autofree char *folded_b = offprint_text_fold (b, -1);
  return strcmp (g_strstrip (folded_a), g_strstrip (folded_b)) == 0;
}

static gboolean
is_title (const OffprintArticleFinder *finder, guint i)
{
  const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
  guint32 title = finder->hints->title_node;
  if (title != 0 && offprint_page_is_inside (finder->page, block->first, title))
    return TRUE;
  if (block->tag == OFFPRINT_TAG_H1)
    return TRUE;
  return finder->hints->title != NULL && block->words < 60
      && is_same (offprint_article_finder_get_text (finder, i), finder->hints->title);
}

/* The standfirst often stands between the headline and the text, outside of what holds the text. */
static gboolean
is_standfirst (const OffprintArticleFinder *finder, guint i)
{
  const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
  guint32 title = finder->hints->title_node;
  if (title == 0 || i > finder->title_block + STANDFIRST_BLOCKS || block->first < title || block->first >= finder->root
      || offprint_page_is_inside (finder->page, block->first, title))
    return FALSE;
  if (finder->inherited[block->node] & (OFFPRINT_FEATURE_FOREIGN | OFFPRINT_FEATURE_CAPTION))
    return FALSE;
  return block->words >= STANDFIRST_WORDS && block->words <= STANDFIRST_MAX
      && offprint_article_block_get_link_percent (block) < 20 && !block->is_data
      && (block->ends_sentence || offprint_article_block_is_heading (block) || block->words >= STANDFIRST_LONG);
}

static OffprintArticleLabel
label_short (const OffprintArticleBlock *block, guint linked)
{
  if (linked >= OFFPRINT_ARTICLE_LINKY_PERCENT)
    return OFFPRINT_ARTICLE_DROP;
  if (block->tag == OFFPRINT_TAG_P || block->tag == OFFPRINT_TAG_BLOCKQUOTE || block->tag == OFFPRINT_TAG_PRE
      || block->tag == OFFPRINT_TAG_TR)
    return block->words > 3 && block->ends_sentence ? OFFPRINT_ARTICLE_KEEP : OFFPRINT_ARTICLE_UNSURE;
  return OFFPRINT_ARTICLE_UNSURE;
}

static OffprintArticleLabel
label_block (const OffprintArticleFinder *finder, guint i)
{
  const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
  guint16 features = finder->inherited[block->node];
  guint linked = offprint_article_block_get_link_percent (block);
  if (is_standfirst (finder, i))
    return OFFPRINT_ARTICLE_KEEP;
  if (!is_inside_root (finder, block) || block->first >= finder->next_article || block->is_data || is_title (finder, i))
    return OFFPRINT_ARTICLE_DROP;
  if (features & (OFFPRINT_FEATURE_FOREIGN | OFFPRINT_FEATURE_CAPTION))
    return OFFPRINT_ARTICLE_DROP;
  if (offprint_article_block_is_heading (block))
    return linked >= 80 ? OFFPRINT_ARTICLE_DROP : OFFPRINT_ARTICLE_UNSURE;
  if (offprint_article_block_is_prose (block))
    return OFFPRINT_ARTICLE_KEEP;
  return label_short (block, linked);
}

/* A line that is nothing by itself belongs to the article when what comes before and after does; a heading, when what
 * comes after does. */
static void
settle_unsure (OffprintArticleFinder *finder)
{
  if (finder->n == 0)
    return;
  g_autofree guint8 *settled = g_memdup2 (finder->labels, finder->n);
  OffprintArticleLabel before = OFFPRINT_ARTICLE_DROP;
  g_autofree guint8 *after = g_new0 (guint8, finder->n + 1);
  for (guint i = finder->n; i-- > 0;)
    after[i] = finder->labels[i] != OFFPRINT_ARTICLE_UNSURE ? finder->labels[i] : after[i + 1];
  for (guint i = 0; i < finder->n; i++)
    {
      if (finder->labels[i] != OFFPRINT_ARTICLE_UNSURE)
        {
          before = finder->labels[i];
          continue;
        }
      const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
      gboolean keep = offprint_article_block_is_heading (block)
                        ? after[i + 1] == OFFPRINT_ARTICLE_KEEP
                        : before == OFFPRINT_ARTICLE_KEEP && after[i + 1] == OFFPRINT_ARTICLE_KEEP;
      if (block->tag == OFFPRINT_TAG_LI || block->tag == OFFPRINT_TAG_P || block->tag == OFFPRINT_TAG_TR)
        keep = before == OFFPRINT_ARTICLE_KEEP || after[i + 1] == OFFPRINT_ARTICLE_KEEP;
      settled[i] = keep ? OFFPRINT_ARTICLE_KEEP : OFFPRINT_ARTICLE_DROP;
    }
  memcpy (finder->labels, settled, finder->n);
}

static void
label_blocks (OffprintArticleFinder *finder)
{
  gboolean any = FALSE;
  finder->labels = g_new0 (guint8, finder->n + 1);
  for (guint i = 0; i < finder->n; i++)
    {
      finder->labels[i] = label_block (finder, i);
      any |= finder->labels[i] == OFFPRINT_ARTICLE_KEEP;
    }
  /* Where no line is sure to belong to the article, those that may are all there is. */
  for (guint i = 0; i < finder->n && !any; i++)
    if (finder->labels[i] == OFFPRINT_ARTICLE_UNSURE)
      finder->labels[i] = OFFPRINT_ARTICLE_KEEP;
  settle_unsure (finder);
}

static OffprintBlock
describe (const OffprintArticleFinder *finder, guint i)
{
  const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
  OffprintBlock described = { .text = offprint_article_finder_get_text (finder, i),
                              .link_percent = (guint8) offprint_article_block_get_link_percent (block) };
  if (offprint_article_block_is_heading (block))
    described.flags |= OFFPRINT_BLOCK_HEADING;
  if (block->tag == OFFPRINT_TAG_LI)
    described.flags |= OFFPRINT_BLOCK_ITEM;
  if (block->tag == OFFPRINT_TAG_PRE)
    described.flags |= OFFPRINT_BLOCK_VERBATIM;
  return described;
}

/* The same paragraph again: for narrow and wide screens, for print. */
static gboolean
is_repeated (GHashTable *seen, const OffprintBlock *block)
{
  return block->prose && !g_hash_table_add (seen, g_strdup (block->text));
}

/**
 * offprint_article_collect:
 * @finder: with a root
 *
 * Returns: (transfer full): the article's paragraphs below the root, separated by blank lines; empty when there are
 * none
 */
char *
offprint_article_collect (OffprintArticleFinder *finder)
{
  label_blocks (finder);
  g_autofree OffprintBlock *kept = g_new0 (OffprintBlock, finder->n + 1);
  gsize n = 0;
  for (guint i = 0; i < finder->n; i++)
    if (finder->labels[i] == OFFPRINT_ARTICLE_KEEP)
      kept[n++] = describe (finder, i);
  offprint_boilerplate_classify (kept, n, OFFPRINT_BOILERPLATE_ALL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < n; i++)
    if (kept[i].kind == OFFPRINT_BOILERPLATE_NONE && !is_repeated (seen, &kept[i]))
      offprint_boilerplate_append_paragraph (text, kept[i].text);
  return g_string_free (text, FALSE);
}
