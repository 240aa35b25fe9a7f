/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts documents and their identities into the database, with everything that belongs to them beside it: stored texts,
 * stem synonyms, groups of near-duplicates, failures, state. What is put, when, and when it is committed is decided in
 * index/. */
#include "store/writer.h"

#include "core/i18n.h"
#include "store/document-private.h"
#include "store/data.h"
#include "store/errors.h"
#include "store/groups.h"
#include "store/identity-private.h"
#include "store/metadata.h"
#include "store/sketch.h"
#include "store/swap.h"
#include "store/synonyms.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct _OffprintWriter
{
  XapWriter *database;
  char *directory;
  GStatBuf folder; /* when it was opened */
  OffprintSynonyms *synonyms;
  OffprintGroups *groups;
};

/* What was not committed may be gone, so nothing is known of it any more.
 *
 * Returns: %FALSE, with @problem explained to a person */
static gboolean
fail (OffprintWriter *writer, GError **problem, GError **error)
{
  offprint_synonyms_forget (writer->synonyms);
  offprint_groups_forget (writer->groups);
  offprint_errors_propagate (error, g_steal_pointer (problem), writer->directory);
  return FALSE;
}

static gboolean
set_metadata (OffprintWriter *writer, const char *key, const char *text, GError **problem)
{
  return xap_writer_set_metadata (writer->database, key, text, strlen (text), problem);
}

/* Only asked about a database without a version. @problem is not NULL. */
static gboolean
count_documents (const char *directory, guint32 *n_documents, GError **problem)
{
  const char *const directories[] = { directory, NULL };
  g_autoptr (XapReader) reader = xap_reader_open (directories, problem);
  if (reader == NULL)
    return FALSE;
  *n_documents = xap_reader_get_document_count (reader, problem);
  return *problem == NULL;
}

static gboolean
stamp (OffprintWriter *writer, GError **problem)
{
  return set_metadata (writer, OFFPRINT_METADATA_RECOLL_VERSION, "1", problem)
         && set_metadata (writer, OFFPRINT_METADATA_RECOLL_DESCRIPTOR, "storetext=1\n", problem)
         && set_metadata (writer, OFFPRINT_METADATA_VERSION, OFFPRINT_SCHEMA_VERSION, problem)
         && xap_writer_commit (writer->database, problem);
}

/* An index is ours or becomes ours; anything else is left as it is. */
static gboolean
claim (OffprintWriter *writer, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint32 n_documents = 0;
  g_autoptr (GBytes) version = xap_writer_get_metadata (writer->database, OFFPRINT_METADATA_VERSION, &problem);
  gboolean fresh = version != NULL && g_bytes_get_size (version) == 0;
  if (version == NULL || (fresh && !count_documents (writer->directory, &n_documents, &problem)))
    return fail (writer, &problem, error);
  if (!offprint_metadata_check_version (version, n_documents, writer->directory, error))
    return FALSE;
  return !fresh || stamp (writer, &problem) || fail (writer, &problem, error);
}

static gboolean
make_directory (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;
  int saved = errno;
  g_autofree char *name = g_filename_display_name (directory);
  g_set_error (error, OFFPRINT_ERROR, saved == ENOSPC ? OFFPRINT_ERROR_NO_SPACE : OFFPRINT_ERROR_INDEX,
               _("can't make the folder '%s' for the index: %s"), name, g_strerror (saved));
  return FALSE;
}

/* Xapian takes tables without a version file for a database: they are left of one whose making was killed. */
static gboolean
remove_unfinished (const char *directory)
{
  g_autofree char *version = g_build_filename (directory, "iamglass", NULL);
  g_autoptr (GDir) dir = g_file_test (version, G_FILE_TEST_EXISTS) ? NULL : g_dir_open (directory, 0, NULL);
  gboolean removed = FALSE;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      if (g_str_has_suffix (name, ".glass") || g_str_equal (name, "v.tmp"))
        removed |= g_unlink (path) == 0;
    }
  return removed;
}

static XapWriter *
open_database (const char *directory, GError **problem)
{
  XapWriter *database = xap_writer_open (directory, XAP_WRITER_CREATE, problem);
  if (database != NULL || !g_error_matches (*problem, XAP_ERROR, XAP_ERROR_NOT_FOUND) || !remove_unfinished (directory))
    return database;
  g_clear_error (problem);
  return xap_writer_open (directory, XAP_WRITER_CREATE, problem);
}

