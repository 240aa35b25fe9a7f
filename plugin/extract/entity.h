/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character references of HTML: `&amp;`, `&#228;`, `&#xE4;`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void offprint_entity_append (GString *out, const char *text, gsize length, gboolean in_attribute);

G_END_DECLS
