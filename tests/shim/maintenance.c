/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compacting and checking whole databases. */
#include "fixture.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Xapian 1.4.22, checking, frees a table as another type than it was made as: not ours to mend. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "new_delete_type_mismatch=0";
}

typedef struct
{
  char *directory;
  char *first, *second, *merged;
} Fixture;

/* Segments as an indexer makes them: each with docids of its own range, and texts, synonyms and spellings beside
 * them. */
static void
make_segment (const char *path, guint32 docid, const char *word)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (XapDocument) document = fixture_make_document (word, word);
  g_autofree char *key = g_strdup_printf ("%010u", docid);
  g_autoptr (GError) error = NULL;

  xap_writer_replace_docid (writer, docid, document, &error);
  xap_writer_set_metadata (writer, key, word, strlen (word), &error);
  xap_writer_set_metadata (writer, "same", word, strlen (word), &error);
  xap_writer_add_synonym (writer, ":Stm;members", word, &error);
  xap_writer_add_spelling (writer, word, 1, &error);
  g_assert_no_error (error);
  fixture_commit (writer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_directory ();
  fixture->first = fixture_get_path (fixture->directory, "first");
  fixture->second = fixture_get_path (fixture->directory, "second");
  fixture->merged = fixture_get_path (fixture->directory, "merged");
  make_segment (fixture->first, 7, "otter");
  make_segment (fixture->second, 1000, "badger");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->merged);
}

static void
compact (Fixture *fixture, gboolean renumber)
{
  const char *const sources[] = { fixture->first, fixture->second, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (xap_compact (sources, fixture->merged, renumber, &error));
  g_assert_no_error (error);
}

static void
assert_finds (XapReader *reader, const char *word, const char *expected)
{
  g_autoptr (XapQuery) query = fixture_make_term_query (word);
  g_autofree char *found = fixture_search (reader, query, NULL);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_metadata (XapReader *reader, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = xap_reader_get_metadata (reader, 0, key, &error);

  g_assert_no_error (error);
  fixture_assert_bytes (value, expected);
}

/* Docids stay, which is what the stored texts are found by; all that was beside the documents is merged. */
static void
test_keep_docids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  Gathered gathered = gathered_init (0);
  g_autofree char *synonyms = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  compact (fixture, FALSE);
  reader = fixture_open_reader (fixture->merged, NULL);
  assert_finds (reader, "otter", "7");
  assert_finds (reader, "badger", "1000");
  assert_metadata (reader, "0000000007", "otter");
  assert_metadata (reader, "0000001000", "badger");
  assert_metadata (reader, "same", "otter");
  g_assert_true (xap_reader_foreach_synonym (reader, 0, ":Stm;members", gather_term, &gathered, &error));
  synonyms = gathered_finish (&gathered);
  g_assert_cmpstr (synonyms, ==, "badger otter");
  first = xap_reader_suggest (reader, "ottre", &error);
  second = xap_reader_suggest (reader, "bagder", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "otter");
  g_assert_cmpstr (second, ==, "badger");
}

/* Renumbered, the second source's documents come right behind the first's. */
static void
test_renumber (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;

  compact (fixture, TRUE);
  reader = fixture_open_reader (fixture->merged, NULL);
  assert_finds (reader, "otter", "1");
  assert_finds (reader, "badger", "2");
}

/* More than three sources take another way through Xapian, with the same result. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sources = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("segment%u", i);
      g_autofree char *path = fixture_get_path (fixture->directory, name);

      make_segment (path, 100 * (i + 1), i % 2 == 0 ? "otter" : "badger");
      g_strv_builder_add (builder, path);
    }
  sources = g_strv_builder_end (builder);
  g_assert_true (xap_compact ((const char *const *) sources, fixture->merged, FALSE, &error));
  g_assert_no_error (error);
  reader = fixture_open_reader (fixture->merged, NULL);
  assert_finds (reader, "otter", "100 300 500 700 900");
  assert_metadata (reader, "0000000900", "otter");
}

/* The compacted database can be written to, and new documents get new numbers. */
static void
test_write_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapWriter) writer = NULL;

  compact (fixture, FALSE);
  writer = fixture_open_writer (fixture->merged);
  g_assert_cmpuint (fixture_add (writer, "otter", "otter again"), ==, 7);
  g_assert_cmpuint (fixture_add (writer, "new", "newt"), ==, 1001);
  fixture_commit (writer);
}

static void
assert_compact_fails (const char *first, const char *second, const char *destination, int code)
{
  const char *const sources[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (xap_compact (sources, destination, FALSE, &error));
  g_assert_error (error, XAP_ERROR, code);
}

/* Ranges that overlap, sources that are missing, and a destination that is a database already are refused; that
 * database stays whole. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = fixture_get_path (fixture->directory, "missing");
  g_autofree char *deep = fixture_get_path (fixture->directory, "missing/db");
  g_autoptr (XapReader) reader = NULL;

  assert_compact_fails (fixture->first, fixture->first, fixture->merged, XAP_ERROR_FAILED);
  assert_compact_fails (fixture->first, missing, fixture->merged, XAP_ERROR_NOT_FOUND);
  assert_compact_fails (fixture->first, fixture->directory, fixture->merged, XAP_ERROR_CORRUPT);
  assert_compact_fails (fixture->first, NULL, deep, XAP_ERROR_NOT_FOUND);
  assert_compact_fails (fixture->first, NULL, fixture->second, XAP_ERROR_FAILED);
  reader = fixture_open_reader (fixture->second, NULL);
  assert_finds (reader, "badger", "1000");
}

/* A sound database is found sound, with a report. */
static void
test_check_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  g_assert_true (xap_check (fixture->first, &report, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (report, "postlist"));
  g_assert_true (xap_check (fixture->first, NULL, &error));
}

static void
damage (const char *directory, const char *table)
{
  g_autofree char *path = g_build_filename (directory, table, NULL);
  char noise[4096];
  int fd = open (path, O_WRONLY);

  memset (noise, 0x5a, sizeof noise);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, noise, sizeof noise, 4096), ==, sizeof noise);
  g_assert_cmpint (close (fd), ==, 0);
}

/* Damage in any table is found, and the report says so. */
static void
test_check_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "postlist.glass", "termlist.glass", "position.glass", "docdata.glass" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strdup_printf ("damaged%zu", i);
      g_autofree char *path = fixture_get_path (fixture->directory, name);
      g_autoptr (GError) error = NULL;
      g_autofree char *report = NULL;

      make_segment (path, 1, "otter");
      damage (path, tables[i]);
      g_assert_false (xap_check (path, &report, &error));
      g_assert_error (error, XAP_ERROR, XAP_ERROR_CORRUPT);
      g_assert_true (g_utf8_validate (report, -1, NULL));
      g_assert_cmpuint (strlen (report), >, 0);
    }
}

/* What is not there, or no database, can't be checked. */
static void
test_check_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  g_assert_false (xap_check (fixture->merged, &report, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (xap_check (fixture->directory, NULL, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_CORRUPT);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/maintenance/keep-docids", test_keep_docids);
  ADD ("/shim/maintenance/renumber", test_renumber);
  ADD ("/shim/maintenance/many", test_many);
  ADD ("/shim/maintenance/write-on", test_write_on);
  ADD ("/shim/maintenance/refused", test_refused);
  ADD ("/shim/maintenance/check-sound", test_check_sound);
  ADD ("/shim/maintenance/check-damaged", test_check_damaged);
  ADD ("/shim/maintenance/check-nothing", test_check_nothing);
  return g_test_run ();
}
