/* SPDX-License-Identifier: GPL-2.0-or-later */
/* That looking only at words that begin right finds what looking at all words finds. */
#include "store/marks-scan.h"

#include <locale.h>
#include <string.h>

static OffprintQueryStem *
new_stem (const char *name)
{
  g_autoptr (GError) error = NULL;
  OffprintQueryStem *stem = g_new0 (OffprintQueryStem, 1);
  stem->stem = xap_stem_new (name, &error);
  stem->languages = g_ptr_array_new ();
  g_assert_no_error (error);
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

typedef struct
{
  OffprintMarksWalk walk;
  GArray *marks;
} Walk;

static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  Walk *walk = data;
  OffprintMark mark;
  if (offprint_marks_find (&walk->walk, word, &mark))
    g_array_append_val (walk->marks, mark);
  return TRUE;
}

static GArray *
walk_all (const OffprintMarks *marks, XapStem *stem, const char *text)
{
  Walk walk = { .walk = { .marks = marks, .stem = stem }, .marks = g_array_new (FALSE, FALSE, sizeof (OffprintMark)) };
  offprint_words_foreach (text, strlen (text), 0, take_word, &walk);
  return walk.marks;
}

static char *
describe (const GArray *marks)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < marks->len; i++)
    {
      const OffprintMark *mark = &g_array_index (marks, OffprintMark, i);
      g_string_append_printf (text, "%zu-%zu:%u ", mark->start, mark->end, mark->unit);
    }
  return g_string_free (text, FALSE);
}

static void
check (const char *query_text, const char *language, const char *text)
{
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (stem_free);
  g_ptr_array_add (stems, new_stem ("english"));
  g_ptr_array_add (stems, new_stem (language));
  g_autoptr (OffprintQuery) query = offprint_query_new (query_text, 0);
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, stems);
  XapStem *stem = ((OffprintQueryStem *) g_ptr_array_index (stems, 1))->stem;
  g_autoptr (GArray) all = walk_all (marks, stem, text), some = offprint_marks_scan (marks, stem, text, strlen (text));
  g_autofree char *expected = describe (all), *found = describe (some);
  g_test_message ("%s in %s", query_text, text);
  g_assert_cmpstr (found, ==, expected);
}

/* What stands beside letters, between them, and in their place */
static void
test_known (void)
{
  check ("otter", "english", "An otter, two (otters) \"otter\" river-otter otter's \xe2\x80\x9cOtter\xe2\x80\x9d Ötter");
  check ("été", "french", "l'été l\xe2\x80\x99""été d'Été ete É e\xcc\x81te\xcc\x81");
  check ("us", "english", "The U.S. and the U.S.A. and us");
  check ("at&t c++ c# .net", "english", "AT&T, C++, C#, C. and .NET or net");
  check ("13,200 1000", "english", "13,200 of 1,000 and 1000 or 1.000");
  check ("газета", "russian", "Все ГАЗЕТЫ, «газета», ёлка");
  check ("東京 otter", "none", "東京都のotterと東京");
  check ("\"old news\"", "english", "old news, old - news; old \xe2\x80\x93 news; old and news");
  check ("otter", "english", "ot\xc2\xad\nter ot\xc2\xad""ter o\xe2\x80\x8bt");
  check ("ott* o*", "english", "Otto oh no");
  check ("baca", "indonesian", "Saya membaca buku");
}

static const char *const pieces[] = {
  "otter", "Otter", "ot", "ter", "é", "É", "e\xcc\x81", "t", "s", "u", ".", ",", "'", "\xe2\x80\x99", "-", " ", " ", "  ", "\n",
  "\xc2\xad", "\xe2\x80\x8b", "&", "@", "#", "+", "1", "13,200", "東", "京", "газета", "Газеты", "\"", "(", ")", "\xe2\x80\x9c", "_",
  "news", "old", "\xc2\xa0", "\xe3\x80\x80", "ﬁ", "ß", "½", "🙂", "\xef\xbc\xaf", "한국",
};

static const char *const queries[] = {
  "otter", "été", "u.s. us", "\"old news\"", "газета", "東京", "13,200", "ott* é*", "#news @old", "t's ots", "e-mail old-news",
  "c++ 🙂", "ﬁ ß", "한국어", "otter old OR news",
};

/* Texts of pieces that matter, the same in every run: there are differences that don't matter, one in 40,000. */
static void
test_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (int n = g_rand_int_range (rand, 0, 20); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      check (queries[g_rand_int_range (rand, 0, G_N_ELEMENTS (queries))], i % 2 == 0 ? "english" : "french", text->str);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, ""); /* messages hold letters of all kinds */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks-scan/known", test_known);
  g_test_add_func ("/marks-scan/pieces", test_pieces);
  return g_test_run ();
}
