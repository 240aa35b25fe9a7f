/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cards of the files asked about last are there, no more than the limit, and what they show is what the daemon
 * says. */
#include "hosts/files/cache.h"

static Card *
make_card (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) columns = g_variant_parse (G_VARIANT_TYPE ("(ubssssst)"), file, NULL, NULL, &error);
  g_assert_no_error (error);
  return card_new (columns);
}

#define NONE "(0, false, '', '', '', '', '', 0)"
#define ONE "(1, true, 'Otters', 'Courier', 'Jo Marsh', '2022-01-27', 'en', 1234)"

/* One article: its own values, in a form that sorts as text. */
static void
test_card (void)
{
  g_autoptr (Card) card = make_card (ONE);
  g_autoptr (Card) same = make_card (ONE);
  g_autoptr (Card) short_one = make_card ("(1, true, 'Otters', 'Courier', 'Jo Marsh', '2022-01-27', 'en', 999)");
  g_assert_cmpuint (card_get_count (card), ==, 1);
  g_assert_cmpstr (card_get (card, CARD_TITLE), ==, "Otters");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHER), ==, "Courier");
  g_assert_cmpstr (card_get (card, CARD_AUTHOR), ==, "Jo Marsh");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHED), ==, "2022-01-27");
  g_assert_cmpstr (card_get (card, CARD_LANGUAGE), ==, "en");
  g_assert_true (card_has_url (card));
  g_assert_cmpstr (card_get (short_one, CARD_WORDS), <, card_get (card, CARD_WORDS));
  g_assert_true (card_equal (card, same));
  g_assert_false (card_equal (card, short_one));
}

/* What is too wide for its column is cut at a word. */
static void
test_card_of_long_title (void)
{
  g_autoptr (Card) card = make_card ("(1, false, 'Otters return to the river Halve after forty years away from it', "
                                     "'', '', '', '', 7)");
  g_assert_cmpstr (card_get (card, CARD_TITLE), ==, "Otters return to the river Halve after forty…");
  g_assert_false (card_has_url (card));
}

/* Several articles in a file: how many, all their words, and what they have in common. */
static void
test_card_of_several (void)
{
  g_autoptr (Card) card = make_card ("(2, true, '', 'Courier', '', '', '', 1500)");
  g_assert_cmpuint (card_get_count (card), ==, 2);
  g_assert_cmpstr (card_get (card, CARD_TITLE), ==, "2 articles");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHER), ==, "Courier");
  g_assert_cmpstr (card_get (card, CARD_AUTHOR), ==, "");
  g_assert_cmpstr (card_get (card, CARD_WORDS), ==, "    1500");
}

/* A file that is not in the index has a card too, an empty one. */
static void
test_card_of_none (void)
{
  g_autoptr (Card) card = make_card (NONE);
  g_assert_cmpuint (card_get_count (card), ==, 0);
  g_assert_false (card_has_url (card));
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    g_assert_cmpstr (card_get (card, column), ==, "");
}

/* The one that was not used for longest goes; looking whether it is there is no use. */
static void
test_bound (void)
{
  g_autoptr (Cache) cache = cache_new (3);
  g_autoptr (Card) card = make_card (NONE);
  cache_put (cache, "/a", card);
  cache_put (cache, "/b", card);
  cache_put (cache, "/c", card);
  g_assert_true (cache_get (cache, "/a") == card);
  g_assert_true (cache_contains (cache, "/b"));
  cache_put (cache, "/d", card);
  g_assert_null (cache_get (cache, "/b"));
  g_assert_nonnull (cache_get (cache, "/a"));
  cache_put (cache, "/c", card);
  cache_put (cache, "/e", card);
  g_assert_false (cache_contains (cache, "/d"));
  g_autoptr (GPtrArray) paths = cache_get_paths (cache);
  g_assert_cmpuint (paths->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (paths, 0), ==, "/e");
  g_assert_cmpstr (g_ptr_array_index (paths, 1), ==, "/c");
  g_assert_cmpstr (g_ptr_array_index (paths, 2), ==, "/a");
}

/* A new card takes the old one's place, and is freed with the cache. */
static void
test_replace (void)
{
  g_autoptr (Cache) cache = cache_new (2);
  g_autoptr (Card) old = make_card (NONE);
  g_autoptr (Card) new = make_card (ONE);
  cache_put (cache, "/a", old);
  cache_put (cache, "/a", new);
  cache_put (cache, "/a", new);
  g_assert_true (cache_get (cache, "/a") == new);
  cache_remove (cache, "/a");
  cache_remove (cache, "/a");
  g_assert_null (cache_get (cache, "/a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/card", test_card);
  g_test_add_func ("/cache/card-of-long-title", test_card_of_long_title);
  g_test_add_func ("/cache/card-of-several", test_card_of_several);
  g_test_add_func ("/cache/card-of-none", test_card_of_none);
  g_test_add_func ("/cache/bound", test_bound);
  g_test_add_func ("/cache/replace", test_replace);
  return g_test_run ();
}
