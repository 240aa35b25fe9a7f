/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/wishes.h"

struct _Wishes
{
  guint max_waiting;
  GHashTable *waiting; /* the paths, owned */
  GQueue order;        /* the same */
};

/**
 * wishes_new:
 * @max_waiting: how many it holds at most
 *
 * Returns: (transfer full): no wishes
 */
Wishes *
wishes_new (guint max_waiting)
{
  Wishes *wishes = g_new0 (Wishes, 1);
  wishes->max_waiting = max_waiting;
  wishes->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&wishes->order);
  return wishes;
}

/**
 * wishes_free:
 * @wishes: (nullable) (transfer full): wishes
 */
void
wishes_free (Wishes *wishes)
{
  if (wishes == NULL)
    return;
  g_queue_clear (&wishes->order);
  g_hash_table_unref (wishes->waiting);
  g_free (wishes);
}

/**
 * wishes_add:
 * @wishes: wishes
 * @path: a file
 *
 * Does nothing when the file is there already, or too many are.
 */
void
wishes_add (Wishes *wishes, const char *path)
{
  if (wishes->order.length >= wishes->max_waiting || g_hash_table_contains (wishes->waiting, path))
    return;
  char *copy = g_strdup (path);
  g_hash_table_add (wishes->waiting, copy);
  g_queue_push_tail (&wishes->order, copy);
}

/**
 * wishes_are_none:
 * @wishes: wishes
 *
 * Returns: whether no file waits
 */
gboolean
wishes_are_none (const Wishes *wishes)
{
  return wishes->order.length == 0;
}

/**
 * wishes_take:
 * @wishes: wishes
 * @count: how many are wanted
 *
 * Returns: (transfer full) (element-type filename): those that have waited longest, %NULL-terminated
 */
GPtrArray *
wishes_take (Wishes *wishes, guint count)
{
  GPtrArray *paths = g_ptr_array_new_full (count + 1, g_free);
  while (wishes->order.length > 0 && paths->len < count)
    {
      char *path = g_queue_pop_head (&wishes->order);
      g_hash_table_steal (wishes->waiting, path);
      g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  return paths;
}

/**
 * wishes_give_back:
 * @wishes: wishes
 * @paths: (element-type filename): what was taken, %NULL-terminated; all of it waits again, before others
 */
void
wishes_give_back (Wishes *wishes, GPtrArray *paths)
{
  for (guint i = paths->len - 1; i > 0; i--)
    {
      const char *path = g_ptr_array_index (paths, i - 1);
      if (g_hash_table_contains (wishes->waiting, path))
        continue;
      char *copy = g_strdup (path);
      g_hash_table_add (wishes->waiting, copy);
      g_queue_push_head (&wishes->order, copy);
    }
}
