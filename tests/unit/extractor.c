/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/article-file.h"
#include "index/extractor.h"
#include "core/error.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

/* @candidate: (nullable): path of a file that the index holds with the content and time that @path has now */
static OffprintExtraction *
extract (const char *path, const OffprintSignature *signature, const char *candidate, gboolean always)
{
  OffprintOrder order = { .path = path, .signature = *signature, .always = always };
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (1, MAX_BYTES, NULL, NULL);
  if (candidate != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, MAX_BYTES, NULL, &error);
      g_assert_no_error (error);
      order.candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_candidate_free);
      g_ptr_array_add (order.candidates, offprint_candidate_new (candidate, &file->signature));
    }
  offprint_extractor_push (extractor, &order);
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 1);
  OffprintExtraction *result = offprint_extractor_pop (extractor);
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 0);
  g_assert_cmpstr (result->path, ==, path);
  return result;
}

/* A file gives its document, with the signature of the bytes that were read. */
static void
test_article (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  OffprintSignature signature = look (path);
  g_autoptr (OffprintExtraction) result = extract (path, &signature, NULL, FALSE);
  g_assert_no_error (result->error);
  g_assert_null (result->renamed_from);
  g_assert_cmpuint (result->articles->len, ==, 1);
  const OffprintArticle *article = g_ptr_array_index (result->articles, 0);
  g_assert_nonnull (article->document);
  g_assert_null (article->member);
  g_assert_cmpstr (article->mime_type, ==, "text/plain");
  g_assert_cmpuint (offprint_document_get_term_count (article->document), >, 10);
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, STORY, -1);
  g_assert_cmpstr (result->signature.md5, ==, md5);
  g_assert_cmpuint (result->signature.inode, ==, signature.inode);
}

/* The signature is that of what was read, not of what the scan saw before the file changed. */
static void
test_changed_since_scan (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", "words");
  OffprintSignature seen = look (path);
  folder_write (folder, "otter.txt", STORY);
  g_autoptr (OffprintExtraction) result = extract (path, &seen, NULL, FALSE);
  g_assert_no_error (result->error);
  g_assert_cmpuint (result->signature.size, ==, strlen (STORY));
}

static void
assert_fails (Folder *folder, const char *name, OffprintError code)
{
  g_autofree char *path = folder_get (folder, name);
  const OffprintSignature seen = { .size = 12, .modified_ns = 34, .inode = 56 };
  g_autoptr (OffprintExtraction) result = extract (path, &seen, NULL, FALSE);
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

/* Nothing is extracted of a file under a new name, nor of one whose attributes alone changed, unless it is asked for.
 * A file is no other while that one is still there, or has another extension. */
static void
test_recognised (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "new.txt");
  g_autofree char *gone = folder_get (folder, "old.txt");
  g_autofree char *other = folder_get (folder, "old.md");
  g_autofree char *copy = folder_get (folder, "copy.txt");
  folder_write (folder, "new.txt", STORY);
  folder_write (folder, "copy.txt", STORY);
  OffprintSignature signature = look (path);
  g_autoptr (OffprintExtraction) moved = extract (path, &signature, gone, FALSE);
  g_assert_cmpstr (moved->renamed_from, ==, gone);
  g_assert_null (moved->articles);
  g_autoptr (OffprintExtraction) asked = extract (path, &signature, gone, TRUE);
  g_assert_null (asked->renamed_from);
  g_assert_cmpuint (asked->articles->len, ==, 1);
  g_autoptr (OffprintExtraction) foreign = extract (path, &signature, other, FALSE);
  g_assert_null (foreign->renamed_from);
  g_autoptr (OffprintExtraction) copied = extract (path, &signature, copy, FALSE);
  g_assert_null (copied->renamed_from);
  g_assert_no_errno (g_chmod (path, 0600));
  signature = look (path);
  g_autoptr (OffprintExtraction) same = extract (path, &signature, path, FALSE);
  g_assert_cmpstr (same->renamed_from, ==, path);
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
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (3, MAX_BYTES, NULL, NULL);
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
      const OffprintOrder order = { .path = path, .signature = signature, .urgent = i % 7 == 0 };
      offprint_extractor_push (extractor, &order);
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
  OffprintExtractor *extractor = offprint_extractor_new (0, MAX_BYTES, NULL, NULL);
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  OffprintSignature signature = look (path);
  const OffprintOrder order = { .path = path, .signature = signature };
  for (guint i = 0; i < 20; i++)
    offprint_extractor_push (extractor, &order);
  offprint_extraction_free (offprint_extractor_pop (extractor));
  g_assert_cmpuint (offprint_extractor_get_pending (extractor), ==, 19);
  offprint_extractor_free (extractor);
  offprint_extractor_free (NULL);
  offprint_extraction_free (NULL);
}

