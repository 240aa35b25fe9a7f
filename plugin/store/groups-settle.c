/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which group everything that is loose belongs to. One walk over the keys of all articles finds the pairs that have one
 * in common; pairs that are in one group already are not compared. So copies, and pages that are all alike, cost one
 * comparison each, however many there are; only pages that share a key and are no near-duplicates (a template around
 * another text each) are compared all with all: 10,000 of them once with each other, a few seconds. */
#include "store/groups-private.h"

#include "store/sketch.h"

#include <string.h>

#define FILTER_BITS 20
#define FILTER_BYTES (1 << (FILTER_BITS - 3))

/**
 * Node:
 * @docid: of the loose article, or of one of the group
 * @is_group: whether it stands for all articles of a group that is not broken
 * @own: the article's own key, or the group's
 * @key: the group's key that stands in the index
 * @sketch: (nullable): of a loose article; empty where it has no text
 * @parent: (of a loose article or group): another one in the same component, or itself
 */
typedef struct
{
  guint32 docid;
  gboolean is_group;
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], key[OFFPRINT_GROUP_KEY_BYTES];
  GBytes *sketch;
  guint parent;
} Node;

/* A key of a loose article; @united is only known of the first of equal keys: all of them are in one component */
typedef struct
{
  guint32 key;
  guint node;
  gboolean united;
} Entry;

typedef struct
{
  XapWriter *writer;
  GArray *nodes;        /* (element-type Node) */
  GHashTable *articles; /* docid -> index of the loose node + 1 */
  GHashTable *groups;   /* (element-type GBytes): key -> index of the group's node + 1 */
  GArray *entries;      /* (element-type Entry): sorted */
  guint8 *filter;       /* a bit a hash of a key that occurs */
  GError *error;
} Settlement;

/* The article that the walk has come to */
typedef struct
{
  guint32 docid;
  guint node; /* 0: not known, or none */
  gboolean loaded, loose;
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], key[OFFPRINT_GROUP_KEY_BYTES];
  GBytes *sketch;
} Visitor;

static void
clear_node (gpointer data)
{
  g_clear_pointer (&((Node *) data)->sketch, g_bytes_unref);
}

static Node *
get_node (const Settlement *settlement, guint index)
{
  return &g_array_index (settlement->nodes, Node, index - 1);
}

static guint
find_root (const Settlement *settlement, guint index)
{
  Node *node = get_node (settlement, index);
  while (node->parent != index)
    {
      node->parent = get_node (settlement, node->parent)->parent;
      index = node->parent;
      node = get_node (settlement, index);
    }
  return index;
}

static void
unite (Settlement *settlement, guint a, guint b)
{
  get_node (settlement, find_root (settlement, a))->parent = find_root (settlement, b);
}

static guint
append_node (Settlement *settlement, const Node *node)
{
  g_array_append_vals (settlement->nodes, node, 1);
  guint index = settlement->nodes->len;
  get_node (settlement, index)->parent = index;
  return index;
}

/* Returns: %FALSE where there is no such article (any more), or with an error */
static gboolean
read_keys (Settlement *settlement, guint32 docid, guint8 *own, guint8 *key)
{
  g_autoptr (GBytes) value = xap_writer_get_value (settlement->writer, docid, OFFPRINT_SLOT_COLLAPSE,
                                                   &settlement->error);
  if (value == NULL || g_bytes_get_size (value) != OFFPRINT_GROUP_KEY_BYTES)
    return FALSE;
  g_autoptr (GBytes) other = xap_writer_get_value (settlement->writer, docid, OFFPRINT_SLOT_OWN_KEY,
                                                   &settlement->error);
  if (other == NULL)
    return FALSE;
  GBytes *mine = g_bytes_get_size (other) == OFFPRINT_GROUP_KEY_BYTES ? other : value;
  memcpy (key, g_bytes_get_data (value, NULL), OFFPRINT_GROUP_KEY_BYTES);
  memcpy (own, g_bytes_get_data (mine, NULL), OFFPRINT_GROUP_KEY_BYTES);
  return TRUE;
}

static void
add_entries (Settlement *settlement, guint node, const guint8 *keys, gsize length)
{
  for (gsize i = 0; i + sizeof (guint32) <= length; i += sizeof (guint32))
    {
      Entry entry = { .node = node };
      memcpy (&entry.key, keys + i, sizeof entry.key);
      g_array_append_val (settlement->entries, entry);
    }
}

