/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks a root and tells which files may be articles. Looks at names and statuses only, opens no file. */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * OffprintScanFuncs:
 * @file: a regular, non-empty file with an article's name; %FALSE stops the scan
 * @unreadable: a folder that could not be listed (@reason in words): nothing is known about what is below it
 * @mount: a folder where another file system begins, perhaps the root itself
 */
typedef struct
{
  gboolean (*file) (const char *path, const struct stat *status, gpointer data);
  void (*unreadable) (const char *path, const char *reason, gpointer data);
  void (*mount) (const char *path, gpointer data);
} OffprintScanFuncs;

gboolean
offprint_scan (const char *root, guint max_depth, const OffprintScanFuncs *funcs, gpointer data, GError **error);
gboolean offprint_scan_wants_name (const char *name);

G_END_DECLS
