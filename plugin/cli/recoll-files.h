/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are changed together: read first, written when all of them can be; where that fails half way, those that
 * were written get back what they held. Links stay links, permissions and owners stay. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RecollFiles RecollFiles;

RecollFiles *recoll_files_new (const char *folder);
void recoll_files_free (RecollFiles *files);
gboolean recoll_files_read (RecollFiles *files, const char *name, GBytes **content, GError **error);
void recoll_files_change (RecollFiles *files, const char *name, GBytes *content);
gboolean recoll_files_write (RecollFiles *files, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecollFiles, recoll_files_free)

G_END_DECLS
