/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Search as you type. What a person sees changes with each letter, so the order is made of steps that anybody can see,
 * not of sums:
 *
 *     1. a word of the title begins as what is being typed does,
 *     2. a word of the authors, publisher, agency or keywords does,
 *     3. a word of the text does.
 *
 * Within a step: the whole word before longer ones, the first word of the title before others, finished words in the
 * title, then how much the article is about the finished words, and weakly how new it is.
 *
 * It has to be quick, from the first letter on. Of one or two letters the steps are lists of their own (beginnings.c).
 * The text is only looked at when titles and fields do not fill the page: all that it could bring comes after them. One
 * or two letters after finished words only say which of the articles with those words come first: nearly every text has
 * a word that begins so. Never is a query expanded by what was found. */
#include "store/completion.h"

#include "core/i18n.h"
#include "store/beginnings.h"
#include "store/ranking.h"

#include <string.h>

/* Of the words of a text that begin alike, the most frequent ones */
#define TEXT_WORDS_MAX 100
/* So few characters choose no articles, but after finished words only prefer some. */
#define PREFERS_MAX 2
#define TITLES_MAX 32

/* Each step is worth more than all that is finer taken together. */
#define WORTH_TITLE 16.
#define WORTH_OTHER 8.
#define WORTH_FINISHED_TITLES 2.
#define WORTH_WHOLE 1.5
#define WORTH_EXACT_TITLE 1.
#define WORTH_FIRST 0.5
/* IneB2 seldom gives a word more than 40; what is newest is worth 0.2, a year 0.004. */
#define WORTH_RELEVANCE (1 / 40.)
#define WORTH_DAY 1e-5

typedef enum
{
  REACH_FIELDS, /* only what titles and other fields find */
  REACH_ALL,
  REACH_FINISHED, /* what is being typed only prefers */
  REACH_ANY, /* any of the words will do */
} Reach;

/**
 * Typed:
 * @finished: (element-type OffprintQueryNode): words, phrases and the like, not owned
 * @limits: (element-type OffprintQueryNode): filters and what is negated, not owned
 * @start: (nullable): what is being typed
 * @whole: (nullable): the same as a whole word
 * @open: there was a filter that is being typed
 */
typedef struct
{
  OffprintQueryIndex index;
  GPtrArray *finished, *limits;
  const OffprintQueryNode *start, *whole;
  gboolean open;
  gboolean recency;
} Typed;

/* What @query finds is worth so much, whatever it weighs. */
static XapQuery *
value (double worth, XapQuery *query, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  XapQuery *weight = owned != NULL ? xap_query_new_weight (worth, error) : NULL;
  return weight != NULL ? offprint_query_join (XAP_OPERATOR_FILTER, weight, g_steal_pointer (&owned), error) : NULL;
}

static const char *
get_prefix (OffprintField field)
{
  return offprint_schema_get (field)->prefix;
}

static const char *
get_word (const Typed *typed)
{
  return g_ptr_array_index (typed->start->terms, 0);
}

static gboolean
is_short (const Typed *typed, glong characters)
{
  return g_utf8_strlen (get_word (typed), -1) <= characters;
}

static XapQuery *
build_term (const char *prefix, const char *word, GError **error)
{
  g_autofree char *term = g_strconcat (prefix, word, NULL);
  return xap_query_new_term (term, strlen (term), error);
}

static XapQuery *
build_starts (const Typed *typed, const char *prefix, guint max_words, GError **error)
{
  g_autofree char *start = g_strconcat (prefix, get_word (typed), NULL);
  return xap_query_new_wildcard (typed->index.reader, start, strlen (start), max_words, error);
}

/* A word or phrase in the title, as it was typed: the other ways to write it are searched for anywhere. */
static XapQuery *
build_in_title (const Typed *typed, const OffprintQueryNode *node, GError **error)
{
  g_autoptr (GPtrArray) no_other_ways = g_ptr_array_new ();
  OffprintQueryNode titled = *node;
  titled.field = offprint_schema_get (OFFPRINT_FIELD_TITLE);
  titled.children = no_other_ways;
  return offprint_query_build_node (&titled, &typed->index, error);
}

static XapQuery *
build_title_starts (const Typed *typed, GError **error)
{
  if (is_short (typed, OFFPRINT_BEGINNING_MAX))
    return build_term (OFFPRINT_PREFIX_TITLE_BEGINNING, get_word (typed), error);
  return build_starts (typed, get_prefix (OFFPRINT_FIELD_TITLE), OFFPRINT_QUERY_EXPANSION_MAX, error);
}

