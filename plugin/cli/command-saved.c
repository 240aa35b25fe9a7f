/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint save-search` and `saved-searches`. The folders are the daemon's: without one the searches are remembered
 * for it. */
#include "cli/command.h"
#include "cli/daemon.h"

#include "core/error.h"
#include "core/text.h"
#include "index/saved-list.h"

#include <string.h>

static void
print_path (const char *path)
{
  g_autofree char *printable = offprint_text_printable (path);
  command_print ("%s\n", printable);
}

static gboolean
save_alone (const char *name, const char *query, GError **error)
{
  g_autofree char *file = offprint_saved_list_get_default_file ();
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (file, error);
  gboolean done = list != NULL
                  && (query != NULL ? offprint_saved_list_set (list, name, query, error)
                                    : offprint_saved_list_remove (list, name, error));
  return done && offprint_saved_list_save (list, error);
}

static void
tell_alone (void)
{
  command_warn (_("no daemon runs here: the folder follows when one does"));
}

static ExitStatus
save (const char *name, const char *query, const OffprintConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_START, config->database);
  if (daemon != NULL && daemon_save_search (daemon, name, query, &folder, &error) == DAEMON_LOST)
    g_clear_pointer (&daemon, daemon_free);
  if (daemon == NULL && save_alone (name, query, &error))
    {
      tell_alone ();
      folder = offprint_saved_list_get_folder (name);
    }
  if (error != NULL)
    return command_fail (error);
  print_path (folder);
  return EXIT_STATUS_DONE;
}

static ExitStatus
remove_searches (GStrv names, const OffprintConfig *config)
{
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_START, config->database);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      if (daemon != NULL && daemon_remove_saved_search (daemon, names[i], &error) == DAEMON_LOST)
        g_clear_pointer (&daemon, daemon_free);
      if (daemon == NULL && save_alone (names[i], NULL, &error))
        tell_alone ();
      if (error != NULL)
        return command_fail (error);
    }
  return EXIT_STATUS_DONE;
}

static ExitStatus
act (const char *command, GStrv words, gboolean remove, const OffprintConfig *config)
{
  if (words == NULL)
    return command_misuse (command, "%s", remove ? _("which saved searches?") : _("which name, and what to look for?"));
  for (gsize i = 0; words[i] != NULL; i++)
    if (!g_utf8_validate (words[i], -1, NULL))
      return command_misuse (command, _("'%s' is no UTF-8"), words[i]);
  if (remove)
    return remove_searches (words, config);
  if (words[1] == NULL)
    return command_misuse (command, _("what is '%s' to look for?"), words[0]);
  g_autofree char *query = g_strjoinv (" ", words + 1);
  return save (words[0], query, config);
}

/**
 * command_save_search:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_save_search (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments, rest = NULL;
  g_autofree char *command = g_strdup (words[0]);
  gboolean remove = FALSE;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "remove", 0, 0, G_OPTION_ARG_NONE, &remove, N_("Forget the searches of these names, and remove their links"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, N_("NAME QUERY...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words, _("Saves a search as a folder of links to the articles that have all its words."),
          _("The daemon keeps the folder up to date; its path is written. A search of that name gets the new query.\n\n"
            "Exit status: 0 done, 1 the folder can't be kept, 2 wrong usage, 3 no room on the disk."),
          entries, &status))
    return status;
  return act (command, rest, remove, config);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, valid);
}

static void
print_search (const OffprintSavedSearch *search, gboolean as_json)
{
  g_autofree char *folder = offprint_saved_list_get_folder (search->name);
  if (!as_json)
    {
      g_autofree char *line = g_strdup_printf ("%s: %s", search->name, search->query);
      print_path (line);
      return;
    }
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  add_text (json, "name", search->name);
  add_text (json, "query", search->query);
  add_text (json, "folder", folder);
  json_builder_end_object (json);
  command_print_json (json);
}

/**
 * command_saved_searches:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_saved_searches (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments, rest = NULL;
  g_autofree char *command = g_strdup (words[0]);
  g_autoptr (GError) error = NULL;
  gboolean as_json = FALSE;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("One JSON object a line: its name, query and folder"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, _("Lists the saved searches."),
                              _("Exit status: 0 done, 1 the list can't be read, 2 wrong usage."), entries, &status))
    return status;
  if (rest != NULL)
    return command_misuse (command, _("takes no '%s'"), rest[0]);
  g_autofree char *file = offprint_saved_list_get_default_file ();
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (file, &error);
  if (list == NULL)
    return command_fail (error);
  g_autoptr (GPtrArray) searches = offprint_saved_list_get (list);
  for (guint i = 0; i < searches->len; i++)
    print_search (g_ptr_array_index (searches, i), as_json);
  return EXIT_STATUS_DONE;
}
