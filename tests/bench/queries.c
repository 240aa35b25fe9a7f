/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks an index in process, as the daemon does, and prints how long each answer took: top 10 with snippets. Run by
 * queries.py.
 *
 * usage: bench-queries [--repeat N] DATABASE < QUESTIONS
 * QUESTIONS has a line each: `search` (without expansion), `expand` or `complete`, a tab, what was typed. Prints for
 * each the median of N in microseconds, that of the processor's time, how many hits there were, and the line. Each
 * round asks everything once. */
#include "store/reader.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int n_rounds = 3;

static const GOptionEntry options[] = {
  { "repeat", 0, 0, G_OPTION_ARG_INT, &n_rounds, "rounds", "N" },
  G_OPTION_ENTRY_NULL,
};

typedef struct
{
  char *line;
  const char *text;
  gboolean unfinished, expand;
  GArray *elapsed, *processor; /* (element-type gint64) */
  guint n_hits;
} Question;

static void
die (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-queries: %s\n", error->message);
  exit (1);
}

static void
question_clear (gpointer data)
{
  Question *question = data;
  g_free (question->line);
  g_array_unref (question->elapsed);
  g_array_unref (question->processor);
}

static GArray *
read_questions (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (Question));
  g_array_set_clear_func (questions, question_clear);
  char *line;
  gsize end;
  while (g_io_channel_read_line (input, &line, NULL, &end, NULL) == G_IO_STATUS_NORMAL)
    {
      line[end] = '\0';
      const char *tab = strchr (line, '\t');
      Question question = {
        .line = line,
        .text = tab != NULL ? tab + 1 : line,
        .unfinished = g_str_has_prefix (line, "complete\t"),
        .expand = g_str_has_prefix (line, "expand\t"),
        .elapsed = g_array_new (FALSE, FALSE, sizeof (gint64)),
        .processor = g_array_new (FALSE, FALSE, sizeof (gint64)),
      };
      g_array_append_val (questions, question);
    }
  return questions;
}

static gint64
get_processor (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;
  return first < second ? -1 : first > second;
}

static gint64
get_median (GArray *times)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, gint64, times->len / 2);
}

static void
ask (OffprintReader *reader, Question *question)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch search = {
    .text = question->text, .limit = 10, .fold = TRUE, .recency = TRUE, .now = 1700000000,
    .unfinished = question->unfinished, .expand = question->expand,
  };
  gint64 start = g_get_monotonic_time (), used = get_processor ();
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &search, &error);
  die (error);
  used = get_processor () - used;
  start = g_get_monotonic_time () - start;
  g_array_append_val (question->elapsed, start);
  g_array_append_val (question->processor, used);
  question->n_hits = hits->hits->len;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("DATABASE");
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_parse (context, &argc, &argv, &error);
  die (error);
  if (argc != 2)
    {
      g_printerr ("bench-queries: name one index\n");
      return 2;
    }
  const char *databases[] = { argv[1], NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  die (error);
  g_autoptr (GArray) questions = read_questions ();
  for (int round = 0; round < n_rounds; round++)
    for (guint i = 0; i < questions->len; i++)
      ask (reader, &g_array_index (questions, Question, i));
  for (guint i = 0; i < questions->len; i++)
    {
      Question *question = &g_array_index (questions, Question, i);
      g_print ("%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%u\t%s\n", get_median (question->elapsed),
               get_median (question->processor), question->n_hits, question->line);
    }
  return 0;
}
