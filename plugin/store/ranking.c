/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words decide which articles are found; everything else here only moves them up or down:
 *   - words of the title count once more, a quarter;
 *   - where all words are, neighbouring ones that stand near each other, a twentieth;
 *   - and the whole query as it was typed, in the text or, better, in the title: who remembers a sentence wants that
 *     very article;
 *   - later articles, a little: who saves an article today looks for it sooner than for one of ten years ago.
 * Factors were chosen by cross-validation on judged collections (tests/bench/relevance.py); they are plateaus, not
 * peaks. Words count by the weighting scheme over their stems, in the whole text. */
#include "store/ranking.h"

#include <string.h>

#define TITLE_FACTOR 0.25
#define TITLE_WORDS_MAX 32
#define REPEATS_MAX 10
#define PAIR_FACTOR 0.05
#define PAIR_WINDOW 8 /* positions */
#define PAIRS_MAX 32
#define GAP_MAX 3 /* bytes between words that were typed next to each other: of a pasted page only some are kept */
#define RUN_FACTOR 0.25
#define RUN_IN_TITLE_FACTOR 0.5
#define RUN_MAX 12 /* words */
/* In so short a query the stop words, too, say something ("the who"). */
#define SHORT_QUERY 5
/* What has all words stands above what has not: more would do nothing. */
#define ALL_FACTOR 5
/* For each day: ten years are worth about as much as a word's being in the title. */
#define RECENCY_FACTOR 0.0001
#define EXPANSION_FACTOR 0.2
/* Shorter stems are too common to say anything. */
#define EXPANSION_STEM_MIN 3
#define STEM_PREFIX "Z"

typedef struct
{
  const OffprintQueryIndex *index;
  const GPtrArray *nodes; /* (element-type OffprintQueryNode): all parts, not owned */
  guint n_words; /* single words among them, stop words included */
} Ranking;

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) xap_query_free);
}

/* Returns: %FALSE when @part is %NULL, which is an error already set */
static gboolean
take (GPtrArray *parts, XapQuery *part)
{
  if (part != NULL)
    g_ptr_array_add (parts, part);
  return part != NULL;
}

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

/* Returns: (transfer full): @query, which is owned, counting @factor times */
static XapQuery *
scale (XapQuery *query, double factor, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  return query != NULL ? xap_query_scale (query, factor, error) : NULL;
}

static const char *
get_word (const OffprintQueryNode *node)
{
  return g_ptr_array_index (node->terms, 0);
}

/* Any of the words in the title */
static XapQuery *
build_title (const Ranking *ranking, GError **error)
{
  g_autoptr (GPtrArray) titles = new_parts ();
  for (guint i = 0; i < ranking->nodes->len && titles->len < TITLE_WORDS_MAX; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (ranking->nodes, i);
      if (is_plain_word (node) && is_needed (node)
          && !take (titles, offprint_query_build_word (get_word (node), offprint_schema_get (OFFPRINT_FIELD_TITLE),
                                                       ranking->index, error)))
        return NULL;
    }
  return offprint_query_combine (XAP_OPERATOR_OR, titles, 0, error);
}

