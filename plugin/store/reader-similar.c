/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles like one that is in the index: those with most of the words that set it apart from all others. */
#include "store/reader-private.h"

#include "core/error.h"
#include "store/identity.h"
#include "store/ranking.h"

#include <string.h>

#define TERMS_MAX 40
#define LIMIT_MAX 1000
#define STEM_PREFIX "Z"
#define TIME_LIMIT_MS 5000

/* Returns: the docid, 0 where there is no such article, or 0 with a #XapError */
static guint32
find_docid (OffprintReader *reader, XapQuery *self, GError **error)
{
  const XapSearch one = { .limit = 1, .weighting = "bool", .collapse_slot = OFFPRINT_NO_SLOT };
  g_autoptr (XapHits) found = offprint_reader_run (reader, self, &one, error);
  return found != NULL && xap_hits_get_count (found) > 0 ? xap_hits_get (found, 0)->docid : 0;
}

static gboolean
keep_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  g_ptr_array_add (data, g_strndup (term, length));
  return TRUE;
}

/* Some of the words, without the article itself. Its own copies stay: they are what is most like it. */
static XapQuery *
build_query (OffprintReader *reader, guint32 docid, XapQuery *self, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  if (!xap_reader_expand (reader->index, &docid, 1, STEM_PREFIX, TERMS_MAX, keep_term, terms, error))
    return NULL;
  g_autoptr (XapQuery) words = offprint_query_build_terms (XAP_OPERATOR_OR, terms, 0, error);
  XapQuery *both[] = { words, self };
  return words != NULL ? xap_query_combine (XAP_OPERATOR_AND_NOT, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

static void
set_missing (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "'%s' is not in the index: index it first", name);
}

typedef struct
{
  const char *path, *member;
  guint limit;
} Question;

static gpointer
find_similar (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  const XapSearch wanted = {
    .limit = MIN (question->limit, LIMIT_MAX),
    .weighting = OFFPRINT_RANKING_WEIGHTING,
    .collapse_slot = OFFPRINT_NO_SLOT,
  };
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) unique = offprint_identity_get_unique_term (question->path, question->member);
  g_autoptr (XapQuery) self
    = xap_query_new_term (g_bytes_get_data (unique, NULL), g_bytes_get_size (unique), &problem);
  guint32 docid = self != NULL ? find_docid (reader, self, &problem) : 0;
  if (docid == 0 && problem == NULL)
    {
      set_missing (question->path, error);
      return NULL;
    }
  g_autoptr (XapQuery) query = docid != 0 ? build_query (reader, docid, self, &problem) : NULL;
  g_autoptr (XapHits) found = query != NULL ? offprint_reader_run (reader, query, &wanted, &problem) : NULL;
  if (found == NULL)
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  g_autoptr (OffprintQuery) nothing = offprint_query_new ("", 0);
  g_autoptr (GPtrArray) stems = g_ptr_array_new ();
  g_autoptr (OffprintMarks) marks = offprint_marks_new (nothing, stems);
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  if (!offprint_reader_take_hits (reader, found, marks, 0, hits, error))
    return NULL;
  hits->cut = reader->cut;
  hits->notes = offprint_reader_take_notes (reader, nothing);
  return g_steal_pointer (&hits);
}

/**
 * offprint_reader_similar:
 * @reader: a reader
 * @path: of a file, any bytes
 * @member: (nullable): name of the article inside that file
 * @limit: how many at most, up to 1,000
 * @error: return location
 *
 * Returns: (transfer full): the articles that are most like that one, which is left out; their snippets are the start
 *   of the text. %NULL with %OFFPRINT_ERROR_INPUT when it is not in the index, or another #OffprintError
 */
OffprintHits *
offprint_reader_similar (OffprintReader *reader, const char *path, const char *member, guint limit, GError **error)
{
  const Question question = { path, member, limit };
  return offprint_reader_ask (reader, find_similar, &question, (GDestroyNotify) offprint_hits_free, TIME_LIMIT_MS,
                              error);
}
