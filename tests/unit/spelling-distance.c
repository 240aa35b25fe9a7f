/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far words are apart: known pairs, and that the band gives what the whole table would. */
#include "store/spelling-distance.h"

#include <string.h>

static OffprintSpellingWord
make_word (const char *text)
{
  OffprintSpellingWord word;
  g_assert_true (offprint_spelling_word_set (&word, text, strlen (text)));
  return word;
}

/* Letters left out, put in, changed and swapped count one each, the same both ways round. */
static void
test_known (void)
{
  static const struct
  {
    const char *a, *b;
    guint distance;
  } cases[] = {
    { "otter", "otter", 0 }, { "oter", "otter", 1 }, { "ottter", "otter", 1 }, { "ottar", "otter", 1 },
    { "otetr", "otter", 1 }, { "toter", "otter", 1 }, { "tter", "otter", 1 }, { "ottre", "otter", 1 },
    { "oettr", "otter", 2 }, { "oter", "otters", 2 }, { "government", "govermnet", 2 }, { "a", "b", 1 }, { "ab", "ba", 1 },
    { "газета", "гаезта", 1 }, { "recieve", "receive", 1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OffprintSpellingWord a = make_word (cases[i].a), b = make_word (cases[i].b);
      g_test_message ("%s %s", cases[i].a, cases[i].b);
      g_assert_cmpuint (offprint_spelling_get_distance (&a, &b, 2), ==, cases[i].distance);
      g_assert_cmpuint (offprint_spelling_get_distance (&b, &a, 2), ==, cases[i].distance);
    }
}

/* More than what is asked for is just more. */
static void
test_bound (void)
{
  OffprintSpellingWord a = make_word ("otter"), b = make_word ("heron"), c = make_word ("otterhound");
  g_assert_cmpuint (offprint_spelling_get_distance (&a, &b, 2), ==, 3);
  g_assert_cmpuint (offprint_spelling_get_distance (&a, &c, 2), ==, 3);
  g_assert_cmpuint (offprint_spelling_get_distance (&a, &b, 1), ==, 2);
}

/* The definition, without a band */
static guint
get_slow_distance (const OffprintSpellingWord *a, const OffprintSpellingWord *b)
{
  guint cells[OFFPRINT_SPELLING_CHARS_MAX + 1][OFFPRINT_SPELLING_CHARS_MAX + 1];
  for (guint i = 0; i <= a->length; i++)
    for (guint j = 0; j <= b->length; j++)
      {
        guint best = i == 0 ? j : j == 0 ? i : G_MAXUINT;
        if (i > 0 && j > 0)
          best = MIN (cells[i - 1][j - 1] + (a->chars[i - 1] != b->chars[j - 1]),
                      MIN (cells[i - 1][j], cells[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a->chars[i - 1] == b->chars[j - 2] && a->chars[i - 2] == b->chars[j - 1])
          best = MIN (best, cells[i - 2][j - 2] + 1);
        cells[i][j] = best;
      }
  return cells[a->length][b->length];
}

static OffprintSpellingWord
make_random (void)
{
  OffprintSpellingWord word = { .length = (guint) g_test_rand_int_range (1, 9) };
  for (guint i = 0; i < word.length; i++)
    word.chars[i] = (gunichar) ('a' + g_test_rand_int_range (0, 3));
  return word;
}

/* Of random words of few letters many are near each other. */
static void
test_random (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      OffprintSpellingWord a = make_random (), b = make_random ();
      guint max = (guint) g_test_rand_int_range (1, 4);
      g_assert_cmpuint (MIN (offprint_spelling_get_distance (&a, &b, max), max + 1), ==,
                        MIN (get_slow_distance (&a, &b), max + 1));
    }
}

/* Only letters make a word whose spelling can be wrong. */
static void
test_letters (void)
{
  OffprintSpellingWord word;
  g_autofree char *longest = g_strnfill (OFFPRINT_SPELLING_CHARS_MAX, 'a');
  g_autofree char *longer = g_strnfill (OFFPRINT_SPELLING_CHARS_MAX + 1, 'a');
  g_assert_true (offprint_spelling_word_set (&word, longest, strlen (longest)));
  g_assert_false (offprint_spelling_word_set (&word, longer, strlen (longer)));
  g_assert_false (offprint_spelling_word_set (&word, "", 0));
  g_assert_false (offprint_spelling_word_set (&word, "a1", 2));
  g_assert_false (offprint_spelling_word_set (&word, "e-mail", 6));
  g_assert_true (offprint_spelling_word_set (&word, "ёлка", strlen ("ёлка")));
  g_assert_cmpuint (word.length, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spelling-distance/known", test_known);
  g_test_add_func ("/spelling-distance/bound", test_bound);
  g_test_add_func ("/spelling-distance/random", test_random);
  g_test_add_func ("/spelling-distance/letters", test_letters);
  return g_test_run ();
}
