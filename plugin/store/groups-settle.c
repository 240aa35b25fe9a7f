/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which group each article belongs to after a change: decides again about those whose answer may be another one, in the
 * order of their own keys (groups.c says why). An article is compared with the centres that share a key with it, and
 * only where it becomes a centre itself also with others. So copies, and pages that are all alike, cost one comparison
 * each, however many there are; only pages that share a key and are no near-duplicates (a template around another text
 * each) are compared all with all: 10,000 of them once with each other, a few seconds. */
#include "store/groups-private.h"

#include "store/neighbours.h"
#include "store/sketch.h"

#include <string.h>

/* What more articles than that have in common is stock: hardly anybody keeps a report in more versions. */
#define STOCK_ARTICLES 16

/**
 * Group:
 * @key: of the group
 * @old: (element-type guint32): docids of its list in the index
 * @joined: (element-type OffprintArticle): that came to it, or are its centre; who left it again has another key
 */
typedef struct
{
  guint8 key[OFFPRINT_GROUP_KEY_BYTES];
  GArray *old;
  GPtrArray *joined;
} Group;

/**
 * Settlement:
 * @writer: of the index
 * @removed: (element-type guint): docids of articles that left their group because they changed
 * @neighbours: all articles that are known
 * @groups: (element-type GBytes Group): those whose list may change
 * @waiting: (element-type OffprintArticle): to be decided, in that order
 * @question: number of the last one
 * @error: that it ends with
 */
typedef struct
{
  XapWriter *writer;
  GHashTable *removed;
  OffprintNeighbours *neighbours;
  GHashTable *groups;
  GSequence *waiting;
  guint question;
  GError *error;
} Settlement;

static void
free_group (gpointer data)
{
  Group *group = data;
  g_array_unref (group->old);
  g_ptr_array_unref (group->joined);
  g_free (group);
}

static int
compare_keys (const guint8 *a, const guint8 *b)
{
  return memcmp (a, b, OFFPRINT_GROUP_KEY_BYTES);
}

static int
compare_articles (gconstpointer a, gconstpointer b, gpointer data)
{
  const OffprintArticle *one = a, *two = b;
  int order = compare_keys (one->own, two->own);
  return order != 0 ? order : one->docid < two->docid ? -1 : one->docid > two->docid;
}

/* Returns: (nullable): %NULL with an error */
static Group *
get_group (Settlement *settlement, const guint8 *key)
{
  g_autoptr (GBytes) name = g_bytes_new (key, OFFPRINT_GROUP_KEY_BYTES);
  Group *group = g_hash_table_lookup (settlement->groups, name);
  if (group != NULL)
    return group;
  g_autoptr (GArray) old = offprint_groups_read_list (settlement->writer, key, &settlement->error);
  if (old == NULL)
    return NULL;
  group = g_new0 (Group, 1);
  memcpy (group->key, key, sizeof group->key);
  group->old = g_steal_pointer (&old);
  group->joined = g_ptr_array_new ();
  g_hash_table_insert (settlement->groups, g_steal_pointer (&name), group);
  return group;
}

static void
make_wait (Settlement *settlement, OffprintArticle *article)
{
  if (article->waits)
    return;
  article->waits = TRUE;
  g_sequence_insert_sorted (settlement->waiting, article, compare_articles, NULL);
}

static void
loosen (Settlement *settlement, GHashTable *loose)
{
  GHashTableIter iter;
  gpointer docid;
  g_hash_table_iter_init (&iter, loose);
  while (g_hash_table_iter_next (&iter, &docid, NULL))
    {
      OffprintArticle *article = offprint_neighbours_load (settlement->neighbours, GPOINTER_TO_UINT (docid));
      if (article == NULL)
        continue;
      article->listed = FALSE;
      make_wait (settlement, article);
    }
}

/* Copies of the centre are centres too. */
static void
dismiss (Settlement *settlement, const Group *group, OffprintArticle *article)
{
  if (compare_keys (article->key, group->key) == 0 && compare_keys (article->own, group->key) != 0)
    make_wait (settlement, article);
}

