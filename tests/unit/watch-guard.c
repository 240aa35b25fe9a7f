/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/watch-fixture.h"

#include <fcntl.h>

/* A root that is deleted and made again is told both times, and followed again once it is added. */
static void
test_root_deleted (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r/a");
  watched_set_roots (watched, "r", NULL);
  watched_add (watched, "r");
  watched_add (watched, "r/a");
  folder_remove (watched->folder, "r");
  watched_expect (watched, "content r/a\nlost r\n");
  watched_expect_folders (watched, "");
  watched_mkdir (watched, "r");
  watched_expect (watched, "lost r\n");
  watched_add (watched, "r");
  watched_mkdir (watched, "r/b");
  watched_expect (watched, "folder r/b\n");
}

/* A root that is moved away is forgotten with all below it; coming back, even from elsewhere, it is told. */
static void
test_root_moved (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r/a");
  watched_set_roots (watched, "r", NULL);
  watched_add (watched, "r");
  watched_add (watched, "r/a");
  folder_rename (watched->folder, "r", "elsewhere");
  watched_expect (watched, "lost r\n");
  watched_expect_folders (watched, "");
  watched_write (watched, "elsewhere/a/x.html", "words");
  watched_expect (watched, "");
  folder_rename (watched->folder, "elsewhere", "r");
  watched_expect (watched, "lost r\n");
  watched_add (watched, "r");
  watched_add (watched, "r/a");
  watched_write (watched, "r/a/x.html", "more words");
  watched_expect (watched, "content r/a/x.html\n");
}

/* Another folder in the root's place is told, though at each look a root was there. */
static void
test_root_replaced (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r");
  watched_mkdir (watched, "other");
  watched_set_roots (watched, "r", NULL);
  watched_add (watched, "r");
  folder_rename (watched->folder, "r", "old");
  folder_rename (watched->folder, "other", "r");
  watched_expect (watched, "lost r\n");
  watched_add (watched, "r");
  watched_write (watched, "r/x.html", "words");
  watched_write (watched, "old/x.html", "words");
  watched_expect (watched, "created r/x.html\ncontent r/x.html\n");
}

/* The same when a folder far above the root goes and comes, in one step or in many. */
static void
test_ancestor (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "a/b/r/sub");
  watched_set_roots (watched, "a/b/r", NULL);
  watched_add (watched, "a/b/r");
  watched_add (watched, "a/b/r/sub");
  folder_rename (watched->folder, "a", "z");
  watched_expect (watched, "lost a/b/r\n");
  watched_expect_folders (watched, "");
  folder_rename (watched->folder, "z", "a");
  watched_expect (watched, "lost a/b/r\n");
  watched_add (watched, "a/b/r");
  folder_remove (watched->folder, "a");
  watched_expect (watched, "content a/b/r/sub\nlost a/b/r\n");
  watched_mkdir (watched, "a");
  watched_expect (watched, "");
  watched_mkdir (watched, "a/b");
  watched_mkdir (watched, "a/c");
  watched_expect (watched, "");
  watched_mkdir (watched, "a/b/r");
  watched_expect (watched, "lost a/b/r\n");
  folder_remove (watched->folder, "a");
  watched_expect (watched, "lost a/b/r\n");
  watched_mkdir (watched, "a/b/r");
  watched_expect (watched, "lost a/b/r\n");
}

/* What happens beside the way to a root is not told: the kernel was not even asked for it. */
static void
test_quiet (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "a/r");
  watched_set_roots (watched, "a/r", NULL);
  g_autofree char *path = watched_path (watched, "a/x.html");
  watched_write (watched, "a/x.html", "words");
  watched_mkdir (watched, "a/s");
  watched_mkdir (watched, "b");
  watched_chmod (watched, "a", 0755);
  g_assert_no_errno (g_remove (path));
  g_assert_false (g_main_context_pending (NULL));
  watched_expect (watched, "");
}

/* As long as a root is missing its folder tells of arrivals, no longer than that. */
static void
test_quiet_again (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_set_roots (watched, "r", NULL);
  watched_mkdir (watched, "r");
  watched_expect (watched, "lost r\n");
  watched_write (watched, "x.html", "words");
  g_assert_false (g_main_context_pending (NULL));
}

