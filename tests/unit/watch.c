/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/watch.h"
#include "tests/unit/watch-fixture.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>

/* A file is to be read when its writer is done, not while it writes. */
static void
test_write (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_add (watched, ".");
  g_autofree char *path = watched_path (watched, "a.html");
  FILE *file = fopen (path, "w");
  watched_expect (watched, "created a.html\n");
  g_assert_cmpint (fputs ("words", file), >=, 0);
  g_assert_no_errno (fflush (file));
  watched_expect (watched, "");
  g_assert_no_errno (fclose (file));
  watched_expect (watched, "content a.html\n");
  watched_write (watched, "a.html", "other words");
  watched_expect (watched, "content a.html\n");
  g_assert_no_errno (g_remove (path));
  watched_expect (watched, "content a.html\n");
}

/* A save by way of a temporary file is told of both names. */
static void
test_atomic_save (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_write (watched, "a.html", "old");
  watched_add (watched, ".");
  watched_write (watched, "a.tmp", "new");
  folder_rename (watched->folder, "a.tmp", "a.html");
  watched_expect (watched, "created a.tmp\ncontent a.tmp\ncontent a.html\n");
}

/* Links and pipes are complete when they appear: nobody closes them after writing. */
static void
test_links (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "elsewhere");
  watched_write (watched, "elsewhere/x.html", "words");
  watched_make (watched, "in");
  g_autofree char *target = watched_path (watched, "elsewhere/x.html");
  g_autofree char *hard = watched_path (watched, "in/hard.html");
  g_autofree char *soft = watched_path (watched, "in/soft.html");
  g_autofree char *pipe = watched_path (watched, "in/pipe.html");
  g_assert_no_errno (link (target, hard));
  watched_expect (watched, "content in/hard.html\n");
  g_assert_no_errno (symlink (target, soft));
  watched_expect (watched, "content in/soft.html\n");
  g_assert_no_errno (mkfifo (pipe, 0600));
  watched_expect (watched, "content in/pipe.html\n");
}

/* A new folder is told; what is made in it before it is added is for who lists it to find. */
static void
test_new_folders (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_add (watched, ".");
  watched_mkdir (watched, "a/b/c");
  watched_expect (watched, "folder a\n");
  watched_add (watched, "a");
  watched_add (watched, "a/b");
  watched_add (watched, "a/b/c");
  watched_mkdir (watched, "a/b/c/d");
  watched_expect (watched, "folder a/b/c/d\n");
  watched_write (watched, "a/b/x.html", "words");
  watched_expect (watched, "created a/b/x.html\ncontent a/b/x.html\n");
  watched_expect_folders (watched, ". a a/b a/b/c");
}

/* A renamed folder keeps its watches, and those below it, under new names: nothing was added again. */
static void
test_folder_rename (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_add (watched, ".");
  static const char *const names[] = { "a", "a/b", "a/b/c", "other" };
  watched_mkdir (watched, "a/b/c");
  watched_mkdir (watched, "other");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    watched_add (watched, names[i]);
  watched_expect (watched, "folder a\nfolder other\n");
  folder_rename (watched->folder, "a", "z");
  watched_write (watched, "z/b/c/x.html", "words");
  watched_expect (watched, "content a\nfolder z\ncreated z/b/c/x.html\ncontent z/b/c/x.html\n");
  folder_rename (watched->folder, "z/b", "other/b2");
  watched_write (watched, "other/b2/c/x.html", "words");
  watched_expect (watched, "content z/b\nfolder other/b2\ncontent other/b2/c/x.html\n");
  watched_expect_folders (watched, ". other other/b2 other/b2/c z");
}

/* The folder that is renamed over is forgotten, the one that comes is known under its name. */
static void
test_rename_over (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_make (watched, ".");
  watched_mkdir (watched, "a/b");
  watched_mkdir (watched, "target");
  watched_add (watched, "a");
  watched_add (watched, "a/b");
  watched_add (watched, "target");
  watched_expect (watched, "folder a\nfolder target\n");
  folder_rename (watched->folder, "a", "target");
  watched_write (watched, "target/b/x.html", "words");
  watched_expect (watched, "content a\nfolder target\ncreated target/b/x.html\ncontent target/b/x.html\n");
  watched_expect_folders (watched, ". target target/b");
  OffprintWatchStatus status;
  offprint_watch_get_status (watched->watch, &status);
  g_assert_cmpuint (status.watched, ==, 3);
}

