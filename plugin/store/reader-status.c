/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers about an index, for a person to read. */
#include "store/reader-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define LANGUAGES_MAX 1000

typedef struct
{
  char *tag;
  guint32 count;
} Language;

static void
clear_language (gpointer data)
{
  g_free (((Language *) data)->tag);
}

/* Tags with a region or script are counted under the language already. */
static gboolean
take_language (const char *term, gsize length, guint32 frequency, gpointer data)
{
  GArray *languages = data;
  Language language = { g_strndup (term + 1, length - 1), frequency };
  if (strpbrk (language.tag, "-_") != NULL)
    g_free (language.tag);
  else
    g_array_append_val (languages, language);
  return languages->len < LANGUAGES_MAX;
}

static int
compare_languages (gconstpointer a, gconstpointer b)
{
  const Language *first = a, *second = b;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return strcmp (first->tag, second->tag);
}

static gboolean
list_languages (XapReader *index, OffprintReaderStatus *status, GError **error)
{
  g_autoptr (GArray) languages = g_array_new (FALSE, FALSE, sizeof (Language));
  g_array_set_clear_func (languages, clear_language);
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter;
  if (!xap_reader_foreach_term (index, prefix, take_language, languages, error))
    return FALSE;
  g_array_sort (languages, compare_languages);
  status->languages = g_new0 (char *, languages->len + 1);
  for (guint i = 0; i < languages->len; i++)
    status->languages[i] = g_steal_pointer (&g_array_index (languages, Language, i).tag);
  return TRUE;
}

static guint64
count_bytes (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint64 bytes = 0;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      GStatBuf info;
      if (g_stat (path, &info) == 0 && S_ISREG (info.st_mode))
        bytes += (guint64) info.st_size;
    }
  return bytes;
}

static gboolean
keep_docid (guint32 docid, const void *value, gsize length, gpointer data)
{
  *(guint32 *) data = docid;
  return TRUE;
}

static gboolean
count_failure (const OffprintFailure *failure, gpointer data)
{
  (*(guint32 *) data)++;
  return TRUE;
}

static guint64
count_all_bytes (const OffprintReader *reader)
{
  guint64 bytes = 0;
  guint n_shards = xap_reader_get_shard_count (reader->index);
  for (guint shard = 0; shard < n_shards; shard++)
    {
      g_autofree char *name = xap_reader_get_shard_name (reader->index, shard);
      bytes += count_bytes (name);
    }
  return bytes;
}

/* Of a server each article would have to be fetched. */
static gboolean
find_last_docid (OffprintReader *reader, guint32 *docid, GError **error)
{
  return !xap_reader_is_local (reader->index)
         || xap_reader_foreach_value (reader->index, OFFPRINT_SLOT_PATH, keep_docid, docid, error);
}

static gpointer
describe_once (OffprintReader *reader, gconstpointer question, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintReaderStatus) status = g_new0 (OffprintReaderStatus, 1);
  status->left_out = xap_reader_list_left_out (reader->index);
  status->articles = xap_reader_get_document_count (reader->index, &problem);
  status->bytes = count_all_bytes (reader);
  if (problem != NULL || !list_languages (reader->index, status, &problem)
      || !find_last_docid (reader, &status->last_docid, &problem))
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  if (!offprint_reader_foreach_failure (reader, count_failure, &status->failures, error))
    return NULL;
  return g_steal_pointer (&status);
}

/**
 * offprint_reader_describe:
 * @reader: a reader
 * @error: return location
 *
 * Returns: (transfer full): what is in the indexes, or %NULL with an #OffprintError
 */
OffprintReaderStatus *
offprint_reader_describe (OffprintReader *reader, GError **error)
{
  return offprint_reader_ask (reader, describe_once, NULL, (GDestroyNotify) offprint_reader_status_free, 0, error);
}

/**
 * offprint_reader_status_free:
 * @status: (nullable) (transfer full): numbers
 */
void
offprint_reader_status_free (OffprintReaderStatus *status)
{
  if (status == NULL)
    return;
  g_strfreev (status->languages);
  g_strfreev (status->left_out);
  g_free (status);
}
