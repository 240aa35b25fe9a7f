/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One report whoever works; the first signal stops the work in good order. */
#include "cli/indexing.h"

#include "cli/report.h"
#include "index/folders.h"

#include <glib-unix.h>

/* Without a daemon the work has a thread of its own, so that the main loop hears signals all the while. */
typedef struct
{
  OffprintIndexerOptions options;
  OffprintIndexJob job;
  OffprintProgress result;
  GMainLoop *loop;
  GError *error;
} Alone;

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Quits from inside the loop: a run may end before the loop has begun, and quitting then would be forgotten. */
static gpointer
run_thread (gpointer data)
{
  Alone *alone = data;
  offprint_index_run (&alone->options, &alone->job, &alone->result, &alone->error);
  g_idle_add (quit, alone->loop);
  return NULL;
}

/* A second signal finds the default action again and ends the program. */
static gboolean
interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/**
 * indexing_make_options:
 * @indexing: what to do
 * @config: the configuration
 *
 * Returns: how an indexer in this process works, without following changes
 */
OffprintIndexerOptions
indexing_make_options (const Indexing *indexing, const OffprintConfig *config)
{
  return (OffprintIndexerOptions){
    .database = indexing->database,
    .jobs = indexing->jobs,
    .max_depth = config->max_depth,
    .max_file_bytes = config->max_file_bytes,
    .scan_interval = config->scan_interval,
  };
}

static void
run_alone (const Indexing *indexing, const OffprintConfig *config, GCancellable *cancellable, Report *report,
           OffprintProgress *result, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Alone alone = {
    .options = indexing_make_options (indexing, config),
    .job = {
      .roots = indexing->paths,
      .full = indexing->full,
      .progress = report_progress,
      .complaint = report_complaint,
      .data = report,
      .cancellable = cancellable,
    },
    .loop = loop,
  };
  GThread *thread = g_thread_new ("indexer", run_thread, &alone);
  g_main_loop_run (loop);
  g_thread_join (thread);
  *result = alone.result;
  if (alone.error != NULL)
    g_propagate_error (error, alone.error);
}

static gboolean
add_alone (const Indexing *indexing, GError **error)
{
  g_autofree char *file = offprint_folders_get_default_file ();
  g_autoptr (OffprintFolders) folders = offprint_folders_load (file, error);
  if (folders == NULL)
    return FALSE;
  for (const char *const *path = indexing->paths; *path != NULL; path++)
    {
      g_autofree char *absolute = daemon_make_absolute (*path);
      if (!offprint_folders_add (folders, absolute, error))
        return FALSE;
    }
  return offprint_folders_save (folders, error);
}

static DaemonOutcome
run_by_daemon (const Indexing *indexing, GCancellable *cancellable, Report *report, OffprintProgress *result,
               GError **error)
{
  g_autoptr (Daemon) daemon = daemon_find (indexing->start, indexing->database);
  const DaemonWork work = {
    .paths = indexing->paths,
    .full = indexing->full,
    .add = indexing->add,
    .progress = report_progress,
    .complaint = report_complaint,
    .data = report,
    .cancellable = cancellable,
  };
  return daemon != NULL ? daemon_index (daemon, &work, result, error) : DAEMON_LOST;
}

static ExitStatus
finish_alone (const Indexing *indexing, ExitStatus status)
{
  if (indexing->add && status != EXIT_STATUS_USAGE)
    command_warn (
        _("no daemon runs here: changes are followed from when it does; until then, 'offprint index' looks for "
           "them"));
  return status;
}

/**
 * indexing_run:
 * @indexing: what to do
 * @config: the configuration
 *
 * Does it, reports it to the person, and ends early on SIGINT and SIGTERM.
 *
 * Returns: the exit status
 */
ExitStatus
indexing_run (const Indexing *indexing, const OffprintConfig *config)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  OffprintProgress result = { 0 };
  Report report;
  report_begin (&report);
  g_unix_signal_add (SIGINT, interrupt, cancellable);
  g_unix_signal_add (SIGTERM, interrupt, cancellable);
  if (run_by_daemon (indexing, cancellable, &report, &result, &error) == DAEMON_DONE)
    return report_end (&report, &result, error);
  if (indexing->add && !add_alone (indexing, &error))
    return command_fail (error);
  run_alone (indexing, config, cancellable, &report, &result, &error);
  return finish_alone (indexing, report_end (&report, &result, error));
}
