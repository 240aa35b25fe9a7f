/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The `offprint` command: finds the subcommand and hands over. */
#include "cli/command.h"

#include "core/text.h"
#include "offprint-config.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char *name;
  CommandFunc func;
  const char *summary;
} commands[] = {
  { "extract", command_extract, "show what is in saved articles: title, author, date, text" },
  { "index", command_index, "bring the index up to date with folders of saved articles" },
  { "watch", command_watch, "the same, then stay and follow changes" },
  { "search", command_search, "find articles" },
  { "complete", command_complete, "find articles while a query is being typed" },
  { "similar", command_similar, "find articles like one that is in the index" },
  { "facets", command_facets, "count what articles have in common" },
  { "add", command_add, "have the daemon follow a folder of saved articles" },
  { "remove", command_remove, "have a folder followed no longer, and its articles forgotten" },
  { "folders", command_folders, "list the folders that are followed" },
  { "pause", command_pause, "have the daemon leave its work for later" },
  { "resume", command_resume, "have the daemon go on with it" },
  { "status", command_status, "show what the index holds and what could not be read" },
  { "check", command_check, "check the index for damage" },
  { "compact", command_compact, "make the index as small as it can be" },
};

static void
print_help (void)
{
  command_print (
      "Usage: offprint COMMAND [OPTION...] ...\n\nFinds the articles that you saved from the web.\n\nCommands:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    command_print ("  %-10s %s\n", commands[i].name, commands[i].summary);
  command_print ("\n'offprint COMMAND --help' tells more about each.\n");
}

static ExitStatus
run_command (CommandFunc func, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintConfig) config = offprint_config_load (&error);
  return config != NULL ? func (g_strdupv (argv), config) : command_fail (error);
}

static ExitStatus
run (char **argv)
{
  if (argv[0] == NULL)
    {
      g_printerr ("offprint: what to do? Try 'offprint --help'.\n");
      return EXIT_STATUS_USAGE;
    }
  if (strcmp (argv[0], "--help") == 0 || strcmp (argv[0], "-h") == 0 || strcmp (argv[0], "help") == 0)
    {
      print_help ();
      return EXIT_STATUS_DONE;
    }
  if (strcmp (argv[0], "--version") == 0)
    {
      command_print ("offprint %s\n", OFFPRINT_VERSION);
      return EXIT_STATUS_DONE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[0], commands[i].name) == 0)
      return run_command (commands[i].func, argv);
  g_autofree char *name = offprint_text_printable (argv[0]);
  g_printerr ("offprint: unknown command '%s'. Try 'offprint --help'.\n", name);
  return EXIT_STATUS_USAGE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_set_prgname ("offprint");
  ExitStatus status = run (argc > 0 ? argv + 1 : argv);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr ("offprint: can't write the output: %s\n", g_strerror (errno));
  return EXIT_STATUS_SOME_FAILED;
}
