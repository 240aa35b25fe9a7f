/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done to a whole index at once: checking that database, articles and texts fit together, and writing it anew
 * in as little room as possible. */
#include "store/maintenance.h"

#include "core/error.h"
#include "core/schema.h"
#include "store/data.h"
#include "store/errors.h"
#include "store/identity.h"
#include "store/metadata.h"
#include "store/swap.h"

#include <glib/gstdio.h>
#include <string.h>

#define FINDINGS_MAX 100

typedef struct
{
  XapReader *reader;
  GHashTable *documents; /* (element-type guint): docids */
  GHashTable *unique; /* (element-type GBytes guint): unique terms that there should be, with their docid */
  GString *report;
  guint64 n_findings;
  GError *error;
} Check;

static void
G_GNUC_PRINTF (2, 3)
find_fault (Check *check, const char *format, ...)
{
  if (check->n_findings++ >= FINDINGS_MAX)
    return;
  va_list arguments;
  va_start (arguments, format);
  g_string_append_vprintf (check->report, format, arguments);
  va_end (arguments);
  g_string_append_c (check->report, '\n');
}

/* Returns: %TRUE when the reader could tell */
static gboolean
has_text (Check *check, guint32 docid, gboolean *sound)
{
  char key[OFFPRINT_METADATA_TEXT_KEY];
  g_autoptr (GBytes) packed =
    xap_reader_get_metadata (check->reader, 0, offprint_metadata_text_key (docid, key), &check->error);
  g_autofree char *text = packed != NULL ? offprint_metadata_unpack_text (packed) : NULL;
  *sound = text != NULL;
  return packed != NULL;
}

static gboolean
check_data (Check *check, guint32 docid)
{
  g_autoptr (GBytes) data = xap_reader_get_data (check->reader, docid, &check->error);
  if (data == NULL)
    return FALSE;
  gsize length;
  const char *lines = g_bytes_get_data (data, &length);
  const char *words_key = offprint_schema_get (OFFPRINT_FIELD_WORDS)->data_key;
  g_autofree char *words = offprint_data_get (lines, length, words_key);
  g_autofree char *url = offprint_data_get (lines, length, OFFPRINT_DATA_URL);
  if (url == NULL)
    find_fault (check, "article %u: no url in its data", docid);
  gboolean text;
  if (!has_text (check, docid, &text))
    return FALSE;
  if (words != NULL && !g_str_equal (words, "0") && !text)
    find_fault (check, "article %u: its text is missing or damaged", docid);
  return TRUE;
}

/* The slot holds path, NUL, member. */
static GBytes *
make_unique_term (const char *location, gsize length)
{
  g_autofree char *terminated = g_malloc (length + 1);
  memcpy (terminated, location, length);
  terminated[length] = '\0';
  gsize path = strlen (terminated);
  return offprint_identity_get_unique_term (terminated, path + 1 < length ? terminated + path + 1 : NULL);
}

static gboolean
check_document (guint32 docid, const void *value, gsize length, gpointer data)
{
  Check *check = data;
  g_hash_table_add (check->documents, GUINT_TO_POINTER (docid));
  if (!g_hash_table_insert (check->unique, make_unique_term (value, length), GUINT_TO_POINTER (docid)))
    find_fault (check, "article %u: another has the same path", docid);
  return check_data (check, docid);
}

static gboolean
check_unique_term (const char *term, gsize length, guint32 document_frequency, gpointer data)
{
  Check *check = data;
  g_autoptr (GBytes) key = g_bytes_new (term, length);
  g_autofree char *name = g_utf8_make_valid (term, (gssize) length);
  if (!g_hash_table_remove (check->unique, key))
    find_fault (check, "unique term '%s': no article has that path", name);
  if (document_frequency != 1)
    find_fault (check, "unique term '%s': %u articles have it", name, document_frequency);
  return TRUE;
}

static gboolean
check_unique_terms (Check *check)
{
  if (!xap_reader_foreach_term (check->reader, OFFPRINT_PREFIX_UNIQUE_ID, check_unique_term, check, &check->error))
    return FALSE;
  GHashTableIter iter;
  gpointer docid;
  g_hash_table_iter_init (&iter, check->unique);
  while (g_hash_table_iter_next (&iter, NULL, &docid))
    find_fault (check, "article %u: its unique term is missing", GPOINTER_TO_UINT (docid));
  return TRUE;
}

static gboolean
is_text_key (const char *key, gsize length)
{
  gsize digits = 0;
  while (digits < length && g_ascii_isdigit (key[digits]))
    digits++;
  return length == OFFPRINT_METADATA_TEXT_KEY - 1 && digits == length;
}

