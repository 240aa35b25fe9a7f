/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The thread, and what something waits for in it. Every call becomes something that the thread does in its main loop,
 * in the order of the calls; every callback becomes a message to the main thread. */
#include "core/i18n.h"
#include "service/engine-private.h"

#include "core/error.h"
#include "service/post.h"
#include "service/priority.h"

#include <malloc.h>

#define STATUS_INTERVAL_MS 250

/* Work that something waits for: a job, or a flush or compaction, which have only @flushed */
typedef struct
{
  Engine *engine;
  char **paths;
  gboolean full;
  GCancellable *cancellable;
  EngineRunFuncs funcs;
  void (*wait) (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data);
  OffprintFlushedFunc flushed;
  gpointer data;
} Run;

/* What the main thread is told */
typedef struct
{
  Engine *engine;
  Run *run;
  EngineStatus status;
  char **paths;
  OffprintProgress progress;
  char *path, *reason;
  gboolean failed;
  GError *error;
} Message;

static void
message_free (Message *message)
{
  g_free (message->status.reason);
  g_free (message->status.current_folder);
  g_free (message->status.watch_state);
  g_strfreev (message->status.away);
  g_strfreev (message->paths);
  g_free (message->path);
  g_free (message->reason);
  g_clear_error (&message->error);
  g_free (message);
}

static void
run_free (Run *run)
{
  g_strfreev (run->paths);
  g_clear_object (&run->cancellable);
  g_free (run);
}

static Message *
message_new (Engine *engine, Run *run)
{
  Message *message = g_new0 (Message, 1);
  message->engine = engine;
  message->run = run;
  return message;
}

