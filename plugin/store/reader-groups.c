/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of near-duplicates as a reader sees them. Each index has its own: of two that are read together, groups with
 * the same key (both hold the file of the smallest MD5, or nothing but copies of one file) count as one. */
#include "store/reader-private.h"

#include "core/schema.h"
#include "store/groups.h"
#include "store/metadata.h"

/* Nobody wants to know more exactly how many there are, and each costs a microsecond or two. */
#define COUNTED_MAX 2000

static gboolean
append_shard (OffprintReader *reader, guint shard, const char *name, GArray *docids, GError **error)
{
  guint n_shards = xap_reader_get_shard_count (reader->index);
  g_autoptr (GBytes) packed = xap_reader_get_metadata (reader->index, shard, name, error);
  if (packed == NULL)
    return FALSE;
  if (offprint_groups_count_list (packed) > COUNTED_MAX)
    {
      g_array_set_size (docids, COUNTED_MAX + 1);
      return TRUE;
    }
  g_autoptr (GArray) local = offprint_groups_unpack_list (packed);
  for (guint i = 0; i < local->len; i++)
    {
      guint64 docid = (guint64) (g_array_index (local, guint32, i) - 1) * n_shards + shard + 1;
      guint32 combined = (guint32) docid;
      if (docid <= G_MAXUINT32)
        g_array_append_val (docids, combined);
    }
  return TRUE;
}

/* Returns: (transfer full) (element-type guint32): docids of the group's articles, none where there is one alone; where
 * there are too many, more than are counted, but not which */
static GArray *
list_group (OffprintReader *reader, GBytes *key, GError **error)
{
  char name[OFFPRINT_METADATA_GROUP_KEY];
  g_autoptr (GArray) docids = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (g_bytes_get_size (key) != OFFPRINT_GROUP_KEY_BYTES)
    return g_steal_pointer (&docids);
  offprint_metadata_group_key (g_bytes_get_data (key, NULL), name);
  for (guint i = 0; i < xap_reader_get_shard_count (reader->index); i++)
    if (!append_shard (reader, i, name, docids, error))
      return NULL;
  return g_steal_pointer (&docids);
}

static gboolean
count_for (OffprintReader *reader, XapQuery *query, OffprintHit *hit, GError **error)
{
  guint32 count;
  g_autoptr (GBytes) key = xap_reader_get_value (reader->index, hit->docid, OFFPRINT_SLOT_COLLAPSE, error);
  g_autoptr (GArray) docids = key != NULL ? list_group (reader, key, error) : NULL;
  if (docids == NULL)
    return FALSE;
  if (docids->len < 2 || docids->len > COUNTED_MAX)
    return TRUE;
  const guint32 *list = (const guint32 *) (gconstpointer) docids->data;
  if (!xap_reader_count_matches (reader->index, query, list, docids->len, &count, error))
    return FALSE;
  hit->duplicates = MAX (hit->duplicates, MAX (count, 1) - 1);
  return TRUE;
}

/**
 * offprint_reader_count_duplicates:
 * @reader: a reader
 * @query: what found @hits
 * @hits: folded hits
 *
 * Xapian counts only those near-duplicates that it came across before it knew that they would not be shown. Here all
 * are counted that match too, in indexes on this machine; of others Xapian's count stays, and of groups of more than
 * 2,000. So it does where an article is removed in this moment.
 */
void
offprint_reader_count_duplicates (OffprintReader *reader, XapQuery *query, const OffprintHits *hits)
{
  for (guint i = 0; i < hits->hits->len; i++)
    {
      g_autoptr (GError) problem = NULL;
      if (!count_for (reader, query, g_ptr_array_index (hits->hits, i), &problem))
        g_debug ("can't count near-duplicates: %s", problem->message);
    }
}
