/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/swap.h"

#include "core/error.h"
#include "store-fixture.h"

#include <string.h>

static void
write_file (const char *folder, const char *contents)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

static void
make_folder (const char *folder, const char *contents)
{
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_file (folder, contents);
}

static void
assert_file (const char *folder, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autofree char *contents = NULL;
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, wanted);
}

static guint
count_entries (const char *folder)
{
  guint count = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* The new folder is made beside the index, is put in its place, and nothing else is left. */
static void
test_in (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *with_slash = g_strconcat (fixture->index, "/", NULL);
  make_folder (fixture->index, "old");
  g_autofree char *folder = offprint_swap_make_folder (with_slash, &error);
  g_assert_no_error (error);
  write_file (folder, "new");
  offprint_swap_in (with_slash, folder, &error);
  g_assert_no_error (error);
  assert_file (fixture->index, "new");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

/* What can't be put in leaves the old one in its place. */
static void
test_in_missing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "missing", NULL);
  make_folder (fixture->index, "old");
  g_assert_cmpint (offprint_swap_in (fixture->index, folder, &error), ==, FALSE);
  g_assert_nonnull (error);
  assert_file (fixture->index, "old");
}

/* Of a replacement that was killed half way the new folder wins; an index that is there is never replaced by recovery.
 * */
static void
test_recover (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *complete = g_strconcat (fixture->index, ".compacted", NULL);
  g_autofree char *replaced = g_strconcat (fixture->index, ".replaced", NULL);
  make_folder (complete, "new");
  make_folder (replaced, "old");
  offprint_swap_recover (fixture->index, &error);
  g_assert_no_error (error);
  assert_file (fixture->index, "new");
  offprint_swap_recover (fixture->index, &error);
  g_assert_no_error (error);
  assert_file (fixture->index, "new");
  assert_file (replaced, "old");
}

/* Nothing to recover from is no error, and makes nothing. */
static void
test_recover_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  offprint_swap_recover (fixture->index, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/swap/in", test_in);
  store_fixture_test ("/swap/in/missing", test_in_missing);
  store_fixture_test ("/swap/recover", test_recover);
  store_fixture_test ("/swap/recover/nothing", test_recover_nothing);
  return g_test_run ();
}
