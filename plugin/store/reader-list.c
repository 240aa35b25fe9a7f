/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The articles that a query means, for who wants to keep them together: a saved search. That is a set, not a best
 * guess: what has some of the words, or the words of another spelling, is not in it, and whether an article is in it
 * depends on that article alone. So it can be asked whether a few files that changed matter to it at all. */
#include "store/reader-private.h"

#include "core/error.h"
#include "store/data.h"
#include "store/identity.h"
#include "store/ranking.h"

typedef struct
{
  const OffprintSearch *search;
  const char *const *paths;
} Question;

static void
free_query (gpointer query)
{
  xap_query_free (query);
}

static XapQuery *
build_path (const char *path, GError **problem)
{
  g_autoptr (GPtrArray) terms = offprint_identity_list_path_terms (path);
  return offprint_query_build_terms (XAP_OPERATOR_AND, terms, 0, problem);
}

/* @query: (transfer full) (nullable) */
static XapQuery *
restrict_to_paths (XapQuery *query, const char *const *paths, GError **problem)
{
  g_autoptr (XapQuery) owned = query;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (free_query);
  if (query == NULL || paths == NULL)
    return g_steal_pointer (&owned);
  for (; *paths != NULL; paths++)
    {
      XapQuery *file = build_path (*paths, problem);
      if (file == NULL)
        return NULL;
      g_ptr_array_add (files, file);
    }
  g_autoptr (XapQuery) any = offprint_query_combine (XAP_OPERATOR_OR, files, 0, problem);
  XapQuery *both[] = { owned, any };
  return any != NULL ? xap_query_combine (XAP_OPERATOR_FILTER, both, G_N_ELEMENTS (both), 0, problem) : NULL;
}

static XapHits *
run (OffprintReader *reader, const OffprintQuery *query, const Question *question, GError **problem)
{
  const OffprintSearch *search = question->search;
  const OffprintQueryIndex index = { reader->index, reader->stems };
  const XapSearch wanted = {
    .offset = search->offset,
    .limit = search->limit,
    .weighting = reader->weights->weighting,
    .sort = XAP_SORT_RELEVANCE,
    .collapse_slot = search->fold ? OFFPRINT_SLOT_COLLAPSE : OFFPRINT_NO_SLOT,
  };
  const OffprintRanking ranking = { query, &index, reader->weights, search->recency };
  XapQuery *all = offprint_ranking_build (&ranking, OFFPRINT_RANKING_ALL, problem);
  g_autoptr (XapQuery) asked = restrict_to_paths (all, question->paths, problem);
  return asked != NULL ? offprint_reader_run (reader, asked, &wanted, problem) : NULL;
}

static GPtrArray *
take_records (XapHits *found)
{
  gsize n_found = found != NULL ? xap_hits_get_count (found) : 0;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (gsize i = 0; i < n_found; i++)
    {
      gsize length;
      const char *lines = g_bytes_get_data (xap_hits_get (found, i)->data, &length);
      g_ptr_array_add (records, offprint_data_to_record (lines, length));
    }
  return records;
}

/* Half of the articles would look as if the others were gone. */
static gboolean
check_whole (const OffprintReader *reader, GError **error)
{
  if (reader->cut)
    g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, "the search took too long");
  return !reader->cut;
}

static gpointer
list_once (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, question->search, error);
  if (query == NULL)
    return NULL;
  gboolean means_something = query->root->children->len > 0;
  g_autoptr (XapHits) found = means_something ? run (reader, query, question, &problem) : NULL;
  if (problem != NULL)
    offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  else if (check_whole (reader, error))
    return take_records (found);
  return NULL;
}

/**
 * offprint_reader_list:
 * @reader: a reader
 * @search: what to look for; its order is always that of relevance, and nothing is expanded
 * @paths: (nullable) (array zero-terminated=1) (element-type filename): only articles of these files, and of few others
 *   with the same folder names in their paths; %NULL: of all
 * @error: return location
 *
 * Returns: (transfer full) (element-type OffprintRecord): the articles that have all words, the best first, without
 *   their texts; %NULL with an #OffprintError: %OFFPRINT_ERROR_FAILED when there was no time to find all,
 *   %OFFPRINT_ERROR_CANCELLED when it was stopped
 */
GPtrArray *
offprint_reader_list (OffprintReader *reader, const OffprintSearch *search, const char *const *paths, GError **error)
{
  const Question question = { search, paths };
  return offprint_reader_ask (reader, list_once, &question, (GDestroyNotify) g_ptr_array_unref,
                              search->time_limit_ms, error);
}
