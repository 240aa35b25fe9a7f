/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint recoll enable|disable|status`: has Recoll read articles as we do, or ask our index, or both. */
#include "cli/command.h"
#include "cli/recoll-setup.h"

#include "core/i18n.h"
#include "core/text.h"
#include "index/folders.h"

#include <string.h>

/* How articles come into Recoll's answers */
typedef enum
{
  ROUTE_NONE = 0,
  ROUTE_HANDLER = 1 << 0, /* Recoll's own index has them, read by our handler */
  ROUTE_INDEX = 1 << 1,   /* Recoll asks our index beside its own */
} Route;

typedef struct
{
  char *config, *route, *database;
} Options;

static const struct
{
  const char *name;
  Route route;
} routes[] = { { "handler", ROUTE_HANDLER }, { "index", ROUTE_INDEX }, { "both", ROUTE_HANDLER | ROUTE_INDEX } };

static void
options_clear (Options *options)
{
  g_free (options->config);
  g_free (options->route);
  g_free (options->database);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Returns: (transfer full) (nullable): the list of followed folders, links followed */
static char **
list_folders (GError **error)
{
  g_autofree char *file = offprint_folders_get_default_file ();
  g_autoptr (OffprintFolders) folders = offprint_folders_load (file, error);
  return folders != NULL ? offprint_folders_list (folders) : NULL;
}

/* Returns: (transfer full) (element-type filename): the names of the followed folders in Recoll, without those that it
 * can not name or does not index, of which the person is told */
static GPtrArray *
list_ways (const RecollSetup *setup, char **folders, gboolean tell)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *name = offprint_text_printable (folders[i]);
      g_autoptr (GPtrArray) some = recoll_setup_list_ways (setup, folders[i]);
      if (some->len == 0 && tell)
        command_warn (_("'%s' is not below Recoll's topdirs: Recoll does not read it"), name);
      for (guint j = 0; j < some->len; j++)
        {
          char *way = g_ptr_array_index (some, j);
          g_autofree char *problem = recoll_settings_check_folder (way);
          if (problem == NULL)
            g_ptr_array_add (ways, g_strdup (way));
          else if (tell)
            command_warn (_("'%s' can't be named in Recoll's configuration: %s"), name, problem);
        }
    }
  return ways;
}

static gboolean
read_route (const char *name, const RecollSetup *setup, char **folders, Route *route)
{
  g_autoptr (GPtrArray) ways = list_ways (setup, folders, FALSE);
  *route = ways->len > 0 ? ROUTE_HANDLER : ROUTE_INDEX;
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (routes); i++)
    if (strcmp (routes[i].name, name) == 0)
      {
        *route = routes[i].route;
        return TRUE;
      }
  return name == NULL;
}

static ExitStatus
check_index (const RecollSetup *setup, const char *database)
{
  g_autofree char *name = offprint_text_printable (database);
  g_autofree char *file = g_build_filename (database, "iamglass", NULL);
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      command_warn (
          _ ("there is no index in '%s' yet, and with one that is missing Recoll would open none: run 'offprint "
             "index' first"),
          name);
      return EXIT_STATUS_INDEX;
    }
  if (setup->strips)
    return EXIT_STATUS_DONE;
  command_warn (
      _ ("Recoll's index tells accents and case apart (indexStripChars = 0), ours does not: they can't be asked "
         "together. Use --route handler"));
  return EXIT_STATUS_USAGE;
}

static void
explain (Route route, gboolean covered)
{
  if (route & ROUTE_HANDLER)
    command_print ("%s\n",
                   _ ("Recoll reads the articles in these folders through Offprint. To have it read what it has read "
                      "already once more: recollindex -r -Z FOLDER"));
  if (route & ROUTE_INDEX)
    command_print (
        "%s\n", _ ("Recoll's window asks Offprint's index beside its own. Close the window before, or it writes over "
                   "this; recollq needs: -i DATABASE"));
  if (route == ROUTE_INDEX && covered)
    command_warn (_("Recoll also reads these folders itself, so each article is found twice. Leave the folders out of "
                    "Recoll (skippedPaths), or use --route handler"));
  if (route == (ROUTE_HANDLER | ROUTE_INDEX))
    command_warn (
        _ ("each article is found twice, by Recoll's index and by Offprint's. 'Collapse duplicates' in Recoll (recollq "
           "-C) shows it once, but for near-duplicates: these have the key of their group in Offprint's index, and "
           "that of their file in Recoll's. One route is better: handler"));
}

static void
print_folders (GPtrArray *ways)
{
  for (guint i = 0; i < ways->len; i++)
    {
      g_autofree char *name = offprint_text_printable (g_ptr_array_index (ways, i));
      command_print ("  %s\n", name);
    }
}

static ExitStatus
enable_route (Route route, const RecollSetup *setup, char **folders, const char *database)
{
  g_auto (RecollSettings) settings = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ways = list_ways (setup, folders, (route & ROUTE_HANDLER) != 0);
  ExitStatus status = route & ROUTE_INDEX ? check_index (setup, database) : EXIT_STATUS_DONE;
  if (status != EXIT_STATUS_DONE)
    return status;
  if ((route & ROUTE_HANDLER) && ways->len == 0)
    return command_misuse ("recoll", "%s",
                           _("there is no folder that both Offprint and Recoll read: 'offprint add DIR' first"));
  if (route & ROUTE_INDEX)
    settings.index = g_strdup (database);
  if (route & ROUTE_HANDLER)
    {
      g_ptr_array_add (ways, NULL);
      settings.folders = g_strdupv ((char **) ways->pdata);
      g_ptr_array_set_size (ways, (int) ways->len - 1);
      settings.handler = recoll_settings_find_handler ();
    }
  if (!recoll_setup_apply (setup->folder, &settings, &error))
    return command_fail (error);
  explain (route, ways->len > 0);
  if (route & ROUTE_HANDLER)
    print_folders (ways);
  return EXIT_STATUS_DONE;
}

static ExitStatus
enable (const Options *options, const RecollSetup *setup, char **folders, const char *database)
{
  Route route;
  if (!read_route (options->route, setup, folders, &route))
    return command_misuse ("recoll", _("--route takes handler, index or both, not '%s'"), options->route);
  return enable_route (route, setup, folders, database);
}

static ExitStatus
disable (const RecollSetup *setup)
{
  g_autoptr (GError) error = NULL;
  const RecollSettings nothing = { 0 };
  if (!recoll_setup_apply (setup->folder, &nothing, &error))
    return command_fail (error);
  if (setup->bound->len > 0)
    command_print ("%s\n", _("To have Recoll read these folders itself once more: recollindex -r -Z FOLDER"));
  print_folders (setup->bound);
  return EXIT_STATUS_DONE;
}

static gboolean
contains (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* Returns: whether there is nothing to be done about it */
static gboolean
tell_folder (const RecollSetup *setup, GPtrArray *ways, const char *folder)
{
  g_autofree char *name = offprint_text_printable (folder);
  const char *remark = NULL;
  if (!contains (ways, folder))
    remark = _("stale: no longer followed; 'offprint recoll enable' takes it out");
  else if (contains (setup->overridden, folder))
    remark = _("not in effect: a line of your own in mimemap says otherwise");
  else if (!contains (setup->bound, folder))
    remark = _("not yet: 'offprint recoll enable' puts it in");
  command_print ("  %s%s%s%s\n", name, remark != NULL ? " (" : "", remark != NULL ? remark : "",
                 remark != NULL ? ")" : "");
  return remark == NULL;
}

static gboolean
tell_handler (const RecollSetup *setup, GPtrArray *ways)
{
  gboolean good = TRUE;
  g_autofree char *wanted = recoll_settings_find_handler ();
  command_print ("%s\n", setup->bound->len > 0 ? _("handler: on, for the folders") : _("handler: off"));
  for (guint i = 0; i < setup->bound->len; i++)
    good = tell_folder (setup, ways, g_ptr_array_index (setup->bound, i)) && good;
  for (guint i = 0; setup->bound->len > 0 && i < ways->len; i++)
    if (!contains (setup->bound, g_ptr_array_index (ways, i)))
      good = tell_folder (setup, ways, g_ptr_array_index (ways, i)) && good;
  if (setup->bound->len == 0 || (setup->handler != NULL && strstr (setup->handler, wanted) != NULL))
    return good;
  command_print ("  %s\n", _("the program is another one: 'offprint recoll enable' puts this one in"));
  return FALSE;
}

static ExitStatus
tell_status (const RecollSetup *setup, char **folders, const char *database)
{
  g_autofree char *name = offprint_text_printable (setup->folder);
  g_autofree char *index = offprint_text_printable (database);
  g_autofree char *file = g_build_filename (database, "iamglass", NULL);
  g_autoptr (GPtrArray) ways = list_ways (setup, folders, FALSE);
  command_print (_("configuration: %s\n"), name);
  gboolean good = tell_handler (setup, ways);
  command_print (setup->asks_index ? _("external index: %s\n") : _("external index: off\n"), index);
  if (setup->asks_index && !g_file_test (file, G_FILE_TEST_EXISTS))
    {
      command_print ("  %s\n", _("it is gone: 'offprint recoll enable' or 'disable' takes it out"));
      good = FALSE;
    }
  if (setup->asks_index && ways->len > 0)
    {
      command_print ("%s\n", _("articles are found twice: 'offprint recoll enable --route handler' finds them once"));
      good = FALSE;
    }
  return good ? EXIT_STATUS_DONE : EXIT_STATUS_SOME_FAILED;
}

static ExitStatus
run (const char *action, const Options *options, const OffprintConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database
      = g_canonicalize_filename (options->database != NULL ? options->database : config->database, NULL);
  g_autofree char *folder = recoll_setup_find_folder (options->config, &error);
  g_autoptr (RecollSetup) setup = folder != NULL ? recoll_setup_read (folder, database, &error) : NULL;
  g_auto (GStrv) folders = setup != NULL ? list_folders (&error) : NULL;
  if (folders == NULL)
    return command_fail (error);
  if (strcmp (action, "enable") == 0)
    return enable (options, setup, folders, database);
  if (strcmp (action, "disable") == 0)
    return disable (setup);
  return tell_status (setup, folders, database);
}

/* Returns: (transfer full) (nullable): the action that stands there, taken out of @words */
static char *
take_action (GStrv words, gsize at)
{
  static const char *const actions[] = { "enable", "disable", "status", NULL };
  if (words[at] == NULL || !g_strv_contains (actions, words[at]))
    return NULL;
  char *action = words[at];
  memmove (words + at, words + at + 1, (g_strv_length (words + at + 1) + 1) * sizeof *words);
  return action;
}

/**
 * command_recoll:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_recoll (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) rest = NULL;
  g_auto (Options) options = { 0 };
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("Recoll's configuration (default: ~/.recoll)"),
      N_ ("DIR") },
    { "route", 0, 0, G_OPTION_ARG_STRING, &options.route, N_ ("handler, index or both: how Recoll comes by articles"),
      N_ ("ROUTE") },
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options.database, N_ ("Directory of the index"), N_ ("DIR") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, "enable|disable|status" },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *action = take_action (words, 1);
  if (!command_parse_options (&words, _("Has Recoll read saved articles through Offprint, or ask Offprint's index."),
                              _("Only marked lines are added to Recoll's configuration, and taken out again.\n\n"
                                "Exit status: 0 done, 1 there is something to do (status), 2 wrong usage, 3 no index."),
                              entries, &status))
    return status;
  if (action == NULL && rest != NULL)
    action = take_action (rest, 0);
  if (rest != NULL && rest[0] != NULL)
    return command_misuse ("recoll", _("takes no '%s'"), rest[0]);
  if (action == NULL)
    return command_misuse ("recoll", "%s", _("enable, disable or status?"));
  return run (action, &options, config);
}
