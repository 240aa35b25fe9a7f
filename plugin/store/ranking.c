/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words decide which articles are found; everything else here only moves them up or down:
 *   - words of the title count once more, a quarter;
 *   - later articles, a little: who saves an article today looks for it sooner than for one of ten years ago;
 *   - among the best hits, neighbouring words that stand near each other, a twentieth;
 *   - and there, the whole query as it was typed, in the text or, better, in the title: who remembers a sentence wants
 *     that very article.
 * Factors were chosen by cross-validation on judged collections (tests/bench/relevance.py); they are plateaus, not
 * peaks. Words count by the weighting scheme over their stems, in the whole text. */
#include "store/ranking.h"

#include <string.h>

#define TITLE_WORDS_MAX 32
#define REPEATS_MAX 10
#define PAIR_WINDOW 8 /* positions */
#define PAIRS_MAX 32
#define GAP_MAX 3 /* bytes between words that were typed next to each other: of a pasted page only some are kept */
#define RUN_MAX 12 /* words */
/* In so short a query the stop words, too, say something ("the who"). */
#define SHORT_QUERY 5
/* What has all words stands above what has not: more would do nothing. */
#define ALL_FACTOR 5
/* For each day: ten years are worth about as much as a word's being in the title. */
#define RECENCY_FACTOR 0.0001
/* Shorter stems are too common to say anything. */
#define EXPANSION_STEM_MIN 3
#define STEM_PREFIX "Z"

const OffprintRankingWeights offprint_ranking_weights = {
  .weighting = OFFPRINT_RANKING_WEIGHTING,
  .title = 0.25,
  .pair = 0.05,
  .run = 0.25,
  .run_in_title = 0.5,
  .expansion = 0.2,
};

typedef struct
{
  const OffprintQueryIndex *index;
  const OffprintRankingWeights *weights;
  const GPtrArray *nodes; /* (element-type OffprintQueryNode): all parts, not owned */
  guint n_words; /* single words among them, stop words included */
} Parts;

static gboolean
is_searched_for (const OffprintQueryNode *node)
{
  return !node->negated && !offprint_query_is_filter (node);
}

static gboolean
is_needed (const OffprintQueryNode *node)
{
  return is_searched_for (node) && !node->stop;
}

static gboolean
is_plain_word (const OffprintQueryNode *node)
{
  return node->kind == OFFPRINT_QUERY_WORD && !node->negated && node->field == NULL;
}

static const char *
get_word (const OffprintQueryNode *node)
{
  return g_ptr_array_index (node->terms, 0);
}

static XapQuery *
build_word_in_title (const Parts *parts, const OffprintQueryNode *node, GError **error)
{
  return offprint_query_build_word (get_word (node), offprint_schema_get (OFFPRINT_FIELD_TITLE), parts->index, error);
}

/* Any of the words in the title */
static XapQuery *
build_title (const Parts *parts, GError **error)
{
  g_autoptr (GPtrArray) titles = offprint_parts_new ();
  for (guint i = 0; i < parts->nodes->len && titles->len < TITLE_WORDS_MAX; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (parts->nodes, i);
      if (is_plain_word (node) && is_needed (node)
          && !offprint_parts_take (titles, build_word_in_title (parts, node, error)))
        return NULL;
    }
  return offprint_query_combine (XAP_OPERATOR_OR, titles, 0, error);
}

static gboolean
makes_pair (const Parts *parts, const OffprintQueryNode *first, const OffprintQueryNode *second)
{
  gboolean short_query = parts->n_words <= SHORT_QUERY;
  gboolean neighbours = second->typed.start <= first->typed.end + GAP_MAX;
  gboolean said = short_query || (!first->stop && !second->stop);
  return neighbours && said && is_plain_word (first) && is_plain_word (second)
         && strcmp (get_word (first), get_word (second)) != 0;
}

static XapQuery *
build_pair (const OffprintQueryNode *first, const OffprintQueryNode *second, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new ();
  g_ptr_array_add (terms, (gpointer) get_word (first));
  g_ptr_array_add (terms, (gpointer) get_word (second));
  return offprint_query_build_terms (XAP_OPERATOR_NEAR, terms, PAIR_WINDOW, error);
}

