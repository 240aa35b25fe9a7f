/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keeps the file's lines, so that what it does not understand (a newer version's, a person's) outlives it. */
#include "index/folders.h"

#include "core/error.h"
#include "core/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX_BYTES (1024 * 1024)

typedef struct
{
  char *text;
  char *path; /* (nullable): what it means */
} Line;

struct _OffprintFolders
{
  char *file;
  GPtrArray *lines; /* of Line */
};

static void
line_free (gpointer data)
{
  Line *line = data;
  g_free (line->text);
  g_free (line->path);
  g_free (line);
}

static void
add_line (OffprintFolders *folders, char *text, char *path)
{
  Line *line = g_new (Line, 1);
  *line = (Line){ text, path };
  g_ptr_array_add (folders->lines, line);
}

static void
take_lines (OffprintFolders *folders, const char *content)
{
  g_auto (GStrv) texts = g_strsplit (content, "\n", -1);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *uri = g_strstrip (g_strdup (texts[i]));
      if (texts[i + 1] != NULL || *uri != '\0')
        add_line (folders, g_strdup (texts[i]), g_filename_from_uri (uri, NULL, NULL));
    }
}

static gboolean
fail (const OffprintFolders *folders, const char *what, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (folders->file);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "%s '%s': %s", what, name, reason);
  return FALSE;
}

static gboolean
read_file (OffprintFolders *folders, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) problem = NULL;
  struct stat status;
  if (stat (folders->file, &status) != 0)
    return errno == ENOENT || fail (folders, _("can't read the list of folders"), g_strerror (errno), error);
  if (!S_ISREG (status.st_mode) || status.st_size > FILE_MAX_BYTES)
    return fail (folders, _("can't read the list of folders"), _("no file of at most 1 MiB"), error);
  if (!g_file_get_contents (folders->file, &content, NULL, &problem))
    return fail (folders, _("can't read the list of folders"), problem->message, error);
  take_lines (folders, content);
  return TRUE;
}

/**
 * offprint_folders_load:
 * @file: where the list is; a missing one is an empty list
 * @error: return location
 *
 * Returns: (transfer full): the list, or %NULL with %OFFPRINT_ERROR_IO
 */
OffprintFolders *
offprint_folders_load (const char *file, GError **error)
{
  g_autoptr (OffprintFolders) folders = g_new0 (OffprintFolders, 1);
  folders->file = g_strdup (file);
  folders->lines = g_ptr_array_new_with_free_func (line_free);
  return read_file (folders, error) ? g_steal_pointer (&folders) : NULL;
}

/**
 * offprint_folders_free:
 * @folders: (nullable) (transfer full): a list
 */
void
offprint_folders_free (OffprintFolders *folders)
{
  if (folders == NULL)
    return;
  g_ptr_array_unref (folders->lines);
  g_free (folders->file);
  g_free (folders);
}

static const Line *
find_line (const OffprintFolders *folders, const char *path, guint *index)
{
  for (guint i = 0; i < folders->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (folders->lines, i);
      if (g_strcmp0 (line->path, path) != 0)
        continue;
      *index = i;
      return line;
    }
  return NULL;
}

/**
 * offprint_folders_list:
 * @folders: a list
 *
 * Returns: (transfer full) (array zero-terminated=1) (element-type filename): the folders, absolute, in the order in
 *   which they were added, each once
 */
char **
offprint_folders_list (const OffprintFolders *folders)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  for (guint i = 0; i < folders->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (folders->lines, i);
      if (line->path != NULL && !g_ptr_array_find_with_equal_func (paths, line->path, g_str_equal, NULL))
        g_ptr_array_add (paths, line->path);
    }
  g_ptr_array_add (paths, NULL);
  return g_strdupv ((char **) paths->pdata);
}

/**
 * offprint_folders_list_unreadable:
 * @folders: a list
 *
 * Returns: (transfer full) (array zero-terminated=1): lines that can't be understood, valid UTF-8
 */
char **
offprint_folders_list_unreadable (const OffprintFolders *folders)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  for (guint i = 0; i < folders->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (folders->lines, i);
      g_autofree char *bare = g_strstrip (g_strdup (line->text));
      if (line->path == NULL && *bare != '\0' && *bare != '#')
        g_ptr_array_add (texts, g_utf8_make_valid (bare, -1));
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static char *
resolve_folder (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  if (!g_path_is_absolute (path))
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("'%s' is no absolute path"), name);
      return NULL;
    }
  char *real = realpath (path, NULL);
  if (real != NULL && g_file_test (real, G_FILE_TEST_IS_DIR))
    return real;
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("'%s' can't be followed: %s"), name,
               real != NULL ? _("it is no folder") : g_strerror (errno));
  free (real);
  return NULL;
}

/**
 * offprint_folders_add:
 * @folders: a list
 * @path: an absolute path of a folder, which may be in the list already
 * @error: return location
 *
 * Adds the folder that is really there, links followed.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
offprint_folders_add (OffprintFolders *folders, const char *path, GError **error)
{
  guint index;
  g_autofree char *real = resolve_folder (path, error);
  if (real == NULL)
    return FALSE;
  if (find_line (folders, real, &index) != NULL)
    return TRUE;
  g_autofree char *uri = g_filename_to_uri (real, NULL, error);
  if (uri == NULL)
    return FALSE;
  add_line (folders, g_steal_pointer (&uri), g_strdup (real));
  return TRUE;
}

/**
 * offprint_folders_remove:
 * @folders: a list
 * @path: a folder of the list, which need not be there any more
 * @error: return location
 *
 * Returns: (transfer full): the path as it was in the list, or %NULL with %OFFPRINT_ERROR_USAGE
 */
char *
offprint_folders_remove (OffprintFolders *folders, const char *path, GError **error)
{
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *plain = g_canonicalize_filename (path, "/");
  guint index = 0;
  const Line *line = real != NULL ? find_line (folders, real, &index) : NULL;
  if (line == NULL)
    line = find_line (folders, plain, &index);
  if (line == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
                   _("'%s' is not followed: 'offprint folders' lists those that are"), name);
      return NULL;
    }
  char *removed = g_strdup (line->path);
  while (find_line (folders, removed, &index) != NULL)
    g_ptr_array_remove_index (folders->lines, index);
  return removed;
}

/**
 * offprint_folders_save:
 * @folders: a list
 * @error: return location
 *
 * Writes the file so that after a power cut there is the old list or the new one. A link stays a link.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO
 */
gboolean
offprint_folders_save (const OffprintFolders *folders, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *real = realpath (folders->file, NULL);
  const char *file = real != NULL ? real : folders->file;
  g_autofree char *parent = g_path_get_dirname (file);
  for (guint i = 0; i < folders->lines->len; i++)
    g_string_append_printf (content, "%s\n", ((Line *) g_ptr_array_index (folders->lines, i))->text);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail (folders, _("can't write the list of folders"), g_strerror (errno), error);
  if (!g_file_set_contents_full (file, content->str, (gssize) content->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &problem))
    return fail (folders, _("can't write the list of folders"), problem->message, error);
  return TRUE;
}

/**
 * offprint_folders_get_default_file:
 *
 * Returns: (transfer full) (type filename): `offprint/folders` in the person's configuration folder
 */
char *
offprint_folders_get_default_file (void)
{
  return g_build_filename (g_get_user_config_dir (), "offprint", "folders", NULL);
}
