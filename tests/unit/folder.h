/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A temporary folder of a test, with everything in it removed at the end. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *path;
} Folder;

static inline Folder *
folder_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_assert_no_error (error);
  Folder *folder = g_new0 (Folder, 1);
  /* As the indexer names it: /tmp itself may be a link. */
  folder->path = realpath (path, NULL);
  return folder;
}

static inline void
folder_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      folder_remove_tree (child);
    }
  g_remove (path);
}

static inline void
folder_free (Folder *folder)
{
  folder_remove_tree (folder->path);
  free (folder->path);
  g_free (folder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, folder_free)

static inline char *
folder_get (const Folder *folder, const char *name)
{
  return g_build_filename (folder->path, name, NULL);
}

static inline void
folder_write (const Folder *folder, const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, name);
  g_autofree char *parent = g_path_get_dirname (path);
  g_assert_no_errno (g_mkdir_with_parents (parent, 0700));
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static inline void
folder_rename (const Folder *folder, const char *from, const char *to)
{
  g_autofree char *old_path = folder_get (folder, from);
  g_autofree char *new_path = folder_get (folder, to);
  g_assert_no_errno (g_rename (old_path, new_path));
}

static inline void
folder_remove (const Folder *folder, const char *name)
{
  g_autofree char *path = folder_get (folder, name);
  folder_remove_tree (path);
}
