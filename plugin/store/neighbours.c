/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One walk over the keys of all articles finds everybody who shares one with any of those that are looked up. What a
 * settlement costs beside the walks (0.03 us an article) depends on the articles that changed and on those that share
 * text with them. */
#include "store/neighbours.h"

#include "core/schema.h"

#include <string.h>

#define FILTER_BITS 20
#define FILTER_BYTES (1 << (FILTER_BITS - 3))

/**
 * OffprintNeighbours:
 * @writer: of the index
 * @table: all articles
 * @list: (element-type OffprintArticle): owns them
 * @articles: (element-type guint OffprintArticle): by docid
 * @postings: (element-type guint OffprintPosting): by key
 * @filter: a bit for a hash of each key that is being looked for
 */
struct _OffprintNeighbours
{
  XapWriter *writer;
  OffprintGroupsTable *table;
  GPtrArray *list;
  GHashTable *articles;
  GHashTable *postings;
  guint8 *filter;
};

static void
free_article (gpointer data)
{
  OffprintArticle *article = data;
  g_bytes_unref (article->keys);
  g_clear_pointer (&article->sketch, g_bytes_unref);
  g_free (article);
}

static void
free_posting (gpointer data)
{
  OffprintPosting *posting = data;
  g_ptr_array_unref (posting->articles);
  g_ptr_array_unref (posting->centres);
  g_free (posting);
}

/**
 * offprint_neighbours_new:
 * @writer: of the index; must outlive it
 * @table: all articles; must outlive it, and not be updated meanwhile
 *
 * Returns: (transfer full): no article yet
 */
OffprintNeighbours *
offprint_neighbours_new (XapWriter *writer, OffprintGroupsTable *table)
{
  OffprintNeighbours *neighbours = g_new0 (OffprintNeighbours, 1);
  neighbours->writer = writer;
  neighbours->table = table;
  neighbours->list = g_ptr_array_new_with_free_func (free_article);
  neighbours->articles = g_hash_table_new (NULL, NULL);
  neighbours->postings = g_hash_table_new_full (NULL, NULL, NULL, free_posting);
  neighbours->filter = g_malloc0 (FILTER_BYTES);
  return neighbours;
}

/**
 * offprint_neighbours_free:
 * @neighbours: (transfer full) (nullable): with all articles that it gave
 */
void
offprint_neighbours_free (OffprintNeighbours *neighbours)
{
  if (neighbours == NULL)
    return;
  g_hash_table_unref (neighbours->articles);
  g_ptr_array_unref (neighbours->list);
  g_hash_table_unref (neighbours->postings);
  g_free (neighbours->filter);
  g_free (neighbours);
}

/**
 * offprint_article_is_centre:
 * @article: an article
 *
 * Returns: whether it is known to be the centre of a group, maybe of itself alone
 */
gboolean
offprint_article_is_centre (const OffprintArticle *article)
{
  return !article->waits && memcmp (article->own, article->key, OFFPRINT_GROUP_KEY_BYTES) == 0;
}

static OffprintArticle *
add_article (OffprintNeighbours *neighbours, OffprintGroupsEntry *entry)
{
  OffprintArticle *article = g_new0 (OffprintArticle, 1);
  article->entry = entry;
  article->docid = entry->docid;
  article->own = entry->own;
  article->listed = TRUE;
  memcpy (article->key, entry->key, OFFPRINT_GROUP_KEY_BYTES);
  article->keys = g_bytes_new_static (entry->keys, entry->n_keys * sizeof *entry->keys);
  g_ptr_array_add (neighbours->list, article);
  g_hash_table_insert (neighbours->articles, GUINT_TO_POINTER (article->docid), article);
  return article;
}

static OffprintArticle *
load (OffprintNeighbours *neighbours, OffprintGroupsEntry *entry)
{
  OffprintArticle *article = offprint_neighbours_peek (neighbours, entry->docid);
  return article != NULL ? article : add_article (neighbours, entry);
}

/**
 * offprint_neighbours_load:
 * @neighbours: neighbours
 * @docid: maybe of an article
 *
 * Returns: (transfer none) (nullable): the article, %NULL where there is none
 */
OffprintArticle *
offprint_neighbours_load (OffprintNeighbours *neighbours, guint32 docid)
{
  OffprintGroupsEntry *entry = offprint_groups_table_lookup (neighbours->table, docid);
  return entry != NULL ? load (neighbours, entry) : NULL;
}

/**
 * offprint_neighbours_peek:
 * @neighbours: neighbours
 * @docid: of an article
 *
 * Returns: (transfer none) (nullable): the article, %NULL where nobody came across it yet
 */
OffprintArticle *
offprint_neighbours_peek (OffprintNeighbours *neighbours, guint32 docid)
{
  return g_hash_table_lookup (neighbours->articles, GUINT_TO_POINTER (docid));
}

/**
 * offprint_neighbours_list:
 * @neighbours: neighbours
 *
 * Returns: (transfer none) (element-type OffprintArticle): all articles that were come across
 */
GPtrArray *
offprint_neighbours_list (OffprintNeighbours *neighbours)
{
  return neighbours->list;
}

