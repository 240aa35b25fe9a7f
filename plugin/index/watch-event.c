/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel tells, applied to the tree of nodes in its order and reduced to reports. A report is told only after
 * the whole batch was applied, so no callback runs while nodes are in use here.
 *
 * A folder that moves takes its node with all below it, and all their watches. Between its two events it is detached:
 * another folder may appear under its old name. */
#include "index/place.h"
#include "index/watch-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH_SIZE (64 * 1024)

typedef struct _Move Move;

/* @next: another folder with the same cookie: a bind mount shows one move at several places */
struct _Move
{
  OffprintWatchNode *node;
  gint64 deadline;
  Move *next;
};

static void
begin_move (OffprintWatch *watch, OffprintWatchNode *node, guint32 cookie)
{
  Move *move = g_new0 (Move, 1);
  offprint_watch_tree_detach (watch->tree, node);
  move->node = node;
  move->deadline = g_get_monotonic_time () + OFFPRINT_WATCH_MOVE_DELAY * 1000;
  move->next = g_hash_table_lookup (watch->moves, GUINT_TO_POINTER (cookie));
  g_hash_table_insert (watch->moves, GUINT_TO_POINTER (cookie), move);
  if (watch->move_deadline < 0)
    watch->move_deadline = move->deadline;
}

/* Returns: (transfer full) (nullable): the node that moved under @cookie, still detached */
static OffprintWatchNode *
take_moved (OffprintWatch *watch, guint32 cookie)
{
  Move *move = g_hash_table_lookup (watch->moves, GUINT_TO_POINTER (cookie));
  if (move == NULL)
    return NULL;
  if (move->next != NULL)
    g_hash_table_insert (watch->moves, GUINT_TO_POINTER (cookie), move->next);
  else
    g_hash_table_remove (watch->moves, GUINT_TO_POINTER (cookie));
  OffprintWatchNode *node = move->node;
  g_free (move);
  return node;
}

/* It went where nothing is watched. */
static void
give_up_move (OffprintWatch *watch, OffprintWatchNode *node)
{
  offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, node->name);
  offprint_watch_drop (watch, node);
  offprint_watch_tree_remove (watch->tree, node);
}

static void
relink (OffprintWatch *watch, OffprintWatchNode *node, OffprintWatchNode *parent, const char *name)
{
  OffprintWatchNode *replaced = offprint_watch_tree_find_child (watch->tree, parent, name);
  if (replaced != NULL)
    offprint_watch_drop (watch, replaced);
  offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, node->name);
  offprint_watch_tree_attach (watch->tree, node, parent, name);
}

/* @parent: perhaps freed */
static void
end_move (OffprintWatch *watch, OffprintWatchNode *parent, const char *name, const char *path, guint32 cookie)
{
  OffprintWatchNode *node = take_moved (watch, cookie);
  /* No folder moves into itself: @parent is known by a place where it no longer is, and about to be told of anew. */
  if (node != NULL && offprint_watch_node_is_below (parent, node))
    give_up_move (watch, node);
  else if (node != NULL)
    relink (watch, node, parent, name);
  offprint_watch_report (watch, OFFPRINT_WATCH_FOLDER, path);
}

/**
 * offprint_watch_settle_moves:
 * @watch: a watch
 * @now: the monotonic time; %G_MAXINT64 for all moves
 *
 * Gives up the moves away that wait since too long for where they went to.
 */
void
offprint_watch_settle_moves (OffprintWatch *watch, gint64 now)
{
  GHashTableIter iter;
  gpointer cookie, value;
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (guint32));
  watch->move_deadline = -1;
  g_hash_table_iter_init (&iter, watch->moves);
  while (g_hash_table_iter_next (&iter, &cookie, &value))
    {
      gint64 deadline = ((Move *) value)->deadline;
      guint32 number = GPOINTER_TO_UINT (cookie);
      if (deadline <= now)
        g_array_append_val (due, number);
      else if (watch->move_deadline < 0 || deadline < watch->move_deadline)
        watch->move_deadline = deadline;
    }
  for (guint i = 0; i < due->len; i++)
    for (OffprintWatchNode *node; (node = take_moved (watch, g_array_index (due, guint32, i))) != NULL;)
      give_up_move (watch, node);
}

static void
see_folder (OffprintWatch *watch, OffprintWatchNode *node, const struct inotify_event *event, const char *path)
{
  OffprintWatchNode *child = offprint_watch_tree_find_child (watch->tree, node, event->name);
  if (event->mask & (IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE))
    offprint_watch_lose_roots (watch, path);
  else
    offprint_watch_revisit_roots (watch, path);
  if (event->mask & IN_MOVED_FROM && child != NULL)
    begin_move (watch, child, event->cookie);
  else if (event->mask & IN_DELETE && child != NULL)
    offprint_watch_drop (watch, child);
  if (event->mask & IN_DELETE || (event->mask & IN_MOVED_FROM && child == NULL))
    offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, path);
  else if (event->mask & IN_MOVED_TO)
    end_move (watch, node, event->name, path, event->cookie);
  else if (event->mask & IN_CREATE)
    offprint_watch_report (watch, OFFPRINT_WATCH_FOLDER, path);
  else if (event->mask & IN_ATTRIB)
    offprint_watch_report (watch, OFFPRINT_WATCH_ATTRIBUTES, path);
}

/* Returns: whether no IN_CLOSE_WRITE follows on the making of @path: it is a link, hard or symbolic, or a pipe or so */
static gboolean
is_complete (const char *path)
{
  struct stat status;
  return lstat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_nlink > 1);
}

