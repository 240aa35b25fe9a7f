/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs: folders and files to be scanned once, because a person asked or because something may have changed there
 * unseen. A job scans, waits until what it found is settled, and then removes what the index has and the scan did not
 * see. It goes on in small steps, so that changes that are made meanwhile come first. */
#include "index/indexer-private.h"

#include "core/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PROGRESS_INTERVAL_US 100000
#define DROPPED_A_STEP 20

/**
 * offprint_job_new:
 * @indexer: an indexer
 * @is_internal: nobody asked for it
 *
 * Returns: (transfer full): a job without roots
 */
OffprintJob *
offprint_job_new (OffprintIndexer *indexer, gboolean is_internal)
{
  OffprintJob *job = g_new0 (OffprintJob, 1);
  job->is_internal = is_internal;
  job->roots = g_ptr_array_new_with_free_func (g_free);
  job->tops = g_ptr_array_new_with_free_func (g_free);
  job->unreadable = g_ptr_array_new_with_free_func (g_free);
  job->overtaken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  job->progress.scanning = TRUE;
  return job;
}

/**
 * offprint_job_free:
 * @job: (transfer full): a job
 */
void
offprint_job_free (OffprintJob *job)
{
  g_ptr_array_unref (job->roots);
  g_ptr_array_unref (job->tops);
  g_ptr_array_unref (job->unreadable);
  g_hash_table_unref (job->overtaken);
  g_clear_pointer (&job->doomed, g_ptr_array_unref);
  offprint_scan_free (job->scan);
  g_clear_object (&job->cancellable);
  g_free (job);
}

/**
 * offprint_job_complain:
 * @job: a job
 * @path: a file or folder
 * @reason: what is wrong with it
 * @failed: %FALSE: a warning
 */
void
offprint_job_complain (OffprintJob *job, const char *path, const char *reason, gboolean failed)
{
  job->progress.failed += failed;
  if (job->complaint != NULL)
    job->complaint (path, reason, failed, job->data);
}

/**
 * offprint_job_report:
 * @job: a job
 * @current: (nullable): where it is
 * @now: also when it has just reported
 */
void
offprint_job_report (OffprintJob *job, const char *current, gboolean now)
{
  gint64 time = g_get_monotonic_time ();
  if (job->progress_func == NULL || (!now && time - job->last_report < PROGRESS_INTERVAL_US))
    return;
  job->last_report = time;
  job->progress.current = current;
  job->progress_func (&job->progress, job->data);
  job->progress.current = NULL;
}

static gboolean
is_below_any (const char *path, GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++)
    if (offprint_path_is_below (path, g_ptr_array_index (folders, i)))
      return TRUE;
  return FALSE;
}

static void
add_path (OffprintJob *job, const char *top, const char *path)
{
  g_ptr_array_add (job->roots, g_strdup (path));
  g_ptr_array_add (job->tops, g_strdup (top));
}

/**
 * offprint_job_add_root:
 * @indexer: an indexer
 * @job: a job that has not begun
 * @asked: (type filename): a path as a person gave it
 *
 * Adds it, unless a root of the job covers it, in place of those that it covers.
 */
void
offprint_job_add_root (OffprintIndexer *indexer, OffprintJob *job, const char *asked)
{
  g_autofree char *root = offprint_path_resolve (asked);
  if (root == NULL)
    {
      offprint_job_complain (job, asked, _("no such file or folder: what is indexed of it stays"), TRUE);
      return;
    }
  if (is_below_any (root, job->roots))
    return;
  for (guint i = job->roots->len; i > 0; i--)
    if (offprint_path_is_below (g_ptr_array_index (job->roots, i - 1), root))
      {
        g_ptr_array_remove_index (job->roots, i - 1);
        g_ptr_array_remove_index (job->tops, i - 1);
      }
  add_path (job, root, root);
}

/* A job that has not begun will see whatever is below its roots. */
static gboolean
is_covered (OffprintIndexer *indexer, const char *path, gboolean urgent)
{
  for (GList *link = indexer->jobs.head; link != NULL; link = link->next)
    {
      OffprintJob *job = link->data;
      if (job->is_internal && job->is_urgent >= urgent && job->scan == NULL && job->next == 0
          && is_below_any (path, job->roots))
        return TRUE;
    }
  return FALSE;
}

