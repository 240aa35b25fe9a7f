/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the watch share: watch.c (its life, its reports), watch-kernel.c (which node has which watch),
 * watch-event.c (what the kernel tells), watch-guard.c (the way to the roots), watch-poll.c (what is not watched). */
#pragma once

#include "index/watch-tree.h"
#include "index/watch.h"

#include <sys/inotify.h>

G_BEGIN_DECLS

/* All that may be told of a watched folder. Never IN_MODIFY: a file is read when its writer is done. */
#define OFFPRINT_WATCH_FOLDER_MASK                                                                                    \
  (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

/* Milliseconds. A move's two halves are queued one right after the other. */
#define OFFPRINT_WATCH_MOVE_DELAY 20
#define OFFPRINT_WATCH_GUARD_DELAY 1000

/**
 * OffprintWatchRoot:
 * @path: a folder or file to follow
 * @wd: of the watch that it had when last looked at, or -1
 * @is_known: the way to it was looked at before
 * @is_there: it was there then
 * @is_locked: it, or a folder on the way to it, may not be entered
 * @is_file: it is no folder
 * @is_polled: the way to it could not be watched
 * @link: (nullable): where the symbolic link leads that the way to it ends at
 */
typedef struct
{
  char *path;
  int wd;
  gboolean is_known, is_there, is_locked, is_file, is_polled;
  char *link;
} OffprintWatchRoot;

/**
 * OffprintWatch:
 * @fd: of inotify, -1 when there is none
 * @guards: (element-type OffprintWatchNode): set of those with a guard_mask
 * @guards_dirty: the way to some root must be looked at again
 * @moves: cookie -> folders that were moved away and not yet seen to arrive
 * @polled: (element-type OffprintWatchNode): set of the folders that are polled
 * @polled_roots: number of roots that are polled
 * @retry: watches may have become free for those beyond the limit
 * @reports: what is to be told
 * @lost: set of the paths among it that are lost
 * @suspects: paths of nodes of which it is not sure that their watch is that of what is there now
 * @devices: number of a file system -> whether it is remote, plus 1
 *
 * Deadlines are monotonic times in microseconds, -1 for none.
 */
struct _OffprintWatch
{
  OffprintWatchFunc func;
  gpointer data;
  guint scan_interval;
  GSource *source;
  int fd;
  OffprintWatchTree *tree;
  GPtrArray *roots;
  GHashTable *guards;
  gboolean guards_dirty;
  gint64 guard_deadline;
  GHashTable *moves;
  gint64 move_deadline;
  GHashTable *polled;
  guint polled_roots;
  gint64 poll_deadline;
  gboolean retry;
  GQueue reports;
  GHashTable *lost;
  GQueue suspects;
  GHashTable *devices;
  OffprintWatchStatus status;
};

void offprint_watch_report (OffprintWatch *watch, OffprintWatchKind kind, const char *path);
void offprint_watch_open (OffprintWatch *watch);

int offprint_watch_apply (OffprintWatch *watch, OffprintWatchNode *node, const char *path, gboolean is_folder);
int offprint_watch_refresh (OffprintWatch *watch, const char *path);
void offprint_watch_settle (OffprintWatch *watch, OffprintWatchNode *node);
void offprint_watch_drop (OffprintWatch *watch, OffprintWatchNode *top);
void offprint_watch_withdraw_one (OffprintWatch *watch, OffprintWatchNode *node);
void offprint_watch_withdraw (OffprintWatch *watch, OffprintWatchNode *top);
void offprint_watch_suspect_all (OffprintWatch *watch);
void offprint_watch_suspect_beyond (OffprintWatch *watch);
void offprint_watch_check_suspects (OffprintWatch *watch, guint most);

gsize offprint_watch_read (OffprintWatch *watch);
void offprint_watch_settle_moves (OffprintWatch *watch, gint64 now);

void offprint_watch_set_guards (OffprintWatch *watch);
gboolean offprint_watch_revisit_roots (OffprintWatch *watch, const char *path);
gboolean offprint_watch_lose_roots (OffprintWatch *watch, const char *path);
const OffprintWatchRoot *offprint_watch_find_root (const OffprintWatch *watch, const char *path);
void offprint_watch_root_free (gpointer data);

gboolean offprint_watch_magic_is_remote (guint32 magic);
gboolean offprint_watch_is_remote (OffprintWatch *watch, const char *path, guint64 device);
void offprint_watch_retry (OffprintWatch *watch);
void offprint_watch_poll (OffprintWatch *watch);

G_END_DECLS
