/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine's loop: results of the extractor are settled, paths that are due are looked at, jobs go on a step, and
 * what was written is committed: soon after a change that was just made, else in batches. It sleeps until there is
 * something to do. */
#include "index/indexer-private.h"

#include "core/error.h"

#include <string.h>

/* What is not committed is kept in memory, and more of it costs Xapian more time an article. */
#define COMMIT_AFTER_ARTICLES 200
#define COMMIT_AFTER_TERMS 1000000
#define COMMIT_AFTER_US (5 * G_USEC_PER_SEC)
/* Changes that come one after the other are committed together. */
#define URGENT_COMMIT_INTERVAL_US (500 * 1000)
/* Who deletes the index is given time to come to an end of it. */
#define MISSED_US G_USEC_PER_SEC
/* What is gone waits so long for its new place. */
#define GONE_LONGEST_US G_USEC_PER_SEC
/* After so long, other sources of the loop have their turn. */
#define SLICE_US 20000
#define FULL_FACTOR 4

typedef struct
{
  GSource source;
  OffprintIndexer *indexer;
} Loop;

/**
 * offprint_indexer_has_failed:
 * @indexer: an indexer
 *
 * Returns: whether what is under way has to end
 */
gboolean
offprint_indexer_has_failed (const OffprintIndexer *indexer)
{
  return indexer->error != NULL;
}

/**
 * offprint_indexer_wake:
 * @indexer: an indexer
 *
 * Lets the loop look for something to do. From any thread.
 */
void
offprint_indexer_wake (OffprintIndexer *indexer)
{
  g_atomic_int_set (&indexer->woken, TRUE);
  g_source_set_ready_time (indexer->loop, 0);
}

static void
tell_status (OffprintIndexer *indexer)
{
  if (indexer->funcs.status != NULL)
    indexer->funcs.status (indexer->data);
}

static void
tell_committed (OffprintIndexer *indexer)
{
  g_autofree const char **paths = (const char **) g_hash_table_get_keys_as_array (indexer->changed, NULL);
  if (indexer->funcs.committed != NULL && paths[0] != NULL)
    indexer->funcs.committed ((const char *const *) paths, indexer->data);
  g_hash_table_remove_all (indexer->changed);
}

/**
 * offprint_indexer_commit:
 * @indexer: an indexer
 *
 * Makes what was written visible, if there is anything.
 */
void
offprint_indexer_commit (OffprintIndexer *indexer)
{
  if (indexer->uncommitted_since == 0 || offprint_indexer_has_failed (indexer)
      || !offprint_writer_commit (indexer->writer, &indexer->error))
    return;
  indexer->uncommitted = 0;
  indexer->uncommitted_terms = 0;
  indexer->uncommitted_since = 0;
  indexer->uncommitted_urgent = FALSE;
  indexer->last_commit = g_get_monotonic_time ();
  tell_committed (indexer);
}

/**
 * offprint_indexer_count_change:
 * @indexer: an indexer
 * @path: (nullable): of a file whose articles were changed; %NULL: something else was
 * @terms: that were added
 * @urgent: whether the change on disk was just made
 *
 * Counts what was written, and commits when there is enough of it.
 */
void
offprint_indexer_count_change (OffprintIndexer *indexer, const char *path, gsize terms, gboolean urgent)
{
  if (indexer->uncommitted_since == 0)
    indexer->uncommitted_since = g_get_monotonic_time ();
  indexer->uncommitted_urgent |= urgent;
  if (path == NULL)
    return;
  if (!g_hash_table_contains (indexer->changed, path))
    g_hash_table_add (indexer->changed, g_strdup (path));
  indexer->uncommitted++;
  indexer->uncommitted_terms += terms;
  if (indexer->uncommitted >= COMMIT_AFTER_ARTICLES || indexer->uncommitted_terms >= COMMIT_AFTER_TERMS)
    offprint_indexer_commit (indexer);
}

/**
 * offprint_indexer_is_full:
 * @indexer: an indexer
 *
 * Returns: whether the extractor has enough to do
 */
gboolean
offprint_indexer_is_full (const OffprintIndexer *indexer)
{
  guint pending = offprint_extractor_get_pending (indexer->extractor);
  return pending >= (indexer->modest ? 1 : indexer->options.jobs * FULL_FACTOR);
}

/* Returns: whether there was one */
static gboolean
settle_one (OffprintIndexer *indexer)
{
  OffprintExtraction *result = offprint_extractor_try_pop (indexer->extractor);
  if (result != NULL)
    offprint_indexer_settle (indexer, result);
  return result != NULL;
}