static gboolean
makes_pair (const Ranking *ranking, const OffprintQueryNode *first, const OffprintQueryNode *second)
{
  gboolean short_query = ranking->n_words <= SHORT_QUERY;
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
add_pairs (const Ranking *ranking, GPtrArray *bonuses, GError **error)
{
  g_autoptr (GPtrArray) pairs = new_parts ();
  for (guint i = 1; i < ranking->nodes->len && pairs->len < PAIRS_MAX; i++)
    {
      const OffprintQueryNode *first = g_ptr_array_index (ranking->nodes, i - 1);
      const OffprintQueryNode *second = g_ptr_array_index (ranking->nodes, i);
      if (makes_pair (ranking, first, second) && !take (pairs, build_pair (first, second, error)))
        return FALSE;
    }
  if (pairs->len == 0)
    return TRUE;
  XapQuery *any = offprint_query_combine (XAP_OPERATOR_OR, pairs, 0, error);
  return take (bonuses, scale (any, PAIR_FACTOR, error));
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
list_run (const Ranking *ranking)
{
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  for (guint i = 0; i < ranking->nodes->len && run->len <= RUN_MAX; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (ranking->nodes, i);
      if (is_searched_for (node) && !add_to_run (run, node))
        return NULL;
    }
  return run->len >= 2 && run->len <= RUN_MAX ? g_steal_pointer (&run) : NULL;
}

/* A field's word under its prefix counts nothing, so the words of the title do. */
static XapQuery *
build_run_in_title (const Ranking *ranking, const GPtrArray *run, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < run->len; i++)
    g_ptr_array_add (terms, g_strconcat (offprint_schema_get (OFFPRINT_FIELD_TITLE)->prefix,
                                         g_ptr_array_index (run, i), NULL));
  g_autoptr (XapQuery) phrase = offprint_query_build_terms (XAP_OPERATOR_PHRASE, terms, terms->len, error);
  g_autoptr (XapQuery) words = phrase != NULL ? build_title (ranking, error) : NULL;
  XapQuery *both[] = { words, phrase };
  return words != NULL ? xap_query_combine (XAP_OPERATOR_FILTER, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

static gboolean
add_run (const Ranking *ranking, GPtrArray *bonuses, GError **error)
{
  g_autoptr (GPtrArray) run = list_run (ranking);
  if (run == NULL)
    return TRUE;
  XapQuery *anywhere = offprint_query_build_terms (XAP_OPERATOR_PHRASE, run, run->len, error);
  return take (bonuses, scale (anywhere, RUN_FACTOR, error))
         && take (bonuses, scale (build_run_in_title (ranking, run, error), RUN_IN_TITLE_FACTOR, error));
}

/* Returns: (transfer full) (element-type utf8 guint): how often each single word stands in the query */
static GHashTable *
count_repeats (const Ranking *ranking)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < ranking->nodes->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (ranking->nodes, i);
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
build_compound (const Ranking *ranking, const OffprintQueryNode *node, GError **error)
{
  g_autoptr (GPtrArray) words = new_parts ();
  for (guint i = 0; i < node->terms->len; i++)
    if (!take (words, offprint_query_build_word (g_ptr_array_index (node->terms, i), NULL, ranking->index, error)))
      return NULL;
  return offprint_query_combine (XAP_OPERATOR_OR, words, 0, error);
}

/* What @node asks for, as often as it was typed */
static XapQuery *
build_needed (const Ranking *ranking, const OffprintQueryNode *node, XapOperator op, guint count, GError **error)
{
  gboolean compound = op == XAP_OPERATOR_OR && is_compound (node);
  XapQuery *query = compound ? build_compound (ranking, node, error)
                             : offprint_query_build_node (node, ranking->index, error);
  return count > 1 ? scale (query, count, error) : query;
}

/* A word that is repeated, as it is in questions, counts more but is asked for once. */
static XapQuery *
build_words (const Ranking *ranking, XapOperator op, GError **error)
{
  g_autoptr (GPtrArray) words = new_parts ();
  g_autoptr (GHashTable) counts = count_repeats (ranking);
  for (guint i = 0; i < ranking->nodes->len; i++)
    {
      gpointer count = GUINT_TO_POINTER (1);
      const OffprintQueryNode *node = g_ptr_array_index (ranking->nodes, i);
      if (!is_needed (node)
          || (is_plain_word (node) && !g_hash_table_steal_extended (counts, get_word (node), NULL, &count)))
        continue;
      if (!take (words, build_needed (ranking, node, op, GPOINTER_TO_UINT (count), error)))
        return NULL;
    }
  return words->len > 0 ? offprint_query_combine (op, words, 0, error) : xap_query_new_all (error);
}

static gboolean
add_recency (GPtrArray *bonuses, GError **error)
{
  XapQuery *days = xap_query_new_value_weight (OFFPRINT_SLOT_RECENCY, error);
  return take (bonuses, scale (days, RECENCY_FACTOR, error));
}

/* Returns: (transfer full): @query, which is owned, and better where @others match */
static XapQuery *
prefer (XapQuery *query, const GPtrArray *others, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  if (query == NULL || others->len == 0)
    return g_steal_pointer (&owned);
  g_autoptr (XapQuery) any = offprint_query_combine (XAP_OPERATOR_OR, others, 0, error);
  XapQuery *both[] = { owned, any };
  return any != NULL ? xap_query_combine (XAP_OPERATOR_AND_MAYBE, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

/* All words, better where they stand as they were typed. Only there: to look at positions costs a hundred times what
 * counting words does, and what has not all words can't have them in a row. */
static XapQuery *
build_all (const Ranking *ranking, GError **error)
{
  g_autoptr (GPtrArray) bonuses = new_parts ();
  if (!add_pairs (ranking, bonuses, error) || !add_run (ranking, bonuses, error))
    return NULL;
  return prefer (build_words (ranking, XAP_OPERATOR_AND, error), bonuses, error);
}

static gboolean
add_bonuses (const Ranking *ranking, GPtrArray *bonuses, OffprintRankingSet set, gboolean recency, GError **error)
{
  if (ranking->n_words > 0 && !take (bonuses, scale (build_title (ranking, error), TITLE_FACTOR, error)))
    return FALSE;
  if (set == OFFPRINT_RANKING_ALL_FIRST && !take (bonuses, scale (build_all (ranking, error), ALL_FACTOR, error)))
    return FALSE;
  return !recency || add_recency (bonuses, error);
}

static guint
count_plain_words (const GPtrArray *nodes)
{
  guint count = 0;
  for (guint i = 0; i < nodes->len; i++)
    count += is_plain_word (g_ptr_array_index (nodes, i));
  return count;
}

/**
 * offprint_ranking_build:
 * @query: a query with at least one part, its stop words marked
 * @index: where to search
 * @set: which articles are found; what filters let through, without what is excluded, in every case
 * @recency: whether later articles come a little higher
 * @error: return location
 *
 * Returns: (transfer full): the search, or %NULL with a #XapError
 */
XapQuery *
offprint_ranking_build (const OffprintQuery *query, const OffprintQueryIndex *index, OffprintRankingSet set,
                        gboolean recency, GError **error)
{
  g_autoptr (GPtrArray) bonuses = new_parts ();
  const GPtrArray *nodes = query->root->children;
  const Ranking ranking = { index, nodes, count_plain_words (nodes) };
  if (!add_bonuses (&ranking, bonuses, set, recency, error))
    return NULL;
  XapQuery *words = set == OFFPRINT_RANKING_ALL ? build_all (&ranking, error)
                                                : build_words (&ranking, XAP_OPERATOR_OR, error);
  return offprint_query_restrict (prefer (words, bonuses, error), query->root, index, error);
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
 * @query: a search that brought hits
 * @index: where
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
offprint_ranking_expand (XapQuery *query, const OffprintQueryIndex *index, const guint32 *docids, gsize n_docids,
                         GError **error)
{
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free), parts = new_parts ();
  if (!xap_reader_expand (index->reader, docids, n_docids, STEM_PREFIX, 2 * OFFPRINT_RANKING_FEEDBACK_TERMS, keep_stem,
                          stems, error))
    return NULL;
  for (guint i = 0; i < stems->len; i++)
    {
      const char *stem = g_ptr_array_index (stems, i);
      XapQuery *term = xap_query_new_term (stem, strlen (stem), error);
      if (!take (parts, scale (term, EXPANSION_FACTOR * (stems->len - i) / stems->len, error)))
        return NULL;
    }
  XapQuery *all[] = { query };
  return prefer (xap_query_combine (XAP_OPERATOR_OR, all, 1, 0, error), parts, error);
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
