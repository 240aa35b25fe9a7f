/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an engine does when something is wrong with its index; the time is an argument. */
#include "core/error.h"
#include "tests/unit/engine-fixture.h"

#define SECOND G_USEC_PER_SEC

/* With two articles in its index */
static void
start (EngineFixture *fixture)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  engine_start (fixture, TRUE);
  engine_expect_articles (fixture, 2);
}

/* @now: monotonic microseconds at which the engine is told */
static void
meet (EngineFixture *fixture, OffprintError code, gint64 now)
{
  g_assert_no_error (fixture->indexer->error);
  fixture->indexer->error = g_error_new (OFFPRINT_ERROR, (int) code, "trouble number %d", (int) code);
  offprint_indexer_face_trouble (fixture->indexer, now);
}

/* So that one index is known from another: a file in its folder, named @mark */
static void
mark (EngineFixture *fixture, const char *mark)
{
  g_autofree char *name = g_strconcat ("xapiandb/", mark, NULL);
  folder_write (fixture->folder, name, "");
}

static gboolean
has (EngineFixture *fixture, const char *name)
{
  g_autofree char *path = folder_get (fixture->folder, name);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A damaged index is set aside and built anew at once, with all that is on disk. */
static void
test_damaged (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  mark (fixture, "first");
  meet (fixture, OFFPRINT_ERROR_DAMAGED, g_get_monotonic_time ());
  g_assert_true (has (fixture, "xapiandb.damaged/first"));
  g_assert_false (has (fixture, "xapiandb/first"));
  engine_expect_articles (fixture, 2);
  engine_expect_state (fixture, OFFPRINT_INDEXER_IDLE);
  folder_write (fixture->folder, "articles/otter.txt", "");
  engine_expect_articles (fixture, 1);
}

/* Damaged again within a minute, it is left as it is, and looked at again after a minute; after that, the older one of
 * two damaged ones is not kept. */
static void
test_damaged_again (EngineFixture *fixture, gconstpointer data)
{
  gint64 now = g_get_monotonic_time ();
  start (fixture);
  mark (fixture, "first");
  meet (fixture, OFFPRINT_ERROR_DAMAGED, now);
  engine_flush (fixture);
  mark (fixture, "second");
  meet (fixture, OFFPRINT_ERROR_DAMAGED, now + 59 * SECOND);
  engine_expect_state (fixture, OFFPRINT_INDEXER_REFUSED);
  g_assert_true (has (fixture, "xapiandb/second"));
  g_assert_true (has (fixture, "xapiandb.damaged/first"));
  offprint_indexer_retry (fixture->indexer, now + 119 * SECOND - 1);
  engine_expect_state (fixture, OFFPRINT_INDEXER_REFUSED);
  offprint_indexer_retry (fixture->indexer, now + 119 * SECOND);
  engine_expect_articles (fixture, 2);
  engine_expect_state (fixture, OFFPRINT_INDEXER_IDLE);
  meet (fixture, OFFPRINT_ERROR_DAMAGED, now + 119 * SECOND);
  g_assert_true (has (fixture, "xapiandb.damaged/second"));
  g_assert_false (has (fixture, "xapiandb.damaged/first"));
  engine_expect_articles (fixture, 2);
}

/* An index that was deleted is built anew as often as that is done, and nothing is set aside. */
static void
test_deleted (EngineFixture *fixture, gconstpointer data)
{
  gint64 now = g_get_monotonic_time ();
  start (fixture);
  for (int i = 0; i < 3; i++)
    {
      folder_remove (fixture->folder, "xapiandb");
      meet (fixture, OFFPRINT_ERROR_DAMAGED, now + i);
      engine_expect_articles (fixture, 2);
      g_assert_false (has (fixture, "xapiandb.damaged"));
    }
  meet (fixture, OFFPRINT_ERROR_DAMAGED, now + 3);
  g_assert_true (has (fixture, "xapiandb.damaged"));
  engine_flush (fixture);
  folder_remove (fixture->folder, "xapiandb");
  meet (fixture, OFFPRINT_ERROR_DAMAGED, now + 4);
  engine_expect_articles (fixture, 2);
}

/* An index that is damaged for real, table by table, is noticed when it is opened. */
static void
test_overwritten (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  engine_end (fixture);
  folder_write (fixture->folder, "xapiandb/postlist.glass", "nothing that Xapian wrote");
  engine_start (fixture, TRUE);
  engine_expect_articles (fixture, 2);
  g_assert_true (has (fixture, "xapiandb.damaged"));
}

static void
note_end (const OffprintProgress *progress, const GError *error, gpointer data)
{
  g_assert_no_error (*(GError **) data);
  *(GError **) data = error != NULL ? g_error_copy (error) : NULL;
}

/* Work that is under way ends with the reason; what was not committed is found again on disk. */
static void
test_under_way (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  start (fixture);
  const char *roots[] = { fixture->articles, NULL };
  const OffprintIndexJob job = { .roots = roots, .full = TRUE, .done = note_end, .data = &error };
  offprint_indexer_run (fixture->indexer, &job);
  g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
  meet (fixture, OFFPRINT_ERROR_DAMAGED, g_get_monotonic_time ());
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED);
  engine_expect_articles (fixture, 2);
}

