/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options by GOption, POSIX order: they end at the first other word, so that `-word` in a query is query text. */
#include "cli/command.h"

#include "core/error.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

#define TIME_LIMIT_MAX 86400
#define PAIR_NAME_CHARS 10

/**
 * command_parse_options:
 * @arguments: (inout) (transfer full): the command's name and what follows; recognised options are removed
 * @summary: one sentence on what it does, translated
 * @description: (nullable): what stands below the options in the help, translated
 * @entries: the options, and by its description what else the usage line shows; marked, not yet translated
 * @status: (out): exit status, when the command has to end here
 *
 * Returns: %TRUE to go on; %FALSE after help or a wrong option
 */
gboolean
command_parse_options (GStrv *arguments, const char *summary, const char *description, const GOptionEntry *entries,
                       ExitStatus *status)
{
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *name = g_strdup ((*arguments)[0]);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      *status = command_misuse (name, "%s", error->message);
      return FALSE;
    }
  if (!help)
    return TRUE;
  g_autofree char *program = g_strdup_printf ("offprint %s", name);
  g_set_prgname (program);
  g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);
  command_print ("%s", text);
  *status = EXIT_STATUS_DONE;
  return FALSE;
}

static gboolean
parse_plain (GStrv arguments, const char *summary, const GOptionEntry *database, gboolean *as_json, ExitStatus *status)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) rest = NULL;
  g_autofree char *name = g_strdup (words[0]);
  const GOptionEntry entries[] = {
    *database,
    { "json", 0, 0, G_OPTION_ARG_NONE, as_json, N_("One JSON object"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, summary, _("Exit status: 0 done, 2 wrong usage, 3 index unusable."),
                              entries, status))
    return FALSE;
  if (rest == NULL)
    return TRUE;
  *status = command_misuse (name, _("takes no '%s'"), rest[0]);
  return FALSE;
}

/**
 * command_parse_database_options:
 * @arguments: (transfer full): the command's name and what follows
 * @summary: one sentence on what it does
 * @database: (out) (nullable): directory of the index, where one was given
 * @as_json: (out): whether JSON was asked for
 * @status: (out): exit status, when the command has to end here
 *
 * Parses the options of a command that is about one index and takes nothing else.
 *
 * Returns: %TRUE to go on
 */
gboolean
command_parse_database_options (GStrv arguments, const char *summary, char **database, gboolean *as_json,
                                ExitStatus *status)
{
  const GOptionEntry entry
      = { "database", 'd', 0, G_OPTION_ARG_FILENAME, database, N_("Directory of the index"), N_("DIR") };
  return parse_plain (arguments, summary, &entry, as_json, status);
}

/**
 * command_parse_databases_options:
 * @arguments: (transfer full): the command's name and what follows
 * @summary: one sentence on what it does
 * @databases: (out) (nullable): indexes, where any was given
 * @as_json: (out): whether JSON was asked for
 * @status: (out): exit status, when the command has to end here
 *
 * Parses the options of a command that is about indexes and takes nothing else.
 *
 * Returns: %TRUE to go on
 */
gboolean
command_parse_databases_options (GStrv arguments, const char *summary, GStrv *databases, gboolean *as_json,
                                 ExitStatus *status)
{
  const GOptionEntry entry
      = { "database", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, databases, COMMAND_DATABASES_HELP, N_("DIR") };
  return parse_plain (arguments, summary, &entry, as_json, status);
}

/**
 * command_check_time_limit:
 * @name: the command
 * @seconds: of its time limit
 * @status: (out): exit status, when it makes no sense
 *
 * Returns: %TRUE to go on
 */
gboolean
command_check_time_limit (const char *name, double seconds, ExitStatus *status)
{
  if (seconds >= 0 && seconds <= TIME_LIMIT_MAX)
    return TRUE;
  *status = command_misuse (name, _("--time-limit takes seconds, from 0 (none) to %d"), TIME_LIMIT_MAX);
  return FALSE;
}

/**
 * command_get_milliseconds:
 * @seconds: checked by command_check_time_limit()
 *
 * Returns: the same in milliseconds, at least 1 for anything but 0, which is no limit
 */
guint
command_get_milliseconds (double seconds)
{
  return seconds > 0 ? MAX ((guint) (seconds * 1000), 1) : 0;
}