/**
 * offprint_writer_open:
 * @directory: (type filename): of the index
 * @error: return location
 *
 * Opens the index and takes its lock, or makes it where there is none (folders above it too). What a compaction, or the
 * making of an index, that was killed left behind is put right first.
 *
 * Returns: (transfer full) (nullable): the writer; %OFFPRINT_ERROR_INDEX when another program writes to it, it is
 *   damaged, of another version or not ours, %OFFPRINT_ERROR_NO_SPACE, %OFFPRINT_ERROR_FAILED
 */
OffprintWriter *
offprint_writer_open (const char *directory, GError **error)
{
  if (!offprint_swap_recover (directory, error) || !make_directory (directory, error))
    return NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintWriter) writer = g_new0 (OffprintWriter, 1);
  writer->directory = g_strdup (directory);
  writer->synonyms = offprint_synonyms_new ();
  writer->groups = offprint_groups_new ();
  writer->database = open_database (directory, &problem);
  if (writer->database == NULL)
    {
      fail (writer, &problem, error);
      return NULL;
    }
  if (!claim (writer, error))
    return NULL;
  g_stat (directory, &writer->folder);
  offprint_swap_clean (directory);
  return g_steal_pointer (&writer);
}

/**
 * offprint_writer_free:
 * @writer: (transfer full) (nullable): a writer. What was not committed is lost
 */
void
offprint_writer_free (OffprintWriter *writer)
{
  if (writer == NULL)
    return;
  xap_writer_free (writer->database);
  offprint_synonyms_free (writer->synonyms);
  offprint_groups_free (writer->groups);
  g_free (writer->directory);
  g_free (writer);
}

/* Files with the same bytes have a key in common, whatever their texts are. */
static gboolean
put_keys (XapDocument *target, const OffprintIdentity *identity, const GArray *values, GError **problem)
{
  guint8 own[OFFPRINT_GROUP_KEY_BYTES];
  g_autoptr (GByteArray) keys = g_byte_array_new ();
  offprint_identity_get_key (identity, own);
  g_byte_array_append (keys, own, OFFPRINT_SKETCH_KEY_BYTES);
  for (guint i = 0; i < values->len; i++)
    {
      const OffprintValue *value = &g_array_index (values, OffprintValue, i);
      if (value->slot == OFFPRINT_SLOT_KEYS)
        g_byte_array_append (keys, g_bytes_get_data (value->value, NULL), (guint) g_bytes_get_size (value->value));
    }
  return xap_document_set_value (target, OFFPRINT_SLOT_KEYS, keys->data, keys->len, problem);
}

static XapDocument *
make_document (const OffprintIdentity *identity, const OffprintDocument *document, GError **problem)
{
  g_autoptr (XapDocument) target = xap_document_new (problem);
  if (target == NULL || !offprint_document_put (document, target, problem)
      || !offprint_identity_apply (identity, target, document->lines->str, document->titled, problem)
      || !put_keys (target, identity, document->values, problem))
    return NULL;
  return g_steal_pointer (&target);
}

static gboolean
put_text (OffprintWriter *writer, guint32 docid, GBytes *text, GError **problem)
{
  char key[OFFPRINT_METADATA_TEXT_KEY];
  gsize length = 0;
  const void *data = text != NULL ? g_bytes_get_data (text, &length) : NULL;
  return xap_writer_set_metadata (writer->database, offprint_metadata_text_key (docid, key), data, length, problem);
}

static gboolean
find (OffprintWriter *writer, const char *path, const char *member, guint32 *docid, GError **problem)
{
  g_autoptr (GBytes) unique = offprint_identity_get_unique_term (path, member);
  return xap_writer_find (writer->database, g_bytes_get_data (unique, NULL), g_bytes_get_size (unique), docid, problem);
}

/* Returns: the docid, or 0 with @problem */
static guint32
put_document (OffprintWriter *writer, const OffprintIdentity *identity, XapDocument *target, GError **problem)
{
  guint32 docid;
  g_autoptr (GBytes) unique = offprint_identity_get_unique_term (identity->path, identity->member);
  if (!find (writer, identity->path, identity->member, &docid, problem)
      || (docid != 0 && !offprint_groups_remove (writer->groups, writer->database, docid, problem)))
    return 0;
  docid = xap_writer_replace (writer->database, g_bytes_get_data (unique, NULL), g_bytes_get_size (unique), target,
                              problem);
  if (docid != 0)
    offprint_groups_add (writer->groups, docid);
  return docid;
}