/* A folder that something holds tells nothing when it is deleted: a moment later it is looked at. */
static void
test_root_held (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r/a");
  watched_set_roots (watched, "r", NULL);
  watched_add (watched, "r");
  g_autofree char *path = watched_path (watched, "r");
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  folder_remove (watched->folder, "r");
  watched_expect (watched, "content r/a\nlost r\n");
  watched_mkdir (watched, "r/a");
  watched_expect (watched, "lost r\n");
  close (fd);
  watched_add (watched, "r");
  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  folder_remove (watched->folder, "r");
  guint failsafe = g_timeout_add_seconds (FAILSAFE_SECONDS, watched_fail, watched);
  while (strcmp (watched->told->str, "content r/a\nlost r\n") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
  close (fd);
}

/* With other roots, folders below none are forgotten, and those below both stay. */
static void
test_roots_changed (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  static const char *const names[] = { "r", "r/a", "r/a/b", "r/a/b/d", "r/c", "s", "s/a" };
  watched_mkdir (watched, "r/a/b/d");
  watched_mkdir (watched, "r/c");
  watched_mkdir (watched, "s/a");
  watched_set_roots (watched, "r", "s");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    watched_add (watched, names[i]);
  watched_set_roots (watched, "s", "r/a/");
  watched_expect (watched, "");
  watched_expect_folders (watched, "r/a r/a/b r/a/b/d s s/a");
  watched_write (watched, "r/x.html", "words");
  watched_write (watched, "r/c/x.html", "words");
  g_assert_false (g_main_context_pending (NULL));
  folder_rename (watched->folder, "r", "q");
  watched_expect (watched, "lost r/a\n");
  folder_rename (watched->folder, "q", "r");
  watched_expect (watched, "lost r/a\n");
  for (gsize i = 1; i < 4; i++)
    watched_add (watched, names[i]);
  watched_set_roots (watched, "s", "r/a/b/d");
  watched_expect_folders (watched, "r/a/b/d s s/a");
  watched_write (watched, "r/a/x.html", "words");
  watched_write (watched, "r/a/b/x.html", "words");
  g_assert_false (g_main_context_pending (NULL));
  folder_rename (watched->folder, "r", "q");
  watched_expect (watched, "lost r/a/b/d\n");
  watched_set_roots (watched, NULL, NULL);
  watched_expect (watched, "");
  watched_expect_folders (watched, "");
  folder_rename (watched->folder, "q", "r");
  watched_write (watched, "s/x.html", "words");
  g_assert_false (g_main_context_pending (NULL));
  watched_set_roots (watched, "r", NULL);
  watched_expect (watched, "");
}

/* A root that is missing while the roots are set anew, and is there by then, is told; one that is new is not. */
static void
test_roots_again (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_set_roots (watched, "r", NULL);
  watched_mkdir (watched, "r");
  watched_mkdir (watched, "s");
  watched_set_roots (watched, "s", "r");
  watched_expect (watched, "lost r\n");
}

/* A root below another one: renamed it is told both as what moved and as lost. */
static void
test_nested (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "r/a/b");
  watched_set_roots (watched, "r", "r/a/b");
  watched_add (watched, "r");
  watched_add (watched, "r/a");
  watched_add (watched, "r/a/b");
  folder_rename (watched->folder, "r/a", "r/z");
  watched_expect (watched, "lost r/a/b\ncontent r/a\nfolder r/z\n");
  watched_expect_folders (watched, "r r/z r/z/b");
  watched_write (watched, "r/z/b/x.html", "words");
  watched_expect (watched, "created r/z/b/x.html\ncontent r/z/b/x.html\n");
  folder_rename (watched->folder, "r/z", "r/a");
  watched_expect (watched, "content r/z\nfolder r/a\nlost r/a/b\n");
  watched_expect_folders (watched, "r r/a r/a/b");
  folder_rename (watched->folder, "r", "q");
  watched_expect (watched, "lost r\nlost r/a/b\n");
  watched_expect_folders (watched, "");
}

/* A root may be a single file. */
static void
test_file (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_write (watched, "r.html", "words");
  watched_set_roots (watched, "r.html", NULL);
  watched_expect (watched, "");
  watched_write (watched, "r.html", "more words");
  watched_write (watched, "s.html", "words");
  watched_expect (watched, "content r.html\n");
  folder_rename (watched->folder, "s.html", "r.html");
  watched_expect (watched, "content r.html\n");
  folder_remove (watched->folder, "r.html");
  watched_expect (watched, "content r.html\nlost r.html\n");
  g_autofree char *path = watched_path (watched, "r.html");
  FILE *file = fopen (path, "w");
  watched_expect (watched, "lost r.html\n");
  g_assert_no_errno (fclose (file));
  watched_expect (watched, "content r.html\n");
}

/* When other roots come and go the guards are set anew: what happened to a file meanwhile is looked at. */
static void
test_file_beside (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_write (watched, "r.html", "words");
  watched_set_roots (watched, "r.html", "q");
  watched_expect (watched, "");
  watched_mkdir (watched, "q");
  watched_expect (watched, "content r.html\nlost q\n");
}

static void
link_to (Watched *watched, const char *target, const char *name)
{
  g_autofree char *path = watched_path (watched, name);
  g_unlink (path);
  g_assert_no_errno (symlink (target, path));
}

