/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Three names beside the index: DIR.compact-XXXXXX is being made, or is an old one on its way out; DIR.compacted is
 * complete and on disk; DIR.replaced is the old one for the moment between two renames, where the file system can't
 * exchange names. So only a missing DIR needs recovery, and everything else beside an index that opens is refuse. */
#include "store/swap.h"

#include "core/error.h"
#include "core/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAKING ".compact-"
#define COMPLETE ".compacted"
#define REPLACED ".replaced"

static gboolean
fail_with_errno (GError **error, int number, const char *what, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, OFFPRINT_ERROR,
               number == ENOSPC || number == EDQUOT ? OFFPRINT_ERROR_NO_SPACE : OFFPRINT_ERROR_FAILED,
               "%s '%s': %s", what, name, g_strerror (number));
  return FALSE;
}

/* Beside the folder itself, not beside a link to it; without the slash at its end. */
static char *
get_sibling (const char *directory, const char *ending)
{
  char *resolved = realpath (directory, NULL); /* freed with free() */
  const char *name = resolved != NULL ? resolved : directory;
  gsize length = strlen (name);
  while (length > 1 && name[length - 1] == '/')
    length--;
  char *sibling = g_strdup_printf ("%.*s%s", (int) length, name, ending);
  free (resolved);
  return sibling;
}

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return fail_with_errno (error, errno, _("can't open"), path);
  int status = fsync (fd);
  int saved = errno;
  close (fd);
  return status == 0 || fail_with_errno (error, saved, _("can't write to disk"), path);
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (!sync_path (path, error))
        return FALSE;
    }
  return sync_path (folder, error);
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || fail_with_errno (error, errno, _("can't rename"), from);
}

/**
 * offprint_swap_make_folder:
 * @directory: (type filename): of the index
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a new, empty folder beside it, on the same file system
 */
char *
offprint_swap_make_folder (const char *directory, GError **error)
{
  g_autofree char *folder = get_sibling (directory, MAKING "XXXXXX");
  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);
  fail_with_errno (error, errno, _("can't make the folder"), folder);
  return NULL;
}

/* Two renames: whoever opens the index between them finishes the second one, see offprint_swap_recover(). */
static gboolean
replace (const char *directory, const char *complete, GError **error)
{
  g_autofree char *replaced = get_sibling (directory, REPLACED);
  if (!move (directory, replaced, error))
    return FALSE;
  if (g_rename (complete, directory) != 0 && errno != ENOENT)
    {
      fail_with_errno (error, errno, _("can't rename"), complete);
      g_rename (replaced, directory);
      return FALSE;
    }
  offprint_swap_remove (replaced);
  return TRUE;
}

/**
 * offprint_swap_in:
 * @directory: (type filename): of the index
 * @folder: (type filename): a whole database, made in a folder of offprint_swap_make_folder()
 * @error: return location
 *
 * Writes @folder to disk, puts it in the place of @directory and removes the old one. The caller holds the lock of the
 * old one.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_NO_SPACE or %OFFPRINT_ERROR_FAILED: then the old index is in its place
 */
gboolean
offprint_swap_in (const char *directory, const char *folder, GError **error)
{
  g_autofree char *index = get_sibling (directory, "");
  g_autofree char *complete = get_sibling (directory, COMPLETE);
  g_autofree char *parent = g_path_get_dirname (index);
  offprint_swap_remove (complete);
  if (!sync_folder (folder, error) || !move (folder, complete, error) || !sync_path (parent, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, complete, AT_FDCWD, index, RENAME_EXCHANGE) == 0)
    offprint_swap_remove (complete);
  else if (!replace (index, complete, error))
    return FALSE;
  return sync_path (parent, error);
}

/**
 * offprint_swap_recover:
 * @directory: (type filename): of the index
 * @error: return location
 *
 * Where the index is missing because a replacement was killed half way, finishes it. Needs no lock: either side may do
 * it.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_NO_SPACE or %OFFPRINT_ERROR_FAILED
 */
gboolean
offprint_swap_recover (const char *directory, GError **error)
{
  static const char *const endings[] = { COMPLETE, REPLACED };
  g_autofree char *index = get_sibling (directory, "");
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *folder = get_sibling (directory, endings[i]);
      if (g_file_test (index, G_FILE_TEST_EXISTS) || !g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      if (g_rename (folder, index) != 0 && errno != ENOENT)
        return fail_with_errno (error, errno, _("can't rename"), folder);
    }
  return TRUE;
}

/**
 * offprint_swap_remove:
 * @folder: (type filename): a folder with files and nothing else in it, or nothing
 *
 * Removes it as far as it can.
 */
void
offprint_swap_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/**
 * offprint_swap_clean:
 * @directory: (type filename): of an index whose lock the caller holds, so that nobody else is compacting it
 *
 * Removes what a killed compaction left beside it.
 */
void
offprint_swap_clean (const char *directory)
{
  g_autofree char *index = get_sibling (directory, "");
  g_autofree char *parent = g_path_get_dirname (index);
  g_autofree char *base = g_path_get_basename (index);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_prefix (name, base))
        continue;
      const char *ending = name + strlen (base);
      gboolean refuse = g_str_equal (ending, COMPLETE) || g_str_equal (ending, REPLACED)
                        || (g_str_has_prefix (ending, MAKING) && strlen (ending) == strlen (MAKING) + 6);
      g_autofree char *path = g_build_filename (parent, name, NULL);
      if (refuse)
        offprint_swap_remove (path);
    }
}
