/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/indexer.h"
#include "core/error.h"
#include "store/reader.h"
#include "store/writer.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* A folder of articles and an index beside it */
typedef struct
{
  Folder *folder;
  char *articles;
  char *database;
  GString *complaints; /* names and reasons, a line each */
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = folder_new ();
  fixture->articles = folder_get (fixture->folder, "articles");
  fixture->database = folder_get (fixture->folder, "index/xapiandb");
  fixture->complaints = g_string_new (NULL);
  fixture->cancellable = g_cancellable_new ();
  g_assert_no_errno (g_mkdir (fixture->articles, 0700));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_free (fixture->folder);
  g_free (fixture->articles);
  g_free (fixture->database);
  g_string_free (fixture->complaints, TRUE);
  g_object_unref (fixture->cancellable);
}

static void
note_complaint (const char *path, const char *reason, gboolean failed, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *name = g_path_get_basename (path);
  if (failed)
    g_string_append_printf (fixture->complaints, "%s: %s\n", name, reason);
}

static OffprintProgress
index_roots (Fixture *fixture, const char *const *roots, gboolean full)
{
  g_autoptr (GError) error = NULL;
  OffprintProgress result;
  const OffprintIndexerOptions options
      = { .database = fixture->database, .jobs = 2, .max_depth = 20, .max_file_bytes = 100000 };
  const OffprintIndexJob job = {
    .roots = roots,
    .full = full,
    .complaint = note_complaint,
    .data = fixture,
  };
  g_string_truncate (fixture->complaints, 0);
  g_assert_true (offprint_index_run (&options, &job, &result, &error));
  g_assert_no_error (error);
  return result;
}

static OffprintProgress
index_articles (Fixture *fixture)
{
  const char *roots[] = { fixture->articles, NULL };
  return index_roots (fixture, roots, FALSE);
}

static OffprintReader *
open_reader (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { fixture->database, NULL };
  OffprintReader *reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  return reader;
}

static gboolean
list_entry (const OffprintEntry *entry, gpointer data)
{
  g_autofree char *name = g_path_get_basename (entry->path);
  g_ptr_array_add (data, g_steal_pointer (&name));
  return TRUE;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The index holds exactly the files @names, in the order of the alphabet, separated by spaces. */
static void
assert_holds (Fixture *fixture, const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintReader) reader = open_reader (fixture);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_assert_true (offprint_reader_foreach_entry (reader, list_entry, list, &error));
  g_ptr_array_sort (list, compare_names);
  g_ptr_array_add (list, NULL);
  g_autofree char *joined = g_strjoinv (" ", (char **) list->pdata);
  g_assert_cmpstr (joined, ==, names);
}

/* A search for @query finds exactly the files @names, in the order of the alphabet. */
static void
assert_finds (Fixture *fixture, const char *query, const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintReader) reader = open_reader (fixture);
  const OffprintSearch search = { .text = query, .limit = 100 };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &search, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      g_ptr_array_add (list, g_path_get_basename (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH)));
    }
  g_ptr_array_sort (list, compare_names);
  g_ptr_array_add (list, NULL);
  g_autofree char *joined = g_strjoinv (" ", (char **) list->pdata);
  g_assert_cmpstr (joined, ==, names);
}

static gboolean
count_failure (const OffprintFailure *failure, gpointer data)
{
  (*(guint *) data)++;
  return TRUE;
}

static guint
count_failures (Fixture *fixture)
{
  guint count = 0;
  g_autoptr (OffprintReader) reader = open_reader (fixture);
  g_assert_true (offprint_reader_foreach_failure (reader, count_failure, &count, NULL));
  return count;
}

