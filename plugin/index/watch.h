/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Follows folders by inotify and tells which paths may have changed; whoever hears it looks at the disk and decides. It
 * lists no folder: offprint_watch_add() is called for each folder that a scan comes to, before it is listed, so that
 * nothing falls between. What can't be watched is told to be scanned now and then.
 *
 * All functions are to be called in the thread of the main context that was the default one at offprint_watch_new(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintWatch OffprintWatch;

/**
 * OffprintWatchKind:
 * @OFFPRINT_WATCH_CONTENT: a file was closed after writing, moved to or away, deleted; or a folder was moved away or
 * deleted
 * @OFFPRINT_WATCH_CREATED: a file appeared, perhaps still being written: to be looked at later unless CONTENT comes
 * @OFFPRINT_WATCH_ATTRIBUTES: permissions, extended attributes or links of a file or folder
 * @OFFPRINT_WATCH_FOLDER: a folder appeared, made or moved here: to be added, then listed with all below it
 * @OFFPRINT_WATCH_LOST: things may have changed unseen at the path or below it: to be scanned
 */
typedef enum
{
  OFFPRINT_WATCH_CONTENT,
  OFFPRINT_WATCH_CREATED,
  OFFPRINT_WATCH_ATTRIBUTES,
  OFFPRINT_WATCH_FOLDER,
  OFFPRINT_WATCH_LOST,
} OffprintWatchKind;

/**
 * OffprintWatchFunc:
 * @kind: what may have happened
 * @path: where, absolute, bytes
 * @data: as given
 *
 * May call every function of the watch but offprint_watch_free().
 */
typedef void (*OffprintWatchFunc) (OffprintWatchKind kind, const char *path, gpointer data);

/**
 * OffprintWatchStatus:
 * @watched: folders that are watched
 * @beyond_limit: folders that are not, for want of watches: they are polled
 * @remote: folders that others may change without this kernel's knowing, watched or not: they are polled too
 * @no_instance: there is no inotify at all, which is why all are @beyond_limit
 */
typedef struct
{
  guint watched, beyond_limit, remote;
  gboolean no_instance;
} OffprintWatchStatus;

OffprintWatch *offprint_watch_new (guint scan_interval, OffprintWatchFunc func, gpointer data);
void offprint_watch_free (OffprintWatch *watch);
void offprint_watch_set_roots (OffprintWatch *watch, const char *const *roots);
void offprint_watch_add (OffprintWatch *watch, const char *folder);
void offprint_watch_remove (OffprintWatch *watch, const char *folder);
void offprint_watch_drain (OffprintWatch *watch);
void offprint_watch_get_status (const OffprintWatch *watch, OffprintWatchStatus *status);
char *offprint_watch_describe (const OffprintWatch *watch);
void offprint_watch_foreach_folder (OffprintWatch *watch, void (*func) (const char *path, gpointer data),
                                    gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintWatch, offprint_watch_free)

G_END_DECLS
