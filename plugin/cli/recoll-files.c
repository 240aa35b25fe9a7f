/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each file is written beside itself and put into its place at once: after a power cut there is the old one or the new
 * one. */
#include "cli/recoll-files.h"

#include "core/error.h"
#include "core/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX_BYTES (16 * 1024 * 1024)
#define NEW_MODE 0600

typedef struct
{
  char *path;          /* where the file really is */
  GBytes *old, *wanted; /* (nullable): %NULL: no file */
  struct stat status;  /* of the old one */
  gboolean written;
} File;

struct _RecollFiles
{
  char *folder;
  GHashTable *files; /* name -> File */
};

static void
file_free (gpointer data)
{
  File *file = data;
  g_free (file->path);
  g_clear_pointer (&file->old, g_bytes_unref);
  g_clear_pointer (&file->wanted, g_bytes_unref);
  g_free (file);
}

/**
 * recoll_files_new:
 * @folder: where they are
 *
 * Returns: (transfer full): the files of it, none of them read yet
 */
RecollFiles *
recoll_files_new (const char *folder)
{
  RecollFiles *files = g_new0 (RecollFiles, 1);
  files->folder = g_strdup (folder);
  files->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  return files;
}

/**
 * recoll_files_free:
 * @files: (transfer full) (nullable): files
 */
void
recoll_files_free (RecollFiles *files)
{
  if (files == NULL)
    return;
  g_free (files->folder);
  g_hash_table_unref (files->files);
  g_free (files);
}

static gboolean
fail (const char *path, const char *what, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "%s '%s': %s", what, name, reason);
  return FALSE;
}

/* A link that leads nowhere is not written through: nobody knows what it was meant for. */
static gboolean
find_place (File *file, GError **error)
{
  struct stat link;
  char *real = realpath (file->path, NULL);
  if (real == NULL)
    return (errno == ENOENT && lstat (file->path, &link) != 0)
        || fail (file->path, _("can't read"), g_strerror (errno != 0 ? errno : ENOENT), error);
  g_free (file->path);
  file->path = g_strdup (real);
  free (real);
  return TRUE;
}

static gboolean
read_content (File *file, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *content;
  gsize length;
  if (stat (file->path, &file->status) != 0)
    return errno == ENOENT || fail (file->path, _("can't read"), g_strerror (errno), error);
  if (!S_ISREG (file->status.st_mode) || file->status.st_size > FILE_MAX_BYTES)
    return fail (file->path, _("can't read"), _("no file of at most 16 MiB"), error);
  if (!g_file_get_contents (file->path, &content, &length, &problem))
    return fail (file->path, _("can't read"), problem->message, error);
  file->old = g_bytes_new_take (content, length);
  return TRUE;
}

/**
 * recoll_files_read:
 * @files: files
 * @name: of one of them
 * @content: (out) (transfer none) (nullable): what it held when it was first read here; %NULL where there is none
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO
 */
gboolean
recoll_files_read (RecollFiles *files, const char *name, GBytes **content, GError **error)
{
  File *file = g_hash_table_lookup (files->files, name);
  if (file == NULL)
    {
      file = g_new0 (File, 1);
      file->path = g_build_filename (files->folder, name, NULL);
      if (!find_place (file, error) || !read_content (file, error))
        {
          file_free (file);
          return FALSE;
        }
      file->wanted = file->old != NULL ? g_bytes_ref (file->old) : NULL;
      g_hash_table_insert (files->files, g_strdup (name), file);
    }
  *content = file->old;
  return TRUE;
}

/**
 * recoll_files_change:
 * @files: files
 * @name: of one that was read
 * @content: (transfer full) (nullable): what it shall hold; %NULL: it shall not be there
 */
void
recoll_files_change (RecollFiles *files, const char *name, GBytes *content)
{
  File *file = g_hash_table_lookup (files->files, name);
  g_clear_pointer (&file->wanted, g_bytes_unref);
  file->wanted = content;
}

static gboolean
write_all (int fd, GBytes *content)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);
  while (length > 0)
    {
      gssize n = write (fd, data, length);
      if (n < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

/* Only root may give a file to somebody else: who can't keep the owner keeps the rest. */
static gboolean
write_beside (const File *file, GBytes *content, const char *temporary, int fd)
{
  mode_t mode = file->old != NULL ? file->status.st_mode & 07777 : NEW_MODE;
  if (file->old != NULL && fchown (fd, file->status.st_uid, file->status.st_gid) != 0 && errno != EPERM)
    return FALSE;
  return fchmod (fd, mode) == 0 && write_all (fd, content) && fsync (fd) == 0
      && rename (temporary, file->path) == 0;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
put (const File *file, GBytes *content, GError **error)
{
  if (content == NULL)
    return (unlink (file->path) == 0 && sync_folder (file->path)) || errno == ENOENT
        || fail (file->path, _("can't delete"), g_strerror (errno), error);
  g_autofree char *temporary = g_strconcat (file->path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, NEW_MODE);
  if (fd < 0)
    return fail (file->path, _("can't write"), g_strerror (errno), error);
  gboolean done = write_beside (file, content, temporary, fd);
  int code = errno;
  close (fd);
  if (done && sync_folder (file->path))
    return TRUE;
  unlink (temporary);
  return done || fail (file->path, _("can't write"), g_strerror (code), error);
}

static gboolean
is_changed (const File *file)
{
  if (file->old == NULL || file->wanted == NULL)
    return file->old != file->wanted;
  return !g_bytes_equal (file->old, file->wanted);
}

static void
restore (RecollFiles *files)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, files->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((File *) value)->written)
      put (value, ((File *) value)->old, NULL);
}

/**
 * recoll_files_write:
 * @files: files
 * @error: return location
 *
 * Writes those that are to hold something else than they did.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO: then they are as they were, if that was possible
 */
gboolean
recoll_files_write (RecollFiles *files, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, files->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      File *file = value;
      if (!is_changed (file))
        continue;
      if (!put (file, file->wanted, error))
        {
          restore (files);
          return FALSE;
        }
      file->written = TRUE;
    }
  return TRUE;
}
