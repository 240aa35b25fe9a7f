/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text: whatever comes in, valid and clean text comes out. */
#include "core/text.h"

#include <string.h>

typedef struct
{
  const char *text, *expected;
} Pair;

typedef struct
{
  const char *text;
  gsize limit;
  const char *expected;
} Cut;

typedef char *(*TextFunc) (const char *text, gssize length);
typedef char *(*CutFunc) (const char *text, gsize limit);

static void
assert_pairs (TextFunc func, const Pair *pairs, gsize n_pairs)
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      g_autofree char *result = func (pairs[i].text, -1);
      g_assert_cmpstr (result, ==, pairs[i].expected);
    }
}

static void
assert_cuts (CutFunc func, const Cut *cuts, gsize n_cuts)
{
  for (gsize i = 0; i < n_cuts; i++)
    {
      g_autofree char *result = func (cuts[i].text, cuts[i].limit);
      g_assert_cmpstr (result, ==, cuts[i].expected);
    }
}

/* Bytes that are no UTF-8, NULs and control characters are replaced; line ends are line feeds. */
static void
test_make_valid (void)
{
  static const Pair pairs[] = {
    { "", "" },
    { "naïve 日本 \360\237\230\200", "naïve 日本 \360\237\230\200" },
    { "a\tb\nc", "a\tb\nc" },
    { "a\r\nb\rc\fd\302\205e", "a\nb\nc\nd\ne" },
    { "a\033[31mb\177c\302\233d", "a [31mb c d" },
    { "caf\351", "caf\357\277\275" },
    { "\300\200a", "\357\277\275\357\277\275a" },
    { "\355\240\200", "\357\277\275\357\277\275\357\277\275" },
    { "end \342\202", "end \357\277\275\357\277\275" },
    { "\357\277\277", "\357\277\277" },
  };
  g_autofree char *with_nuls = offprint_text_make_valid ("h\0i\0 \0!", 7);

  assert_pairs (offprint_text_make_valid, pairs, G_N_ELEMENTS (pairs));
  g_assert_cmpstr (with_nuls, ==, "hi !");
}

/* One line comes out, without white space at its ends or invisible litter in it, and is cut at a word. */
static void
test_squeeze (void)
{
  static const Cut cuts[] = {
    { " \n ", 0, "" },
    { "  one\n\ttwo \302\240\343\200\200 three\342\200\250", 0, "one two three" },
    { "zero\342\200\213width \342\200\256bidi\342\200\254 so\302\255ft \357\273\277bom", 0, "zerowidth bidi soft bom" },
    { "می\342\200\214خواهم", 0, "می\342\200\214خواهم" },
    { "👩\342\200\215👧 a\342\200\215b", 0, "👩\342\200\215👧 ab" },
    { "one two three", 13, "one two three" },
    { "one two three", 12, "one two" },
    { "one two three", 7, "one two" },
    { "one two  ", 7, "one two" },
    { "one two three", 6, "one" },
    { "a supercalifragilistic", 12, "a supercalif" },
    { "ééé", 3, "é" },
    { "日本語", 8, "日本" },
    { "xxe\314\201", 4, "xx" },
    { "é", 1, "" },
  };

  assert_cuts (offprint_text_squeeze, cuts, G_N_ELEMENTS (cuts));
}

/* One blank line separates paragraphs, one space the lines in them. */
static void
test_clean_paragraphs (void)
{
  static const Cut cuts[] = {
    { "\n\n", 0, "" },
    { "\n a \n b\n\n\n \t\n c\n", 0, "a b\n\nc" },
    { "a\342\200\251b", 0, "a\n\nb" },
    { "a\n \302\240\nb", 0, "a\n\nb" },
    { "a\n\342\200\213\nb", 0, "a\n\nb" },
    { "one two\n\nthree", 9, "one two" },
    { "one two\n\nthree", 14, "one two\n\nthree" },
    { "one two\n\nthree", 13, "one two" },
  };

  assert_cuts (offprint_text_clean_paragraphs, cuts, G_N_ELEMENTS (cuts));
}

