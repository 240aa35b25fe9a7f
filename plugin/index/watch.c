/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The life of a watch: one source in the main loop, ready when the kernel has something to tell, or when something that
 * was put off is due. Raw inotify and not GFileMonitor, which loses events, and watches beyond the limit, without a
 * word. */
#include "index/watch-private.h"

#include "index/place.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* So that the main loop is not held up. */
#define SUSPECT_BATCH 256

typedef struct
{
  GSource source;
  OffprintWatch *watch;
} WatchSource;

typedef struct
{
  OffprintWatchKind kind;
  char *path;
} Report;

static void
report_free (Report *report)
{
  g_free (report->path);
  g_free (report);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Report, report_free)

/* Returns: whether @path or a folder above it is to be told as lost already; roots are told each by itself */
static gboolean
is_lost (OffprintWatch *watch, const char *path)
{
  g_autofree char *above = g_strdup (path);
  if (offprint_watch_find_root (watch, path) != NULL)
    return g_hash_table_contains (watch->lost, path);
  for (char *end = above + strlen (above); end != NULL && end > above; end = strrchr (above, '/'))
    {
      *end = '\0';
      if (g_hash_table_contains (watch->lost, above))
        return TRUE;
    }
  return g_hash_table_contains (watch->lost, "/");
}

/**
 * offprint_watch_report:
 * @watch: a watch
 * @kind: what may have happened
 * @path: where
 *
 * Puts it on the list of what is to be told, unless it is there.
 */
void
offprint_watch_report (OffprintWatch *watch, OffprintWatchKind kind, const char *path)
{
  const Report *last = g_queue_peek_tail (&watch->reports);
  if (last != NULL && last->kind == kind && strcmp (last->path, path) == 0)
    return;
  if (kind == OFFPRINT_WATCH_LOST && is_lost (watch, path))
    return;
  Report *report = g_new (Report, 1);
  report->kind = kind;
  report->path = g_strdup (path);
  g_queue_push_tail (&watch->reports, report);
  if (kind == OFFPRINT_WATCH_LOST)
    g_hash_table_add (watch->lost, report->path);
}

static void
deliver (OffprintWatch *watch)
{
  for (;;)
    {
      g_autoptr (Report) report = g_queue_pop_head (&watch->reports);
      if (report == NULL)
        return;
      if (report->kind == OFFPRINT_WATCH_LOST)
        g_hash_table_remove (watch->lost, report->path);
      watch->func (report->kind, report->path, watch->data);
    }
}

static gint64
earlier (gint64 one, gint64 other)
{
  return one < 0 ? other : other < 0 ? one : MIN (one, other);
}

/* Sets when the source is to wake up by itself. */
static void
schedule (OffprintWatch *watch)
{
  gboolean is_polling = g_hash_table_size (watch->polled) > 0 || watch->polled_roots > 0;
  if (!is_polling)
    watch->poll_deadline = -1;
  else if (watch->poll_deadline < 0)
    watch->poll_deadline = g_get_monotonic_time () + (gint64) watch->scan_interval * G_USEC_PER_SEC;
  watch->retry = watch->retry && watch->status.beyond_limit > 0;
  if (watch->retry || watch->guards_dirty || !g_queue_is_empty (&watch->reports)
      || !g_queue_is_empty (&watch->suspects))
    g_source_set_ready_time (watch->source, 0);
  else
    g_source_set_ready_time (watch->source, earlier (earlier (watch->move_deadline, watch->guard_deadline),
                                                     watch->poll_deadline));
}

static gboolean
is_due (gint64 deadline, gint64 now)
{
  return deadline >= 0 && deadline <= now;
}

