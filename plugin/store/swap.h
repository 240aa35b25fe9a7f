/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting a new database in the place of an old one, so that a kill at any moment leaves one of them there, whole. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *offprint_swap_make_folder (const char *directory, GError **error);
gboolean offprint_swap_in (const char *directory, const char *folder, GError **error);
gboolean offprint_swap_recover (const char *directory, GError **error);
void offprint_swap_clean (const char *directory);
void offprint_swap_remove (const char *folder);

G_END_DECLS
