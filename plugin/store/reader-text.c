/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole text of one article, with the places that answer a query: what a preview shows. */
#include "store/reader-private.h"

#include "core/error.h"
#include "core/i18n.h"
#include "store/data.h"
#include "store/identity.h"
#include "store/marks-scan.h"

#include <string.h>

typedef struct
{
  const char *path, *member;
  const OffprintSearch *search;
} Question;

/**
 * offprint_reader_find_docid:
 * @reader: a reader
 * @path: of a file, any bytes
 * @member: (nullable): name of the article inside that file
 * @self: (out) (optional) (transfer full): a query for that article alone; not set on failure
 * @error: return location
 *
 * Returns: the article's docid, or 0 with %OFFPRINT_ERROR_INPUT when it is not in the index, or another #OffprintError
 */
guint32
offprint_reader_find_docid (OffprintReader *reader, const char *path, const char *member, XapQuery **self,
                            GError **error)
{
  const XapSearch one = { .limit = 1, .weighting = "bool", .collapse_slot = OFFPRINT_NO_SLOT };
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) unique = offprint_identity_get_unique_term (path, member);
  g_autoptr (XapQuery) query
      = xap_query_new_term (g_bytes_get_data (unique, NULL), g_bytes_get_size (unique), &problem);
  g_autoptr (XapHits) found = query != NULL ? offprint_reader_run (reader, query, &one, &problem) : NULL;
  if (found == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  if (xap_hits_get_count (found) == 0)
    {
      g_autofree char *name = g_filename_display_name (path);
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("'%s' is not in the index: index it first"), name);
      return 0;
    }
  if (self != NULL)
    *self = g_steal_pointer (&query);
  return xap_hits_get (found, 0)->docid;
}

/* Returns: (nullable): what the article's words are stemmed with, which the reader owns */
static XapStem *
find_stem (OffprintReader *reader, guint32 docid, GError **error)
{
  gsize length;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) data = xap_reader_get_data (reader->index, docid, &problem);
  if (data == NULL)
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  const char *lines = g_bytes_get_data (data, &length);
  g_autoptr (OffprintRecord) record = offprint_data_to_record (lines, length);
  return offprint_reader_get_stem (reader, offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE), error);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const OffprintMark *first = a, *second = b;
  return first->start < second->start ? -1 : first->start > second->start;
}

/* The same place may answer several parts of a query. */
static GArray *
join_marks (GArray *marks)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (OffprintMatch));
  g_array_sort (marks, compare_marks);
  for (guint i = 0; i < marks->len; i++)
    {
      const OffprintMark *mark = &g_array_index (marks, OffprintMark, i);
      OffprintMatch *last
          = matches->len > 0 ? &g_array_index (matches, OffprintMatch, matches->len - 1) : NULL;
      if (last != NULL && mark->start < last->end)
        last->end = MAX (last->end, mark->end);
      else
        g_array_append_vals (matches, &(OffprintMatch){ mark->start, mark->end }, 1);
    }
  return matches;
}

static void
cut_text (char *text)
{
  gsize length = strnlen (text, OFFPRINT_TEXT_MAX_BYTES + 1);
  if (length > OFFPRINT_TEXT_MAX_BYTES)
    *g_utf8_find_prev_char (text, text + OFFPRINT_TEXT_MAX_BYTES + 1) = '\0';
}

static GArray *
find_matches (OffprintReader *reader, guint32 docid, const char *text, const OffprintSearch *search, GError **error)
{
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, search, error);
  XapStem *stem = query != NULL ? find_stem (reader, docid, error) : NULL;
  if (stem == NULL)
    return NULL;
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, reader->stems);
  g_autoptr (GArray) found = offprint_marks_scan (marks, stem, text, strlen (text));
  return join_marks (found);
}

static gpointer
read_once (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  guint32 docid = offprint_reader_find_docid (reader, question->path, question->member, NULL, error);
  g_autofree char *text = docid != 0 ? offprint_reader_get_text (reader, docid, error) : NULL;
  if (text == NULL)
    return NULL;
  cut_text (text);
  g_autoptr (GArray) matches = find_matches (reader, docid, text, question->search, error);
  if (matches == NULL)
    return NULL;
  OffprintMarkedText *marked = g_new0 (OffprintMarkedText, 1);
  marked->text = g_steal_pointer (&text);
  marked->n_matches = matches->len;
  marked->matches = (OffprintMatch *) (gpointer) g_array_free (g_steal_pointer (&matches), FALSE);
  return marked;
}

/**
 * offprint_reader_read:
 * @reader: a reader
 * @path: of a file, any bytes
 * @member: (nullable): name of the article inside that file
 * @search: what to mark: its text, whether it is unfinished, the time limit and the present
 * @error: return location
 *
 * Returns: (transfer full): the article's text, at most %OFFPRINT_TEXT_MAX_BYTES of it, and where it answers @search;
 *   %NULL with %OFFPRINT_ERROR_INPUT when it is not in the index, or another #OffprintError
 */
OffprintMarkedText *
offprint_reader_read (OffprintReader *reader, const char *path, const char *member, const OffprintSearch *search,
                      GError **error)
{
  const Question question = { path, member, search };
  return offprint_reader_ask (reader, read_once, &question, (GDestroyNotify) offprint_marked_text_free,
                              search->time_limit_ms, error);
}

/**
 * offprint_marked_text_free:
 * @marked: (nullable) (transfer full): a text
 */
void
offprint_marked_text_free (OffprintMarkedText *marked)
{
  if (marked == NULL)
    return;
  g_free (marked->text);
  g_free (marked->matches);
  g_free (marked);
}
