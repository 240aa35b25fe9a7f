/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search from what was typed to hits: understand, search with all words, else with any, and read what each hit
 * shows. */
#include "core/i18n.h"
#include "store/reader-private.h"

#include "core/text.h"
#include "store/completion.h"
#include "store/data.h"
#include "store/query-adapt.h"
#include "store/ranking.h"
#include "store/snippet.h"

#define LIMIT_MAX 100000
/* So many matches are counted rather than estimated. */
#define COUNTED 300
/* So many hits are shown, with snippets, also when the search itself took all the time. */
#define SHOWN_ANYWAY 100
/* So many words are a sentence rather than a choice of words; and so few hits are too few for one. */
#define SENTENCE_WORDS 4
#define FEW 10
/* A longer query can do without a word that nobody knows. */
#define CORRECTED_WORDS_MAX 8
#define QUOTED_MAX_CHARS 60
#define PARTIAL_NOTE N_("no article has all words; showing those with some")

static const guint32 no_slot = G_MAXUINT32;

static const char *const sort_names[] = {
  [OFFPRINT_SORT_RELEVANCE] = "relevance",
  [OFFPRINT_SORT_PUBLISHED] = "published",
  [OFFPRINT_SORT_SAVED] = "saved",
};

/**
 * offprint_sort_find:
 * @name: relevance, published or saved
 * @sort: (out): the order of that name
 *
 * Returns: whether there is one
 */
