/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What groups are found by, of all articles of an index: held in memory beside its writer. */
#pragma once

#include "store/groups.h"
#include "store/sketch.h"

G_BEGIN_DECLS

/**
 * OffprintGroupsEntry:
 * @docid: of the article
 * @gone: whether it is to be removed
 * @own: its own key
 * @key: its group's, as it is in the index
 * @n_keys: how many
 * @keys: packed, as offprint_sketch_keys_get() takes them: the start of its own key, and those of its sketch
 */
typedef struct
{
  guint32 docid;
  gboolean gone;
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], key[OFFPRINT_GROUP_KEY_BYTES];
  guint n_keys;
  guint32 keys[OFFPRINT_SKETCH_KEYS_MAX + 1];
} OffprintGroupsEntry;

typedef struct _OffprintGroupsTable OffprintGroupsTable;

OffprintGroupsTable *offprint_groups_table_new (XapWriter *writer, GError **error);
void offprint_groups_table_free (OffprintGroupsTable *table);
gboolean offprint_groups_table_update (OffprintGroupsTable *table, GHashTable *docids, GError **error);
OffprintGroupsEntry *offprint_groups_table_lookup (OffprintGroupsTable *table, guint32 docid);
OffprintGroupsEntry *offprint_groups_table_get (OffprintGroupsTable *table, guint index);
guint offprint_groups_table_get_length (const OffprintGroupsTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintGroupsTable, offprint_groups_table_free)

G_END_DECLS