static gboolean
look_at_one (OffprintIndexer *indexer, gint64 now)
{
  if (indexer->paused || indexer->n_urgent >= indexer->options.jobs * FULL_FACTOR)
    return FALSE;
  g_autofree char *path = offprint_queue_take (indexer->queue, now);
  if (path != NULL)
    offprint_indexer_look_at (indexer, path);
  return path != NULL;
}

static gboolean
is_due (const OffprintIndexer *indexer, gint64 now)
{
  gint64 due = offprint_queue_get_due (indexer->queue);
  return due >= 0 && due <= now;
}

/* Only when nothing that was changed at the same time is still to be looked at: that may be their new place. */
static gboolean
scan_gone (OffprintIndexer *indexer, gint64 now)
{
  GHashTableIter iter;
  gpointer path;
  if (g_hash_table_size (indexer->gone) == 0 || indexer->paused
      || ((indexer->n_urgent > 0 || is_due (indexer, now)) && now < indexer->gone_since + GONE_LONGEST_US))
    return FALSE;
  g_hash_table_iter_init (&iter, indexer->gone);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      const char *root = offprint_indexer_find_root (indexer, path);
      if (root != NULL)
        offprint_indexer_scan_path (indexer, root, path, TRUE);
    }
  g_hash_table_remove_all (indexer->gone);
  return TRUE;
}

static gboolean
has_job (const OffprintIndexer *indexer)
{
  for (GList *link = indexer->jobs.head; link != NULL; link = link->next)
    if (!indexer->paused || !((OffprintJob *) link->data)->is_internal)
      return TRUE;
  return FALSE;
}

/* Whether nothing is under way: what is only not due yet does not count. */
static gboolean
is_calm (const OffprintIndexer *indexer)
{
  return !indexer->roots_dirty && !has_job (indexer) && g_hash_table_size (indexer->work) == 0
         && (indexer->paused || g_hash_table_size (indexer->gone) == 0);
}

/**
 * offprint_indexer_is_commit_due:
 * @indexer: an indexer
 * @now: monotonic microseconds
 *
 * Returns: whether what was written is to be made visible now: when nothing else is under way, soon after a change that
 * was just made, and never much later
 */
gboolean
offprint_indexer_is_commit_due (const OffprintIndexer *indexer, gint64 now)
{
  if (indexer->uncommitted_since == 0)
    return FALSE;
  if (is_calm (indexer) || now >= indexer->uncommitted_since + COMMIT_AFTER_US)
    return TRUE;
  return indexer->uncommitted_urgent && indexer->n_urgent == 0
         && now >= indexer->last_commit + URGENT_COMMIT_INTERVAL_US;
}

static void
answer (GArray **waiters, const GError *error)
{
  g_autoptr (GArray) answered = *waiters;
  *waiters = g_array_new (FALSE, FALSE, sizeof (OffprintWaiter));
  for (guint i = 0; i < answered->len; i++)
    {
      OffprintWaiter waiter = g_array_index (answered, OffprintWaiter, i);
      waiter.func (error, waiter.data);
    }
}

/* Returns: whether somebody wanted it */
static gboolean
compact (OffprintIndexer *indexer)
{
  g_autoptr (GError) error = NULL;
  if (indexer->compactors->len == 0 || !is_calm (indexer) || indexer->uncommitted_since > 0)
    return FALSE;
  offprint_indexer_compact_now (indexer, &error);
  answer (&indexer->compactors, error);
  return TRUE;
}

/* Returns: whether something was done */
static gboolean
step (OffprintIndexer *indexer)
{
  gint64 now = g_get_monotonic_time ();
  if (indexer->missed_at > 0)
    {
      if (now >= indexer->missed_at + MISSED_US)
        offprint_indexer_rebuild (indexer);
      return FALSE;
    }
  if (indexer->roots_dirty)
    {
      offprint_indexer_resolve_roots (indexer);
      return TRUE;
    }
  if (offprint_indexer_is_commit_due (indexer, now))
    {
      offprint_indexer_commit (indexer);
      return TRUE;
    }
  return compact (indexer) || settle_one (indexer) || look_at_one (indexer, now) || scan_gone (indexer, now)
         || offprint_indexer_step_jobs (indexer);
}

static gboolean
is_quiet (const OffprintIndexer *indexer)
{
  return indexer->writer != NULL && indexer->missed_at == 0 && is_calm (indexer) && indexer->uncommitted_since == 0
         && (indexer->paused || offprint_queue_get_length (indexer->queue) == 0);
}

static void
end_asked_for (OffprintIndexer *indexer, const GError *error)
{
  for (GList *link = indexer->jobs.head, *next; link != NULL; link = next)
    {
      next = link->next;
      if (!((OffprintJob *) link->data)->is_internal)
        offprint_job_end (indexer, link->data, error);
    }
}

