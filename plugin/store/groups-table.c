/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A writer that settles groups again and again asks the same of many articles each time. Read from the index, each
 * answer is a few blocks of a B-tree: a third of what indexing 100,000 articles cost. So their keys are read once, in
 * one pass, and kept: 140 bytes an article, as long as the writer is open. Who looks for all that have one of some keys
 * looks at all of them in order, which for 100,000 articles takes less time than to commit one. */
#include "store/groups-table.h"

#include "core/schema.h"

#include <string.h>

/**
 * OffprintGroupsTable:
 * @writer: of the index
 * @entries: (element-type OffprintGroupsEntry): ascending docids
 * @any_gone: whether some of them are to be removed
 */
struct _OffprintGroupsTable
{
  XapWriter *writer;
  GArray *entries;
  gboolean any_gone;
};

/* Returns: index of the first entry with at least @docid */
static guint
find (const OffprintGroupsTable *table, guint32 docid)
{
  guint start = 0, end = table->entries->len;
  while (start < end)
    {
      guint middle = start + (end - start) / 2;
      if (g_array_index (table->entries, OffprintGroupsEntry, middle).docid < docid)
        start = middle + 1;
      else
        end = middle;
    }
  return start;
}

/* An article without a key of its own in the index is the centre of its group.
 *
 * Returns: whether @value is a group's key */
static gboolean
set_key (OffprintGroupsEntry *entry, const void *value, gsize length)
{
  if (length != OFFPRINT_GROUP_KEY_BYTES)
    return FALSE;
  memcpy (entry->key, value, OFFPRINT_GROUP_KEY_BYTES);
  memcpy (entry->own, value, OFFPRINT_GROUP_KEY_BYTES);
  return TRUE;
}

static void
set_own (OffprintGroupsEntry *entry, const void *value, gsize length)
{
  if (length == OFFPRINT_GROUP_KEY_BYTES)
    memcpy (entry->own, value, OFFPRINT_GROUP_KEY_BYTES);
}

static void
set_keys (OffprintGroupsEntry *entry, const void *value, gsize length)
{
  entry->n_keys = (guint) (MIN (length, sizeof entry->keys) / sizeof *entry->keys);
  memcpy (entry->keys, value, entry->n_keys * sizeof *entry->keys);
}

static gboolean
add_entry (guint32 docid, const void *value, gsize length, gpointer data)
{
  OffprintGroupsTable *table = data;
  OffprintGroupsEntry entry = { .docid = docid };
  if (set_key (&entry, value, length))
    g_array_append_val (table->entries, entry);
  return TRUE;
}

typedef struct
{
  OffprintGroupsTable *table;
  void (*set) (OffprintGroupsEntry *entry, const void *value, gsize length);
} Filling;

static gboolean
fill_entry (guint32 docid, const void *value, gsize length, gpointer data)
{
  const Filling *filling = data;
  OffprintGroupsEntry *entry = offprint_groups_table_lookup (filling->table, docid);
  if (entry != NULL)
    filling->set (entry, value, length);
  return TRUE;
}

/**
 * offprint_groups_table_new:
 * @writer: of the index; must outlive it
 * @error: return location
 *
 * Returns: (transfer full): all articles, those included that are not committed yet; or %NULL with a #XapError
 */
OffprintGroupsTable *
offprint_groups_table_new (XapWriter *writer, GError **error)
{
  g_autoptr (OffprintGroupsTable) table = g_new0 (OffprintGroupsTable, 1);
  table->writer = writer;
  table->entries = g_array_new (FALSE, FALSE, sizeof (OffprintGroupsEntry));
  Filling own = { table, set_own }, keys = { table, set_keys };
  if (!xap_writer_foreach_value (writer, OFFPRINT_SLOT_COLLAPSE, add_entry, table, error)
      || !xap_writer_foreach_value (writer, OFFPRINT_SLOT_OWN_KEY, fill_entry, &own, error)
      || !xap_writer_foreach_value (writer, OFFPRINT_SLOT_KEYS, fill_entry, &keys, error))
    return NULL;
  return g_steal_pointer (&table);
}

/**
 * offprint_groups_table_free:
 * @table: (transfer full) (nullable): a table
 */