/* Keys are the smallest of many, so not evenly spread. */
static guint32
get_bit (guint32 key)
{
  return (key * 2654435761u) >> (32 - FILTER_BITS);
}

/**
 * offprint_neighbours_want_key:
 * @neighbours: neighbours
 * @key: whose articles are wanted
 */
void
offprint_neighbours_want_key (OffprintNeighbours *neighbours, guint32 key)
{
  guint32 bit = get_bit (key);
  if (g_hash_table_contains (neighbours->postings, GUINT_TO_POINTER (key)))
    return;
  OffprintPosting *posting = g_new0 (OffprintPosting, 1);
  posting->articles = g_ptr_array_new ();
  posting->centres = g_ptr_array_new ();
  g_hash_table_insert (neighbours->postings, GUINT_TO_POINTER (key), posting);
  neighbours->filter[bit / 8] |= (guint8) (1 << bit % 8);
}

static void
visit_key (OffprintNeighbours *neighbours, OffprintGroupsEntry *entry, guint32 key)
{
  OffprintPosting *posting = g_hash_table_lookup (neighbours->postings, GUINT_TO_POINTER (key));
  if (posting == NULL || posting->complete)
    return;
  OffprintArticle *article = load (neighbours, entry);
  g_ptr_array_add (posting->articles, article);
  if (offprint_article_is_centre (article))
    g_ptr_array_add (posting->centres, article);
}

static void
visit (OffprintNeighbours *neighbours, OffprintGroupsEntry *entry)
{
  for (guint i = 0; i < entry->n_keys; i++)
    {
      guint32 bit = get_bit (entry->keys[i]);
      if (neighbours->filter[bit / 8] >> bit % 8 & 1)
        visit_key (neighbours, entry, entry->keys[i]);
    }
}

/**
 * offprint_neighbours_want:
 * @neighbours: neighbours
 * @article: one of its articles, of which all are wanted that share a key with it
 */
void
offprint_neighbours_want (OffprintNeighbours *neighbours, OffprintArticle *article)
{
  article->looked_up = TRUE;
  for (guint i = 0; i < article->entry->n_keys; i++)
    offprint_neighbours_want_key (neighbours, article->entry->keys[i]);
}

/**
 * offprint_neighbours_look_up:
 * @neighbours: neighbours
 *
 * Finds whatever is wanted.
 */
void
offprint_neighbours_look_up (OffprintNeighbours *neighbours)
{
  GHashTableIter iter;
  gpointer posting;
  for (guint i = 0; i < offprint_groups_table_get_length (neighbours->table); i++)
    visit (neighbours, offprint_groups_table_get (neighbours->table, i));
  g_hash_table_iter_init (&iter, neighbours->postings);
  while (g_hash_table_iter_next (&iter, NULL, &posting))
    ((OffprintPosting *) posting)->complete = TRUE;
  memset (neighbours->filter, 0, FILTER_BYTES);
}

/**
 * offprint_neighbours_get_posting:
 * @neighbours: neighbours
 * @key: one that was looked up
 *
 * Returns: (transfer none): who has that key
 */
OffprintPosting *
offprint_neighbours_get_posting (OffprintNeighbours *neighbours, guint32 key)
{
  return g_hash_table_lookup (neighbours->postings, GUINT_TO_POINTER (key));
}

static gboolean
load_sketch (OffprintNeighbours *neighbours, OffprintArticle *article, GError **error)
{
  if (article->sketch == NULL)
    article->sketch = xap_writer_get_value (neighbours->writer, article->docid, OFFPRINT_SLOT_SKETCH, error);
  return article->sketch != NULL;
}

/**
 * offprint_neighbours_compare:
 * @neighbours: neighbours
 * @a: an article
 * @b: another one, that shares a key with it
 * @stock: whether they share only keys of many articles
 * @near: (out): receives whether they are neighbours
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_neighbours_compare (OffprintNeighbours *neighbours, OffprintArticle *a, OffprintArticle *b, gboolean stock,
                             gboolean *near, GError **error)
{
  if (!load_sketch (neighbours, a, error) || !load_sketch (neighbours, b, error))
    return FALSE;
  *near = g_bytes_get_size (a->sketch) == OFFPRINT_SKETCH_BYTES && g_bytes_get_size (b->sketch) == OFFPRINT_SKETCH_BYTES
          && offprint_sketch_is_near (g_bytes_get_data (a->sketch, NULL), g_bytes_get_data (b->sketch, NULL), stock);
  return TRUE;
}

/**
 * offprint_neighbours_are_twins:
 * @neighbours: neighbours
 * @a: an article
 * @b: another one, of a file with the same bytes
 * @twins: (out): receives whether all neighbours of one are the other's too: what is read of one file may be another
 *   text under another name
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_neighbours_are_twins (OffprintNeighbours *neighbours, OffprintArticle *a, OffprintArticle *b, gboolean *twins,
                               GError **error)
{
  if (!load_sketch (neighbours, a, error) || !load_sketch (neighbours, b, error))
    return FALSE;
  *twins = g_bytes_equal (a->keys, b->keys) && g_bytes_equal (a->sketch, b->sketch);
  return TRUE;
}
