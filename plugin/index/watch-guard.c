/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way to each root, so that it is noticed when the root or a folder above it is moved, deleted or comes back. Each
 * folder on the way tells of its own end only; the last one that is there, when the next is missing, also what arrives
 * in it. So nothing wakes us while nothing happens to the way itself.
 *
 * A folder that is deleted while something still holds it (it is the working folder of a shell) tells nothing. So a
 * second after something was deleted directly in a root it is looked at whether the root is still there. */
#include "index/place.h"
#include "index/watch-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define SELF_MASK (IN_MOVE_SELF | IN_DELETE_SELF)
#define ARRIVAL_MASK (IN_CREATE | IN_MOVED_TO)
/* A link, what may not be read, and a file can't be watched themselves: the parent tells of their end. */
#define LINK_MASK (ARRIVAL_MASK | IN_MOVED_FROM | IN_DELETE)
#define LOCKED_MASK (LINK_MASK | IN_ATTRIB)
#define FILE_MASK (LOCKED_MASK | IN_CLOSE_WRITE)

/* How far the way to a root was gone. */
typedef struct
{
  OffprintWatchRoot *root;
  char *path; /* of the folder that the step leads to */
  OffprintWatchNode *above;
} Step;

/**
 * offprint_watch_root_free:
 * @data: (transfer full): an OffprintWatchRoot
 */
void
offprint_watch_root_free (gpointer data)
{
  OffprintWatchRoot *root = data;
  g_free (root->path);
  g_free (root->link);
  g_free (root);
}

/**
 * offprint_watch_find_root:
 * @watch: a watch
 * @path: an absolute path
 *
 * Returns: (transfer none) (nullable): the root at @path
 */
const OffprintWatchRoot *
offprint_watch_find_root (const OffprintWatch *watch, const char *path)
{
  for (guint i = 0; i < watch->roots->len; i++)
    {
      const OffprintWatchRoot *root = g_ptr_array_index (watch->roots, i);
      if (strcmp (root->path, path) == 0)
        return root;
    }
  return NULL;
}

/* Returns: whether a root is at @path or below it */
static gboolean
visit_roots (OffprintWatch *watch, const char *path, gboolean is_lost)
{
  gboolean found = FALSE;
  for (guint i = 0; i < watch->roots->len; i++)
    {
      OffprintWatchRoot *root = g_ptr_array_index (watch->roots, i);
      if (!offprint_path_is_below (root->path, path))
        continue;
      found = TRUE;
      if (is_lost && (root->is_there || root->is_locked))
        offprint_watch_report (watch, OFFPRINT_WATCH_LOST, root->path);
    }
  watch->guards_dirty = watch->guards_dirty || found;
  return found;
}

/**
 * offprint_watch_revisit_roots:
 * @watch: a watch
 * @path: where something arrived or became accessible
 *
 * Returns: whether a root is at @path or below it; the way to it is looked at again then
 */
gboolean
offprint_watch_revisit_roots (OffprintWatch *watch, const char *path)
{
  return visit_roots (watch, path, FALSE);
}

/**
 * offprint_watch_lose_roots:
 * @watch: a watch
 * @path: what is not there any more, or no longer the same
 *
 * Tells of each root at @path or below it that was there.
 *
 * Returns: whether there is one; the way to it is looked at again then
 */
gboolean
offprint_watch_lose_roots (OffprintWatch *watch, const char *path)
{
  return visit_roots (watch, path, TRUE);
}

static gboolean
is_missing (int code)
{
  return code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG;
}

static int
add_guard (OffprintWatch *watch, OffprintWatchNode *node, const char *path, guint32 mask)
{
  node->guard_mask |= mask;
  g_hash_table_add (watch->guards, node);
  return offprint_watch_apply (watch, node, path, node->is_folder);
}

static void
guard_arrival (OffprintWatch *watch, const Step *step, guint32 mask)
{
  g_autofree char *path = g_path_get_dirname (step->path);
  if (step->above == NULL || add_guard (watch, step->above, path, mask) != 0)
    step->root->is_polled = TRUE;
}

static gboolean
is_link (const char *path)
{
  struct stat status;
  return lstat (path, &status) == 0 && S_ISLNK (status.st_mode);
}

/* The kernel would follow a link, and tell of what it leads to, not of the link. One that comes later takes the place
 * of something, which tells.
 *
 * Returns: (nullable): the node of the step's folder, NULL when nothing is there any more */
static OffprintWatchNode *
guard_self (OffprintWatch *watch, const Step *step, int *code)
{
  OffprintWatchNode *node = offprint_watch_tree_ensure (watch->tree, step->path);
  *code = is_link (step->path) ? ENOTDIR : add_guard (watch, node, step->path, SELF_MASK);
  if (!is_missing (*code) && is_link (step->path))
    *code = ENOTDIR;
  if (!is_missing (*code))
    return node;
  node->guard_mask = 0;
  offprint_watch_drop (watch, node);
  return NULL;
}