static gboolean
add_loose (Settlement *settlement, guint32 docid)
{
  Node node = { .docid = docid };
  if (g_hash_table_contains (settlement->articles, GUINT_TO_POINTER (docid)))
    return TRUE;
  if (!read_keys (settlement, docid, node.own, node.key))
    return settlement->error == NULL;
  g_autoptr (GBytes) keys = xap_writer_get_value (settlement->writer, docid, OFFPRINT_SLOT_KEYS, &settlement->error);
  if (keys != NULL)
    node.sketch = xap_writer_get_value (settlement->writer, docid, OFFPRINT_SLOT_SKETCH, &settlement->error);
  if (node.sketch == NULL)
    return FALSE;
  guint index = append_node (settlement, &node);
  g_hash_table_insert (settlement->articles, GUINT_TO_POINTER (docid), GUINT_TO_POINTER (index));
  add_entries (settlement, index, g_bytes_get_data (keys, NULL), g_bytes_get_size (keys));
  return TRUE;
}

static gboolean
loosen (Settlement *settlement, GHashTable *loose)
{
  GHashTableIter iter;
  gpointer docid;
  g_hash_table_iter_init (&iter, loose);
  while (g_hash_table_iter_next (&iter, &docid, NULL))
    if (!add_loose (settlement, GPOINTER_TO_UINT (docid)))
      return FALSE;
  return TRUE;
}

static gboolean
take_apart (Settlement *settlement, const guint8 *key)
{
  g_autoptr (GArray) docids = offprint_groups_read_list (settlement->writer, key, &settlement->error);
  for (guint i = 0; docids != NULL && i < docids->len; i++)
    if (!add_loose (settlement, g_array_index (docids, guint32, i)))
      return FALSE;
  return docids != NULL
         && (docids->len == 0 || offprint_groups_write_list (settlement->writer, key, NULL, &settlement->error));
}

static gboolean
take_all_apart (Settlement *settlement, GHashTable *broken)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, broken);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_bytes_get_size (key) == OFFPRINT_GROUP_KEY_BYTES
        && !take_apart (settlement, g_bytes_get_data (key, NULL)))
      return FALSE;
  return TRUE;
}

/* Keys are the smallest of many, so not evenly spread. */
static guint32
get_bit (guint32 key)
{
  return (key * 2654435761u) >> (32 - FILTER_BITS);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *two = b;
  if (one->key != two->key)
    return one->key < two->key ? -1 : 1;
  return one->node < two->node ? -1 : one->node > two->node;
}

static void
sort_entries (Settlement *settlement)
{
  g_array_sort (settlement->entries, compare_entries);
  settlement->filter = g_malloc0 (FILTER_BYTES);
  for (guint i = 0; i < settlement->entries->len; i++)
    {
      guint32 bit = get_bit (g_array_index (settlement->entries, Entry, i).key);
      settlement->filter[bit / 8] |= (guint8) (1 << bit % 8);
    }
}

/* Returns: the first entry with that key, or the number of entries */
static guint
find_entry (const Settlement *settlement, guint32 key)
{
  guint low = 0, high = settlement->entries->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (settlement->entries, Entry, middle).key < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low < settlement->entries->len && g_array_index (settlement->entries, Entry, low).key == key
    ? low : settlement->entries->len;
}

static gboolean
load_visitor (Settlement *settlement, Visitor *visitor)
{
  if (visitor->loaded)
    return TRUE;
  visitor->loaded = TRUE;
  visitor->node = GPOINTER_TO_UINT (g_hash_table_lookup (settlement->articles, GUINT_TO_POINTER (visitor->docid)));
  visitor->loose = visitor->node != 0;
  if (visitor->loose)
    {
      const Node *node = get_node (settlement, visitor->node);
      memcpy (visitor->own, node->own, sizeof visitor->own);
      visitor->sketch = g_bytes_ref (node->sketch);
      return TRUE;
    }
  if (!read_keys (settlement, visitor->docid, visitor->own, visitor->key))
    return FALSE;
  g_autoptr (GBytes) key = g_bytes_new (visitor->key, sizeof visitor->key);
  visitor->node = GPOINTER_TO_UINT (g_hash_table_lookup (settlement->groups, key));
  return TRUE;
}