static gboolean
tell_status (gpointer data)
{
  Message *message = data;
  message->engine->funcs.status (&message->status, message->engine->data);
  message_free (message);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_committed (gpointer data)
{
  Message *message = data;
  message->engine->funcs.committed ((const char *const *) message->paths, message->engine->data);
  message_free (message);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_progress (gpointer data)
{
  Message *message = data;
  message->run->funcs.progress (&message->progress, message->run->data);
  message_free (message);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_complaint (gpointer data)
{
  Message *message = data;
  message->run->funcs.complaint (message->path, message->reason, message->failed, message->run->data);
  message_free (message);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_done (gpointer data)
{
  Message *message = data;
  Run *run = message->run;
  if (run->flushed != NULL)
    run->flushed (message->error, run->data);
  else
    run->funcs.done (&message->progress, message->error, run->data);
  run_free (run);
  message_free (message);
  return G_SOURCE_REMOVE;
}

/* From here on: in the indexer's thread. */

static void
copy_status (Engine *engine, EngineStatus *copy)
{
  OffprintIndexerStatus status = { .state = OFFPRINT_INDEXER_REFUSED };
  if (engine->indexer != NULL)
    offprint_indexer_get_status (engine->indexer, &status);
  else
    status.reason = engine->error->message;
  *copy = (EngineStatus){
    .state = status.state,
    .reason = g_strdup (status.reason),
    .done = status.done,
    .total = status.total,
    .current_folder = g_strdup (status.current_folder),
    .articles = status.articles,
    .errors = status.errors,
    .watch_state = g_strdup (status.watch_state),
    .away = status.away != NULL ? g_strdupv ((char **) (guintptr) status.away) : g_new0 (char *, 1),
  };
}

/* Memory that a long run took is given back when it ends: an idle daemon is a small one. */
static void
give_back (Engine *engine, OffprintIndexerState state)
{
  if (state == OFFPRINT_INDEXER_IDLE && engine->last_state != OFFPRINT_INDEXER_IDLE)
    malloc_trim (0);
  engine->last_state = state;
}

static void
send_status (gpointer data)
{
  Engine *engine = data;
  Message *message = message_new (engine, NULL);
  copy_status (engine, &message->status);
  give_back (engine, message->status.state);
  post_to (NULL, tell_status, message);
}

static void
on_status (gpointer data)
{
  limiter_touch (((Engine *) data)->limiter);
}

static void
on_committed (const char *const *paths, gpointer data)
{
  Message *message = message_new (data, NULL);
  message->paths = g_strdupv ((char **) (guintptr) paths);
  post_to (NULL, tell_committed, message);
}

static void
on_progress (const OffprintProgress *progress, gpointer data)
{
  Run *run = data;
  Message *message = message_new (run->engine, run);
  message->progress = *progress;
  message->progress.current = NULL;
  post_to (NULL, tell_progress, message);
}

static void
on_complaint (const char *path, const char *reason, gboolean failed, gpointer data)
{
  Run *run = data;
  Message *message = message_new (run->engine, run);
  message->path = g_strdup (path);
  message->reason = g_strdup (reason);
  message->failed = failed;
  post_to (NULL, tell_complaint, message);
}

static void
on_done (const OffprintProgress *result, const GError *error, gpointer data)
{
  Run *run = data;
  Message *message = message_new (run->engine, run);
  if (result != NULL)
    message->progress = *result;
  message->progress.current = NULL;
  message->error = error != NULL ? g_error_copy (error) : NULL;
  g_hash_table_remove (run->engine->runs, run);
  post_to (NULL, tell_done, message);
}

/* Who is told that the index is up to date finds the status so. */
static void
on_flushed (const GError *error, gpointer data)
{
  send_status (((Run *) data)->engine);
  on_done (NULL, error, data);
}

static gboolean
start_run (gpointer data)
{
  Run *run = data;
  Engine *engine = run->engine;
  OffprintIndexJob job = {
    .roots = (const char *const *) run->paths,
    .full = run->full,
    .progress = on_progress,
    .complaint = on_complaint,
    .done = on_done,
    .data = run,
    .cancellable = run->cancellable,
  };
  g_hash_table_add (engine->runs, run);
  if (engine->indexer == NULL)
    on_done (NULL, engine->error, run);
  else if (run->flushed != NULL)
    run->wait (engine->indexer, on_flushed, run);
  else
    offprint_indexer_run (engine->indexer, &job);
  return G_SOURCE_REMOVE;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (((Engine *) data)->loop);
  return G_SOURCE_REMOVE;
}

/* The indexer that is freed calls nobody back, but who waits has to be told. */
static void
end_runs (Engine *engine)
{
  g_autoptr (GError) error
      = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED, _("the daemon ends"));
  g_autofree gpointer *runs = g_hash_table_get_keys_as_array (engine->runs, NULL);
  for (gsize i = 0; runs[i] != NULL; i++)
    on_done (NULL, error, runs[i]);
}

static gpointer
run_thread (gpointer data)
{
  Engine *engine = data;
  const OffprintIndexerFuncs funcs = { .status = on_status, .committed = on_committed };
  priority_lower_thread ();
  g_main_context_push_thread_default (engine->context);
  engine->runs = g_hash_table_new (NULL, NULL);
  engine->limiter = limiter_new (STATUS_INTERVAL_MS, send_status, engine);
  engine->indexer = offprint_indexer_new (&engine->options, &funcs, engine, &engine->error);
  limiter_touch (engine->limiter);
  g_main_loop_run (engine->loop);
  g_clear_pointer (&engine->indexer, offprint_indexer_free);
  end_runs (engine);
  g_hash_table_unref (engine->runs);
  limiter_free (engine->limiter);
  g_main_context_pop_thread_default (engine->context);
  return NULL;
}

/* From here on: in the main thread. */

/**
 * engine_new:
 * @config: the configuration
 * @funcs: what to call
 * @data: for @funcs
 *
 * Starts the thread, and the indexer in it. An index that can't be used is a status, not an error.
 *
 * Returns: (transfer full): the indexer's handle
 */
Engine *
engine_new (const OffprintConfig *config, const EngineFuncs *funcs, gpointer data)
{
  Engine *engine = g_new0 (Engine, 1);
  engine->database = g_strdup (config->database);
  engine->options = (OffprintIndexerOptions){
    .database = engine->database,
    .jobs = config->jobs,
    .max_depth = config->max_depth,
    .max_file_bytes = config->max_file_bytes,
    .follow = TRUE,
    .scan_interval = config->scan_interval,
  };
  engine->funcs = *funcs;
  engine->data = data;
  engine->context = g_main_context_new ();
  engine->loop = g_main_loop_new (engine->context, FALSE);
  engine->thread = g_thread_new ("indexer", run_thread, engine);
  return engine;
}

/**
 * engine_free:
 * @engine: (nullable) (transfer full): the indexer's handle
 *
 * Commits what is written and ends the thread. Whoever waits is told so before this returns.
 */
void
engine_free (Engine *engine)
{
  if (engine == NULL)
    return;
  post_to (engine->context, quit, engine);
  g_thread_join (engine->thread);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_main_loop_unref (engine->loop);
  g_main_context_unref (engine->context);
  g_clear_error (&engine->error);
  g_free (engine->database);
  g_free (engine);
}

/**
 * engine_run:
 * @engine: the indexer's handle
 * @paths: (array zero-terminated=1): files and folders to be indexed once
 * @full: read everything again
 * @cancellable: stops it soon
 * @funcs: what to call
 * @data: for @funcs, alive until @funcs->done
 */
void
engine_run (Engine *engine, const char *const *paths, gboolean full, GCancellable *cancellable,
            const EngineRunFuncs *funcs, gpointer data)
{
  Run *run = g_new0 (Run, 1);
  run->engine = engine;
  run->paths = g_strdupv ((char **) (guintptr) paths);
  run->full = full;
  run->cancellable = g_object_ref (cancellable);
  run->funcs = *funcs;
  run->data = data;
  post_to (engine->context, start_run, run);
}

static void
wait_for (Engine *engine, void (*wait) (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data),
          OffprintFlushedFunc func, gpointer data)
{
  Run *run = g_new0 (Run, 1);
  run->engine = engine;
  run->wait = wait;
  run->flushed = func;
  run->data = data;
  post_to (engine->context, start_run, run);
}

/**
 * engine_flush:
 * @engine: the indexer's handle
 * @func: see offprint_indexer_flush(); called with an error too when the engine ends before. The status was told then
 * @data: for @func
 */
void
engine_flush (Engine *engine, OffprintFlushedFunc func, gpointer data)
{
  wait_for (engine, offprint_indexer_flush, func, data);
}

/**
 * engine_compact:
 * @engine: the indexer's handle
 * @func: see offprint_indexer_compact(); called with an error too when the engine ends before
 * @data: for @func
 */
void
engine_compact (Engine *engine, OffprintFlushedFunc func, gpointer data)
{
  wait_for (engine, offprint_indexer_compact, func, data);
}