/* What is too long ends with a whole word and an ellipsis, within the limit. */
static void
test_truncate_words (void)
{
  static const Cut cuts[] = {
    { "one two three", 13, "one two three" },
    { "one two three", 12, "one two…" },
    { "one two three", 8, "one two…" },
    { "one two three", 7, "one…" },
    { "one, two (three)", 11, "one, two…" },
    { "one — two three", 7, "one…" },
    { "was it? no", 8, "was it?…" },
    { "supercalifragilistic", 6, "super…" },
    { "日本語東京", 4, "日本語…" },
    { "one two", 1, "…" },
    { "one", 0, "" },
    { "", 0, "" },
  };

  assert_cuts (offprint_text_truncate_words, cuts, G_N_ELEMENTS (cuts));
}

/* Folding removes what Recoll removes, and leaves what it takes for letters of their own. */
static void
test_fold (void)
{
  static const Pair pairs[] = {
    { "PLAIN Text 12", "plain text 12" },
    { "Éàüñç", "eaunc" },
    { "e\314\201", "e" },
    { "Œuvre æther Straße ẞ ﬁn ŉ", "oeuvre aether strasse ss fin ʼn" },
    { "ŁØĐÐ łøđð", "łøđð łøđð" },
    { "İstanbul ıI", "istanbul ıi" },
    { "l’été so\302\255ft a‐b", "l'ete soft a-b" },
    { "Ελλάδα ΌΣΟΣ όσος", "ελλαδα οσοσ οσοσ" },
    { "Ёлка Йод", "елка иод" },
    { "שָׁלוֹם مُحَمَّد آب", "שלום محمد اب" },
    { "हिन्दी", "हिन्दी" },
    { "が ガ 한 ａ", "が ガ 한 a" },
    { "😀 € — «x»", "😀 € — «x»" },
  };
  g_autofree char *part = offprint_text_fold ("ÀBC", 3);

  assert_pairs (offprint_text_fold, pairs, G_N_ELEMENTS (pairs));
  g_assert_cmpstr (part, ==, "ab");
}

/* Operators of a query keep their capitals while the accents go. */
static void
test_fold_accents (void)
{
  static const Pair pairs[] = {
    { "café OR Été", "cafe OR Ete" },
    { "ŒUVRE Æ ẞ ǅ Ǆ", "OEUVRE AE SS Dz DZ" },
    { "ŁÓDŹ Łódź", "ŁODZ Łodz" },
    { "Й й Ά ά İ", "И и Α α I" },
  };

  assert_pairs (offprint_text_fold_accents, pairs, G_N_ELEMENTS (pairs));
}

static char *
printable (const char *text, gssize length)
{
  return offprint_text_printable (text);
}

/* Nothing that a terminal would act on gets through. */
static void
test_printable (void)
{
  static const Pair pairs[] = {
    { "plain é 日", "plain é 日" },
    { "a\033[31mb\007", "a\357\277\275[31mb\357\277\275" },
    { "a\nb\tc", "a b c" },
    { "a\302\233b", "a\357\277\275b" },
    { "file\342\200\256gpj.exe", "filegpj.exe" },
    { "caf\351.html", "caf\357\277\275.html" },
  };

  assert_pairs (printable, pairs, G_N_ELEMENTS (pairs));
}

/* Words are counted as a person would. */
static void
test_count_words (void)
{
  static const struct
  {
    const char *text;
    gsize words;
  } cases[] = {
    { "", 0 },
    { " ... — !", 0 },
    { "One two, three.", 3 },
    { "don't e-mail 3.14 and/or", 4 },
    { "word—word … word", 3 },
    { "日本語 abc", 4 },
    { "naïve cafe\314\201", 2 },
    { "a\n\nb\342\200\251c", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (offprint_text_count_words (cases[i].text), ==, cases[i].words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/make-valid", test_make_valid);
  g_test_add_func ("/text/squeeze", test_squeeze);
  g_test_add_func ("/text/clean-paragraphs", test_clean_paragraphs);
  g_test_add_func ("/text/truncate-words", test_truncate_words);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-accents", test_fold_accents);
  g_test_add_func ("/text/printable", test_printable);
  g_test_add_func ("/text/count-words", test_count_words);
  return g_test_run ();
}
