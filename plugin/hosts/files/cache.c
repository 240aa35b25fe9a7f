/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table, and a list in the order of use whose links are the table's values. The one used longest ago goes first. */
#include "hosts/files/cache.h"

typedef struct
{
  char *path;
  Card *card;
} Entry;

struct _Cache
{
  guint max_cards;
  GHashTable *links; /* path, owned by the entry -> link in @order */
  GQueue order;      /* of Entry, the last used first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->path);
  card_unref (entry->card);
  g_free (entry);
}

/**
 * cache_new:
 * @max_cards: how many it keeps, at least one
 *
 * Returns: (transfer full): an empty cache
 */
Cache *
cache_new (guint max_cards)
{
  g_return_val_if_fail (max_cards > 0, NULL);

  Cache *cache = g_new0 (Cache, 1);
  cache->max_cards = max_cards;
  cache->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&cache->order);
  return cache;
}

/**
 * cache_free:
 * @cache: (nullable) (transfer full): a cache
 */
void
cache_free (Cache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->links);
  g_queue_clear_full (&cache->order, entry_free);
  g_free (cache);
}

static void
drop (Cache *cache, GList *link)
{
  Entry *entry = link->data;
  g_hash_table_remove (cache->links, entry->path);
  g_queue_delete_link (&cache->order, link);
  entry_free (entry);
}

static void
use (Cache *cache, GList *link)
{
  g_queue_unlink (&cache->order, link);
  g_queue_push_head_link (&cache->order, link);
}

/**
 * cache_put:
 * @cache: a cache
 * @path: a file
 * @card: (transfer none): what is shown of it
 *
 * Keeps the card in place of an older one.
 */
void
cache_put (Cache *cache, const char *path, Card *card)
{
  GList *link = g_hash_table_lookup (cache->links, path);
  if (link != NULL)
    {
      Entry *entry = link->data;
      card_ref (card);
      card_unref (entry->card);
      entry->card = card;
      use (cache, link);
      return;
    }
  if (cache->order.length >= cache->max_cards)
    drop (cache, cache->order.tail);
  Entry *entry = g_new0 (Entry, 1);
  entry->path = g_strdup (path);
  entry->card = card_ref (card);
  g_queue_push_head (&cache->order, entry);
  g_hash_table_insert (cache->links, entry->path, cache->order.head);
}

/**
 * cache_get:
 * @cache: a cache
 * @path: a file
 *
 * Returns: (transfer none) (nullable): its card, valid until the cache changes; %NULL when it is not known
 */
Card *
cache_get (Cache *cache, const char *path)
{
  GList *link = g_hash_table_lookup (cache->links, path);
  if (link == NULL)
    return NULL;
  use (cache, link);
  return ((Entry *) link->data)->card;
}

/**
 * cache_contains:
 * @cache: a cache
 * @path: a file
 *
 * Returns: whether its card is there; that does not count as use
 */
gboolean
cache_contains (Cache *cache, const char *path)
{
  return g_hash_table_contains (cache->links, path);
}

/**
 * cache_remove:
 * @cache: a cache
 * @path: a file, whose card may be there
 */
void
cache_remove (Cache *cache, const char *path)
{
  GList *link = g_hash_table_lookup (cache->links, path);
  if (link != NULL)
    drop (cache, link);
}

/**
 * cache_get_paths:
 * @cache: a cache
 *
 * Returns: (transfer full) (element-type filename): the files whose cards are there, those used last first
 */
GPtrArray *
cache_get_paths (Cache *cache)
{
  GPtrArray *paths = g_ptr_array_new_full (cache->order.length, g_free);
  for (const GList *link = cache->order.head; link != NULL; link = link->next)
    g_ptr_array_add (paths, g_strdup (((const Entry *) link->data)->path));
  return paths;
}
