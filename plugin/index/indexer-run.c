/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One job, from opening the index to closing it: for whoever does not stay. */
#include "index/indexer.h"

typedef struct
{
  OffprintIndexJob job;
  OffprintProgress result;
  gboolean ended;
  GError *error;
} Run;

static void
report (const OffprintProgress *progress, gpointer data)
{
  Run *run = data;
  if (run->job.progress != NULL)
    run->job.progress (progress, run->job.data);
}

static void
complain (const char *path, const char *reason, gboolean failed, gpointer data)
{
  Run *run = data;
  if (run->job.complaint != NULL)
    run->job.complaint (path, reason, failed, run->job.data);
}

static void
end (const OffprintProgress *result, const GError *error, gpointer data)
{
  Run *run = data;
  run->result = *result;
  run->error = error != NULL ? g_error_copy (error) : NULL;
  run->ended = TRUE;
}

static gboolean
run_in (GMainContext *context, const OffprintIndexerOptions *options, Run *run, GError **error)
{
  OffprintIndexJob job = run->job;
  g_autoptr (OffprintIndexer) indexer = offprint_indexer_new (options, NULL, NULL, error);
  if (indexer == NULL)
    return FALSE;
  job.progress = report;
  job.complaint = complain;
  job.done = end;
  job.data = run;
  offprint_indexer_run (indexer, &job);
  while (!run->ended)
    g_main_context_iteration (context, TRUE);
  if (run->error != NULL)
    g_propagate_error (error, g_steal_pointer (&run->error));
  return error == NULL || *error == NULL;
}

/**
 * offprint_index_run:
 * @options: what it works on; it does not follow
 * @job: what to do
 * @result: (out caller-allocates) (optional): what was done, also on failure
 * @error: return location, not %NULL
 *
 * Brings the index up to date with @job's roots once. Runs until done, in a main context of its own; the callbacks come
 * from the calling thread. Killed at any moment, it loses at most what was not committed.
 *
 * Returns: %TRUE when done, whatever single files did; errors as of offprint_indexer_new(), and %G_IO_ERROR_CANCELLED
 */
gboolean
offprint_index_run (const OffprintIndexerOptions *options, const OffprintIndexJob *job, OffprintProgress *result,
                    GError **error)
{
  g_return_val_if_fail (error != NULL && !options->follow, FALSE);

  g_autoptr (GMainContext) context = g_main_context_new ();
  Run run = { .job = *job };
  g_main_context_push_thread_default (context);
  gboolean success = run_in (context, options, &run, error);
  g_main_context_pop_thread_default (context);
  if (result != NULL)
    *result = run.result;
  return success;
}
