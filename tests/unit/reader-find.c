/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking the index about a file by its path. */
#include "index-fixture.h"

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

static char *
find (OffprintReader *reader, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = offprint_reader_find (reader, path, &error);
  g_autoptr (GString) members = g_string_new (NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (records, i);
      const char *member = offprint_record_get (record, OFFPRINT_FIELD_MEMBER);
      g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_PATH), ==, path);
      g_string_append_printf (members, "[%s]", member != NULL ? member : "");
    }
  return g_string_free (g_steal_pointer (&members), FALSE);
}

#define assert_found(reader, path, members)                                                                          \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *found = find (reader, path);                                                                    \
    g_assert_cmpstr (found, ==, members);                                                                            \
  }                                                                                                                  \
  G_STMT_END

/* All articles of a file are found by its path, and none of a file of the same name elsewhere; also where the path is
 * long, has a bar, a line end or bytes that are no UTF-8, or no folder. */
static void
test_paths (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_autofree char *folder = g_strnfill (250, 'x');
  g_autofree char *deep = g_strdup_printf ("/%s/%s/a.mht", folder, folder);
  g_autofree char *other = g_strdup_printf ("/%s/%s/b.mht", folder, folder);
  g_autofree char *member = g_strnfill (240, 'm');
  const char *paths[] = { "/a/x.mht", "/b/x.mht", "/a/b/x.mht", "/a/x.mht|y", "/a/\xff\n.mht", "/x.mht", deep, other };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    put (writer, paths[i], NULL);
  put (writer, "/a/x.mht", "one");
  put (writer, "/a/x.mht", member);
  put (writer, deep, "two");
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
  OffprintReader *reader = fixture_open_reader (directory);
  g_autofree char *long_members = g_strdup_printf ("[][one][%s]", member);
  assert_found (reader, "/a/x.mht", long_members);
  assert_found (reader, deep, "[][two]");
  assert_found (reader, other, "[]");
  for (gsize i = 1; i < 6; i++)
    assert_found (reader, paths[i], "[]");
  assert_found (reader, "/a/X.mht", "");
  assert_found (reader, "/a/", "");
  assert_found (reader, "/", "");
  assert_found (reader, "", "");
  assert_found (reader, "/library/News/2023/lavrov.txt", "[]");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* A file is told from many others of its name, a file with many articles from another one of its name. */
static void
test_namesakes (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_autoptr (GString) members = g_string_new (NULL);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("/namesakes/%u/index.html", i);
      g_autofree char *member = g_strdup_printf ("%02u", i);
      put (writer, path, NULL);
      put (writer, "/namesakes/many.mht", member);
      g_string_append_printf (members, "[%s]", member);
    }
  put (writer, "/namesakes/1/many.mht", NULL);
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
  OffprintReader *reader = fixture_open_reader (directory);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("/namesakes/%u/index.html", i);
      assert_found (reader, path, "[]");
    }
  assert_found (reader, "/namesakes/30/index.html", "");
  assert_found (reader, "/namesakes/many.mht", members->str);
  assert_found (reader, "/namesakes/1/many.mht", "[]");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-find/paths", test_paths);
  g_test_add_func ("/reader-find/namesakes", test_namesakes);
  return g_test_run ();
}