/* New files are added, a second run reads nothing, a change is read, what is gone is removed. */
static void
test_life (Fixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/sub/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  OffprintProgress first = index_articles (fixture);
  g_assert_cmpuint (first.added, ==, 2);
  assert_finds (fixture, "otter", "otter.txt");
  assert_finds (fixture, "shallows", "heron.txt");

  OffprintProgress second = index_articles (fixture);
  g_assert_cmpuint (second.unchanged, ==, 2);
  g_assert_cmpuint (second.bytes, ==, 0);

  folder_write (fixture->folder, "articles/otter.txt", "The beaver\n\nA beaver builds a dam across the river.\n");
  g_assert_cmpuint (index_articles (fixture).changed, ==, 1);
  assert_finds (fixture, "otter", "");
  assert_finds (fixture, "beaver", "otter.txt");

  folder_remove (fixture->folder, "articles/sub");
  g_assert_cmpuint (index_articles (fixture).removed, ==, 1);
  assert_holds (fixture, "otter.txt");
}

/* Everything is read again when asked to. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  const char *roots[] = { fixture->articles, NULL };
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  index_articles (fixture);
  OffprintProgress again = index_roots (fixture, roots, TRUE);
  g_assert_cmpuint (again.changed, ==, 1);
  g_assert_cmpuint (again.unchanged, ==, 0);
}

/* Renaming a file or a folder moves the articles without extracting them; a search finds them under the new name only.
 */
static void
test_rename (Fixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/birds/heron.txt", "The heron\n\nA heron stands in the shallows.\n");
  folder_write (fixture->folder, "articles/birds/crane.txt", "The crane\n\nA crane dances in the meadow.\n");
  index_articles (fixture);
  folder_rename (fixture->folder, "articles/otter.txt", "articles/lutra.txt");
  folder_rename (fixture->folder, "articles/birds", "articles/waders");
  OffprintProgress result = index_articles (fixture);
  g_assert_cmpuint (result.renamed, ==, 3);
  g_assert_cmpuint (result.added + result.changed + result.removed, ==, 0);
  g_assert_cmpuint (result.bytes, ==, 0);
  assert_holds (fixture, "crane.txt heron.txt lutra.txt");
  assert_finds (fixture, "otter", "lutra.txt");
  assert_finds (fixture, "dir:waders", "crane.txt heron.txt");
  assert_finds (fixture, "dir:birds", "");
  assert_finds (fixture, "file:lutra", "lutra.txt");
  g_assert_cmpuint (index_articles (fixture).unchanged, ==, 3);
}

/* A copy is no rename while the old file is there; of two copies of a file that is gone, one is a rename. */
static void
test_copies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = folder_get (fixture->folder, "articles/one.txt");
  g_autofree char *two = folder_get (fixture->folder, "articles/two.txt");
  g_autofree char *three = folder_get (fixture->folder, "articles/three.txt");
  folder_write (fixture->folder, "articles/one.txt", "The otter\n\nAn otter swims in the river.\n");
  index_articles (fixture);
  g_assert_no_errno (link (one, two));
  OffprintProgress copied = index_articles (fixture);
  g_assert_cmpuint (copied.added, ==, 1);
  g_assert_cmpuint (copied.renamed, ==, 0);
  g_assert_no_errno (link (one, three));
  folder_rename (fixture->folder, "articles/two.txt", "articles/four.txt");
  g_assert_no_errno (unlink (one));
  OffprintProgress moved = index_articles (fixture);
  g_assert_cmpuint (moved.renamed + moved.added, ==, 2);
  g_assert_cmpuint (moved.renamed, >=, 1);
  assert_holds (fixture, "four.txt three.txt");
}

/* Indexing one folder leaves what another one brought alone, and a folder that is not there loses nothing. */
static void
test_roots (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = folder_get (fixture->folder, "articles/a");
  g_autofree char *b = folder_get (fixture->folder, "articles/b");
  const char *only_a[] = { a, NULL };
  const char *only_b[] = { b, NULL };
  const char *both[] = { a, fixture->articles, b, NULL };
  folder_write (fixture->folder, "articles/a/one.txt", "One\n\nThe first of these articles.\n");
  folder_write (fixture->folder, "articles/b/two.txt", "Two\n\nThe second of these articles.\n");
  index_roots (fixture, only_a, FALSE);
  index_roots (fixture, only_b, FALSE);
  assert_holds (fixture, "one.txt two.txt");
  folder_rename (fixture->folder, "articles/a", "elsewhere");
  OffprintProgress missing = index_roots (fixture, only_a, FALSE);
  g_assert_cmpuint (missing.failed, ==, 1);
  assert_holds (fixture, "one.txt two.txt");
  folder_rename (fixture->folder, "elsewhere", "articles/a");
  g_assert_cmpuint (index_roots (fixture, both, FALSE).found, ==, 2);
  folder_remove (fixture->folder, "articles/a/one.txt");
  index_roots (fixture, only_b, FALSE);
  assert_holds (fixture, "one.txt two.txt");
  index_roots (fixture, only_a, FALSE);
  assert_holds (fixture, "two.txt");
}

