/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The articles that a settlement of groups has come across, and which of them may be neighbours. */
#pragma once

#include "store/groups-table.h"

G_BEGIN_DECLS

/**
 * OffprintArticle:
 * @entry: what the index says of it
 * @docid: of the article
 * @own: its own key
 * @key: its group's, as it is decided so far
 * @waits: whether its group is to be decided: then @key says nothing
 * @listed: whether it stands in the list of the group that it has in the index, if there is a list
 * @looked_up: whether everybody who shares a key with it is known
 * @keys: packed
 * @sketch: (nullable): empty where it has no text, %NULL where it was not read yet
 * @asked: the question that was answered about it last
 */
typedef struct
{
  OffprintGroupsEntry *entry;
  guint32 docid;
  const guint8 *own;
  guint8 key[OFFPRINT_GROUP_KEY_BYTES];
  gboolean waits, listed, looked_up;
  GBytes *keys, *sketch;
  guint asked;
} OffprintArticle;

/**
 * OffprintPosting:
 * @articles: (element-type OffprintArticle): all that have one key
 * @centres: (element-type OffprintArticle): those of them that are, or were, the centre of a group
 * @complete: whether the index was searched for them
 */
typedef struct
{
  GPtrArray *articles, *centres;
  gboolean complete;
} OffprintPosting;

typedef struct _OffprintNeighbours OffprintNeighbours;

OffprintNeighbours *offprint_neighbours_new (XapWriter *writer, OffprintGroupsTable *table);
void offprint_neighbours_free (OffprintNeighbours *neighbours);
OffprintArticle *offprint_neighbours_load (OffprintNeighbours *neighbours, guint32 docid);
OffprintArticle *offprint_neighbours_peek (OffprintNeighbours *neighbours, guint32 docid);
GPtrArray *offprint_neighbours_list (OffprintNeighbours *neighbours);
void offprint_neighbours_want_key (OffprintNeighbours *neighbours, guint32 key);
void offprint_neighbours_want (OffprintNeighbours *neighbours, OffprintArticle *article);
void offprint_neighbours_look_up (OffprintNeighbours *neighbours);
OffprintPosting *offprint_neighbours_get_posting (OffprintNeighbours *neighbours, guint32 key);
gboolean offprint_neighbours_compare (OffprintNeighbours *neighbours, OffprintArticle *a, OffprintArticle *b,
                                      gboolean stock, gboolean *near, GError **error);
gboolean offprint_neighbours_are_twins (OffprintNeighbours *neighbours, OffprintArticle *a, OffprintArticle *b,
                                        gboolean *twins, GError **error);
gboolean offprint_article_is_centre (const OffprintArticle *article);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintNeighbours, offprint_neighbours_free)

G_END_DECLS