static gboolean
add_pairs (const Parts *parts, GPtrArray *bonuses, GError **error)
{
  g_autoptr (GPtrArray) pairs = offprint_parts_new ();
  for (guint i = 1; i < parts->nodes->len && pairs->len < PAIRS_MAX; i++)
    {
      const OffprintQueryNode *first = g_ptr_array_index (parts->nodes, i - 1);
      const OffprintQueryNode *second = g_ptr_array_index (parts->nodes, i);
      if (makes_pair (parts, first, second) && !offprint_parts_take (pairs, build_pair (first, second, error)))
        return FALSE;
    }
  if (pairs->len == 0)
    return TRUE;
  XapQuery *any = offprint_query_combine (XAP_OPERATOR_OR, pairs, 0, error);
  return offprint_parts_take (bonuses, offprint_query_scale (any, parts->weights->pair, error));
}

/* A phrase with gaps (of ideographs, which overlap) is no run of words. */
static gboolean
add_to_run (GPtrArray *run, const OffprintQueryNode *node)
{
  gboolean whole = node->kind == OFFPRINT_QUERY_PHRASE && node->window == node->terms->len;
  if (node->field != NULL || (node->kind != OFFPRINT_QUERY_WORD && !whole))
    return FALSE;
  g_ptr_array_extend (run, node->terms, NULL, NULL);
  return TRUE;
}

/* Returns: (transfer full) (nullable): all that was typed, when it is words alone; else %NULL */
static GPtrArray *
list_run (const Parts *parts)
{
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  for (guint i = 0; i < parts->nodes->len && run->len <= RUN_MAX; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (parts->nodes, i);
      if (is_searched_for (node) && !add_to_run (run, node))
        return NULL;
    }
  return run->len >= 2 && run->len <= RUN_MAX ? g_steal_pointer (&run) : NULL;
}

/* A field's word under its prefix counts nothing, so the words of the title do. */
static XapQuery *
build_run_in_title (const Parts *parts, const GPtrArray *run, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < run->len; i++)
    g_ptr_array_add (terms, g_strconcat (offprint_schema_get (OFFPRINT_FIELD_TITLE)->prefix,
                                         g_ptr_array_index (run, i), NULL));
  g_autoptr (XapQuery) phrase = offprint_query_build_terms (XAP_OPERATOR_PHRASE, terms, terms->len, error);
  XapQuery *words = phrase != NULL ? build_title (parts, error) : NULL;
  return offprint_query_join (XAP_OPERATOR_FILTER, words, g_steal_pointer (&phrase), error);
}

static gboolean
add_run (const Parts *parts, GPtrArray *bonuses, GError **error)
{
  g_autoptr (GPtrArray) run = list_run (parts);
  if (run == NULL)
    return TRUE;
  const OffprintRankingWeights *weights = parts->weights;
  XapQuery *anywhere = offprint_query_build_terms (XAP_OPERATOR_PHRASE, run, run->len, error);
  if (!offprint_parts_take (bonuses, offprint_query_scale (anywhere, weights->run, error)))
    return FALSE;
  XapQuery *in_title = build_run_in_title (parts, run, error);
  return offprint_parts_take (bonuses, offprint_query_scale (in_title, weights->run_in_title, error));
}

/* Returns: (transfer full) (element-type utf8 guint): how often each single word stands in the query */
static GHashTable *
count_repeats (const Parts *parts)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < parts->nodes->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (parts->nodes, i);
      if (!is_plain_word (node))
        continue;
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, get_word (node)));
      g_hash_table_insert (counts, (gpointer) get_word (node), GUINT_TO_POINTER (MIN (count + 1, REPEATS_MAX)));
    }
  return counts;
}

/* Several words without quotation marks: `computer-based` */
static gboolean
is_compound (const OffprintQueryNode *node)
{
  return node->kind == OFFPRINT_QUERY_PHRASE && node->field == NULL && node->terms->len > 1
         && node->window == node->terms->len
         && node->typed.end - node->typed.start == node->words.end - node->words.start;
}

