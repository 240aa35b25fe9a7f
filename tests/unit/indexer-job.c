/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scans that overtake one another, and folders that may not be read for a while. The jobs are led step by step, so that
 * what happens between two steps is known. */
#include "index/worker-process.h"
#include "tests/unit/engine-fixture.h"
#include "tests/unit/watch-fixture.h"

/* Five articles, a/1.txt to a/5.txt, and b.txt, in the index */
static void
start (EngineFixture *fixture)
{
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("articles/a/%d.txt", i);
      g_autofree char *text = g_strdup_printf ("Number %d\n\nThe otter number %d swims in the river.\n", i, i);
      folder_write (fixture->folder, name, text);
    }
  folder_write (fixture->folder, "articles/b.txt", "The heron\n\nA heron stands in the shallows.\n");
  engine_start (fixture, FALSE);
  offprint_indexer_rescan (fixture->indexer, NULL);
  engine_expect_articles (fixture, 6);
}

static OffprintJob *
get_job (EngineFixture *fixture, guint number)
{
  return g_queue_peek_nth (&fixture->indexer->jobs, number);
}

/* Begins a scan of everything, and leaves it when it has seen two articles in the folder. */
static OffprintJob *
begin_scan (EngineFixture *fixture)
{
  offprint_indexer_rescan (fixture->indexer, NULL);
  OffprintJob *job = get_job (fixture, 0);
  while (job->progress.found < 2)
    g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
  g_assert_true (job->progress.scanning);
  return job;
}

static void
scan_urgently (EngineFixture *fixture, const char *name)
{
  g_autofree char *path = folder_get (fixture->folder, name);
  offprint_indexer_scan_path (fixture->indexer, fixture->articles, path, TRUE);
}

/* Leads it until only one job is left. */
static void
end_urgent (EngineFixture *fixture)
{
  while (fixture->indexer->jobs.length > 1)
    g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
}

/* An urgent scan comes to its end while the one that began before it stands still. */
static void
test_urgent_first (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  OffprintJob *slow = begin_scan (fixture);
  scan_urgently (fixture, "articles/a");
  OffprintJob *urgent = get_job (fixture, 1);
  g_assert_true (urgent->is_urgent);
  end_urgent (fixture);
  g_assert_true (get_job (fixture, 0) == slow);
  g_assert_cmpuint (slow->progress.found, ==, 2);
  g_assert_true (slow->progress.scanning);
}

/* The slower scan still has names on its list that the urgent one found unwanted: it must not bring them back. */
static void
test_overtaken (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  OffprintJob *slow = begin_scan (fixture);
  folder_write (fixture->folder, "articles/a/" OFFPRINT_SCAN_IGNORE_NAME, "");
  scan_urgently (fixture, "articles/a");
  end_urgent (fixture);
  g_assert_cmpuint (offprint_known_count_articles (fixture->indexer->known), ==, 1);
  g_assert_true (get_job (fixture, 0) == slow);
  g_assert_cmpuint (g_hash_table_size (slow->overtaken), ==, 1);
  engine_expect_articles (fixture, 1);
}

/* What lies elsewhere overtakes nothing; what a scan is below of does. */
static void
test_not_overtaken (EngineFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = folder_get (fixture->folder, "articles/a");
  start (fixture);
  offprint_indexer_scan_path (fixture->indexer, fixture->articles, folder, FALSE);
  OffprintJob *slow = get_job (fixture, 0);
  while (slow->progress.found < 2)
    g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
  scan_urgently (fixture, "articles/b.txt");
  end_urgent (fixture);
  g_assert_cmpuint (g_hash_table_size (slow->overtaken), ==, 0);
  scan_urgently (fixture, "articles");
  end_urgent (fixture);
  g_assert_cmpuint (g_hash_table_size (slow->overtaken), ==, 1);
  engine_expect_articles (fixture, 6);
}

/* A scan that has not begun makes another one of what it will see needless; one that has begun does not. */
static void
test_covered (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  offprint_indexer_rescan (fixture->indexer, NULL);
  offprint_indexer_rescan (fixture->indexer, NULL);
  g_assert_cmpuint (fixture->indexer->jobs.length, ==, 1);
  scan_urgently (fixture, "articles/a");
  scan_urgently (fixture, "articles/a");
  g_assert_cmpuint (fixture->indexer->jobs.length, ==, 2);
  end_urgent (fixture);
  begin_scan (fixture);
  offprint_indexer_rescan (fixture->indexer, NULL);
  g_assert_cmpuint (fixture->indexer->jobs.length, ==, 2);
  engine_expect_articles (fixture, 6);
}

