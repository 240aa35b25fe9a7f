/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cards by path, of the files that were asked about last. Bounded; for one thread. */
#pragma once

#include "hosts/files/card.h"

G_BEGIN_DECLS

typedef struct _Cache Cache;

Cache *cache_new (guint max_cards);
void cache_free (Cache *cache);
void cache_put (Cache *cache, const char *path, Card *card);
Card *cache_get (Cache *cache, const char *path);
gboolean cache_contains (Cache *cache, const char *path);
void cache_remove (Cache *cache, const char *path);
GPtrArray *cache_get_paths (Cache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cache, cache_free)

G_END_DECLS
