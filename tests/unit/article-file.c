/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/article-file.h"
#include "core/error.h"
#include "core/record.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  const char *path;
  gint done;
} Changer;

static void
assert_refused (const char *path, OffprintError code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (offprint_article_file_read (path, 1000, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, (int) code);
}

/* Content, size and MD5 of a plain file. */
static void
test_read (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "abc");
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = offprint_article_file_map (file, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abc", 3);
  g_assert_cmpint (write (file->content, "x", 1), ==, -1);
  g_assert_cmpint (ftruncate (file->content, 0), ==, -1);
  g_assert_cmpstr (file->signature.md5, ==, "900150983cd24fb0d6963f7d28e17f72");
  g_assert_cmpuint (file->md5[0], ==, 0x90);
  g_assert_cmpuint (file->signature.size, ==, 3);
  g_assert_null (file->attributes.values[OFFPRINT_ATTRIBUTE_ORIGIN_URL]);
}

/* The copy of the content can't be changed by anybody, not even by whoever it is handed to. */
static void
test_sealed (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "abc");
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pwrite (file->content, "x", 1, 0), ==, -1);
  g_assert_cmpint (ftruncate (file->content, 0), ==, -1);
  g_assert_cmpint (ftruncate (file->content, 10), ==, -1);
  g_assert_true (mmap (NULL, 3, PROT_READ | PROT_WRITE, MAP_SHARED, file->content, 0) == MAP_FAILED);
  g_autofree char *type = offprint_article_file_guess_type (file, path, &error);
  g_assert_cmpstr (type, ==, "text/plain");
}

/* Whoever has no time left gets no file. */
static void
test_cancelled (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "abc");
  g_cancellable_cancel (cancellable);
  g_assert_null (offprint_article_file_read (path, 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Neither a FIFO nor a device nor a folder nor a link hangs or leads elsewhere: each is refused. */
static void
test_no_file (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *fifo = folder_get (folder, "fifo.txt");
  g_autofree char *link = folder_get (folder, "link.txt");
  g_assert_no_errno (mkfifo (fifo, 0600));
  g_assert_no_errno (symlink ("/etc/passwd", link));
  assert_refused (fifo, OFFPRINT_ERROR_INPUT);
  assert_refused (link, OFFPRINT_ERROR_INPUT);
  assert_refused (folder->path, OFFPRINT_ERROR_INPUT);
  assert_refused ("/dev/zero", OFFPRINT_ERROR_INPUT);
}

/* What is not there may be there later; what is too large may not. */
static void
test_gone_and_large (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *gone = folder_get (folder, "gone.txt");
  g_autofree char *large = folder_get (folder, "large.txt");
  folder_write (folder, "large.txt", "x");
  g_assert_no_errno (truncate (large, G_GINT64_CONSTANT (1) << 40));
  assert_refused (gone, OFFPRINT_ERROR_IO);
  assert_refused (large, OFFPRINT_ERROR_INPUT);
}

/* What is noted at the file is read, and is part of the signature: each part of it, and nothing else. */
static void
test_attributes (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "abc");
  if (setxattr (path, "user.xdg.origin.url", "https://example.org/a", 21, 0) != 0)
    {
      g_test_skip ("no extended attributes on this file system");
      return;
    }
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_cmpstr (file->attributes.values[OFFPRINT_ATTRIBUTE_ORIGIN_URL], ==, "https://example.org/a");
  g_assert_cmpuint (strlen (file->signature.origin), ==, 32);
  g_assert_no_errno (setxattr (path, "user.xdg.tags", "otter,tide", 10, 0));
  g_autoptr (OffprintArticleFile) tagged = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_false (offprint_signature_same_content (&file->signature, &tagged->signature));
  g_assert_no_errno (setxattr (path, "user.xdg.comment", "read it", 7, 0));
  g_autoptr (OffprintArticleFile) whole = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_false (offprint_signature_same_content (&tagged->signature, &whole->signature));
  g_assert_no_errno (setxattr (path, "user.rating", "5", 1, 0));
  g_autoptr (OffprintArticleFile) rated = offprint_article_file_read (path, 1000, NULL, &error);
  g_assert_true (offprint_signature_same_content (&whole->signature, &rated->signature));
  g_autoptr (GPtrArray) records = offprint_article_file_extract (rated, path, &error);
  g_assert_no_error (error);
  g_autofree char *keywords = offprint_record_join_list (records->pdata[0], OFFPRINT_FIELD_KEYWORDS);
  g_assert_cmpstr (keywords, ==, "otter; tide");
  g_assert_cmpstr (offprint_record_get (records->pdata[0], OFFPRINT_FIELD_COMMENT), ==, "read it");
}

static gpointer
change_on_and_on (gpointer data)
{
  int fd = open (((Changer *) data)->path, O_WRONLY | O_APPEND | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  while (!g_atomic_int_get (&((Changer *) data)->done))
    g_assert_cmpint (write (fd, "more", 4), ==, 4);
  close (fd);
  return NULL;
}

/* Of a file that grows while it is read, one state is read whole or none: never a mixture, never more than allowed. */
static void
test_growing (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "log.txt");
  Changer changer = { .path = path };
  folder_write (folder, "log.txt", "more");
  GThread *thread = g_thread_new ("changer", change_on_and_on, &changer);
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 100000, NULL, &error);
      g_autoptr (GBytes) bytes = file != NULL ? offprint_article_file_map (file, NULL) : NULL;
      g_assert_true (bytes == NULL || g_bytes_get_size (bytes) == file->signature.size);
      g_assert_true (file == NULL || file->signature.size <= 100000);
      g_assert_true ((file == NULL) == (error != NULL));
    }
  g_atomic_int_set (&changer.done, TRUE);
  g_thread_join (thread);
}

/* What may not be read is told so; that may be over by the next time. Root may read everything, so a child that is
 * nobody tries. */
static void
test_no_permission (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "closed.txt");
  folder_write (folder, "closed.txt", "words");
  g_assert_no_errno (g_chmod (path, 0));
  g_assert_no_errno (g_chmod (folder->path, 0755));
  pid_t child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      if (geteuid () == 0 && setuid (NOBODY) != 0)
        _exit (2);
      g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 1000, NULL, &error);
      _exit (file == NULL && g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_ACCESS) ? 0 : 1);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article-file/read", test_read);
  g_test_add_func ("/article-file/sealed", test_sealed);
  g_test_add_func ("/article-file/cancelled", test_cancelled);
  g_test_add_func ("/article-file/no-file", test_no_file);
  g_test_add_func ("/article-file/gone-and-large", test_gone_and_large);
  g_test_add_func ("/article-file/attributes", test_attributes);
  g_test_add_func ("/article-file/growing", test_growing);
  g_test_add_func ("/article-file/no-permission", test_no_permission);
  return g_test_run ();
}
