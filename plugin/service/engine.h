/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The indexer in a thread of its own, which runs when nothing else wants the machine. Used in the main thread, where
 * its callbacks come too; both threads only send each other values that do not change. */
#pragma once

#include "core/config.h"
#include "index/indexer.h"

G_BEGIN_DECLS

typedef struct _Engine Engine;

/* What the indexer says of itself, see #OffprintIndexerStatus */
typedef struct
{
  OffprintIndexerState state;
  char *reason;
  guint64 done, total;
  char *current_folder;
  guint articles, errors;
  char *watch_state;
  char **away;
} EngineStatus;

/**
 * EngineFuncs:
 * @status: it has a new status, at most four times a second
 * @committed: articles of these files changed
 */
typedef struct
{
  void (*status) (const EngineStatus *status, gpointer data);
  void (*committed) (const char *const *paths, gpointer data);
} EngineFuncs;

/* See #OffprintIndexJob; @done is always called. */
typedef struct
{
  OffprintProgressFunc progress;
  OffprintComplaintFunc complaint;
  OffprintDoneFunc done;
} EngineRunFuncs;

Engine *engine_new (const OffprintConfig *config, const EngineFuncs *funcs, gpointer data);
void engine_free (Engine *engine);
void engine_run (Engine *engine, const char *const *paths, gboolean full, GCancellable *cancellable,
                 const EngineRunFuncs *funcs, gpointer data);
void engine_set_roots (Engine *engine, const char *const *roots);
void engine_forget (Engine *engine, const char *path);
void engine_rescan (Engine *engine, const char *path);
void engine_rebuild (Engine *engine);
void engine_set_paused (Engine *engine, gboolean paused);
void engine_set_modest (Engine *engine, gboolean modest);
void engine_flush (Engine *engine, OffprintFlushedFunc func, gpointer data);
void engine_compact (Engine *engine, OffprintFlushedFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Engine, engine_free)

G_END_DECLS
