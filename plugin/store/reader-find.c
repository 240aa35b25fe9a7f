/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index holds of one file. The unique term does not do: of a member of a container one would have to know the
 * name, and a long path is hashed together with it. */
#include "store/reader-private.h"

#include "store/data.h"
#include "store/identity.h"

/* Articles of one file; also a bound on what is looked at. */
#define MEMBERS_MAX 1000

/* Of so few files of one name each can be looked at, wherever they are. */
#define NAMESAKES_MAX 8

static GPtrArray *
take_records (XapHits *found, const char *path)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (gsize i = 0; i < xap_hits_get_count (found); i++)
    {
      gsize length;
      const char *lines = g_bytes_get_data (xap_hits_get (found, i)->data, &length);
      g_autoptr (OffprintRecord) record = offprint_data_to_record (lines, length);
      if (g_strcmp0 (offprint_record_get (record, OFFPRINT_FIELD_PATH), path) == 0)
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return records;
}

static XapHits *
run (OffprintReader *reader, GPtrArray *terms, guint limit, GError **error)
{
  const XapSearch wanted = { .limit = limit, .weighting = "bool", .collapse_slot = OFFPRINT_NO_SLOT };
  g_autoptr (GError) problem = NULL;
  g_autoptr (XapQuery) query = offprint_query_build_terms (XAP_OPERATOR_AND, terms, 0, &problem);
  XapHits *found = query != NULL ? offprint_reader_run (reader, query, &wanted, &problem) : NULL;
  if (found == NULL)
    offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return found;
}

/* Names of folders are asked for only where the name of the file does not do: each is in many articles. */
static gpointer
find_once (OffprintReader *reader, gconstpointer path, GError **error)
{
  g_autoptr (GPtrArray) terms = offprint_identity_list_path_terms (path);
  g_autoptr (GPtrArray) name = g_ptr_array_new ();
  if (terms->len > 0)
    g_ptr_array_add (name, g_ptr_array_index (terms, 0));
  g_autoptr (XapHits) namesakes = run (reader, name, NAMESAKES_MAX, error);
  if (namesakes == NULL)
    return NULL;
  if (xap_hits_get_count (namesakes) < NAMESAKES_MAX)
    return take_records (namesakes, path);
  g_autoptr (XapHits) found = run (reader, terms, MEMBERS_MAX, error);
  return found != NULL ? take_records (found, path) : NULL;
}

/**
 * offprint_reader_find:
 * @reader: a reader
 * @path: of a file, any bytes
 * @error: return location
 *
 * Takes some 30 microseconds at 20,000 articles, so that a folder of files can be asked about.
 *
 * Returns: (transfer full) (element-type OffprintRecord): the articles of that file in the order in which they came,
 *   at most 1,000, without their text; none when it is not in the index; %NULL with an #OffprintError
 */
GPtrArray *
offprint_reader_find (OffprintReader *reader, const char *path, GError **error)
{
  return offprint_reader_ask (reader, find_once, path, (GDestroyNotify) g_ptr_array_unref, 0, error);
}
