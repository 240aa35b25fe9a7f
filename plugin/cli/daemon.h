/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command's side of the daemon: finds it, asks it, has it work. No call waits for ever, and a daemon that goes away
 * is an answer, not an error. */
#pragma once

#include "index/indexer.h"

G_BEGIN_DECLS

typedef struct _Daemon Daemon;

typedef enum
{
  DAEMON_IF_RUNNING,
  DAEMON_START, /* by D-Bus activation, where it can be */
} DaemonStart;

/**
 * DaemonWork:
 * @paths: (array zero-terminated=1): files and folders, as typed
 * @full: read everything again
 * @add: they are folders to be followed from now on
 * @progress: see #OffprintIndexJob
 * @complaint: with paths as typed where one of them is meant
 * @data: for the callbacks
 * @cancellable: stops it soon
 */
typedef struct
{
  const char *const *paths;
  gboolean full;
  gboolean add;
  OffprintProgressFunc progress;
  OffprintComplaintFunc complaint;
  gpointer data;
  GCancellable *cancellable;
} DaemonWork;

/* How it went: done, with or without an error; or it has to be done without the daemon. */
typedef enum
{
  DAEMON_DONE,
  DAEMON_LOST,
} DaemonOutcome;

Daemon *daemon_find (DaemonStart start, const char *database);
void daemon_free (Daemon *daemon);
GVariant *daemon_get_properties (const Daemon *daemon);
DaemonOutcome daemon_index (Daemon *daemon, const DaemonWork *work, OffprintProgress *result, GError **error);
DaemonOutcome daemon_remove_folder (Daemon *daemon, const char *path, GError **error);
DaemonOutcome daemon_compact (Daemon *daemon, GError **error);
DaemonOutcome daemon_set_paused (Daemon *daemon, gboolean paused, GError **error);
DaemonOutcome daemon_save_search (Daemon *daemon, const char *name, const char *query, char **folder, GError **error);
DaemonOutcome daemon_remove_saved_search (Daemon *daemon, const char *name, GError **error);
char *daemon_make_absolute (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Daemon, daemon_free)

G_END_DECLS
