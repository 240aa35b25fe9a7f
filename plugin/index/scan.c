/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A depth-first walk with a stack of its own. Symbolic links below the root are not followed: no loop can arise, and a
 * folder of links to articles (a saved search) does not double them. A folder `NAME_files` beside `NAME.html` holds
 * that page's pictures and frames and is no folder of articles. */
#include "index/scan.h"

#include "core/error.h"
#include "extract/extract.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define IGNORE_NAME ".offprintignore"

typedef struct
{
  char *path;
  guint depth;
  dev_t device;
} Folder;

typedef struct
{
  const OffprintScanFuncs *funcs;
  gpointer data;
  guint max_depth;
  GArray *stack; /* of Folder still to be listed */
} Scan;

static void
folder_clear (gpointer data)
{
  g_free (((Folder *) data)->path);
}

/* Names that browsers, editors and synchronisers give to files that are not finished yet. */
static const char *const temporary_suffixes[] = {
  "~", ".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".opdownload",
};
static const char *const temporary_prefixes[] = { "~$", "#" };

static gboolean
is_temporary (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (temporary_suffixes); i++)
    if (g_str_has_suffix (name, temporary_suffixes[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (temporary_prefixes); i++)
    if (g_str_has_prefix (name, temporary_prefixes[i]))
      return TRUE;
  return FALSE;
}

/**
 * offprint_scan_wants_name:
 * @name: name of a file, without folders
 *
 * Returns: whether a file of that name may be an article: neither hidden nor temporary, and of a known format
 */
gboolean
offprint_scan_wants_name (const char *name)
{
  return *name != '.' && !is_temporary (name) && offprint_extract_supports (name);
}

/* What browsers append to a page's name for the folder of its parts, in the languages of the systems they run on. */
static const char *const parts_suffixes[] = {
  "_files",   "-Dateien",     "_fichiers", "_archivos",  "_arquivos", "_ficheiros", "_bestanden", "_file",
  "-filer",   "_pliki",       "_soubory",  "_tiedostot", "_dosyalar", "_elemei",    "_fajlovi",   "_datoteke",
  "_fitxers", "_fitxategiak", "_bylos",    "_fails",     "_failid",   ".files",
};
static const char *const page_suffixes[] = { ".html", ".htm", ".xhtml", ".HTML", ".HTM" };

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_name (GPtrArray *names, const char *name)
{
  return names->len > 0 && bsearch (&name, names->pdata, names->len, sizeof (gpointer), compare_names) != NULL;
}

static gboolean
has_page_of (GPtrArray *names, const char *folder, const char *suffix)
{
  gsize stem_length = strlen (folder) - strlen (suffix);
  for (gsize i = 0; i < G_N_ELEMENTS (page_suffixes); i++)
    {
      g_autofree char *page = g_strdup_printf ("%.*s%s", (int) stem_length, folder, page_suffixes[i]);
      if (has_name (names, page))
        return TRUE;
    }
  return FALSE;
}

/* @names: (element-type filename): sorted names in the folder that holds @folder */
static gboolean
belongs_to_page (GPtrArray *names, const char *folder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts_suffixes); i++)
    if (g_str_has_suffix (folder, parts_suffixes[i]) && has_page_of (names, folder, parts_suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
list_names (DIR *dir, GPtrArray *names)
{
  struct dirent *entry;
  errno = 0;
  while ((entry = readdir (dir)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));
  g_ptr_array_sort (names, compare_names);
  return errno == 0;
}

static void
push_folder (Scan *scan, const char *path, guint depth, dev_t device)
{
  Folder folder = { .path = g_strdup (path), .depth = depth, .device = device };
  g_array_append_val (scan->stack, folder);
}

static void
report_unreadable (Scan *scan, const char *path, int code)
{
  scan->funcs->unreadable (path, g_strerror (code), scan->data);
}

/* Returns: FALSE to stop the scan */
static gboolean
visit_entry (Scan *scan, const Folder *folder, int fd, GPtrArray *names, const char *name)
{
  struct stat status;
  if (*name == '.')
    return TRUE;
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  if (fstatat (fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    {
      if (errno != ENOENT)
        report_unreadable (scan, path, errno);
      return TRUE;
    }
  if (S_ISDIR (status.st_mode) && !belongs_to_page (names, name))
    push_folder (scan, path, folder->depth + 1, folder->device);
  else if (S_ISREG (status.st_mode) && status.st_size > 0 && offprint_scan_wants_name (name))
    return scan->funcs->file (path, &status, scan->data);
  return TRUE;
}

static gboolean
visit_names (Scan *scan, Folder *folder, DIR *dir)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  if (!list_names (dir, names))
    report_unreadable (scan, folder->path, EIO);
  if (has_name (names, IGNORE_NAME))
    return TRUE;
  guint first = scan->stack->len;
  for (guint i = 0; i < names->len; i++)
    if (!visit_entry (scan, folder, dirfd (dir), names, g_ptr_array_index (names, i)))
      return FALSE;
  /* The stack gives back the last first; folders are wanted in the order of their names. */
  for (guint low = first, high = scan->stack->len; low + 1 < high; low++, high--)
    {
      Folder swapped = g_array_index (scan->stack, Folder, low);
      g_array_index (scan->stack, Folder, low) = g_array_index (scan->stack, Folder, high - 1);
      g_array_index (scan->stack, Folder, high - 1) = swapped;
    }
  return TRUE;
}

/* Returns: FALSE to stop the scan */
static gboolean
visit_folder (Scan *scan, Folder *folder)
{
  struct stat status;
  if (folder->depth > scan->max_depth)
    {
      scan->funcs->unreadable (folder->path, "nested too deeply: raise max-depth", scan->data);
      return TRUE;
    }
  int fd = open (folder->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  /* A folder that can be listed but not entered would look as if nothing were in it. */
  if (dir == NULL || fstat (fd, &status) != 0 || faccessat (fd, ".", X_OK, AT_EACCESS) != 0)
    {
      /* Gone since its parent was listed: nothing is there any more, which is no trouble. */
      if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
        report_unreadable (scan, folder->path, errno);
      if (dir == NULL && fd >= 0)
        close (fd);
      else if (dir != NULL)
        closedir (dir);
      return TRUE;
    }
  if (status.st_dev != folder->device)
    scan->funcs->mount (folder->path, scan->data);
  folder->device = status.st_dev;
  gboolean go_on = visit_names (scan, folder, dir);
  closedir (dir);
  return go_on;
}

static dev_t
get_parent_device (const char *path, dev_t fallback)
{
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat status;
  return stat (parent, &status) == 0 ? status.st_dev : fallback;
}

/**
 * offprint_scan:
 * @root: absolute path of a folder or a file, itself not a symbolic link
 * @max_depth: how many folders below @root are entered
 * @funcs: what to call
 * @data: for @funcs
 * @error: return location
 *
 * Tells every file below @root that may be an article, in a fixed order. Skips hidden and temporary names, folders that
 * hold
 * `.offprintignore`, folders of a page's parts, empty files and whatever is no regular file.
 *
 * Returns: %TRUE when done or stopped by @funcs; %OFFPRINT_ERROR_IO when @root itself is not there or can't be listed
 */
gboolean
offprint_scan (const char *root, guint max_depth, const OffprintScanFuncs *funcs, gpointer data, GError **error)
{
  struct stat status;
  if (lstat (root, &status) != 0 || (S_ISDIR (status.st_mode) && access (root, R_OK | X_OK) != 0))
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "can't read '%s': %s", root, g_strerror (errno));
      return FALSE;
    }
  if (S_ISREG (status.st_mode))
    return status.st_size == 0 || funcs->file (root, &status, data) || TRUE;

  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Folder));
  g_array_set_clear_func (stack, folder_clear);
  Scan scan = { .funcs = funcs, .data = data, .max_depth = max_depth, .stack = stack };
  push_folder (&scan, root, 0, get_parent_device (root, status.st_dev));
  while (stack->len > 0)
    {
      Folder folder = g_array_index (stack, Folder, stack->len - 1);
      g_autofree char *path = folder.path;
      g_array_index (stack, Folder, stack->len - 1).path = NULL;
      g_array_set_size (stack, stack->len - 1);
      if (!visit_folder (&scan, &folder))
        break;
    }
  return TRUE;
}
