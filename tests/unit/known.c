/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/known.h"
#include "tests/unit/known-fixture.h"

#include <unistd.h>

#define OTTER_MD5 "0123456789abcdef0123456789abcdef"
#define HERON_MD5 "fedcba9876543210fedcba9876543210"
#define OTTER "1 28 1700000000 1700000001 7 " OTTER_MD5 " -"
#define HERON "1 28 1700000000 1700000001 8 " HERON_MD5 " -"

static void
count_file (const OffprintKnownFile *file, gpointer data)
{
  (*(guint *) data)++;
}

static guint
count (const OffprintKnown *known)
{
  guint n_files = 0;
  offprint_known_foreach (known, count_file, &n_files);
  return n_files;
}

/* Of an index that is not there yet, nothing is known. */
static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, &error);
  OffprintSignature signature;
  g_assert_no_error (error);
  g_assert_true (offprint_signature_parse (OTTER, &signature));
  g_assert_null (offprint_known_find (known, "/a.txt"));
  g_assert_null (offprint_known_find_gone (known, "/a.txt", &signature));
  g_assert_cmpuint (count (known), ==, 0);
}

/* A file is known by the bytes of its path, with its signature and all that is in it. */
static void
test_files (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  shelf_put (shelf, "/one.txt", NULL, OTTER);
  shelf_put (shelf, "/\xff.txt", NULL, HERON);
  shelf_put (shelf, "/box.mht", "first", OTTER);
  shelf_put (shelf, "/box.mht", "second", OTTER);
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  const OffprintKnownFile *one = offprint_known_find (known, "/one.txt");
  const OffprintKnownFile *box = offprint_known_find (known, "/box.mht");
  g_assert_cmpuint (count (known), ==, 3);
  g_assert_nonnull (offprint_known_find (known, "/\xff.txt"));
  g_assert_null (offprint_known_find (known, "/two.txt"));
  g_assert_cmpuint (one->members->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (one->members, 0), ==, "");
  g_assert_cmpstr (one->signature.md5, ==, OTTER_MD5);
  g_assert_cmpuint (one->signature.inode, ==, 7);
  g_assert_null (one->failure);
  g_assert_cmpuint (box->members->len, ==, 2);
}

/* A failure is known with its reason. Beside articles that are still there it does not take their signature away. */
static void
test_failures (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  shelf_fail (shelf, "/broken.html", HERON, "no text in it");
  shelf_put (shelf, "/one.txt", NULL, OTTER);
  shelf_fail (shelf, "/one.txt", "", "changes while it is read");
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  const OffprintKnownFile *broken = offprint_known_find (known, "/broken.html");
  const OffprintKnownFile *one = offprint_known_find (known, "/one.txt");
  g_assert_cmpuint (count (known), ==, 2);
  g_assert_cmpstr (broken->failure, ==, "no text in it");
  g_assert_cmpuint (broken->members->len, ==, 0);
  g_assert_cmpuint (broken->signature.inode, ==, 8);
  g_assert_cmpstr (one->failure, ==, "changes while it is read");
  g_assert_cmpuint (one->members->len, ==, 1);
  g_assert_cmpstr (one->signature.md5, ==, OTTER_MD5);
}

/* A signature that can't be read equals no file's, so that the file is read again. */
static void
test_strange_signature (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  shelf_put (shelf, "/one.txt", NULL, "2 something of a later version");
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  const OffprintKnownFile *one = offprint_known_find (known, "/one.txt");
  OffprintSignature current;
  g_assert_true (offprint_signature_parse (OTTER, &current));
  g_assert_cmpint (offprint_signature_compare (&one->signature, &current), ==, OFFPRINT_STALE);
  g_assert_false (offprint_signature_same_content (&one->signature, &one->signature));
}

/* The old name of a file is one with the same content, time and extension at which nothing is any more. */
static void
test_gone (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  OffprintSignature signature, later;
  g_autofree char *there = folder_get (shelf->folder, "there.txt");
  g_autofree char *gone = folder_get (shelf->folder, "gone.txt");
  g_autofree char *page = folder_get (shelf->folder, "gone.html");
  g_autofree char *other = folder_get (shelf->folder, "other.txt");
  folder_write (shelf->folder, "there.txt", "An otter swims in the river.");
  shelf_put (shelf, there, NULL, OTTER);
  shelf_put (shelf, page, NULL, OTTER);
  shelf_put (shelf, other, NULL, HERON);
  g_autoptr (OffprintKnown) without = shelf_load (shelf);
  g_assert_true (offprint_signature_parse (OTTER, &signature));
  g_assert_null (offprint_known_find_gone (without, "/new.txt", &signature));
  shelf_put (shelf, gone, NULL, OTTER);
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  const OffprintKnownFile *found = offprint_known_find_gone (known, "/new.txt", &signature);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->path, ==, gone);
  g_assert_cmpstr (offprint_known_find_gone (known, "/new.html", &signature)->path, ==, page);
  later = signature;
  later.modified_ns++;
  g_assert_null (offprint_known_find_gone (known, "/new.txt", &later));
}

/* A link to nowhere in the old place is something; a folder above it that became a file leaves nothing. A file that
 * failed was never anything else. */
static void
test_hardly_gone (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  OffprintSignature otter, heron;
  g_autofree char *link = folder_get (shelf->folder, "link.txt");
  g_autofree char *below = folder_get (shelf->folder, "file/below.txt");
  g_autofree char *failed = folder_get (shelf->folder, "failed.txt");
  g_assert_no_errno (symlink ("nowhere", link));
  folder_write (shelf->folder, "file", "words");
  shelf_put (shelf, link, NULL, OTTER);
  shelf_put (shelf, below, NULL, HERON);
  shelf_fail (shelf, failed, OTTER, "no text in it");
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  g_assert_true (offprint_signature_parse (OTTER, &otter) && offprint_signature_parse (HERON, &heron));
  g_assert_null (offprint_known_find_gone (known, "/new.txt", &otter));
  g_assert_cmpstr (offprint_known_find_gone (known, "/new.txt", &heron)->path, ==, below);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known/empty", test_empty);
  g_test_add_func ("/known/files", test_files);
  g_test_add_func ("/known/failures", test_failures);
  g_test_add_func ("/known/strange-signature", test_strange_signature);
  g_test_add_func ("/known/gone", test_gone);
  g_test_add_func ("/known/hardly-gone", test_hardly_gone);
  return g_test_run ();
}
