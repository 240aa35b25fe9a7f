/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values out of the dictionary of options that methods take. What is not there leaves the value as it was; what has
 * another type, or makes no sense, is an error. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean options_get_number (GVariant *options, const char *name, guint least, guint most, guint *value,
                             GError **error);
gboolean options_get_boolean (GVariant *options, const char *name, gboolean *value, GError **error);
gboolean options_get_text (GVariant *options, const char *name, char **value, GError **error);

G_END_DECLS
