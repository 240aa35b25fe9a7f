/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which articles are better: how the parts of a query are weighed against each other. What each part asks for is in
 * query-terms.h. */
#pragma once

#include "store/query-terms.h"

G_BEGIN_DECLS

/* How hits are weighed, in the words of XapSearch: IneB2 (Amati and van Rijsbergen 2002), inverse expected document
 * frequency, with the length of the text counting a little less than in the paper */
#define OFFPRINT_RANKING_WEIGHTING "ineb2 1.5"

/**
 * OffprintRankingSet:
 * @OFFPRINT_RANKING_ALL: articles that have all words, stop words excepted
 * @OFFPRINT_RANKING_ANY: those that have any of them
 * @OFFPRINT_RANKING_ALL_FIRST: the same, those that have all of them first
 */
typedef enum
{
  OFFPRINT_RANKING_ALL,
  OFFPRINT_RANKING_ANY,
  OFFPRINT_RANKING_ALL_FIRST,
} OffprintRankingSet;

/* How many of the best hits are read to expand a query, and how many words are taken from them */
#define OFFPRINT_RANKING_FEEDBACK_HITS 10
#define OFFPRINT_RANKING_FEEDBACK_TERMS 10

XapQuery *offprint_ranking_build (const OffprintQuery *query, const OffprintQueryIndex *index, OffprintRankingSet set,
                                  gboolean recency, GError **error);
XapQuery *offprint_ranking_expand (XapQuery *query, const OffprintQueryIndex *index, const guint32 *docids,
                                   gsize n_docids, GError **error);
guint offprint_ranking_count_words (const OffprintQuery *query);

G_END_DECLS
