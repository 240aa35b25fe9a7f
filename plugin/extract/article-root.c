/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the article is: every line of the page gets a value (good for sentences, bad for lists of links and for what is
 * named as foreign), values are added up the tree, and the element with the best sum is the root. */
#include "extract/article-finder.h"

#include <string.h>

#define PROSE_WORDS 10
#define LONG_WORDS 22
#define FOREIGN_SHARE 0.40f /* of all prose: what holds as much is the article, whatever its name */
#define ARTICLE_WORDS 150   /* between two headlines, if the second is of another article */

const OffprintArticleBlock *
offprint_article_finder_get_block (const OffprintArticleFinder *finder, guint i)
{
  return &g_array_index (finder->blocks->list, OffprintArticleBlock, i);
}

const char *
offprint_article_finder_get_text (const OffprintArticleFinder *finder, guint i)
{
  return finder->blocks->text->str + offprint_article_finder_get_block (finder, i)->text;
}

guint
offprint_article_block_get_link_percent (const OffprintArticleBlock *block)
{
  return block->chars > 0 ? block->link_chars * 100 / block->chars : 0;
}

gboolean
offprint_article_block_is_heading (const OffprintArticleBlock *block)
{
  return block->tag >= OFFPRINT_TAG_H1 && block->tag <= OFFPRINT_TAG_H6;
}

/* Whole sentences, and not of links. */
gboolean
offprint_article_block_is_prose (const OffprintArticleBlock *block)
{
  if (offprint_article_block_is_heading (block) || block->is_data
      || offprint_article_block_get_link_percent (block) >= OFFPRINT_ARTICLE_LINKY_PERCENT)
    return FALSE;
  return block->words >= LONG_WORDS || (block->words >= PROSE_WORDS && block->ends_sentence)
      || (block->tag == OFFPRINT_TAG_PRE && block->words > 2);
}

static float *
sum_up (const OffprintArticleFinder *finder, float *sums)
{
  for (guint32 n = finder->page->n_nodes; n-- > 1;)
    sums[finder->page->nodes[n].parent] += sums[n];
  return sums;
}

static void
measure_prose (OffprintArticleFinder *finder)
{
  finder->prose = g_new0 (float, finder->page->n_nodes);
  for (guint i = 0; i < finder->n; i++)
    if (offprint_article_block_is_prose (offprint_article_finder_get_block (finder, i)))
      finder->prose[offprint_article_finder_get_block (finder, i)->node]
          += offprint_article_finder_get_block (finder, i)->words;
  sum_up (finder, finder->prose);
}

static void
read_features (OffprintArticleFinder *finder)
{
  finder->own = g_new0 (guint16, finder->page->n_nodes);
  finder->inherited = g_new0 (guint16, finder->page->n_nodes);
  for (guint32 n = 1; n < finder->page->n_nodes; n++)
    if (finder->page->nodes[n].tag != OFFPRINT_TAG_TEXT)
      finder->own[n] = offprint_article_get_features (finder->page, n);
}

/* Returns: the features that names give to so much of the prose that they must mean something else on this page: an
 * article whose every paragraph is named "paywall" or "widget". */
static guint16
find_meaningless_features (OffprintArticleFinder *finder, guint32 root, float share)
{
  const OffprintNode *nodes = finder->page->nodes;
  guint16 meaningless = 0;
  for (guint16 feature = OFFPRINT_FEATURE_ASIDE; feature <= OFFPRINT_FEATURE_META; feature <<= 1)
    {
      float words = 0;
      for (guint32 n = root + 1; n < nodes[root].end; n++)
        if ((finder->own[n] & feature) && !(finder->own[n] & OFFPRINT_FEATURE_STRONG))
          {
            words += finder->prose[n];
            n = nodes[n].end - 1;
          }
      if (words > finder->prose[root] * share)
        meaningless |= feature;
    }
  return meaningless;
}

/* Names below @root, but of what holds so much of its prose that the name must mean something else. Comments stay
 * comments. */
static void
inherit_features (OffprintArticleFinder *finder, guint32 root)
{
  const OffprintNode *nodes = finder->page->nodes;
  guint16 meaningless = find_meaningless_features (finder, root, FOREIGN_SHARE);
  float limit = finder->prose[root] * FOREIGN_SHARE;
  finder->inherited[root] = 0;
  for (guint32 n = root + 1; n < nodes[root].end; n++)
    {
      guint16 own = finder->own[n];
      if (!(own & OFFPRINT_FEATURE_STRONG))
        own &= finder->attempt->names ? ~meaningless : ~OFFPRINT_FEATURE_FOREIGN | OFFPRINT_FEATURE_COMMENT;
      if ((own & OFFPRINT_FEATURE_FOREIGN) && finder->prose[n] > limit && !(own & OFFPRINT_FEATURE_COMMENT))
        own &= ~OFFPRINT_FEATURE_FOREIGN;
      finder->inherited[n] = finder->inherited[nodes[n].parent] | own;
    }
}

static float
get_value (const OffprintArticleFinder *finder, const OffprintArticleBlock *block)
{
  guint16 features = finder->inherited[block->node];
  float words = block->words, linked = offprint_article_block_get_link_percent (block) / 100.0f;
  if (features & OFFPRINT_FEATURE_COMMENT)
    return offprint_article_block_is_prose (block) ? -words : -2;
  if (features & OFFPRINT_FEATURE_FOREIGN)
    return offprint_article_block_is_prose (block) ? -0.4f * words : -2;
  if (offprint_article_block_is_prose (block))
    return words * (1 - linked) * (1 + 0.02f * MIN (block->commas, 10));
  if (offprint_article_block_is_heading (block) && linked < 0.5f)
    return 1;
  if (linked >= 0.5f)
    return -3 - 0.3f * words;
  return block->tag == OFFPRINT_TAG_P ? 0.3f * words : -1;
}

