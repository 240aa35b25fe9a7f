/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/watch-fixture.h"

#include "index/watch-private.h"

#include <linux/magic.h>

/* Enters a user namespace where @setting, of /proc/sys/user, is @value. */
static gboolean
enter_limit (const char *setting, guint value)
{
  g_autofree char *path = g_strdup_printf ("/proc/sys/user/%s", setting);
  g_autofree char *text = g_strdup_printf ("%u", value);
  return watched_enter_namespace () && watched_write_file (path, text);
}

static void
expect_status (Watched *watched, guint seen, guint beyond_limit, const char *words)
{
  OffprintWatchStatus status;
  g_autofree char *description = offprint_watch_describe (watched->watch);
  offprint_watch_get_status (watched->watch, &status);
  g_assert_cmpuint (status.watched, ==, seen);
  g_assert_cmpuint (status.beyond_limit, ==, beyond_limit);
  g_assert_cmpuint (status.remote, ==, 0);
  g_assert_cmpstr (description, ==, words);
}

static gboolean
show_limit (void)
{
  if (!enter_limit ("max_inotify_watches", 3))
    return FALSE;
  Watched *watched = watched_new (1);
  static const char *const names[] = { "a", "b", "c", "d", "d/e" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    watched_make (watched, names[i]);
  expect_status (watched, 3, 2,
                 "2 of 5 folders are looked at only every second: there are not enough inotify watches; "
                 "raise fs.inotify.max_user_watches (see sysctl)");
  watched_expect_folders (watched, "a b c d d/e");
  /* The timer: only the topmost of what is not watched. */
  guint failsafe = g_timeout_add_seconds (FAILSAFE_SECONDS, watched_fail, watched);
  while (watched->told->len < strlen ("lost d\nlost d\n"))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
  g_assert_cmpstr (watched->told->str, ==, "lost d\nlost d\n");
  g_string_truncate (watched->told, 0);
  /* When watches become free they are taken, and what was not seen until then is told. */
  folder_remove (watched->folder, "a");
  watched_expect (watched, "content a\nlost d\n");
  expect_status (watched, 3, 1,
                 "1 of 4 folders is looked at only every second: there are not enough inotify watches; "
                 "raise fs.inotify.max_user_watches (see sysctl)");
  g_autofree char *path = watched_path (watched, "b");
  offprint_watch_remove (watched->watch, path);
  watched_expect (watched, "lost d/e\n");
  expect_status (watched, 3, 0, NULL);
  watched_write (watched, "d/e/x.html", "words");
  watched_expect (watched, "created d/e/x.html\ncontent d/e/x.html\n");
  watched_free (watched);
  return TRUE;
}

/* Beyond the limit of watches folders are polled, and it is said what to do. */
static void
test_limit (void)
{
  watched_run_apart (show_limit);
}

static gboolean
show_gone_beyond (void)
{
  if (!enter_limit ("max_inotify_watches", 1))
    return FALSE;
  Watched *watched = watched_new (1);
  watched_make (watched, "a");
  watched_make (watched, "b");
  watched_make (watched, "b/c");
  folder_remove (watched->folder, "b/c");
  watched_expect (watched, "lost b\n");
  watched_expect_folders (watched, "a b");
  folder_remove (watched->folder, "b");
  watched_expect (watched, "lost b\n");
  watched_expect_folders (watched, "a");
  watched_free (watched);
  return TRUE;
}

/* Polled folders that are gone are forgotten, and with them the timer. */
static void
test_gone_beyond (void)
{
  watched_run_apart (show_gone_beyond);
}

static gboolean
show_unguarded (void)
{
  if (!enter_limit ("max_inotify_watches", 0))
    return FALSE;
  Watched *watched = watched_new (1);
  watched_set_roots (watched, "r", NULL);
  watched_mkdir (watched, "r");
  watched_expect (watched, "lost r\n");
  watched_expect (watched, "lost r\n");
  watched_free (watched);
  return TRUE;
}

/* A root to which the way can't be guarded is polled: it is noticed that it comes. */
static void
test_unguarded (void)
{
  watched_run_apart (show_unguarded);
}

static gboolean
show_no_instance (void)
{
  if (!enter_limit ("max_inotify_instances", 0))
    return FALSE;
  Watched *watched = watched_new (60);
  watched_make (watched, "a");
  watched_add (watched, "b");
  watched_set_roots (watched, "a", NULL);
  expect_status (watched, 0, 1,
                 "1 of 1 folders is looked at only every minute: there are not enough inotify instances; "
                 "raise fs.inotify.max_user_instances (see sysctl)");
  watched_expect (watched, "");
  watched_free (watched);
  return TRUE;
}

/* Without any inotify all is polled. */
static void
test_no_instance (void)
{
  watched_run_apart (show_no_instance);
}

static gboolean
show_instance_later (void)
{
  if (!enter_limit ("max_inotify_instances", 0))
    return FALSE;
  Watched *watched = watched_new (1);
  watched_make (watched, "a");
  watched_set_roots (watched, "a", NULL);
  if (!watched_write_file ("/proc/sys/user/max_inotify_instances", "10"))
    return FALSE;
  watched_expect (watched, "lost a\n");
  expect_status (watched, 1, 0, NULL);
  watched_write (watched, "a/x.html", "words");
  watched_expect (watched, "created a/x.html\ncontent a/x.html\n");
  folder_rename (watched->folder, "a", "b");
  watched_expect (watched, "lost a\n");
  watched_free (watched);
  return TRUE;
}

/* It is taken as soon as it is to be had. */
static void
test_instance_later (void)
{
  watched_run_apart (show_instance_later);
}

/* The words for many folders, and for those that others can change. */
static void
test_describe (void)
{
  static const struct
  {
    guint interval;
    OffprintWatchStatus status;
    const char *words;
  } rows[] = {
    { 300, { .watched = 3 }, NULL },
    { 300,
      { .watched = 6600, .beyond_limit = 3400 },
      "3,400 of 10,000 folders are looked at only every 5 minutes: there are not enough inotify watches; "
      "raise fs.inotify.max_user_watches (see sysctl)" },
    { 7200,
      { .watched = 1234567, .remote = 1234567 },
      "1,234,567 folders are on network or FUSE file systems: what others change there is seen only every 2 hours" },
    { 90,
      { .watched = 1, .beyond_limit = 1, .remote = 1 },
      "1 of 2 folders is looked at only every 90 seconds: there are not enough inotify watches; "
      "raise fs.inotify.max_user_watches (see sysctl); "
      "1 folder is on a network or FUSE file system: what others change there is seen only every 90 seconds" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      OffprintWatch watch = { .scan_interval = rows[i].interval, .status = rows[i].status };
      g_autofree char *words = offprint_watch_describe (&watch);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* What is known of file systems. */
static void
test_magic (void)
{
  g_assert_true (offprint_watch_magic_is_remote (NFS_SUPER_MAGIC));
  g_assert_true (offprint_watch_magic_is_remote (0xff534d42));
  g_assert_true (offprint_watch_magic_is_remote (0x65735546));
  g_assert_false (offprint_watch_magic_is_remote (EXT4_SUPER_MAGIC));
  g_assert_false (offprint_watch_magic_is_remote (TMPFS_MAGIC));
  g_assert_false (offprint_watch_magic_is_remote (BTRFS_SUPER_MAGIC));
}

/* A remote folder is watched and polled, until it is removed. */
static void
test_remote (void)
{
  g_autoptr (Watched) watched = watched_new (1);
  g_autofree char *path = watched_path (watched, "a");
  struct stat info;
  OffprintWatchStatus status;
  gboolean is_remote = TRUE;
  watched_mkdir (watched, "a/b");
  g_assert_no_errno (stat (path, &info));
  guint64 device = info.st_dev;
  g_hash_table_insert (watched->watch->devices, g_memdup2 (&device, sizeof device),
                       g_memdup2 (&is_remote, sizeof is_remote));
  watched_add (watched, "a");
  watched_add (watched, "a/b");
  offprint_watch_get_status (watched->watch, &status);
  g_assert_cmpuint (status.watched, ==, 2);
  g_assert_cmpuint (status.remote, ==, 2);
  watched_write (watched, "a/b/x.html", "words");
  watched_expect (watched, "created a/b/x.html\ncontent a/b/x.html\n");
  watched_expect (watched, "lost a\n");
  offprint_watch_remove (watched->watch, path);
  offprint_watch_get_status (watched->watch, &status);
  g_assert_cmpuint (status.remote, ==, 0);
  g_assert_cmpint (g_source_get_ready_time (watched->watch->source), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-poll/limit", test_limit);
  g_test_add_func ("/watch-poll/gone-beyond", test_gone_beyond);
  g_test_add_func ("/watch-poll/unguarded", test_unguarded);
  g_test_add_func ("/watch-poll/no-instance", test_no_instance);
  g_test_add_func ("/watch-poll/instance-later", test_instance_later);
  g_test_add_func ("/watch-poll/describe", test_describe);
  g_test_add_func ("/watch-poll/magic", test_magic);
  g_test_add_func ("/watch-poll/remote", test_remote);
  return g_test_run ();
}