static void
see_file (OffprintWatch *watch, const struct inotify_event *event, const char *path)
{
  if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE))
    offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, path);
  else if (event->mask & IN_CREATE)
    offprint_watch_report (watch, is_complete (path) ? OFFPRINT_WATCH_CONTENT : OFFPRINT_WATCH_CREATED, path);
  else if (event->mask & IN_ATTRIB)
    offprint_watch_report (watch, OFFPRINT_WATCH_ATTRIBUTES, path);
}

static void
see_child (OffprintWatch *watch, OffprintWatchNode *node, const struct inotify_event *event, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, event->name, NULL);
  if (node->is_folder && node->guard_mask != 0 && event->mask & (IN_DELETE | IN_MOVED_FROM)
      && watch->guard_deadline < 0)
    watch->guard_deadline = g_get_monotonic_time () + OFFPRINT_WATCH_GUARD_DELAY * 1000;
  if (event->mask & IN_ISDIR && node->is_folder)
    see_folder (watch, node, event, path);
  else if (node->is_folder)
    see_file (watch, event, path);
  else if (offprint_watch_revisit_roots (watch, path) && !(event->mask & IN_ISDIR))
    {
      const OffprintWatchRoot *root = offprint_watch_find_root (watch, path);
      if (root != NULL && root->is_file)
        see_file (watch, event, path);
    }
}

static void
lose_folder (OffprintWatch *watch, OffprintWatchNode *node, const char *path)
{
  gboolean was_folder = node->is_folder;
  offprint_watch_drop (watch, node);
  if (!offprint_watch_lose_roots (watch, path) && was_folder)
    offprint_watch_report (watch, OFFPRINT_WATCH_CONTENT, path);
}

/* Each folder of a file system that is unmounted gets its event, in any order. The first one leads to the topmost. */
static void
lose_mount (OffprintWatch *watch, OffprintWatchNode *node)
{
  OffprintWatchNode *top = node;
  g_autofree char *path = offprint_watch_node_get_path (top);
  struct stat status;
  while (top->parent != NULL && top->parent->is_folder && lstat (path, &status) != 0)
    {
      top = top->parent;
      g_free (path);
      path = offprint_watch_node_get_path (top);
    }
  g_hash_table_remove_all (watch->devices);
  if (top->is_folder)
    offprint_watch_report (watch, OFFPRINT_WATCH_LOST, path);
  offprint_watch_drop (watch, top);
  offprint_watch_lose_roots (watch, path);
}

/* Of moves within what is watched the folder above tells, and where to. */
static gboolean
is_told_above (const OffprintWatchNode *node)
{
  return node->parent == NULL || (node->parent->is_folder && node->parent->wd >= 0);
}

static void
see_self (OffprintWatch *watch, OffprintWatchNode *node, const struct inotify_event *event, const char *path)
{
  if (event->mask & IN_UNMOUNT)
    lose_mount (watch, node);
  else if (event->mask & (IN_DELETE_SELF | IN_IGNORED))
    lose_folder (watch, node, path);
  else if (event->mask & IN_MOVE_SELF && !is_told_above (node))
    lose_folder (watch, node, path);
  else if (event->mask & IN_ATTRIB && node->is_folder)
    offprint_watch_report (watch, OFFPRINT_WATCH_ATTRIBUTES, path);
}

static void
see_at (OffprintWatch *watch, OffprintWatchNode *node, const struct inotify_event *event)
{
  g_autofree char *path = offprint_watch_node_get_path (node);
  if (event->len > 0)
    see_child (watch, node, event, path);
  else
    see_self (watch, node, event, path);
}

static void
see_at_twins (OffprintWatch *watch, OffprintWatchNode *first, const struct inotify_event *event)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (OffprintWatchNode *node = first; node != NULL; node = node->twin)
    if (!offprint_watch_node_is_detached (watch->tree, node))
      g_ptr_array_add (paths, offprint_watch_node_get_path (node));
  for (guint i = 0; i < paths->len; i++)
    {
      /* What was done for one may have freed another. */
      OffprintWatchNode *node = offprint_watch_tree_find (watch->tree, g_ptr_array_index (paths, i));
      if (node != NULL && node->wd == event->wd)
        see_at (watch, node, event);
    }
}

static void
see_overflow (OffprintWatch *watch)
{
  offprint_watch_settle_moves (watch, G_MAXINT64);
  offprint_watch_lose_roots (watch, "/");
  offprint_watch_suspect_all (watch);
}

static void
see (OffprintWatch *watch, const struct inotify_event *event)
{
  OffprintWatchNode *node = event->wd >= 0 ? offprint_watch_tree_find_wd (watch->tree, event->wd) : NULL;
  if (event->mask & IN_Q_OVERFLOW)
    see_overflow (watch);
  else if (node != NULL && node->twin != NULL)
    see_at_twins (watch, node, event);
  else if (node != NULL)
    see_at (watch, node, event);
}

/**
 * offprint_watch_read:
 * @watch: a watch
 *
 * Reads one batch of events, if there are any, and applies it.
 *
 * Returns: its size in bytes; 0 when the kernel had none
 */
gsize
offprint_watch_read (OffprintWatch *watch)
{
  _Alignas (struct inotify_event) char buffer[BATCH_SIZE];
  gssize size = watch->fd >= 0 ? read (watch->fd, buffer, sizeof buffer) : 0;
  if (size <= 0)
    return 0;
  for (gssize at = 0; at < size;)
    {
      const struct inotify_event *event = (const struct inotify_event *) (buffer + at);
      see (watch, event);
      at += sizeof *event + event->len;
    }
  return size;
}
