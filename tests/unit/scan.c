/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/scan.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <unistd.h>

static void
scan_from (Folder *folder, const char *start, const OffprintScanRules *rules, const char *files, const char *unreadable)
{
  g_autoptr (OffprintScan) scan = offprint_scan_new (folder->path, start, rules);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GString) closed = g_string_new (NULL);
  gsize skip = strlen (folder->path) + 1;
  const OffprintScanItem *item;
  while ((item = offprint_scan_next (scan)) != NULL)
    {
      if (item->kind == OFFPRINT_SCAN_UNREADABLE)
        g_string_append_printf (closed, "%s\n", item->path + skip);
      if (item->kind != OFFPRINT_SCAN_FILE)
        continue;
      g_assert_cmpint (item->status.st_size, >, 0);
      g_assert_true (offprint_scan_covers (folder->path, item->path, rules, NULL));
      g_string_append_printf (seen, "%s\n", item->path + skip);
    }
  g_assert_cmpstr (seen->str, ==, files);
  g_assert_cmpstr (closed->str, ==, unreadable);
}

static void
scan (Folder *folder, guint max_depth, const char *files, const char *unreadable)
{
  const OffprintScanRules rules = { .max_depth = max_depth };
  scan_from (folder, folder->path, &rules, files, unreadable);
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
  scan (folder, 10, "a.txt\nb.html\ndeep/a.htm\ndeep/er/c.md\n", "");
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
  scan (folder, 10, "one.html\ntrois.html\nzwei.htm\nlonely_files/story.html\n", "");
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
  scan (folder, 10, "in.txt\n", "");
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
  scan (folder, 10, "real/a.txt\n", "");
}

/* Too deep is said, not passed over in silence. */
static void
test_depth (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "1/2/3/deep.txt", "words");
  folder_write (folder, "1/2/here.txt", "words");
  scan (folder, 2, "1/2/here.txt\n", "1/2/3\n");
  scan (folder, 3, "1/2/here.txt\n1/2/3/deep.txt\n", "");
}

/* A root that is not there has nothing; a root may be a file. */
static void
test_root (void)
{
  g_autoptr (Folder) folder = folder_new ();
  const OffprintScanRules rules = { .max_depth = 10 };
  g_autofree char *nothing = folder_get (folder, "nothing");
  g_autofree char *file = folder_get (folder, "a.txt");
  g_autoptr (OffprintScan) empty = offprint_scan_new (nothing, nothing, &rules);
  g_assert_true (offprint_scan_is_empty (empty));
  g_assert_null (offprint_scan_next (empty));
  folder_write (folder, "a.txt", "words");
  g_autoptr (OffprintScan) one = offprint_scan_new (file, file, &rules);
  g_assert_false (offprint_scan_is_empty (one));
  g_assert_cmpstr (offprint_scan_next (one)->path, ==, file);
  g_assert_null (offprint_scan_next (one));
}

/* A part of a root is scanned alone with the same result as within the whole: by the rules of all folders above it. */
static void
test_part (void)
{
  g_autoptr (Folder) folder = folder_new ();
  const OffprintScanRules rules = { .max_depth = 3 };
  static const char *const wanted[] = { "in/deep/a.txt", "in/b.txt", "lonely_files/c.txt" };
  static const char *const unwanted[] = { ".hidden/sub/a.txt", "out/sub/a.txt", "page_files/sub/a.txt", "x.part" };
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    folder_write (folder, wanted[i], "words");
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    folder_write (folder, unwanted[i], "words");
  folder_write (folder, "page.html", "words");
  folder_write (folder, "out/.offprintignore", "");
  folder_write (folder, "1/2/3/4/deep.txt", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    {
      g_autofree char *path = folder_get (folder, unwanted[i]);
      g_autofree char *parent = g_path_get_dirname (path);
      scan_from (folder, path, &rules, "", "");
      if (i < 3)
        scan_from (folder, parent, &rules, "", "");
    }
  g_autofree char *in = folder_get (folder, "in");
  g_autofree char *page = folder_get (folder, "page_files");
  g_autofree char *three = folder_get (folder, "1/2/3");
  g_autofree char *four = folder_get (folder, "1/2/3/4");
  scan_from (folder, in, &rules, "in/b.txt\nin/deep/a.txt\n", "");
  scan_from (folder, page, &rules, "", "");
  scan_from (folder, three, &rules, "", "1/2/3/4\n");
  scan_from (folder, four, &rules, "", "1/2/3/4\n");
  folder_remove (folder, "page.html");
  scan_from (folder, page, &rules, "page_files/sub/a.txt\n", "");
}

/* The index itself is left out, and whatever is below it. */
static void
test_excluded (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *index = folder_get (folder, "index");
  const OffprintScanRules rules = { .max_depth = 10, .excluded = index };
  folder_write (folder, "in.txt", "words");
  folder_write (folder, "index/a.txt", "words");
  folder_write (folder, "index/sub/a.txt", "words");
  g_autofree char *inside = folder_get (folder, "index/sub");
  scan_from (folder, folder->path, &rules, "in.txt\n", "");
  scan_from (folder, index, &rules, "", "");
  scan_from (folder, inside, &rules, "", "");
}

/* Which folders beside a page hold its parts depends on their names only; not every file is a page. */
static void
test_list_parts (void)
{
  g_autoptr (Folder) folder = folder_new ();
  folder_write (folder, "one_files/a.txt", "words");
  folder_write (folder, "one-Dateien/a.txt", "words");
  folder_write (folder, "one_fichiers", "a file");
  g_autofree char *page = folder_get (folder, "one.html");
  g_autofree char *text = folder_get (folder, "one.txt");
  g_autoptr (GPtrArray) parts = offprint_scan_list_parts (page);
  g_autoptr (GPtrArray) none = offprint_scan_list_parts (text);
  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
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
  g_test_add_func ("/scan/root", test_root);
  g_test_add_func ("/scan/part", test_part);
  g_test_add_func ("/scan/excluded", test_excluded);
  g_test_add_func ("/scan/list-parts", test_list_parts);
  return g_test_run ();
}