/**
 * offprint_indexer_scan_path:
 * @indexer: an indexer
 * @top: the root that @path is or is below
 * @path: where things may have changed unseen
 * @urgent: before jobs that are not
 */
void
offprint_indexer_scan_path (OffprintIndexer *indexer, const char *top, const char *path, gboolean urgent)
{
  if (is_covered (indexer, path, urgent))
    return;
  OffprintJob *job = offprint_job_new (indexer, TRUE);
  job->is_urgent = urgent;
  add_path (job, top, path);
  g_queue_push_tail (&indexer->jobs, job);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_job_end:
 * @indexer: an indexer
 * @job: (transfer full): a job of it
 * @error: (nullable): why it ends before its end
 */
void
offprint_job_end (OffprintIndexer *indexer, OffprintJob *job, const GError *error)
{
  GHashTableIter iter;
  gpointer work;
  g_queue_remove (&indexer->jobs, job);
  g_hash_table_iter_init (&iter, indexer->work);
  while (job->in_work > 0 && g_hash_table_iter_next (&iter, NULL, &work))
    if (((OffprintWork *) work)->job == job)
      {
        ((OffprintWork *) work)->job = NULL;
        job->in_work--;
      }
  offprint_job_report (job, NULL, TRUE);
  if (job->done != NULL)
    job->done (&job->progress, error, job->data);
  offprint_job_free (job);
}

/* What may be seen no more is hidden at once: the sweep removes it. Of trouble that may pass, it takes no notice. */
static void
found_unreadable (OffprintIndexer *indexer, OffprintJob *job, const OffprintScanItem *item)
{
  gboolean is_closed = item->code == EACCES || item->code == EPERM;
  OffprintKnownFile *replaced = is_closed ? offprint_known_find (indexer->known, item->path) : NULL;
  offprint_job_complain (job, item->path, item->reason, TRUE);
  if (!is_closed)
    g_ptr_array_add (job->unreadable, g_strdup (item->path));
  /* A file was there before. */
  if (replaced != NULL && replaced->members->len > 0)
    offprint_indexer_drop_file (indexer, replaced, job->is_urgent);
  offprint_indexer_set_failure (indexer, item->path, NULL, item->reason);
}

static void
found_folder (OffprintIndexer *indexer, const char *path)
{
  if (indexer->watch != NULL && offprint_indexer_find_root (indexer, path) != NULL)
    offprint_watch_add (indexer->watch, path);
  g_free (indexer->current_folder);
  indexer->current_folder = g_strdup (path);
}

static void
take_item (OffprintIndexer *indexer, OffprintJob *job, const OffprintScanItem *item)
{
  switch (item->kind)
    {
    case OFFPRINT_SCAN_FILE:
      offprint_indexer_found_file (indexer, job, item->path, &item->status);
      break;
    case OFFPRINT_SCAN_FOLDER:
      found_folder (indexer, item->path);
      break;
    case OFFPRINT_SCAN_MOUNT:
      indexer->places_changed |= offprint_places_set (indexer->places, item->path, FALSE);
      break;
    case OFFPRINT_SCAN_UNREADABLE:
      found_unreadable (indexer, job, item);
      break;
    }
}

static gboolean
is_related (const OffprintJob *job, const char *path)
{
  for (guint i = 0; i < job->roots->len; i++)
    {
      const char *root = g_ptr_array_index (job->roots, i);
      if (offprint_path_is_below (path, root) || offprint_path_is_below (root, path))
        return TRUE;
    }
  return FALSE;
}

static void
note_overtaken (OffprintIndexer *indexer, const OffprintJob *job, const char *path)
{
  for (GList *link = indexer->jobs.head; link != NULL; link = link->next)
    {
      OffprintJob *other = link->data;
      if (other != job && other->generation > 0 && other->progress.scanning && is_related (other, path))
        g_hash_table_add (other->overtaken, g_strdup (path));
    }
}

/* Folders may have become unwanted, with names in them still on the list of this job: now that it is done, they are
 * scanned once more. */
static void
scan_overtaken (OffprintIndexer *indexer, const OffprintJob *job)
{
  GHashTableIter iter;
  gpointer path;
  g_hash_table_iter_init (&iter, job->overtaken);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      const char *root = offprint_indexer_find_root (indexer, path);
      if (root != NULL)
        offprint_indexer_scan_path (indexer, root, path, job->is_urgent);
    }
}

