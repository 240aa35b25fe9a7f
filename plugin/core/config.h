/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where things are and what a person may set: defaults, overridden by `/etc/xdg/offprint/offprint.conf`, overridden by
 * `$XDG_CONFIG_HOME/offprint/offprint.conf`; the command line overrides all of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value owned by one thread; its strings are owned. */
typedef struct
{
  char *database;         /* directory of the index */
  guint jobs;             /* extraction threads or processes, 1..64 */
  guint max_depth;        /* folders below a root */
  guint64 max_file_bytes; /* larger files are not read */
  guint scan_interval;    /* seconds between two looks at folders that can't be watched, 10..86400 */
} OffprintConfig;

OffprintConfig *offprint_config_load (GError **error);
OffprintConfig *offprint_config_load_from (const char *const *files, GError **error);
void offprint_config_free (OffprintConfig *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintConfig, offprint_config_free)

G_END_DECLS
