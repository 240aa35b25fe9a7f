/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The docid, by which it is found at once, and a hash of where the article is, since another index of that name has
 * other articles under the same docids: "1234.9c0ffee1". */
#include "store/handle.h"

#include "store/reader-private.h"

#include <string.h>

#define HASH_DIGITS 8

static guint64
add_to_hash (guint64 hash, const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/**
 * offprint_reader_hash_place:
 * @record: an article
 *
 * FNV-1a: nobody gains anything from two paths that are hashed alike.
 *
 * Returns: a hash of path and member
 */
guint64
offprint_reader_hash_place (const OffprintRecord *record)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  hash = add_to_hash (hash, offprint_record_get (record, OFFPRINT_FIELD_PATH));
  return add_to_hash (hash, offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
}

/**
 * offprint_reader_get_hit:
 * @reader: a reader
 * @docid: of an article
 * @marks: what to mark in its snippet
 * @hit: (out) (transfer full) (nullable): what is shown of it, without rank and score; %NULL: it is not there any more
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with an #OffprintError about the index
 */
gboolean
offprint_reader_get_hit (OffprintReader *reader, guint32 docid, const OffprintMarks *marks, OffprintHit **hit,
                         GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint64 generation = xap_reader_get_generation (reader->index);
  g_autoptr (GBytes) data = xap_reader_get_data (reader->index, docid, &problem);
  *hit = NULL;
  if (g_error_matches (problem, XAP_ERROR, XAP_ERROR_NOT_FOUND))
    return TRUE;
  if (data == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  const XapHit found = { .docid = docid, .data = data };
  *hit = offprint_reader_make_hit (reader, &found, marks, generation, error);
  return *hit != NULL;
}

/**
 * offprint_handle_new:
 * @hit: what a search of this index found
 *
 * Returns: (transfer full): its handle, about 15 characters
 */
char *
offprint_handle_new (const OffprintHit *hit)
{
  return g_strdup_printf ("%" G_GUINT32_FORMAT ".%08x", hit->docid,
                          (guint32) offprint_reader_hash_place (hit->record));
}

static gboolean
parse (const char *handle, guint32 *docid, guint32 *place)
{
  g_auto (GStrv) parts = g_strsplit (handle, ".", 2);
  guint64 number, hash;
  if (g_strv_length (parts) != 2 || strlen (parts[1]) != HASH_DIGITS
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT32, &number, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 16, 0, G_MAXUINT32, &hash, NULL))
    return FALSE;
  *docid = (guint32) number;
  *place = (guint32) hash;
  return TRUE;
}

/**
 * offprint_handle_list:
 * @reader: a reader
 * @search: what to look for
 * @error: return location
 *
 * Reads no texts, so that many can be listed.
 *
 * Returns: (transfer full): the handles of the hits, in order; or %NULL with an error as of offprint_reader_search()
 */
char **
offprint_handle_list (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  reader->places_only = TRUE;
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, search, error);
  reader->places_only = FALSE;
  char **handles = hits != NULL ? g_new0 (char *, hits->hits->len + 1) : NULL;
  for (guint i = 0; hits != NULL && i < hits->hits->len; i++)
    handles[i] = offprint_handle_new (g_ptr_array_index (hits->hits, i));
  return handles;
}

typedef struct
{
  const char *const *handles;
  const OffprintSearch *search;
} Question;

static gboolean
show (OffprintReader *reader, const char *handle, const OffprintMarks *marks, GPtrArray *hits, GError **error)
{
  guint32 docid = 0, place = 0;
  OffprintHit *hit = NULL;
  if (parse (handle, &docid, &place) && !offprint_reader_get_hit (reader, docid, marks, &hit, error))
    return FALSE;
  if (hit != NULL && (guint32) offprint_reader_hash_place (hit->record) != place)
    g_clear_pointer (&hit, offprint_hit_free);
  g_ptr_array_add (hits, hit);
  return TRUE;
}

static gpointer
show_once (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_hit_free);
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, question->search, error);
  if (query == NULL)
    return NULL;
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, reader->stems);
  for (const char *const *handle = question->handles; *handle != NULL; handle++)
    if (!show (reader, *handle, marks, hits, error))
      return NULL;
  return g_steal_pointer (&hits);
}

/**
 * offprint_handle_show:
 * @reader: a reader
 * @handles: (array zero-terminated=1): any text; what is no handle is one of an article that is gone
 * @search: the query that found them, for their snippets; of the rest only the time matters
 * @error: return location
 *
 * Returns: (transfer full) (element-type OffprintHit): for each handle its article, without rank and score, or %NULL
 * where it is not there any more; or %NULL with an #OffprintError about the index
 */
GPtrArray *
offprint_handle_show (OffprintReader *reader, const char *const *handles, const OffprintSearch *search, GError **error)
{
  const Question question = { handles, search };
  return offprint_reader_ask (reader, show_once, &question, (GDestroyNotify) g_ptr_array_unref, search->time_limit_ms,
                              error);
}
