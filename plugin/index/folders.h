/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of folders that a person wants followed: a file that the daemon and the command read and write, one
 * `file://` URI a line. Lines that begin with `#`, and lines that can't be understood, stay as they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintFolders OffprintFolders;

OffprintFolders *offprint_folders_load (const char *file, GError **error);
void offprint_folders_free (OffprintFolders *folders);
char **offprint_folders_list (const OffprintFolders *folders);
char **offprint_folders_list_unreadable (const OffprintFolders *folders);
gboolean offprint_folders_add (OffprintFolders *folders, const char *path, GError **error);
char *offprint_folders_remove (OffprintFolders *folders, const char *path, GError **error);
gboolean offprint_folders_save (const OffprintFolders *folders, GError **error);
char *offprint_folders_get_default_file (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintFolders, offprint_folders_free)

G_END_DECLS
