/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of an article, marked. */
#include "index-fixture.h"

#include "core/error.h"

static const OffprintSearch *
make_search (const char *query, OffprintSearch *search)
{
  *search = (OffprintSearch){ .text = query, .now = 1600000000 };
  return search;
}

/* Returns: (transfer full): what is marked, each in brackets */
static char *
list_matches (const OffprintMarkedText *marked)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (gsize i = 0; i < marked->n_matches; i++)
    {
      const OffprintMatch *match = &marked->matches[i];
      g_assert_true (i == 0 || marked->matches[i - 1].end <= match->start);
      g_string_append_printf (list, "[%.*s]", (int) (match->end - match->start), marked->text + match->start);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* The whole text is given; what a query finds in it is marked in all its forms, in order, each place once. */
static void
test_marks (void)
{
  static const struct
  {
    const char *query, *marked;
  } cases[] = {
    { "count", "[counted][counting]" }, { "counted otters \"otter was\"", "[otter was][counted][counting]" },
    { "nothing-of-it", "" }, { "title:otter volunteers", "[otter][Volunteers]" },
  };
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *path = fixture_articles[0].path;
      OffprintSearch search;
      g_autoptr (OffprintMarkedText) marked
          = offprint_reader_read (reader, path, NULL, make_search (cases[i].query, &search), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (marked->text, ==, fixture_articles[0].text);
      g_autofree char *list = list_matches (marked);
      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (list, ==, cases[i].marked);
    }
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* Without a query nothing is marked. */
static void
test_plain (void)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch search;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  g_autoptr (OffprintMarkedText) marked
      = offprint_reader_read (reader, fixture_articles[0].path, NULL, make_search ("", &search), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marked->text, ==, fixture_articles[0].text);
  g_assert_cmpuint (marked->n_matches, ==, 0);
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* What is not in the index has no text: the error says so. */
static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch search;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  g_assert_null (offprint_reader_read (reader, "/not/there.txt", NULL, make_search ("a", &search), &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "/not/there.txt"));
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-text/marks", test_marks);
  g_test_add_func ("/reader-text/plain", test_plain);
  g_test_add_func ("/reader-text/missing", test_missing);
  return g_test_run ();
}
