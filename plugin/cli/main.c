/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The `offprint` command: finds the subcommand and hands over. */
#include "cli/command.h"

#include "core/i18n.h"
#include "core/text.h"
#include "offprint-config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char *name;
  CommandFunc func;
  const char *summary;
} commands[] = {
  { "extract", command_extract, N_("show what is in saved articles: title, author, date, text") },
  { "index", command_index, N_("bring the index up to date with folders of saved articles") },
  { "watch", command_watch, N_("the same, then stay and follow changes") },
  { "search", command_search, N_("find articles") },
  { "complete", command_complete, N_("find articles while a query is being typed") },
  { "similar", command_similar, N_("find articles like one that is in the index") },
  { "facets", command_facets, N_("count what articles have in common") },
  { "add", command_add, N_("have the daemon follow a folder of saved articles") },
  { "remove", command_remove, N_("have a folder followed no longer, and its articles forgotten") },
  { "folders", command_folders, N_("list the folders that are followed") },
  { "pause", command_pause, N_("have the daemon leave its work for later") },
  { "resume", command_resume, N_("have the daemon go on with it") },
  { "save-search", command_save_search, N_("keep a folder of links to what a search finds") },
  { "saved-searches", command_saved_searches, N_("list the searches that were saved") },
  { "tag", command_tag, N_("show or change the tags and the comment of files") },
  { "recoll", command_recoll, N_("plug into Recoll, or out of it") },
  { "status", command_status, N_("show what the index holds and what could not be read") },
  { "check", command_check, N_("check the index for damage") },
  { "compact", command_compact, N_("make the index as small as it can be") },
};

static void
print_help (void)
{
  command_print ("%s\n\n%s\n\n%s\n", _("Usage: offprint COMMAND [OPTION...] ..."),
                 _("Finds the articles that you saved from the web."), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    command_print ("  %-14s %s\n", commands[i].name, _(commands[i].summary));
  command_print ("\n%s\n", _("'offprint COMMAND --help' tells more about each."));
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
      command_warn (_("what to do? Try 'offprint --help'."));
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
  command_warn (_("unknown command '%s'. Try 'offprint --help'."), name);
  return EXIT_STATUS_USAGE;
}

int
main (int argc, char **argv)
{
  offprint_i18n_init ();
  g_set_prgname ("offprint");
  ExitStatus status = run (argc > 0 ? argv + 1 : argv);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  command_warn (_("can't write the output: %s"), g_strerror (errno));
  return EXIT_STATUS_SOME_FAILED;
}
