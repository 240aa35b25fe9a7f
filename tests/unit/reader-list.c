/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The articles that a query means: those with all words and no others, and whether some files are among them. */
#include "core/error.h"
#include "index-fixture.h"

static const OffprintSearch plain = { .limit = 100, .fold = TRUE, .recency = TRUE, .now = 1700000000 };

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): base names of the files found, sorted */
static char *
list (OffprintReader *reader, const OffprintSearch *how, const char *query, const char *const *paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  OffprintSearch search = *how;
  search.text = query;
  g_autoptr (GPtrArray) records = offprint_reader_list (reader, &search, paths, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (records, i);
      g_ptr_array_add (names, g_path_get_basename (offprint_record_get (record, OFFPRINT_FIELD_PATH)));
    }
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("|", (char **) names->pdata);
}

#define assert_lists(reader, query, paths, expected)                                                                 \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *found = list (reader, &plain, query, paths);                                                    \
    g_assert_cmpstr (found, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

/* All words, in any form, or none: no article with only some, none for another spelling, copies once. Titles come
 * along, since names are made of them. */
static void
test_all_words (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  assert_lists (reader, "lavrov nato", NULL, "alliance.html|lavrov.txt");
  assert_lists (reader, "lavrov otter", NULL, "");
  assert_lists (reader, "lavrof", NULL, "");
  assert_lists (reader, "envoy", NULL, "lavrov.txt");
  assert_lists (reader, "lavrov -envoys", NULL, "alliance.html");
  assert_lists (reader, "nato published:2023", NULL, "lavrov.txt");
  assert_lists (reader, "author:jane", NULL, "lavrov.txt|otters.html");
  assert_lists (reader, "lang:ja", NULL, "kyoto.html|tokyo.html");
  assert_lists (reader, "alpha", NULL, "far.txt|greek letters.txt");
  assert_lists (reader, "\xff ( -", NULL, "");
  assert_lists (reader, "", NULL, "");
  g_autofree char *once = list (reader, &plain, "thames otters", NULL);
  g_assert_null (strchr (once, '|'));
  OffprintSearch search = plain;
  search.text = "envoys";
  g_autoptr (GPtrArray) records = offprint_reader_list (reader, &search, NULL, &error);
  g_assert_cmpstr (offprint_record_get (g_ptr_array_index (records, 0), OFFPRINT_FIELD_TITLE), ==,
                   "Lavrov meets NATO envoys");
  search.limit = 1;
  search.text = "alpha";
  g_autoptr (GPtrArray) first = offprint_reader_list (reader, &search, NULL, &error);
  g_assert_cmpuint (first->len, ==, 1);
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* Only of some files: those among them that are found, a copy that would fold otherwise too. */
static void
test_paths (void)
{
  const char *const both[] = { "/library/News/2023/lavrov.txt", "/library/Notes/code.md", NULL };
  const char *const other[] = { "/library/Notes/code.md", "/nowhere/lavrov.txt", NULL };
  const char *const copy[] = { "/library/Old copies/otters copy.html", NULL };
  const char *const none[] = { NULL };
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  assert_lists (reader, "lavrov", both, "lavrov.txt");
  assert_lists (reader, "lavrov", other, "");
  assert_lists (reader, "lavrov", none, "");
  assert_lists (reader, "otter", copy, "otters copy.html");
  assert_lists (reader, "lang:en", both, "lavrov.txt");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* Who does not wait any longer gets no half of it. */
static void
test_stopped (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  OffprintSearch search = plain;
  gint stop = TRUE;
  search.text = "otter";
  offprint_reader_set_stop (reader, &stop);
  g_assert_null (offprint_reader_list (reader, &search, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED);
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-list/all-words", test_all_words);
  g_test_add_func ("/reader-list/paths", test_paths);
  g_test_add_func ("/reader-list/stopped", test_stopped);
  return g_test_run ();
}
