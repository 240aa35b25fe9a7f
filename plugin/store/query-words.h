/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the words of a query to the terms that the index holds for them. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

/**
 * OffprintQueryText:
 * @field: (nullable): where to look
 * @text: valid UTF-8, not NUL-terminated
 * @exact: only these very words: no other forms of them
 * @unfinished: the last word goes on somehow
 */
typedef struct
{
  const OffprintFieldInfo *field;
  const char *text;
  gsize length;
  gboolean exact;
  gboolean unfinished;
} OffprintQueryText;

OffprintQueryNode *offprint_query_node_new_words (const OffprintQueryText *text, GPtrArray *notes);
OffprintQueryNode *offprint_query_node_new_unfinished (OffprintQueryText *text, GPtrArray *notes);
void offprint_query_node_finish (OffprintQueryNode *node);

G_END_DECLS