/* What can't be read is told each time, kept with its reason, and tried again when it changes. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *big = g_strnfill (100001, 'x');
  folder_write (fixture->folder, "articles/big.txt", big);
  folder_write (fixture->folder, "articles/good.txt", "Good\n\nA good article about otters.\n");
  OffprintProgress first = index_articles (fixture);
  g_assert_cmpuint (first.failed, ==, 1);
  g_assert_cmpuint (first.added, ==, 1);
  g_assert_cmpstr (fixture->complaints->str, ==, "big.txt: larger than 100000 bytes\n");
  g_assert_cmpuint (count_failures (fixture), ==, 1);
  g_assert_cmpuint (index_articles (fixture).failed, ==, 1);
  folder_write (fixture->folder, "articles/big.txt", "Small\n\nIt has become small.\n");
  OffprintProgress mended = index_articles (fixture);
  g_assert_cmpuint (mended.failed, ==, 0);
  g_assert_cmpuint (mended.added, ==, 1);
  g_assert_cmpuint (count_failures (fixture), ==, 0);
  folder_write (fixture->folder, "articles/good.txt", big);
  g_assert_cmpuint (index_articles (fixture).failed, ==, 1);
  assert_holds (fixture, "big.txt");
  folder_remove (fixture->folder, "articles/good.txt");
  index_articles (fixture);
  g_assert_cmpuint (count_failures (fixture), ==, 0);
}

/* A changed mode alone costs no extraction; a changed origin, tag or comment does. */
static void
test_attributes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = folder_get (fixture->folder, "articles/otter.txt");
  folder_write (fixture->folder, "articles/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  index_articles (fixture);
  g_assert_no_errno (chmod (path, 0640));
  OffprintProgress touched = index_articles (fixture);
  g_assert_cmpuint (touched.unchanged, ==, 1);
  g_assert_cmpuint (touched.changed, ==, 0);
  if (setxattr (path, "user.xdg.origin.url", "https://example.org/otter", 25, 0) != 0)
    {
      g_test_skip ("no extended attributes on this file system");
      return;
    }
  g_assert_cmpuint (index_articles (fixture).changed, ==, 1);
  assert_finds (fixture, "site:example.org", "otter.txt");
  g_assert_no_errno (setxattr (path, "user.xdg.tags", "river life,mammals", 18, 0));
  g_assert_cmpuint (index_articles (fixture).changed, ==, 1);
  assert_finds (fixture, "tag:\"river life\" tag:mammal", "otter.txt");
  g_assert_no_errno (setxattr (path, "user.xdg.comment", "Lent to Jo", 10, 0));
  g_assert_cmpuint (index_articles (fixture).changed, ==, 1);
  assert_finds (fixture, "comment:jo lent", "otter.txt");
  g_assert_no_errno (removexattr (path, "user.xdg.tags"));
  g_assert_cmpuint (index_articles (fixture).changed, ==, 1);
  assert_finds (fixture, "tag:mammal", "");
  g_assert_cmpuint (index_articles (fixture).unchanged, ==, 1);
}

