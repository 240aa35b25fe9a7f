/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Three tables over the same files: sorted by path, so that all below a folder stand together; by size and time, for
 * finding what a file that appears may have been before; and by inode, for finding what a change changes too.
 *
 * There is an entry for each article as long as the engine lives, made between thousands of others that die at the next
 * commit. So it is one block, from pages that hold nothing else: small blocks strewn over the heap would keep
 * all of it from being given back. */
#include "index/known.h"

#include <string.h>

struct _OffprintKnown
{
  GTree *by_path;      /* path -> OffprintKnownFile, owned */
  GHashTable *by_size;  /* signature of the first -> first OffprintKnownFile with articles of that size and time */
  GHashTable *by_inode; /* number -> first OffprintKnownFile of those that have it */
  GPtrArray *none;      /* the members of a file without articles */
  GPtrArray *itself;    /* the members of most files: one, the file */
  guint n_articles;
  guint n_failures;
};

static gsize
get_entry_size (const char *path)
{
  return sizeof (OffprintKnownFile) + strlen (path) + 1;
}

static void
known_file_free (gpointer data)
{
  OffprintKnownFile *file = data;
  g_ptr_array_unref (file->members);
  g_free (file->failure);
  g_slice_free1 (get_entry_size (file->path), file);
}

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static guint
hash_size (gconstpointer key)
{
  const OffprintSignature *signature = key;
  return (guint) signature->size ^ (guint) signature->modified_ns ^ (guint) (signature->modified_ns >> 32);
}

static gboolean
has_same_size (gconstpointer a, gconstpointer b)
{
  const OffprintSignature *first = a, *second = b;
  return first->size == second->size && first->modified_ns == second->modified_ns;
}

static gpointer
as_key (guint64 inode)
{
  return GSIZE_TO_POINTER ((gsize) inode);
}

static void
add_to_inode (OffprintKnown *known, OffprintKnownFile *file)
{
  if (file->signature.inode == 0)
    return;
  file->next_link = g_hash_table_lookup (known->by_inode, as_key (file->signature.inode));
  g_hash_table_insert (known->by_inode, as_key (file->signature.inode), file);
}

static void
remove_from_inode (OffprintKnown *known, OffprintKnownFile *file)
{
  gpointer key = as_key (file->signature.inode);
  OffprintKnownFile *first = g_hash_table_lookup (known->by_inode, key);
  OffprintKnownFile **link = &first;
  while (*link != NULL && *link != file)
    link = &(*link)->next_link;
  if (*link == NULL)
    return;
  *link = file->next_link;
  file->next_link = NULL;
  if (first != NULL)
    g_hash_table_insert (known->by_inode, key, first);
  else
    g_hash_table_remove (known->by_inode, key);
}

static void
add_to_size (OffprintKnown *known, OffprintKnownFile *file)
{
  known->n_articles += file->members->len;
  if (file->members->len == 0)
    return;
  file->next_like = g_hash_table_lookup (known->by_size, &file->signature);
  g_hash_table_replace (known->by_size, &file->signature, file);
}

static void
remove_from_size (OffprintKnown *known, OffprintKnownFile *file)
{
  OffprintKnownFile *first = g_hash_table_lookup (known->by_size, &file->signature);
  OffprintKnownFile **link = &first;
  known->n_articles -= file->members->len;
  while (*link != NULL && *link != file)
    link = &(*link)->next_like;
  if (*link == NULL)
    return;
  *link = file->next_like;
  file->next_like = NULL;
  if (first != NULL)
    g_hash_table_replace (known->by_size, &first->signature, first);
  else
    g_hash_table_remove (known->by_size, &file->signature);
}

static void
set_members (OffprintKnownFile *file, GPtrArray *members)
{
  GPtrArray *old = file->members;
  file->members = g_ptr_array_ref (members);
  if (old != NULL)
    g_ptr_array_unref (old);
}

/* Between the two, the signature and the members of @file may be changed. */
static void
take_out (OffprintKnown *known, OffprintKnownFile *file)
{
  remove_from_size (known, file);
  remove_from_inode (known, file);
}

static void
put_in (OffprintKnown *known, OffprintKnownFile *file)
{
  add_to_size (known, file);
  add_to_inode (known, file);
}

static OffprintKnownFile *
ensure_file (OffprintKnown *known, const char *path)
{
  OffprintKnownFile *file = g_tree_lookup (known->by_path, path);
  if (file != NULL)
    return file;
  file = g_slice_alloc0 (get_entry_size (path));
  file->path = memcpy (file + 1, path, strlen (path) + 1);
  set_members (file, known->none);
  g_tree_insert (known->by_path, file->path, file);
  return file;
}

