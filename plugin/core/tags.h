/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tags of a file as one text, separated by commas: what stands in `user.xdg.tags`, as KDE's programs write it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean offprint_tags_is_tag (const char *text);
GStrv offprint_tags_split (const char *tags);
GString *
offprint_tags_edit (const char *value, gsize length, const char *const *add, const char *const *remove);

G_END_DECLS
