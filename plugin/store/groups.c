/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles are a graph: two are neighbours when their files hold the same bytes, or when their texts are near-
 * duplicates (sketch.h) that have a key in common. A group is a connected part of it, and what it is known by, in slot
 * 1 of each of its articles, is the smallest MD5 among its files: so it is a function of the set of articles alone,
 * whichever way the set came about. There is no limit that would make it depend on more.
 *
 * What changes is only noted here, and settled at once before a commit: an article that came is loose; a group that
 * lost one is broken, and all its articles are loose, since it may fall apart. Other groups can only grow together, so
 * of them it is enough to know which one an article belongs to.
 *
 * In the index: slot 1, the group's key; the article's own, where it is another; its keys, with the start of its MD5 as
 * one of them, so that one walk over all keys finds the neighbours of everything that is loose; its sketch; and as
 * metadata the docids of each group of more than one. Terms for the keys would be found sooner, but each would be a
 * posting list of its own at a place of its own: 24 of them an article cost more than all walks (which take 0.15 us an
 * article of the index, once a commit), and a group's key as a term of all its articles would cost milliseconds an
 * article whenever it changes, since Xapian compares all positions of a document whose terms were touched. */
#include "store/groups-private.h"

#include "store/metadata.h"

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
  g_hash_table_unref (groups->broken);
  g_free (groups);
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
  GBytes *key = xap_writer_get_value (writer, docid, OFFPRINT_SLOT_COLLAPSE, error);
  if (key == NULL)
    return FALSE;
  g_hash_table_add (groups->broken, key);
  return TRUE;
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
 * offprint_groups_unpack_list:
 * @packed: a group's metadata
 *
 * Returns: (transfer full) (element-type guint32): docids, ascending
 */
GArray *
offprint_groups_unpack_list (GBytes *packed)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);
  guint n_docids = (guint) (length / sizeof (guint32));
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
 * @docids: (nullable) (element-type guint32): its articles, ascending; %NULL: there is no such group
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_groups_write_list (XapWriter *writer, const guint8 *key, const GArray *docids, GError **error)
{
  char name[OFFPRINT_METADATA_GROUP_KEY];
  gsize length = 0;
  g_autoptr (GBytes) packed = docids != NULL && docids->len > 1 ? pack_list (docids) : NULL;
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
