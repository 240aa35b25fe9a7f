/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks one index the same queries under several settings of the ranking. Run by relevance.py.
 *
 * usage: bench-relevance DATABASE SETTING... < QUERIES
 * QUERIES has one a line. A SETTING is weights, with commas between: `title=0.3,weighting=ineb2 2`; what it does not
 * name stays as it is, so `` is the ranking as it is. Prints for each setting a line for each query: the names of the
 * ten best files, without what follows their last full stop, with tabs between. */
#include "store/reader-private.h"

#include <stdlib.h>
#include <string.h>

#define HITS 10

static void
die (const char *message)
{
  g_printerr ("bench-relevance: %s\n", message);
  exit (1);
}

static double *
find_weight (OffprintRankingWeights *weights, const char *name)
{
  const struct
  {
    const char *name;
    double *value;
  } all[] = {
    { "title", &weights->title },
    { "pair", &weights->pair },
    { "run", &weights->run },
    { "run-in-title", &weights->run_in_title },
    { "expansion", &weights->expansion },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i].name, name))
      return all[i].value;
  die ("no such weight");
  return NULL;
}

/* What @parts point to has to stay as long as @weights. */
static OffprintRankingWeights
read_setting (char **parts)
{
  OffprintRankingWeights weights = offprint_ranking_weights;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');
      if (value == NULL)
        die ("a weight is NAME=VALUE");
      *value++ = '\0';
      if (g_str_equal (parts[i], "weighting"))
        weights.weighting = value;
      else
        *find_weight (&weights, parts[i]) = g_ascii_strtod (value, NULL);
    }
  return weights;
}

static void
print_hit (const OffprintHit *hit, gboolean first)
{
  g_autofree char *name = g_path_get_basename (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH));
  char *dot = strrchr (name, '.');
  if (dot != NULL)
    *dot = '\0';
  g_print ("%s%s", first ? "" : "\t", name);
}

static void
ask (OffprintReader *reader, const char *text)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch search = { .text = text, .limit = HITS, .fold = TRUE, .recency = TRUE, .expand = TRUE };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &search, &error);
  if (hits == NULL)
    die (error->message);
  for (guint i = 0; i < hits->hits->len; i++)
    print_hit (g_ptr_array_index (hits->hits, i), i == 0);
  g_print ("\n");
}

static char **
read_queries (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  g_autofree char *text = NULL;
  if (g_io_channel_read_to_end (input, &text, NULL, NULL) != G_IO_STATUS_NORMAL)
    die ("can't read the queries");
  return g_strsplit (g_strchomp (text), "\n", -1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc < 3)
    die ("name an index and a setting");
  const char *databases[] = { argv[1], NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  if (reader == NULL)
    die (error->message);
  g_auto (GStrv) queries = read_queries ();
  for (int i = 2; i < argc; i++)
    {
      g_auto (GStrv) parts = g_strsplit (argv[i], ",", -1);
      const OffprintRankingWeights weights = read_setting (parts);
      reader->weights = &weights;
      for (gsize at = 0; queries[at] != NULL; at++)
        ask (reader, queries[at]);
    }
  return 0;
}
