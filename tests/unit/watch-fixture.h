/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A watch of a temporary folder, and what it tells, a line each. */
#pragma once

#include "index/watch.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAILSAFE_SECONDS 60
#define EXIT_SKIPPED 77

typedef struct
{
  Folder *folder;
  OffprintWatch *watch;
  GString *told;
} Watched;

/* Paths are told as they are below the temporary folder, which itself is a dot. */
static inline void
watched_hear (OffprintWatchKind kind, const char *path, gpointer data)
{
  static const char *const kinds[] = { "content", "created", "attributes", "folder", "lost" };
  Watched *watched = data;
  gsize length = strlen (watched->folder->path);
  g_assert_true (g_str_has_prefix (path, watched->folder->path));
  g_string_append_printf (watched->told, "%s %s\n", kinds[kind], path[length] == '/' ? path + length + 1 : ".");
}

static inline Watched *
watched_new (guint scan_interval)
{
  Watched *watched = g_new0 (Watched, 1);
  watched->folder = folder_new ();
  watched->watch = offprint_watch_new (scan_interval, watched_hear, watched);
  watched->told = g_string_new (NULL);
  return watched;
}

static inline void
watched_free (Watched *watched)
{
  offprint_watch_free (watched->watch);
  folder_free (watched->folder);
  g_string_free (watched->told, TRUE);
  g_free (watched);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watched, watched_free)

static inline gboolean
watched_fail (gpointer data)
{
  g_error ("waited too long; told was:\n%s", ((Watched *) data)->told->str);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until exactly @expected was told, then makes sure that nothing else comes. */
static inline void
watched_expect (Watched *watched, const char *expected)
{
  guint failsafe = g_timeout_add_seconds (FAILSAFE_SECONDS, watched_fail, watched);
  while (strlen (watched->told->str) < strlen (expected))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
  offprint_watch_drain (watched->watch);
  g_assert_cmpstr (watched->told->str, ==, expected);
  g_string_truncate (watched->told, 0);
}

static inline char *
watched_path (Watched *watched, const char *name)
{
  return strcmp (name, ".") == 0 ? g_strdup (watched->folder->path) : folder_get (watched->folder, name);
}

static inline void
watched_add (Watched *watched, const char *name)
{
  g_autofree char *path = watched_path (watched, name);
  offprint_watch_add (watched->watch, path);
}

static inline void
watched_mkdir (Watched *watched, const char *name)
{
  g_autofree char *path = watched_path (watched, name);
  g_assert_no_errno (g_mkdir_with_parents (path, 0700));
}

static inline void
watched_rmdir (Watched *watched, const char *name)
{
  g_autofree char *path = watched_path (watched, name);
  g_assert_no_errno (g_rmdir (path));
}

/* Makes the folder @name and adds it. */
static inline void
watched_make (Watched *watched, const char *name)
{
  watched_mkdir (watched, name);
  watched_add (watched, name);
}

/* Writes a file without a temporary one. */
static inline void
watched_write (Watched *watched, const char *name, const char *content)
{
  g_autofree char *path = watched_path (watched, name);
  FILE *file = fopen (path, "w");
  g_assert_nonnull (file);
  g_assert_cmpint (fputs (content, file), >=, 0);
  g_assert_no_errno (fclose (file));
}

static inline void
watched_chmod (Watched *watched, const char *name, int mode)
{
  g_autofree char *path = watched_path (watched, name);
  g_assert_no_errno (g_chmod (path, mode));
}

/* @first, @second: (nullable): names of roots */
static inline void
watched_set_roots (Watched *watched, const char *first, const char *second)
{
  g_autofree char *one = first != NULL ? watched_path (watched, first) : NULL;
  g_autofree char *other = second != NULL ? watched_path (watched, second) : NULL;
  const char *roots[] = { one, other, NULL };
  offprint_watch_set_roots (watched->watch, roots);
}

static inline void
watched_list_folder (const char *path, gpointer data)
{
  g_ptr_array_add (data, g_strdup (path));
}

static inline int
watched_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): the folders that the watch knows, sorted, with blanks between */
static inline char *
watched_list (Watched *watched)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  gsize length = strlen (watched->folder->path);
  offprint_watch_foreach_folder (watched->watch, watched_list_folder, paths);
  g_ptr_array_sort (paths, watched_compare);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", path[length] == '/' ? path + length + 1 : ".");
    }
  return g_string_free (text, FALSE);
}

static inline void
watched_expect_folders (Watched *watched, const char *expected)
{
  g_autofree char *folders = watched_list (watched);
  g_assert_cmpstr (folders, ==, expected);
}

static inline gboolean
watched_write_file (const char *path, const char *text)
{
  FILE *file = fopen (path, "w");
  gboolean done = file != NULL && fputs (text, file) >= 0;
  return file != NULL && fclose (file) == 0 && done;
}

/* Becomes root of a user and mount namespace of its own. */
static inline gboolean
watched_enter_namespace (void)
{
  g_autofree char *users = g_strdup_printf ("0 %d 1\n", (int) geteuid ());
  g_autofree char *groups = g_strdup_printf ("0 %d 1\n", (int) getegid ());
  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 && watched_write_file ("/proc/self/uid_map", users)
         && watched_write_file ("/proc/self/setgroups", "deny")
         && watched_write_file ("/proc/self/gid_map", groups)
         && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* Takes the rights of the superuser away, to whom nothing is closed. */
static inline gboolean
watched_become_nobody (void)
{
  g_autofree char *way = g_path_get_dirname (g_get_tmp_dir ());
  return (geteuid () != 0 || (setresgid (65534, 65534, 65534) == 0 && setresuid (65534, 65534, 65534) == 0))
         && access (g_get_tmp_dir (), W_OK | X_OK) == 0 && access (way, X_OK) == 0;
}

/* Runs @func in a process of its own; it returns FALSE when what it needs is not allowed here. */
static inline void
watched_run_apart (gboolean (*func) (void))
{
  int status = 0;
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    _exit (func () ? 0 : EXIT_SKIPPED);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == EXIT_SKIPPED)
    g_test_skip ("not allowed here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}
