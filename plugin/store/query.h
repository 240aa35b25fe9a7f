/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person typed, understood: a tree of words, phrases, filters and spans of dates. Made from text alone, without
 * an index (query.c); turned into a search of one index by query-terms.c, into what snippets mark by marks.c. Not the
 * text's syntax (query-lexer.c) and not the meaning of dates (query-dates.c). */
#pragma once

#include "core/schema.h"

G_BEGIN_DECLS

/* A span of days, months or years as bytes that compare with the values of the date slots: low <= value <= high */
typedef struct
{
  char low[16];
  char high[16];
} OffprintDateSpan;

/**
 * OffprintQueryKind:
 * @OFFPRINT_QUERY_WORD: `terms[0]` or any other form of that word
 * @OFFPRINT_QUERY_PHRASE: @terms as they are, in order, within @window positions; also a single one
 * @OFFPRINT_QUERY_NEAR: @terms in any order, within @window positions
 * @OFFPRINT_QUERY_START: any word that begins like `terms[0]`
 * @OFFPRINT_QUERY_FILTER: @value as @field understands it
 * @OFFPRINT_QUERY_SPAN: @span of the dates of @field
 * @OFFPRINT_QUERY_ALL: all @children that are not negated, none of those that are
 * @OFFPRINT_QUERY_ANY: any of @children
 */
typedef enum
{
  OFFPRINT_QUERY_WORD,
  OFFPRINT_QUERY_PHRASE,
  OFFPRINT_QUERY_NEAR,
  OFFPRINT_QUERY_START,
  OFFPRINT_QUERY_FILTER,
  OFFPRINT_QUERY_SPAN,
  OFFPRINT_QUERY_ALL,
  OFFPRINT_QUERY_ANY,
} OffprintQueryKind;

/* Bytes of the query's text, none when both are the same */
typedef struct
{
  gsize start, end;
} OffprintQueryRange;

typedef struct _OffprintQueryNode OffprintQueryNode;

/**
 * OffprintQueryNode:
 * @unfinished: it is still being typed: its last word goes on somehow
 * @field: (nullable): where to look; %NULL: everywhere
 * @terms: (element-type utf8): folded, without prefixes; at least one in a WORD, PHRASE, NEAR and START
 * @children: (element-type OffprintQueryNode): of ALL and ANY; of a WORD and PHRASE other ways to write the same
 * @joined: an ANY that `OR` made, which another `OR` goes on with (brackets end that)
 * @filter: an ANY that says only which articles may be found
 * @typed: what it was made of, with the name of the field and the sign
 * @words: the words in @typed; none in what is made of several parts
 * @whole: a FILTER that means all of the value that the article has there, where @field has words or a slot
 * @stop: a WORD that need not be there (stop-words.h)
 */
struct _OffprintQueryNode
{
  OffprintQueryKind kind;
  gboolean negated;
  gboolean joined;
  gboolean filter;
  gboolean unfinished;
  gboolean whole;
  gboolean stop;
  const OffprintFieldInfo *field;
  GPtrArray *terms;
  guint window;
  char *value;
  OffprintDateSpan span;
  GPtrArray *children;
  OffprintQueryRange typed, words;
};

/**
 * OffprintQuery:
 * @text: what was typed, valid UTF-8
 * @root: an ALL, whose children are the query's parts
 * @unfinished: it is still being typed
 * @notes: (element-type utf8): what was not understood and how it was taken, a line each
 * @partial: set by a search that found no article with all words, and gives those with some
 */
typedef struct
{
  char *text;
  OffprintQueryNode *root;
  gboolean unfinished;
  GPtrArray *notes;
  gboolean partial;
} OffprintQuery;

OffprintQuery *offprint_query_new (const char *text, gint64 now);
OffprintQuery *offprint_query_new_unfinished (const char *text, gint64 now);
void offprint_query_free (OffprintQuery *query);
OffprintQueryNode *offprint_query_node_new (OffprintQueryKind kind, const OffprintFieldInfo *field);
void offprint_query_node_free (OffprintQueryNode *node);
gboolean offprint_query_is_filter (const OffprintQueryNode *node);
gboolean offprint_query_has_alternatives (const OffprintQueryNode *node);
void offprint_query_add_note (GPtrArray *notes, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintQuery, offprint_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintQueryNode, offprint_query_node_free)

G_END_DECLS
