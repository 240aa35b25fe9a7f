/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint search`: words in, hits out. */
#include "cli/command.h"
#include "cli/present.h"
#include "cli/terminal.h"

#include "core/text.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  GStrv databases;
  GStrv words;
  char *format;
  char *sort;
  int limit, offset;
  gboolean as_json;
  gboolean no_fold;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->databases);
  g_strfreev (options->words);
  g_free (options->format);
  g_free (options->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const struct
{
  const char *name;
  OffprintSort sort;
} sorts[] = {
  { "relevance", OFFPRINT_SORT_RELEVANCE },
  { "published", OFFPRINT_SORT_PUBLISHED },
  { "saved", OFFPRINT_SORT_SAVED },
};

static gboolean
find_sort (const char *name, OffprintSort *sort)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (strcmp (sorts[i].name, name) == 0)
      {
        *sort = sorts[i].sort;
        return TRUE;
      }
  return FALSE;
}

/* The help of the query language comes from the table that the query parser reads. */
static char *
describe_fields (void)
{
  g_autoptr (GString) text = g_string_new (
      "A query is words, \"a phrase\", -word, OR, NEAR, word*, and words in a field (field:word, field:\"a phrase\"):"
      "\n");
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      if (info->query_names == NULL)
        continue;
      g_autofree char *name = g_strndup (info->query_names, strcspn (info->query_names, " "));
      g_string_append_printf (text, "  %s: %*s%s\n", name, (int) (14 - strlen (name)), "", info->help);
    }
  g_string_append (text, "  after: before: days or words like \"last week\": after:2022-01-27\n\n"
                         "Options end at the first word of the query, or at -- before it.\n"
                         "Exit status: 0 found, 1 nothing found, 2 wrong usage, 3 index unusable.");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static ExitStatus
show_hits (const OffprintHits *hits, PresentFunc present)
{
  gboolean colour = terminal_wants_colour (STDOUT_FILENO);
  for (char **note = hits->notes; *note != NULL; note++)
    {
      g_autofree char *printable = offprint_text_printable (*note);
      g_printerr ("offprint: %s\n", printable);
    }
  for (guint i = 0; i < hits->hits->len; i++)
    {
      if (i > 0 && present == present_text)
        command_print ("\n");
      present (g_ptr_array_index (hits->hits, i), colour);
    }
  if (hits->hits->len > 0)
    return EXIT_STATUS_DONE;
  g_printerr ("offprint: nothing found\n");
  return EXIT_STATUS_SOME_FAILED;
}

static ExitStatus
search (const Options *options, OffprintSort sort, PresentFunc present, const OffprintConfig *config)
{
  g_autoptr (GError) error = NULL;
  const char *default_databases[] = { config->database, NULL };
  g_autofree char *text = g_strjoinv (" ", options->words);
  const OffprintSearch wanted = {
    .text = text,
    .offset = (guint) options->offset,
    .limit = (guint) options->limit,
    .sort = sort,
    .fold = !options->no_fold,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  const char *const *databases
      = options->databases != NULL ? (const char *const *) options->databases : default_databases;
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_autoptr (OffprintHits) hits = reader != NULL ? offprint_reader_search (reader, &wanted, &error) : NULL;
  return hits != NULL ? show_hits (hits, present) : command_fail (error);
}

/**
 * command_search:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_search (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (Options) options = { .limit = 10 };
  OffprintSort sort = OFFPRINT_SORT_RELEVANCE;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.databases, "Directory of an index; may be given again",
      "DIR" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options.limit, "Show at most N articles (default: 10)", "N" },
    { "offset", 0, 0, G_OPTION_ARG_INT, &options.offset, "Leave out the first N", "N" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, "relevance, published or saved", "ORDER" },
    { "no-fold", 0, 0, G_OPTION_ARG_NONE, &options.no_fold, "Show each copy of the same content", NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, json, tsv or rofi", "FORMAT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "The same as --format json: one object a line", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.words, NULL, "QUERY..." },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *description = describe_fields ();
  if (!command_parse_options (&words, "Finds articles, the best ones first.", description, entries, &status))
    return status;
  PresentFunc present = present_find_format (options.as_json          ? "json"
                                             : options.format != NULL ? options.format
                                                                      : "text");
  if (options.as_json && options.format != NULL)
    return command_misuse ("search", "--json or --format, not both");
  if (options.words == NULL)
    return command_misuse ("search", "search for what?");
  if (present == NULL)
    return command_misuse ("search", "unknown format '%s'", options.format);
  if (options.sort != NULL && !find_sort (options.sort, &sort))
    return command_misuse ("search", "unknown order '%s'", options.sort);
  if (options.limit < 1 || options.limit > 100000 || options.offset < 0)
    return command_misuse ("search", "--limit takes a number from 1 to 100000, --offset one from 0");
  return search (&options, sort, present, config);
}
