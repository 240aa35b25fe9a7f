/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/maintenance.h"

#include "core/error.h"
#include "store-fixture.h"
#include "store/metadata.h"

#include <string.h>

static void
fill (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/a", "Otters", "They are swimming.");
  store_fixture_put (writer, "/b", "Beavers", "They were building.");
  store_fixture_put (writer, "/c", NULL, NULL);
  store_fixture_commit (writer);
  offprint_writer_remove (writer, "/a", NULL, &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
}

static char *
check (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *report = NULL;
  offprint_maintenance_check (fixture->index, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* A sound index has nothing to report. */
static void
test_sound (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  g_autofree char *report = check (fixture);
  g_assert_cmpstr (report, ==, "");
}

/* A text without article, an article without its text and one without its unique term are each named. */
static void
test_unsound (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fill (fixture);
  g_autoptr (XapWriter) writer = xap_writer_open (fixture->index, 0, &error);
  xap_writer_set_metadata (writer, "0000000099", "x", 1, &error);
  xap_writer_set_metadata (writer, "0000000002", NULL, 0, &error);
  g_autoptr (XapDocument) document = xap_writer_get_document (writer, 3, &error);
  xap_document_remove_term (document, "Q/c|", 4, &error);
  xap_writer_replace_docid (writer, 3, document, &error);
  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
  g_autofree char *report = check (fixture);
  g_assert_cmpstr (report, ==,
                   "article 2: its text is missing or damaged\narticle 3: its unique term is missing\n"
                   "text 0000000099: no article has that number\n");
}

/* Overwritten blocks are found by Xapian's own check. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->index, "postlist.glass", NULL);
  g_autofree char *contents = NULL;
  gsize length;
  fill (fixture);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  memset (contents + 5, 0x5a, length - 5);
  g_file_set_contents (path, contents, (gssize) length, &error);
  g_assert_no_error (error);
  g_autofree char *report = NULL;
  if (offprint_maintenance_check (fixture->index, &report, &error))
    g_assert_cmpstr (report, !=, "");
  else
    g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED);
}

/* No index is an error that says what to do, for checking and for compacting; none is made. */
static void
test_missing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GError) compact_error = NULL;
  g_autofree char *report = NULL;
  guint64 before, after;
  g_assert_cmpint (offprint_maintenance_check (fixture->index, &report, &check_error), ==, FALSE);
  g_assert_cmpint (offprint_maintenance_compact (fixture->index, &before, &after, &compact_error), ==, FALSE);
  g_assert_error (check_error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
  g_assert_error (compact_error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
  g_assert_cmpint (g_file_test (fixture->index, G_FILE_TEST_EXISTS), ==, FALSE);
}

static void
compact (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint64 before = 0, after = 0;
  offprint_maintenance_compact (fixture->index, &before, &after, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after, >, 0);
  g_assert_cmpuint (after, <, before);
}

static void
assert_alone (const StoreFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, "index");
}

static char *
get_words (const StoreFixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  xap_reader_foreach_synonym (reader, 0, key, store_fixture_append_term, words, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* After compacting everything is as before, at the same docids, but for synonyms of words that no article has; nothing
 * is left beside it. */
static void
test_compact (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  g_autoptr (XapReader) open_before = store_fixture_read (fixture);
  g_autofree char *terms_before = store_fixture_terms (open_before, 2);
  g_autofree char *swim_before = get_words (fixture, ":Stm:english:swim");
  compact (fixture);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autofree char *terms = store_fixture_terms (reader, 2);
  g_autofree char *terms_of_old = store_fixture_terms (open_before, 2);
  g_autofree char *swim = get_words (fixture, ":Stm:english:swim");
  g_autofree char *build = get_words (fixture, ":Stm:english:build");
  g_autofree char *report = check (fixture);
  g_assert_cmpstr (terms, ==, terms_before);
  g_assert_cmpstr (terms_of_old, ==, terms_before);
  g_assert_cmpstr (swim_before, ==, "swimming ");
  g_assert_cmpstr (swim, ==, "");
  g_assert_cmpstr (build, ==, "building ");
  g_assert_cmpstr (report, ==, "");
  assert_alone (fixture);
}

/* A language of which no article is left has no stems, and is not listed as one that has. */
static void
test_compact_language (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fill (fixture);
  compact (fixture);
  g_autofree char *before = get_words (fixture, OFFPRINT_METADATA_STEM_MEMBERS);
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  offprint_writer_remove (writer, "/b", NULL, &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
  g_clear_pointer (&writer, offprint_writer_free);
  compact (fixture);
  g_autofree char *after = get_words (fixture, OFFPRINT_METADATA_STEM_MEMBERS);
  g_assert_cmpstr (before, ==, "english ");
  g_assert_cmpstr (after, ==, "");
}

/* A compacted index is written to like any other, and docids go on where they were. */
static void
test_write_after_compact (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  compact (fixture);
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/b", "Beavers", "They rest.");
  store_fixture_put (writer, "/d", "Dormice", "They sleep.");
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autofree char *terms = store_fixture_terms (reader, 4);
  g_autofree char *report = check (fixture);
  g_assert_nonnull (strstr (terms, " dormice "));
  g_assert_cmpstr (report, ==, "");
}

/* Nobody compacts an index that is being written. */
static void
test_compact_locked (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  guint64 before, after;
  g_assert_cmpint (offprint_maintenance_compact (fixture->index, &before, &after, &error), ==, FALSE);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_LOCKED);
}

static void
make_junk (const StoreFixture *fixture, const char *ending)
{
  g_autofree char *folder = g_strconcat (fixture->index, ending, NULL);
  g_autofree char *path = g_build_filename (folder, "postlist.glass", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_file_set_contents (path, "x", 1, NULL), ==, TRUE);
}

/* What killed compactions left is gone at the next opening; what only looks alike is not touched. */
static void
test_leftovers (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *alike = g_strconcat (fixture->index, ".compact-notes", NULL);
  g_autofree char *other = g_strconcat (fixture->index, "2.compacted", NULL);
  g_assert_cmpint (g_mkdir (alike, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  fill (fixture);
  make_junk (fixture, ".compact-Ab12Cd");
  make_junk (fixture, ".compacted");
  make_junk (fixture, ".replaced");
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  g_assert_cmpint (g_rmdir (alike), ==, 0);
  g_assert_cmpint (g_rmdir (other), ==, 0);
  assert_alone (fixture);
}

static void
move_index (const StoreFixture *fixture, const char *ending)
{
  g_autofree char *moved = g_strconcat (fixture->index, ending, NULL);
  g_assert_cmpint (g_rename (fixture->index, moved), ==, 0);
}

/* Killed between the two renames, the complete new index is put in its place; with none, the old one is. */
static void
test_recover (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  move_index (fixture, ".compacted");
  make_junk (fixture, ".replaced");
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  g_clear_pointer (&writer, offprint_writer_free);
  g_autofree char *report = check (fixture);
  g_assert_cmpstr (report, ==, "");
  assert_alone (fixture);
  move_index (fixture, ".replaced");
  writer = store_fixture_open (fixture);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_assert_cmpuint (xap_reader_get_document_count (reader, NULL), ==, 2);
}

/* An index behind a symbolic link is compacted where it is, and the link stays. */
static void
test_compact_link (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  guint64 before, after;
  fill (fixture);
  g_assert_cmpint (symlink (fixture->index, link), ==, 0);
  offprint_maintenance_compact (link, &before, &after, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_file_test (link, G_FILE_TEST_IS_SYMLINK), ==, TRUE);
  g_assert_cmpint (g_file_test (fixture->index, G_FILE_TEST_IS_SYMLINK), ==, FALSE);
  g_assert_cmpint (g_unlink (link), ==, 0);
  assert_alone (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/maintenance/check/sound", test_sound);
  store_fixture_test ("/maintenance/check/unsound", test_unsound);
  store_fixture_test ("/maintenance/check/damaged", test_damaged);
  store_fixture_test ("/maintenance/missing", test_missing);
  store_fixture_test ("/maintenance/compact", test_compact);
  store_fixture_test ("/maintenance/compact/language", test_compact_language);
  store_fixture_test ("/maintenance/compact/write-after", test_write_after_compact);
  store_fixture_test ("/maintenance/compact/locked", test_compact_locked);
  store_fixture_test ("/maintenance/compact/leftovers", test_leftovers);
  store_fixture_test ("/maintenance/compact/recover", test_recover);
  store_fixture_test ("/maintenance/compact/link", test_compact_link);
  return g_test_run ();
}
