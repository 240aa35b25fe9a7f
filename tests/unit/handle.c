/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short names of articles: found, shown, outlived. */
#include "store/handle.h"

#include "index-fixture.h"

static OffprintWriter *
open_writer (const char *directory)
{
  g_autoptr (GError) error = NULL;
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  return writer;
}

static void
end_writer (OffprintWriter *writer)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (offprint_writer_commit (writer, &error));
  g_assert_no_error (error);
  offprint_writer_free (writer);
}

static void
put (OffprintWriter *writer, const char *path, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = fixture_make_record (&fixture_articles[0]);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  OffprintIdentity identity = { .path = path, .member = member, .mime_type = "text/html", .signature = "s" };
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
  g_assert_no_error (error);
}

static char **
list (OffprintReader *reader)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch search = { .text = "dir:handles", .limit = 10 };
  char **handles = offprint_handle_list (reader, &search, &error);
  g_assert_no_error (error);
  return handles;
}

static GPtrArray *
show (OffprintReader *reader, const char *const *handles)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch search = { .text = "", .limit = 0 };
  GPtrArray *hits = offprint_handle_show (reader, handles, &search, &error);
  g_assert_no_error (error);
  return hits;
}

/* Each article has one of its own, members of one file too; it leads back to the article. */
static void
test_show (void)
{
  char *directory = fixture_make_index ();
  OffprintWriter *writer = open_writer (directory);
  put (writer, "/handles/a.mht", NULL);
  put (writer, "/handles/b.mht", "one");
  put (writer, "/handles/b.mht", "two");
  end_writer (writer);
  g_autoptr (OffprintReader) reader = fixture_open_reader (directory);
  g_auto (GStrv) handles = list (reader);
  g_assert_cmpuint (g_strv_length (handles), ==, 3);
  g_autoptr (GPtrArray) hits = show (reader, (const char *const *) handles);
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *again = offprint_handle_new (g_ptr_array_index (hits, i));
      g_assert_cmpstr (again, ==, handles[i]);
      g_assert_false (g_strv_contains ((const char *const *) handles + i + 1, again));
    }
  fixture_remove_index (directory);
}

/* What is no handle, and one of an article that is elsewhere or gone, leads to nothing. */
static void
test_gone (void)
{
  char *directory = fixture_make_index ();
  OffprintWriter *writer = open_writer (directory);
  put (writer, "/handles/a.mht", NULL);
  end_writer (writer);
  g_autoptr (OffprintReader) reader = fixture_open_reader (directory);
  g_auto (GStrv) handles = list (reader);
  g_auto (GStrv) parts = g_strsplit (handles[0], ".", 2);
  g_autofree char *other = g_strconcat (parts[0], ".00000000", NULL);
  const char *const wrong[] = { "", ".", "1", "x.00000000", "1.0", "1.0000000000", "-1.00000000", "4294967295.00000000",
                                "99999999999.00000000", other, NULL };
  g_autoptr (GPtrArray) hits = show (reader, wrong);
  g_assert_cmpuint (hits->len, ==, G_N_ELEMENTS (wrong) - 1);
  for (guint i = 0; i < hits->len; i++)
    g_assert_null (g_ptr_array_index (hits, i));
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handle/show", test_show);
  g_test_add_func ("/handle/gone", test_gone);
  return g_test_run ();
}