/**
 * offprint_writer_put:
 * @writer: a writer
 * @identity: of the file
 * @document: what is in it
 * @error: return location
 *
 * Adds the article, or replaces it when its path and member are in the index: it keeps its docid then.
 *
 * After an error what was not committed may be gone: this change and those before it.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_NO_SPACE, %OFFPRINT_ERROR_INDEX or %OFFPRINT_ERROR_FAILED
 */
gboolean
offprint_writer_put (OffprintWriter *writer, const OffprintIdentity *identity, const OffprintDocument *document,
                     GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (XapDocument) target = make_document (identity, document, &problem);
  guint32 docid = target != NULL ? put_document (writer, identity, target, &problem) : 0;
  if (docid == 0 || !put_text (writer, docid, document->text, &problem)
      || !offprint_synonyms_put (writer->synonyms, writer->database, document, &problem))
    return fail (writer, &problem, error);
  return TRUE;
}

static gboolean
delete (OffprintWriter *writer, guint32 docid, GError **problem)
{
  return docid == 0
         || (offprint_groups_remove (writer->groups, writer->database, docid, problem)
             && xap_writer_delete (writer->database, docid, problem) && put_text (writer, docid, NULL, problem));
}

/* The same content stays in its group; any other has to look for one. */
static gboolean
keep_group (OffprintWriter *writer, guint32 docid, const OffprintIdentity *identity, const guint8 *own,
            const guint8 *key, XapDocument *target, GError **problem)
{
  guint8 new_own[OFFPRINT_GROUP_KEY_BYTES];
  offprint_identity_get_key (identity, new_own);
  if (memcmp (own, new_own, sizeof new_own) == 0)
    return offprint_groups_write_keys (target, own, key, problem);
  g_autoptr (GBytes) keys = xap_document_get_value (target, OFFPRINT_SLOT_KEYS, problem);
  g_autoptr (GByteArray) changed = keys != NULL ? g_bytes_unref_to_array (g_bytes_ref (keys)) : NULL;
  if (changed == NULL || !offprint_groups_remove (writer->groups, writer->database, docid, problem))
    return FALSE;
  if (changed->len >= OFFPRINT_SKETCH_KEY_BYTES)
    memcpy (changed->data, new_own, OFFPRINT_SKETCH_KEY_BYTES);
  offprint_groups_add (writer->groups, docid);
  return xap_document_set_value (target, OFFPRINT_SLOT_KEYS, changed->data, changed->len, problem)
         && offprint_groups_write_keys (target, new_own, new_own, problem);
}

static gboolean
change_identity (OffprintWriter *writer, guint32 docid, const char *old_path, const char *old_member,
                 const OffprintIdentity *identity, GError **problem)
{
  gboolean titled;
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], key[OFFPRINT_GROUP_KEY_BYTES];
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (XapDocument) target = xap_writer_get_document (writer->database, docid, problem);
  g_autoptr (GBytes) data = target != NULL ? xap_document_get_data (target, problem) : NULL;
  if (data == NULL || !offprint_groups_read_keys (target, own, key, problem))
    return FALSE;
  OffprintIdentity complete = *identity;
  g_autofree char *mime_type = offprint_data_get (g_bytes_get_data (data, NULL), g_bytes_get_size (data), "mtype");
  if (complete.mime_type == NULL)
    complete.mime_type = mime_type != NULL ? mime_type : "";
  return offprint_identity_withdraw (old_path, old_member, target, lines, &titled, problem)
         && offprint_identity_apply (&complete, target, lines->str, titled, problem)
         && keep_group (writer, docid, identity, own, key, target, problem)
         && xap_writer_replace_docid (writer->database, docid, target, problem);
}

/**
 * offprint_writer_rename:
 * @writer: a writer
 * @old_path: path in the index, any bytes but NUL
 * @old_member: (nullable): its member
 * @identity: the new one; without a mime type it keeps the old one's
 * @error: return location
 *
 * Gives an article another identity; its content, text and docid stay. An article that had the new path is replaced.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_INPUT when there is no article with the old path, else as
 *   offprint_writer_put()
 */
