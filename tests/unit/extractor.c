/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/extractor.h"
#include "core/error.h"
#include "tests/unit/known-fixture.h"

#define MAX_BYTES 1000
#define STORY "The otter\n\nAn otter swims in the river.\n"

static OffprintSignature
look (const char *path)
{
  struct stat status;
  OffprintSignature signature;
  g_assert_no_errno (lstat (path, &status));
  offprint_signature_init (&signature, &status);
  return signature;
}

static OffprintExtraction *
extract (const OffprintKnown *known, const char *path, const OffprintSignature *signature, gboolean always)
{
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (1, MAX_BYTES, known);
  offprint_extractor_push (extractor, path, signature, always);
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 1);
  OffprintExtraction *result = offprint_extractor_pop (extractor);
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 0);
  g_assert_cmpstr (result->path, ==, path);
  return result;
}

/* A file gives its record and document, with the signature of the bytes that were read. */
static void
test_article (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  OffprintSignature signature = look (path);
  g_autoptr (OffprintExtraction) result = extract (known, path, &signature, FALSE);
  g_assert_no_error (result->error);
  g_assert_null (result->renamed_from);
  g_assert_cmpuint (result->articles->len, ==, 1);
  const OffprintArticle *article = g_ptr_array_index (result->articles, 0);
  g_assert_nonnull (article->document);
  g_assert_cmpstr (offprint_record_get (article->record, OFFPRINT_FIELD_TITLE), ==, "The otter");
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, STORY, -1);
  g_assert_cmpstr (result->signature.md5, ==, md5);
  g_assert_cmpuint (result->signature.inode, ==, signature.inode);
}

/* The signature is that of what was read, not of what the scan saw before the file changed. */
static void
test_changed_since_scan (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", "words");
  OffprintSignature seen = look (path);
  folder_write (folder, "otter.txt", STORY);
  g_autoptr (OffprintExtraction) result = extract (known, path, &seen, FALSE);
  g_assert_no_error (result->error);
  g_assert_cmpuint (result->signature.size, ==, strlen (STORY));
}

static void
assert_fails (Folder *folder, const char *name, OffprintError code)
{
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autofree char *path = folder_get (folder, name);
  const OffprintSignature seen = { .size = 12, .modified_ns = 34, .inode = 56 };
  g_autoptr (OffprintExtraction) result = extract (known, path, &seen, FALSE);
  g_assert_error (result->error, OFFPRINT_ERROR, (int) code);
  g_assert_null (result->articles);
  g_assert_null (result->renamed_from);
}

/* What can't be read or is no article comes back with the reason and nothing else. */
static void
test_failures (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *large = g_strnfill (MAX_BYTES + 1, 'x');
  folder_write (folder, "large.txt", large);
  folder_write (folder, "picture.png", "\x89PNG\r\n\x1a\n");
  folder_write (folder, "folder.txt/inside", "words");
  assert_fails (folder, "large.txt", OFFPRINT_ERROR_INPUT);
  assert_fails (folder, "folder.txt", OFFPRINT_ERROR_INPUT);
  assert_fails (folder, "picture.png", OFFPRINT_ERROR_UNSUPPORTED);
  assert_fails (folder, "gone.txt", OFFPRINT_ERROR_IO);
}

/* Puts into the index, as the file @name, what is now in @path. */
static void
remember (Shelf *shelf, const char *path, const char *name)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, MAX_BYTES, &error);
  g_assert_no_error (error);
  g_autofree char *old_path = folder_get (shelf->folder, name);
  shelf_put (shelf, old_path, NULL, offprint_signature_format (&file->signature, buffer));
}

/* Nothing is extracted of a file under a new name, nor of one whose attributes alone changed, unless it is asked for.
 */
static void
test_recognised (void)
{
  g_autoptr (Shelf) shelf = shelf_new ();
  g_autofree char *path = folder_get (shelf->folder, "new.txt");
  g_autofree char *old_path = folder_get (shelf->folder, "old.txt");
  folder_write (shelf->folder, "new.txt", STORY);
  remember (shelf, path, "old.txt");
  OffprintSignature signature = look (path);
  g_autoptr (OffprintKnown) renamed = shelf_load (shelf);
  g_autoptr (OffprintExtraction) moved = extract (renamed, path, &signature, FALSE);
  g_assert_cmpstr (moved->renamed_from->path, ==, old_path);
  g_assert_null (moved->articles);
  g_autoptr (OffprintExtraction) asked = extract (renamed, path, &signature, TRUE);
  g_assert_null (asked->renamed_from);
  g_assert_cmpuint (asked->articles->len, ==, 1);

  remember (shelf, path, "new.txt");
  g_assert_no_errno (g_chmod (path, 0600));
  signature = look (path);
  g_autoptr (OffprintKnown) touched = shelf_load (shelf);
  g_autoptr (OffprintExtraction) same = extract (touched, path, &signature, FALSE);
  g_assert_cmpstr (same->renamed_from->path, ==, path);
  g_assert_cmpint (same->signature.changed_ns, ==, signature.changed_ns);
}

static void
fetch (OffprintExtractor *extractor, GHashTable *back)
{
  g_autoptr (OffprintExtraction) result = offprint_extractor_pop (extractor);
  g_assert_no_error (result->error);
  g_assert_true (g_hash_table_add (back, g_strdup (result->path)));
}

/* Any number of files goes through several threads, few of them at a time, and each comes back once; those that the
 * scan saw as large too. */
static void
test_many (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (3, MAX_BYTES, known);
  g_autoptr (GHashTable) back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *path = folder_get (folder, name);
      folder_write (folder, name, STORY);
      OffprintSignature signature = look (path);
      signature.size = i % 5 == 0 ? 1 << 30 : signature.size;
      while (offprint_extractor_is_full (extractor))
        fetch (extractor, back);
      offprint_extractor_push (extractor, path, &signature, FALSE);
      g_assert_cmpuint (offprint_extractor_get_pending (extractor), <=, 12);
    }
  while (offprint_extractor_get_pending (extractor) > 0)
    fetch (extractor, back);
  g_assert_cmpuint (g_hash_table_size (back), ==, 200);
}

/* Ending early waits for the threads and drops what nobody fetched. */
static void
test_early_end (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintKnown) known = offprint_known_load (NULL, NULL);
  OffprintExtractor *extractor = offprint_extractor_new (0, MAX_BYTES, known);
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  OffprintSignature signature = look (path);
  for (guint i = 0; i < 20; i++)
    offprint_extractor_push (extractor, path, &signature, FALSE);
  offprint_extraction_free (offprint_extractor_pop (extractor));
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 19);
  offprint_extractor_free (extractor);
  offprint_extractor_free (NULL);
  offprint_extraction_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extractor/article", test_article);
  g_test_add_func ("/extractor/changed-since-scan", test_changed_since_scan);
  g_test_add_func ("/extractor/failures", test_failures);
  g_test_add_func ("/extractor/recognised", test_recognised);
  g_test_add_func ("/extractor/many", test_many);
  g_test_add_func ("/extractor/early-end", test_early_end);
  return g_test_run ();
}
