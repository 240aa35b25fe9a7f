/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can't be watched: folders beyond the limit of watches, and file systems that others change without this kernel's
 * knowing. Both are told to be scanned now and then, by a timer that only exists while there are any. */
#include "core/i18n.h"
#include "index/watch-private.h"

#include <errno.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/statfs.h>

/* So that the main loop is not held up. */
#define RETRY_BATCH 128

/* Those that have no name in linux/magic.h of all supported systems. */
#define MAGIC_CIFS 0xff534d42
#define MAGIC_SMB2 0xfe534d42
#define MAGIC_FUSE 0x65735546
#define MAGIC_CEPH 0x00c36400
#define MAGIC_LUSTRE 0x0bd00bd0
#define MAGIC_GPFS 0x47504653
#define MAGIC_GFS2 0x01161970
#define MAGIC_OCFS2 0x7461636f
#define MAGIC_KAFS 0x6b414653
#define MAGIC_VBOX 0x786f4256
#define MAGIC_VMHGFS 0xbacbacbc
#define MAGIC_PANFS 0xaad7aaea

static const guint32 remote_magics[] = {
  NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, MAGIC_CIFS,  MAGIC_SMB2,        MAGIC_FUSE,  V9FS_MAGIC,
  AFS_SUPER_MAGIC, MAGIC_KAFS,      MAGIC_CEPH,  CODA_SUPER_MAGIC,  MAGIC_GPFS,  NCP_SUPER_MAGIC,
  MAGIC_LUSTRE,    MAGIC_GFS2,      MAGIC_OCFS2, MAGIC_VBOX,        MAGIC_PANFS, MAGIC_VMHGFS,
};

/**
 * offprint_watch_magic_is_remote:
 * @magic: type of a file system, as statfs(2) tells it
 *
 * Returns: whether others may change it without this kernel's knowing
 */
gboolean
offprint_watch_magic_is_remote (guint32 magic)
{
  for (gsize i = 0; i < G_N_ELEMENTS (remote_magics); i++)
    if (remote_magics[i] == magic)
      return TRUE;
  return FALSE;
}

/**
 * offprint_watch_is_remote:
 * @watch: a watch
 * @path: a folder
 * @device: number of its file system, for which the answer is kept: over the network a question takes its time
 *
 * Returns: whether others may change it without this kernel's knowing
 */
gboolean
offprint_watch_is_remote (OffprintWatch *watch, const char *path, guint64 device)
{
  struct statfs status;
  gboolean *known = g_hash_table_lookup (watch->devices, &device);
  if (known != NULL)
    return *known;
  gboolean is_remote = statfs (path, &status) == 0 && offprint_watch_magic_is_remote ((guint32) status.f_type);
  g_hash_table_insert (watch->devices, g_memdup2 (&device, sizeof device), g_memdup2 (&is_remote, sizeof is_remote));
  return is_remote;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type filename): some of the folders beyond the limit, parents first */
static GPtrArray *
list_beyond (OffprintWatch *watch)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, watch->polled);
  while (paths->len < RETRY_BATCH && g_hash_table_iter_next (&iter, &key, NULL))
    if (((const OffprintWatchNode *) key)->wd < 0)
      g_ptr_array_add (paths, offprint_watch_node_get_path (key));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/**
 * offprint_watch_retry:
 * @watch: a watch
 *
 * Tries to watch what was beyond the limit, and tells of what succeeded: nobody saw what happened there since the last
 * scan.
 */
void
offprint_watch_retry (OffprintWatch *watch)
{
  watch->retry = FALSE;
  if (watch->status.beyond_limit == 0 || watch->fd < 0)
    return;
  g_autoptr (GPtrArray) paths = list_beyond (watch);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      int code = offprint_watch_refresh (watch, path);
      if (code == ENOSPC || code == ENOMEM)
        return;
      if (code == 0)
        offprint_watch_report (watch, OFFPRINT_WATCH_LOST, path);
    }
  watch->retry = paths->len == RETRY_BATCH;
}

