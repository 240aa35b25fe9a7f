/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint add`, `remove`, `folders`, `pause` and `resume`: what the daemon follows, and whether it works. */
#include "cli/command.h"
#include "cli/indexing.h"

#include "core/text.h"
#include "index/folders.h"

/* Parses the options of a command that takes paths and nothing else. */
static gboolean
parse_paths (GStrv arguments, const char *summary, const char *description, GStrv *paths, ExitStatus *status)
{
  g_auto (GStrv) words = arguments;
  g_autofree char *name = g_strdup (words[0]);
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, paths, NULL, N_("DIR...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, summary, description, entries, status))
    return FALSE;
  if (*paths != NULL)
    return TRUE;
  *status = command_misuse (name, _("which folders?"));
  return FALSE;
}

/**
 * command_add:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_add (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) paths = NULL;
  ExitStatus status;
  if (!parse_paths (arguments, _("Has the daemon follow folders of saved articles, and indexes them now."),
                    _("The daemon is started if it does not run. Without one, the folders are remembered and indexed "
                      "once.\n\n"
                      "Exit status: 0 done, 1 some files failed, 2 wrong usage, 3 index unusable, 130 interrupted."),
                    &paths, &status))
    return status;
  const Indexing indexing = {
    .database = config->database,
    .paths = (const char *const *) paths,
    .jobs = config->jobs,
    .add = TRUE,
    .start = DAEMON_START,
  };
  return indexing_run (&indexing, config);
}

/* The indexer knows which articles lie in another followed folder; it is told, and not left the time to scan. */
static gboolean
forget (const char *path, char **others, const OffprintConfig *config, GError **error)
{
  const Indexing indexing = { .database = config->database, .jobs = config->jobs };
  const OffprintIndexerOptions options = indexing_make_options (&indexing, config);
  const OffprintIndexerFuncs funcs = { NULL, NULL };
  if (!g_file_test (config->database, G_FILE_TEST_EXISTS))
    return TRUE;
  OffprintIndexer *indexer = offprint_indexer_new (&options, &funcs, NULL, error);
  if (indexer == NULL)
    return FALSE;
  offprint_indexer_set_roots (indexer, (const char *const *) others);
  offprint_indexer_forget (indexer, path);
  offprint_indexer_free (indexer);
  return TRUE;
}

/* The list is written last: an index that can't be written now can be asked again. */
static gboolean
remove_alone (const char *path, const OffprintConfig *config, GError **error)
{
  g_autofree char *file = offprint_folders_get_default_file ();
  g_autofree char *absolute = daemon_make_absolute (path);
  g_autoptr (OffprintFolders) folders = offprint_folders_load (file, error);
  g_autofree char *removed = folders != NULL ? offprint_folders_remove (folders, absolute, error) : NULL;
  if (removed == NULL)
    return FALSE;
  g_auto (GStrv) others = offprint_folders_list (folders);
  return forget (removed, others, config, error) && offprint_folders_save (folders, error);
}

/**
 * command_remove:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_remove (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) paths = NULL;
  ExitStatus status;
  if (!parse_paths (arguments, _("Has folders followed no longer, and takes their articles out of the index."),
                    _("The folders themselves are left alone. What lies in another followed folder too stays in the "
                      "index.\n\nExit status: 0 done, 2 wrong usage, 3 index unusable."),
                    &paths, &status))
    return status;
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_IF_RUNNING, config->database);
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      if (daemon != NULL && daemon_remove_folder (daemon, paths[i], &error) == DAEMON_LOST)
        g_clear_pointer (&daemon, daemon_free);
      if (daemon == NULL)
        remove_alone (paths[i], config, &error);
      if (error != NULL)
        return command_fail (error);
    }
  return EXIT_STATUS_DONE;
}

/* Parses the options of a command that takes nothing. */
static gboolean
parse_nothing (GStrv arguments, const char *summary, const char *description, gboolean *as_json, ExitStatus *status)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) rest = NULL;
  g_autofree char *name = g_strdup (words[0]);
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { as_json != NULL ? "json" : NULL, 0, 0, G_OPTION_ARG_NONE, as_json, N_("One JSON object a line: its path"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, summary, description, entries, status))
    return FALSE;
  if (rest == NULL)
    return TRUE;
  *status = command_misuse (name, _("takes no '%s'"), rest[0]);
  return FALSE;
}

static void
print_folder (const char *path, gboolean as_json)
{
  if (as_json)
    {
      g_autofree char *valid = g_utf8_make_valid (path, -1);
      g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "path");
      json_builder_add_string_value (json, valid);
      json_builder_end_object (json);
      command_print_json (json);
      return;
    }
  g_autofree char *printable = offprint_text_printable (path);
  command_print ("%s\n", printable);
}

/**
 * command_folders:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_folders (GStrv arguments, const OffprintConfig *config)
{
  gboolean as_json = FALSE;
  ExitStatus status;
  g_autoptr (GError) error = NULL;
  if (!parse_nothing (arguments, _("Lists the folders that the daemon follows."),
                      _("Exit status: 0 done, 1 the list can't be read, or not all of it, 2 wrong usage."), &as_json,
                      &status))
    return status;
  g_autofree char *file = offprint_folders_get_default_file ();
  g_autoptr (OffprintFolders) folders = offprint_folders_load (file, &error);
  if (folders == NULL)
    return command_fail (error);
  g_auto (GStrv) paths = offprint_folders_list (folders);
  g_auto (GStrv) unreadable = offprint_folders_list_unreadable (folders);
  for (gsize i = 0; paths[i] != NULL; i++)
    print_folder (paths[i], as_json);
  for (gsize i = 0; unreadable[i] != NULL; i++)
    command_complain (file, unreadable[i], _("not understood, left as it is"));
  return unreadable[0] == NULL ? EXIT_STATUS_DONE : EXIT_STATUS_SOME_FAILED;
}

static ExitStatus
set_paused (GStrv arguments, gboolean paused, const char *summary, const OffprintConfig *config)
{
  ExitStatus status;
  g_autoptr (GError) error = NULL;
  if (!parse_nothing (arguments, summary, _("Exit status: 0 done, 1 no daemon runs, 2 wrong usage."), NULL, &status))
    return status;
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_IF_RUNNING, config->database);
  if (daemon == NULL)
    {
      command_warn (paused ? _("no daemon runs: there is nothing to pause")
                           : _("no daemon runs: there is nothing to resume"));
      return EXIT_STATUS_SOME_FAILED;
    }
  if (daemon_set_paused (daemon, paused, &error) == DAEMON_LOST)
    return EXIT_STATUS_SOME_FAILED;
  return error == NULL ? EXIT_STATUS_DONE : command_fail (error);
}

/**
 * command_pause:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_pause (GStrv arguments, const OffprintConfig *config)
{
  return set_paused (arguments, TRUE, _("Has the daemon leave its work for later; searching goes on."), config);
}

/**
 * command_resume:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_resume (GStrv arguments, const OffprintConfig *config)
{
  return set_paused (arguments, FALSE, _("Has the daemon go on with its work."), config);
}
