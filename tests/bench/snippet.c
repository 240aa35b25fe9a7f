/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snippet costs.
 *
 *   bench-snippet FILE QUERY [ROUNDS]
 *
 * Takes FILE, plain text in UTF-8, as the text of a hit: inflates it as it is stored and makes its snippet, ROUNDS
 * times (1000), and prints microseconds of processor time for each of the two. */
#include "store/metadata.h"
#include "store/snippet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
get_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
measure (const char *text, const OffprintMarks *marks, XapStem *stem, int rounds)
{
  g_autoptr (GBytes) packed = offprint_metadata_pack_text (text);
  double inflating = 0, making = 0;
  for (int i = 0; i < rounds; i++)
    {
      double start = get_seconds ();
      g_autofree char *copy = offprint_metadata_unpack_text (packed);
      double middle = get_seconds ();
      OffprintSnippet snippet;
      offprint_snippet_make (copy, marks, stem, &snippet);
      making += get_seconds () - middle;
      inflating += middle - start;
      if (i == 0)
        printf ("%s\n", snippet.text);
      g_free (snippet.text);
      g_free (snippet.matches);
    }
  printf ("%zu bytes: inflate %.0f us, snippet %.0f us\n", strlen (text), inflating / rounds * 1e6, making / rounds * 1e6);
}

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  if (argc < 3 || !g_file_get_contents (argv[1], &text, NULL, &error) || !g_utf8_validate (text, -1, NULL))
    {
      fprintf (stderr, "usage: bench-snippet FILE QUERY [ROUNDS]\n");
      return 2;
    }
  g_autoptr (XapStem) stem = xap_stem_new ("english", &error);
  g_autoptr (GPtrArray) stems = g_ptr_array_new (), languages = g_ptr_array_new ();
  OffprintQueryStem source = { stem, languages };
  g_ptr_array_add (stems, &source);
  g_autoptr (OffprintQuery) query = offprint_query_new (argv[2], 0);
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, stems);
  guint64 times = 1000;
  if (argc > 3 && !g_ascii_string_to_unsigned (argv[3], 10, 1, 1000000, &times, &error))
    g_error ("%s", error->message);
  measure (text, marks, stem, (int) times);
  return 0;
}
