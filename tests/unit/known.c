/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/known.h"
#include "tests/unit/known-fixture.h"

#define OTTER_MD5 "0123456789abcdef0123456789abcdef"
#define HERON_MD5 "fedcba9876543210fedcba9876543210"
#define OTTER "1 28 1700000000 1700000001 7 " OTTER_MD5 " -"
#define HERON "1 28 1700000000 1700000001 8 " HERON_MD5 " -"

static guint
count (const OffprintKnown *known)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (known, "/");
  return files->len;
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
  g_assert_null (offprint_known_find_like (known, &signature));
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
  g_assert_cmpuint (offprint_known_count_articles (known), ==, 4);
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
  g_assert_cmpuint (offprint_known_count_failures (known), ==, 2);
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

/* What is below a folder is what its path is a part of, name by name. */
static void
test_below (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  static const char *const paths[] = { "/a", "/a-b/1.txt", "/a.txt", "/a/1.txt", "/a/b/2.txt", "/a0/3.txt", "/b/4.txt" };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    shelf_put (shelf, paths[i], NULL, OTTER);
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  g_autoptr (GPtrArray) all = offprint_known_list_below (known, "/");
  g_autoptr (GPtrArray) below = offprint_known_list_below (known, "/a");
  g_autoptr (GPtrArray) none = offprint_known_list_below (known, "/c");
  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (paths));
  g_assert_cmpuint (below->len, ==, 3);
  g_assert_cmpstr (((OffprintKnownFile *) g_ptr_array_index (below, 0))->path, ==, "/a");
  g_assert_cmpstr (((OffprintKnownFile *) g_ptr_array_index (below, 1))->path, ==, "/a/1.txt");
  g_assert_cmpstr (((OffprintKnownFile *) g_ptr_array_index (below, 2))->path, ==, "/a/b/2.txt");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
assert_like (const OffprintKnown *known, const char *signature, guint count_wanted)
{
  OffprintSignature wanted;
  g_assert_true (offprint_signature_parse (signature, &wanted));
  guint n_like = 0;
  for (const OffprintKnownFile *like = offprint_known_find_like (known, &wanted); like != NULL; like = like->next_like)
    n_like++;
  g_assert_cmpuint (n_like, ==, count_wanted);
}

/* Files of the same size and time are found together; files that failed are not among them. */
static void
test_like (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  shelf_put (shelf, "/one.txt", NULL, OTTER);
  shelf_put (shelf, "/two.txt", NULL, HERON);
  shelf_put (shelf, "/other.txt", NULL, "1 29 1700000000 1700000001 9 " HERON_MD5 " -");
  shelf_fail (shelf, "/failed.txt", OTTER, "no text in it");
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  assert_like (known, OTTER, 2);
  assert_like (known, "1 29 1700000000 5 5 - -", 1);
  assert_like (known, "1 30 1700000000 5 5 - -", 0);
}

static void
assert_links (const OffprintKnown *known, guint64 inode, guint count_wanted)
{
  guint n_links = 0;
  const OffprintKnownFile *link = offprint_known_find_links (known, inode);
  for (; link != NULL; link = link->next_link, n_links++)
    g_assert_cmpuint (link->signature.inode, ==, inode);
  g_assert_cmpuint (n_links, ==, count_wanted);
}

/* Files of the same inode are found together, articles and failures, also after one of them has become another file. */
static void
test_links (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  OffprintSignature heron;
  shelf_put (shelf, "/one.txt", NULL, OTTER);
  shelf_put (shelf, "/two.txt", NULL, OTTER);
  shelf_fail (shelf, "/three.txt", OTTER, "no text in it");
  shelf_put (shelf, "/other.txt", NULL, HERON);
  g_autoptr (OffprintKnown) known = shelf_load (shelf);
  g_assert_true (offprint_signature_parse (HERON, &heron));
  g_ptr_array_add (members, g_strdup (""));
  assert_links (known, 7, 3);
  assert_links (known, 8, 1);
  assert_links (known, 0, 0);
  offprint_known_put (known, "/two.txt", &heron, members);
  assert_links (known, 7, 2);
  assert_links (known, 8, 2);
  offprint_known_clear_failure (known, offprint_known_find (known, "/three.txt"));
  offprint_known_rename (known, offprint_known_find (known, "/other.txt"), "/one.txt", &heron);
  assert_links (known, 7, 0);
  assert_links (known, 8, 2);
}