static gboolean
check_text_key (const char *key, gsize length, guint32 document_frequency, gpointer data)
{
  Check *check = data;
  if (!is_text_key (key, length))
    return TRUE;
  g_autofree char *name = g_strndup (key, length);
  guint64 docid = g_ascii_strtoull (name, NULL, 10);
  if (docid > G_MAXUINT32 || !g_hash_table_contains (check->documents, GUINT_TO_POINTER ((guint) docid)))
    find_fault (check, "text %s: no article has that number", name);
  return TRUE;
}

static gboolean
check_count (Check *check)
{
  guint32 count = xap_reader_get_document_count (check->reader, &check->error);
  guint n_located = g_hash_table_size (check->documents);
  if (check->error == NULL && count != n_located)
    find_fault (check, "%u articles, but %u have a path", count, n_located);
  return check->error == NULL;
}

static XapReader *
open_ours (const char *directory, GError **problem, GError **error)
{
  const char *const directories[] = { directory, NULL };
  g_autoptr (XapReader) reader = xap_reader_open (directories, problem);
  g_autoptr (GBytes) version
      = reader != NULL ? xap_reader_get_metadata (reader, 0, OFFPRINT_METADATA_VERSION, problem) : NULL;
  guint32 count = version != NULL ? xap_reader_get_document_count (reader, problem) : 0;
  if (*problem != NULL || !offprint_metadata_check_version (version, count, directory, error))
    return NULL;
  return g_steal_pointer (&reader);
}

static gboolean
fail (const char *directory, GError **problem, GError **error)
{
  offprint_errors_propagate (error, g_steal_pointer (problem), directory);
  return FALSE;
}

static gboolean
check_articles (Check *check)
{
  return xap_reader_foreach_value (check->reader, OFFPRINT_SLOT_PATH, check_document, check, &check->error)
         && check->error == NULL && check_unique_terms (check)
         && xap_reader_foreach_metadata (check->reader, 0, "", check_text_key, check, &check->error)
         && check_count (check);
}

/**
 * offprint_maintenance_check:
 * @directory: (type filename): of an index
 * @report: (out) (transfer full): what is wrong, a line each, valid UTF-8; empty when the index is sound. Set when
 *   %TRUE is returned
 * @error: return location
 *
 * Reads the whole index: first Xapian's own check, then whether each article has its unique term, path and text, and
 * each text its article. Changes nothing and takes no lock; what a writer commits meanwhile may look like damage.
 *
 * Returns: %TRUE when it could be checked, sound or not, or %FALSE with %OFFPRINT_ERROR_INDEX (no index, or not ours)
 *   or %OFFPRINT_ERROR_FAILED
 */
gboolean
offprint_maintenance_check (const char *directory, char **report, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *details = NULL;
  if (!xap_check (directory, &details, &problem) && !g_error_matches (problem, XAP_ERROR, XAP_ERROR_CORRUPT))
    return fail (directory, &problem, error);
  if (problem != NULL)
    {
      *report = g_strdup_printf ("%s\n%s", problem->message, details != NULL ? details : "");
      return TRUE;
    }
  g_autoptr (XapReader) reader = open_ours (directory, &problem, error);
  if (reader == NULL)
    return problem != NULL ? fail (directory, &problem, error) : FALSE;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GHashTable) documents = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) unique
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  Check check = { reader, documents, unique, lines, 0, NULL };
  if (!check_articles (&check))
    return fail (directory, &check.error, error);
  if (check.n_findings > FINDINGS_MAX)
    g_string_append_printf (lines, "and %" G_GUINT64_FORMAT " more\n", check.n_findings - FINDINGS_MAX);
  *report = g_string_free (g_steal_pointer (&lines), FALSE);
  return TRUE;
}

typedef struct
{
  XapReader *reader;
  XapWriter *writer;
  const char *key;
  GError *error;
} Prune;

static gboolean
prune_word (const char *word, gsize length, guint32 document_frequency, gpointer data)
{
  Prune *prune = data;
  guint32 docid;
  g_autofree char *text = g_strndup (word, length);
  if (!xap_writer_find (prune->writer, word, length, &docid, &prune->error))
    return FALSE;
  return docid != 0 || xap_writer_remove_synonym (prune->writer, prune->key, text, &prune->error);
}

static gboolean
prune_key (const char *key, gsize length, guint32 document_frequency, gpointer data)
{
  Prune *prune = data;
  g_autofree char *text = g_strndup (key, length);
  prune->key = text;
  GError *problem = NULL;
  if (!xap_reader_foreach_synonym (prune->reader, 0, text, prune_word, prune, &problem))
    prune->error = problem;
  return prune->error == NULL;
}

