/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint similar`: an article in, articles like it out. */
#include "cli/command.h"
#include "cli/daemon.h"
#include "cli/present.h"

#include <stdlib.h>

/* The index knows files by where they really are. */
static char *
resolve (const char *typed)
{
  g_autofree char *absolute = daemon_make_absolute (typed);
  char *real = realpath (absolute, NULL);
  return real != NULL ? real : g_canonicalize_filename (absolute, "/");
}

/**
 * command_similar:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_similar (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) files = NULL, databases = NULL;
  g_autofree char *member = NULL;
  g_auto (PresentOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  int limit = 10;
  PresentFunc present;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &databases, COMMAND_DATABASES_HELP, N_("DIR") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("Show at most N articles (default: 10)"), N_("N") },
    { "member", 0, 0, G_OPTION_ARG_FILENAME, &member, N_("Name of the article inside the file"), N_("NAME") },
    PRESENT_ENTRIES (options),
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words,
          _("Finds articles like one that is in the index: its near-duplicates, marked, then others, "
             "the\nmost similar first."),
          _("Exit status: 0 found, 1 nothing found or FILE is not in the index, 2 wrong usage, "
             "3 index unusable."),
          entries, &status))
    return status;
  if (files == NULL || files[1] != NULL)
    return command_misuse ("similar", files == NULL ? _("like which file?") : _("takes one file"));
  if (limit < 1 || limit > 1000)
    return command_misuse ("similar", _("--limit takes a number from 1 to 1000"));
  if (!present_choose ("similar", &options, &present, &status))
    return status;
  const char *default_databases[] = { config->database, NULL };
  g_autofree char *path = resolve (files[0]);
  g_autoptr (OffprintReader) reader = offprint_reader_open (
      databases != NULL ? (const char *const *) databases : default_databases, &error);
  g_autoptr (OffprintHits) hits
      = reader != NULL ? offprint_reader_similar (reader, path, member, (guint) limit, &error) : NULL;
  return hits != NULL ? present_hits (hits, present) : command_fail (error);
}
