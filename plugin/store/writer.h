/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one who writes the index. Owned by one thread; holds the database's lock as long as it lives. Nothing is visible
 * to readers before offprint_writer_commit(). */
#pragma once

#include "store/document.h"
#include "store/identity.h"

G_BEGIN_DECLS

typedef struct _OffprintWriter OffprintWriter;

OffprintWriter *offprint_writer_open (const char *directory, GError **error);
void offprint_writer_free (OffprintWriter *writer);
gboolean offprint_writer_put (OffprintWriter *writer, const OffprintIdentity *identity,
                              const OffprintDocument *document, GError **error);
gboolean offprint_writer_rename (OffprintWriter *writer, const char *old_path, const char *old_member,
                                 const OffprintIdentity *identity, GError **error);
gboolean offprint_writer_remove (OffprintWriter *writer, const char *path, const char *member, GError **error);
gboolean offprint_writer_set_failure (OffprintWriter *writer, const char *path, const char *signature,
                                      const char *reason, GError **error);
gboolean offprint_writer_clear_failure (OffprintWriter *writer, const char *path, GError **error);
gboolean offprint_writer_set_state (OffprintWriter *writer, const char *name, GVariant *value, GError **error);
gboolean offprint_writer_is_there (const OffprintWriter *writer);
gboolean offprint_writer_commit (OffprintWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintWriter, offprint_writer_free)

G_END_DECLS
