/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder is changed in place, link by link, and never replaced as a whole: a file manager that shows it watches
 * this folder, not its name, and would tell a person that it was deleted. New links are made before old ones go, a name
 * that is to lead elsewhere is replaced by a rename, and an article that stays keeps its link. So whoever lists the
 * folder at any moment sees each article that was there before and is there afterwards, and nothing half made.
 *
 * Which links are ours is written in a hidden file, before they are made and after they are gone: then a killed process
 * leaves no link that nobody knows. A link is only ever touched if it is in that file and leads where the file says. */
#include "service/link-folder.h"

#include "core/error.h"
#include "core/i18n.h"
#include "service/link-name.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIST_NAME ".offprint-links"
#define LIST_HEAD "# The links that Offprint keeps in this folder. It touches nothing else here.\n"
#define LIST_MAX_BYTES (32 * 1024 * 1024)
/* A link on its way to a name that is taken */
#define NEW_NAME ".offprint-new"

/**
 * Shelf:
 * @path: of the folder
 * @dir: open for as long as it is worked on
 * @listed: lines of the file of our links
 * @others: names of what is not ours
 * @ours: name of each of our links that is there, to its target
 * @names: target to the name of a link that leads there, and is ours or looks as if it were
 * @goal: name of each link that is wanted, to its target
 */
typedef struct
{
  const char *path;
  int dir;
  GHashTable *listed;
  GHashTable *others;
  GHashTable *ours;
  GHashTable *names;
  GHashTable *goal;
} Shelf;

/**
 * link_folder_link_new:
 * @name: what it is to be called
 * @target: where it leads
 *
 * Returns: (transfer full): a link for a list
 */
LinkFolderLink *
link_folder_link_new (const char *name, const char *target)
{
  LinkFolderLink *link = g_new (LinkFolderLink, 1);
  *link = (LinkFolderLink){ g_strdup (name), g_strdup (target) };
  return link;
}

/**
 * link_folder_link_free:
 * @link: (transfer full): a link
 */
void
link_folder_link_free (LinkFolderLink *link)
{
  g_free (link->name);
  g_free (link->target);
  g_free (link);
}

static gboolean
fail (const char *folder, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);
  gboolean full = code == ENOSPC || code == EDQUOT;
  g_set_error (error, OFFPRINT_ERROR, full ? OFFPRINT_ERROR_NO_SPACE : OFFPRINT_ERROR_IO,
               _("can't keep the folder of links '%s': %s"), name, g_strerror (code));
  return FALSE;
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The URI has no space, a name no line end. */
static char *
make_line (const char *name, const char *target)
{
  g_autofree char *uri = g_filename_to_uri (target, NULL, NULL);
  return uri != NULL ? g_strdup_printf ("%s %s", uri, name) : NULL;
}

/* Returns: (transfer full): its lines; none when there is no such file, or it can't be read: then no link is ours */
static GHashTable *
read_list (const char *folder)
{
  GHashTable *listed = new_set ();
  g_autofree char *path = g_build_filename (folder, LIST_NAME, NULL);
  g_autofree char *content = NULL;
  struct stat status;
  if (lstat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > LIST_MAX_BYTES
      || !g_file_get_contents (path, &content, NULL, NULL))
    return listed;
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "file:"))
      g_hash_table_add (listed, g_strdup (lines[i]));
  return listed;
}

static void
add_lines (GHashTable *links, GHashTable *lines)
{
  GHashTableIter iter;
  gpointer name, target;
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, &name, &target))
    g_hash_table_add (lines, make_line (name, target));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_lines (const char *folder, GHashTable *lines, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LIST_NAME, NULL);
  g_autofree gpointer *sorted = g_hash_table_get_keys_as_array (lines, NULL);
  g_autoptr (GString) content = g_string_new (LIST_HEAD);
  g_autoptr (GError) problem = NULL;
  qsort (sorted, g_hash_table_size (lines), sizeof (gpointer), compare_lines);
  for (gsize i = 0; sorted[i] != NULL; i++)
    g_string_append_printf (content, "%s\n", (const char *) sorted[i]);
  if (g_file_set_contents_full (path, content->str, (gssize) content->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &problem))
    return TRUE;
  return fail (folder, g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ENOSPC : EIO, error);
}

/* Returns: (transfer full) (nullable): where the link of that name leads; %NULL: it is no link */
static char *
read_link (const Shelf *shelf, const char *name)
{
  char target[PATH_MAX + 1];
  ssize_t length = readlinkat (shelf->dir, name, target, sizeof target);
  return length > 0 && (gsize) length < sizeof target ? g_strndup (target, (gsize) length) : NULL;
}

static void
look_at_name (Shelf *shelf, const char *name)
{
  g_autofree char *target = read_link (shelf, name);
  g_autofree char *line = target != NULL ? make_line (name, target) : NULL;
  gboolean is_ours = line != NULL && g_hash_table_contains (shelf->listed, line);
  if (target != NULL && strcmp (name, NEW_NAME) == 0)
    {
      unlinkat (shelf->dir, name, 0);
      return;
    }
  if (is_ours)
    g_hash_table_insert (shelf->ours, g_strdup (name), g_strdup (target));
  else
    g_hash_table_add (shelf->others, g_strdup (name));
  if (target != NULL && (is_ours || !g_hash_table_contains (shelf->names, target)))
    g_hash_table_insert (shelf->names, g_strdup (target), g_strdup (name));
}