/* What follows on the events. */
static void
follow_up (OffprintWatch *watch, gint64 now, guint most_suspects)
{
  offprint_watch_check_suspects (watch, most_suspects);
  if (is_due (watch->poll_deadline, now))
    {
      watch->poll_deadline = -1;
      offprint_watch_poll (watch);
    }
  if (watch->retry)
    offprint_watch_retry (watch);
  if (watch->guards_dirty || is_due (watch->guard_deadline, now))
    offprint_watch_set_guards (watch);
  deliver (watch);
  schedule (watch);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  OffprintWatch *watch = ((WatchSource *) source)->watch;
  gint64 now = g_get_monotonic_time ();
  /* As long as there is more to read, the other half of a move may be in it. */
  if (offprint_watch_read (watch) == 0 && is_due (watch->move_deadline, now))
    offprint_watch_settle_moves (watch, now);
  follow_up (watch, now, SUSPECT_BATCH);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/**
 * offprint_watch_open:
 * @watch: a watch without inotify
 *
 * Tries to get an instance of inotify.
 */
void
offprint_watch_open (OffprintWatch *watch)
{
  watch->fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  watch->status.no_instance = watch->fd < 0;
  if (watch->fd >= 0)
    g_source_add_unix_fd (watch->source, watch->fd, G_IO_IN);
}

/**
 * offprint_watch_new:
 * @scan_interval: seconds from one scan to the next of what can't be watched
 * @func: called by the main loop, or by offprint_watch_drain(), with what may have changed
 * @data: for @func
 *
 * Works in the thread's default main context. Without inotify too: all is polled then, see offprint_watch_describe().
 *
 * Returns: (transfer full): a watch of nothing
 */
OffprintWatch *
offprint_watch_new (guint scan_interval, OffprintWatchFunc func, gpointer data)
{
  OffprintWatch *watch = g_new0 (OffprintWatch, 1);
  watch->func = func;
  watch->data = data;
  watch->scan_interval = MAX (scan_interval, 1);
  watch->tree = offprint_watch_tree_new ();
  watch->roots = g_ptr_array_new_with_free_func (offprint_watch_root_free);
  watch->guards = g_hash_table_new (NULL, NULL);
  watch->moves = g_hash_table_new (NULL, NULL);
  watch->polled = g_hash_table_new (NULL, NULL);
  watch->lost = g_hash_table_new (g_str_hash, g_str_equal);
  watch->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  watch->guard_deadline = watch->move_deadline = watch->poll_deadline = -1;
  watch->source = g_source_new (&source_funcs, sizeof (WatchSource));
  ((WatchSource *) watch->source)->watch = watch;
  g_source_set_static_name (watch->source, "offprint-watch");
  offprint_watch_open (watch);
  g_source_attach (watch->source, g_main_context_get_thread_default ());
  return watch;
}

/**
 * offprint_watch_free:
 * @watch: (nullable) (transfer full): a watch; what was not told yet is not told any more
 */
void
offprint_watch_free (OffprintWatch *watch)
{
  if (watch == NULL)
    return;
  g_source_destroy (watch->source);
  g_source_unref (watch->source);
  if (watch->fd >= 0)
    close (watch->fd);
  watch->fd = -1;
  offprint_watch_settle_moves (watch, G_MAXINT64);
  g_queue_clear_full (&watch->reports, (GDestroyNotify) report_free);
  g_queue_clear_full (&watch->suspects, g_free);
  offprint_watch_tree_free (watch->tree);
  g_ptr_array_unref (watch->roots);
  g_hash_table_unref (watch->guards);
  g_hash_table_unref (watch->moves);
  g_hash_table_unref (watch->polled);
  g_hash_table_unref (watch->lost);
  g_hash_table_unref (watch->devices);
  g_free (watch);
}

static char *
strip_slashes (const char *path)
{
  gsize length = strlen (path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  return g_strndup (path, length);
}

static OffprintWatchRoot *
take_root (GPtrArray *roots, const char *path)
{
  for (guint i = 0; i < roots->len; i++)
    if (strcmp (((OffprintWatchRoot *) g_ptr_array_index (roots, i))->path, path) == 0)
      return g_ptr_array_steal_index_fast (roots, i);
  OffprintWatchRoot *root = g_new0 (OffprintWatchRoot, 1);
  root->path = g_strdup (path);
  root->wd = -1;
  return root;
}

/* Returns: (transfer container) (element-type OffprintWatchNode): the nodes on the way to the roots */
static GHashTable *
list_ways (OffprintWatch *watch)
{
  GHashTable *ways = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < watch->roots->len; i++)
    {
      const OffprintWatchRoot *root = g_ptr_array_index (watch->roots, i);
      OffprintWatchNode *node = offprint_watch_tree_find (watch->tree, root->path);
      while (node != NULL && (node = node->parent) != NULL)
        g_hash_table_add (ways, node);
    }
  return ways;
}

/* Forgets the folders that are below no root. */
static void
withdraw_outside (OffprintWatch *watch)
{
  OffprintWatchNode *top = offprint_watch_tree_get_top (watch->tree), *next;
  g_autoptr (GHashTable) ways = list_ways (watch);
  g_autoptr (GPtrArray) outside = g_ptr_array_new ();
  for (OffprintWatchNode *node = top; node != NULL; node = next)
    {
      g_autofree char *path = offprint_watch_node_get_path (node);
      gboolean is_root = offprint_watch_find_root (watch, path) != NULL;
      gboolean is_way = !is_root && g_hash_table_contains (ways, node);
      next = is_way ? offprint_watch_node_next (node, top) : offprint_watch_node_skip (node, top);
      if (!is_root)
        g_ptr_array_add (outside, node);
    }
  /* From the last on, so that none is pruned before its turn. */
  for (guint i = outside->len; i-- > 0;)
    {
      OffprintWatchNode *node = g_ptr_array_index (outside, i);
      if (g_hash_table_contains (ways, node))
        offprint_watch_withdraw_one (watch, node);
      else
        offprint_watch_withdraw (watch, node);
    }
}

/**
 * offprint_watch_set_roots:
 * @watch: a watch
 * @roots: (array zero-terminated=1): absolute paths of the folders, or files, to be followed. One with a symbolic link
 * in it is not there, but told as lost when the link leads elsewhere
 *
 * Guards the way to each root, whether it is there or not; see %OFFPRINT_WATCH_LOST. To be called before the roots are
 * scanned, and again when they are others or when something was mounted or unmounted. What was added and is below no
 * root any more is forgotten.
 */
void
offprint_watch_set_roots (OffprintWatch *watch, const char *const *roots)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&watch->roots);
  watch->roots = g_ptr_array_new_with_free_func (offprint_watch_root_free);
  for (guint i = 0; roots[i] != NULL; i++)
    {
      g_autofree char *path = strip_slashes (roots[i]);
      if (offprint_watch_find_root (watch, path) == NULL)
        g_ptr_array_add (watch->roots, take_root (old, path));
    }
  /* What was at a number may have been unmounted, and the number given to another. */
  g_hash_table_remove_all (watch->devices);
  withdraw_outside (watch);
  offprint_watch_set_guards (watch);
  schedule (watch);
}