/* Names of what a chain holds, in its order */
static char *
list_links (const OffprintKnown *known, guint64 inode)
{
  GString *names = g_string_new (NULL);
  for (const OffprintKnownFile *link = offprint_known_find_links (known, inode); link != NULL; link = link->next_link)
    g_string_append (names, link->path + 1);
  return g_string_free (names, FALSE);
}

static char *
list_like (const OffprintKnown *known, const OffprintSignature *signature)
{
  GString *names = g_string_new (NULL);
  const OffprintKnownFile *like = offprint_known_find_like (known, signature);
  for (; like != NULL; like = like->next_like)
    g_string_append (names, like->path + 1);
  return g_string_free (names, FALSE);
}

/* From the middle, the beginning and the end of a chain a file may be taken, and put back: the others stay in it. */
static void
test_chains (void)
{
  static const struct
  {
    const char *gone, *left;
  } cases[] = { { "/c", "edba" }, { "/e", "dba" }, { "/a", "db" }, { "/d", "b" }, { "/b", "" } };
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  OffprintSignature otter;
  g_assert_true (offprint_signature_parse (OTTER, &otter));
  g_ptr_array_add (members, g_strdup (""));
  for (const char *name = "abcde"; *name != '\0'; name++)
    {
      const char path[] = { '/', *name, '\0' };
      offprint_known_put (known, path, &otter, members);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      offprint_known_remove_articles (known, offprint_known_find (known, cases[i].gone));
      g_autofree char *links = list_links (known, otter.inode);
      g_autofree char *like = list_like (known, &otter);
      g_assert_cmpstr (links, ==, cases[i].left);
      g_assert_cmpstr (like, ==, cases[i].left);
    }
  offprint_known_put (known, "/c", &otter, members);
  g_autofree char *again = list_links (known, otter.inode);
  g_assert_cmpstr (again, ==, "c");
}

#define N_NAMES 8
#define N_INODES 3
#define N_TIMES 3

static OffprintSignature
pick_signature (GRand *random)
{
  OffprintSignature signature;
  g_assert_true (offprint_signature_parse (OTTER, &signature));
  signature.inode = (guint64) g_rand_int_range (random, 0, N_INODES);
  signature.modified_ns = g_rand_int_range (random, 1, N_TIMES + 1);
  return signature;
}

static gboolean
is_in_links (const OffprintKnown *known, const OffprintKnownFile *file)
{
  const OffprintKnownFile *link = offprint_known_find_links (known, file->signature.inode);
  while (link != NULL && link != file)
    link = link->next_link;
  return link != NULL;
}

static gboolean
is_in_like (const OffprintKnown *known, const OffprintKnownFile *file)
{
  const OffprintKnownFile *like = offprint_known_find_like (known, &file->signature);
  while (like != NULL && like != file)
    like = like->next_like;
  return like != NULL;
}

static guint
get_links_length (const OffprintKnown *known)
{
  guint length = 0;
  for (guint64 inode = 0; inode < N_INODES; inode++)
    for (const OffprintKnownFile *link = offprint_known_find_links (known, inode); link != NULL; link = link->next_link)
      length++;
  return length;
}

static guint
get_like_length (const OffprintKnown *known)
{
  guint length = 0;
  OffprintSignature signature;
  g_assert_true (offprint_signature_parse (OTTER, &signature));
  for (signature.modified_ns = 1; signature.modified_ns <= N_TIMES; signature.modified_ns++)
    for (const OffprintKnownFile *like = offprint_known_find_like (known, &signature); like != NULL;
         like = like->next_like)
      length++;
  return length;
}