/* A folder that is not wanted any more, such as one that was moved to a hidden name, need not be watched. */
static void
begin_scan (OffprintIndexer *indexer, OffprintJob *job)
{
  const char *root = g_ptr_array_index (job->roots, job->next);
  if (job->next == 0)
    job->generation = ++indexer->generation;
  job->scan = offprint_scan_new (g_ptr_array_index (job->tops, job->next), root, &indexer->rules);
  offprint_indexer_doubt (indexer, root);
  note_overtaken (indexer, job, root);
  if (indexer->watch != NULL && offprint_scan_is_empty (job->scan))
    offprint_watch_remove (indexer->watch, root);
  job->next++;
}

/* Returns: FALSE when the scan is over */
static gboolean
step_scan (OffprintIndexer *indexer, OffprintJob *job)
{
  const OffprintScanItem *item = job->scan != NULL ? offprint_scan_next (job->scan) : NULL;
  if (item != NULL)
    {
      take_item (indexer, job, item);
      return TRUE;
    }
  g_clear_pointer (&job->scan, offprint_scan_free);
  if (job->next < job->roots->len)
    {
      begin_scan (indexer, job);
      return TRUE;
    }
  job->progress.scanning = FALSE;
  return FALSE;
}

static gboolean
is_seen (const OffprintJob *job, const OffprintKnownFile *file)
{
  return file->seen >= job->generation;
}

static gboolean
saw_anything_below (OffprintIndexer *indexer, const OffprintJob *job, const char *folder)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (indexer->known, folder);
  for (guint i = 0; i < files->len; i++)
    if (is_seen (job, g_ptr_array_index (files, i)))
      return TRUE;
  return FALSE;
}

/* What was below a file system that is not mounted now is not gone, only away. Where there are articles all the same,
 * the place has become another one. */
static void
protect_away_places (OffprintIndexer *indexer, OffprintJob *job)
{
  for (guint i = 0; i < indexer->places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (indexer->places, i);
      if (!is_related (job, place->path) || !offprint_place_is_away (place))
        continue;
      if (saw_anything_below (indexer, job, place->path))
        {
          indexer->places_changed |= offprint_places_set (indexer->places, place->path, place->is_root);
          continue;
        }
      g_ptr_array_add (job->unreadable, g_strdup (place->path));
      offprint_job_complain (job, place->path, _("not mounted now: its articles stay in the index"), FALSE);
    }
}

static void
list_doomed (OffprintIndexer *indexer, OffprintJob *job)
{
  job->doomed = g_ptr_array_new_with_free_func (g_free);
  protect_away_places (indexer, job);
  for (guint i = 0; i < job->roots->len; i++)
    {
      g_autoptr (GPtrArray) files = offprint_known_list_below (indexer->known, g_ptr_array_index (job->roots, i));
      for (guint j = 0; j < files->len; j++)
        {
          const OffprintKnownFile *file = g_ptr_array_index (files, j);
          if (!is_seen (job, file) && !is_below_any (file->path, job->unreadable))
            g_ptr_array_add (job->doomed, g_strdup (file->path));
        }
    }
}

static void
drop_some (OffprintIndexer *indexer, OffprintJob *job)
{
  for (guint i = 0; i < DROPPED_A_STEP && job->doomed->len > 0; i++)
    {
      g_autofree char *path = g_ptr_array_steal_index_fast (job->doomed, job->doomed->len - 1);
      OffprintKnownFile *file = offprint_known_find (indexer->known, path);
      /* Something may have come back there meanwhile. */
      if (file != NULL && !is_seen (job, file))
        job->progress.removed += offprint_indexer_drop_file (indexer, file, job->is_urgent);
    }
}