/**
 * offprint_watch_add:
 * @watch: a watch
 * @folder: absolute path of a folder
 *
 * Watches @folder itself. To be called before it is listed, by each scan that comes to it. What can't be watched though
 * it is there is polled.
 */
void
offprint_watch_add (OffprintWatch *watch, const char *folder)
{
  offprint_watch_refresh (watch, folder);
  schedule (watch);
}

/**
 * offprint_watch_remove:
 * @watch: a watch
 * @folder: absolute path
 *
 * Forgets @folder and all below it; the ways to the roots are still guarded.
 */
void
offprint_watch_remove (OffprintWatch *watch, const char *folder)
{
  OffprintWatchNode *node = offprint_watch_tree_find (watch->tree, folder);
  if (node != NULL)
    offprint_watch_withdraw (watch, node);
  schedule (watch);
}

/**
 * offprint_watch_drain:
 * @watch: a watch
 *
 * Tells now of all that happened before this call.
 */
void
offprint_watch_drain (OffprintWatch *watch)
{
  int size = 0;
  gsize total = 0, batch;
  if (watch->fd < 0 || ioctl (watch->fd, FIONREAD, &size) != 0)
    size = 0;
  /* No further than what was there: others may go on for ever. */
  while (total < (gsize) size && (batch = offprint_watch_read (watch)) > 0)
    total += batch;
  offprint_watch_settle_moves (watch, G_MAXINT64);
  watch->guards_dirty = watch->guards_dirty || watch->guard_deadline >= 0;
  follow_up (watch, g_get_monotonic_time (), G_MAXUINT);
}

/**
 * offprint_watch_get_status:
 * @watch: a watch
 * @status: (out caller-allocates): how much is watched
 */
void
offprint_watch_get_status (const OffprintWatch *watch, OffprintWatchStatus *status)
{
  *status = watch->status;
}

/**
 * offprint_watch_foreach_folder:
 * @watch: a watch
 * @func: called with the path of each folder that was added and not forgotten, watched or polled
 * @data: for @func
 */
void
offprint_watch_foreach_folder (OffprintWatch *watch, void (*func) (const char *path, gpointer data), gpointer data)
{
  OffprintWatchNode *top = offprint_watch_tree_get_top (watch->tree);
  for (OffprintWatchNode *node = top; node != NULL; node = offprint_watch_node_next (node, top))
    {
      g_autofree char *path = node->is_folder ? offprint_watch_node_get_path (node) : NULL;
      if (path != NULL)
        func (path, data);
    }
}
