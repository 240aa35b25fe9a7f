/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint index`: one run of the indexer, shown to a person. */
#include "cli/command.h"
#include "cli/terminal.h"

#include <glib-unix.h>
#include <unistd.h>

static void
show_progress (const OffprintProgress *progress, gpointer data)
{
  terminal_progress_show (data, progress, g_get_monotonic_time ());
}

static void
show_complaint (const char *path, const char *reason, gboolean failed, gpointer data)
{
  terminal_progress_clear (data);
  command_complain (path, reason, failed ? NULL : "warning");
}

static void
print_summary (const OffprintProgress *progress, gint64 elapsed_us)
{
  command_print ("%" G_GUINT64_FORMAT " files: %" G_GUINT64_FORMAT " new, %" G_GUINT64_FORMAT
                 " changed, %" G_GUINT64_FORMAT " renamed, %" G_GUINT64_FORMAT " removed, %" G_GUINT64_FORMAT
                 " unchanged, %" G_GUINT64_FORMAT " failed; %.1f s\n",
                 progress->found, progress->added, progress->changed, progress->renamed, progress->removed,
                 progress->unchanged, progress->failed, (double) elapsed_us / 1e6);
}

/* The run has a thread of its own, so that the main loop hears signals all the while. */
typedef struct
{
  OffprintIndexerOptions options;
  OffprintIndexJob job;
  OffprintProgress result;
  TerminalProgress line;
  GMainLoop *loop;
  GError *error;
} Indexing;

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Quits from inside the loop: a run may end before the loop has begun, and quitting then would be forgotten. */
static gpointer
run_indexing (gpointer data)
{
  Indexing *indexing = data;
  offprint_index_run (&indexing->options, &indexing->job, &indexing->result, &indexing->error);
  g_idle_add (quit, indexing->loop);
  return NULL;
}

/* The first signal stops the run in good order; a second one finds the default action again and ends the program. */
static gboolean
interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static ExitStatus
run_until_done (Indexing *indexing)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();
  indexing->loop = loop;
  indexing->job.cancellable = cancellable;
  indexing->line.start = start;
  g_unix_signal_add (SIGINT, interrupt, cancellable);
  g_unix_signal_add (SIGTERM, interrupt, cancellable);
  GThread *thread = g_thread_new ("indexer", run_indexing, indexing);
  g_main_loop_run (loop);
  g_thread_join (thread);
  terminal_progress_clear (&indexing->line);
  g_autoptr (GError) error = g_steal_pointer (&indexing->error);
  if (error != NULL)
    return command_fail (error);
  print_summary (&indexing->result, g_get_monotonic_time () - start);
  return indexing->result.failed > 0 ? EXIT_STATUS_SOME_FAILED : EXIT_STATUS_DONE;
}

/**
 * command_index:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_index (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) roots = NULL;
  g_autofree char *database = NULL;
  gboolean full = FALSE;
  int jobs = (int) config->jobs;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &database, "Directory of the index", "DIR" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "Read this many files at once (default: one a processor)", "N" },
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, "Read all files again, changed or not", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &roots, NULL, "PATH..." },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words, "Brings the index up to date with files and folders of saved articles.",
          "What is gone from disk below PATH is removed from the index; nothing else is. A folder that holds a file\n"
          "named .offprintignore is left out.\n\n"
          "Exit status: 0 done, 1 some files failed, 2 wrong usage, 3 index unusable, 130 interrupted.",
          entries, &status))
    return status;
  if (roots == NULL)
    return command_misuse ("index", "which folders?");
  if (jobs < 1 || jobs > 64)
    return command_misuse ("index", "--jobs takes a number from 1 to 64");
  Indexing indexing = {
    .options = {
      .database = database != NULL ? database : config->database,
      .jobs = (guint) jobs,
      .max_depth = config->max_depth,
      .max_file_bytes = config->max_file_bytes,
    },
    .job = {
      .roots = (const char *const *) roots,
      .full = full,
      .progress = show_progress,
      .complaint = show_complaint,
      .data = &indexing.line,
    },
    .line = { .enabled = terminal_wants_progress (STDERR_FILENO) },
  };
  return run_until_done (&indexing);
}