/* A link in the place of a root, or on the way to it, tells when it leads elsewhere; what lies beside it is nothing. */
static void
test_link (void)
{
  g_autoptr (Watched) watched = watched_new (300);
  watched_mkdir (watched, "a/r");
  watched_mkdir (watched, "s");
  link_to (watched, "s", "l");
  watched_set_roots (watched, "l", "a/r");
  watched_expect (watched, "");
  watched_write (watched, "x.html", "words");
  watched_write (watched, "s/x.html", "words");
  watched_expect (watched, "");
  link_to (watched, "a", "l");
  watched_expect (watched, "lost l\n");
  link_to (watched, "a", "l");
  watched_expect (watched, "");
  folder_rename (watched->folder, "a", "b");
  watched_expect (watched, "lost a/r\n");
  link_to (watched, "b", "a");
  watched_expect (watched, "lost a/r\n");
  link_to (watched, "s", "a");
  watched_expect (watched, "lost a/r\n");
  folder_remove (watched->folder, "l");
  watched_expect (watched, "lost l\n");
  watched_mkdir (watched, "l");
  watched_expect (watched, "lost l\n");
}

static gboolean
show_locked (void)
{
  if (!watched_become_nobody ())
    return FALSE;
  Watched *watched = watched_new (300);
  watched_mkdir (watched, "a/r/sub");
  watched_chmod (watched, "a/r", 0);
  watched_set_roots (watched, "a/r", NULL);
  watched_add (watched, "a/r");
  watched_expect_folders (watched, "");
  watched_chmod (watched, "a/r", 0700);
  watched_expect (watched, "lost a/r\n");
  watched_add (watched, "a/r");
  watched_add (watched, "a/r/sub");
  watched_chmod (watched, "a/r/sub", 0);
  watched_expect (watched, "attributes a/r/sub\n");
  watched_add (watched, "a/r/sub");
  watched_chmod (watched, "a/r/sub", 0700);
  watched_expect (watched, "attributes a/r/sub\n");
  watched_chmod (watched, "a", 0100);
  watched_set_roots (watched, "a/r", NULL);
  watched_expect (watched, "");
  watched_chmod (watched, "a", 0);
  watched_set_roots (watched, "a/r", NULL);
  watched_expect (watched, "lost a/r\n");
  watched_chmod (watched, "a", 0700);
  watched_expect (watched, "lost a/r\n");
  watched_free (watched);
  return TRUE;
}

/* A root that may not be read, or not be reached, is told when that changes. */
static void
test_locked (void)
{
  watched_run_apart (show_locked);
}

static gboolean
show_locked_moved (void)
{
  if (!watched_become_nobody ())
    return FALSE;
  Watched *watched = watched_new (300);
  watched_mkdir (watched, "a/r");
  watched_chmod (watched, "a/r", 0);
  watched_set_roots (watched, "a/r", NULL);
  watched_expect (watched, "");
  folder_rename (watched->folder, "a", "b");
  watched_expect (watched, "lost a/r\n");
  folder_rename (watched->folder, "b", "a");
  watched_expect (watched, "lost a/r\n");
  folder_rename (watched->folder, "a/r", "a/q");
  watched_expect (watched, "lost a/r\n");
  folder_rename (watched->folder, "a/q", "a/r");
  watched_expect (watched, "lost a/r\n");
  watched_rmdir (watched, "a/r");
  watched_expect (watched, "lost a/r\n");
  watched_free (watched);
  return TRUE;
}

/* One that may not be read is told as well when it goes away, and when it comes back. */
static void
test_locked_moved (void)
{
  watched_run_apart (show_locked_moved);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-guard/root-deleted", test_root_deleted);
  g_test_add_func ("/watch-guard/root-moved", test_root_moved);
  g_test_add_func ("/watch-guard/root-replaced", test_root_replaced);
  g_test_add_func ("/watch-guard/ancestor", test_ancestor);
  g_test_add_func ("/watch-guard/quiet", test_quiet);
  g_test_add_func ("/watch-guard/quiet-again", test_quiet_again);
  g_test_add_func ("/watch-guard/root-held", test_root_held);
  g_test_add_func ("/watch-guard/roots-changed", test_roots_changed);
  g_test_add_func ("/watch-guard/roots-again", test_roots_again);
  g_test_add_func ("/watch-guard/nested", test_nested);
  g_test_add_func ("/watch-guard/file", test_file);
  g_test_add_func ("/watch-guard/file-beside", test_file_beside);
  g_test_add_func ("/watch-guard/link", test_link);
  g_test_add_func ("/watch-guard/locked", test_locked);
  g_test_add_func ("/watch-guard/locked-moved", test_locked_moved);
  return g_test_run ();
}