/* What came back between being missed and being dropped stays. */
static void
test_came_back (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  folder_rename (fixture->folder, "articles/a", "a");
  offprint_indexer_rescan (fixture->indexer, NULL);
  OffprintJob *job = get_job (fixture, 0);
  while (job->doomed == NULL)
    g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
  g_assert_cmpuint (job->doomed->len, ==, 5);
  folder_rename (fixture->folder, "a", "articles/a");
  scan_urgently (fixture, "articles/a");
  end_urgent (fixture);
  engine_expect_articles (fixture, 6);
  OffprintIndexerStatus status;
  offprint_indexer_get_status (fixture->indexer, &status);
  g_assert_cmpuint (status.errors, ==, 0);
}

/* A file under a new name is being read, to see whether it is the one that is gone, when its folder becomes unwanted
 * and that one is dropped: so it is read once more, and must still be looked at again after that. */
static void
test_candidate_gone (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  folder_rename (fixture->folder, "articles/a/1.txt", "articles/a/new.txt");
  offprint_indexer_rescan (fixture->indexer, NULL);
  OffprintJob *slow = get_job (fixture, 0);
  while (slow->progress.scanning)
    g_assert_true (offprint_indexer_step_jobs (fixture->indexer));
  g_assert_cmpuint (slow->in_work, ==, 1);
  folder_write (fixture->folder, "articles/a/" OFFPRINT_SCAN_IGNORE_NAME, "");
  scan_urgently (fixture, "articles/a");
  end_urgent (fixture);
  g_assert_cmpuint (offprint_known_count_articles (fixture->indexer->known), ==, 1);
  g_assert_cmpuint (slow->in_work, ==, 1);
  /* Without a watch, whose events would come at one time or another */
  fixture->indexer->options.follow = TRUE;
  engine_expect_articles (fixture, 1);
}

static void
close_folder (EngineFixture *fixture, guint mode, guint articles, guint errors)
{
  g_autofree char *path = folder_get (fixture->folder, "articles/a");
  OffprintIndexerStatus status;
  g_assert_no_errno (g_chmod (path, (int) mode));
  offprint_indexer_rescan (fixture->indexer, NULL);
  engine_expect_articles (fixture, articles);
  offprint_indexer_get_status (fixture->indexer, &status);
  g_assert_cmpuint (status.errors, ==, errors);
}

static gboolean
show_closed (void)
{
  static const guint modes[] = { 0000, 0400, 0100 };
  EngineFixture fixture = { 0 };
  g_autofree char *worker = offprint_worker_find_program ();
  if (!watched_become_nobody () || access (worker, X_OK) != 0)
    return FALSE;
  engine_set_up (&fixture, NULL);
  start (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      close_folder (&fixture, modes[i], 1, 1);
      close_folder (&fixture, modes[i], 1, 1);
      close_folder (&fixture, 0700, 6, 0);
    }
  close_folder (&fixture, 0, 1, 1);
  engine_end (&fixture);
  engine_start (&fixture, FALSE);
  close_folder (&fixture, 0, 1, 1);
  close_folder (&fixture, 0700, 6, 0);
  engine_tear_down (&fixture, NULL);
  return TRUE;
}

/* What is below a folder that may not be read is hidden, with one failure in its place, and back when it may. */
static void
test_closed (EngineFixture *fixture, gconstpointer data)
{
  watched_run_apart (show_closed);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (EngineFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer-job/urgent-first", test_urgent_first },
    { "/indexer-job/overtaken", test_overtaken },
    { "/indexer-job/not-overtaken", test_not_overtaken },
    { "/indexer-job/covered", test_covered },
    { "/indexer-job/came-back", test_came_back },
    { "/indexer-job/candidate-gone", test_candidate_gone },
    { "/indexer-job/closed", test_closed },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, EngineFixture, NULL, engine_set_up, tests[i].func, engine_tear_down);
  return g_test_run ();
}
