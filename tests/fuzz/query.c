/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a query: it is understood somehow, becomes a search of an empty index, and marks any bytes as a text,
 * all within bounds. */
#include "store/ranking.h"
#include "store/stop-words.h"
#include "store/query-adapt.h"
#include "store/snippet.h"
#include "store/spelling.h"

#include "core/text.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* An index of no database: all the shim's work but reading */
static XapReader *
open_nothing (void)
{
  const char *const none[] = { NULL };
  return xap_reader_open (none, NULL);
}

static OffprintQueryStem *
new_stem (const char *name, const char *language)
{
  OffprintQueryStem *stem = g_new0 (OffprintQueryStem, 1);
  stem->stem = xap_stem_new (name, NULL);
  stem->languages = g_ptr_array_new ();
  if (language != NULL)
    g_ptr_array_add (stem->languages, (gpointer) (guintptr) language);
  return stem;
}

static void
stem_free (gpointer data)
{
  OffprintQueryStem *stem = data;
  xap_stem_free (stem->stem);
  g_ptr_array_unref (stem->languages);
  g_free (stem);
}

static void
check_build (OffprintQuery *query, const GPtrArray *stems)
{
  static const char *const languages[] = { "en", "de", NULL };
  g_autoptr (OffprintStopWords) stop_words = offprint_stop_words_new (languages);
  g_autoptr (XapReader) reader = open_nothing ();
  OffprintQueryIndex index = { reader, stems };
  offprint_stop_words_mark (stop_words, query);
  for (OffprintRankingSet set = 0; set <= OFFPRINT_RANKING_ALL_FIRST && query->root->children->len > 0; set++)
    {
      g_autoptr (GError) error = NULL;
      const OffprintRanking ranking = { query, &index, &offprint_ranking_weights, TRUE };
      g_autoptr (XapQuery) built = offprint_ranking_build (&ranking, set, &error);
      g_autoptr (XapQuery) closer = offprint_ranking_build_closer (&ranking, set, &error);
      g_assert_no_error (error);
      g_assert_nonnull (built);
    }
}

/* Ranges lie in the text and don't cut characters. */
static void
check_ranges (const OffprintQuery *query, const OffprintQueryNode *node)
{
  const OffprintQueryRange ranges[] = { node->typed, node->words };
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_assert_cmpuint (ranges[i].start, <=, ranges[i].end);
      g_assert_cmpuint (ranges[i].end, <=, strlen (query->text));
      g_assert_true (g_utf8_validate (query->text + ranges[i].start, (gssize) (ranges[i].end - ranges[i].start), NULL));
    }
  for (guint i = 0; i < node->children->len; i++)
    check_ranges (query, g_ptr_array_index (node->children, i));
}

static void
adapt (OffprintQuery *query, const GPtrArray *stems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = open_nothing ();
  OffprintQueryIndex index = { reader, stems };
  g_assert_true (offprint_query_adapt (query, &index, &error));
  g_autofree char *corrected = offprint_spelling_correct (query, &index, OFFPRINT_SPELLING_NOTHING, &error);
  g_assert_no_error (error);
  g_assert_null (corrected);
}

static void
check_snippet (const OffprintQuery *query, const GPtrArray *stems, const char *text)
{
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, stems);
  OffprintSnippet snippet;
  gsize end = 0;
  offprint_snippet_make (text, marks, ((OffprintQueryStem *) g_ptr_array_index (stems, 0))->stem, &snippet);
  g_assert_true (g_utf8_validate (snippet.text, -1, NULL));
  for (gsize i = 0; i < snippet.n_matches; i++)
    {
      g_assert_cmpuint (snippet.matches[i].start, >=, end);
      g_assert_cmpuint (snippet.matches[i].end, >, snippet.matches[i].start);
      end = snippet.matches[i].end;
    }
  g_assert_cmpuint (end, <=, strlen (snippet.text));
  g_free (snippet.text);
  g_free (snippet.matches);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = offprint_text_make_valid ((const char *) data, (gssize) size);
  g_autoptr (OffprintQuery) query = offprint_query_new (text, G_GINT64_CONSTANT (1686139200));
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (stem_free);
  g_ptr_array_add (stems, new_stem ("english", NULL));
  g_ptr_array_add (stems, new_stem ("french", "Lfr"));
  for (guint i = 0; i < query->notes->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (query->notes, i), -1, NULL));
  check_ranges (query, query->root);
  check_build (query, stems);
  adapt (query, stems);
  check_build (query, stems);
  check_snippet (query, stems, valid);
  return 0;
}
