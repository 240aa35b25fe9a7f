/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which node has which watch of the kernel's. A watch belongs to a folder, whatever its path, but is asked for by path;
 * and the tree lags behind the disk by what is still in the queue. So a node may come to hold the watch of another
 * folder for a while. Two things mend that: each offprint_watch_add() asks the kernel anew and takes what it says, and
 * when a watch turns out to be known by another node already, that one is suspect and asked for anew as well. */
#include "index/watch-private.h"

#include <errno.h>
#include <sys/stat.h>

static void
count (OffprintWatch *watch, const OffprintWatchNode *node, int sign)
{
  if (!node->is_folder)
    return;
  if (node->wd >= 0)
    watch->status.watched += sign;
  else
    watch->status.beyond_limit += sign;
  if (node->is_remote)
    watch->status.remote += sign;
}

/* The one place that changes what a node is. */
static void
change (OffprintWatch *watch, OffprintWatchNode *node, gboolean is_folder, gboolean is_remote, int wd)
{
  int old = node->wd;
  count (watch, node, -1);
  node->is_folder = is_folder;
  node->is_remote = is_folder && is_remote;
  if (wd < 0)
    node->mask = 0;
  if (offprint_watch_tree_set_wd (watch->tree, node, wd))
    {
      /* Fails when the kernel has removed it already. */
      inotify_rm_watch (watch->fd, old);
      watch->retry = TRUE;
    }
  count (watch, node, +1);
  if (is_folder && (wd < 0 || is_remote))
    g_hash_table_add (watch->polled, node);
  else
    g_hash_table_remove (watch->polled, node);
}

static gboolean
has_twins (OffprintWatch *watch, const OffprintWatchNode *node)
{
  return node->twin != NULL || offprint_watch_tree_find_wd (watch->tree, node->wd) != node;
}

/* Gives @node the watch @wd that the kernel named for its path. */
static void
join (OffprintWatch *watch, OffprintWatchNode *node, const char *path, guint32 mask, int wd)
{
  change (watch, node, node->is_folder, node->is_remote, wd);
  if (!has_twins (watch, node))
    return;
  for (OffprintWatchNode *twin = offprint_watch_tree_find_wd (watch->tree, wd); twin != NULL; twin = twin->twin)
    if (twin != node)
      {
        mask |= twin->mask;
        g_queue_push_tail (&watch->suspects, offprint_watch_node_get_path (twin));
      }
  inotify_add_watch (watch->fd, path, mask | IN_ONLYDIR | IN_MASK_ADD);
}

static guint32
get_wanted (const OffprintWatchNode *node, gboolean is_folder)
{
  return node->guard_mask | (is_folder ? OFFPRINT_WATCH_FOLDER_MASK : 0);
}

static guint32
get_flags (gboolean is_folder)
{
  return IN_ONLYDIR | (is_folder ? IN_DONT_FOLLOW | IN_EXCL_UNLINK : 0);
}

/**
 * offprint_watch_apply:
 * @watch: a watch
 * @node: a node that is not detached
 * @path: its path
 * @is_folder: whether it is to be watched as a folder, besides what its guard_mask says
 *
 * Asks the kernel for what is wanted of @node, besides what it tells already. What it is (@is_folder) stays as it is.
 *
 * Returns: 0 or an error number; on errors @node keeps the watch it had
 */
int
offprint_watch_apply (OffprintWatch *watch, OffprintWatchNode *node, const char *path, gboolean is_folder)
{
  guint32 mask = get_wanted (node, is_folder);
  struct stat status;
  if (watch->fd < 0)
    return stat (path, &status) != 0 ? errno : S_ISDIR (status.st_mode) ? ENOSPC : ENOTDIR;
  int wd = inotify_add_watch (watch->fd, path, mask | get_flags (is_folder) | IN_MASK_ADD);
  if (wd < 0)
    return errno;
  if (wd != node->wd)
    {
      join (watch, node, path, mask, wd);
      node->mask = 0;
    }
  node->mask |= mask;
  return 0;
}

/* Returns: whether nothing that could be watched or listed is there */
static gboolean
is_unusable (int code)
{
  return code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG || code == EACCES;
}

static int
watch_folder (OffprintWatch *watch, OffprintWatchNode *node, const char *path)
{
  struct stat status;
  if (lstat (path, &status) != 0)
    return errno;
  if (!S_ISDIR (status.st_mode))
    return ENOTDIR;
  int code = offprint_watch_apply (watch, node, path, TRUE);
  /* Watched, or there but for some reason not to be watched. */
  if (!is_unusable (code))
    change (watch, node, TRUE, offprint_watch_is_remote (watch, path, status.st_dev), code == 0 ? node->wd : -1);
  return code;
}

/**
 * offprint_watch_refresh:
 * @watch: a watch
 * @path: a folder
 *
 * Watches @path, or asks anew for the watch of what is there now.
 *
 * Returns: 0 or an error number
 */
int
offprint_watch_refresh (OffprintWatch *watch, const char *path)
{
  OffprintWatchNode *node = offprint_watch_tree_ensure (watch->tree, path);
  int code = watch_folder (watch, node, path);
  /* One that was watched is gone from here: the kernel is about to tell where it went. */
  if (node->wd >= 0)
    return code;
  if (is_unusable (code))
    change (watch, node, FALSE, FALSE, -1);
  if (!node->is_folder)
    offprint_watch_settle (watch, node);
  return code;
}

/* Frees @node and those above it as long as they are there for nothing. */
static void
prune (OffprintWatch *watch, OffprintWatchNode *node)
{
  while (node != NULL && node->parent != NULL && node->first_child == NULL && !node->is_folder
         && node->guard_mask == 0)
    {
      OffprintWatchNode *above = node->parent;
      change (watch, node, FALSE, FALSE, -1);
      offprint_watch_tree_remove (watch->tree, node);
      node = above;
    }
}

