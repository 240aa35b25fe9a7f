/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of near-duplicates in one index, kept right by its writer. Owned by the writer's thread. */
#pragma once

#include "shim/xap.h"

G_BEGIN_DECLS

typedef struct _OffprintGroups OffprintGroups;

/* Bytes of what a group, or an article, is known by */
#define OFFPRINT_GROUP_KEY_BYTES 16

OffprintGroups *offprint_groups_new (void);
void offprint_groups_free (OffprintGroups *groups);
void offprint_groups_forget (OffprintGroups *groups);
void offprint_groups_add (OffprintGroups *groups, guint32 docid);
gboolean offprint_groups_remove (OffprintGroups *groups, XapWriter *writer, guint32 docid, GError **error);
gboolean offprint_groups_settle (OffprintGroups *groups, XapWriter *writer, GError **error);
gsize offprint_groups_count_list (GBytes *packed);
GArray *offprint_groups_unpack_list (GBytes *packed);
gboolean offprint_groups_read_keys (XapDocument *document, guint8 *own, guint8 *key, GError **error);
gboolean offprint_groups_write_keys (XapDocument *document, const guint8 *own, const guint8 *key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintGroups, offprint_groups_free)

G_END_DECLS
