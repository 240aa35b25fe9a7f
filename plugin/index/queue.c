/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table by path over a sequence by time: a path stands in it once, however often it is told of. */
#include "index/queue.h"

typedef struct
{
  char *path;
  gint64 first; /* when it was first told of */
  gint64 due;
  GSequenceIter *place;
} Entry;

struct _OffprintQueue
{
  GHashTable *by_path; /* (element-type filename Entry) */
  GSequence *by_due;   /* of Entry, owned */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->path);
  g_free (entry);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *first = a, *second = b;
  return first->due < second->due ? -1 : first->due > second->due;
}

/**
 * offprint_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
OffprintQueue *
offprint_queue_new (void)
{
  OffprintQueue *queue = g_new0 (OffprintQueue, 1);
  queue->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  queue->by_due = g_sequence_new (entry_free);
  return queue;
}

/**
 * offprint_queue_free:
 * @queue: (transfer full) (nullable): a queue
 */
void
offprint_queue_free (OffprintQueue *queue)
{
  if (queue == NULL)
    return;
  g_hash_table_unref (queue->by_path);
  g_sequence_free (queue->by_due);
  g_free (queue);
}

static void
add_entry (OffprintQueue *queue, const char *path, gint64 due, gint64 now)
{
  Entry *entry = g_new0 (Entry, 1);
  entry->path = g_strdup (path);
  entry->first = now;
  entry->due = due;
  entry->place = g_sequence_insert_sorted (queue->by_due, entry, compare_due, NULL);
  g_hash_table_insert (queue->by_path, entry->path, entry);
}

/**
 * offprint_queue_add:
 * @queue: a queue
 * @path: (type filename): that may have changed
 * @is_written: %FALSE: it only appeared, and who made it may still write to it
 * @now: monotonic microseconds
 *
 * Puts the path into the queue, or puts off the time at which it is due.
 */
void
offprint_queue_add (OffprintQueue *queue, const char *path, gboolean is_written, gint64 now)
{
  gint64 due = now + (is_written ? OFFPRINT_QUEUE_QUIET_US : OFFPRINT_QUEUE_LONGEST_US);
  Entry *entry = g_hash_table_lookup (queue->by_path, path);
  if (entry == NULL)
    {
      add_entry (queue, path, due, now);
      return;
    }
  entry->due = MIN (due, entry->first + OFFPRINT_QUEUE_LONGEST_US);
  g_sequence_sort_changed (entry->place, compare_due, NULL);
}

/**
 * offprint_queue_take:
 * @queue: a queue
 * @now: monotonic microseconds
 *
 * Returns: (transfer full) (nullable) (type filename): a path that is due, taken out of the queue
 */
char *
offprint_queue_take (OffprintQueue *queue, gint64 now)
{
  GSequenceIter *first = g_sequence_get_begin_iter (queue->by_due);
  if (g_sequence_iter_is_end (first))
    return NULL;
  Entry *entry = g_sequence_get (first);
  if (entry->due > now)
    return NULL;
  g_hash_table_remove (queue->by_path, entry->path);
  char *path = g_steal_pointer (&entry->path);
  g_sequence_remove (first);
  return path;
}

/**
 * offprint_queue_get_due:
 * @queue: a queue
 *
 * Returns: when the first path is due, monotonic microseconds; -1 when there is none
 */
gint64
offprint_queue_get_due (const OffprintQueue *queue)
{
  GSequenceIter *first = g_sequence_get_begin_iter (queue->by_due);
  return g_sequence_iter_is_end (first) ? -1 : ((Entry *) g_sequence_get (first))->due;
}

/**
 * offprint_queue_get_length:
 * @queue: a queue
 *
 * Returns: how many paths are in it
 */
guint
offprint_queue_get_length (const OffprintQueue *queue)
{
  return g_hash_table_size (queue->by_path);
}

static void
make_due (gpointer data, gpointer user_data)
{
  ((Entry *) data)->due = 0;
}

/**
 * offprint_queue_hurry:
 * @queue: a queue
 *
 * Makes every path due now.
 */
void
offprint_queue_hurry (OffprintQueue *queue)
{
  g_sequence_foreach (queue->by_due, make_due, NULL);
}

/**
 * offprint_queue_clear:
 * @queue: a queue, empty afterwards
 */
void
offprint_queue_clear (OffprintQueue *queue)
{
  g_hash_table_remove_all (queue->by_path);
  g_sequence_remove_range (g_sequence_get_begin_iter (queue->by_due), g_sequence_get_end_iter (queue->by_due));
}
