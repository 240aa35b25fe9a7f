/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checking and compacting a whole index. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean offprint_maintenance_check (const char *directory, char **report, GError **error);
guint64 offprint_maintenance_get_size (const char *directory);
gboolean offprint_maintenance_compact (const char *directory, guint64 *bytes_before, guint64 *bytes_after,
                                       GError **error);

G_END_DECLS
