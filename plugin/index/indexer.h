/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine: keeps an index equal to folders on disk. Scans, decides about each path, has what changed extracted in
 * parallel, writes and commits; goes on following changes where that is asked for. The only room that decides what is
 * done about a path. Everything is called in, and calls back from, one thread: the one whose default main context it
 * was made in. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a job did so far; a plain value. */
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
/* @error: (nullable): why the job did not come to its end */
typedef void (*OffprintDoneFunc) (const OffprintProgress *result, const GError *error, gpointer data);
/* @error: (nullable): why the index can't be brought up to date */
typedef void (*OffprintFlushedFunc) (const GError *error, gpointer data);

/**
 * OffprintIndexJob:
 * @roots: (array zero-terminated=1): files and folders to be indexed once
 * @full: read everything again, whatever the signatures say
 * @progress: (nullable): at most some ten times a second
 * @complaint: (nullable): a file or folder that could not be read, or a warning
 * @done: (nullable): the last call, always made, but not when the indexer is freed
 * @data: for the callbacks
 * @cancellable: (nullable): stops soon, keeping what is written
 */
typedef struct
{
  const char *const *roots;
  gboolean full;
  OffprintProgressFunc progress;
  OffprintComplaintFunc complaint;
  OffprintDoneFunc done;
  gpointer data;
  GCancellable *cancellable;
} OffprintIndexJob;

/**
 * OffprintIndexerOptions:
 * @database: directory of the index; made where there is none
 * @jobs: files that are extracted at once
 * @max_depth: folders below a root
 * @max_file_bytes: larger files fail
 * @follow: stay and follow changes
 * @scan_interval: seconds between two looks at folders that can't be watched
 */
typedef struct
{
  const char *database;
  guint jobs;
  guint max_depth;
  guint64 max_file_bytes;
  gboolean follow;
  guint scan_interval;
} OffprintIndexerOptions;

/**
 * OffprintIndexerState:
 * @OFFPRINT_INDEXER_IDLE: the index equals the disk, as far as is known
 * @OFFPRINT_INDEXER_WORKING: scanning, reading or writing
 * @OFFPRINT_INDEXER_PAUSED: a person said so
 * @OFFPRINT_INDEXER_NO_SPACE: no room on the disk; goes on by itself when there is
 * @OFFPRINT_INDEXER_LOCKED: another program writes the index; goes on by itself when that is done
 * @OFFPRINT_INDEXER_REFUSED: the index can't be used
 */
typedef enum
{
  OFFPRINT_INDEXER_IDLE,
  OFFPRINT_INDEXER_WORKING,
  OFFPRINT_INDEXER_PAUSED,
  OFFPRINT_INDEXER_NO_SPACE,
  OFFPRINT_INDEXER_LOCKED,
  OFFPRINT_INDEXER_REFUSED,
} OffprintIndexerState;

/**
 * OffprintIndexerStatus:
 * @reason: (nullable): in words, for NO_SPACE, LOCKED and REFUSED
 * @done: files decided, of the work under way
 * @total: files found, of the work under way
 * @current_folder: (nullable): where it is
 * @articles: in the index
 * @errors: files and folders that could not be read
 * @watch_state: (nullable): in words, when not every folder is watched
 * @away: (array zero-terminated=1): folders that are not mounted now: their articles stay
 *
 * Valid until the indexer is called, or calls, the next time.
 */
typedef struct
{
  OffprintIndexerState state;
  const char *reason;
  guint64 done, total;
  const char *current_folder;
  guint articles;
  guint errors;
  const char *watch_state;
  const char *const *away;
} OffprintIndexerStatus;

/**
 * OffprintIndexerFuncs:
 * @status: (nullable): something in the status may have changed; not limited in rate
 * @committed: (nullable): articles of these files changed, and are visible to readers now
 */
typedef struct
{
  void (*status) (gpointer data);
  void (*committed) (const char *const *paths, gpointer data);
} OffprintIndexerFuncs;

typedef struct _OffprintIndexer OffprintIndexer;

OffprintIndexer *offprint_indexer_new (const OffprintIndexerOptions *options, const OffprintIndexerFuncs *funcs,
                                       gpointer data, GError **error);
void offprint_indexer_free (OffprintIndexer *indexer);
void offprint_indexer_run (OffprintIndexer *indexer, const OffprintIndexJob *job);
void offprint_indexer_set_roots (OffprintIndexer *indexer, const char *const *roots);
void offprint_indexer_forget (OffprintIndexer *indexer, const char *root);
void offprint_indexer_rescan (OffprintIndexer *indexer, const char *path);
void offprint_indexer_rebuild (OffprintIndexer *indexer);
void offprint_indexer_flush (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data);
void offprint_indexer_compact (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data);
void offprint_indexer_set_paused (OffprintIndexer *indexer, gboolean paused);
void offprint_indexer_set_modest (OffprintIndexer *indexer, gboolean modest);
void offprint_indexer_get_status (OffprintIndexer *indexer, OffprintIndexerStatus *status);
gboolean offprint_index_run (const OffprintIndexerOptions *options, const OffprintIndexJob *job,
                             OffprintProgress *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintIndexer, offprint_indexer_free)

G_END_DECLS