/* Names that are no UTF-8 or hold a line end are indexed like any other. */
static void
test_strange_names (Fixture *fixture, gconstpointer data)
{
  folder_write (fixture->folder, "articles/caf\xe9.txt", "The otter\n\nAn otter swims in the river.\n");
  folder_write (fixture->folder, "articles/two\nlines.txt", "The heron\n\nA heron stands in the shallows.\n");
  g_assert_cmpuint (index_articles (fixture).added, ==, 2);
  assert_holds (fixture, "caf\xe9.txt two\nlines.txt");
  assert_finds (fixture, "otter", "caf\xe9.txt");
  assert_finds (fixture, "heron", "two\nlines.txt");
  g_assert_cmpuint (index_articles (fixture).unchanged, ==, 2);
}

static void
cancel_soon (const OffprintProgress *progress, gpointer data)
{
  Fixture *fixture = data;
  g_cancellable_cancel (fixture->cancellable);
}

static void
move_back (const char *path, const char *reason, gboolean failed, gpointer data)
{
  Fixture *fixture = data;
  folder_rename (fixture->folder, "articles/a/moved.txt", "articles/z/otter.txt");
}

/* A file that was moved before the run and is moved back in the middle of it, after it was seen at the new place, ends
 * neither the run nor up lost. */
static void
test_moved_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *big = g_strnfill (1001, 'x');
  const char *roots[] = { fixture->articles, NULL };
  folder_write (fixture->folder, "articles/z/otter.txt", "The otter\n\nAn otter swims in the river.\n");
  index_articles (fixture);
  folder_write (fixture->folder, "articles/a/moved.txt", "");
  folder_rename (fixture->folder, "articles/z/otter.txt", "articles/a/moved.txt");
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("articles/m/%d.txt", i);
      folder_write (fixture->folder, name, i == 2 ? big : "words of an article");
    }
  const OffprintIndexerOptions options
      = { .database = fixture->database, .jobs = 1, .max_depth = 20, .max_file_bytes = 1000 };
  const OffprintIndexJob job = {
    .roots = roots,
    .complaint = move_back,
    .data = fixture,
  };
  g_assert_true (offprint_index_run (&options, &job, NULL, &error));
  g_assert_no_error (error);
  folder_remove (fixture->folder, "articles/m");
  index_articles (fixture);
  assert_holds (fixture, "otter.txt");
  assert_finds (fixture, "otter", "otter.txt");
}

/* A cancelled run keeps what it wrote and removes nothing; the next one goes on. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  OffprintProgress result;
  const char *roots[] = { fixture->articles, NULL };
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("articles/%02d.txt", i);
      g_autofree char *text = g_strdup_printf ("Article %d\n\nAbout otters, number %d of many.\n", i, i);
      folder_write (fixture->folder, name, text);
    }
  const OffprintIndexerOptions options
      = { .database = fixture->database, .jobs = 1, .max_depth = 20, .max_file_bytes = 1000 };
  const OffprintIndexJob job = {
    .roots = roots,
    .progress = cancel_soon,
    .data = fixture,
    .cancellable = fixture->cancellable,
  };
  g_assert_false (offprint_index_run (&options, &job, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (result.added, <, 50);
  OffprintProgress rest = index_articles (fixture);
  g_assert_cmpuint (rest.added + rest.unchanged, ==, 50);
  g_assert_cmpuint (rest.unchanged, ==, result.added);
}

/* A second writer is told that the index is in use. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *roots[] = { fixture->articles, NULL };
  g_autoptr (OffprintWriter) writer = offprint_writer_open (fixture->database, &error);
  g_assert_no_error (error);
  const OffprintIndexerOptions options
      = { .database = fixture->database, .jobs = 1, .max_depth = 5, .max_file_bytes = 1000 };
  const OffprintIndexJob job = { .roots = roots };
  g_assert_false (offprint_index_run (&options, &job, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_LOCKED);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/indexer/life", test_life },
    { "/indexer/full", test_full },
    { "/indexer/rename", test_rename },
    { "/indexer/copies", test_copies },
    { "/indexer/roots", test_roots },
    { "/indexer/failure", test_failure },
    { "/indexer/attributes", test_attributes },
    { "/indexer/strange-names", test_strange_names },
    { "/indexer/moved-back", test_moved_back },
    { "/indexer/cancel", test_cancel },
    { "/indexer/locked", test_locked },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
