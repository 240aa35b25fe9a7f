/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which folders are followed: links lead to them, and may lead elsewhere at any time. */
#include "core/error.h"
#include "tests/unit/engine-fixture.h"

#include <unistd.h>

static void
make_link (EngineFixture *fixture, const char *target, const char *name)
{
  g_autofree char *to = folder_get (fixture->folder, target);
  g_autofree char *path = folder_get (fixture->folder, name);
  g_unlink (path);
  g_assert_no_errno (symlink (to, path));
}

static void
set_roots (EngineFixture *fixture, const char *first, const char *second)
{
  g_autofree char *one = folder_get (fixture->folder, first);
  g_autofree char *other = second != NULL ? folder_get (fixture->folder, second) : NULL;
  const char *roots[] = { one, other, NULL };
  offprint_indexer_set_roots (fixture->indexer, roots);
}

static void
start (EngineFixture *fixture)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/sub/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  folder_write (fixture->folder, "other/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
}

/* The index holds @count articles, all of them below @name. */
static void
expect_below (EngineFixture *fixture, const char *name, guint count)
{
  g_autofree char *path = folder_get (fixture->folder, name);
  engine_expect_articles (fixture, count);
  g_autoptr (GPtrArray) files = offprint_known_list_below (fixture->indexer->known, path);
  g_assert_cmpuint (files->len, ==, count);
}

/* A root may be a link; its articles are known by the path without it, and changes there are seen. */
static void
test_link (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  make_link (fixture, "articles", "link");
  engine_start (fixture, TRUE);
  set_roots (fixture, "link", NULL);
  expect_below (fixture, "articles", 2);
  folder_write (fixture->folder, "articles/beaver.txt", "The beaver\n\nA beaver builds a dam.\n");
  expect_below (fixture, "articles", 3);
  set_roots (fixture, "link", "articles");
  expect_below (fixture, "articles", 3);
  set_roots (fixture, "other", NULL);
  g_autofree char *link = folder_get (fixture->folder, "link");
  offprint_indexer_forget (fixture->indexer, link);
  expect_below (fixture, "other", 1);
}

/* A root that is moved, with a link left in its place, is followed where it is now. */
static void
test_becomes_link (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  engine_start (fixture, TRUE);
  expect_below (fixture, "articles", 2);
  folder_rename (fixture->folder, "articles", "moved");
  make_link (fixture, "moved", "articles");
  expect_below (fixture, "moved", 2);
  folder_write (fixture->folder, "moved/beaver.txt", "The beaver\n\nA beaver builds a dam.\n");
  expect_below (fixture, "moved", 3);
  make_link (fixture, "other", "articles");
  expect_below (fixture, "other", 1);
  folder_remove (fixture->folder, "articles");
  folder_rename (fixture->folder, "moved", "articles");
  expect_below (fixture, "articles", 3);
}

