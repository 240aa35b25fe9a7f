/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint search` and `complete`: words in, hits out. */
#include "cli/command.h"
#include "cli/present.h"

#include <string.h>

typedef struct
{
  GStrv databases;
  GStrv words;
  char *sort;
  int limit, offset;
  PresentOptions present;
  gboolean no_fold;
  double time_limit; /* seconds */
  gboolean no_expand;
  gboolean no_recency;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->databases);
  g_strfreev (options->words);
  present_options_clear (&options->present);
  g_free (options->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The help of the query language comes from the table that the query parser reads. */
static char *
describe_fields (void)
{
  g_autoptr (GString) text = g_string_new (
      _("A query is words, \"a phrase\", -word, OR, NEAR, word*, and words in a field (field:word, field:\"a phrase\"):"
        "\n"));
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      if (info->query_names == NULL)
        continue;
      g_autofree char *name = g_strndup (info->query_names, strcspn (info->query_names, " "));
      g_string_append_printf (text, "  %s: %*s%s\n", name, (int) (14 - strlen (name)), "", _(info->help));
    }
  g_string_append_printf (text, "  after: before:  %s\n",
                          _("days or words: after:2022-01-27, after:last week, before:january"));
  g_string_append (text,
                   _("A date in words at the end needs no field (otter since january). A pasted address finds its\n"
                      "article, however it is written. Words stand for all their forms and for other ways to write\n"
                      "them (e-mail, email), but not in quotation marks.\n\n"
                      "Options end at the first word of the query, or at -- before it.\n"
                      "Exit status: 0 found, 1 nothing found, 2 wrong usage, 3 index unusable."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static ExitStatus
search (const Options *options, gboolean unfinished, OffprintSort sort, PresentFunc present,
        const OffprintConfig *config)
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
    .unfinished = unfinished,
    .expand = !unfinished && !options->no_expand,
    .recency = !options->no_recency,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = command_get_milliseconds (options->time_limit),
  };
  const char *const *databases
      = options->databases != NULL ? (const char *const *) options->databases : default_databases;
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_autoptr (OffprintHits) hits = reader != NULL ? offprint_reader_search (reader, &wanted, &error) : NULL;
  return hits != NULL ? present_hits (hits, present) : command_fail (error);
}

static ExitStatus
run (GStrv arguments, const char *summary, gboolean unfinished, const OffprintConfig *config)
{
  g_autofree char *name = g_strdup (arguments[0]);
  g_auto (GStrv) words = arguments;
  g_auto (Options) options = { .limit = 10, .time_limit = COMMAND_TIME_LIMIT };
  OffprintSort sort = OFFPRINT_SORT_RELEVANCE;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "no-expand", 0, 0, G_OPTION_ARG_NONE, &options.no_expand,
      N_("Rank by the words of QUERY alone, not by related ones"), NULL },
    { "database", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.databases, COMMAND_DATABASES_HELP, N_("DIR") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options.limit, N_("Show at most N articles (default: 10)"), N_("N") },
    { "offset", 0, 0, G_OPTION_ARG_INT, &options.offset, N_("Leave out the first N"), N_("N") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, N_("relevance, published or saved"), N_("ORDER") },
    { "no-recency", 0, 0, G_OPTION_ARG_NONE, &options.no_recency, N_("Do not prefer later articles"), NULL },
    { "no-fold", 0, 0, G_OPTION_ARG_NONE, &options.no_fold, N_("Show each near-duplicate, not only the best"), NULL },
    { "time-limit", 0, 0, G_OPTION_ARG_DOUBLE, &options.time_limit, COMMAND_TIME_LIMIT_HELP, N_("SECONDS") },
    PRESENT_ENTRIES (options.present),
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.words, NULL, N_("QUERY...") },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *description = describe_fields ();
  if (!command_parse_options (&words, summary, description, unfinished ? entries + 1 : entries, &status))
    return status;
  PresentFunc present = NULL;
  if (options.words == NULL)
    return command_misuse (name, _("search for what?"));
  if (!present_choose (name, &options.present, &present, &status))
    return status;
  if (options.sort != NULL && !offprint_sort_find (options.sort, &sort))
    return command_misuse (name, _("unknown order '%s'"), options.sort);
  if (!command_check_time_limit (name, options.time_limit, &status))
    return status;
  if (options.limit < 1 || options.limit > 100000 || options.offset < 0)
    return command_misuse (name, _("--limit takes a number from 1 to 100000, --offset one from 0"));
  return search (&options, unfinished, sort, present, config);
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
  return run (arguments, _("Finds articles, the best ones first."), FALSE, config);
}

/**
 * command_complete:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_complete (GStrv arguments, const OffprintConfig *config)
{
  return run (arguments, _("Finds articles while a query is being typed: its last word goes on somehow."), TRUE,
              config);
}
