/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint watch`: the daemon's engine in the foreground, without the bus. */
#include "cli/command.h"
#include "cli/daemon.h"
#include "cli/report.h"

#include "core/error.h"
#include "core/text.h"

#include <glib-unix.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct
{
  OffprintIndexer *indexer;
  GMainLoop *loop;
  GCancellable *cancellable;
  Report report;
  char **roots;
  gboolean first_done; /* the first run over all roots */
  ExitStatus exit_status;
  char *reason;        /* (nullable): trouble that was told */
} Watching;

static void
watching_clear (Watching *watching)
{
  g_clear_pointer (&watching->indexer, offprint_indexer_free);
  g_clear_pointer (&watching->loop, g_main_loop_unref);
  g_clear_object (&watching->cancellable);
  g_clear_pointer (&watching->roots, g_strfreev);
  g_clear_pointer (&watching->reason, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watching, watching_clear)

/* Trouble is told once, not each time that it goes on. */
static void
tell_trouble (Watching *watching, const char *reason)
{
  if (g_strcmp0 (reason, watching->reason) == 0)
    return;
  g_free (watching->reason);
  watching->reason = g_strdup (reason);
  if (reason == NULL)
    return;
  terminal_progress_clear (&watching->report.line);
  command_warn ("%s", reason);
}

static void
show_state (Watching *watching, const OffprintIndexerStatus *status)
{
  if (!watching->report.line.enabled || !watching->first_done)
    return;
  g_autofree char *text = NULL;
  if (status->state == OFFPRINT_INDEXER_WORKING)
    text = g_strdup_printf (_("%" PRIu64 " of %" PRIu64 " files"), status->done, status->total);
  else
    text = g_strdup_printf (ngettext ("%u article, following changes", "%u articles, following changes",
                                      status->articles),
                            status->articles);
  terminal_progress_show_text (&watching->report.line, text);
}

static void
on_status (gpointer data)
{
  Watching *watching = data;
  OffprintIndexerStatus status;
  if (watching->indexer == NULL)
    return;
  offprint_indexer_get_status (watching->indexer, &status);
  tell_trouble (watching, status.reason != NULL ? status.reason : status.watch_state);
  show_state (watching, &status);
  if (status.state != OFFPRINT_INDEXER_REFUSED)
    return;
  watching->exit_status = EXIT_STATUS_INDEX;
  g_main_loop_quit (watching->loop);
}

/* What could not be read is told by the first run; what can't be read later is in the index, for `status`. */
static void
on_done (const OffprintProgress *result, const GError *error, gpointer data)
{
  Watching *watching = data;
  if (error == NULL)
    report_end (&watching->report, result, NULL);
  fflush (stdout);
  watching->first_done = TRUE;
  if (!g_cancellable_is_cancelled (watching->cancellable))
    offprint_indexer_set_roots (watching->indexer, (const char *const *) watching->roots);
}

static void
on_progress (const OffprintProgress *progress, gpointer data)
{
  report_progress (progress, &((Watching *) data)->report);
}

static void
on_complaint (const char *path, const char *reason, gboolean failed, gpointer data)
{
  report_complaint (path, reason, failed, &((Watching *) data)->report);
}

/* What is written is committed when the indexer is freed. */
static gboolean
interrupt (gpointer data)
{
  Watching *watching = data;
  g_cancellable_cancel (watching->cancellable);
  g_main_loop_quit (watching->loop);
  return G_SOURCE_REMOVE;
}

static void
begin (Watching *watching)
{
  const OffprintIndexJob job = {
    .roots = (const char *const *) watching->roots,
    .progress = on_progress,
    .complaint = on_complaint,
    .done = on_done,
    .data = watching,
    .cancellable = watching->cancellable,
  };
  report_begin (&watching->report);
  offprint_indexer_run (watching->indexer, &job);
}

static ExitStatus
watch (Watching *watching, const OffprintIndexerOptions *options)
{
  const OffprintIndexerFuncs funcs = { .status = on_status };
  g_autoptr (GError) error = NULL;
  watching->loop = g_main_loop_new (NULL, FALSE);
  watching->cancellable = g_cancellable_new ();
  watching->indexer = offprint_indexer_new (options, &funcs, watching, &error);
  if (watching->indexer == NULL)
    return command_fail (error);
  g_unix_signal_add (SIGINT, interrupt, watching);
  g_unix_signal_add (SIGTERM, interrupt, watching);
  begin (watching);
  on_status (watching);
  if (watching->exit_status == EXIT_STATUS_DONE)
    g_main_loop_run (watching->loop);
  terminal_progress_clear (&watching->report.line);
  g_clear_pointer (&watching->indexer, offprint_indexer_free);
  return watching->exit_status;
}

/* Returns: (transfer full) (nullable): absolute paths, links followed */
static char **
resolve (char **paths, GError **error)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func (g_free);
  for (; *paths != NULL; paths++)
    {
      char *real = realpath (*paths, NULL);
      if (real == NULL)
        {
          g_autofree char *name = g_filename_display_name (*paths);
          g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("%s: no such file or folder"), name);
          return NULL;
        }
      g_ptr_array_add (roots, real);
    }
  g_ptr_array_add (roots, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&roots), FALSE);
}

static gboolean
is_kept_by_daemon (const char *database)
{
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_IF_RUNNING, database);
  return daemon != NULL;
}

/**
 * command_watch:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_watch (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) paths = NULL;
  g_auto (Watching) watching = { 0 };
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &database, N_("Directory of the index"), N_("DIR") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, N_("PATH...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, _("Brings the index up to date with folders, then stays and follows changes."),
                              _("SIGINT (Ctrl-C) and SIGTERM end it. The daemon does the same in the background: "
                                "offprint add DIR.\n\nExit status: 0 ended, 2 wrong usage, 3 index unusable."),
                              entries, &status))
    return status;
  if (paths == NULL)
    return command_misuse ("watch", _("which folders?"));
  watching.roots = resolve (paths, &error);
  if (watching.roots == NULL)
    return command_fail (error);
  const OffprintIndexerOptions options = {
    .database = database != NULL ? database : config->database,
    .jobs = config->jobs,
    .max_depth = config->max_depth,
    .max_file_bytes = config->max_file_bytes,
    .follow = TRUE,
    .scan_interval = config->scan_interval,
  };
  if (!is_kept_by_daemon (options.database))
    return watch (&watching, &options);
  command_warn (_("the daemon keeps this index: 'offprint add' has it follow a folder"));
  return EXIT_STATUS_INDEX;
}
