/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint index`: folders to the index, once. */
#include "cli/command.h"
#include "cli/indexing.h"

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
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &database, N_("Directory of the index"), N_("DIR") },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, N_("Read this many files at once (default: one a processor)"), N_("N") },
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_("Read all files again, changed or not"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &roots, NULL, N_("PATH...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words, _("Brings the index up to date with files and folders of saved articles."),
          _("What is gone from disk below PATH is removed from the index; nothing else is. A folder that holds a file\n"
            "named .offprintignore is left out. When the daemon keeps that index, it does the work.\n\n"
            "Exit status: 0 done, 1 some files failed, 2 wrong usage, 3 index unusable, 130 interrupted."),
          entries, &status))
    return status;
  if (roots == NULL)
    return command_misuse ("index", _("which folders?"));
  if (jobs < 1 || jobs > 64)
    return command_misuse ("index", _("--jobs takes a number from 1 to 64"));
  const Indexing indexing = {
    .database = database != NULL ? database : config->database,
    .paths = (const char *const *) roots,
    .jobs = (guint) jobs,
    .full = full,
    .start = DAEMON_IF_RUNNING,
  };
  return indexing_run (&indexing, config);
}
