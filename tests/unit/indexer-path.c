/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files with several names: what is done to one is told of that name only, and holds for all. */
#include "tests/unit/engine-fixture.h"

#include <stdio.h>
#include <unistd.h>

/* Three names of one file, in folders of their own, and another file */
static void
start (EngineFixture *fixture)
{
  static const char *const names[] = { "articles/b/2.txt", "articles/c/3.txt" };
  g_autofree char *first = folder_get (fixture->folder, "articles/a/1.txt");
  folder_write (fixture->folder, "articles/a/1.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/other.txt", "The crane\n\nA crane dances in the meadow.\n");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = folder_get (fixture->folder, names[i]);
      g_autofree char *parent = g_path_get_dirname (path);
      g_assert_no_errno (g_mkdir_with_parents (parent, 0700));
      g_assert_no_errno (link (first, path));
    }
  engine_start (fixture, TRUE);
  engine_expect_articles (fixture, 4);
}

/* Writes the file itself, which keeps its names. */
static void
rewrite (EngineFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = folder_get (fixture->folder, name);
  FILE *file = fopen (path, "w");
  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_no_errno (fclose (file));
}

static void
expect_found (EngineFixture *fixture, const char *query, guint count)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { fixture->database, NULL };
  const OffprintSearch search = { .text = query, .limit = 100 };
  engine_flush (fixture);
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, ==, count);
}

/* A change of the content is seen under each of its names, whichever it was written by. */
static void
test_rewritten (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  expect_found (fixture, "otter", 3);
  rewrite (fixture, "articles/b/2.txt", "The heron\n\nA heron stands in the shallows.\n");
  expect_found (fixture, "heron", 3);
  expect_found (fixture, "crane", 1);
  rewrite (fixture, "articles/c/3.txt", "The beaver\n\nA beaver builds a dam across the river.\n");
  expect_found (fixture, "beaver", 3);
}

/* The names that are left when one is taken away, or leads to another file, go on being one file. */
static void
test_fewer_names (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  folder_remove (fixture->folder, "articles/b/2.txt");
  engine_expect_articles (fixture, 3);
  rewrite (fixture, "articles/a/1.txt", "The heron\n\nA heron stands in the shallows.\n");
  expect_found (fixture, "heron", 2);
  folder_write (fixture->folder, "articles/a/1.txt", "The beaver\n\nA beaver builds a dam across the river.\n");
  expect_found (fixture, "beaver", 1);
  expect_found (fixture, "heron", 1);
  rewrite (fixture, "articles/c/3.txt", "The otter\n\nAn otter swims in the river.\n");
  expect_found (fixture, "otter", 1);
  expect_found (fixture, "beaver", 1);
}

/* Also by a name that nobody follows, as soon as anything is done by one that is followed. */
static void
test_name_outside (EngineFixture *fixture, gconstpointer data)
{
  start (fixture);
  folder_rename (fixture->folder, "articles/b/2.txt", "outside.txt");
  engine_expect_articles (fixture, 3);
  rewrite (fixture, "outside.txt", "The heron\n\nA heron stands in the shallows.\n");
  g_autofree char *path = folder_get (fixture->folder, "articles/a/1.txt");
  g_assert_no_errno (g_chmod (path, 0640));
  expect_found (fixture, "heron", 2);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (EngineFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer-path/rewritten", test_rewritten },
    { "/indexer-path/fewer-names", test_fewer_names },
    { "/indexer-path/name-outside", test_name_outside },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, EngineFixture, NULL, engine_set_up, tests[i].func, engine_tear_down);
  return g_test_run ();
}
