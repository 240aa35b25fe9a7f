/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/scan.h"
#include "core/error.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <unistd.h>

typedef struct
{
  Folder *folder;
  GString *files; /* names below the folder, a line each */
  GString *unreadable;
  guint stop_after;
} Seen;

static gboolean
see_file (const char *path, const struct stat *status, gpointer data)
{
  Seen *seen = data;
  g_assert_cmpint (status->st_size, >, 0);
  g_string_append_printf (seen->files, "%s\n", path + strlen (seen->folder->path) + 1);
  return seen->stop_after == 0 || --seen->stop_after > 0;
}

static void
see_unreadable (const char *path, const char *reason, gpointer data)
{
  Seen *seen = data;
  g_string_append_printf (seen->unreadable, "%s\n", path + strlen (seen->folder->path) + 1);
}

static void
see_mount (const char *path, gpointer data)
{
}

static const OffprintScanFuncs funcs = { .file = see_file, .unreadable = see_unreadable, .mount = see_mount };

static void
scan (Folder *folder, guint max_depth, guint stop_after, const char *files, const char *unreadable)
{
  g_autoptr (GError) error = NULL;
  Seen seen
      = { .folder = folder, .files = g_string_new (NULL), .unreadable = g_string_new (NULL), .stop_after = stop_after };
  g_assert_true (offprint_scan (folder->path, max_depth, &funcs, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen.files->str, ==, files);
  g_assert_cmpstr (seen.unreadable->str, ==, unreadable);
  g_string_free (seen.files, TRUE);
  g_string_free (seen.unreadable, TRUE);
}

/* Articles are told in a fixed order, whatever else lies around them is not. */
static void
test_names (void)
{
  g_autoptr (Folder) folder = folder_new ();
  static const char *const names[] = {
    "b.html",        "a.txt",       "deep/er/c.md",      "deep/a.htm", ".hidden.txt",
    ".hidden/x.txt", "x.html.part", "y.html.crdownload", "z.txt~",     "picture.png",
    "code.js",       "style.css",   "noextension",       "#draft.txt", "~$lock.txt",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    folder_write (folder, names[i], "words");
  folder_write (folder, "empty.txt", "");
  scan (folder, 10, 0, "a.txt\nb.html\ndeep/a.htm\ndeep/er/c.md\n", "");
}

/* The folder of a page's parts is no folder of articles, but only beside its page. */
static void
test_page_parts (void)
{
  g_autoptr (Folder) folder = folder_new ();
  static const char *const names[] = {
    "one.html",   "one_files/frame.html",      "zwei.htm", "zwei-Dateien/rahmen.html", "lonely_files/story.html",
    "trois.html", "trois_fichiers/deep/x.txt",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    folder_write (folder, names[i], "words");
  scan (folder, 10, 0, "one.html\ntrois.html\nzwei.htm\nlonely_files/story.html\n", "");
}

/* A folder with .offprintignore is left out whole. */
static void
test_ignore (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "in.txt", "words");
  folder_write (folder, "out/.offprintignore", "");
  folder_write (folder, "out/no.txt", "words");
  folder_write (folder, "out/deeper/no.txt", "words");
  scan (folder, 10, 0, "in.txt\n", "");
}

/* Links lead nowhere: neither twice to one article nor round in a loop; FIFOs do not hang. */
static void
test_links (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "real/a.txt", "words");
  g_autofree char *loop = folder_get (folder, "real/loop");
  g_autofree char *link = folder_get (folder, "link.txt");
  g_autofree char *fifo = folder_get (folder, "fifo.txt");
  g_assert_no_errno (symlink ("..", loop));
  g_assert_no_errno (symlink ("real/a.txt", link));
  g_assert_no_errno (mkfifo (fifo, 0600));
  scan (folder, 10, 0, "real/a.txt\n", "");
}

/* Too deep is said, not passed over in silence. */
static void
test_depth (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "1/2/3/deep.txt", "words");
  folder_write (folder, "1/2/here.txt", "words");
  scan (folder, 2, 0, "1/2/here.txt\n", "1/2/3\n");
  scan (folder, 3, 0, "1/2/here.txt\n1/2/3/deep.txt\n", "");
}

/* The callback can stop the scan. */
static void
test_stop (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "a.txt", "words");
  folder_write (folder, "b.txt", "words");
  scan (folder, 10, 1, "a.txt\n", "");
}

/* A root that is not there is an error; a root may be a file. */
static void
test_root (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = folder_get (folder, "nothing");
  g_autofree char *file = folder_get (folder, "a.txt");
  Seen seen = { .folder = folder, .files = g_string_new (NULL), .unreadable = g_string_new (NULL) };
  g_assert_false (offprint_scan (nothing, 10, &funcs, &seen, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_clear_error (&error);
  folder_write (folder, "a.txt", "words");
  g_assert_true (offprint_scan (file, 10, &funcs, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen.files->str, ==, "a.txt\n");
  g_string_free (seen.files, TRUE);
  g_string_free (seen.unreadable, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/names", test_names);
  g_test_add_func ("/scan/page-parts", test_page_parts);
  g_test_add_func ("/scan/ignore", test_ignore);
  g_test_add_func ("/scan/links", test_links);
  g_test_add_func ("/scan/depth", test_depth);
  g_test_add_func ("/scan/stop", test_stop);
  g_test_add_func ("/scan/root", test_root);
  return g_test_run ();
}
