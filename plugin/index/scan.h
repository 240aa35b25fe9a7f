/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks a root and tells which files may be articles, one thing at a time, so that whoever asks can do something else
 * in between. Looks at names and statuses only, opens no file. */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* A folder with a file of this name is left out. */
#define OFFPRINT_SCAN_IGNORE_NAME ".offprintignore"

/**
 * OffprintScanRules:
 * @max_depth: how many folders below the root are entered
 * @excluded: (nullable): a folder that is never entered: the index itself
 */
typedef struct
{
  guint max_depth;
  const char *excluded;
} OffprintScanRules;

/**
 * OffprintScanKind:
 * @OFFPRINT_SCAN_FILE: a regular, non-empty file with an article's name
 * @OFFPRINT_SCAN_FOLDER: a folder that will be listed next
 * @OFFPRINT_SCAN_MOUNT: that folder is where another file system begins
 * @OFFPRINT_SCAN_UNREADABLE: a folder that could not be listed, or a file without status: nothing is known of it
 */
typedef enum
{
  OFFPRINT_SCAN_FILE,
  OFFPRINT_SCAN_FOLDER,
  OFFPRINT_SCAN_MOUNT,
  OFFPRINT_SCAN_UNREADABLE,
} OffprintScanKind;

/**
 * OffprintScanItem:
 * @path: absolute
 * @status: of a FILE
 * @code: of an UNREADABLE: errno, 0: nested too deeply
 * @reason: @code in words
 */
typedef struct
{
  OffprintScanKind kind;
  const char *path;
  struct stat status;
  int code;
  const char *reason;
} OffprintScanItem;

typedef struct _OffprintScan OffprintScan;

OffprintScan *offprint_scan_new (const char *root, const char *start, const OffprintScanRules *rules);
void offprint_scan_free (OffprintScan *scan);
gboolean offprint_scan_is_empty (const OffprintScan *scan);
const OffprintScanItem *offprint_scan_next (OffprintScan *scan);
gboolean offprint_scan_wants_name (const char *name);
gboolean offprint_scan_covers (const char *root, const char *path, const OffprintScanRules *rules, guint *depth);
GPtrArray *offprint_scan_list_parts (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintScan, offprint_scan_free)

G_END_DECLS
