/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/mounts.h"
#include "tests/unit/watch-fixture.h"

static void
count_change (gpointer data)
{
  ++*(guint *) data;
}

static gboolean
fail (gpointer data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static void
wait_for (const guint *count, guint expected)
{
  guint failsafe = g_timeout_add_seconds (FAILSAFE_SECONDS, fail, NULL);
  while (*count < expected)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (*count, ==, expected);
}

static gboolean
show_changes (void)
{
  g_autoptr (Folder) folder = folder_new ();
  guint count = 0;
  if (!watched_enter_namespace ())
    return FALSE;
  g_autoptr (OffprintMounts) mounts = offprint_mounts_new (count_change, &count);
  wait_for (&count, 0);
  if (mount ("none", folder->path, "tmpfs", 0, NULL) != 0)
    return FALSE;
  wait_for (&count, 1);
  folder_write (folder, "a.html", "words");
  wait_for (&count, 1);
  g_assert_no_errno (umount (folder->path));
  wait_for (&count, 2);
  return TRUE;
}

/* Each mount and unmount is told once, files in what is mounted are not. */
static void
test_changes (void)
{
  watched_run_apart (show_changes);
}

static gboolean
show_no_proc (void)
{
  guint count = 0;
  if (!watched_enter_namespace () || mount ("none", "/proc", "tmpfs", 0, NULL) != 0)
    return FALSE;
  g_autoptr (OffprintMounts) mounts = offprint_mounts_new (count_change, &count);
  g_assert_nonnull (mounts);
  wait_for (&count, 0);
  return TRUE;
}

/* Without /proc it does nothing. */
static void
test_no_proc (void)
{
  watched_run_apart (show_no_proc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mounts/changes", test_changes);
  g_test_add_func ("/mounts/no-proc", test_no_proc);
  return g_test_run ();
}
