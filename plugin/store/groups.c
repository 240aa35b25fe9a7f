/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles are a graph: two are neighbours when their texts are near-duplicates (sketch.h) that have a key in common.
 * Where more than 16 articles have the smallest of those keys, it is stock, and more is asked of the two: whatever
 * stands on each page of a site joins none of them. That depends on other articles too, but on nothing else: when a
 * key becomes stock, or is it no more, all that have it (17 at most) are decided again.
 *
 * Groups are stars in it: each has a centre, and all others of it are neighbours of the centre. So nothing drifts:
 * what holds for A and B, B and C, and so on to Z, says nothing of A and Z, and connected parts of the graph, which
 * were groups once, became one of half of all articles where those quote one another.
 *
 * Which article is a centre is decided in the order of their MD5s, smallest first: one is a centre unless a neighbour
 * that comes before it is one, and belongs to the first centre among its neighbours. What stands in slot 1 is the
 * centre's MD5: a function of the set of articles alone, whichever way the set came about. (Files of the same bytes
 * come at the same place of that order: neither decides anything for the other, and both have the same key.)
 *
 * Why this rule:
 * - As MD5s are as good as random this is the algorithm CC-Pivot (Ailon, Charikar, Newman 2008, "Aggregating
 *   inconsistent information"): of pairs that are neighbours but in different groups, or in one group and no
 *   neighbours, there are on average at most three times as many as in the best grouping there is. Where all variants
 *   of a story are neighbours of each other, or a few pairs are not, all become one group.
 * - The centres are the lexicographically first maximal independent set of a random order, and such a set hardly
 *   moves: whatever comes or goes, on average one article becomes, or ceases to be, a centre (Censor-Hillel, Haramaty,
 *   Karnin 2016, "Optimal dynamic distributed MIS"). What follows from a change follows only upwards in the order, so
 *   it ends.
 * - The other local rule, the smallest MD5 among an article and its neighbours as its key, needs no order of
 *   decisions, but groups may lack the article that they are named after, and stories are torn apart: of A < B < C < D
 *   in a row it leaves C and D alone, of which the rule above makes a group.
 * - By length, or by number of neighbours, in place of MD5: centres would be a little better ones, but both come in
 *   runs (each cut is shorter than the last), and a change would run along them.
 * Who makes files on purpose whose MD5s descend along a chain of texts can make a change cost the chain: those files
 * have to be in the folder first.
 *
 * What changes is only noted here, and settled at once before a commit (groups-settle.c): an article that came is
 * loose; a group that lost one is broken: it loses its list's entry, and where it lost its centre all others look for
 * another.
 *
 * In the index: slot 1, the group's key; the article's own, where it is another; its keys, with the start of its MD5
 * as one of them, so that copies of a file that is no text find each other; its sketch; and as metadata the docids of
 * each group of more than one. Terms for the keys would be found sooner than by a walk, but each would be a posting
 * list of its own at a place of its own: 24 of them an article cost more than all walks. A group's key as a term of
 * all its articles would cost milliseconds an article whenever it changes, since Xapian compares all positions of a
 * document whose terms were touched. */
#include "store/groups-private.h"

#include "store/metadata.h"
#include "store/sketch.h"

#include <string.h>

/**
 * offprint_groups_new:
 *
 * Returns: (transfer full): nothing to settle
 */
OffprintGroups *
offprint_groups_new (void)
{
  OffprintGroups *groups = g_new0 (OffprintGroups, 1);
  groups->loose = g_hash_table_new (NULL, NULL);
  groups->removed = g_hash_table_new (NULL, NULL);
  groups->lost = g_hash_table_new (NULL, NULL);
  groups->broken = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  return groups;
}

/**
 * offprint_groups_free:
 * @groups: (transfer full) (nullable): groups
 */
void
offprint_groups_free (OffprintGroups *groups)
{
  if (groups == NULL)
    return;
  g_hash_table_unref (groups->loose);
  g_hash_table_unref (groups->removed);
  g_hash_table_unref (groups->lost);
  g_hash_table_unref (groups->broken);
  offprint_groups_table_free (groups->table);
  g_free (groups);
}

/**
 * offprint_groups_forget:
 * @groups: groups
 *
 * To be called when what was written may be gone: what is known of the index is read again the next time.
 */
void
offprint_groups_forget (OffprintGroups *groups)
{
  g_clear_pointer (&groups->table, offprint_groups_table_free);
}

/**
 * offprint_groups_add:
 * @groups: groups
 * @docid: an article that was written, with its own key in slot 1
 */
void
offprint_groups_add (OffprintGroups *groups, guint32 docid)
{
  g_hash_table_add (groups->loose, GUINT_TO_POINTER (docid));
}

/**
 * offprint_groups_remove:
 * @groups: groups
 * @writer: of the index
 * @docid: an article that is still there, but will be removed or replaced
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_groups_remove (OffprintGroups *groups, XapWriter *writer, guint32 docid, GError **error)
{
  if (g_hash_table_remove (groups->loose, GUINT_TO_POINTER (docid)))
    return TRUE;
  g_autoptr (GBytes) key = xap_writer_get_value (writer, docid, OFFPRINT_SLOT_COLLAPSE, error);
  g_autoptr (GBytes) own = key != NULL ? xap_writer_get_value (writer, docid, OFFPRINT_SLOT_OWN_KEY, error) : NULL;
  g_autoptr (GBytes) keys = own != NULL ? xap_writer_get_value (writer, docid, OFFPRINT_SLOT_KEYS, error) : NULL;
  if (keys == NULL)
    return FALSE;
  gboolean centre = g_bytes_get_size (own) == 0 || g_hash_table_lookup (groups->broken, key) != NULL;
  offprint_sketch_keys_count (keys, groups->lost);
  g_hash_table_add (groups->removed, GUINT_TO_POINTER (docid));
  g_hash_table_insert (groups->broken, g_steal_pointer (&key), GINT_TO_POINTER (centre));
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

static GBytes *
pack_list (const GArray *docids)
{
  g_autofree guint32 *packed = g_new (guint32, docids->len);
  for (guint i = 0; i < docids->len; i++)
    packed[i] = GUINT32_TO_BE (g_array_index (docids, guint32, i));
  return g_bytes_new (packed, docids->len * sizeof *packed);
}

/**
 * offprint_groups_count_list:
 * @packed: a group's metadata
 *
 * Returns: how many docids there are, without unpacking them
 */
gsize
offprint_groups_count_list (GBytes *packed)
{
  return g_bytes_get_size (packed) / sizeof (guint32);
}

/**
 * offprint_groups_unpack_list:
 * @packed: a group's metadata
 *
 * Returns: (transfer full) (element-type guint32): docids, ascending
 */
GArray *
offprint_groups_unpack_list (GBytes *packed)
{
  const guint8 *data = g_bytes_get_data (packed, NULL);
  guint n_docids = (guint) offprint_groups_count_list (packed);
  GArray *docids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_docids);
  for (guint i = 0; i < n_docids; i++)
    {
      guint32 docid;
      memcpy (&docid, data + i * sizeof docid, sizeof docid);
      docid = GUINT32_FROM_BE (docid);
      g_array_append_val (docids, docid);
    }
  return docids;
}