static gboolean
note_any (const char *key, gsize length, guint32 frequency, gpointer data)
{
  *(gboolean *) data = TRUE;
  return FALSE;
}

/* A language without stems is none. */
static gboolean
prune_language (const char *language, gsize length, guint32 frequency, gpointer data)
{
  Prune *prune = data;
  gboolean any = FALSE;
  g_autofree char *name = g_strndup (language, length);
  g_autofree char *prefix = g_strconcat (OFFPRINT_METADATA_STEM_PREFIX, name, ":", NULL);
  return xap_reader_foreach_synonym_key (prune->reader, 0, prefix, note_any, &any, &prune->error)
         && (any || xap_writer_remove_synonym (prune->writer, OFFPRINT_METADATA_STEM_MEMBERS, name, &prune->error));
}

/* The walk reads a snapshot, so the writer may remove what it stands on. */
static gboolean
prune_all (Prune *prune, gboolean languages, GError **problem)
{
  const char *members = OFFPRINT_METADATA_STEM_MEMBERS, *prefix = OFFPRINT_METADATA_STEM_PREFIX;
  gboolean walked = languages
                        ? xap_reader_foreach_synonym (prune->reader, 0, members, prune_language, prune, problem)
                        : xap_reader_foreach_synonym_key (prune->reader, 0, prefix, prune_key, prune, problem);
  if (walked && prune->error != NULL)
    g_propagate_error (problem, g_steal_pointer (&prune->error));
  return walked && *problem == NULL && xap_writer_commit (prune->writer, problem);
}

/* Recoll would look each of them up for nothing. */
static gboolean
prune_synonyms (const char *directory, XapWriter *writer, GError **problem)
{
  const char *const directories[] = { directory, NULL };
  g_autoptr (XapReader) reader = xap_reader_open (directories, problem);
  if (reader == NULL)
    return FALSE;
  Prune prune = { reader, writer, NULL, NULL };
  return prune_all (&prune, FALSE, problem) && xap_reader_reopen (reader, NULL, problem)
         && prune_all (&prune, TRUE, problem);
}

/**
 * offprint_maintenance_get_size:
 * @directory: (type filename): of an index
 *
 * Returns: the bytes of its files
 */
guint64
offprint_maintenance_get_size (const char *directory)
{
  guint64 bytes = 0;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      GStatBuf status;
      g_autofree char *path = g_build_filename (directory, name, NULL);
      if (g_stat (path, &status) == 0)
        bytes += (guint64) status.st_size;
    }
  return bytes;
}

static gboolean
compact_locked (const char *directory, XapWriter *writer, guint64 *bytes_after, GError **error)
{
  const char *const sources[] = { directory, NULL };
  g_autoptr (GError) problem = NULL;
  offprint_swap_clean (directory);
  g_autofree char *folder = offprint_swap_make_folder (directory, error);
  if (folder == NULL)
    return FALSE;
  if (!prune_synonyms (directory, writer, &problem) || !xap_compact (sources, folder, FALSE, &problem))
    {
      offprint_swap_remove (folder);
      return fail (directory, &problem, error);
    }
  *bytes_after = offprint_maintenance_get_size (folder);
  if (offprint_swap_in (directory, folder, error))
    return TRUE;
  offprint_swap_remove (folder);
  return FALSE;
}

/**
 * offprint_maintenance_compact:
 * @directory: (type filename): of an index
 * @bytes_before: (out): its size
 * @bytes_after: (out): its size afterwards
 * @error: return location
 *
 * Writes the index anew beside the old one and puts it in its place, in one step. Nobody may write meanwhile; readers
 * that have the old one open go on with it. Every article keeps its docid. Stem synonyms that no article has any more
 * are dropped. Needs room for both.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_INDEX, %OFFPRINT_ERROR_NO_SPACE or %OFFPRINT_ERROR_FAILED: then the
 *   index is as it was
 */
gboolean
offprint_maintenance_compact (const char *directory, guint64 *bytes_before, guint64 *bytes_after, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (!offprint_swap_recover (directory, error))
    return FALSE;
  g_autoptr (XapWriter) writer = xap_writer_open (directory, 0, &problem);
  g_autoptr (XapReader) reader = writer != NULL ? open_ours (directory, &problem, error) : NULL;
  if (reader == NULL)
    return problem != NULL ? fail (directory, &problem, error) : FALSE;
  g_clear_pointer (&reader, xap_reader_free);
  guint64 before = offprint_maintenance_get_size (directory), after = 0;
  if (!compact_locked (directory, writer, &after, error))
    return FALSE;
  *bytes_before = before;
  *bytes_after = after;
  return TRUE;
}
