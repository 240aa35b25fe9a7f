/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two tables over the same files: by path, and by content for finding the old name of a file that was renamed. */
#include "index/known.h"

#include "index/place.h"

#include <string.h>

struct _OffprintKnown
{
  GHashTable *by_path;    /* path -> OffprintKnownFile, owned */
  GHashTable *by_content; /* MD5 in hex -> GPtrArray of OffprintKnownFile */
};

static void
known_file_free (gpointer data)
{
  OffprintKnownFile *file = data;
  g_free (file->path);
  g_ptr_array_unref (file->members);
  g_free (file->failure);
  g_free (file);
}

static OffprintKnownFile *
ensure_file (OffprintKnown *known, const char *path, const char *signature)
{
  OffprintKnownFile *file = g_hash_table_lookup (known->by_path, path);
  if (file != NULL)
    return file;
  file = g_new0 (OffprintKnownFile, 1);
  file->path = g_strdup (path);
  file->members = g_ptr_array_new_with_free_func (g_free);
  /* A signature that can't be read stays zero, which equals no file's: read again. */
  offprint_signature_parse (signature, &file->signature);
  g_hash_table_insert (known->by_path, file->path, file);
  return file;
}

static gboolean
add_entry (const OffprintEntry *entry, gpointer data)
{
  OffprintKnownFile *file = ensure_file (data, entry->path, entry->signature);
  g_ptr_array_add (file->members, g_strdup (entry->member != NULL ? entry->member : ""));
  return TRUE;
}

static gboolean
add_failure (const OffprintFailure *failure, gpointer data)
{
  OffprintKnownFile *file = ensure_file (data, failure->path, failure->signature);
  g_free (file->failure);
  file->failure = g_strdup (failure->reason);
  return TRUE;
}

static void
add_content (OffprintKnown *known, OffprintKnownFile *file)
{
  if (*file->signature.md5 == '\0' || file->members->len == 0)
    return;
  GPtrArray *same = g_hash_table_lookup (known->by_content, file->signature.md5);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (known->by_content, file->signature.md5, same);
    }
  g_ptr_array_add (same, file);
}

/**
 * offprint_known_load:
 * @reader: (nullable): the index, %NULL for one that is still empty
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it holds; %OFFPRINT_ERROR_INDEX
 */
OffprintKnown *
offprint_known_load (OffprintReader *reader, GError **error)
{
  g_autoptr (OffprintKnown) known = g_new0 (OffprintKnown, 1);
  known->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, known_file_free);
  known->by_content = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  if (reader != NULL
      && (!offprint_reader_foreach_entry (reader, add_entry, known, error)
          || !offprint_reader_foreach_failure (reader, add_failure, known, error)))
    return NULL;
  GHashTableIter iter;
  gpointer file;
  g_hash_table_iter_init (&iter, known->by_path);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    add_content (known, file);
  return g_steal_pointer (&known);
}

/**
 * offprint_known_free:
 * @known: (transfer full) (nullable): what the index held
 */
void
offprint_known_free (OffprintKnown *known)
{
  if (known == NULL)
    return;
  g_clear_pointer (&known->by_content, g_hash_table_unref);
  g_clear_pointer (&known->by_path, g_hash_table_unref);
  g_free (known);
}

/**
 * offprint_known_find:
 * @known: what the index held
 * @path: a path
 *
 * Thread-safe.
 *
 * Returns: (transfer none) (nullable): the file of that path
 */
const OffprintKnownFile *
offprint_known_find (const OffprintKnown *known, const char *path)
{
  return g_hash_table_lookup (known->by_path, path);
}

static const char *
get_extension (const char *path)
{
  const char *name = strrchr (path, '/');
  const char *dot = strrchr (name != NULL ? name : path, '.');
  return dot != NULL ? dot : "";
}

/**
 * offprint_known_find_gone:
 * @known: what the index held
 * @path: a path that the index does not hold
 * @signature: of the file there, with MD5
 *
 * Looks for the old name of a file that was renamed: one that extraction would give the same record for (same bytes,
 * attributes, time and extension) and whose path is gone from disk. Thread-safe.
 *
 * Returns: (transfer none) (nullable): the file under its old path
 */
const OffprintKnownFile *
offprint_known_find_gone (const OffprintKnown *known, const char *path, const OffprintSignature *signature)
{
  GPtrArray *same = g_hash_table_lookup (known->by_content, signature->md5);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const OffprintKnownFile *file = g_ptr_array_index (same, i);
      if (offprint_signature_same_content (&file->signature, signature)
          && strcmp (get_extension (file->path), get_extension (path)) == 0 && offprint_path_is_gone (file->path))
        return file;
    }
  return NULL;
}

/**
 * offprint_known_foreach:
 * @known: what the index held
 * @func: called for each file, in no order
 * @data: for @func
 */
void
offprint_known_foreach (const OffprintKnown *known, void (*func) (const OffprintKnownFile *file, gpointer data),
                        gpointer data)
{
  GHashTableIter iter;
  gpointer file;
  g_hash_table_iter_init (&iter, known->by_path);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    func (file, data);
}
