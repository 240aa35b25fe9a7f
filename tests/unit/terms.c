/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/terms.h"

#include <string.h>

static OffprintTerm *
add (OffprintTerms *terms, const char *prefix, const char *word)
{
  return offprint_terms_add (terms, prefix, strlen (prefix), word, strlen (word));
}

/* The same prefix and word give the same term, any other another one. */
static void
test_add (void)
{
  g_autoptr (OffprintTerms) terms = offprint_terms_new ();
  OffprintTerm *word = add (terms, "", "otter");
  OffprintTerm *title = add (terms, "S", "otter");
  g_assert_cmpstr (word->text, ==, "otter");
  g_assert_cmpstr (title->text, ==, "Sotter");
  g_assert_cmpuint (title->prefix, ==, 1);
  g_assert_cmpuint (title->length, ==, 6);
  g_assert_true (add (terms, "", "otter") == word);
  g_assert_true (add (terms, "S", "otter") == title);
  g_assert_true (add (terms, "", "Sotter") != title);
  g_assert_cmpuint (offprint_terms_get_count (terms), ==, 3);
}

/* Pointers and positions stay right while the table grows far beyond its first size, and the order is that of adding.
 * */
static void
test_grow (void)
{
  const guint count = 50000, rounds = 7;
  g_autoptr (OffprintTerms) terms = offprint_terms_new ();
  for (guint i = 0; i < count * rounds; i++)
    {
      char word[32];
      g_snprintf (word, sizeof word, "word%u", i % count);
      OffprintTerm *term = add (terms, "", word);
      offprint_terms_add_position (terms, term, i);
      offprint_terms_add_position (terms, term, i);
    }
  g_assert_cmpuint (offprint_terms_get_count (terms), ==, count);
  for (guint i = 0; i < count; i++)
    {
      char word[32];
      g_snprintf (word, sizeof word, "word%u", i);
      const OffprintTerm *term = offprint_terms_get (terms, i);
      g_assert_cmpstr (term->text, ==, word);
      g_assert_cmpuint (term->n_positions, ==, rounds);
      for (guint round = 0; round < rounds; round++)
        g_assert_cmpuint (term->positions[round], ==, i + round * count);
    }
}

/* A word larger than a block of the arena is kept whole, and so is one that holds a NUL. */
static void
test_bytes (void)
{
  g_autoptr (OffprintTerms) terms = offprint_terms_new ();
  g_autofree char *large = g_strnfill (1000000, 'x');
  OffprintTerm *term = add (terms, "", large);
  OffprintTerm *nul = offprint_terms_add (terms, "X", 1, "a\0b", 3);
  g_assert_cmpstr (term->text, ==, large);
  g_assert_cmpmem (nul->text, nul->length, "Xa\0b", 4);
  g_assert_true (add (terms, "X", "a") != nul);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/add", test_add);
  g_test_add_func ("/terms/grow", test_grow);
  g_test_add_func ("/terms/bytes", test_bytes);
  return g_test_run ();
}