/* Returns: whether the root ends at the step's path, being a file */
static gboolean
is_file (const Step *step, int code)
{
  struct stat status;
  return code == ENOTDIR && strcmp (step->path, step->root->path) == 0 && lstat (step->path, &status) == 0
         && !S_ISLNK (status.st_mode);
}

static guint32
choose_mask (const Step *step, int code)
{
  if (step->root->is_file)
    return FILE_MASK;
  if (code == EACCES)
    return LOCKED_MASK;
  return is_link (step->path) ? LINK_MASK : ARRIVAL_MASK;
}

static gboolean
guard_missing (OffprintWatch *watch, const Step *step, int code)
{
  step->root->is_file = is_file (step, code);
  step->root->is_there = step->root->is_file;
  step->root->is_locked = code == EACCES;
  guard_arrival (watch, step, choose_mask (step, code));
  step->root->link = g_file_read_link (step->path, NULL);
  /* It may have come while nothing would have told. */
  guard_self (watch, step, &code);
  if (code == 0)
    watch->guards_dirty = TRUE;
  return FALSE;
}

/* A folder that can't be listed can't be watched. It is in the way only where it ends or can't be entered either. */
static gboolean
is_locked (const Step *step, int code)
{
  const char *root = step->root->path;
  gsize length = strlen (step->path);
  struct stat status;
  if (code != EACCES)
    return FALSE;
  if (root[length] == '\0')
    return TRUE;
  g_autofree char *next = g_strndup (root, length + 1 + strcspn (root + length + 1, "/"));
  return lstat (next, &status) != 0 && errno == EACCES;
}

/* Returns: whether to go on to what is below */
static gboolean
guard_step (OffprintWatch *watch, Step *step)
{
  int code;
  OffprintWatchNode *node = guard_self (watch, step, &code);
  if (node == NULL || is_locked (step, code))
    return guard_missing (watch, step, code);
  if (code != 0 && code != EACCES)
    step->root->is_polled = TRUE;
  step->above = node;
  return TRUE;
}

static void
guard_root (OffprintWatch *watch, OffprintWatchRoot *root)
{
  Step step = { .root = root };
  const char *end = root->path;
  gboolean go_on = TRUE;
  root->is_there = root->is_locked = root->is_file = root->is_polled = FALSE;
  g_clear_pointer (&root->link, g_free);
  while (go_on)
    {
      end = end == root->path ? end + 1 : end + strcspn (end + 1, "/") + 1;
      g_autofree char *path = g_strndup (root->path, end - root->path);
      step.path = path;
      go_on = guard_step (watch, &step);
      if (go_on && *end == '\0')
        break;
    }
  root->is_there = root->is_there || go_on;
}

static void
visit_root (OffprintWatch *watch, OffprintWatchRoot *root)
{
  gboolean was_there = root->is_there, was_locked = root->is_locked, was_file = root->is_file;
  g_autofree char *old_link = g_strdup (root->link);
  guard_root (watch, root);
  OffprintWatchNode *node = root->is_there ? offprint_watch_tree_find (watch->tree, root->path) : NULL;
  int wd = node != NULL ? node->wd : -1;
  /* Another watch is another folder: it was replaced in the meantime. */
  if (root->is_known
      && (was_there != root->is_there || was_locked != root->is_locked || wd != root->wd
          || g_strcmp0 (old_link, root->link) != 0))
    offprint_watch_report (watch, OFFPRINT_WATCH_LOST, root->path);
  /* While the guards were set anew, nothing told of what was written to a file. */
  if (root->is_known && was_file && root->is_file)
    offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, root->path);
  root->wd = wd;
  root->is_known = TRUE;
  watch->polled_roots += root->is_polled;
}

/* Adds the paths of the guards to @paths (element-type filename). */
static void
list_guards (OffprintWatch *watch, GPtrArray *paths)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, watch->guards);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (paths, offprint_watch_node_get_path (key));
}

static void
clear_guards (OffprintWatch *watch)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, watch->guards);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ((OffprintWatchNode *) key)->guard_mask = 0;
  g_hash_table_remove_all (watch->guards);
}

/**
 * offprint_watch_set_guards:
 * @watch: a watch
 *
 * Goes the way to each root and sets what guards it; tells of roots that came or went.
 */
void
offprint_watch_set_guards (OffprintWatch *watch)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  list_guards (watch, paths);
  clear_guards (watch);
  watch->guards_dirty = FALSE;
  watch->guard_deadline = -1;
  watch->polled_roots = 0;
  for (guint i = 0; i < watch->roots->len; i++)
    visit_root (watch, g_ptr_array_index (watch->roots, i));
  list_guards (watch, paths);
  /* Only now is known what is not wanted any more of those that were guards, or were folders before. */
  for (guint i = 0; i < paths->len; i++)
    {
      OffprintWatchNode *node = offprint_watch_tree_find (watch->tree, g_ptr_array_index (paths, i));
      if (node != NULL)
        offprint_watch_settle (watch, node);
    }
}