/* Two folders change places in one step; once they are added anew each tells under its own name. */
static void
test_exchange (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  static const char *const names[] = { ".", "a", "a/below", "b", "b/under" };
  watched_mkdir (watched, "a/below");
  watched_mkdir (watched, "b/under");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    watched_add (watched, names[i]);
  g_autofree char *one = watched_path (watched, "a");
  g_autofree char *other = watched_path (watched, "b");
  if (renameat2 (AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) != 0)
    {
      g_test_skip ("this file system can't exchange");
      return;
    }
  watched_expect (watched, "content a\nfolder b\ncontent b\nfolder a\n");
  static const char *const now[] = { "a", "a/under", "b", "b/below" };
  for (gsize i = 0; i < G_N_ELEMENTS (now); i++)
    watched_add (watched, now[i]);
  offprint_watch_drain (watched->watch);
  watched_expect_folders (watched, ". a a/under b b/below");
  g_string_truncate (watched->told, 0);
  watched_mkdir (watched, "a/under/x");
  watched_mkdir (watched, "b/below/y");
  watched_mkdir (watched, "a/z");
  watched_expect (watched, "folder a/under/x\nfolder b/below/y\nfolder a/z\n");
}

/* Moved to where nothing is watched, a folder is gone after a moment; when it comes back it is a new one. */
static void
test_move_out_and_in (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "in/a/b");
  watched_mkdir (watched, "out");
  watched_add (watched, "in");
  watched_add (watched, "in/a");
  watched_add (watched, "in/a/b");
  folder_rename (watched->folder, "in/a", "out/a");
  watched_expect (watched, "content in/a\n");
  watched_expect_folders (watched, "in");
  watched_write (watched, "out/a/b/x.html", "words");
  folder_rename (watched->folder, "out/a", "in/again");
  watched_expect (watched, "folder in/again\n");
  watched_add (watched, "in/again");
  watched_add (watched, "in/again/b");
  watched_write (watched, "in/again/b/x.html", "more words");
  watched_expect (watched, "content in/again/b/x.html\n");
  watched_expect_folders (watched, "in in/again in/again/b");
}

/* The timer of a move that goes nowhere works without anything else happening. */
static void
test_move_timer (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "in/a");
  watched_mkdir (watched, "out");
  watched_add (watched, "in");
  watched_add (watched, "in/a");
  folder_rename (watched->folder, "in/a", "out/a");
  guint failsafe = g_timeout_add_seconds (FAILSAFE_SECONDS, watched_fail, watched);
  while (watched->told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
  g_assert_cmpstr (watched->told->str, ==, "content in/a\n");
  watched_expect_folders (watched, "in");
}

/* While a folder is on its way, another one may take its place and be watched there. */
static void
test_replaced_while_moving (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_make (watched, ".");
  watched_make (watched, "a");
  watched_expect (watched, "folder a\n");
  folder_rename (watched->folder, "a", "b");
  watched_make (watched, "a");
  watched_expect (watched, "content a\nfolder b\nfolder a\n");
  watched_add (watched, "b");
  watched_add (watched, "a");
  watched_write (watched, "a/x.html", "words");
  watched_write (watched, "b/y.html", "words");
  watched_expect (watched,
                  "created a/x.html\ncontent a/x.html\ncreated b/y.html\ncontent b/y.html\n");
  watched_expect_folders (watched, ". a b");
}

/* A whole tree goes with all its watches. */
static void
test_delete_tree (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "a/b");
  watched_write (watched, "a/b/x.html", "words");
  watched_add (watched, ".");
  watched_add (watched, "a");
  watched_add (watched, "a/b");
  folder_remove (watched->folder, "a");
  watched_expect (watched, "content a/b/x.html\ncontent a/b\ncontent a\n");
  watched_expect_folders (watched, ".");
  OffprintWatchStatus status;
  offprint_watch_get_status (watched->watch, &status);
  g_assert_cmpuint (status.watched, ==, 1);
  g_assert_cmpuint (status.beyond_limit, ==, 0);
}

