/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints each pair of articles of an index whose sketches are compared, and what they have in common: what near.py
 * chooses thresholds by.
 *
 * usage: bench-near DATABASE
 * A line is: location, location, shingles of the longer text, how many times as long as the shorter it is, shingles in
 * common, share of them with the same surroundings, keys in common, 1 for near-duplicates, else 0. */
#include "core/schema.h"
#include "shim/xap.h"
#include "store/sketch.h"

#include <string.h>

typedef struct
{
  guint32 key, docid;
} Entry;

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static gboolean
add_entries (guint32 docid, const void *value, gsize length, gpointer data)
{
  Entry entry = { .docid = docid };
  for (gsize i = 0; i + sizeof entry.key <= length; i += sizeof entry.key)
    {
      memcpy (&entry.key, (const guint8 *) value + i, sizeof entry.key);
      g_array_append_val (data, entry);
    }
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *two = b;
  if (one->key != two->key)
    return one->key < two->key ? -1 : 1;
  return one->docid < two->docid ? -1 : one->docid > two->docid;
}

static GBytes *
read_value (XapReader *reader, guint32 docid, guint32 slot)
{
  GError *error = NULL;
  GBytes *value = xap_reader_get_value (reader, docid, slot, &error);
  stop_on (error);
  return value;
}

static void
print_pair (XapReader *reader, guint32 one, guint32 other, guint n_keys)
{
  OffprintSketchMeasures measures;
  g_autoptr (GBytes) a = read_value (reader, one, OFFPRINT_SLOT_SKETCH);
  g_autoptr (GBytes) b = read_value (reader, other, OFFPRINT_SLOT_SKETCH);
  if (g_bytes_get_size (a) != OFFPRINT_SKETCH_BYTES || g_bytes_get_size (b) != OFFPRINT_SKETCH_BYTES)
    return;
  g_autoptr (GBytes) path = read_value (reader, one, OFFPRINT_SLOT_PATH);
  g_autoptr (GBytes) other_path = read_value (reader, other, OFFPRINT_SLOT_PATH);
  const guint8 *sketch = g_bytes_get_data (a, NULL), *other_sketch = g_bytes_get_data (b, NULL);
  offprint_sketch_measure (sketch, other_sketch, &measures);
  g_print ("%s\t%s\t%.0f\t%.3f\t%.1f\t%.3f\t%u\t%d\n", (const char *) g_bytes_get_data (path, NULL),
           (const char *) g_bytes_get_data (other_path, NULL), measures.longer, measures.lengths, measures.common,
           measures.kept, n_keys, offprint_sketch_is_near (sketch, other_sketch, FALSE));
}

/* Pairs of those that have a key in common, counted */
static GHashTable *
count_pairs (const GArray *entries)
{
  GHashTable *pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < entries->len; i++)
    for (guint j = i + 1; j < entries->len; j++)
      {
        const Entry *one = &g_array_index (entries, Entry, i), *other = &g_array_index (entries, Entry, j);
        if (one->key != other->key)
          break;
        gint64 pair = (gint64) one->docid << 32 | other->docid;
        guint count = GPOINTER_TO_UINT (g_hash_table_lookup (pairs, &pair));
        g_hash_table_insert (pairs, g_memdup2 (&pair, sizeof pair), GUINT_TO_POINTER (count + 1));
      }
  return pairs;
}

int
main (int argc, char **argv)
{
  GError *error = NULL;
  GHashTableIter iter;
  gpointer pair, count;
  if (argc != 2)
    {
      g_printerr ("usage: bench-near DATABASE\n");
      return 2;
    }
  const char *const databases[] = { argv[1], NULL };
  g_autoptr (XapReader) reader = xap_reader_open (databases, &error);
  stop_on (error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  xap_reader_foreach_value (reader, OFFPRINT_SLOT_KEYS, add_entries, entries, &error);
  stop_on (error);
  g_array_sort (entries, compare_entries);
  g_autoptr (GHashTable) pairs = count_pairs (entries);
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &pair, &count))
    {
      gint64 docids = *(gint64 *) pair;
      print_pair (reader, (guint32) (docids >> 32), (guint32) docids, GPOINTER_TO_UINT (count));
    }
  return 0;
}
