/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A depth-first walk with a stack of its own. Symbolic links below the root are not followed: no loop can arise, and a
 * folder of links to articles (a saved search) does not double them. A folder `NAME_files` beside `NAME.html` holds
 * that page's pictures and frames and is no folder of articles. */
#include "index/scan.h"

#include "core/error.h"
#include "core/i18n.h"
#include "extract/extract.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>


typedef struct
{
  char *path;
  guint depth;
  dev_t device; /* of the folder above it, until it is opened */
} Folder;

/* @dir and @names are of the folder that is being listed; @next is the first name not yet looked at. */
struct _OffprintScan
{
  OffprintScanRules rules;
  char *excluded;
  GArray *stack; /* of Folder still to be listed */
  Folder folder;
  DIR *dir;
  GPtrArray *names;
  guint next;
  guint first; /* on the stack: of the folders in the one being listed */
  gboolean listed_badly;
  char *only; /* (nullable): a root that is a file */
  char *path; /* of @item */
  OffprintScanItem item;
};

static void
folder_clear (gpointer data)
{
  g_clear_pointer (&((Folder *) data)->path, g_free);
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

/* As has_page_of(), asking the disk */
static gboolean
page_is_there (const char *parent, const char *folder, const char *suffix)
{
  gsize stem_length = strlen (folder) - strlen (suffix);
  for (gsize i = 0; i < G_N_ELEMENTS (page_suffixes); i++)
    {
      struct stat status;
      g_autofree char *path = g_strdup_printf ("%s/%.*s%s", parent, (int) stem_length, folder, page_suffixes[i]);
      if (lstat (path, &status) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * offprint_scan_list_parts:
 * @path: absolute path of a file
 *
 * Returns: (transfer full) (element-type filename): the folders beside it that hold its parts if it is a page: whether
 * they are scanned depends on whether it is there
 */
GPtrArray *
offprint_scan_list_parts (const char *path)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  const char *suffix = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (page_suffixes) && suffix == NULL; i++)
    if (g_str_has_suffix (path, page_suffixes[i]))
      suffix = page_suffixes[i];
  gsize stem_length = suffix != NULL ? strlen (path) - strlen (suffix) : 0;
  for (gsize i = 0; suffix != NULL && i < G_N_ELEMENTS (parts_suffixes); i++)
    {
      struct stat status;
      g_autofree char *folder = g_strdup_printf ("%.*s%s", (int) stem_length, path, parts_suffixes[i]);
      if (lstat (folder, &status) == 0 && S_ISDIR (status.st_mode))
        g_ptr_array_add (folders, g_steal_pointer (&folder));
    }
  return folders;
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

/* Returns: whether all names could be read */
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
push_folder (OffprintScan *scan, const char *path, guint depth, dev_t device)
{
  Folder folder = { .path = g_strdup (path), .depth = depth, .device = device };
  g_array_append_val (scan->stack, folder);
}

/* @path: (transfer full) */
static const OffprintScanItem *
give (OffprintScan *scan, OffprintScanKind kind, char *path)
{
  g_free (scan->path);
  scan->path = path;
  scan->item.kind = kind;
  scan->item.path = path;
  return &scan->item;
}

static const OffprintScanItem *
give_unreadable (OffprintScan *scan, char *path, int code)
{
  scan->item.code = code;
  scan->item.reason = code != 0 ? g_strerror (code) : N_("nested too deeply: raise max-depth");
  return give (scan, OFFPRINT_SCAN_UNREADABLE, path);
}

/* The stack gives back the last first; folders are wanted in the order of their names. */
static void
leave_folder (OffprintScan *scan)
{
  for (guint low = scan->first, high = scan->stack->len; low + 1 < high; low++, high--)
    {
      Folder swapped = g_array_index (scan->stack, Folder, low);
      g_array_index (scan->stack, Folder, low) = g_array_index (scan->stack, Folder, high - 1);
      g_array_index (scan->stack, Folder, high - 1) = swapped;
    }
  g_clear_pointer (&scan->dir, closedir);
  g_clear_pointer (&scan->names, g_ptr_array_unref);
  folder_clear (&scan->folder);
}

/* Returns: (nullable): NULL: nothing that anybody wants */
static const OffprintScanItem *
look_at_name (OffprintScan *scan, const char *name)
{
  if (*name == '.')
    return NULL;
  g_autofree char *path = g_build_filename (scan->folder.path, name, NULL);
  if (fstatat (dirfd (scan->dir), name, &scan->item.status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT ? NULL : give_unreadable (scan, g_steal_pointer (&path), errno);
  mode_t mode = scan->item.status.st_mode;
  if (S_ISDIR (mode) && !belongs_to_page (scan->names, name) && g_strcmp0 (path, scan->excluded) != 0)
    push_folder (scan, path, scan->folder.depth + 1, scan->folder.device);
  else if (S_ISREG (mode) && scan->item.status.st_size > 0 && offprint_scan_wants_name (name))
    return give (scan, OFFPRINT_SCAN_FILE, g_steal_pointer (&path));
  return NULL;
}

/* Returns: (nullable): NULL: the folder has nothing more */
static const OffprintScanItem *
go_on_in_folder (OffprintScan *scan)
{
  while (scan->next < scan->names->len)
    {
      const OffprintScanItem *item = look_at_name (scan, g_ptr_array_index (scan->names, scan->next++));
      if (item != NULL)
        return item;
    }
  g_autofree char *path = scan->listed_badly ? g_strdup (scan->folder.path) : NULL;
  leave_folder (scan);
  return path != NULL ? give_unreadable (scan, g_steal_pointer (&path), EIO) : NULL;
}

/* A folder that can be listed but not entered would look as if nothing were in it. */
static gboolean
open_folder (OffprintScan *scan, struct stat *status)
{
  int fd = open (scan->folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  scan->dir = fd >= 0 ? fdopendir (fd) : NULL;
  if (scan->dir != NULL && fstat (fd, status) == 0 && faccessat (fd, ".", X_OK, AT_EACCESS) == 0)
    return TRUE;
  int code = errno;
  if (scan->dir == NULL && fd >= 0)
    close (fd);
  errno = code;
  return FALSE;
}

/* The folder was told, so that it could be watched before it is listed now. */
static const OffprintScanItem *
list_folder (OffprintScan *scan)
{
  struct stat status;
  scan->first = scan->stack->len;
  scan->names = g_ptr_array_new_with_free_func (g_free);
  scan->next = 0;
  scan->listed_badly = FALSE;
  if (!open_folder (scan, &status))
    {
      int code = errno;
      g_autofree char *path = g_strdup (scan->folder.path);
      leave_folder (scan);
      /* Gone since its parent was listed: nothing is there any more, which is no trouble. */
      gboolean gone = code == ENOENT || code == ENOTDIR || code == ELOOP;
      return gone ? NULL : give_unreadable (scan, g_steal_pointer (&path), code);
    }
  scan->listed_badly = !list_names (scan->dir, scan->names);
  if (has_name (scan->names, OFFPRINT_SCAN_IGNORE_NAME))
    scan->next = scan->names->len;
  gboolean is_mount = status.st_dev != scan->folder.device;
  scan->folder.device = status.st_dev;
  return is_mount ? give (scan, OFFPRINT_SCAN_MOUNT, g_strdup (scan->folder.path)) : NULL;
}

static const OffprintScanItem *
take_folder (OffprintScan *scan)
{
  scan->folder = g_array_index (scan->stack, Folder, scan->stack->len - 1);
  g_array_index (scan->stack, Folder, scan->stack->len - 1).path = NULL;
  g_array_set_size (scan->stack, scan->stack->len - 1);
  if (scan->folder.depth > scan->rules.max_depth)
    return give_unreadable (scan, g_steal_pointer (&scan->folder.path), 0);
  return give (scan, OFFPRINT_SCAN_FOLDER, g_strdup (scan->folder.path));
}

/**
 * offprint_scan_next:
 * @scan: a scan
 *
 * Returns: (transfer none) (nullable): the next thing found, valid until the next call; %NULL at the end
 */
const OffprintScanItem *
offprint_scan_next (OffprintScan *scan)
{
  if (scan->only != NULL)
    return give (scan, OFFPRINT_SCAN_FILE, g_steal_pointer (&scan->only));
  for (;;)
    {
      const OffprintScanItem *item = NULL;
      if (scan->names != NULL)
        item = go_on_in_folder (scan);
      else if (scan->folder.path != NULL)
        item = list_folder (scan);
      else if (scan->stack->len > 0)
        item = take_folder (scan);
      else
        return NULL;
      if (item != NULL)
        return item;
    }
}

static dev_t
get_parent_device (const char *path, dev_t fallback)
{
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat status;
  return stat (parent, &status) == 0 ? status.st_dev : fallback;
}

/* Whether @name in @folder is a folder that a scan would enter */
static gboolean
enters (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;
  if (*name == '.' || lstat (path, &status) != 0 || !S_ISDIR (status.st_mode))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts_suffixes); i++)
    if (g_str_has_suffix (name, parts_suffixes[i]) && page_is_there (folder, name, parts_suffixes[i]))
      return FALSE;
  return TRUE;
}

/* A folder that can be entered but not listed hides what is in it, too. */
static gboolean
is_closed (const char *folder)
{
  return faccessat (AT_FDCWD, folder, R_OK | X_OK, AT_EACCESS) != 0 && errno == EACCES;
}

static gboolean
is_ignored (const char *folder)
{
  g_autofree char *mark = g_build_filename (folder, OFFPRINT_SCAN_IGNORE_NAME, NULL);
  struct stat status;
  return lstat (mark, &status) == 0;
}

/**
 * offprint_scan_covers:
 * @root: absolute path
 * @path: absolute path, @root or below it
 * @rules: what is left out
 * @depth: (out) (optional): how many folders @path is below @root
 *
 * Returns: whether a scan of @root comes to the folder in which @path lies; what @path itself is, is not looked at
 */
gboolean
offprint_scan_covers (const char *root, const char *path, const OffprintScanRules *rules, guint *depth)
{
  gsize length = strcmp (root, "/") == 0 ? 0 : strlen (root);
  g_auto (GStrv) names = g_strsplit (path[length] == '/' ? path + length + 1 : "", "/", -1);
  g_autofree char *folder = g_strdup (root);
  guint n_names = g_strv_length (names);
  for (guint i = 0; i < n_names; i++)
    {
      if (is_closed (folder) || is_ignored (folder) || i > rules->max_depth)
        return FALSE;
      if (i + 1 == n_names)
        break;
      g_autofree char *next = g_build_filename (folder, names[i], NULL);
      if (!enters (folder, names[i]) || g_strcmp0 (next, rules->excluded) == 0)
        return FALSE;
      g_free (folder);
      folder = g_steal_pointer (&next);
    }
  if (depth != NULL)
    *depth = n_names;
  return TRUE;
}

static gboolean
wants_folder (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  return enters (parent, name);
}

static void
begin (OffprintScan *scan, const char *root, const char *start)
{
  struct stat status;
  guint depth = 0;
  g_autofree char *name = g_path_get_basename (start);
  gboolean is_root = strcmp (root, start) == 0;
  if (lstat (start, &status) != 0 || g_strcmp0 (start, scan->excluded) == 0
      || !offprint_scan_covers (root, start, &scan->rules, &depth))
    return;
  scan->item.status = status;
  if (S_ISREG (status.st_mode) && status.st_size > 0 && (is_root || offprint_scan_wants_name (name)))
    scan->only = g_strdup (start);
  else if (S_ISDIR (status.st_mode) && (is_root || wants_folder (start)))
    push_folder (scan, start, depth, get_parent_device (start, status.st_dev));
}

/**
 * offprint_scan_new:
 * @root: absolute path of a folder or a file, itself not a symbolic link
 * @start: @root, or what lies below it and is to be scanned alone
 * @rules: what is left out
 *
 * Tells every file at or below @start that may be an article, in a fixed order, and every folder before it is listed.
 * Skips hidden and temporary names, folders that hold `.offprintignore`, folders of a page's parts, empty files and
 * whatever is no regular file. A @start that a scan of @root would not come to, or that is not there, has nothing.
 *
 * Returns: (transfer full): a scan
 */
OffprintScan *
offprint_scan_new (const char *root, const char *start, const OffprintScanRules *rules)
{
  OffprintScan *scan = g_new0 (OffprintScan, 1);
  scan->excluded = g_strdup (rules->excluded);
  scan->rules = *rules;
  scan->rules.excluded = scan->excluded;
  scan->stack = g_array_new (FALSE, FALSE, sizeof (Folder));
  g_array_set_clear_func (scan->stack, folder_clear);
  begin (scan, root, start);
  return scan;
}

/**
 * offprint_scan_is_empty:
 * @scan: a scan that was just made
 *
 * Returns: whether there is nothing to scan: its start is not there, or would not be come to
 */
gboolean
offprint_scan_is_empty (const OffprintScan *scan)
{
  return scan->only == NULL && scan->stack->len == 0;
}

/**
 * offprint_scan_free:
 * @scan: (transfer full) (nullable): a scan, at its end or not
 */
void
offprint_scan_free (OffprintScan *scan)
{
  if (scan == NULL)
    return;
  g_clear_pointer (&scan->dir, closedir);
  g_clear_pointer (&scan->names, g_ptr_array_unref);
  folder_clear (&scan->folder);
  g_array_unref (scan->stack);
  g_free (scan->only);
  g_free (scan->path);
  g_free (scan->excluded);
  g_free (scan);
}