/* Neighbours are of one component: the visitor's group becomes a node. */
static void
join (Settlement *settlement, Visitor *visitor, guint index)
{
  if (visitor->node == 0)
    {
      Node node = { .docid = visitor->docid, .is_group = TRUE };
      memcpy (node.own, visitor->key, sizeof node.own);
      memcpy (node.key, visitor->key, sizeof node.key);
      visitor->node = append_node (settlement, &node);
      g_hash_table_insert (settlement->groups, g_bytes_new (visitor->key, sizeof visitor->key),
                           GUINT_TO_POINTER (visitor->node));
    }
  unite (settlement, visitor->node, index);
}

static gboolean
is_sketch (GBytes *sketch)
{
  return g_bytes_get_size (sketch) == OFFPRINT_SKETCH_BYTES;
}

static gboolean
are_neighbours (Settlement *settlement, Visitor *visitor, guint index)
{
  const Node *node = get_node (settlement, index);
  if (memcmp (visitor->own, node->own, sizeof visitor->own) == 0)
    return TRUE;
  if (visitor->sketch == NULL)
    visitor->sketch
        = xap_writer_get_value (settlement->writer, visitor->docid, OFFPRINT_SLOT_SKETCH, &settlement->error);
  return visitor->sketch != NULL && is_sketch (visitor->sketch) && is_sketch (node->sketch)
         && offprint_sketch_is_near (g_bytes_get_data (visitor->sketch, NULL), g_bytes_get_data (node->sketch, NULL));
}

/* Two loose articles meet twice: it is enough to compare them once. */
static void
meet (Settlement *settlement, Visitor *visitor, guint first)
{
  Entry *entries = &g_array_index (settlement->entries, Entry, 0);
  guint root = find_root (settlement, entries[first].node);
  gboolean united = TRUE;
  if (!load_visitor (settlement, visitor)
      || (entries[first].united && visitor->node != 0 && find_root (settlement, visitor->node) == root))
    return;
  for (guint i = first; i < settlement->entries->len && entries[i].key == entries[first].key; i++)
    {
      guint other = entries[i].node;
      gboolean same = visitor->node != 0 && find_root (settlement, visitor->node) == find_root (settlement, other);
      if (!same && !(visitor->loose && other >= visitor->node) && are_neighbours (settlement, visitor, other))
        join (settlement, visitor, other);
      united = united && find_root (settlement, other) == find_root (settlement, entries[first].node);
    }
  entries[first].united |= united;
}

static gboolean
visit (guint32 docid, const void *value, gsize length, gpointer data)
{
  Settlement *settlement = data;
  Visitor visitor = { .docid = docid };
  for (gsize i = 0; i + sizeof (guint32) <= length; i += sizeof (guint32))
    {
      guint32 key, bit;
      memcpy (&key, (const guint8 *) value + i, sizeof key);
      bit = get_bit (key);
      if ((settlement->filter[bit / 8] >> bit % 8 & 1) == 0)
        continue;
      guint first = find_entry (settlement, key);
      if (first < settlement->entries->len)
        meet (settlement, &visitor, first);
    }
  g_clear_pointer (&visitor.sketch, g_bytes_unref);
  return settlement->error == NULL;
}

static gboolean
write_keys (Settlement *settlement, guint32 docid, const guint8 *key)
{
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], old[OFFPRINT_GROUP_KEY_BYTES];
  g_autoptr (XapDocument) document = xap_writer_get_document (settlement->writer, docid, &settlement->error);
  return document != NULL && offprint_groups_read_keys (document, own, old, &settlement->error)
         && offprint_groups_write_keys (document, own, key, &settlement->error)
         && xap_writer_replace_docid (settlement->writer, docid, document, &settlement->error);
}

/* Adds the articles that a node stands for to those of its component, and gives them its key. */
static gboolean
settle_node (Settlement *settlement, const Node *node, const guint8 *key, GArray *docids)
{
  gboolean keeps = memcmp (node->key, key, OFFPRINT_GROUP_KEY_BYTES) == 0;
  g_autoptr (GArray) members = node->is_group
    ? offprint_groups_read_list (settlement->writer, node->key, &settlement->error)
    : g_array_new (FALSE, FALSE, sizeof (guint32));
  if (members == NULL)
    return FALSE;
  if (node->is_group && members->len > 0 && !keeps
      && !offprint_groups_write_list (settlement->writer, node->key, NULL, &settlement->error))
    return FALSE;
  if (members->len == 0)
    g_array_append_val (members, node->docid);
  for (guint i = 0; i < members->len && !keeps; i++)
    if (!write_keys (settlement, g_array_index (members, guint32, i), key))
      return FALSE;
  g_array_append_vals (docids, members->data, members->len);
  return TRUE;
}

