/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine's life, and what others ask of it. Which folders it follows is in indexer-roots.c, what it does of its own
 * in indexer-loop.c, what it does when something is wrong with the index in indexer-trouble.c. */
#include "core/i18n.h"
#include "index/indexer-private.h"

#include "core/error.h"

#include <string.h>

/* With more paths than these to look at, a scan of everything is cheaper. */
#define QUEUE_MAX 100000

static void
wake (gpointer data)
{
  offprint_indexer_wake (data);
}

/**
 * offprint_indexer_renew_extractor:
 * @indexer: an indexer
 *
 * Drops whatever is being extracted.
 */
void
offprint_indexer_renew_extractor (OffprintIndexer *indexer)
{
  offprint_extractor_free (indexer->extractor);
  indexer->extractor
      = offprint_extractor_new (indexer->options.jobs, indexer->options.max_file_bytes, wake, indexer);
}

static void
take_event (OffprintWatchKind kind, const char *path, gpointer data)
{
  OffprintIndexer *indexer = data;
  const char *root = offprint_indexer_find_root (indexer, path);
  if (kind != OFFPRINT_WATCH_ATTRIBUTES)
    offprint_indexer_doubt_roots (indexer, path);
  if (root == NULL)
    return;
  if (kind == OFFPRINT_WATCH_LOST || kind == OFFPRINT_WATCH_FOLDER)
    {
      offprint_indexer_scan_path (indexer, root, path, kind == OFFPRINT_WATCH_FOLDER);
      return;
    }
  offprint_queue_add (indexer->queue, path, kind != OFFPRINT_WATCH_CREATED, g_get_monotonic_time ());
  if (offprint_queue_get_length (indexer->queue) > QUEUE_MAX)
    {
      offprint_queue_clear (indexer->queue);
      offprint_indexer_rescan (indexer, NULL);
    }
  offprint_indexer_wake (indexer);
}

/* What lies at the way to a root may be on another file system now. */
static void
take_mounts (gpointer data)
{
  offprint_indexer_watch_roots (data);
  offprint_indexer_rescan (data, NULL);
}

/* A deleted index would only be missed at the next commit. */
static void
take_database_event (OffprintWatchKind kind, const char *path, gpointer data)
{
  OffprintIndexer *indexer = data;
  if (indexer->writer == NULL || indexer->missed_at > 0 || offprint_writer_is_there (indexer->writer))
    return;
  indexer->missed_at = g_get_monotonic_time ();
  offprint_indexer_wake (indexer);
}

static void
follow (OffprintIndexer *indexer)
{
  indexer->database_watch = offprint_watch_new (indexer->options.scan_interval, take_database_event, indexer);
  indexer->watch = offprint_watch_new (indexer->options.scan_interval, take_event, indexer);
  indexer->mounts = offprint_mounts_new (take_mounts, indexer);
}

static void
set_up (OffprintIndexer *indexer, const OffprintIndexerOptions *options)
{
  indexer->options = *options;
  indexer->options.jobs = MAX (options->jobs, 1);
  indexer->database = g_canonicalize_filename (options->database, NULL);
  indexer->options.database = indexer->database;
  indexer->rules = (OffprintScanRules){ .max_depth = options->max_depth, .excluded = indexer->database };
  indexer->context = g_main_context_ref_thread_default ();
  indexer->queue = offprint_queue_new ();
  indexer->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  indexer->work = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  indexer->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  indexer->asked = g_ptr_array_new_with_free_func (g_free);
  indexer->ways = g_ptr_array_new_with_free_func (g_free);
  indexer->leads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  indexer->roots = g_ptr_array_new_with_free_func (g_free);
  indexer->away = g_new0 (char *, 1);
  indexer->waiters = g_array_new (FALSE, FALSE, sizeof (OffprintWaiter));
  indexer->compactors = g_array_new (FALSE, FALSE, sizeof (OffprintWaiter));
  g_queue_init (&indexer->jobs);
  offprint_indexer_start_loop (indexer);
  offprint_indexer_renew_extractor (indexer);
}

/**
 * offprint_indexer_new:
 * @options: what it works on; copied
 * @funcs: (nullable): what it calls; copied
 * @data: for @funcs
 * @error: return location
 *
 * Opens the index, or makes it, and takes its lock. Works in the thread-default main context of the caller from then
 * on. With @options' follow, an index that can't be opened is no error, but a state.
 *
 * Returns: (transfer full) (nullable): the indexer; %OFFPRINT_ERROR_LOCKED, %OFFPRINT_ERROR_DAMAGED,
 * %OFFPRINT_ERROR_INDEX, %OFFPRINT_ERROR_NO_SPACE
 */
OffprintIndexer *
offprint_indexer_new (const OffprintIndexerOptions *options, const OffprintIndexerFuncs *funcs, gpointer data,
                      GError **error)
{
  g_autoptr (OffprintIndexer) indexer = g_new0 (OffprintIndexer, 1);
  set_up (indexer, options);
  if (options->follow)
    follow (indexer);
  if (!offprint_indexer_open (indexer))
    {
      if (!options->follow)
        {
          g_propagate_error (error, g_steal_pointer (&indexer->error));
          return NULL;
        }
      offprint_indexer_face_trouble (indexer, g_get_monotonic_time ());
    }
  if (funcs != NULL)
    indexer->funcs = *funcs;
  indexer->data = data;
  return g_steal_pointer (&indexer);
}

/**
 * offprint_indexer_free:
 * @indexer: (transfer full) (nullable): an indexer: commits what is written, and ends what is under way without a word
 */