static XapQuery *
build_other_starts (const Typed *typed, GError **error)
{
  static const OffprintField fields[] = {
    OFFPRINT_FIELD_AUTHORS, OFFPRINT_FIELD_PUBLISHER, OFFPRINT_FIELD_AGENCY, OFFPRINT_FIELD_KEYWORDS,
  };
  if (is_short (typed, OFFPRINT_BEGINNING_MAX))
    return build_term (OFFPRINT_PREFIX_OTHER_BEGINNING, get_word (typed), error);
  g_autoptr (GPtrArray) parts = offprint_parts_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!offprint_parts_take (parts, build_starts (typed, get_prefix (fields[i]), OFFPRINT_QUERY_EXPANSION_MAX, error)))
      return NULL;
  return offprint_query_combine (XAP_OPERATOR_OR, parts, 0, error);
}

/* Of a longer word the first letters say whether it is the title's first. */
static XapQuery *
build_first (const Typed *typed, GError **error)
{
  const char *word = get_word (typed);
  const char *end = is_short (typed, OFFPRINT_FIRST_BEGINNING_MAX)
                        ? word + strlen (word)
                        : g_utf8_offset_to_pointer (word, OFFPRINT_FIRST_BEGINNING_MAX);
  g_autofree char *beginning = g_strndup (word, (gsize) (end - word));
  return build_term (OFFPRINT_PREFIX_FIRST_BEGINNING, beginning, error);
}

/* In the text */
static XapQuery *
build_text_starts (const Typed *typed, GError **error)
{
  XapQuery *starts = build_starts (typed, "", TEXT_WORDS_MAX, error);
  if (typed->whole == NULL)
    return starts;
  XapQuery *whole = starts != NULL ? offprint_query_build_node (typed->whole, &typed->index, error) : NULL;
  return offprint_query_join (XAP_OPERATOR_OR, whole, starts, error);
}

static gboolean
is_title (const OffprintFieldInfo *field)
{
  return field != NULL && offprint_schema_get_field (field) == OFFPRINT_FIELD_TITLE;
}

/* Where what is being typed is */
static XapQuery *
build_found (const Typed *typed, Reach reach, GError **error)
{
  const OffprintFieldInfo *field = typed->start->field;
  if (is_title (field))
    return build_title_starts (typed, error);
  if (field != NULL)
    return build_starts (typed, field->prefix, OFFPRINT_QUERY_EXPANSION_MAX, error);
  XapQuery *fields = offprint_query_join (XAP_OPERATOR_OR, build_title_starts (typed, error),
                                          build_other_starts (typed, error), error);
  if (reach == REACH_FIELDS)
    return fields;
  return offprint_query_join (XAP_OPERATOR_OR, fields, build_text_starts (typed, error), error);
}

static gboolean
take_finished (const Typed *typed, GPtrArray *parts, GError **error)
{
  double factor = WORTH_RELEVANCE / typed->finished->len;
  for (guint i = 0; i < typed->finished->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (typed->finished, i);
      XapQuery *query = offprint_query_scale (offprint_query_build_node (node, &typed->index, error), factor, error);
      if (offprint_query_has_alternatives (node))
        query = offprint_query_keep (query, error);
      if (!offprint_parts_take (parts, query))
        return FALSE;
    }
  return TRUE;
}

/* What must be there: the words each by itself, the steps without weight */
static gboolean
take_needed (const Typed *typed, Reach reach, GPtrArray *parts, GError **error)
{
  gboolean found = typed->start != NULL && reach != REACH_FINISHED;
  if (!found && typed->finished->len == 0)
    return offprint_parts_take (parts, xap_query_new_all (error));
  if (reach != REACH_ANY)
    return (!found || offprint_parts_take (parts, offprint_query_scale (build_found (typed, reach, error), 0, error)))
           && take_finished (typed, parts, error);
  g_autoptr (GPtrArray) some = offprint_parts_new ();
  if ((found && !offprint_parts_take (some, offprint_query_scale (build_found (typed, reach, error), 0, error)))
      || !take_finished (typed, some, error))
    return FALSE;
  XapQuery *any = offprint_query_combine (XAP_OPERATOR_OR, some, 0, error);
  return offprint_parts_take (parts, offprint_query_keep (any, error));
}