/* Where not all words must be there, a compound counts by its words in any of their forms. */
static XapQuery *
build_compound (const Parts *parts, const OffprintQueryNode *node, GError **error)
{
  g_autoptr (GPtrArray) words = offprint_parts_new ();
  for (guint i = 0; i < node->terms->len; i++)
    {
      const char *word = g_ptr_array_index (node->terms, i);
      if (!offprint_parts_take (words, offprint_query_build_word (word, NULL, parts->index, error)))
        return NULL;
    }
  return offprint_query_combine (XAP_OPERATOR_OR, words, 0, error);
}

/* What @node asks for, as often as it was typed */
static XapQuery *
build_needed (const Parts *parts, const OffprintQueryNode *node, XapOperator op, guint count, GError **error)
{
  gboolean compound = op == XAP_OPERATOR_OR && is_compound (node);
  XapQuery *query = compound ? build_compound (parts, node, error)
                             : offprint_query_build_node (node, parts->index, error);
  return count > 1 ? offprint_query_scale (query, count, error) : query;
}

/* A word that is repeated, as it is in questions, counts more but is asked for once. */
static XapQuery *
build_words (const Parts *parts, XapOperator op, GError **error)
{
  g_autoptr (GPtrArray) words = offprint_parts_new ();
  g_autoptr (GHashTable) counts = count_repeats (parts);
  for (guint i = 0; i < parts->nodes->len; i++)
    {
      gpointer count = GUINT_TO_POINTER (1);
      const OffprintQueryNode *node = g_ptr_array_index (parts->nodes, i);
      if (!is_needed (node)
          || (is_plain_word (node) && !g_hash_table_steal_extended (counts, get_word (node), NULL, &count)))
        continue;
      if (!offprint_parts_take (words, build_needed (parts, node, op, GPOINTER_TO_UINT (count), error)))
        return NULL;
    }
  return words->len > 0 ? offprint_query_combine (op, words, 0, error) : xap_query_new_all (error);
}

static gboolean
add_recency (GPtrArray *bonuses, GError **error)
{
  XapQuery *days = xap_query_new_value_weight (OFFPRINT_SLOT_RECENCY, error);
  return offprint_parts_take (bonuses, offprint_query_scale (days, RECENCY_FACTOR, error));
}

static gboolean
add_bonuses (const Parts *parts, OffprintRankingSet set, gboolean recency, GPtrArray *bonuses, GError **error)
{
  double title = parts->weights->title;
  if (parts->n_words > 0
      && !offprint_parts_take (bonuses, offprint_query_scale (build_title (parts, error), title, error)))
    return FALSE;
  if (recency && !add_recency (bonuses, error))
    return FALSE;
  if (set != OFFPRINT_RANKING_ALL_FIRST)
    return TRUE;
  XapQuery *all = build_words (parts, XAP_OPERATOR_AND, error);
  return offprint_parts_take (bonuses, offprint_query_scale (all, ALL_FACTOR, error));
}

static gboolean
has_alternatives (const Parts *parts)
{
  for (guint i = 0; i < parts->nodes->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (parts->nodes, i);
      if (is_needed (node) && offprint_query_has_alternatives (node))
        return TRUE;
    }
  return FALSE;
}

/* What is found, by its words */
static XapQuery *
build_found (const Parts *parts, OffprintRankingSet set, GError **error)
{
  XapOperator op = set == OFFPRINT_RANKING_ALL ? XAP_OPERATOR_AND : XAP_OPERATOR_OR;
  XapQuery *words = build_words (parts, op, error);
  return op == XAP_OPERATOR_OR || has_alternatives (parts) ? offprint_query_keep (words, error) : words;
}

static guint
count_plain_words (const GPtrArray *nodes)
{
  guint count = 0;
  for (guint i = 0; i < nodes->len; i++)
    count += is_plain_word (g_ptr_array_index (nodes, i));
  return count;
}

static Parts
get_parts (const OffprintRanking *ranking)
{
  const GPtrArray *nodes = ranking->query->root->children;
  return (Parts){ ranking->index, ranking->weights, nodes, count_plain_words (nodes) };
}