/* The nearest `article` around @node, or 0 */
static guint32
find_article (const OffprintPage *page, guint32 node)
{
  for (guint32 n = node; n != 0; n = page->nodes[n].parent)
    if (page->nodes[n].tag == OFFPRINT_TAG_ARTICLE)
      return n;
  return 0;
}

/* Other articles than the one with the headline, and what stands above the headline, are worth less. */
static float
get_place_factor (const OffprintArticleFinder *finder, const OffprintArticleBlock *block, guint32 own_article)
{
  const OffprintPage *page = finder->page;
  guint32 title = finder->hints->title_node;
  if (title == 0)
    return 1;
  guint32 article = own_article != 0 ? find_article (page, block->node) : 0;
  if (article != 0 && article != own_article && !offprint_page_is_inside (page, article, own_article)
      && !offprint_page_is_inside (page, own_article, article))
    return -0.3f;
  return block->first < title ? 0.4f : 1;
}

static void
measure_values (OffprintArticleFinder *finder)
{
  guint32 body = finder->page->body;
  guint32 own_article = find_article (finder->page, finder->hints->title_node);
  if (own_article != 0 && finder->prose[own_article] < 0.25f * finder->prose[body])
    own_article = 0;
  finder->values = g_new0 (float, finder->page->n_nodes);
  for (guint i = 0; i < finder->n; i++)
    {
      const OffprintArticleBlock *block = offprint_article_finder_get_block (finder, i);
      float value = get_value (finder, block);
      if (value > 0)
        value *= get_place_factor (finder, block, own_article);
      finder->values[block->node] += value;
    }
  sum_up (finder, finder->values);
}

static float
get_root_bonus (const OffprintArticleFinder *finder, guint32 n)
{
  float bonus = 1;
  guint16 own = finder->own[n];
  if (own & OFFPRINT_FEATURE_BODY)
    bonus *= own & OFFPRINT_FEATURE_STRONG ? 1.25f : 1.12f;
  if (finder->page->nodes[n].tag == OFFPRINT_TAG_ARTICLE)
    bonus *= 1.05f;
  return bonus;
}

static guint32
find_root (const OffprintArticleFinder *finder)
{
  const OffprintNode *nodes = finder->page->nodes;
  guint32 best = finder->page->body;
  float best_value = finder->values[best];
  for (guint32 n = best + 1; n < nodes[finder->page->body].end; n++)
    {
      float value = finder->values[n] * get_root_bonus (finder, n);
      if (nodes[n].tag != OFFPRINT_TAG_TEXT && value > 0 && value >= best_value)
        {
          best = n;
          best_value = value;
        }
    }
  /* One paragraph is no article while its neighbours belong to it. */
  while (!(offprint_tag_get_flags (nodes[best].tag) & OFFPRINT_TAG_BLOCK) || nodes[best].tag == OFFPRINT_TAG_P)
    {
      if (nodes[best].parent == 0 || best == finder->page->body)
        break;
      best = nodes[best].parent;
    }
  return best;
}

static guint
count_prose (const OffprintArticleFinder *finder, guint32 from, guint32 to)
{
  guint words = 0;
  for (guint i = 0; i < finder->n; i++)
    if (offprint_article_finder_get_block (finder, i)->first >= from
        && offprint_article_finder_get_block (finder, i)->first < to
        && offprint_article_block_is_prose (offprint_article_finder_get_block (finder, i)))
      words += offprint_article_finder_get_block (finder, i)->words;
  return words;
}

/* Pages that go on with the next article when a reader comes to the end have headlines that look the same: of the same
 * class, and not among paragraphs, as headings of sections are. Returns: the node of the second, or the end of the page
 */
static guint32
find_next_article (const OffprintArticleFinder *finder)
{
  const OffprintPage *page = finder->page;
  guint32 title = finder->hints->title_node;
  const char *class = title != 0 ? offprint_page_get_attribute (page, title, OFFPRINT_ATTRIBUTE_CLASS) : NULL;
  for (guint32 n = title + 1; class != NULL && n < page->n_nodes; n++)
    {
      if (page->nodes[n].tag != page->nodes[title].tag || page->nodes[n].sums.chars == 0
          || g_strcmp0 (offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_CLASS), class) != 0)
        continue;
      guint32 parent = page->nodes[n].parent;
      return page->nodes[parent].sums.paragraphs == 0 && count_prose (finder, title, n) >= ARTICLE_WORDS
               ? n
               : page->n_nodes;
    }
  return page->n_nodes;
}

/* Returns: the first line of the headline, or what comes next */
static guint
find_title_block (const OffprintArticleFinder *finder)
{
  guint i = 0;
  while (i < finder->n && offprint_article_finder_get_block (finder, i)->first < finder->hints->title_node)
    i++;
  return i;
}

/**
 * offprint_article_find_root:
 * @finder: with page, hints, attempt and blocks; all else is set here but the labels
 *
 * Finds the element that holds the article, and what the lines below it are named.
 */
void
offprint_article_find_root (OffprintArticleFinder *finder)
{
  measure_prose (finder);
  read_features (finder);
  inherit_features (finder, finder->page->body);
  measure_values (finder);
  finder->root = find_root (finder);
  finder->next_article = find_next_article (finder);
  finder->title_block = find_title_block (finder);
  inherit_features (finder, finder->root);
}
