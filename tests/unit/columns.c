/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a list of files shows of a file, made from the records of its articles. */
#include "service/columns.h"

#include "core/record.h"

typedef struct
{
  const char *title, *publisher, *published, *url;
} Article;

static GPtrArray *
make_records (const Article *articles, gsize n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (gsize i = 0; i < n; i++)
    {
      OffprintRecordBuilder *builder = offprint_record_builder_new ();
      offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/a/name.mht");
      offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, articles[i].title);
      offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, articles[i].publisher);
      offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, articles[i].published);
      offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, articles[i].url);
      offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, "fr");
      offprint_record_builder_set_words (builder, 10 * (i + 1));
      g_ptr_array_add (records, offprint_record_builder_end (builder));
    }
  return records;
}

static void
assert_columns (GPtrArray *records, const char *expected)
{
  g_autoptr (GVariant) columns = g_variant_ref_sink (columns_new (records));
  g_autofree char *text = g_variant_print (columns, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

/* A file that is not in the index, and an index that is not there, have nothing to show. */
static void
test_none (void)
{
  g_autoptr (GPtrArray) none = make_records (NULL, 0);
  assert_columns (none, "(0, false, '', '', '', '', '', 0)");
  assert_columns (NULL, "(0, false, '', '', '', '', '', 0)");
}

/* Of one article each value is a line; the day of publication does for a column; where there is no title the file's
 * name takes its place, and the site that of the publisher. */
static void
test_one (void)
{
  static const Article whole = { "L'été\n en \tmer", "Revue", "2022-01-27T08:30:00+01:00", NULL };
  static const Article bare = { NULL, NULL, "2021-05", "https://www.revue.example/1" };
  g_autoptr (GPtrArray) one = make_records (&whole, 1), untitled = make_records (&bare, 1);
  assert_columns (one, "(1, false, \"L'été en mer\", 'Revue', '', '2022-01-27', 'fr', 10)");
  assert_columns (untitled, "(1, true, 'name.mht', 'revue.example', '', '2021-05', 'fr', 10)");
}

/* Of several it is what all of them say, the sum of their words, and whether one has an address. */
static void
test_several (void)
{
  static const Article articles[] = { { "One", "Revue", "2022-01-27", NULL },
                                      { "Two", "Revue", "2022-01-28", "https://revue.example/2" },
                                      { "Three", "Revue", NULL, NULL } };
  g_autoptr (GPtrArray) several = make_records (articles, G_N_ELEMENTS (articles));
  assert_columns (several, "(3, true, '', 'Revue', '', '', 'fr', 60)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns/none", test_none);
  g_test_add_func ("/columns/one", test_one);
  g_test_add_func ("/columns/several", test_several);
  return g_test_run ();
}