/* An urgent file comes before those that wait since longer. */
static void
test_urgent (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (1, MAX_BYTES, NULL, NULL);
  g_autofree char *large = g_strnfill (MAX_BYTES, 'x');
  g_autofree char *path = folder_get (folder, "0.txt");
  g_autofree char *last = folder_get (folder, "199.txt");
  guint place = 0;
  folder_write (folder, "0.txt", large);
  folder_write (folder, "199.txt", STORY);
  const OffprintOrder order = { .path = path, .signature = look (path) };
  const OffprintOrder urgent = { .path = last, .signature = look (last), .urgent = TRUE };
  for (guint i = 0; i < 199; i++)
    offprint_extractor_push (extractor, &order);
  offprint_extractor_push (extractor, &urgent);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (OffprintExtraction) result = offprint_extractor_pop (extractor);
      place = g_str_has_suffix (result->path, "/199.txt") ? i : place;
    }
  g_assert_cmpuint (place, <, 199);
}

static void
count_call (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

/* Whoever does not want to wait is called, and finds nothing when there is nothing; a rest in between does no harm. */
static void
test_ready (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  const OffprintOrder order = { .path = path, .signature = look (path) };
  gint calls = 0;
  OffprintExtractor *extractor = offprint_extractor_new (1, MAX_BYTES, count_call, &calls);
  g_assert_null (offprint_extractor_try_pop (extractor));
  for (guint i = 0; i < 3; i++)
    {
      offprint_extractor_push (extractor, &order);
      g_autoptr (OffprintExtraction) result = offprint_extractor_pop (extractor);
      g_assert_no_error (result->error);
      offprint_extractor_rest (extractor);
    }
  offprint_extractor_free (extractor);
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 3);
}

/* Waits until no child is left: those that are dead are fetched by the threads that own them. */
static void
wait_until_childless (void)
{
  siginfo_t info;
  while (waitid (P_ALL, 0, &info, WEXITED | WNOWAIT) == 0)
    g_thread_yield ();
  g_assert_cmpint (errno, ==, ECHILD);
}

/* At rest there is no worker process; with the next file there is one again. */
static void
test_rest (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "otter.txt");
  folder_write (folder, "otter.txt", STORY);
  const OffprintOrder order = { .path = path, .signature = look (path) };
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (2, MAX_BYTES, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    {
      offprint_extractor_push (extractor, &order);
      g_autoptr (OffprintExtraction) result = offprint_extractor_pop (extractor);
      g_assert_no_error (result->error);
      offprint_extractor_rest (extractor);
      wait_until_childless ();
    }
}

/* Without a worker program each file tells so, and that it is no fault of the file. */
static void
test_no_program (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "otter.txt");
  g_autofree char *real = g_strdup (g_getenv ("OFFPRINT_LIBEXECDIR"));
  folder_write (folder, "otter.txt", STORY);
  OffprintSignature signature = look (path);
  g_setenv ("OFFPRINT_LIBEXECDIR", "/nowhere", TRUE);
  g_autoptr (OffprintExtraction) result = extract (path, &signature, NULL, FALSE);
  g_setenv ("OFFPRINT_LIBEXECDIR", real, TRUE);
  g_assert_error (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED);
  g_assert_nonnull (strstr (result->error->message, "/nowhere/offprint-extract"));
}

/* However large the page that is being read, ending does not wait for it. */
static void
test_end_at_work (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "large.txt");
  g_autofree char *text = g_strnfill (100 * 1000 * 1000, 'a');
  folder_write (folder, "large.txt", text);
  OffprintExtractor *extractor = offprint_extractor_new (1, 200 * 1000 * 1000, NULL, NULL);
  offprint_extractor_push (extractor, &(OffprintOrder){ .path = path, .signature = look (path) });
  g_assert_null (offprint_extractor_try_pop (extractor));
  offprint_extractor_free (extractor);
  siginfo_t info;
  g_assert_cmpint (waitid (P_ALL, 0, &info, WEXITED | WNOWAIT), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extractor/no-program", test_no_program);
  g_test_add_func ("/extractor/article", test_article);
  g_test_add_func ("/extractor/changed-since-scan", test_changed_since_scan);
  g_test_add_func ("/extractor/failures", test_failures);
  g_test_add_func ("/extractor/recognised", test_recognised);
  g_test_add_func ("/extractor/many", test_many);
  g_test_add_func ("/extractor/early-end", test_early_end);
  g_test_add_func ("/extractor/urgent", test_urgent);
  g_test_add_func ("/extractor/ready", test_ready);
  g_test_add_func ("/extractor/rest", test_rest);
  g_test_add_func ("/extractor/end-at-work", test_end_at_work);
  return g_test_run ();
}
