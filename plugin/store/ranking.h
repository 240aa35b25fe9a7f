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

/**
 * OffprintRankingWeights:
 * @weighting: how words weigh, in the words of #XapSearch
 * @title: words of the title count so much once more
 * @pair: neighbouring words that stand near each other
 * @run: all that was typed, as it was typed
 * @run_in_title: the same in the title
 * @expansion: the first word that is taken from the best hits
 *
 * Parts of the weight that the words have.
 */
typedef struct
{
  const char *weighting;
  double title, pair, run, run_in_title, expansion;
} OffprintRankingWeights;

extern const OffprintRankingWeights offprint_ranking_weights;

/**
 * OffprintRanking:
 * @query: a query with at least one part, its stop words marked
 * @index: where to search
 * @weights: of its parts against each other
 * @recency: whether later articles come a little higher
 */
typedef struct
{
  const OffprintQuery *query;
  const OffprintQueryIndex *index;
  const OffprintRankingWeights *weights;
  gboolean recency;
} OffprintRanking;

/* How many of the best hits are looked at more closely */
#define OFFPRINT_RANKING_CLOSER_HITS 100

/* How many of the best hits are read to expand a query, and how many words are taken from them */
#define OFFPRINT_RANKING_FEEDBACK_HITS 10
#define OFFPRINT_RANKING_FEEDBACK_TERMS 10

XapQuery *offprint_ranking_build (const OffprintRanking *ranking, OffprintRankingSet set, GError **error);
XapQuery *offprint_ranking_build_closer (const OffprintRanking *ranking, OffprintRankingSet set, GError **error);
XapQuery *offprint_ranking_expand (const OffprintRanking *ranking, XapQuery *query, const guint32 *docids,
                                   gsize n_docids, GError **error);
guint offprint_ranking_count_words (const OffprintQuery *query);

G_END_DECLS