gboolean
offprint_sort_find (const char *name, OffprintSort *sort)
{
  for (OffprintSort i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (g_str_equal (sort_names[i], name))
      {
        *sort = i;
        return TRUE;
      }
  return FALSE;
}

static OffprintField
get_sort_field (OffprintSort sort)
{
  return sort == OFFPRINT_SORT_SAVED ? OFFPRINT_FIELD_SAVED : OFFPRINT_FIELD_PUBLISHED;
}

/**
 * offprint_reader_run:
 * @reader: a reader
 * @query: what to look for
 * @search: which hits; the limits are those of the question under way
 * @error: return location
 *
 * Returns: (transfer full): the hits, or %NULL with a #XapError, which is noted also when the caller passes it over
 */
XapHits *
offprint_reader_run (OffprintReader *reader, XapQuery *query, const XapSearch *search, GError **error)
{
  g_autoptr (GError) problem = NULL;
  XapSearch limited = *search;
  limited.deadline = reader->deadline;
  limited.stop = reader->stop;
  XapHits *hits = xap_reader_search (reader->index, query, &limited, &problem);
  reader->cut = reader->cut || (hits != NULL && xap_hits_get_cut (hits));
  if (problem != NULL)
    {
      reader->trouble = problem->code;
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  return hits;
}

/* The search of one set of articles, and what its best hits are looked at more closely for */
typedef struct
{
  XapQuery *query, *closer;
} Stage;

static void
clear_stage (Stage *stage)
{
  xap_query_free (stage->query);
  xap_query_free (stage->closer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stage, clear_stage)

static gboolean
build_stage (const OffprintRanking *ranking, OffprintRankingSet set, Stage *stage, GError **error)
{
  stage->query = offprint_ranking_build (ranking, set, error);
  stage->closer = stage->query != NULL ? offprint_ranking_build_closer (ranking, set, error) : NULL;
  return stage->closer != NULL;
}

static XapHits *
run_stage (OffprintReader *reader, XapQuery *query, XapQuery *closer, const XapSearch *wanted, GError **error)
{
  XapSearch search = *wanted;
  search.closer = xap_query_is_empty (closer) ? NULL : closer;
  search.closer_limit = OFFPRINT_RANKING_CLOSER_HITS;
  return offprint_reader_run (reader, query, &search, error);
}

/* Returns: how many of the best hits there are in @docids: @hits knows them, unless it is a later or a shorter page */
static gsize
list_best (OffprintReader *reader, const Stage *stage, const XapSearch *wanted, XapHits *hits,
           guint32 docids[OFFPRINT_RANKING_FEEDBACK_HITS])
{
  XapSearch first = *wanted;
  first.offset = first.check_at_least = 0;
  first.limit = OFFPRINT_RANKING_FEEDBACK_HITS;
  gboolean known = wanted->offset == 0 && wanted->limit >= first.limit;
  g_autoptr (XapHits) others = known ? NULL : run_stage (reader, stage->query, stage->closer, &first, NULL);
  XapHits *best = known ? hits : others;
  gsize n_docids = best != NULL ? MIN (xap_hits_get_count (best), first.limit) : 0;
  for (gsize i = 0; i < n_docids; i++)
    docids[i] = xap_hits_get (best, i)->docid;
  return n_docids;
}

/* Not over servers: Xapian guesses there how frequent a word is, and what is guessed wrongly spoils the order. To know
 * it would cost an answer of each server for each word of each hit. */
static gboolean
may_expand (OffprintReader *reader, const OffprintSearch *search, const XapSearch *wanted, XapHits *hits)
{
  return search->expand && wanted->sort == XAP_SORT_RELEVANCE && wanted->limit > 0 && xap_hits_get_count (hits) > 0
         && !reader->cut && xap_reader_is_local (reader->index);
}

/* Where nothing can be learnt from the best hits, one of which may have been removed in this moment, @hits stay. */
static XapHits *
expand (OffprintReader *reader, const OffprintRanking *ranking, const Stage *stage, const XapSearch *wanted,
        XapHits *hits, GError **error)
{
  g_autoptr (XapHits) owned = hits;
  guint32 docids[OFFPRINT_RANKING_FEEDBACK_HITS];
  gsize n_docids = list_best (reader, stage, wanted, hits, docids);
  g_autoptr (XapQuery) wider
      = n_docids > 0 ? offprint_ranking_expand (ranking, stage->query, docids, n_docids, NULL) : NULL;
  return wider != NULL ? run_stage (reader, wider, stage->closer, wanted, error) : g_steal_pointer (&owned);
}

/* Beyond the last page, too, there is something found. */
static gboolean
is_nothing (XapHits *hits)
{
  return xap_hits_get_count (hits) == 0 && xap_hits_get_matches_estimated (hits) == 0;
}

/* A question in a sentence need not have all its words in one article, and if two have them, others may be as good. */
static gboolean
has_enough (const OffprintQuery *query, const XapSearch *wanted, XapHits *hits)
{
  guint n_words = offprint_ranking_count_words (query);
  gboolean too_few = n_words >= SENTENCE_WORDS && wanted->limit > 0 && xap_hits_get_matches_estimated (hits) < FEW;
  return n_words < 2 || !(is_nothing (hits) || too_few);
}

static void
note_some (OffprintQuery *query, gboolean nothing, XapHits *some)
{
  query->partial = nothing && !is_nothing (some);
  if (query->partial)
    offprint_query_add_note (query->notes, _(PARTIAL_NOTE));
  if (!nothing)
    offprint_query_add_note (query->notes, _("few articles have all words; those with some follow"));
}

/* All words, and if that is not enough, any. Returns: (transfer full): the hits, those of @stage */
static XapHits *
run_sets (OffprintReader *reader, const OffprintRanking *ranking, OffprintQuery *query, const XapSearch *wanted,
          Stage *stage, GError **error)
{
  if (!build_stage (ranking, OFFPRINT_RANKING_ALL, stage, error))
    return NULL;
  g_autoptr (XapHits) hits = run_stage (reader, stage->query, stage->closer, wanted, error);
  if (hits == NULL || has_enough (query, wanted, hits))
    return g_steal_pointer (&hits);
  gboolean nothing = is_nothing (hits);
  clear_stage (stage);
  *stage = (Stage){ NULL };
  if (!build_stage (ranking, nothing ? OFFPRINT_RANKING_ANY : OFFPRINT_RANKING_ALL_FIRST, stage, error))
    return NULL;
  XapHits *some = run_stage (reader, stage->query, stage->closer, wanted, error);
  if (some != NULL)
    note_some (query, nothing, some);
  return some;
}

/**
 * offprint_reader_run_text:
 * @reader: a reader whose stems are loaded
 * @query: what was typed, understood
 * @search: how
 * @wanted: which hits
 * @asked: (out) (optional) (transfer full): what was asked the index, expansion left out; not set on failure, nor while
 *   it is still being typed
 * @error: return location
 *
 * Looks for all words, and for some of them when no article has all; of a sentence, for those with all words first when
 * few have them. Notes say so. What is only counted (no limit) has all words when any article has.
 *
 * Returns: (transfer full): the hits, or %NULL with a #XapError
 */
XapHits *
offprint_reader_run_text (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search,
                          const XapSearch *wanted, XapQuery **asked, GError **error)
{
  if (query->unfinished)
    return offprint_completion_run (reader, query, search, wanted, error);
  const OffprintQueryIndex index = { reader->index, reader->stems };
  const OffprintRanking ranking = { query, &index, reader->weights, search->recency };
  g_auto (Stage) stage = { NULL };
  g_autoptr (XapHits) hits = run_sets (reader, &ranking, query, wanted, &stage, error);
  if (hits != NULL && may_expand (reader, search, wanted, hits))
    hits = expand (reader, &ranking, &stage, wanted, hits, error);
  if (hits != NULL && asked != NULL)
    *asked = g_steal_pointer (&stage.query);
  return g_steal_pointer (&hits);
}

/* No text rather than that of a newer revision. */
static char *
get_text (OffprintReader *reader, const XapHit *found, guint64 generation, GError **error)
{
  if (reader->places_only)
    return g_strdup ("");
  g_autofree char *text = offprint_reader_get_text (reader, found->docid, error);
  gboolean belongs = xap_reader_get_generation (reader->index) == generation;
  return text == NULL || belongs ? g_steal_pointer (&text) : g_strdup ("");
}

/**
 * offprint_reader_make_hit:
 * @reader: a reader
 * @found: what Xapian found
 * @marks: what to mark in the snippet
 * @generation: of the reader's index when it was found
 * @error: return location
 *
 * Returns: (transfer full): what is shown of it; without a rank
 */
OffprintHit *
offprint_reader_make_hit (OffprintReader *reader, const XapHit *found, const OffprintMarks *marks, guint64 generation,
                          GError **error)
{
  gsize length;
  const char *lines = g_bytes_get_data (found->data, &length);
  g_autoptr (OffprintRecord) record = reader->places_only ? offprint_data_to_place (lines, length)
                                                          : offprint_data_to_record (lines, length);
  g_autofree char *text = get_text (reader, found, generation, error);
  XapStem *stem =
    text != NULL ? offprint_reader_get_stem (reader, offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE),
                                             error) : NULL;
  if (stem == NULL)
    return NULL;
  OffprintSnippet snippet;
  offprint_snippet_make (text, marks, stem, &snippet);
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  *hit = (OffprintHit){
    .docid = found->docid,
    .score = found->weight,
    .record = g_steal_pointer (&record),
    .snippet = snippet.text,
    .matches = snippet.matches,
    .n_matches = snippet.n_matches,
    .duplicates = found->collapsed,
  };
  return hit;
}

/**
 * offprint_reader_take_hits:
 * @reader: a reader
 * @found: what Xapian found
 * @marks: what to mark in the snippets
 * @offset: how many were left out before the first
 * @hits: where they are added
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with an #OffprintError
 */
gboolean
offprint_reader_take_hits (OffprintReader *reader, XapHits *found, const OffprintMarks *marks, guint offset,
                           OffprintHits *hits, GError **error)
{
  hits->estimated = xap_hits_get_matches_estimated (found);
  for (gsize i = 0; i < xap_hits_get_count (found); i++)
    {
      if (i >= SHOWN_ANYWAY && offprint_reader_is_over (reader))
        {
          reader->cut = TRUE;
          break;
        }
      OffprintHit *hit = offprint_reader_make_hit (reader, xap_hits_get (found, i), marks,
                                                   xap_hits_get_generation (found), error);
      if (hit == NULL)
        return FALSE;
      hit->rank = offset + (guint) i + 1;
      g_ptr_array_add (hits->hits, hit);
    }
  return TRUE;
}

static void
note_left_out (OffprintReader *reader, GPtrArray *notes)
{
  g_auto (GStrv) servers = xap_reader_list_left_out (reader->index);
  for (gsize i = 0; servers[i] != NULL; i++)
    offprint_query_add_note (notes, _("server '%s' does not answer: left out"), servers[i]);
}

/**
 * offprint_reader_take_notes:
 * @reader: a reader
 * @query: what was searched for; loses its notes
 *
 * Returns: (transfer full): what a person should know: of the query, and of servers that do not answer
 */
char **
offprint_reader_take_notes (OffprintReader *reader, OffprintQuery *query)
{
  note_left_out (reader, query->notes);
  if (reader->cut)
    offprint_query_add_note (query->notes,
                             _("the search took too long and was cut short: there may be more, and better ones"));
  char **notes = g_new0 (char *, query->notes->len + 1);
  for (guint i = 0; i < query->notes->len; i++)
    notes[i] = g_steal_pointer (&query->notes->pdata[i]);
  return notes;
}

static gboolean
fill (OffprintHits *hits, OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search,
      GError **error)
{
  XapSearch wanted = {
    .offset = MIN (search->offset, LIMIT_MAX),
    .limit = MIN (search->limit, LIMIT_MAX),
    .weighting = reader->weights->weighting,
    .sort = search->sort == OFFPRINT_SORT_RELEVANCE ? XAP_SORT_RELEVANCE : XAP_SORT_VALUE,
    .sort_slot = offprint_schema_get (get_sort_field (search->sort))->slot,
    .collapse_slot = search->fold ? OFFPRINT_SLOT_COLLAPSE : no_slot,
    .check_at_least = COUNTED,
  };
  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, reader->stems);
  g_autoptr (XapQuery) asked = NULL;
  g_autoptr (XapHits) found = offprint_reader_run_text (reader, query, search, &wanted, &asked, &problem);
  if (found == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  if (!offprint_reader_take_hits (reader, found, marks, wanted.offset, hits, error))
    return FALSE;
  if (search->fold && asked != NULL)
    offprint_reader_count_duplicates (reader, asked, hits);
  return TRUE;
}

/**
 * offprint_reader_understand:
 * @reader: a reader
 * @search: what was typed
 * @error: return location
 *
 * Returns: (transfer full): what it means to this index, whose stems are loaded then; %NULL with an #OffprintError
 */
OffprintQuery *
offprint_reader_understand (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (!offprint_reader_load_stems (reader, error))
    return NULL;
  g_autoptr (OffprintQuery) query = search->unfinished ? offprint_query_new_unfinished (search->text, search->now)
                                                       : offprint_query_new (search->text, search->now);
  OffprintQueryIndex index = { reader->index, reader->stems };
  offprint_stop_words_mark (reader->stop_words, query);
  if (offprint_query_adapt (query, &index, &problem))
    return g_steal_pointer (&query);
  offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return NULL;
}

static OffprintHits *
find (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search, GError **error)
{
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  if (query->root->children->len == 0 && !search->all)
    offprint_query_add_note (query->notes, _("there is no word to search for"));
  else if (!fill (hits, reader, query, search, error))
    return NULL;
  return g_steal_pointer (&hits);
}

/* Looks for what may have been meant instead. Returns: (nullable): the hits, if there are any */
static OffprintHits *
find_suggested (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search, const char *suggestion)
{
  OffprintSearch instead = *search;
  instead.text = suggestion;
  g_autoptr (OffprintQuery) meant = offprint_reader_understand (reader, &instead, NULL);
  g_autoptr (OffprintHits) hits = meant != NULL ? find (reader, meant, &instead, NULL) : NULL;
  if (hits == NULL || hits->hits->len == 0)
    return NULL;
  hits->corrected = TRUE;
  g_autofree char *typed = offprint_text_truncate_words (query->text, QUOTED_MAX_CHARS);
  offprint_query_add_note (query->notes, query->partial
                                             ? _("no article has all words of \"%s\"; showing results for \"%s\"")
                                             : _("nothing found for \"%s\"; showing results for \"%s\""),
                           typed, suggestion);
  if (meant->partial)
    offprint_query_add_note (query->notes, _(PARTIAL_NOTE));
  return g_steal_pointer (&hits);
}

/* Says why little was found. */
static gboolean
advise (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search, OffprintHits **hits, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *suggestion = NULL;
  guint n_found = MAX ((*hits)->estimated, (*hits)->hits->len);
  if (query->root->children->len == 0)
    return TRUE;
  if (!offprint_reader_advise (reader, query, n_found, &suggestion, &problem))
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  gboolean needed = n_found == 0 || (query->partial && offprint_ranking_count_words (query) <= CORRECTED_WORDS_MAX);
  OffprintHits *suggested = needed && suggestion != NULL ? find_suggested (reader, query, search, suggestion) : NULL;
  if (suggested != NULL)
    {
      offprint_hits_free (*hits);
      *hits = suggested;
    }
  else if (suggestion != NULL && n_found == 0)
    return TRUE;
  else if (suggestion != NULL)
    offprint_query_add_note (query->notes, _("did you mean \"%s\"?"), suggestion);
  (*hits)->suggestion = g_steal_pointer (&suggestion);
  return TRUE;
}

static gpointer
search_once (OffprintReader *reader, gconstpointer question, GError **error)
{
  const OffprintSearch *search = question;
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, search, error);
  g_autoptr (OffprintHits) hits = query != NULL ? find (reader, query, search, error) : NULL;
  gboolean advisable = !search->unfinished && !reader->cut;
  if (hits == NULL || (advisable && !advise (reader, query, search, &hits, error)))
    return NULL;
  hits->cut = reader->cut;
  hits->notes = offprint_reader_take_notes (reader, query);
  return g_steal_pointer (&hits);
}

/**
 * offprint_reader_search:
 * @reader: a reader
 * @search: what to look for
 * @error: return location
 *
 * Finds articles that have all words; when there are none, those that have some. Hits of equal weight keep the order in
 * which the articles came into the index. No query is an error: what was not understood stands in the notes, as does
 * why nothing was found. When nothing at all was found, another spelling is tried.
 *
 * Returns: (transfer full): the hits, or %NULL with an #OffprintError that is about the index, or
 *   %OFFPRINT_ERROR_CANCELLED
 */
OffprintHits *
offprint_reader_search (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  g_return_val_if_fail (search->text != NULL, NULL);

  return offprint_reader_ask (reader, search_once, search, (GDestroyNotify) offprint_hits_free, search->time_limit_ms,
                              error);
}