static void
drop_if_empty (OffprintKnown *known, OffprintKnownFile *file)
{
  if (file->members->len > 0 || file->failure != NULL)
    return;
  take_out (known, file);
  g_tree_remove (known->by_path, file->path);
}

static void
add_member (OffprintKnown *known, OffprintKnownFile *file, const char *member)
{
  if (file->members == known->none && *member == '\0')
    {
      set_members (file, known->itself);
      return;
    }
  if (file->members == known->none || file->members == known->itself)
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);
      if (file->members == known->itself)
        g_ptr_array_add (own, g_strdup (""));
      set_members (file, own);
    }
  g_ptr_array_add (file->members, g_strdup (member));
}

/* A signature that can't be read stays zero, which equals no file's: read again. */
static gboolean
load_entry (const OffprintEntry *entry, gpointer data)
{
  OffprintKnownFile *file = ensure_file (data, entry->path);
  offprint_signature_parse (entry->signature, &file->signature);
  add_member (data, file, entry->member != NULL ? entry->member : "");
  return TRUE;
}

static gboolean
load_failure (const OffprintFailure *failure, gpointer data)
{
  OffprintKnown *known = data;
  OffprintKnownFile *file = ensure_file (known, failure->path);
  if (file->members->len == 0)
    offprint_signature_parse (failure->signature, &file->signature);
  known->n_failures += file->failure == NULL;
  g_free (file->failure);
  file->failure = g_strdup (failure->reason);
  return TRUE;
}

static gboolean
index_file (gpointer path, gpointer file, gpointer data)
{
  put_in (data, file);
  return FALSE;
}

/**
 * offprint_known_load:
 * @reader: (nullable): the index, %NULL for one that is still empty
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it holds; %NULL with an error of the index
 */
OffprintKnown *
offprint_known_load (OffprintReader *reader, GError **error)
{
  g_autoptr (OffprintKnown) known = g_new0 (OffprintKnown, 1);
  known->by_path = g_tree_new_full (compare_paths, NULL, NULL, known_file_free);
  known->by_inode = g_hash_table_new (NULL, NULL);
  known->by_size = g_hash_table_new (hash_size, has_same_size);
  known->none = g_ptr_array_new_with_free_func (g_free);
  known->itself = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (known->itself, g_strdup (""));
  if (reader != NULL
      && (!offprint_reader_foreach_entry (reader, load_entry, known, error)
          || !offprint_reader_foreach_failure (reader, load_failure, known, error)))
    return NULL;
  g_tree_foreach (known->by_path, index_file, known);
  return g_steal_pointer (&known);
}

/**
 * offprint_known_free:
 * @known: (transfer full) (nullable): what the index holds
 */
void
offprint_known_free (OffprintKnown *known)
{
  if (known == NULL)
    return;
  g_clear_pointer (&known->by_size, g_hash_table_unref);
  g_clear_pointer (&known->by_inode, g_hash_table_unref);
  g_clear_pointer (&known->by_path, g_tree_unref);
  g_clear_pointer (&known->none, g_ptr_array_unref);
  g_clear_pointer (&known->itself, g_ptr_array_unref);
  g_free (known);
}

/**
 * offprint_known_find:
 * @known: what the index holds
 * @path: a path
 *
 * Returns: (transfer none) (nullable): the file of that path, valid until it is changed
 */
OffprintKnownFile *
offprint_known_find (const OffprintKnown *known, const char *path)
{
  return g_tree_lookup (known->by_path, path);
}

/**
 * offprint_known_list_below:
 * @known: what the index holds
 * @folder: absolute path
 *
 * Returns: (transfer container) (element-type OffprintKnownFile): the file of that path and all below it, by path
 */
GPtrArray *
offprint_known_list_below (const OffprintKnown *known, const char *folder)
{
  GPtrArray *files = g_ptr_array_new ();
  OffprintKnownFile *same = g_tree_lookup (known->by_path, folder);
  g_autofree char *start = g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", NULL);
  gsize length = strlen (start);
  if (same != NULL)
    g_ptr_array_add (files, same);
  for (GTreeNode *node = g_tree_lower_bound (known->by_path, start); node != NULL; node = g_tree_node_next (node))
    {
      OffprintKnownFile *file = g_tree_node_value (node);
      if (strncmp (file->path, start, length) != 0)
        break;
      g_ptr_array_add (files, file);
    }
  return files;
}