/* A full disk is tried again when there is more room, and after a minute anyway. */
static void
test_no_space (EngineFixture *fixture, gconstpointer data)
{
  gint64 now = g_get_monotonic_time ();
  start (fixture);
  meet (fixture, OFFPRINT_ERROR_NO_SPACE, now);
  engine_expect_state (fixture, OFFPRINT_INDEXER_NO_SPACE);
  fixture->indexer->room_at_failure = G_MAXUINT64 / 2;
  for (int i = 0; i < 60; i++)
    offprint_indexer_retry (fixture->indexer, now + i * SECOND);
  engine_expect_state (fixture, OFFPRINT_INDEXER_NO_SPACE);
  offprint_indexer_retry (fixture->indexer, now + 60 * SECOND);
  engine_expect_articles (fixture, 2);
  meet (fixture, OFFPRINT_ERROR_NO_SPACE, now);
  fixture->indexer->room_at_failure = 0;
  offprint_indexer_retry (fixture->indexer, now + 5 * SECOND - 1);
  engine_expect_state (fixture, OFFPRINT_INDEXER_NO_SPACE);
  offprint_indexer_retry (fixture->indexer, now + 5 * SECOND);
  engine_expect_articles (fixture, 2);
}

/* Asks for a job, and expects it to end with an error. */
static void
expect_job_refused (EngineFixture *fixture, OffprintError code)
{
  g_autoptr (GError) error = NULL;
  const char *roots[] = { fixture->articles, NULL };
  const OffprintIndexJob job = { .roots = roots, .done = note_end, .data = &error };
  offprint_indexer_run (fixture->indexer, &job);
  engine_turn (fixture);
  g_assert_error (error, OFFPRINT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, fixture->indexer->trouble);
}

/* While another one writes the index, who waits for the engine waits on, and who asks for work is told; when that is
 * done, it goes on by itself. */
static void
test_locked (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();
  OffprintWriter *other = offprint_writer_open (fixture->database, &error);
  g_assert_no_error (error);
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  engine_start (fixture, TRUE);
  engine_expect_state (fixture, OFFPRINT_INDEXER_LOCKED);
  engine_begin_flush (fixture);
  engine_turn (fixture);
  g_assert_false (fixture->flushed);
  expect_job_refused (fixture, OFFPRINT_ERROR_LOCKED);
  offprint_writer_free (other);
  offprint_indexer_retry (fixture->indexer, now + 2 * SECOND - 1);
  engine_expect_state (fixture, OFFPRINT_INDEXER_LOCKED);
  offprint_indexer_retry (fixture->indexer, fixture->indexer->retry_at);
  engine_wait_flushed (fixture);
  g_assert_no_error (fixture->error);
  engine_expect_articles (fixture, 1);
}