static gboolean
list_folder (Shelf *shelf, GError **error)
{
  int fd = openat (shelf->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;
  if (dir == NULL)
    {
      int code = errno;
      if (fd >= 0)
        close (fd);
      return fail (shelf->path, code, error);
    }
  errno = 0;
  while ((entry = readdir (dir)) != NULL)
    {
      if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
        look_at_name (shelf, entry->d_name);
      errno = 0;
    }
  int code = errno;
  closedir (dir);
  return code == 0 || fail (shelf->path, code, error);
}

static void
shelf_free (Shelf *shelf)
{
  if (shelf->dir >= 0)
    close (shelf->dir);
  g_hash_table_unref (shelf->listed);
  g_hash_table_unref (shelf->others);
  g_hash_table_unref (shelf->ours);
  g_hash_table_unref (shelf->names);
  g_hash_table_unref (shelf->goal);
  g_free (shelf);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shelf, shelf_free)

/* Returns: (transfer full): what is in the folder, or %NULL with @error set */
static Shelf *
shelf_open (const char *folder, GError **error)
{
  g_autoptr (Shelf) shelf = g_new0 (Shelf, 1);
  shelf->path = folder;
  shelf->listed = read_list (folder);
  shelf->others = new_set ();
  shelf->ours = new_map ();
  shelf->names = new_map ();
  shelf->goal = new_map ();
  shelf->dir = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (shelf->dir < 0)
    {
      fail (folder, errno, error);
      return NULL;
    }
  return list_folder (shelf, error) ? g_steal_pointer (&shelf) : NULL;
}

/* Whether @name is @wanted, or that with a number */
static gboolean
is_called (const char *name, const char *wanted)
{
  const char *bracket = strrchr (name, '(');
  guint64 number = bracket != NULL ? g_ascii_strtoull (bracket + 1, NULL, 10) : 0;
  g_autofree char *numbered = number > 1 && number < G_MAXUINT ? link_name_number (wanted, (guint) number) : NULL;
  return strcmp (name, wanted) == 0 || g_strcmp0 (name, numbered) == 0;
}

/* A link that leads there already keeps its name. One that is in no file of ours, but is what we would make, is ours:
 * the file was lost. */
static gboolean
keep_name (Shelf *shelf, const LinkFolderLink *link)
{
  const char *name = g_hash_table_lookup (shelf->names, link->target);
  if (name == NULL || !is_called (name, link->name) || g_hash_table_contains (shelf->goal, name))
    return FALSE;
  g_hash_table_insert (shelf->goal, g_strdup (name), g_strdup (link->target));
  return TRUE;
}

/* A name whose article goes may be taken over. One whose article stays, under another name, may not: for a moment there
 * would be no link to it. */
static gboolean
is_free (const Shelf *shelf, const char *name, GHashTable *wanted)
{
  const char *old_target = g_hash_table_lookup (shelf->ours, name);
  return !g_hash_table_contains (shelf->goal, name) && !g_hash_table_contains (shelf->others, name)
         && (old_target == NULL || !g_hash_table_contains (wanted, old_target));
}

/* @numbers: name as wanted, to the last number tried: a thousand articles may have one title */
static void
give_name (Shelf *shelf, const LinkFolderLink *link, GHashTable *wanted, GHashTable *numbers)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, link->name)) + 1;
  g_autofree char *name = link_name_number (link->name, number);
  while (!is_free (shelf, name, wanted))
    {
      g_free (name);
      name = link_name_number (link->name, ++number);
    }
  g_hash_table_insert (numbers, link->name, GUINT_TO_POINTER (number));
  g_hash_table_insert (shelf->goal, g_steal_pointer (&name), g_strdup (link->target));
}

static void
set_goal (Shelf *shelf, const GPtrArray *links)
{
  g_autoptr (GPtrArray) nameless = g_ptr_array_new ();
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < links->len; i++)
    {
      LinkFolderLink *link = g_ptr_array_index (links, i);
      if (g_path_is_absolute (link->target) && g_hash_table_add (wanted, link->target) && !keep_name (shelf, link))
        g_ptr_array_add (nameless, link);
    }
  for (guint i = 0; i < nameless->len; i++)
    give_name (shelf, g_ptr_array_index (nameless, i), wanted, numbers);
}

/* A thing of that name that came in this moment is not ours: it stays, and the link has to wait. */
static gboolean
make_link (const Shelf *shelf, const char *name, const char *target)
{
  g_autofree char *there = read_link (shelf, name);
  const char *old_target = g_hash_table_lookup (shelf->ours, name);
  if (g_strcmp0 (there, target) == 0)
    return TRUE;
  if (old_target == NULL || g_strcmp0 (there, old_target) != 0)
    return symlinkat (target, shelf->dir, name) == 0;
  if (symlinkat (target, shelf->dir, NEW_NAME) != 0)
    return FALSE;
  if (renameat (shelf->dir, NEW_NAME, shelf->dir, name) == 0)
    return TRUE;
  int code = errno;
  unlinkat (shelf->dir, NEW_NAME, 0);
  errno = code;
  return FALSE;
}