/* Who asks for work rather hears of trouble than waits for better times. Who waits for the index to be true waits for
 * those that are sure to come: nobody knows whether an index that can't be used ever can be. */
static void
tell_trouble (OffprintIndexer *indexer)
{
  OffprintError code = indexer->trouble_state == OFFPRINT_INDEXER_NO_SPACE ? OFFPRINT_ERROR_NO_SPACE
                       : indexer->trouble_state == OFFPRINT_INDEXER_LOCKED ? OFFPRINT_ERROR_LOCKED
                                                                           : OFFPRINT_ERROR_INDEX;
  g_autoptr (GError) error = g_error_new_literal (OFFPRINT_ERROR, (int) code, indexer->trouble);
  end_asked_for (indexer, error);
  answer (&indexer->compactors, error);
  if (indexer->trouble_state == OFFPRINT_INDEXER_REFUSED)
    answer (&indexer->waiters, error);
}

static void
become_quiet (OffprintIndexer *indexer)
{
  gboolean quiet = is_quiet (indexer);
  if (quiet && indexer->waiters->len > 0)
    answer (&indexer->waiters, NULL);
  else if (indexer->writer == NULL && indexer->trouble != NULL)
    tell_trouble (indexer);
  if (quiet && !indexer->was_idle)
    {
      offprint_extractor_rest (indexer->extractor);
      g_clear_pointer (&indexer->current_folder, g_free);
    }
  indexer->was_idle = quiet;
}

static gint64
earliest (gint64 a, gint64 b)
{
  return a < 0 ? b : b < 0 ? a : MIN (a, b);
}

/* Returns: when there is something to do although nothing happens; -1: never */
static gint64
get_next_time (const OffprintIndexer *indexer)
{
  gint64 next = -1;
  if (indexer->writer == NULL)
    return indexer->retry_at > 0 ? indexer->retry_at : -1;
  if (indexer->missed_at > 0)
    return indexer->missed_at + MISSED_US;
  if (!indexer->paused && indexer->n_urgent < indexer->options.jobs * FULL_FACTOR)
    next = offprint_queue_get_due (indexer->queue);
  if (!indexer->paused && g_hash_table_size (indexer->gone) > 0)
    next = earliest (next, indexer->gone_since + GONE_LONGEST_US);
  if (indexer->uncommitted_since > 0)
    next = earliest (next, indexer->uncommitted_since + COMMIT_AFTER_US);
  if (indexer->uncommitted_urgent && indexer->n_urgent == 0)
    next = earliest (next, indexer->last_commit + URGENT_COMMIT_INTERVAL_US);
  return next;
}

/* Returns: whether it went on until there was nothing to do */
static gboolean
work (OffprintIndexer *indexer)
{
  gint64 end = g_get_monotonic_time () + SLICE_US;
  gboolean more = TRUE;
  while (more && indexer->error == NULL && g_get_monotonic_time () < end)
    more = step (indexer);
  return !more;
}

/* A wake-up by another thread must not be lost, whenever it comes: it leaves a mark before it sets the time. */
static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  OffprintIndexer *indexer = ((Loop *) source)->indexer;
  g_atomic_int_set (&indexer->woken, FALSE);
  gboolean done = TRUE;
  if (indexer->writer == NULL)
    offprint_indexer_retry (indexer, g_get_monotonic_time ());
  if (indexer->writer != NULL)
    done = work (indexer);
  if (indexer->error != NULL)
    offprint_indexer_face_trouble (indexer, g_get_monotonic_time ());
  become_quiet (indexer);
  g_source_set_ready_time (source, done ? get_next_time (indexer) : 0);
  if (g_atomic_int_get (&indexer->woken))
    g_source_set_ready_time (source, 0);
  tell_status (indexer);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs loop_funcs = { .dispatch = dispatch };

/**
 * offprint_indexer_start_loop:
 * @indexer: an indexer
 *
 * Puts it into its main context.
 */
void
offprint_indexer_start_loop (OffprintIndexer *indexer)
{
  indexer->loop = g_source_new (&loop_funcs, sizeof (Loop));
  ((Loop *) indexer->loop)->indexer = indexer;
  g_source_set_static_name (indexer->loop, "indexer");
  g_source_attach (indexer->loop, indexer->context);
}

/**
 * offprint_indexer_is_working:
 * @indexer: an indexer with a writer
 *
 * Returns: whether anything is under way
 */
gboolean
offprint_indexer_is_working (const OffprintIndexer *indexer)
{
  return !is_calm (indexer) || indexer->uncommitted_since > 0;
}
