/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What noting changes and settling them share. */
#pragma once

#include "core/schema.h"
#include "store/groups-table.h"

G_BEGIN_DECLS

/**
 * OffprintGroups:
 * @loose: (element-type guint): docids of articles that came. More than there are does no harm: after a failure some
 *   may not have been written
 * @removed: (element-type guint): docids of articles that stood in a group and went, or came again since
 * @lost: (element-type guint guint): keys of their sketches, with the number of articles
 * @table: (nullable): all articles as they were when groups were last settled; %NULL before the first time and after a
 *   failure
 * @broken: (element-type GBytes): keys of groups that lost an article, with whether it may have been the centre
 */
struct _OffprintGroups
{
  GHashTable *loose;
  GHashTable *removed;
  GHashTable *lost;
  OffprintGroupsTable *table;
  GHashTable *broken;
};

GArray *offprint_groups_read_list (XapWriter *writer, const guint8 *key, GError **error);
gboolean offprint_groups_write_list (XapWriter *writer, const guint8 *key, GArray *docids, GError **error);

G_END_DECLS
