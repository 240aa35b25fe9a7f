/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings an index up to date once: by the daemon where it keeps that index, else in this process. A person can't tell
 * which, but by the messages of a daemon that went away. */
#pragma once

#include "cli/command.h"
#include "cli/daemon.h"

G_BEGIN_DECLS

/**
 * Indexing:
 * @database: directory of the index
 * @paths: (array zero-terminated=1): files and folders, as typed
 * @jobs: files read at once in this process; the daemon has its own number
 * @full: read everything again
 * @add: they are folders to be followed from now on
 * @start: whether the daemon may be started for it
 */
typedef struct
{
  const char *database;
  const char *const *paths;
  guint jobs;
  gboolean full;
  gboolean add;
  DaemonStart start;
} Indexing;

ExitStatus indexing_run (const Indexing *indexing, const OffprintConfig *config);
OffprintIndexerOptions indexing_make_options (const Indexing *indexing, const OffprintConfig *config);

G_END_DECLS
