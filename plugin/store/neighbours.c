/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One walk over the keys of all articles of the index finds everybody who shares one with any of those that are looked
 * up. Of the others nothing is read: what a settlement costs beside the walk (0.15 us an article) depends on the
 * articles that changed and on those that share text with them. */
#include "store/neighbours.h"

#include "core/schema.h"
#include "store/sketch.h"

#include <string.h>

#define FILTER_BITS 20
#define FILTER_BYTES (1 << (FILTER_BITS - 3))

/**
 * OffprintNeighbours:
 * @writer: of the index
 * @list: (element-type OffprintArticle): owns them
 * @articles: (element-type guint OffprintArticle): by docid
 * @postings: (element-type guint OffprintPosting): by key
 * @filter: a bit for a hash of each key that is being looked for
 * @error: of the walk
 */
struct _OffprintNeighbours
{
  XapWriter *writer;
  GPtrArray *list;
  GHashTable *articles;
  GHashTable *postings;
  guint8 *filter;
  GError *error;
};

static void
free_article (gpointer data)
{
  OffprintArticle *article = data;
  g_clear_pointer (&article->keys, g_bytes_unref);
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
 *
 * Returns: (transfer full): no article yet
 */
OffprintNeighbours *
offprint_neighbours_new (XapWriter *writer)
{
  OffprintNeighbours *neighbours = g_new0 (OffprintNeighbours, 1);
  neighbours->writer = writer;
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

/* Returns: (nullable): %NULL where there is no such article, or with an error */
static OffprintArticle *
read_article (OffprintNeighbours *neighbours, guint32 docid, GError **error)
{
  g_autoptr (GBytes) key = xap_writer_get_value (neighbours->writer, docid, OFFPRINT_SLOT_COLLAPSE, error);
  if (key == NULL || g_bytes_get_size (key) != OFFPRINT_GROUP_KEY_BYTES)
    return NULL;
  g_autoptr (GBytes) other = xap_writer_get_value (neighbours->writer, docid, OFFPRINT_SLOT_OWN_KEY, error);
  if (other == NULL)
    return NULL;
  GBytes *own = g_bytes_get_size (other) == OFFPRINT_GROUP_KEY_BYTES ? other : key;
  OffprintArticle *article = g_new0 (OffprintArticle, 1);
  article->docid = docid;
  article->listed = TRUE;
  memcpy (article->own, g_bytes_get_data (own, NULL), OFFPRINT_GROUP_KEY_BYTES);
  memcpy (article->key, g_bytes_get_data (key, NULL), OFFPRINT_GROUP_KEY_BYTES);
  memcpy (article->written, article->key, OFFPRINT_GROUP_KEY_BYTES);
  return article;
}

/**
 * offprint_neighbours_load:
 * @neighbours: neighbours
 * @docid: maybe of an article
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the article, %NULL where there is none, or with a #XapError
 */
OffprintArticle *
offprint_neighbours_load (OffprintNeighbours *neighbours, guint32 docid, GError **error)
{
  OffprintArticle *article = offprint_neighbours_peek (neighbours, docid);
  if (article != NULL)
    return article;
  article = read_article (neighbours, docid, error);
  if (article == NULL)
    return NULL;
  g_ptr_array_add (neighbours->list, article);
  g_hash_table_insert (neighbours->articles, GUINT_TO_POINTER (docid), article);
  return article;
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

static gboolean
visit (guint32 docid, const void *value, gsize length, gpointer data)
{
  OffprintNeighbours *neighbours = data;
  OffprintArticle *article = NULL;
  for (gsize i = 0; i + OFFPRINT_SKETCH_KEY_BYTES <= length; i += OFFPRINT_SKETCH_KEY_BYTES)
    {
      guint32 key, bit;
      memcpy (&key, (const guint8 *) value + i, sizeof key);
      bit = get_bit (key);
      if ((neighbours->filter[bit / 8] >> bit % 8 & 1) == 0)
        continue;
      OffprintPosting *posting = g_hash_table_lookup (neighbours->postings, GUINT_TO_POINTER (key));
      if (posting == NULL || posting->complete)
        continue;
      if (article == NULL && (article = offprint_neighbours_load (neighbours, docid, &neighbours->error)) == NULL)
        return neighbours->error == NULL;
      g_ptr_array_add (posting->articles, article);
      if (offprint_article_is_centre (article))
        g_ptr_array_add (posting->centres, article);
    }
  return TRUE;
}

static gboolean
load_value (OffprintNeighbours *neighbours, const OffprintArticle *article, guint32 slot, GBytes **value,
            GError **error)
{
  if (*value == NULL)
    *value = xap_writer_get_value (neighbours->writer, article->docid, slot, error);
  return *value != NULL;
}

static gboolean
load_sketch (OffprintNeighbours *neighbours, OffprintArticle *article, GError **error)
{
  return load_value (neighbours, article, OFFPRINT_SLOT_SKETCH, &article->sketch, error);
}

static gboolean
load_keys (OffprintNeighbours *neighbours, OffprintArticle *article, GError **error)
{
  return load_value (neighbours, article, OFFPRINT_SLOT_KEYS, &article->keys, error);
}

/**
 * offprint_neighbours_want:
 * @neighbours: neighbours
 * @article: one of its articles, of which all are wanted that share a key with it
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_neighbours_want (OffprintNeighbours *neighbours, OffprintArticle *article, GError **error)
{
  if (!load_keys (neighbours, article, error))
    return FALSE;
  article->looked_up = TRUE;
  for (guint i = 0; i < offprint_sketch_keys_get_length (article->keys); i++)
    offprint_neighbours_want_key (neighbours, offprint_sketch_keys_get (article->keys, i));
  return TRUE;
}

/**
 * offprint_neighbours_look_up:
 * @neighbours: neighbours
 * @error: return location
 *
 * Finds whatever is wanted.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_neighbours_look_up (OffprintNeighbours *neighbours, GError **error)
{
  GHashTableIter iter;
  gpointer posting;
  if (!xap_writer_foreach_value (neighbours->writer, OFFPRINT_SLOT_KEYS, visit, neighbours, error))
    return FALSE;
  if (neighbours->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&neighbours->error));
      return FALSE;
    }
  g_hash_table_iter_init (&iter, neighbours->postings);
  while (g_hash_table_iter_next (&iter, NULL, &posting))
    ((OffprintPosting *) posting)->complete = TRUE;
  memset (neighbours->filter, 0, FILTER_BYTES);
  return TRUE;
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
  if (!load_keys (neighbours, a, error) || !load_keys (neighbours, b, error) || !load_sketch (neighbours, a, error)
      || !load_sketch (neighbours, b, error))
    return FALSE;
  *twins = g_bytes_equal (a->keys, b->keys) && g_bytes_equal (a->sketch, b->sketch);
  return TRUE;
}