/* A group has lost its centre. */
static gboolean
dismiss_all (Settlement *settlement, const guint8 *key)
{
  const Group *group = get_group (settlement, key);
  if (group == NULL)
    return FALSE;
  for (guint i = 0; i < group->old->len; i++)
    {
      OffprintArticle *article
          = offprint_neighbours_load (settlement->neighbours, g_array_index (group->old, guint32, i));
      if (article != NULL)
        dismiss (settlement, group, article);
    }
  for (guint i = 0; i < group->joined->len; i++)
    dismiss (settlement, group, g_ptr_array_index (group->joined, i));
  return TRUE;
}

static gboolean
mend_groups (Settlement *settlement, GHashTable *broken)
{
  GHashTableIter iter;
  gpointer key, centre;
  g_hash_table_iter_init (&iter, broken);
  while (g_hash_table_iter_next (&iter, &key, &centre))
    {
      if (g_bytes_get_size (key) != OFFPRINT_GROUP_KEY_BYTES)
        continue;
      const guint8 *name = g_bytes_get_data (key, NULL);
      if (GPOINTER_TO_INT (centre) ? !dismiss_all (settlement, name) : get_group (settlement, name) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Looks up at once all that wait and were not yet looked up. */
static void
look_up (Settlement *settlement)
{
  for (GSequenceIter *iter = g_sequence_get_begin_iter (settlement->waiting); !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      OffprintArticle *article = g_sequence_get (iter);
      if (!article->looked_up)
        offprint_neighbours_want (settlement->neighbours, article);
    }
  offprint_neighbours_look_up (settlement->neighbours);
}

static gboolean
is_stock (guint n_articles)
{
  return n_articles > STOCK_ARTICLES;
}

/* All that have a key are decided again. */
static gboolean
unsettle (Settlement *settlement, const OffprintPosting *posting)
{
  for (guint i = 0; i < posting->articles->len; i++)
    {
      OffprintArticle *article = g_ptr_array_index (posting->articles, i);
      if (offprint_article_is_centre (article) && !dismiss_all (settlement, article->own))
        return FALSE;
      make_wait (settlement, article);
    }
  return TRUE;
}

/* A key that has become stock, or is it no more, now joins others than before. */
static gboolean
unsettle_all (Settlement *settlement, GHashTable *lost, GHashTable *gained)
{
  GHashTableIter iter;
  gpointer key;
  GHashTable *changed[] = { lost, gained };
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_hash_table_iter_init (&iter, changed[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          const OffprintPosting *posting
              = offprint_neighbours_get_posting (settlement->neighbours, GPOINTER_TO_UINT (key));
          guint before = posting->articles->len - GPOINTER_TO_UINT (g_hash_table_lookup (gained, key))
                         + GPOINTER_TO_UINT (g_hash_table_lookup (lost, key));
          if (is_stock (before) != is_stock (posting->articles->len) && !unsettle (settlement, posting))
            return FALSE;
        }
    }
  return TRUE;
}

/* To be called when everything loose waits and nothing else does. */
static gboolean
count_keys (Settlement *settlement, GHashTable *lost)
{
  GHashTableIter iter;
  gpointer key;
  g_autoptr (GHashTable) gained = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, lost);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    offprint_neighbours_want_key (settlement->neighbours, GPOINTER_TO_UINT (key));
  look_up (settlement);
  for (GSequenceIter *at = g_sequence_get_begin_iter (settlement->waiting); !g_sequence_iter_is_end (at);
       at = g_sequence_iter_next (at))
    offprint_sketch_keys_count (((OffprintArticle *) g_sequence_get (at))->keys, gained);
  return unsettle_all (settlement, lost, gained);
}

/* An error shows in the settlement. */
static gboolean
are_neighbours (Settlement *settlement, OffprintArticle *a, OffprintArticle *b, gboolean stock)
{
  gboolean near = FALSE;
  return settlement->error == NULL
         && offprint_neighbours_compare (settlement->neighbours, a, b, stock, &near, &settlement->error) && near;
}

static gboolean
are_twins (Settlement *settlement, OffprintArticle *a, OffprintArticle *b)
{
  gboolean twins = FALSE;
  return settlement->error == NULL
         && offprint_neighbours_are_twins (settlement->neighbours, a, b, &twins, &settlement->error) && twins;
}

/* Who shares keys with an article is met first by the smallest of those: a random piece of what both texts have in
 * common, and the key whose articles are all known, while a larger one is a key of short texts only.
 *
 * Returns: (nullable): who has the smallest key of @article, the next one, and so on; %NULL after the last */
static OffprintPosting *
get_posting (Settlement *settlement, const OffprintArticle *article, guint index)
{
  return index < offprint_sketch_keys_get_length (article->keys)
    ? offprint_neighbours_get_posting (settlement->neighbours, offprint_sketch_keys_get (article->keys, index)) : NULL;
}

/* Whether it was, it is now. */
static gboolean
is_asked (Settlement *settlement, OffprintArticle *article)
{
  gboolean asked = article->asked == settlement->question;
  article->asked = settlement->question;
  return asked;
}

/* Returns: (nullable): the first centre among its neighbours that comes before it, or one that is its copy, which is
 *   then as good as itself */
static OffprintArticle *
find_centre (Settlement *settlement, OffprintArticle *article)
{
  OffprintArticle *first = NULL;
  const OffprintPosting *posting;
  settlement->question++;
  for (guint i = 0; (posting = get_posting (settlement, article, i)) != NULL; i++)
    {
      gboolean stock = is_stock (posting->articles->len);
      for (guint j = 0; j < posting->centres->len; j++)
        {
          OffprintArticle *centre = g_ptr_array_index (posting->centres, j);
          int order = compare_keys (centre->own, first != NULL ? first->own : article->own);
          if (order > 0 || !offprint_article_is_centre (centre) || is_asked (settlement, centre))
            continue;
          if (order < 0 && are_neighbours (settlement, article, centre, stock))
            first = centre;
          else if (order == 0 && first == NULL && are_twins (settlement, article, centre))
            return centre;
        }
    }
  return first;
}

static gboolean
join (Settlement *settlement, OffprintArticle *article, OffprintArticle *centre)
{
  Group *group = get_group (settlement, centre->own);
  if (group == NULL || (article->listed && get_group (settlement, article->key) == NULL))
    return FALSE;
  article->waits = FALSE;
  memcpy (article->key, centre->own, sizeof article->key);
  g_ptr_array_add (group->joined, centre);
  g_ptr_array_add (group->joined, article);
  return TRUE;
}

/* A centre that comes before another's, or before the other itself, takes it over; copies stand in one list. */
static gboolean
take_over (Settlement *settlement, OffprintArticle *centre, OffprintArticle *other, gboolean stock)
{
  int order = compare_keys (centre->own, other->own);
  if (other->waits || compare_keys (centre->own, other->key) > 0 || order > 0 || is_asked (settlement, other))
    return TRUE;
  if (order == 0)
    return join (settlement, other, centre);
  if (compare_keys (other->key, centre->own) == 0 || !are_neighbours (settlement, other, centre, stock))
    return settlement->error == NULL;
  gboolean was_centre = offprint_article_is_centre (other);
  return join (settlement, other, centre) && (!was_centre || dismiss_all (settlement, other->own));
}

static gboolean
become_centre (Settlement *settlement, OffprintArticle *article)
{
  const OffprintPosting *posting;
  if (article->listed && get_group (settlement, article->key) == NULL)
    return FALSE;
  article->waits = FALSE;
  memcpy (article->key, article->own, sizeof article->key);
  settlement->question++;
  article->asked = settlement->question;
  for (guint i = 0; (posting = get_posting (settlement, article, i)) != NULL; i++)
    {
      gboolean stock = is_stock (posting->articles->len);
      for (guint j = 0; j < posting->articles->len; j++)
        if (!take_over (settlement, article, g_ptr_array_index (posting->articles, j), stock))
          return FALSE;
      g_ptr_array_add (posting->centres, article);
    }
  return TRUE;
}

static gboolean
decide (Settlement *settlement)
{
  while (g_sequence_get_length (settlement->waiting) > 0)
    {
      GSequenceIter *iter = g_sequence_get_begin_iter (settlement->waiting);
      OffprintArticle *article = g_sequence_get (iter);
      if (!article->looked_up)
        look_up (settlement);
      g_sequence_remove (iter);
      OffprintArticle *centre = find_centre (settlement, article);
      if (settlement->error != NULL
          || !(centre != NULL ? join (settlement, article, centre) : become_centre (settlement, article)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_key (Settlement *settlement, const OffprintArticle *article)
{
  g_autoptr (XapDocument) document = xap_writer_get_document (settlement->writer, article->docid, &settlement->error);
  if (document == NULL || !offprint_groups_write_keys (document, article->own, article->key, &settlement->error)
      || !xap_writer_replace_docid (settlement->writer, article->docid, document, &settlement->error))
    return FALSE;
  memcpy (article->entry->key, article->key, sizeof article->key);
  return TRUE;
}

static gboolean
write_keys (Settlement *settlement)
{
  GPtrArray *articles = offprint_neighbours_list (settlement->neighbours);
  for (guint i = 0; i < articles->len; i++)
    {
      const OffprintArticle *article = g_ptr_array_index (articles, i);
      if (compare_keys (article->key, article->entry->key) != 0 && !write_key (settlement, article))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full) (element-type guint32): docids of those that belong to it now, some twice */
static GArray *
list_group (Settlement *settlement, const Group *group)
{
  GArray *docids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < group->old->len; i++)
    {
      guint32 docid = g_array_index (group->old, guint32, i);
      const OffprintArticle *article = offprint_neighbours_peek (settlement->neighbours, docid);
      if (article != NULL ? compare_keys (article->key, group->key) == 0
                          : !g_hash_table_contains (settlement->removed, GUINT_TO_POINTER (docid)))
        g_array_append_val (docids, docid);
    }
  for (guint i = 0; i < group->joined->len; i++)
    {
      const OffprintArticle *article = g_ptr_array_index (group->joined, i);
      if (compare_keys (article->key, group->key) == 0)
        g_array_append_val (docids, article->docid);
    }
  return docids;
}

static gboolean
write_lists (Settlement *settlement)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, settlement->groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Group *group = value;
      g_autoptr (GArray) docids = list_group (settlement, group);
      if ((docids->len > 1 || group->old->len > 0)
          && !offprint_groups_write_list (settlement->writer, group->key, docids, &settlement->error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle (Settlement *settlement, OffprintGroups *groups)
{
  loosen (settlement, groups->loose);
  return count_keys (settlement, groups->lost) && mend_groups (settlement, groups->broken) && decide (settlement)
         && write_keys (settlement) && write_lists (settlement);
}

static gboolean
settle_with_table (OffprintGroups *groups, XapWriter *writer, GError **error)
{
  Settlement settlement = { .writer = writer, .removed = groups->removed };
  settlement.neighbours = offprint_neighbours_new (writer, groups->table);
  settlement.groups = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, free_group);
  settlement.waiting = g_sequence_new (NULL);
  gboolean settled = settle (&settlement, groups);
  g_sequence_free (settlement.waiting);
  g_hash_table_unref (settlement.groups);
  offprint_neighbours_free (settlement.neighbours);
  if (!settled)
    g_propagate_error (error, settlement.error);
  return settled;
}

static gboolean
update_table (OffprintGroups *groups, XapWriter *writer, GError **error)
{
  if (groups->table != NULL)
    return offprint_groups_table_update (groups->table, groups->removed, error)
           && offprint_groups_table_update (groups->table, groups->loose, error);
  groups->table = offprint_groups_table_new (writer, error);
  return groups->table != NULL;
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
  if (!update_table (groups, writer, error) || !settle_with_table (groups, writer, error))
    return FALSE;
  g_hash_table_remove_all (groups->loose);
  g_hash_table_remove_all (groups->removed);
  g_hash_table_remove_all (groups->lost);
  g_hash_table_remove_all (groups->broken);
  return TRUE;
}
