/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder of symbolic links to articles, kept the same as a list. Whatever else lies in it is left alone. Blocks on
 * the disk; one thread at a time for a folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LinkFolderLink:
 * @name: what the link is to be called, see link_name_make(); it is numbered where another thing is called so
 * @target: (type filename): absolute path; no two links of a list have the same
 */
typedef struct
{
  char *name;
  char *target;
} LinkFolderLink;

LinkFolderLink *link_folder_link_new (const char *name, const char *target);
void link_folder_link_free (LinkFolderLink *link);
gboolean link_folder_make (const char *folder, GError **error);
gboolean link_folder_is_ours (const char *folder);
gboolean link_folder_update (const char *folder, const GPtrArray *links, GError **error);
gboolean link_folder_has_any (const char *folder, GHashTable *targets);
gboolean link_folder_remove (const char *folder, GError **error);

G_END_DECLS