/* The same in two steps, of which each is seen, and with a link on the way to the root. */
static void
test_step_by_step (EngineFixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "way/to/root/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "other/root/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
  folder_write (fixture->folder, "other/root/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  engine_start (fixture, TRUE);
  set_roots (fixture, "way/to/root", NULL);
  expect_below (fixture, "way/to/root", 1);
  folder_rename (fixture->folder, "way/to", "moved");
  expect_below (fixture, "way/to/root", 0);
  make_link (fixture, "moved", "way/to");
  expect_below (fixture, "moved/root", 1);
  folder_remove (fixture->folder, "way/to");
  expect_below (fixture, "moved/root", 0);
  make_link (fixture, "other", "way/to");
  expect_below (fixture, "other/root", 2);
}

/* A link leads to a folder below one that is not followed; that one is moved, with a link in its place. */
static void
test_way_moved (EngineFixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "way/root/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  make_link (fixture, "way/root", "link");
  engine_start (fixture, TRUE);
  set_roots (fixture, "link", NULL);
  expect_below (fixture, "way/root", 1);
  folder_rename (fixture->folder, "way", "moved");
  make_link (fixture, "moved", "way");
  expect_below (fixture, "moved/root", 1);
  folder_write (fixture->folder, "moved/root/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  expect_below (fixture, "moved/root", 2);
}

/* A link to a link: the second one is made to lead elsewhere. */
static void
test_second_link (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  make_link (fixture, "articles", "second");
  make_link (fixture, "second", "first");
  engine_start (fixture, TRUE);
  set_roots (fixture, "first", NULL);
  expect_below (fixture, "articles", 2);
  make_link (fixture, "other", "second");
  expect_below (fixture, "other", 1);
  make_link (fixture, "articles", "second");
  expect_below (fixture, "articles", 2);
}

/* What became a link while nobody looked is found where it is, and no longer where it was. */
static void
test_while_away (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  engine_start (fixture, TRUE);
  expect_below (fixture, "articles", 2);
  engine_end (fixture);
  folder_rename (fixture->folder, "articles", "moved");
  make_link (fixture, "moved", "articles");
  engine_start (fixture, TRUE);
  expect_below (fixture, "moved", 2);
  engine_end (fixture);
  make_link (fixture, "other", "articles");
  engine_start (fixture, TRUE);
  expect_below (fixture, "other", 1);
  engine_end (fixture);
  folder_remove (fixture->folder, "articles");
  folder_rename (fixture->folder, "moved", "articles");
  engine_start (fixture, TRUE);
  expect_below (fixture, "articles", 2);
}

/* What is at the end of a link goes and comes, and so does the link. */
static void
test_dangling (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  make_link (fixture, "articles", "link");
  engine_start (fixture, TRUE);
  set_roots (fixture, "link", NULL);
  expect_below (fixture, "articles", 2);
  folder_rename (fixture->folder, "articles", "moved");
  expect_below (fixture, "articles", 0);
  folder_rename (fixture->folder, "moved", "articles");
  expect_below (fixture, "articles", 2);
  folder_remove (fixture->folder, "link");
  expect_below (fixture, "articles", 0);
  make_link (fixture, "articles", "link");
  expect_below (fixture, "articles", 2);
  make_link (fixture, "link", "link");
  expect_below (fixture, "articles", 0);
}

/* What was begun for a folder that is not followed any more is not gone on with. */
static void
test_end_outside (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  engine_start (fixture, FALSE);
  g_assert_cmpuint (fixture->indexer->jobs.length, ==, 1);
  set_roots (fixture, "other", NULL);
  g_assert_cmpuint (fixture->indexer->jobs.length, ==, 1);
  expect_below (fixture, "other", 1);
}

/* While the index can't be written, what leads elsewhere is noticed, and followed later. */
static void
test_in_trouble (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  engine_start (fixture, TRUE);
  expect_below (fixture, "articles", 2);
  fixture->indexer->error = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX, "trouble");
  offprint_indexer_face_trouble (fixture->indexer, g_get_monotonic_time ());
  folder_rename (fixture->folder, "articles", "moved");
  make_link (fixture, "moved", "articles");
  engine_begin_flush (fixture);
  engine_wait_flushed (fixture);
  g_assert_nonnull (fixture->error);
  offprint_indexer_retry (fixture->indexer, fixture->indexer->retry_at);
  expect_below (fixture, "moved", 2);
}

/* A path through a link is as good as any for asking to look again; asked about all, it looks at the links too. */
static void
test_rescan (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  make_link (fixture, "articles", "link");
  engine_start (fixture, FALSE);
  set_roots (fixture, "link", NULL);
  expect_below (fixture, "articles", 2);
  folder_write (fixture->folder, "articles/sub/beaver.txt", "The beaver\n\nA beaver builds a dam.\n");
  g_autofree char *path = folder_get (fixture->folder, "link/sub");
  offprint_indexer_rescan (fixture->indexer, path);
  expect_below (fixture, "articles", 3);
  make_link (fixture, "other", "link");
  offprint_indexer_rescan (fixture->indexer, NULL);
  expect_below (fixture, "other", 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (EngineFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer-roots/link", test_link },
    { "/indexer-roots/becomes-link", test_becomes_link },
    { "/indexer-roots/step-by-step", test_step_by_step },
    { "/indexer-roots/way-moved", test_way_moved },
    { "/indexer-roots/second-link", test_second_link },
    { "/indexer-roots/while-away", test_while_away },
    { "/indexer-roots/dangling", test_dangling },
    { "/indexer-roots/end-outside", test_end_outside },
    { "/indexer-roots/in-trouble", test_in_trouble },
    { "/indexer-roots/rescan", test_rescan },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, EngineFixture, NULL, engine_set_up, tests[i].func, engine_tear_down);
  return g_test_run ();
}
