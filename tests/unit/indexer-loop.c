/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When what was written is committed, how much is begun at once, and that there is nothing to wake up for at rest. */
#include "tests/unit/engine-fixture.h"

#define SECOND G_USEC_PER_SEC
#define MILLISECOND (G_USEC_PER_SEC / 1000)

static void
start (EngineFixture *fixture, gboolean follow)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/sub/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  engine_start (fixture, follow);
  engine_expect_articles (fixture, 2);
}

static void
expect_due (EngineFixture *fixture, gint64 now, gboolean due)
{
  g_assert_cmpint (offprint_indexer_is_commit_due (fixture->indexer, now), ==, due);
}

/* At rest at once; while work is under way within five seconds. */
static void
test_commit (EngineFixture *fixture, gconstpointer data)
{
  start (fixture, FALSE);
  expect_due (fixture, G_MAXINT64, FALSE);
  offprint_indexer_count_change (fixture->indexer, "/a.txt", 10, FALSE);
  gint64 since = fixture->indexer->uncommitted_since;
  expect_due (fixture, since, TRUE);
  offprint_indexer_rescan (fixture->indexer, NULL);
  expect_due (fixture, since, FALSE);
  offprint_indexer_count_change (fixture->indexer, "/b.txt", 10, FALSE);
  expect_due (fixture, since + 5 * SECOND - 1, FALSE);
  expect_due (fixture, since + 5 * SECOND, TRUE);
}

/* What was just changed is committed as soon as all of that is read, but not more often than twice a second, whatever
 * else goes on. */
static void
test_commit_urgent (EngineFixture *fixture, gconstpointer data)
{
  start (fixture, FALSE);
  offprint_indexer_rescan (fixture->indexer, NULL);
  offprint_indexer_count_change (fixture->indexer, "/a.txt", 10, TRUE);
  gint64 since = fixture->indexer->uncommitted_since;
  fixture->indexer->last_commit = since - 400 * MILLISECOND;
  expect_due (fixture, since + 100 * MILLISECOND - 1, FALSE);
  expect_due (fixture, since + 100 * MILLISECOND, TRUE);
  fixture->indexer->n_urgent = 1;
  expect_due (fixture, since + 4 * SECOND, FALSE);
  expect_due (fixture, since + 5 * SECOND, TRUE);
  fixture->indexer->n_urgent = 0;
}

/* No more than so many articles, or terms, are kept uncommitted. */
static void
test_commit_many (EngineFixture *fixture, gconstpointer data)
{
  start (fixture, FALSE);
  for (int i = 0; i < 199; i++)
    offprint_indexer_count_change (fixture->indexer, "/a.txt", 10, FALSE);
  g_assert_cmpuint (fixture->indexer->uncommitted, ==, 199);
  offprint_indexer_count_change (fixture->indexer, "/a.txt", 10, FALSE);
  g_assert_cmpuint (fixture->indexer->uncommitted, ==, 0);
  g_assert_cmpint (fixture->indexer->uncommitted_since, ==, 0);
  offprint_indexer_count_change (fixture->indexer, "/a.txt", 999999, FALSE);
  g_assert_cmpuint (fixture->indexer->uncommitted, ==, 1);
  offprint_indexer_count_change (fixture->indexer, "/b.txt", 1, FALSE);
  g_assert_cmpuint (fixture->indexer->uncommitted, ==, 0);
}

/* Where power or memory is to be saved, one file is read at a time. */
static void
test_modest (EngineFixture *fixture, gconstpointer data)
{
  const OffprintSignature signature = { .size = 40 };
  start (fixture, FALSE);
  offprint_indexer_set_modest (fixture->indexer, TRUE);
  g_assert_false (offprint_indexer_is_full (fixture->indexer));
  g_autofree char *path = folder_get (fixture->folder, "articles/otter.txt");
  offprint_indexer_push (fixture->indexer, g_new0 (OffprintWork, 1), path, &signature, TRUE);
  g_assert_true (offprint_indexer_is_full (fixture->indexer));
  offprint_indexer_set_modest (fixture->indexer, FALSE);
  g_assert_false (offprint_indexer_is_full (fixture->indexer));
  engine_expect_articles (fixture, 2);
}

/* Returns: after how many milliseconds the main loop would wake up by itself; -1: never */
static int
get_timeout (void)
{
  GMainContext *context = g_main_context_default ();
  GPollFD fds[20];
  int timeout = 0, priority;
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_assert_cmpint (g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds)), <=, G_N_ELEMENTS (fds));
  g_main_context_release (context);
  return timeout;
}

/* After a deletion directly in a root, such as those of a commit in the index, the root is looked at once more. */
static void
expect_rest (EngineFixture *fixture)
{
  guint count = 0;
  engine_turn (fixture);
  while (get_timeout () >= 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (++count, <, 10);
    }
}

/* With nothing to do nothing wakes it, neither after a start nor after a change; paused neither, whatever is left. */
static void
test_quiet (EngineFixture *fixture, gconstpointer data)
{
  start (fixture, TRUE);
  expect_rest (fixture);
  folder_write (fixture->folder, "articles/sub/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
  engine_expect_articles (fixture, 3);
  expect_rest (fixture);
  offprint_indexer_set_paused (fixture->indexer, TRUE);
  folder_write (fixture->folder, "articles/sub/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  engine_expect_articles (fixture, 3);
  expect_rest (fixture);
  offprint_indexer_set_paused (fixture->indexer, FALSE);
  engine_expect_articles (fixture, 4);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (EngineFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer-loop/commit", test_commit },
    { "/indexer-loop/commit-urgent", test_commit_urgent },
    { "/indexer-loop/commit-many", test_commit_many },
    { "/indexer-loop/modest", test_modest },
    { "/indexer-loop/quiet", test_quiet },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, EngineFixture, NULL, engine_set_up, tests[i].func, engine_tear_down);
  return g_test_run ();
}
