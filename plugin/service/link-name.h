/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The name that a link to an article has in a folder: for a person to read, and whatever the title is, a harmless file
 * name. Pure text; which names are taken is the folder's matter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *link_name_make (const char *title, const char *path, const char *mime_type);
char *link_name_number (const char *name, guint number);

G_END_DECLS
