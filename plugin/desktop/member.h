/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes an article out of a container (an archive of pages, say), into a file that other programs can open. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *
offprint_member_extract (const char *folder, const char *container, const char *member, gint64 now, GError **error);
char *offprint_member_get_folder (void);
char *offprint_member_make_file_name (const char *member);

G_END_DECLS