static int
compare_docids (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, two = *(const guint32 *) b;
  return one < two ? -1 : one > two;
}

static void
sort_docids (GArray *docids)
{
  guint n_kept = 0;
  guint32 *list = (guint32 *) (gpointer) docids->data;
  g_array_sort (docids, compare_docids);
  for (guint i = 0; i < docids->len; i++)
    if (i == 0 || list[i] != list[i - 1])
      list[n_kept++] = list[i];
  g_array_set_size (docids, n_kept);
}

/* Nodes of one component, one after the other */
static gboolean
settle_component (Settlement *settlement, const guint *indexes, guint n_nodes)
{
  g_autoptr (GArray) docids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint8 key[OFFPRINT_GROUP_KEY_BYTES];
  memcpy (key, get_node (settlement, indexes[0])->own, sizeof key);
  for (guint i = 1; i < n_nodes; i++)
    if (memcmp (get_node (settlement, indexes[i])->own, key, sizeof key) < 0)
      memcpy (key, get_node (settlement, indexes[i])->own, sizeof key);
  for (guint i = 0; i < n_nodes; i++)
    if (!settle_node (settlement, get_node (settlement, indexes[i]), key, docids))
      return FALSE;
  sort_docids (docids);
  return docids->len < 2 || offprint_groups_write_list (settlement->writer, key, docids, &settlement->error);
}

static int
compare_roots (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *one = a, *two = b;
  guint root = find_root (data, *one), other = find_root (data, *two);
  if (root != other)
    return root < other ? -1 : 1;
  return *one < *two ? -1 : *one > *two;
}

static gboolean
settle_components (Settlement *settlement)
{
  guint n_nodes = settlement->nodes->len, end;
  g_autofree guint *indexes = g_new (guint, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    indexes[i] = i + 1;
  g_qsort_with_data (indexes, (int) n_nodes, sizeof *indexes, compare_roots, settlement);
  for (guint start = 0; start < n_nodes; start = end)
    {
      for (end = start + 1; end < n_nodes; end++)
        if (find_root (settlement, indexes[end]) != find_root (settlement, indexes[start]))
          break;
      if (!settle_component (settlement, indexes + start, end - start))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle (Settlement *settlement, OffprintGroups *groups)
{
  if (!loosen (settlement, groups->loose) || !take_all_apart (settlement, groups->broken))
    return FALSE;
  if (settlement->nodes->len == 0)
    return TRUE;
  sort_entries (settlement);
  return xap_writer_foreach_value (settlement->writer, OFFPRINT_SLOT_KEYS, visit, settlement, &settlement->error)
         && settlement->error == NULL && settle_components (settlement);
}

/**
 * offprint_groups_settle:
 * @groups: what changed since the last time
 * @writer: of the index
 * @error: return location
 *
 * Writes which group each article belongs to. To be called before a commit, so that what is committed is right.
 *
 * Returns: %TRUE, or %FALSE with a #XapError: then it is still to be done
 */
gboolean
offprint_groups_settle (OffprintGroups *groups, XapWriter *writer, GError **error)
{
  if (g_hash_table_size (groups->loose) == 0 && g_hash_table_size (groups->broken) == 0)
    return TRUE;
  Settlement settlement = { .writer = writer };
  settlement.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (settlement.nodes, clear_node);
  settlement.articles = g_hash_table_new (NULL, NULL);
  settlement.groups
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  settlement.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gboolean settled = settle (&settlement, groups);
  g_array_unref (settlement.nodes);
  g_hash_table_unref (settlement.articles);
  g_hash_table_unref (settlement.groups);
  g_array_unref (settlement.entries);
  g_free (settlement.filter);
  if (!settled)
    {
      g_propagate_error (error, settlement.error);
      return FALSE;
    }
  g_hash_table_remove_all (groups->loose);
  g_hash_table_remove_all (groups->broken);
  return TRUE;
}