gboolean
offprint_writer_rename (OffprintWriter *writer, const char *old_path, const char *old_member,
                        const OffprintIdentity *identity, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint32 docid, replaced;
  if (!find (writer, old_path, old_member, &docid, &problem)
      || !find (writer, identity->path, identity->member, &replaced, &problem))
    return fail (writer, &problem, error);
  if (docid == 0)
    {
      g_autofree char *name = g_filename_display_name (old_path);
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("'%s' is not in the index"), name);
      return FALSE;
    }
  if ((replaced != docid && !delete (writer, replaced, &problem))
      || !change_identity (writer, docid, old_path, old_member, identity, &problem))
    return fail (writer, &problem, error);
  return TRUE;
}

/**
 * offprint_writer_remove:
 * @writer: a writer
 * @path: any bytes but NUL
 * @member: (nullable): name inside the container
 * @error: return location
 *
 * Removes the article and its stored text. One that is not there is no error.
 *
 * Returns: %TRUE, or %FALSE as offprint_writer_put()
 */
gboolean
offprint_writer_remove (OffprintWriter *writer, const char *path, const char *member, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint32 docid;
  if (!find (writer, path, member, &docid, &problem) || !delete (writer, docid, &problem))
    return fail (writer, &problem, error);
  return TRUE;
}

static gboolean
set_variant (OffprintWriter *writer, const char *key, GVariant *value, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) packed = value != NULL ? offprint_metadata_pack_variant (value) : NULL;
  gsize length = 0;
  const void *data = packed != NULL ? g_bytes_get_data (packed, &length) : NULL;
  return xap_writer_set_metadata (writer->database, key, data, length, &problem) || fail (writer, &problem, error);
}

/**
 * offprint_writer_set_failure:
 * @writer: a writer
 * @path: of a file that could not be indexed, any bytes but NUL
 * @signature: its signature then: while it has the same, it need not be tried again
 * @reason: valid UTF-8, one line for a person
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE as offprint_writer_put()
 */
gboolean
offprint_writer_set_failure (OffprintWriter *writer, const char *path, const char *signature, const char *reason,
                             GError **error)
{
  g_autofree char *key = offprint_metadata_failure_key (path);
  return set_variant (writer, key, g_variant_new ("(^ayss)", path, signature, reason), error);
}

/**
 * offprint_writer_clear_failure:
 * @writer: a writer
 * @path: any bytes but NUL
 * @error: return location
 *
 * Forgets the failure of @path, if there is one.
 *
 * Returns: %TRUE, or %FALSE as offprint_writer_put()
 */
gboolean
offprint_writer_clear_failure (OffprintWriter *writer, const char *path, GError **error)
{
  g_autofree char *key = offprint_metadata_failure_key (path);
  return set_variant (writer, key, NULL, error);
}

/**
 * offprint_writer_set_state:
 * @writer: a writer
 * @name: a short name in ASCII
 * @value: (transfer floating) (nullable): the state; %NULL removes it
 * @error: return location
 *
 * Keeps @value in the index, committed together with the articles.
 *
 * Returns: %TRUE, or %FALSE as offprint_writer_put()
 */
gboolean
offprint_writer_set_state (OffprintWriter *writer, const char *name, GVariant *value, GError **error)
{
  g_autofree char *key = offprint_metadata_state_key (name);
  return set_variant (writer, key, value, error);
}

/**
 * offprint_writer_is_there:
 * @writer: a writer
 *
 * Returns: whether the index that it writes is still where it was: not deleted, moved away or replaced
 */
gboolean
offprint_writer_is_there (const OffprintWriter *writer)
{
  GStatBuf now;
  g_autofree char *version = g_build_filename (writer->directory, "iamglass", NULL);
  return g_stat (writer->directory, &now) == 0 && now.st_ino == writer->folder.st_ino
         && now.st_dev == writer->folder.st_dev && g_file_test (version, G_FILE_TEST_EXISTS);
}

/**
 * offprint_writer_commit:
 * @writer: a writer
 * @error: return location
 *
 * Makes all changes durable, and visible to readers at once.
 *
 * Returns: %TRUE, or %FALSE as offprint_writer_put(), or with %OFFPRINT_ERROR_DAMAGED where the index is not there any
 *   more: then all changes since the last commit are gone
 */
gboolean
offprint_writer_commit (OffprintWriter *writer, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (!offprint_writer_is_there (writer))
    {
      g_autofree char *name = g_filename_display_name (writer->directory);
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED,
                   _("the index '%s' is gone: run 'offprint index' to build it anew"), name);
      return FALSE;
    }
  return (offprint_groups_settle (writer->groups, writer->database, &problem)
          && xap_writer_commit (writer->database, &problem))
         || fail (writer, &problem, error);
}
