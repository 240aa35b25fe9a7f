/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cards of the files asked about last are there, no more than the limit, and what they show is what the record
 * says. */
#include "hosts/files/cache.h"

static OffprintRecord *
make_record (const char *title, const char *author, const char *published, guint64 words)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/articles/saved.html");
  if (title != NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, author);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, "Courier");
  if (published != NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, published);
  offprint_record_builder_set_words (builder, words);
  return offprint_record_builder_end (builder);
}

static Card *
make_card (OffprintRecord *first, OffprintRecord *second)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  if (first != NULL)
    g_ptr_array_add (records, first);
  if (second != NULL)
    g_ptr_array_add (records, second);
  return card_new (records);
}

/* One article: its own values, in a form that sorts as text. */
static void
test_card (void)
{
  g_autoptr (Card) card = make_card (make_record ("Otters", "Jo Marsh", "2022-01-27T23:30:00-05:00", 1234), NULL);
  g_autoptr (Card) short_one = make_card (make_record ("Otters", "Jo Marsh", NULL, 999), NULL);
  g_assert_cmpuint (card_get_count (card), ==, 1);
  g_assert_cmpstr (card_get (card, CARD_TITLE), ==, "Otters");
  g_assert_cmpstr (card_get (card, CARD_AUTHOR), ==, "Jo Marsh");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHER), ==, "Courier");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHED), ==, "2022-01-27");
  g_assert_cmpstr (card_get (card, CARD_LANGUAGE), ==, "");
  g_assert_false (card_has_url (card));
  g_assert_cmpstr (card_get (short_one, CARD_PUBLISHED), ==, "");
  g_assert_cmpstr (card_get (short_one, CARD_WORDS), <, card_get (card, CARD_WORDS));
  g_assert_false (card_equal (card, short_one));
}

/* Several articles in a file: how many, all their words, and what they have in common. */
static void
test_card_of_several (void)
{
  g_autoptr (Card) card = make_card (make_record ("Otters", "Jo Marsh", "2022-01-27", 1000),
                                     make_record ("Mills", "Ada Quill", "2022-01-27", 500));
  g_autofree char *words = g_strstrip (g_strdup (card_get (card, CARD_WORDS)));
  g_assert_cmpuint (card_get_count (card), ==, 2);
  g_assert_cmpstr (card_get (card, CARD_TITLE), ==, "2 articles");
  g_assert_cmpstr (card_get (card, CARD_AUTHOR), ==, "");
  g_assert_cmpstr (card_get (card, CARD_PUBLISHED), ==, "2022-01-27");
  g_assert_cmpstr (words, ==, "1500");
}

/* A file that is not in the index has a card too, an empty one. */
static void
test_card_of_none (void)
{
  g_autoptr (Card) card = make_card (NULL, NULL);
  g_assert_cmpuint (card_get_count (card), ==, 0);
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    g_assert_cmpstr (card_get (card, column), ==, "");
}

/* The one that was not used for longest goes; looking whether it is there is no use. */
static void
test_bound (void)
{
  g_autoptr (Cache) cache = cache_new (3);
  g_autoptr (Card) card = make_card (NULL, NULL);
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
  g_autoptr (Card) old = make_card (NULL, NULL);
  g_autoptr (Card) new = make_card (make_record ("Otters", "Jo Marsh", NULL, 1), NULL);
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
  g_test_add_func ("/cache/card-of-several", test_card_of_several);
  g_test_add_func ("/cache/card-of-none", test_card_of_none);
  g_test_add_func ("/cache/bound", test_bound);
  g_test_add_func ("/cache/replace", test_replace);
  return g_test_run ();
}
