/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint facets`: words in, counts of what the articles found have in common out. */
#include "cli/command.h"

#include "core/text.h"
#include "store/reader.h"

/* For a person; JSON has the names of the facets themselves. */
static const char *const titles[] = {
  [OFFPRINT_FACET_PUBLISHER] = N_("publisher"), [OFFPRINT_FACET_AGENCY] = N_("agency"),
  [OFFPRINT_FACET_AUTHOR] = N_("author"),       [OFFPRINT_FACET_YEAR] = N_("year"),
  [OFFPRINT_FACET_MONTH] = N_("month"),         [OFFPRINT_FACET_LANGUAGE] = N_("language"),
  [OFFPRINT_FACET_TYPE] = N_("type"),           [OFFPRINT_FACET_PLACE] = N_("place"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (titles) == OFFPRINT_N_FACETS);

static void
print_facet (OffprintFacet facet, const GArray *counts, gboolean first)
{
  if (counts->len == 0)
    return;
  command_print ("%s%s\n", first ? "" : "\n", _(titles[facet]));
  for (guint i = 0; i < counts->len; i++)
    {
      const OffprintFacetCount *count = &g_array_index (counts, OffprintFacetCount, i);
      g_autofree char *printable = offprint_text_printable (count->value);
      command_print ("%7u %s\n", count->count, printable);
    }
}

static void
print_text (const OffprintFacets *facets)
{
  gboolean first = TRUE;
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    {
      print_facet (facet, facets->counts[facet], first);
      first = first && facets->counts[facet]->len == 0;
    }
}

static void
add_counts (JsonBuilder *json, const GArray *counts)
{
  json_builder_begin_array (json);
  for (guint i = 0; i < counts->len; i++)
    {
      const OffprintFacetCount *count = &g_array_index (counts, OffprintFacetCount, i);
      json_builder_begin_array (json);
      json_builder_add_string_value (json, count->value);
      json_builder_add_int_value (json, count->count);
      json_builder_end_array (json);
    }
  json_builder_end_array (json);
}

static void
print_json (const OffprintFacets *facets)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "articles");
  json_builder_add_int_value (json, facets->estimated);
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    {
      json_builder_set_member_name (json, offprint_facet_get_name (facet));
      add_counts (json, facets->counts[facet]);
    }
  json_builder_end_object (json);
  command_print_json (json);
}

static ExitStatus
show (const OffprintFacets *facets, gboolean as_json)
{
  command_print_notes (facets->notes);
  if (as_json)
    print_json (facets);
  else
    print_text (facets);
  if (facets->estimated > 0)
    return EXIT_STATUS_DONE;
  command_warn (_("nothing found"));
  return EXIT_STATUS_SOME_FAILED;
}

typedef struct
{
  GStrv query, databases;
  gboolean as_json, no_fold;
  double time_limit; /* seconds */
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->query);
  g_strfreev (options->databases);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static ExitStatus
count (const Options *options, const OffprintConfig *config)
{
  g_autoptr (GError) error = NULL;
  const char *default_databases[] = { config->database, NULL };
  const char *const *databases
      = options->databases != NULL ? (const char *const *) options->databases : default_databases;
  g_autofree char *text = options->query != NULL ? g_strjoinv (" ", options->query) : g_strdup ("");
  const OffprintSearch search = {
    .text = text,
    .fold = !options->no_fold,
    .recency = TRUE,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = command_get_milliseconds (options->time_limit),
  };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_autoptr (OffprintFacets) facets = reader != NULL ? offprint_reader_facets (reader, &search, &error) : NULL;
  return facets != NULL ? show (facets, options->as_json) : command_fail (error);
}

/**
 * command_facets:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_facets (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (Options) options = { .time_limit = COMMAND_TIME_LIMIT };
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.databases, COMMAND_DATABASES_HELP, N_("DIR") },
    { "no-fold", 0, 0, G_OPTION_ARG_NONE, &options.no_fold, N_("Count each copy of the same content"), NULL },
    { "time-limit", 0, 0, G_OPTION_ARG_DOUBLE, &options.time_limit, COMMAND_TIME_LIMIT_HELP, N_("SECONDS") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("One JSON object: for each name pairs of value and count"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.query, NULL, N_("[QUERY...]") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words, _("Counts publishers, agencies, authors, years, months, languages, types and places of articles."),
          _("Of the articles that QUERY finds (see 'offprint search --help'), or of all.\n\n"
            "Exit status: 0 found, 1 nothing found, 2 wrong usage, 3 index unusable."),
          entries, &status))
    return status;
  return command_check_time_limit ("facets", options.time_limit, &status) ? count (&options, config) : status;
}
