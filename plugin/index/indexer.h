/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings an index up to date with folders on disk: scan, compare, extract what changed in parallel, write, remove what
 * is gone. The only room that decides what is done about a path. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What happened so far; a plain value. */
typedef struct
{
  guint64 found; /* files seen that are articles by name */
  guint64 done;  /* of those: decided */
  guint64 added, changed, unchanged, renamed, removed, failed;
  guint64 bytes;       /* read */
  gboolean scanning;   /* @found still grows */
  const char *current; /* (nullable): a path, valid during the call */
} OffprintProgress;

typedef void (*OffprintProgressFunc) (const OffprintProgress *progress, gpointer data);
/* A file that could not be indexed, and why; or a warning about one that was (@failed FALSE). */
typedef void (*OffprintComplaintFunc) (const char *path, const char *reason, gboolean failed, gpointer data);

/**
 * OffprintIndexJob:
 * @database: directory of the index; made where there is none
 * @roots: (array zero-terminated=1): files and folders
 * @jobs: extraction threads
 * @full: read everything again, whatever the signatures say
 * @max_depth: folders below a root
 * @max_file_bytes: larger files fail
 * @progress: (nullable): called in the calling thread, at most some ten times a second
 * @complaint: (nullable): called in the calling thread
 * @cancellable: (nullable): stops soon, keeping what is committed and committing what is written
 */
typedef struct
{
  const char *database;
  const char *const *roots;
  guint jobs;
  gboolean full;
  guint max_depth;
  guint64 max_file_bytes;
  OffprintProgressFunc progress;
  OffprintComplaintFunc complaint;
  gpointer data;
  GCancellable *cancellable;
} OffprintIndexJob;

gboolean offprint_index_run (const OffprintIndexJob *job, OffprintProgress *result, GError **error);

G_END_DECLS