/**
 * offprint_groups_read_list:
 * @writer: of the index
 * @key: (array fixed-size=16): a group's
 * @error: return location
 *
 * Returns: (transfer full) (element-type guint32): docids of its articles, none where the group is one article alone;
 *   or %NULL with a #XapError
 */
GArray *
offprint_groups_read_list (XapWriter *writer, const guint8 *key, GError **error)
{
  char name[OFFPRINT_METADATA_GROUP_KEY];
  g_autoptr (GBytes) packed = xap_writer_get_metadata (writer, offprint_metadata_group_key (key, name), error);
  return packed != NULL ? offprint_groups_unpack_list (packed) : NULL;
}

/**
 * offprint_groups_write_list:
 * @writer: of the index
 * @key: (array fixed-size=16): a group's
 * @docids: (element-type guint32): its articles in any order, maybe twice; receives them ascending, each once
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_groups_write_list (XapWriter *writer, const guint8 *key, GArray *docids, GError **error)
{
  char name[OFFPRINT_METADATA_GROUP_KEY];
  gsize length = 0;
  sort_docids (docids);
  g_autoptr (GBytes) packed = docids->len > 1 ? pack_list (docids) : NULL;
  const void *data = packed != NULL ? g_bytes_get_data (packed, &length) : NULL;
  return xap_writer_set_metadata (writer, offprint_metadata_group_key (key, name), data, length, error);
}

static gboolean
get_key (XapDocument *document, guint32 slot, guint8 *key, GError **error)
{
  g_autoptr (GBytes) value = xap_document_get_value (document, slot, error);
  if (value == NULL)
    return FALSE;
  if (g_bytes_get_size (value) == OFFPRINT_GROUP_KEY_BYTES)
    memcpy (key, g_bytes_get_data (value, NULL), OFFPRINT_GROUP_KEY_BYTES);
  return TRUE;
}

/**
 * offprint_groups_read_keys:
 * @document: of the index
 * @own: (array fixed-size=16): receives the article's own key
 * @key: (array fixed-size=16): receives its group's
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_groups_read_keys (XapDocument *document, guint8 *own, guint8 *key, GError **error)
{
  memset (key, 0, OFFPRINT_GROUP_KEY_BYTES);
  if (!get_key (document, OFFPRINT_SLOT_COLLAPSE, key, error))
    return FALSE;
  memcpy (own, key, OFFPRINT_GROUP_KEY_BYTES);
  return get_key (document, OFFPRINT_SLOT_OWN_KEY, own, error);
}

/**
 * offprint_groups_write_keys:
 * @document: a document
 * @own: (array fixed-size=16): the article's own key
 * @key: (array fixed-size=16): its group's
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_groups_write_keys (XapDocument *document, const guint8 *own, const guint8 *key, GError **error)
{
  gsize own_length = memcmp (own, key, OFFPRINT_GROUP_KEY_BYTES) != 0 ? OFFPRINT_GROUP_KEY_BYTES : 0;
  return xap_document_set_value (document, OFFPRINT_SLOT_COLLAPSE, key, OFFPRINT_GROUP_KEY_BYTES, error)
         && xap_document_set_value (document, OFFPRINT_SLOT_OWN_KEY, own, own_length, error);
}
