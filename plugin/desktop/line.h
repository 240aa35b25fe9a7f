/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of plain text that harms nobody, whatever it was made of: what every bar, window and file manager shows of
 * an article comes through here. Not for markup: who draws markup escapes the line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *offprint_line_new (const char *text, gsize max_chars);
char *offprint_line_join (const char *const *parts, const char *separator);
gboolean offprint_line_is_right_to_left (const char *line);

G_END_DECLS