static void
expect_refused (EngineFixture *fixture)
{
  g_assert_true (fixture->flushed);
  g_assert_error (fixture->error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
  g_assert_cmpstr (fixture->error->message, ==, fixture->indexer->trouble);
  engine_expect_state (fixture, OFFPRINT_INDEXER_REFUSED);
}

/* Of an index that can't be used, who waits or asks is told, whether that was before or after; it is not touched. */
static void
test_refused (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  folder_write (fixture->folder, "articles/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
  engine_begin_flush (fixture);
  meet (fixture, OFFPRINT_ERROR_INDEX, g_get_monotonic_time ());
  engine_turn (fixture);
  expect_refused (fixture);
  engine_begin_flush (fixture);
  engine_turn (fixture);
  expect_refused (fixture);
  expect_job_refused (fixture, OFFPRINT_ERROR_INDEX);
  g_assert_false (has (fixture, "xapiandb.damaged"));
  offprint_indexer_retry (fixture->indexer, fixture->indexer->retry_at);
  engine_expect_articles (fixture, 3);
}

/* Who does not follow, only ends. */
static void
test_not_following (EngineFixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  engine_start (fixture, FALSE);
  engine_expect_articles (fixture, 1);
  meet (fixture, OFFPRINT_ERROR_DAMAGED, g_get_monotonic_time ());
  g_assert_null (fixture->indexer->writer);
  g_assert_false (has (fixture, "xapiandb.damaged"));
  g_assert_cmpint (fixture->indexer->retry_at, ==, 0);
}

/* @error: code of the error that this is to end with; 0: none */
static void
compact (EngineFixture *fixture, int error)
{
  fixture->flushed = FALSE;
  offprint_indexer_compact (fixture->indexer, engine_note_flushed, fixture);
  engine_wait_flushed (fixture);
  if (error == 0)
    g_assert_no_error (fixture->error);
  else
    g_assert_error (fixture->error, OFFPRINT_ERROR, error);
}

/* A compaction waits for what is under way; the new index is the one that is then written, and watched. */
static void
test_compact (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  mark (fixture, "old");
  folder_write (fixture->folder, "articles/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
  offprint_indexer_rescan (fixture->indexer, NULL);
  compact (fixture, 0);
  g_assert_false (has (fixture, "xapiandb/old"));
  engine_expect_articles (fixture, 3);
  folder_write (fixture->folder, "articles/otter.txt", "");
  engine_expect_articles (fixture, 2);
  engine_expect_state (fixture, OFFPRINT_INDEXER_IDLE);
  folder_remove (fixture->folder, "xapiandb");
  engine_turn (fixture);
  g_assert_cmpint (fixture->indexer->missed_at, >, 0);
}

/* Who asks for a compaction while the index can't be written hears why. */
static void
test_compact_in_trouble (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  meet (fixture, OFFPRINT_ERROR_INDEX, g_get_monotonic_time ());
  compact (fixture, OFFPRINT_ERROR_INDEX);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (EngineFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer-trouble/damaged", test_damaged },
    { "/indexer-trouble/damaged-again", test_damaged_again },
    { "/indexer-trouble/deleted", test_deleted },
    { "/indexer-trouble/overwritten", test_overwritten },
    { "/indexer-trouble/under-way", test_under_way },
    { "/indexer-trouble/no-space", test_no_space },
    { "/indexer-trouble/locked", test_locked },
    { "/indexer-trouble/refused", test_refused },
    { "/indexer-trouble/not-following", test_not_following },
    { "/indexer-trouble/compact", test_compact },
    { "/indexer-trouble/compact-in-trouble", test_compact_in_trouble },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, EngineFixture, NULL, engine_set_up, tests[i].func, engine_tear_down);
  return g_test_run ();
}