static gboolean
is_covered (OffprintWatch *watch, const OffprintWatchNode *node)
{
  for (const OffprintWatchNode *above = node->parent; above != NULL; above = above->parent)
    if (g_hash_table_contains (watch->polled, above))
      return TRUE;
  return FALSE;
}

/**
 * offprint_watch_poll:
 * @watch: a watch
 *
 * Tells the topmost of the folders and roots that are polled to be scanned, and sees to it that watching is tried
 * again.
 */
void
offprint_watch_poll (OffprintWatch *watch)
{
  GHashTableIter iter;
  gpointer key;
  for (guint i = 0; i < watch->roots->len; i++)
    {
      const OffprintWatchRoot *root = g_ptr_array_index (watch->roots, i);
      if (root->is_polled && root->is_there)
        offprint_watch_report (watch, OFFPRINT_WATCH_LOST, root->path);
    }
  g_hash_table_iter_init (&iter, watch->polled);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *path = is_covered (watch, key) ? NULL : offprint_watch_node_get_path (key);
      if (path != NULL)
        offprint_watch_report (watch, OFFPRINT_WATCH_LOST, path);
    }
  watch->guards_dirty = watch->guards_dirty || watch->polled_roots > 0;
  if (watch->fd < 0)
    offprint_watch_open (watch);
  offprint_watch_suspect_beyond (watch);
}

static char *
describe_number (guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    {
      /* Translators: what stands between groups of three digits */
      g_string_append (text, i > 0 && (length - i) % 3 == 0 ? C_("thousands", ",") : "");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_interval (guint seconds)
{
  if (seconds % 3600 == 0)
    return g_strdup_printf (ngettext ("every hour", "every %u hours", seconds / 3600), seconds / 3600);
  if (seconds % 60 == 0)
    return g_strdup_printf (ngettext ("every minute", "every %u minutes", seconds / 60), seconds / 60);
  return g_strdup_printf (ngettext ("every second", "every %u seconds", seconds), seconds);
}

static void
describe_beyond (const OffprintWatch *watch, GString *text)
{
  const OffprintWatchStatus *status = &watch->status;
  const char *kind = status->no_instance ? "instances" : "watches";
  g_autofree char *beyond = describe_number (status->beyond_limit);
  g_autofree char *all = describe_number (status->watched + status->beyond_limit);
  g_autofree char *interval = describe_interval (watch->scan_interval);
  g_string_append_printf (text,
                          /* Translators: the last %s is as "every 5 minutes" */
                          ngettext ("%s of %s folders is looked at only %s", "%s of %s folders are looked at only %s",
                                    status->beyond_limit),
                          beyond, all, interval);
  g_string_append_printf (text, _(": there are not enough inotify %s; raise fs.inotify.max_user_%s (see sysctl)"), kind,
                          kind);
}

static void
describe_remote (const OffprintWatch *watch, GString *text)
{
  guint count = watch->status.remote;
  g_autofree char *number = describe_number (count);
  g_autofree char *interval = describe_interval (watch->scan_interval);
  g_string_append_printf (text,
                          ngettext ("%s folder is on a network or FUSE file system: what others change there is seen "
                                    "only %s",
                                    "%s folders are on network or FUSE file systems: what others change there is seen "
                                    "only %s",
                                    count),
                          number, interval);
}

/**
 * offprint_watch_describe:
 * @watch: a watch
 *
 * Returns: (transfer full) (nullable): in words, how much is not watched, why, and what to do; %NULL when all is
 */
char *
offprint_watch_describe (const OffprintWatch *watch)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (watch->status.beyond_limit > 0)
    describe_beyond (watch, text);
  if (watch->status.beyond_limit > 0 && watch->status.remote > 0)
    g_string_append (text, "; ");
  if (watch->status.remote > 0)
    describe_remote (watch, text);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
