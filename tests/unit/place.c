/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/place.h"
#include "tests/unit/folder.h"

#include <unistd.h>

/* A path is below a folder when it is the folder or goes on with a slash. */
static void
test_below (void)
{
  g_assert_true (offprint_path_is_below ("/a/b", "/a"));
  g_assert_true (offprint_path_is_below ("/a", "/a"));
  g_assert_true (offprint_path_is_below ("/a", "/"));
  g_assert_false (offprint_path_is_below ("/ab", "/a"));
  g_assert_false (offprint_path_is_below ("/", "/a"));
}

/* Places survive being stored; setting the same again changes nothing; a root stays one. */
static void
test_store (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GPtrArray) places = offprint_places_new (NULL);
  g_assert_true (offprint_places_set (places, folder->path, TRUE));
  g_assert_false (offprint_places_set (places, folder->path, TRUE));
  g_assert_false (offprint_places_set (places, folder->path, FALSE));
  g_autoptr (GVariant) value = g_variant_ref_sink (offprint_places_to_variant (places));
  g_assert_true (g_variant_is_of_type (value, OFFPRINT_PLACES_TYPE));
  g_autoptr (GPtrArray) again = offprint_places_new (value);
  g_assert_cmpuint (again->len, ==, 1);
  const OffprintPlace *place = g_ptr_array_index (again, 0);
  g_assert_cmpstr (place->path, ==, folder->path);
  g_assert_true (place->is_root);
  g_assert_false (offprint_place_is_away (place));
}

/* A place on another file system is away. One whose folder was deleted from a file system that is there is gone, unless
 * something was mounted there; a folder that is not there is no place. */
static void
test_away (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *gone = folder_get (folder, "gone");
  char elsewhere[] = "0:0000000000000000";
  OffprintPlace missing = { .path = gone, .file_system = elsewhere };
  OffprintPlace other = { .path = folder->path, .file_system = elsewhere };
  g_autoptr (GPtrArray) places = offprint_places_new (NULL);
  g_assert_true (offprint_places_set (places, folder->path, TRUE));
  OffprintPlace deleted = *(OffprintPlace *) g_ptr_array_index (places, 0);
  deleted.path = gone;
  g_assert_false (offprint_place_is_away (&deleted));
  deleted.is_mount = TRUE;
  g_assert_true (offprint_place_is_away (&deleted));
  g_assert_true (offprint_place_is_away (&missing));
  g_assert_true (offprint_place_is_away (&other));
  g_assert_true (offprint_places_remove (places, folder->path));
  g_assert_false (offprint_places_remove (places, folder->path));
  g_assert_false (offprint_places_set (places, gone, TRUE));
  g_assert_cmpuint (places->len, ==, 0);
}

/* What is mounted is known from what lies above it. */
static void
test_mount (void)
{
  g_autoptr (GPtrArray) places = offprint_places_new (NULL);
  g_assert_true (offprint_places_set (places, "/proc", FALSE));
  g_assert_true (offprint_places_set (places, "/proc/self", FALSE));
  g_assert_true (((OffprintPlace *) g_ptr_array_index (places, 0))->is_mount);
  g_assert_false (((OffprintPlace *) g_ptr_array_index (places, 1))->is_mount);
}

/* A path that can't be looked at is not taken for one where nothing is. */
static void
test_gone (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *gone = folder_get (folder, "gone");
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *too_long = folder_get (folder, long_name);
  folder_write (folder, "file", "words");
  g_autofree char *below_file = folder_get (folder, "file/below");
  g_assert_true (offprint_path_is_gone (gone));
  g_assert_true (offprint_path_is_gone (below_file));
  g_assert_false (offprint_path_is_gone (folder->path));
  g_assert_false (offprint_path_is_gone (too_long));
}

static char *
find_lead (const char *path)
{
  g_autoptr (GPtrArray) ways = offprint_path_list_ways (path);
  return g_strdup (g_ptr_array_index (ways, ways->len - 1));
}

static void
assert_leads (const Folder *folder, const char *from, const char *to)
{
  g_autofree char *path = folder_get (folder, from);
  g_autofree char *wanted = folder_get (folder, to);
  g_autofree char *lead = find_lead (path);
  g_assert_cmpstr (lead, ==, wanted);
}

/* A path leads where its links lead, whether anything is there or not, and nowhere else when they lead in a circle. */
static void
test_lead (void)
{
  static const char *const links[][2] = {
    { "real", "link" }, { "link", "twice" }, { "gone/far", "dangling" }, { "dangling", "to-dangling" },
    { "../real/sub", "real/up" }, { "circle", "circle" }, { "real/gone", "inside" },
  };
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "real/sub/file", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = folder_get (folder, links[i][1]);
      g_assert_no_errno (symlink (links[i][0], path));
    }
  assert_leads (folder, "real/sub", "real/sub");
  assert_leads (folder, "twice/sub/file", "real/sub/file");
  assert_leads (folder, "real/up/file", "real/sub/file");
  assert_leads (folder, "none/at/all", "none/at/all");
  assert_leads (folder, "link/none/at/all", "real/none/at/all");
  assert_leads (folder, "dangling", "gone/far");
  assert_leads (folder, "to-dangling/below/it", "gone/far/below/it");
  assert_leads (folder, "inside/x", "real/gone/x");
  assert_leads (folder, "circle", "circle");
  assert_leads (folder, "circle/x", "circle/x");
  g_autofree char *top = find_lead ("/");
  g_autofree char *below_file = find_lead ("/dev/null/x");
  g_assert_cmpstr (top, ==, "/");
  g_assert_cmpstr (below_file, ==, "/dev/null/x");
}

/* Each link on the way is a step of its own; where the letters of a path say something else than the disk, the disk is
 * believed. */
static void
test_ways (void)
{
  static const char *const links[][2] = {
    { "real", "link" }, { "link/sub", "twice" }, { "twice/../file", "back" },
  };
  static const char *const steps[] = { "twice/x", "link/sub/x", "real/sub/x" };
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "real/sub/x", "words");
  folder_write (folder, "real/file", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = folder_get (folder, links[i][1]);
      g_assert_no_errno (symlink (links[i][0], path));
    }
  g_autofree char *from = folder_get (folder, steps[0]);
  g_autoptr (GPtrArray) ways = offprint_path_list_ways (from);
  g_assert_cmpuint (ways->len, ==, G_N_ELEMENTS (steps));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *step = folder_get (folder, steps[i]);
      g_assert_cmpstr (g_ptr_array_index (ways, i), ==, step);
    }
  assert_leads (folder, "back", "real/file");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/below", test_below);
  g_test_add_func ("/place/store", test_store);
  g_test_add_func ("/place/away", test_away);
  g_test_add_func ("/place/mount", test_mount);
  g_test_add_func ("/place/gone", test_gone);
  g_test_add_func ("/place/lead", test_lead);
  g_test_add_func ("/place/ways", test_ways);
  return g_test_run ();
}
