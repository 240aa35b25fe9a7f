/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles like another one. */
#include "index-fixture.h"

#include "core/error.h"

/* The copy of an article is most like it; the article itself is left out; there are as many as asked for; the snippet
 * is the start of the text. */
static void
test_similar (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  g_autoptr (OffprintHits) hits = offprint_reader_similar (reader, fixture_articles[0].path, NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, >, 0);
  const OffprintHit *first = g_ptr_array_index (hits->hits, 0);
  g_assert_cmpstr (offprint_record_get (first->record, OFFPRINT_FIELD_PATH), ==, fixture_articles[1].path);
  g_assert_cmpuint (first->rank, ==, 1);
  g_assert_cmpfloat (first->score, >, 0);
  g_assert_cmpstr (first->snippet, ==, fixture_articles[1].text);
  g_assert_cmpuint (first->n_matches, ==, 0);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), !=, fixture_articles[0].path);
    }
  g_autoptr (OffprintHits) one = offprint_reader_similar (reader, fixture_articles[3].path, NULL, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->hits->len, ==, 1);
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* What is not in the index is like nothing: the error says so. */
static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  g_assert_null (offprint_reader_similar (reader, "/not/there.txt", NULL, 10, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "/not/there.txt"));
  g_clear_error (&error);
  g_assert_null (offprint_reader_similar (reader, fixture_articles[0].path, "member", 10, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-similar/similar", test_similar);
  g_test_add_func ("/reader-similar/missing", test_missing);
  return g_test_run ();
}