/* Asks the kernel to tell no more than is wanted. */
static void
shrink (OffprintWatch *watch, OffprintWatchNode *node)
{
  guint32 mask = get_wanted (node, node->is_folder);
  if (node->wd < 0 || (node->mask & ~mask) == 0 || has_twins (watch, node))
    return;
  g_autofree char *path = offprint_watch_node_get_path (node);
  int wd = inotify_add_watch (watch->fd, path, mask | get_flags (node->is_folder));
  /* Something else is there by now, of which less may be told than others want. */
  if (wd != node->wd)
    g_queue_push_tail (&watch->suspects, g_steal_pointer (&path));
  else
    node->mask = mask;
}

/**
 * offprint_watch_settle:
 * @watch: a watch
 * @node: a node in the tree, perhaps freed
 *
 * Takes back what is not wanted of @node any more: what its watch tells, the watch, and then @node itself unless others
 * are below it.
 */
void
offprint_watch_settle (OffprintWatch *watch, OffprintWatchNode *node)
{
  if (node->is_folder || node->guard_mask != 0)
    {
      shrink (watch, node);
      return;
    }
  change (watch, node, FALSE, FALSE, -1);
  prune (watch, node);
}

/**
 * offprint_watch_drop:
 * @watch: a watch
 * @top: a node, freed unless it is the top of the tree or of what is detached
 *
 * Forgets @top and all below it: what was there is gone.
 */
void
offprint_watch_drop (OffprintWatch *watch, OffprintWatchNode *top)
{
  OffprintWatchNode *above = top->parent;
  g_autoptr (GPtrArray) nodes = offprint_watch_node_list (top);
  for (guint i = nodes->len; i-- > 0;)
    {
      OffprintWatchNode *node = g_ptr_array_index (nodes, i);
      watch->guards_dirty = watch->guards_dirty || node->guard_mask != 0;
      node->guard_mask = 0;
      g_hash_table_remove (watch->guards, node);
      change (watch, node, FALSE, FALSE, -1);
      if (node->parent != NULL)
        offprint_watch_tree_remove (watch->tree, node);
    }
  prune (watch, above);
}

/**
 * offprint_watch_withdraw_one:
 * @watch: a watch
 * @node: a node on the way to a root
 *
 * @node itself is not wanted any more; offprint_watch_set_guards() finds out what it still is there for.
 */
void
offprint_watch_withdraw_one (OffprintWatch *watch, OffprintWatchNode *node)
{
  change (watch, node, FALSE, FALSE, node->wd);
}

/**
 * offprint_watch_withdraw:
 * @watch: a watch
 * @top: a node, perhaps freed
 *
 * No folder from @top on is wanted any more; what guards the way to a root stays.
 */
void
offprint_watch_withdraw (OffprintWatch *watch, OffprintWatchNode *top)
{
  OffprintWatchNode *above = top->parent;
  g_autoptr (GPtrArray) nodes = offprint_watch_node_list (top);
  for (guint i = nodes->len; i-- > 0;)
    {
      OffprintWatchNode *node = g_ptr_array_index (nodes, i);
      change (watch, node, FALSE, FALSE, node->guard_mask != 0 ? node->wd : -1);
      if (node->guard_mask != 0)
        watch->guards_dirty = TRUE;
      else if (node->first_child == NULL && node->parent != NULL)
        offprint_watch_tree_remove (watch->tree, node);
    }
  prune (watch, above);
}

static void
suspect (OffprintWatch *watch, gboolean only_beyond)
{
  OffprintWatchNode *top = offprint_watch_tree_get_top (watch->tree);
  for (OffprintWatchNode *node = top; node != NULL; node = offprint_watch_node_next (node, top))
    if (node->is_folder && (node->wd < 0 || !only_beyond))
      g_queue_push_tail (&watch->suspects, offprint_watch_node_get_path (node));
}

/**
 * offprint_watch_suspect_all:
 * @watch: a watch
 *
 * Events were lost: each folder may have moved or gone.
 */
void
offprint_watch_suspect_all (OffprintWatch *watch)
{
  g_queue_clear_full (&watch->suspects, g_free);
  suspect (watch, FALSE);
}

/**
 * offprint_watch_suspect_beyond:
 * @watch: a watch
 *
 * Folders beyond the limit may have gone, or may be watched now.
 */
void
offprint_watch_suspect_beyond (OffprintWatch *watch)
{
  suspect (watch, TRUE);
}

static void
check_suspect (OffprintWatch *watch, const char *path)
{
  OffprintWatchNode *node = offprint_watch_tree_find (watch->tree, path);
  if (node == NULL)
    return;
  if (!node->is_folder)
    {
      watch->guards_dirty = watch->guards_dirty || node->guard_mask != 0;
      return;
    }
  int old = node->wd;
  int code = offprint_watch_refresh (watch, path);
  node = offprint_watch_tree_find (watch->tree, path);
  if (node == NULL)
    return;
  if (code == ENOENT || code == ENOTDIR)
    offprint_watch_drop (watch, node);
  else if (node->wd != old)
    offprint_watch_report (watch, OFFPRINT_WATCH_LOST, path);
}

/**
 * offprint_watch_check_suspects:
 * @watch: a watch
 * @most: how many at most
 *
 * Gives suspect nodes the watch of what is at their path now, and drops those where nothing is.
 */
void
offprint_watch_check_suspects (OffprintWatch *watch, guint most)
{
  char *path;
  for (guint i = 0; i < most && (path = g_queue_pop_head (&watch->suspects)) != NULL; i++)
    {
      check_suspect (watch, path);
      g_free (path);
    }
}