/* Each file is in the chains that it belongs to, and nothing else is. */
static void
assert_consistent (const OffprintKnown *known)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (known, "/");
  guint n_links = 0, n_articles = 0, n_failures = 0;
  for (guint i = 0; i < files->len; i++)
    {
      const OffprintKnownFile *file = g_ptr_array_index (files, i);
      n_links += file->signature.inode != 0;
      n_articles += file->members->len;
      n_failures += file->failure != NULL;
      g_assert_true (file->members->len > 0 || file->failure != NULL);
      g_assert_cmpint (is_in_links (known, file), ==, file->signature.inode != 0);
      g_assert_cmpint (is_in_like (known, file), ==, file->members->len > 0);
    }
  g_assert_cmpuint (get_links_length (known), ==, n_links);
  g_assert_cmpuint (get_like_length (known), ==, n_articles);
  g_assert_cmpuint (offprint_known_count_articles (known), ==, n_articles);
  g_assert_cmpuint (offprint_known_count_failures (known), ==, n_failures);
}

static void
change_file (OffprintKnown *known, OffprintKnownFile *file, const char *other, GRand *random)
{
  OffprintSignature signature = pick_signature (random);
  if (file == NULL)
    return;
  switch (g_rand_int_range (random, 0, 3))
    {
    case 0:
      if (file->members->len > 0)
        offprint_known_remove_articles (known, file);
      break;
    case 1:
      offprint_known_clear_failure (known, file);
      break;
    default:
      if (file->members->len > 0)
        offprint_known_rename (known, file, other, &signature);
    }
}

/* The chains hold after any history of changes. */
static void
test_random (void)
{
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_ptr_array_add (members, g_strdup (""));
  for (guint i = 0; i < 5000; i++)
    {
      const char path[] = { '/', (char) ('a' + g_rand_int_range (random, 0, N_NAMES)), '\0' };
      const char other[] = { '/', (char) ('a' + g_rand_int_range (random, 0, N_NAMES)), '\0' };
      OffprintSignature signature = pick_signature (random);
      int what = g_rand_int_range (random, 0, 4);
      if (what == 0)
        offprint_known_put (known, path, &signature, members);
      else if (what == 1)
        offprint_known_set_failure (known, path, &signature, "no text in it");
      else
        change_file (known, offprint_known_find (known, path), other, random);
      assert_consistent (known);
    }
}

/* What is known follows every change that is written. */
static void
test_changes (void)
{
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  OffprintSignature otter, heron;
  g_assert_true (offprint_signature_parse (OTTER, &otter)
                 && offprint_signature_parse ("1 30 1700000000 1700000001 8 " HERON_MD5 " -", &heron));
  g_ptr_array_add (members, g_strdup (""));
  OffprintKnownFile *file = offprint_known_put (known, "/a.txt", &otter, members);
  offprint_known_set_failure (known, "/a.txt", &heron, "changes while it is read");
  g_assert_cmpuint (file->signature.inode, ==, otter.inode);
  file = offprint_known_rename (known, file, "/b.txt", &heron);
  g_assert_null (file->failure);
  g_assert_null (offprint_known_find (known, "/a.txt"));
  assert_like (known, OTTER, 0);
  assert_like (known, "1 30 1700000000 5 5 - -", 1);
  offprint_known_set_failure (known, "/c.txt", &otter, "no text in it");
  file = offprint_known_rename (known, offprint_known_find (known, "/b.txt"), "/c.txt", &otter);
  g_assert_cmpuint (offprint_known_count_failures (known), ==, 0);
  g_assert_cmpuint (offprint_known_count_articles (known), ==, 1);
  g_assert_cmpuint (count (known), ==, 1);
  offprint_known_set_failure (known, "/c.txt", &otter, "no text in it");
  offprint_known_remove_articles (known, file);
  g_assert_cmpuint (count (known), ==, 1);
  offprint_known_clear_failure (known, offprint_known_find (known, "/c.txt"));
  g_assert_cmpuint (count (known) + offprint_known_count_articles (known), ==, 0);
  assert_like (known, OTTER, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known/empty", test_empty);
  g_test_add_func ("/known/files", test_files);
  g_test_add_func ("/known/failures", test_failures);
  g_test_add_func ("/known/strange-signature", test_strange_signature);
  g_test_add_func ("/known/below", test_below);
  g_test_add_func ("/known/like", test_like);
  g_test_add_func ("/known/links", test_links);
  g_test_add_func ("/known/chains", test_chains);
  g_test_add_func ("/known/random", test_random);
  g_test_add_func ("/known/changes", test_changes);
  return g_test_run ();
}