static gboolean
take_title_bonus (const Typed *typed, GPtrArray *bonuses, GError **error)
{
  XapQuery *exact = build_term (get_prefix (OFFPRINT_FIELD_TITLE), get_word (typed), error);
  if (!offprint_parts_take (bonuses, value (WORTH_EXACT_TITLE, exact, error))
      || !offprint_parts_take (bonuses, value (WORTH_TITLE, build_title_starts (typed, error), error)))
    return FALSE;
  XapQuery *first = offprint_query_join (XAP_OPERATOR_AND, build_first (typed, error),
                                         build_title_starts (typed, error), error);
  return offprint_parts_take (bonuses, value (WORTH_FIRST, first, error));
}

/* As a whole word, in any of its forms */
static gboolean
take_whole_bonus (const Typed *typed, GPtrArray *bonuses, GError **error)
{
  if (typed->whole == NULL)
    return TRUE;
  XapQuery *forms = offprint_query_build_node (typed->whole, &typed->index, error);
  XapQuery *relevance = offprint_query_scale (forms, WORTH_RELEVANCE, error);
  XapQuery *worth = relevance != NULL ? xap_query_new_weight (WORTH_WHOLE, error) : NULL;
  return offprint_parts_take (bonuses, offprint_query_join (XAP_OPERATOR_AND, worth, relevance, error));
}

static gboolean
take_steps (const Typed *typed, GPtrArray *bonuses, GError **error)
{
  const OffprintFieldInfo *field = typed->start->field;
  if (is_title (field))
    return take_title_bonus (typed, bonuses, error);
  if (field != NULL)
    {
      XapQuery *exact = build_term (field->prefix, get_word (typed), error);
      return offprint_parts_take (bonuses, value (WORTH_EXACT_TITLE, exact, error));
    }
  return take_title_bonus (typed, bonuses, error)
         && offprint_parts_take (bonuses, value (WORTH_OTHER, build_other_starts (typed, error), error))
         && take_whole_bonus (typed, bonuses, error);
}

