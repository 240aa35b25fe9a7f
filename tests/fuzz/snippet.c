/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query in the first line, a text in the others: the snippet is short, whole, and its matches are, too. */
#include "store/snippet.h"

#include "core/text.h"

#include <string.h>

#define LENGTH_MAX 250

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_snippet (const OffprintMarks *marks, XapStem *stem, const char *text)
{
  OffprintSnippet snippet;
  gsize end = 0;
  offprint_snippet_make (text, marks, stem, &snippet);
  g_assert_true (g_utf8_validate (snippet.text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (snippet.text, -1), <=, LENGTH_MAX);
  for (gsize i = 0; i < snippet.n_matches; i++)
    {
      const OffprintMatch *match = &snippet.matches[i];
      g_assert_cmpuint (match->start, >=, end);
      g_assert_cmpuint (match->end, >, match->start);
      g_assert_true (g_utf8_validate (snippet.text + match->start, (gssize) (match->end - match->start), NULL));
      end = match->end;
    }
  g_assert_cmpuint (end, <=, strlen (snippet.text));
  g_free (snippet.text);
  g_free (snippet.matches);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *valid = offprint_text_make_valid ((const char *) data, (gssize) size);
  char *line_end = strchr (valid, '\n');
  const char *text = line_end != NULL ? line_end + 1 : "";
  if (line_end != NULL)
    *line_end = '\0';
  g_autoptr (XapStem) stem = xap_stem_new ("french", NULL);
  g_autoptr (GPtrArray) stems = g_ptr_array_new (), languages = g_ptr_array_new ();
  OffprintQueryStem source = { stem, languages };
  g_ptr_array_add (stems, &source);
  g_autoptr (OffprintQuery) query = offprint_query_new (valid, G_GINT64_CONSTANT (1686139200));
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, stems);
  check_snippet (marks, stem, text);
  return 0;
}