static gboolean
make_links (const Shelf *shelf, GError **error)
{
  GHashTableIter iter;
  gpointer name, target;
  g_hash_table_iter_init (&iter, shelf->goal);
  while (g_hash_table_iter_next (&iter, &name, &target))
    if (!make_link (shelf, name, target))
      return fail (shelf->path, errno, error);
  return TRUE;
}

static gboolean
remove_links (const Shelf *shelf, GError **error)
{
  GHashTableIter iter;
  gpointer name, target;
  g_hash_table_iter_init (&iter, shelf->ours);
  while (g_hash_table_iter_next (&iter, &name, &target))
    {
      g_autofree char *there = read_link (shelf, name);
      if (!g_hash_table_contains (shelf->goal, name) && g_strcmp0 (there, target) == 0
          && unlinkat (shelf->dir, name, 0) != 0 && errno != ENOENT)
        return fail (shelf->path, errno, error);
    }
  return TRUE;
}

static gboolean
are_same_lines (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer line;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    if (!g_hash_table_contains (b, line))
      return FALSE;
  return g_hash_table_size (a) == g_hash_table_size (b);
}

/* A link that was deleted by hand is in the list, but not among ours, and so is made. */
static gboolean
reach_goal (const Shelf *shelf, GError **error)
{
  g_autoptr (GHashTable) before = new_set (), meanwhile = new_set (), after = new_set ();
  add_lines (shelf->ours, before);
  add_lines (shelf->ours, meanwhile);
  add_lines (shelf->goal, meanwhile);
  add_lines (shelf->goal, after);
  if (are_same_lines (before, after) && are_same_lines (after, shelf->listed))
    return TRUE;
  return (are_same_lines (meanwhile, shelf->listed) || write_lines (shelf->path, meanwhile, error))
         && make_links (shelf, error) && remove_links (shelf, error)
         && (are_same_lines (after, meanwhile) || write_lines (shelf->path, after, error));
}

/**
 * link_folder_make:
 * @folder: where it is to be
 * @error: return location
 *
 * Makes the folder, for nobody else to read, unless it is there, and marks it as one of ours.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_NO_SPACE or %OFFPRINT_ERROR_IO
 */
gboolean
link_folder_make (const char *folder, GError **error)
{
  g_autoptr (GHashTable) nothing = new_set ();
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, errno, error);
  return link_folder_is_ours (folder) || write_lines (folder, nothing, error);
}

/**
 * link_folder_is_ours:
 * @folder: a folder
 *
 * Returns: whether it was made here
 */
gboolean
link_folder_is_ours (const char *folder)
{
  g_autofree char *list = g_build_filename (folder, LIST_NAME, NULL);
  struct stat status;
  return lstat (list, &status) == 0 && S_ISREG (status.st_mode);
}

/**
 * link_folder_update:
 * @folder: the folder, made when it is not there
 * @links: (element-type LinkFolderLink): what is to be in it
 * @error: return location
 *
 * Writes nothing when the links are there already. After an error old links are still there, and some new ones may be;
 * the next call goes on.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_NO_SPACE or %OFFPRINT_ERROR_IO
 */
gboolean
link_folder_update (const char *folder, const GPtrArray *links, GError **error)
{
  if (!link_folder_make (folder, error))
    return FALSE;
  g_autoptr (Shelf) shelf = shelf_open (folder, error);
  if (shelf == NULL)
    return FALSE;
  set_goal (shelf, links);
  return reach_goal (shelf, error);
}

/**
 * link_folder_has_any:
 * @folder: a folder of links, which need not be there
 * @targets: (element-type filename): a set of paths
 *
 * Returns: whether one of our links leads to one of them
 */
gboolean
link_folder_has_any (const char *folder, GHashTable *targets)
{
  g_autoptr (GHashTable) listed = read_list (folder);
  GHashTableIter iter;
  gpointer line;
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    {
      g_autofree char *uri = g_strndup (line, strcspn (line, " "));
      g_autofree char *target = g_filename_from_uri (uri, NULL, NULL);
      if (target != NULL && g_hash_table_contains (targets, target))
        return TRUE;
    }
  return FALSE;
}

/**
 * link_folder_remove:
 * @folder: a folder of links, which need not be there
 * @error: return location
 *
 * Removes our links, and the folder unless something else is in it.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO
 */
gboolean
link_folder_remove (const char *folder, GError **error)
{
  g_autofree char *list = g_build_filename (folder, LIST_NAME, NULL);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autoptr (Shelf) shelf = shelf_open (folder, error);
  if (shelf == NULL || !remove_links (shelf, error))
    return FALSE;
  if (g_unlink (list) != 0 && errno != ENOENT)
    return fail (folder, errno, error);
  g_rmdir (folder);
  return TRUE;
}
