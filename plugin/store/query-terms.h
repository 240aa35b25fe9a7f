/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a query to a search of one index: its terms, its languages. */
#pragma once

#include "store/query-parts.h"
#include "store/query.h"

G_BEGIN_DECLS

/**
 * OffprintQueryStem:
 * @stem: a stemmer, not owned
 * @languages: (element-type utf8): terms of the languages whose articles have it; empty: any article may
 */
typedef struct
{
  XapStem *stem;
  GPtrArray *languages;
} OffprintQueryStem;

/**
 * OffprintQueryIndex:
 * @reader: the index
 * @stems: (element-type OffprintQueryStem): those that its articles are stemmed with
 */
typedef struct
{
  XapReader *reader;
  const GPtrArray *stems;
} OffprintQueryIndex;

/* More words that begin alike are left out, the rarest first. */
#define OFFPRINT_QUERY_EXPANSION_MAX 1000

XapQuery *offprint_query_build_node (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error);
XapQuery *offprint_query_build_word (const char *word, const OffprintFieldInfo *field, const OffprintQueryIndex *index,
                                     GError **error);
XapQuery *offprint_query_restrict (XapQuery *words, const OffprintQueryNode *node, const OffprintQueryIndex *index,
                                   GError **error);
XapQuery *offprint_query_build_filter (const OffprintQueryNode *node, XapReader *reader, GError **error);
XapQuery *offprint_query_build_terms (XapOperator op, const GPtrArray *terms, guint window, GError **error);

G_END_DECLS