void
offprint_groups_table_free (OffprintGroupsTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->entries);
  g_free (table);
}

/* @found: (out): whether there is such an article */
static gboolean
read_entry (OffprintGroupsTable *table, OffprintGroupsEntry *entry, gboolean *found, GError **error)
{
  g_autoptr (GBytes) key = xap_writer_get_value (table->writer, entry->docid, OFFPRINT_SLOT_COLLAPSE, error);
  if (key == NULL)
    return FALSE;
  *found = set_key (entry, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  if (!*found)
    return TRUE;
  g_autoptr (GBytes) own = xap_writer_get_value (table->writer, entry->docid, OFFPRINT_SLOT_OWN_KEY, error);
  g_autoptr (GBytes) keys
      = own != NULL ? xap_writer_get_value (table->writer, entry->docid, OFFPRINT_SLOT_KEYS, error) : NULL;
  if (keys == NULL)
    return FALSE;
  set_own (entry, g_bytes_get_data (own, NULL), g_bytes_get_size (own));
  set_keys (entry, g_bytes_get_data (keys, NULL), g_bytes_get_size (keys));
  return TRUE;
}

static gboolean
refresh (OffprintGroupsTable *table, guint32 docid, GError **error)
{
  guint at = find (table, docid);
  gboolean known = offprint_groups_table_lookup (table, docid) != NULL, found;
  OffprintGroupsEntry entry = { .docid = docid };
  if (!read_entry (table, &entry, &found, error))
    return FALSE;
  entry.gone = !found;
  table->any_gone |= known && !found;
  if (known)
    g_array_index (table->entries, OffprintGroupsEntry, at) = entry;
  else if (found)
    g_array_insert_val (table->entries, at, entry);
  return TRUE;
}

/* Together: one by one each would move all behind it. */
static void
remove_gone (OffprintGroupsTable *table)
{
  guint n_kept = 0;
  for (guint i = 0; i < table->entries->len; i++)
    {
      const OffprintGroupsEntry *entry = offprint_groups_table_get (table, i);
      if (!entry->gone)
        *offprint_groups_table_get (table, n_kept++) = *entry;
    }
  g_array_set_size (table->entries, n_kept);
  table->any_gone = FALSE;
}

/**
 * offprint_groups_table_update:
 * @table: a table
 * @docids: (element-type guint): articles that came, went or changed since the table was made or updated
 * @error: return location
 *
 * Reads them again. Entries that were given before are not valid any more.
 *
 * Returns: %TRUE, or %FALSE with a #XapError: then the table is good for nothing but to be freed
 */
gboolean
offprint_groups_table_update (OffprintGroupsTable *table, GHashTable *docids, GError **error)
{
  GHashTableIter iter;
  gpointer docid;
  g_hash_table_iter_init (&iter, docids);
  while (g_hash_table_iter_next (&iter, &docid, NULL))
    if (!refresh (table, GPOINTER_TO_UINT (docid), error))
      return FALSE;
  if (table->any_gone)
    remove_gone (table);
  return TRUE;
}

/**
 * offprint_groups_table_lookup:
 * @table: a table
 * @docid: maybe of an article
 *
 * Returns: (transfer none) (nullable): its entry, %NULL where there is no such article
 */
OffprintGroupsEntry *
offprint_groups_table_lookup (OffprintGroupsTable *table, guint32 docid)
{
  guint at = find (table, docid);
  OffprintGroupsEntry *entry = at < table->entries->len ? offprint_groups_table_get (table, at) : NULL;
  return entry != NULL && entry->docid == docid ? entry : NULL;
}

/**
 * offprint_groups_table_get:
 * @table: a table
 * @index: less than offprint_groups_table_get_length()
 *
 * Returns: (transfer none): an entry, in the order of docids
 */
OffprintGroupsEntry *
offprint_groups_table_get (OffprintGroupsTable *table, guint index)
{
  return &g_array_index (table->entries, OffprintGroupsEntry, index);
}

/**
 * offprint_groups_table_get_length:
 * @table: a table
 *
 * Returns: how many articles
 */
guint
offprint_groups_table_get_length (const OffprintGroupsTable *table)
{
  return table->entries->len;
}