/**
 * offprint_indexer_save_places:
 * @indexer: an indexer with a writer
 *
 * Writes the places if they changed.
 */
void
offprint_indexer_save_places (OffprintIndexer *indexer)
{
  if (!indexer->places_changed || offprint_indexer_has_failed (indexer))
    return;
  indexer->places_changed = FALSE;
  if (offprint_writer_set_state (indexer->writer, OFFPRINT_PLACES_STATE, offprint_places_to_variant (indexer->places),
                                 &indexer->error))
    offprint_indexer_count_change (indexer, NULL, 0, FALSE);
}

/* Only after everything below was seen and is known to be mounted may a place get a new identity. */
static void
record_roots (OffprintIndexer *indexer, OffprintJob *job)
{
  for (guint i = 0; i < job->roots->len; i++)
    {
      const char *root = g_ptr_array_index (job->roots, i);
      if (strcmp (root, g_ptr_array_index (job->tops, i)) == 0 && !is_below_any (root, job->unreadable))
        indexer->places_changed |= offprint_places_set (indexer->places, root, TRUE);
    }
  offprint_indexer_save_places (indexer);
}

/* A sweep after a deletion waits for what was just changed: it may be the new place of what is gone. */
static gboolean
must_wait (OffprintIndexer *indexer, const OffprintJob *job)
{
  return job->in_work > 0 || (job->is_urgent && indexer->n_urgent > 0);
}

static void
finish (OffprintIndexer *indexer, OffprintJob *job)
{
  record_roots (indexer, job);
  offprint_indexer_update_away (indexer);
  if (!job->is_internal)
    offprint_indexer_commit (indexer);
  if (offprint_indexer_has_failed (indexer))
    return;
  scan_overtaken (indexer, job);
  offprint_job_end (indexer, job, NULL);
}

/* Returns: whether there was anything to do for the job now */
static gboolean
step (OffprintIndexer *indexer, OffprintJob *job)
{
  g_autoptr (GError) error = NULL;
  if (g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    {
      offprint_indexer_commit (indexer);
      offprint_job_end (indexer, job, error);
      return TRUE;
    }
  if (job->progress.scanning)
    {
      if (offprint_indexer_is_full (indexer))
        return FALSE;
      step_scan (indexer, job);
      return TRUE;
    }
  if (must_wait (indexer, job))
    return FALSE;
  if (job->doomed == NULL)
    list_doomed (indexer, job);
  else if (job->doomed->len > 0)
    drop_some (indexer, job);
  else
    finish (indexer, job);
  return TRUE;
}

static gboolean
step_any (OffprintIndexer *indexer, gboolean urgent)
{
  for (GList *link = indexer->jobs.head; link != NULL; link = link->next)
    {
      OffprintJob *job = link->data;
      if (job->is_urgent == urgent && !(indexer->paused && job->is_internal) && step (indexer, job))
        return TRUE;
    }
  return FALSE;
}

/**
 * offprint_indexer_step_jobs:
 * @indexer: an indexer with a writer
 *
 * Goes a small step on with one job.
 *
 * Returns: %FALSE when all wait for something, or there are none
 */
gboolean
offprint_indexer_step_jobs (OffprintIndexer *indexer)
{
  return step_any (indexer, TRUE) || step_any (indexer, FALSE);
}

/**
 * offprint_indexer_update_away:
 * @indexer: an indexer with a writer
 *
 * Looks which places are not mounted now.
 */
void
offprint_indexer_update_away (OffprintIndexer *indexer)
{
  g_autoptr (GPtrArray) away = g_ptr_array_new ();
  for (guint i = 0; i < indexer->places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (indexer->places, i);
      if (offprint_indexer_find_root (indexer, place->path) != NULL && offprint_place_is_away (place))
        g_ptr_array_add (away, g_strdup (place->path));
    }
  g_ptr_array_add (away, NULL);
  g_strfreev (indexer->away);
  indexer->away = (char **) g_ptr_array_free (g_steal_pointer (&away), FALSE);
}