/**
 * offprint_known_find_like:
 * @known: what the index holds
 * @signature: of a file on disk
 *
 * Returns: (transfer none) (nullable): the first file with articles that has its size and time of modification; the
 * others follow by `next_like`
 */
OffprintKnownFile *
offprint_known_find_like (const OffprintKnown *known, const OffprintSignature *signature)
{
  return g_hash_table_lookup (known->by_size, signature);
}

/**
 * offprint_known_find_links:
 * @known: what the index holds
 * @inode: number
 *
 * Returns: (transfer none) (nullable): the first file that had that inode when it was read; the others follow by
 * `next_link`. Those of another file system may be among them
 */
OffprintKnownFile *
offprint_known_find_links (const OffprintKnown *known, guint64 inode)
{
  return inode != 0 ? g_hash_table_lookup (known->by_inode, as_key (inode)) : NULL;
}

/**
 * offprint_known_count_articles:
 * @known: what the index holds
 *
 * Returns: how many articles
 */
guint
offprint_known_count_articles (const OffprintKnown *known)
{
  return known->n_articles;
}

/**
 * offprint_known_count_failures:
 * @known: what the index holds
 *
 * Returns: how many files and folders that could not be read
 */
guint
offprint_known_count_failures (const OffprintKnown *known)
{
  return known->n_failures;
}

/**
 * offprint_known_put:
 * @known: what the index holds
 * @path: a path
 * @signature: of the state that is in the index now
 * @members: (transfer none) (element-type utf8): names of the articles in it
 *
 * Returns: (transfer none): the file, new or changed; a failure stays
 */
OffprintKnownFile *
offprint_known_put (OffprintKnown *known, const char *path, const OffprintSignature *signature, GPtrArray *members)
{
  OffprintKnownFile *file = ensure_file (known, path);
  take_out (known, file);
  file->signature = *signature;
  if (members->len == 1 && *(const char *) g_ptr_array_index (members, 0) == '\0')
    members = known->itself;
  set_members (file, members);
  put_in (known, file);
  return file;
}

/**
 * offprint_known_rename:
 * @known: what the index holds
 * @file: (transfer full): a file of it
 * @path: its new path, or the same
 * @signature: its new signature
 *
 * What had the new path before is forgotten, its failure too.
 *
 * Returns: (transfer none): the file under its new path, without the failure
 */
OffprintKnownFile *
offprint_known_rename (OffprintKnown *known, OffprintKnownFile *file, const char *path,
                       const OffprintSignature *signature)
{
  g_autoptr (GPtrArray) members = g_ptr_array_ref (file->members);
  offprint_known_clear_failure (known, file);
  if (strcmp (file->path, path) != 0)
    offprint_known_remove_articles (known, file);
  OffprintKnownFile *replaced = offprint_known_find (known, path);
  if (replaced != NULL)
    offprint_known_clear_failure (known, replaced);
  return offprint_known_put (known, path, signature, members);
}

/**
 * offprint_known_set_failure:
 * @known: what the index holds
 * @path: a path
 * @signature: of the state that can't be read; kept only where there are no articles of another one
 * @reason: why
 *
 * Returns: (transfer none): the file
 */
OffprintKnownFile *
offprint_known_set_failure (OffprintKnown *known, const char *path, const OffprintSignature *signature,
                            const char *reason)
{
  OffprintKnownFile *file = ensure_file (known, path);
  take_out (known, file);
  if (file->members->len == 0)
    file->signature = *signature;
  put_in (known, file);
  known->n_failures += file->failure == NULL;
  g_free (file->failure);
  file->failure = g_strdup (reason);
  return file;
}

/**
 * offprint_known_clear_failure:
 * @known: what the index holds
 * @file: (transfer full): a file of it; gone when it has no articles
 */
void
offprint_known_clear_failure (OffprintKnown *known, OffprintKnownFile *file)
{
  known->n_failures -= file->failure != NULL;
  g_clear_pointer (&file->failure, g_free);
  drop_if_empty (known, file);
}

/**
 * offprint_known_remove_articles:
 * @known: what the index holds
 * @file: (transfer full): a file of it; gone when it has no failure
 */
void
offprint_known_remove_articles (OffprintKnown *known, OffprintKnownFile *file)
{
  take_out (known, file);
  set_members (file, known->none);
  put_in (known, file);
  drop_if_empty (known, file);
}
