/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What answers of a warm reader cost, in CPU time of this thread: the first page and the fiftieth, in a session and
 * outside, order by date, facets folded and not, and the same search with and without a time limit, which should
 * cost the same.
 *
 *   bench-answers DATABASE [--way NAME] [--rounds N] QUERY... */
#include "store/ranked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct
{
  OffprintReader *reader;
  OffprintRanked *ranked;
  const char *query;
} Question;

static OffprintSearch
make_search (const Question *question)
{
  return (OffprintSearch){ .text = question->query, .limit = 10, .fold = TRUE, .recency = TRUE, .now = 1700000000 };
}

static guint
run (const Question *question, const OffprintSearch *search)
{
  g_autoptr (OffprintHits) hits = offprint_reader_search (question->reader, search, NULL);
  return hits->estimated;
}

static guint
first_page (Question *question)
{
  OffprintSearch search = make_search (question);
  return run (question, &search);
}

static guint
first_page_limited (Question *question)
{
  static const gint stop = 0;
  OffprintSearch search = make_search (question);
  search.time_limit_ms = 3600000;
  offprint_reader_set_stop (question->reader, &stop);
  guint found = run (question, &search);
  offprint_reader_set_stop (question->reader, NULL);
  return found;
}

static guint
expanded (Question *question)
{
  OffprintSearch search = make_search (question);
  search.expand = TRUE;
  return run (question, &search);
}

static guint
page_50 (Question *question)
{
  OffprintSearch search = make_search (question);
  search.offset = 490;
  return run (question, &search);
}

static guint
by_date (Question *question)
{
  OffprintSearch search = make_search (question);
  search.sort = OFFPRINT_SORT_PUBLISHED;
  return run (question, &search);
}

static guint
session_begins (Question *question)
{
  OffprintSearch search = make_search (question);
  g_clear_pointer (&question->ranked, offprint_ranked_unref);
  question->ranked = offprint_ranked_new (question->reader, &search, NULL);
  g_autoptr (OffprintHits) hits = offprint_ranked_show (question->ranked, question->reader, &search, NULL);
  return hits->estimated;
}

static guint
session_page_50 (Question *question)
{
  OffprintSearch search = make_search (question);
  search.offset = 490;
  if (question->ranked == NULL)
    question->ranked = offprint_ranked_new (question->reader, &search, NULL);
  g_autoptr (OffprintHits) hits = offprint_ranked_show (question->ranked, question->reader, &search, NULL);
  return hits->estimated;
}

static guint
count (Question *question, gboolean fold)
{
  OffprintSearch search = make_search (question);
  search.fold = fold;
  g_autoptr (OffprintFacets) facets = offprint_reader_facets (question->reader, &search, NULL);
  return facets->estimated;
}

static guint
facets_folded (Question *question)
{
  return count (question, TRUE);
}

static guint
facets_all (Question *question)
{
  return count (question, FALSE);
}

static const struct
{
  const char *name;
  guint (*func) (Question *question);
} ways[] = {
  { "page-1", first_page },
  { "page-1-limited", first_page_limited },
  { "page-1-expanded", expanded },
  { "page-50", page_50 },
  { "by-date", by_date },
  { "session-begins", session_begins },
  { "session-page-50", session_page_50 },
  { "facets-folded", facets_folded },
  { "facets-all", facets_all },
};

static double
get_cpu_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static void
measure (Question *question, gsize way, guint rounds)
{
  g_autofree double *times = g_new (double, rounds);
  guint found = 0;
  ways[way].func (question);
  for (guint i = 0; i < rounds; i++)
    {
      double start = get_cpu_ms ();
      found = ways[way].func (question);
      times[i] = get_cpu_ms () - start;
    }
  qsort (times, rounds, sizeof *times, compare_doubles);
  printf ("%-40s %-16s %8u found  %9.3f ms median %9.3f best\n", question->query, ways[way].name, found,
          times[rounds / 2], times[0]);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("DATABASE QUERY...");
  g_autofree char *only = NULL;
  int rounds = 11;
  const GOptionEntry entries[] = {
    { "way", 0, 0, G_OPTION_ARG_STRING, &only, "Only this one", "NAME" },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "So often", "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 3 || rounds < 1)
    {
      fprintf (stderr, "usage: bench-answers DATABASE [--way NAME] [--rounds N] QUERY...\n");
      return 2;
    }
  const char *databases[] = { argv[1], NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  if (reader == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  for (int i = 2; i < argc; i++)
    {
      Question question = { reader, NULL, argv[i] };
      for (gsize way = 0; way < G_N_ELEMENTS (ways); way++)
        if (only == NULL || strcmp (only, ways[way].name) == 0)
          measure (&question, way, (guint) rounds);
      offprint_ranked_unref (question.ranked);
    }
  return 0;
}
