/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint check` and `offprint compact`: a directory in, one line out. */
#include "cli/command.h"
#include "cli/daemon.h"

#include "core/error.h"
#include "core/text.h"
#include "store/maintenance.h"

#include <json-glib/json-glib.h>

static void
print_report (const char *report)
{
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *printable = offprint_text_printable (lines[i]);
      if (*printable != '\0')
        g_printerr ("%s\n", printable);
    }
}

/* Returns: (nullable): what to say of an index in which @report was found, %NULL when nothing was */
static GError *
judge_report (const char *database, const char *report)
{
  if (*report == '\0')
    return NULL;
  g_autofree char *name = g_filename_display_name (database);
  return g_error_new (OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX,
                      _("damaged index '%s': move that folder away and run 'offprint index' to build it anew"), name);
}

static void
print_check (gboolean sound, const char *report, const char *message)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "sound");
  json_builder_add_boolean_value (json, sound);
  json_builder_set_member_name (json, "message");
  json_builder_add_string_value (json, message);
  json_builder_set_member_name (json, "report");
  json_builder_add_string_value (json, report != NULL ? report : "");
  json_builder_end_object (json);
  command_print_json (json);
}

/**
 * command_check:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_check (GStrv arguments, const OffprintConfig *config)
{
  g_autofree char *database = NULL;
  gboolean as_json = FALSE;
  ExitStatus status;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  if (!command_parse_database_options (arguments, _("Checks the index for damage."), &database, &as_json, &status))
    return status;
  const char *directory = database != NULL ? database : config->database;
  if (offprint_maintenance_check (directory, &report, &error))
    error = judge_report (directory, report);
  if (as_json)
    print_check (error == NULL, report, error == NULL ? "" : error->message);
  else if (error == NULL)
    command_print ("%s\n", _("no damage found"));
  else if (report != NULL)
    print_report (report);
  return error == NULL ? EXIT_STATUS_DONE : command_fail (error);
}

static void
print_sizes (guint64 before, guint64 after)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "bytes_before");
  json_builder_add_int_value (json, (gint64) before);
  json_builder_set_member_name (json, "bytes_after");
  json_builder_add_int_value (json, (gint64) after);
  json_builder_end_object (json);
  command_print_json (json);
}

/* A daemon that keeps the index has to do it: nobody else may write. */
static gboolean
compact (const char *directory, guint64 *before, guint64 *after, GError **error)
{
  g_autoptr (Daemon) daemon = daemon_find (DAEMON_IF_RUNNING, directory);
  g_autoptr (GError) problem = NULL;
  *before = offprint_maintenance_get_size (directory);
  if (daemon == NULL || daemon_compact (daemon, &problem) == DAEMON_LOST)
    return offprint_maintenance_compact (directory, before, after, error);
  *after = offprint_maintenance_get_size (directory);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * command_compact:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_compact (GStrv arguments, const OffprintConfig *config)
{
  g_autofree char *database = NULL;
  gboolean as_json = FALSE;
  ExitStatus status;
  g_autoptr (GError) error = NULL;
  guint64 before = 0, after = 0;
  if (!command_parse_database_options (arguments, _("Makes the index as small as it can be."), &database, &as_json,
                                       &status))
    return status;
  if (!compact (database != NULL ? database : config->database, &before, &after, &error))
    return command_fail (error);
  g_autofree char *size_before = g_format_size (before);
  g_autofree char *size_after = g_format_size (after);
  if (as_json)
    print_sizes (before, after);
  else
    command_print (_("%s before, %s now\n"), size_before, size_after);
  return EXIT_STATUS_DONE;
}
