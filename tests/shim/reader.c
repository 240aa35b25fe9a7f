/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several databases read as one: which document is where, and what belongs to one of them only. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *directory;
  char *first, *second, *third;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_directory ();
  fixture->first = fixture_get_path (fixture->directory, "first");
  fixture->second = fixture_get_path (fixture->directory, "second");
  fixture->third = fixture_get_path (fixture->directory, "third");
  fixture_make_database (fixture->first, "red otter", "blue otter", NULL);
  fixture_make_database (fixture->second, "badger", NULL);
  fixture_make_database (fixture->third, "grey otter", "newt", "otter", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->third);
}

static void
assert_data (XapReader *reader, guint32 docid, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = xap_reader_get_data (reader, docid, &error);

  g_assert_no_error (error);
  fixture_assert_bytes (bytes, expected);
}

/* A hit's document is in the shard, and has the number there, that locating it says: the shard alone has the same
 * data. */
static void
test_locate (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { fixture->first, fixture->second, fixture->third };
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, fixture->second, fixture->third, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) all = xap_query_new_all (&error);
  g_autoptr (XapHits) hits = xap_reader_search (reader, all, &(XapSearch){ .limit = 10, .collapse_slot = NO_SLOT },
                                                &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 3);
  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 6);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 6);
  for (gsize i = 0; i < 6; i++)
    {
      const XapHit *hit = xap_hits_get (hits, i);
      g_autoptr (XapReader) alone = NULL;
      g_autofree char *text = g_strndup (g_bytes_get_data (hit->data, NULL), g_bytes_get_size (hit->data));
      guint shard;
      guint32 docid;

      xap_reader_locate (reader, hit->docid, &shard, &docid);
      g_assert_cmpuint (shard, <, 3);
      alone = fixture_open_reader (paths[shard], NULL);
      assert_data (alone, docid, text);
      assert_data (reader, hit->docid, text);
    }
}

/* The numbers go round the shards; 0 is no document. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const guint expected[][3] = {
    { 1, 0, 1 }, { 2, 1, 1 }, { 3, 0, 2 }, { 4, 1, 2 }, { 0, 0, 0 }, { G_MAXUINT32, 0, 1u << 31 },
  };
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, fixture->second, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint shard = 77;
      guint32 docid = 77;

      xap_reader_locate (reader, expected[i][0], &shard, &docid);
      g_assert_cmpuint (shard, ==, expected[i][1]);
      g_assert_cmpuint (docid, ==, expected[i][2]);
    }
}

/* A document that is not there, or could not be, is not found. */
static void
test_missing_document (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, NULL);
  static const guint32 docids[] = { 0, 3, G_MAXUINT32 };

  for (gsize i = 0; i < G_N_ELEMENTS (docids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (xap_reader_get_data (reader, docids[i], &error));
      g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
    }
}

/* No databases at all: nothing to find, and nothing fails. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (NULL, NULL);
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");
  g_autofree char *found = fixture_search (reader, query, NULL);
  g_autoptr (GError) error = NULL;
  gboolean changed = TRUE;
  guint shard = 77;
  guint32 docid = 77;

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 0);
  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 0);
  g_assert_null (xap_reader_suggest (reader, "ottre", &error));
  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_no_error (error);
  xap_reader_locate (reader, 1, &shard, &docid);
  g_assert_cmpuint (docid, ==, 0);
}

static void
set_metadata (const char *path, const char *value)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (xap_writer_set_metadata (writer, "key", value, strlen (value), &error));
  g_assert_no_error (error);
  fixture_commit (writer);
}

/* Metadata is asked of one shard; Xapian alone would answer from the first. */
static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) missing = NULL;

  set_metadata (fixture->first, "one");
  set_metadata (fixture->second, "two");
  reader = fixture_open_reader (fixture->first, fixture->second, NULL);
  first = xap_reader_get_metadata (reader, 0, "key", &error);
  second = xap_reader_get_metadata (reader, 1, "key", &error);
  missing = xap_reader_get_metadata (reader, 1, "other", &error);
  g_assert_no_error (error);
  fixture_assert_bytes (first, "one");
  fixture_assert_bytes (second, "two");
  fixture_assert_bytes (missing, "");

  g_assert_null (xap_reader_get_metadata (reader, 2, "key", &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

/* Suggestions come from all shards. */
static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (fixture->second);
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *word = NULL;

  g_assert_true (xap_writer_add_spelling (writer, "badger", 1, &error));
  fixture_commit (writer);
  reader = fixture_open_reader (fixture->first, fixture->second, NULL);
  word = xap_reader_suggest (reader, "bagder", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (word, ==, "badger");
}

static char *
find (XapReader *reader, const char *word)
{
  g_autoptr (XapQuery) query = fixture_make_term_query (word);

  return fixture_search (reader, query, NULL);
}

/* A reader stays on its snapshot until it is reopened, and tells whether that changed anything. */
static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->second, NULL);
  g_autoptr (XapWriter) writer = fixture_open_writer (fixture->second);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean changed = TRUE;

  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_false (changed);
  fixture_add (writer, "2", "newt");
  fixture_commit (writer);
  before = find (reader, "newt");
  g_assert_cmpstr (before, ==, "");
  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  after = find (reader, "newt");
  g_assert_cmpstr (after, ==, "2");
}

/* A database that takes the place of another under the same name is seen at the next reopening. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, NULL);
  g_autofree char *away = fixture_get_path (fixture->directory, "away");
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gboolean changed = FALSE;

  g_assert_cmpint (g_rename (fixture->first, away), ==, 0);
  g_assert_cmpint (g_rename (fixture->third, fixture->first), ==, 0);
  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  found = find (reader, "newt");
  g_assert_cmpstr (found, ==, "2");
}

/* When the new state can't be opened, the reader still has the old one. */
static void
test_reopen_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, NULL);
  g_autofree char *away = fixture_get_path (fixture->directory, "away");
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gboolean changed = 77;

  g_assert_cmpint (g_rename (fixture->first, away), ==, 0);
  g_assert_false (xap_reader_reopen (reader, &changed, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
  g_assert_cmpint (changed, ==, 77);
  found = find (reader, "blue");
  g_assert_cmpstr (found, ==, "2");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/reader/locate", test_locate);
  ADD ("/shim/reader/numbers", test_numbers);
  ADD ("/shim/reader/missing-document", test_missing_document);
  ADD ("/shim/reader/empty", test_empty);
  ADD ("/shim/reader/metadata", test_metadata);
  ADD ("/shim/reader/suggest", test_suggest);
  ADD ("/shim/reader/reopen", test_reopen);
  ADD ("/shim/reader/replaced", test_replaced);
  ADD ("/shim/reader/reopen-fails", test_reopen_fails);
  return g_test_run ();
}