/* Permissions, extended attributes and times change no content. */
static void
test_attributes (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "sub");
  watched_write (watched, "a.html", "words");
  watched_add (watched, ".");
  watched_add (watched, "sub");
  watched_chmod (watched, "a.html", 0600);
  watched_expect (watched, "attributes a.html\n");
  watched_chmod (watched, "sub", 0755);
  watched_expect (watched, "attributes sub\n");
  watched_chmod (watched, ".", 0755);
  watched_expect (watched, "attributes .\n");
  g_autofree char *path = watched_path (watched, "a.html");
  if (setxattr (path, "user.xdg.tags", "x", 1, 0) != 0)
    g_test_skip ("this file system has no extended attributes");
  else
    watched_expect (watched, "attributes a.html\n");
}

/* Names are bytes: neither invalid UTF-8 nor newlines matter. */
static void
test_names (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_make (watched, ".");
  watched_make (watched, "gr\xfcn\nblau");
  watched_expect (watched, "folder gr\xfcn\nblau\n");
  watched_write (watched, "gr\xfcn\nblau/\xff.html", "words");
  watched_expect (watched, "created gr\xfcn\nblau/\xff.html\ncontent gr\xfcn\nblau/\xff.html\n");
  folder_rename (watched->folder, "gr\xfcn\nblau", "\n");
  watched_write (watched, "\n/\xff.html", "words");
  watched_expect (watched, "content gr\xfcn\nblau\nfolder \n\ncontent \n/\xff.html\n");
}

/* What is removed is not told of any more, twice or of unknown folders does no harm. */
static void
test_remove (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "a/b");
  watched_add (watched, ".");
  watched_add (watched, "a");
  watched_add (watched, "a/b");
  g_autofree char *path = watched_path (watched, "a");
  g_autofree char *unknown = watched_path (watched, "unknown/x");
  offprint_watch_remove (watched->watch, path);
  offprint_watch_remove (watched->watch, path);
  offprint_watch_remove (watched->watch, unknown);
  watched_write (watched, "a/x.html", "words");
  watched_write (watched, "a/b/x.html", "words");
  watched_expect (watched, "");
  watched_expect_folders (watched, ".");
  watched_add (watched, "a");
  watched_add (watched, "a");
  watched_write (watched, "a/x.html", "more");
  watched_expect (watched, "content a/x.html\n");
}

/* What is no folder, or not there, or only a link to a folder is not watched. */
static void
test_no_folder (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "real");
  watched_write (watched, "file", "words");
  g_autofree char *soft = watched_path (watched, "soft");
  g_assert_no_errno (symlink ("real", soft));
  watched_add (watched, "file");
  watched_add (watched, "nothing/here");
  watched_add (watched, "soft");
  watched_expect_folders (watched, "");
  g_assert_null (offprint_watch_describe (watched->watch));
}

/* @changes alternate between two files, for the kernel joins equal events. */
static void
change_often (Watched *watched, guint changes)
{
  g_autofree char *one = watched_path (watched, "one");
  g_autofree char *other = watched_path (watched, "other");
  for (guint i = 0; i < changes; i++)
    {
      const char *path = (i & 1) == 0 ? one : other;
      g_assert_no_errno (g_chmod (path, 0600));
    }
}