/**
 * offprint_ranking_build:
 * @ranking: what is looked for, and how
 * @set: which articles are found; what filters let through, without what is excluded, in every case
 * @error: return location
 *
 * Returns: (transfer full): the search, or %NULL with a #XapError
 */
XapQuery *
offprint_ranking_build (const OffprintRanking *ranking, OffprintRankingSet set, GError **error)
{
  const Parts parts = get_parts (ranking);
  g_autoptr (GPtrArray) bonuses = offprint_parts_new ();
  if (!add_bonuses (&parts, set, ranking->recency, bonuses, error))
    return NULL;
  XapQuery *found = offprint_query_prefer (build_found (&parts, set, error), bonuses, error);
  return offprint_query_restrict (found, ranking->query->root, ranking->index, error);
}

/**
 * offprint_ranking_build_closer:
 * @ranking: what is looked for, and how
 * @set: which articles are found
 * @error: return location
 *
 * What the best hits are looked at for more closely, as the @closer of #XapSearch: whether the words stand as they were
 * typed. To look at positions costs a hundred times what counting words does.
 *
 * Returns: (transfer full): what is to be preferred, maybe nothing; %NULL with a #XapError
 */
XapQuery *
offprint_ranking_build_closer (const OffprintRanking *ranking, OffprintRankingSet set, GError **error)
{
  const Parts parts = get_parts (ranking);
  g_autoptr (GPtrArray) bonuses = offprint_parts_new ();
  if (!add_pairs (&parts, bonuses, error) || !add_run (&parts, bonuses, error))
    return NULL;
  XapQuery *closer = offprint_query_combine (XAP_OPERATOR_OR, bonuses, 0, error);
  return set == OFFPRINT_RANKING_ALL_FIRST ? offprint_query_scale (closer, ALL_FACTOR, error) : closer;
}

static gboolean
keep_stem (const char *term, gsize length, guint32 frequency, gpointer data)
{
  GPtrArray *terms = data;
  if (length >= strlen (STEM_PREFIX) + EXPANSION_STEM_MIN)
    g_ptr_array_add (terms, g_strndup (term, length));
  return terms->len < OFFPRINT_RANKING_FEEDBACK_TERMS;
}

/**
 * offprint_ranking_expand:
 * @ranking: what is looked for, and how
 * @query: a search that brought hits
 * @docids: (array length=n_docids): its best hits
 * @n_docids: at most #OFFPRINT_RANKING_FEEDBACK_HITS
 * @error: return location
 *
 * Pseudo relevance feedback: the words that set the best hits apart from all other articles (Robertson 1990) move up
 * what has them too. No article is found by them alone.
 *
 * Returns: (transfer full): the wider search; %NULL with a #XapError, %XAP_ERROR_NOT_FOUND when a hit is gone
 */
XapQuery *
offprint_ranking_expand (const OffprintRanking *ranking, XapQuery *query, const guint32 *docids, gsize n_docids,
                         GError **error)
{
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free), parts = offprint_parts_new ();
  if (!xap_reader_expand (ranking->index->reader, docids, n_docids, STEM_PREFIX, 2 * OFFPRINT_RANKING_FEEDBACK_TERMS,
                          keep_stem, stems, error))
    return NULL;
  for (guint i = 0; i < stems->len; i++)
    {
      const char *stem = g_ptr_array_index (stems, i);
      XapQuery *term = xap_query_new_term (stem, strlen (stem), error);
      double factor = ranking->weights->expansion * (stems->len - i) / stems->len;
      if (!offprint_parts_take (parts, offprint_query_scale (term, factor, error)))
        return NULL;
    }
  return offprint_query_prefer (xap_query_scale (query, 1, error), parts, error);
}

/**
 * offprint_ranking_count_words:
 * @query: a query, its stop words marked
 *
 * Returns: how many parts there are that an article is searched for by: not those that are negated, filters or stop
 *   words
 */
guint
offprint_ranking_count_words (const OffprintQuery *query)
{
  guint count = 0;
  for (guint i = 0; i < query->root->children->len; i++)
    count += is_needed (g_ptr_array_index (query->root->children, i));
  return count;
}