/**
 * command_fail:
 * @error: why the command can't go on
 *
 * Returns: the exit status for @error, after one line on standard error
 */
ExitStatus
command_fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      command_warn (_("interrupted; what was done is kept, the next run goes on"));
      return EXIT_STATUS_INTERRUPTED;
    }
  command_warn ("%s", error->message);
  if (error->domain != OFFPRINT_ERROR)
    return EXIT_STATUS_SOME_FAILED;
  switch ((OffprintError) error->code)
    {
    case OFFPRINT_ERROR_USAGE:
      return EXIT_STATUS_USAGE;
    case OFFPRINT_ERROR_INDEX:
    case OFFPRINT_ERROR_LOCKED:
    case OFFPRINT_ERROR_DAMAGED:
    case OFFPRINT_ERROR_NO_SPACE:
      return EXIT_STATUS_INDEX;
    default:
      return EXIT_STATUS_SOME_FAILED;
    }
}

/**
 * command_misuse:
 * @name: the command
 * @format: printf format of one line: what was wrong
 *
 * Returns: %EXIT_STATUS_USAGE, after the line and a pointer to the help on standard error
 */
ExitStatus
command_misuse (const char *name, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *printable = offprint_text_printable (message);
  g_autofree char *advice = g_strdup_printf (_("Try 'offprint %s --help'."), name);
  g_printerr ("offprint %s: %s\n%s\n", name, printable, advice);
  return EXIT_STATUS_USAGE;
}

/**
 * command_warn:
 * @format: printf format of one line, translated: what a person should know, from whatever source
 *
 * Writes the program's name and the line on standard error.
 */
void
command_warn (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *printable = offprint_text_printable (message);
  g_printerr ("offprint: %s\n", printable);
}

/**
 * command_print:
 * @format: printf format of UTF-8 text
 *
 * Writes on standard output, in UTF-8 whatever the locale: records are data for other programs too.
 */
void
command_print (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  vfprintf (stdout, format, arguments);
  va_end (arguments);
}

/**
 * command_print_pair:
 * @name: what it is, translated
 * @value: what is said of it, from whatever source
 *
 * Writes a line with the values of all such lines in one column.
 */
void
command_print_pair (const char *name, const char *value)
{
  g_autofree char *printable = offprint_text_printable (value);
  glong width = g_utf8_strlen (name, -1);
  command_print ("%s%*s %s\n", name, (int) MAX (PAIR_NAME_CHARS - width, 0), "", printable);
}

/**
 * command_print_json:
 * @json: a builder with a whole value
 *
 * Writes it on one line.
 */
void
command_print_json (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *line = json_to_string (root, FALSE);
  command_print ("%s\n", line);
}

/**
 * command_print_notes:
 * @notes: (array zero-terminated=1): what a person should know of a search
 *
 * Writes each on a line on standard error.
 */
void
command_print_notes (char **notes)
{
  for (; *notes != NULL; notes++)
    command_warn ("%s", *notes);
}

/**
 * command_translate_reason:
 * @reason: why a file could not be read
 *
 * Workers, and the index, have reasons as they are written in the code: perhaps the name of a format, a colon and the
 * reason itself.
 *
 * Returns: (transfer full): the same in the language of this program, as far as it is known
 */
char *
command_translate_reason (const char *reason)
{
  const char *colon = strstr (reason, ": ");
  const char *rest = colon != NULL ? colon + strlen (": ") : "";
  if (*rest == '\0' || colon == reason)
    return g_strdup (*reason != '\0' ? _(reason) : "");
  g_autofree char *format = g_strndup (reason, (gsize) (colon - reason));
  return g_strdup_printf ("%s: %s", _(format), _(rest));
}

/**
 * command_complain:
 * @path: a file or folder, any bytes
 * @reason: what is the matter with it, as for command_translate_reason()
 * @kind: (nullable): a word before the reason, like "warning"
 *
 * Writes one line on standard error.
 */
void
command_complain (const char *path, const char *reason, const char *kind)
{
  g_autofree char *printable = offprint_text_printable (path);
  g_autofree char *translated = command_translate_reason (reason);
  g_autofree char *printable_reason = offprint_text_printable (translated);
  g_printerr ("offprint: %s: %s%s%s\n", printable, kind != NULL ? kind : "", kind != NULL ? ": " : "",
              printable_reason);
}