static guint
get_queue_limit (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents ("/proc/sys/fs/inotify/max_queued_events", &text, NULL, &error);
  g_assert_no_error (error);
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

/* When the queue ran over each root is lost once; renames that nobody saw are mended when folders are added again. */
static void
test_overflow (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r/a");
  watched_mkdir (watched, "s");
  watched_write (watched, "one", "");
  watched_write (watched, "other", "");
  watched_add (watched, ".");
  watched_set_roots (watched, "r", "s");
  watched_add (watched, ".");
  watched_add (watched, "r");
  watched_add (watched, "r/a");
  change_often (watched, get_queue_limit () + 10);
  folder_rename (watched->folder, "r/a", "r/b");
  offprint_watch_drain (watched->watch);
  g_assert_true (g_str_has_suffix (watched->told->str, "\nlost r\nlost s\n"));
  g_string_truncate (watched->told, 0);
  watched_add (watched, "r");
  watched_add (watched, "r/b");
  watched_expect (watched, "");
  watched_expect_folders (watched, ". r r/b");
  watched_write (watched, "r/b/x.html", "words");
  watched_expect (watched, "created r/b/x.html\ncontent r/b/x.html\n");
}

static gboolean
show_twins (void)
{
  Watched *watched = watched_new (300);
  watched_mkdir (watched, "a/sub");
  watched_mkdir (watched, "b");
  g_autofree char *from = watched_path (watched, "a");
  g_autofree char *to = watched_path (watched, "b");
  if (!watched_enter_namespace () || mount (from, to, NULL, MS_BIND, NULL) != 0)
    {
      watched_free (watched);
      return FALSE;
    }
  watched_add (watched, "a");
  watched_add (watched, "a/sub");
  watched_add (watched, "b");
  watched_add (watched, "b/sub");
  watched_write (watched, "a/x.html", "words");
  watched_expect (watched, "created b/x.html\ncreated a/x.html\ncontent b/x.html\ncontent a/x.html\n");
  folder_rename (watched->folder, "b/sub", "b/new");
  watched_expect_folders (watched, "a a/sub b b/sub");
  offprint_watch_drain (watched->watch);
  watched_expect_folders (watched, "a a/new b b/new");
  g_string_truncate (watched->told, 0);
  watched_write (watched, "a/new/x.html", "words");
  offprint_watch_drain (watched->watch);
  g_assert_nonnull (strstr (watched->told->str, "content a/new/x.html\n"));
  g_assert_nonnull (strstr (watched->told->str, "content b/new/x.html\n"));
  g_string_truncate (watched->told, 0);
  offprint_watch_remove (watched->watch, to);
  watched_write (watched, "b/x.html", "words");
  watched_expect (watched, "content a/x.html\n");
  umount2 (to, MNT_DETACH);
  watched_free (watched);
  return TRUE;
}

/* A folder that is seen at two places by a bind mount is told of at both, until only one is left. */
static void
test_twins (void)
{
  watched_run_apart (show_twins);
}

static gboolean
show_unmount (void)
{
  Watched *watched = watched_new (300);
  watched_mkdir (watched, "r/mnt");
  g_autofree char *path = watched_path (watched, "r/mnt");
  if (!watched_enter_namespace () || mount ("none", path, "tmpfs", 0, NULL) != 0)
    {
      watched_free (watched);
      return FALSE;
    }
  watched_mkdir (watched, "r/mnt/a/b");
  static const char *const names[] = { "r", "r/mnt", "r/mnt/a", "r/mnt/a/b" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    watched_add (watched, names[i]);
  g_assert_no_errno (umount (path));
  watched_expect (watched, "lost r/mnt\n");
  watched_expect_folders (watched, "r");
  watched_free (watched);
  return TRUE;
}

/* Of a file system that is unmounted only its topmost folder is told. */
static void
test_unmount (void)
{
  watched_run_apart (show_unmount);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/write", test_write);
  g_test_add_func ("/watch/atomic-save", test_atomic_save);
  g_test_add_func ("/watch/links", test_links);
  g_test_add_func ("/watch/new-folders", test_new_folders);
  g_test_add_func ("/watch/folder-rename", test_folder_rename);
  g_test_add_func ("/watch/rename-over", test_rename_over);
  g_test_add_func ("/watch/exchange", test_exchange);
  g_test_add_func ("/watch/move-out-and-in", test_move_out_and_in);
  g_test_add_func ("/watch/move-timer", test_move_timer);
  g_test_add_func ("/watch/replaced-while-moving", test_replaced_while_moving);
  g_test_add_func ("/watch/delete-tree", test_delete_tree);
  g_test_add_func ("/watch/attributes", test_attributes);
  g_test_add_func ("/watch/names", test_names);
  g_test_add_func ("/watch/remove", test_remove);
  g_test_add_func ("/watch/no-folder", test_no_folder);
  g_test_add_func ("/watch/overflow", test_overflow);
  g_test_add_func ("/watch/twins", test_twins);
  g_test_add_func ("/watch/unmount", test_unmount);
  return g_test_run ();
}