void
offprint_indexer_free (OffprintIndexer *indexer)
{
  if (indexer == NULL)
    return;
  indexer->funcs = (OffprintIndexerFuncs){ 0 };
  offprint_indexer_commit (indexer);
  offprint_extractor_free (indexer->extractor);
  offprint_watch_free (indexer->watch);
  offprint_watch_free (indexer->database_watch);
  offprint_mounts_free (indexer->mounts);
  g_source_destroy (indexer->loop);
  g_source_unref (indexer->loop);
  g_queue_clear_full (&indexer->jobs, (GDestroyNotify) offprint_job_free);
  offprint_indexer_close (indexer);
  offprint_queue_free (indexer->queue);
  g_hash_table_unref (indexer->gone);
  g_hash_table_unref (indexer->work);
  g_hash_table_unref (indexer->changed);
  g_ptr_array_unref (indexer->asked);
  g_ptr_array_unref (indexer->ways);
  g_hash_table_unref (indexer->leads);
  g_ptr_array_unref (indexer->roots);
  g_array_unref (indexer->waiters);
  g_array_unref (indexer->compactors);
  g_strfreev (indexer->away);
  g_clear_error (&indexer->error);
  g_main_context_unref (indexer->context);
  g_free (indexer->trouble);
  g_free (indexer->current_folder);
  g_free (indexer->watch_state);
  g_free (indexer->database);
  g_free (indexer);
}

/**
 * offprint_indexer_run:
 * @indexer: an indexer
 * @job: what to do; copied, but for the data
 *
 * Brings the index up to date with the job's roots once, whether they are followed or not. Articles are removed only
 * below roots that were scanned. Paused or not: somebody asked for it.
 */
void
offprint_indexer_run (OffprintIndexer *indexer, const OffprintIndexJob *job)
{
  OffprintJob *own = offprint_job_new (indexer, FALSE);
  own->full = job->full;
  own->progress_func = job->progress;
  own->complaint = job->complaint;
  own->done = job->done;
  own->data = job->data;
  own->cancellable = job->cancellable != NULL ? g_object_ref (job->cancellable) : NULL;
  for (const char *const *root = job->roots; *root != NULL; root++)
    offprint_job_add_root (indexer, own, *root);
  g_queue_push_tail (&indexer->jobs, own);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_rebuild:
 * @indexer: an indexer that follows
 *
 * To be called by who found the index damaged while reading it: sets it aside and builds it anew, if it is open.
 */
void
offprint_indexer_rebuild (OffprintIndexer *indexer)
{
  if (indexer->error == NULL && indexer->writer != NULL)
    indexer->error = g_error_new (OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED, _("damaged index '%s'"), indexer->database);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_flush:
 * @indexer: an indexer that follows
 * @func: called when all changes that were made on disk until now are in the index and visible, but for those that a
 * paused indexer leaves for later; or, with an error, when the index can't be used. While it waits for room, or for
 * another program, so does @func
 * @data: for @func
 */
void
offprint_indexer_flush (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data)
{
  OffprintWaiter waiter = { func, data };
  if (indexer->watch != NULL)
    offprint_watch_drain (indexer->watch);
  offprint_queue_hurry (indexer->queue);
  g_array_append_val (indexer->waiters, waiter);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_compact:
 * @indexer: an indexer that follows
 * @func: called when that is done, or with an error: then the index is as it was
 * @data: for @func
 *
 * Makes the index small as soon as nothing else is under way; see offprint_maintenance_compact(). Nothing else is done
 * meanwhile: a minute for 100,000 articles.
 */
void
offprint_indexer_compact (OffprintIndexer *indexer, OffprintFlushedFunc func, gpointer data)
{
  OffprintWaiter waiter = { func, data };
  g_array_append_val (indexer->compactors, waiter);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_set_paused:
 * @indexer: an indexer
 * @paused: whether to leave changes for later
 */
void
offprint_indexer_set_paused (OffprintIndexer *indexer, gboolean paused)
{
  indexer->paused = paused;
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_set_modest:
 * @indexer: an indexer
 * @modest: whether to read one file at a time: on battery, or when memory is short
 */
void
offprint_indexer_set_modest (OffprintIndexer *indexer, gboolean modest)
{
  indexer->modest = modest;
  offprint_indexer_wake (indexer);
}

static OffprintIndexerState
get_state (const OffprintIndexer *indexer)
{
  if (indexer->writer == NULL)
    return indexer->trouble_state;
  if (offprint_indexer_is_working (indexer))
    return OFFPRINT_INDEXER_WORKING;
  return indexer->paused ? OFFPRINT_INDEXER_PAUSED : OFFPRINT_INDEXER_IDLE;
}

/**
 * offprint_indexer_get_status:
 * @indexer: an indexer
 * @status: (out caller-allocates): how it stands
 */
void
offprint_indexer_get_status (OffprintIndexer *indexer, OffprintIndexerStatus *status)
{
  g_free (indexer->watch_state);
  indexer->watch_state = indexer->watch != NULL ? offprint_watch_describe (indexer->watch) : NULL;
  *status = (OffprintIndexerStatus){
    .state = get_state (indexer),
    .reason = indexer->trouble,
    .current_folder = indexer->current_folder,
    .articles = indexer->known != NULL ? offprint_known_count_articles (indexer->known) : 0,
    .errors = indexer->known != NULL ? offprint_known_count_failures (indexer->known) : 0,
    .watch_state = indexer->watch_state,
    .away = (const char *const *) indexer->away,
  };
  for (GList *link = indexer->jobs.head; link != NULL; link = link->next)
    {
      status->done += ((OffprintJob *) link->data)->progress.done;
      status->total += ((OffprintJob *) link->data)->progress.found;
    }
}