/* Finished words that stand in the title */
static gboolean
take_titles (const Typed *typed, GPtrArray *bonuses, GError **error)
{
  guint n_titles = MIN (typed->finished->len, TITLES_MAX);
  for (guint i = 0; i < n_titles; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (typed->finished, i);
      gboolean words = node->kind == OFFPRINT_QUERY_WORD || node->kind == OFFPRINT_QUERY_PHRASE;
      double worth = WORTH_FINISHED_TITLES / n_titles;
      if (words && node->field == NULL
          && !offprint_parts_take (bonuses, value (worth, build_in_title (typed, node, error), error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_recency (const Typed *typed, GPtrArray *bonuses, GError **error)
{
  if (!typed->recency)
    return TRUE;
  XapQuery *days = xap_query_new_value_weight (OFFPRINT_SLOT_RECENCY, error);
  return offprint_parts_take (bonuses, offprint_query_scale (days, WORTH_DAY, error));
}

static XapQuery *
build (const Typed *typed, Reach reach, GError **error)
{
  g_autoptr (GPtrArray) needed = offprint_parts_new (), bonuses = offprint_parts_new ();
  if (!take_needed (typed, reach, needed, error) || !take_titles (typed, bonuses, error)
      || (typed->start != NULL && !take_steps (typed, bonuses, error)) || !take_recency (typed, bonuses, error))
    return NULL;
  XapQuery *found = offprint_query_combine (XAP_OPERATOR_AND, needed, 0, error);
  XapQuery *query = offprint_query_prefer (found, bonuses, error);
  OffprintQueryNode limits = { .kind = OFFPRINT_QUERY_ALL, .children = typed->limits };
  return offprint_query_restrict (query, &limits, &typed->index, error);
}

/* The parts of an unfinished word are those that make_unfinished() and make_start() put together. */
static void
split_unfinished (Typed *typed, const OffprintQueryNode *node)
{
  if (node->kind == OFFPRINT_QUERY_START)
    {
      typed->start = node;
      return;
    }
  const OffprintQueryNode *first = g_ptr_array_index (node->children, 0);
  typed->start = g_ptr_array_index (node->children, 1);
  if (node->kind == OFFPRINT_QUERY_ANY)
    typed->whole = first;
  else
    g_ptr_array_add (typed->finished, (gpointer) first);
}

static void
split (Typed *typed, const OffprintQuery *query, gboolean with_open)
{
  const GPtrArray *children = query->root->children;
  g_ptr_array_set_size (typed->limits, 0);
  for (guint i = 0; i < children->len; i++)
    {
      OffprintQueryNode *node = g_ptr_array_index (children, i);
      gboolean open = node->kind == OFFPRINT_QUERY_FILTER && node->unfinished && !node->negated;
      typed->open |= open;
      if (node->negated || offprint_query_is_filter (node))
        {
          if (!open || with_open)
            g_ptr_array_add (typed->limits, node);
        }
      else if (node->unfinished)
        split_unfinished (typed, node);
      else if (!node->stop)
        g_ptr_array_add (typed->finished, node);
    }
}

static XapHits *
run (OffprintReader *reader, const Typed *typed, Reach reach, const XapSearch *search, gboolean *nothing,
     GError **error)
{
  g_autoptr (XapQuery) query = build (typed, reach, error);
  XapHits *hits = query != NULL ? offprint_reader_run (reader, query, search, error) : NULL;
  /* Beyond the last page, too, there is something found. */
  *nothing = hits != NULL && xap_hits_get_count (hits) == 0 && xap_hits_get_matches_estimated (hits) == 0;
  return hits;
}

/* Whether a page that fields alone fill is the page */
static gboolean
may_be_quick (const Typed *typed, const XapSearch *search)
{
  return typed->start != NULL && search->sort == XAP_SORT_RELEVANCE && search->limit > 0 && search->n_facet_slots == 0;
}

static XapHits *
run_steps (OffprintReader *reader, const Typed *typed, const XapSearch *search, gboolean *nothing, GError **error)
{
  if (typed->start != NULL && typed->start->field == NULL && typed->finished->len > 0 && is_short (typed, PREFERS_MAX))
    return run (reader, typed, REACH_FINISHED, search, nothing, error);
  if (may_be_quick (typed, search))
    {
      g_autoptr (XapHits) hits = run (reader, typed, REACH_FIELDS, search, nothing, error);
      if (hits == NULL || xap_hits_get_count (hits) == search->limit)
        return g_steal_pointer (&hits);
    }
  return run (reader, typed, REACH_ALL, search, nothing, error);
}

static XapHits *
run_typed (OffprintReader *reader, Typed *typed, const OffprintQuery *query, const XapSearch *search, GError **error)
{
  gboolean nothing;
  g_autoptr (XapHits) hits = run_steps (reader, typed, search, &nothing, error);
  if (hits != NULL && nothing && typed->open)
    {
      g_ptr_array_set_size (typed->finished, 0);
      split (typed, query, FALSE);
      xap_hits_free (hits);
      hits = run_steps (reader, typed, search, &nothing, error);
    }
  if (hits == NULL || !nothing || offprint_ranking_count_words (query) < 2)
    return g_steal_pointer (&hits);
  Reach reach = typed->start != NULL ? REACH_FINISHED : REACH_ANY;
  g_autoptr (XapHits) some = run (reader, typed, reach, search, &nothing, error);
  if (some != NULL && nothing && reach != REACH_ANY)
    {
      xap_hits_free (some);
      some = run (reader, typed, REACH_ANY, search, &nothing, error);
    }
  if (some != NULL && !nothing)
    offprint_query_add_note (query->notes, _("no article has all words; showing those with some"));
  return g_steal_pointer (&some);
}

/**
 * offprint_completion_run:
 * @reader: a reader whose stems are loaded
 * @query: an unfinished one
 * @search: how
 * @wanted: which hits; that many matches are counted is not promised
 * @error: return location
 *
 * Looks for all that was typed; when nothing has it, for the finished words; when nothing has them all, for some of
 * them. A filter that is being typed does not count before something has it.
 *
 * Returns: (transfer full): the hits, the most worthy first, or %NULL with a #XapError
 */
XapHits *
offprint_completion_run (OffprintReader *reader, const OffprintQuery *query, const OffprintSearch *search,
                         const XapSearch *wanted, GError **error)
{
  g_autoptr (GPtrArray) finished = g_ptr_array_new (), limits = g_ptr_array_new ();
  Typed typed = {
    .index = { reader->index, reader->stems },
    .finished = finished,
    .limits = limits,
    .recency = search->recency,
  };
  XapSearch less = *wanted;
  if (less.n_facet_slots == 0)
    less.check_at_least = 1;
  split (&typed, query, TRUE);
  return run_typed (reader, &typed, query, &less, error);
}
