/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a query's text: operators, brackets, and items (a word or a quoted phrase, with a field before it or
 * not). Knows which fields there are, not what their values mean. */
#pragma once

#include "core/schema.h"

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_TOKEN_END,
  OFFPRINT_TOKEN_OPEN,
  OFFPRINT_TOKEN_CLOSE,
  OFFPRINT_TOKEN_OR,
  OFFPRINT_TOKEN_AND,
  OFFPRINT_TOKEN_NOT,
  OFFPRINT_TOKEN_NEAR,
  OFFPRINT_TOKEN_ITEM,
} OffprintTokenKind;

/**
 * OffprintToken:
 * @negated: a minus stood before an ITEM or OPEN
 * @quoted: the text of an ITEM stood between quotation marks
 * @starred: an asterisk stood after the text of an ITEM
 * @whole: an equals sign stood before the text of an ITEM with a @field
 * @name: (nullable): as typed before the colon of an ITEM, when it is one of @field's
 * @field: (nullable): the field of an ITEM
 * @start: where it begins, the sign and the name of the field included
 * @text: of the token, without what the members above say; not NUL-terminated
 * @distance: of a NEAR, 0 when there was none
 */
typedef struct
{
  OffprintTokenKind kind;
  gboolean negated, quoted, starred, whole;
  const OffprintFieldInfo *field;
  const char *name;
  gsize name_length;
  const char *start;
  const char *text;
  gsize length;
  guint distance;
} OffprintToken;

/* On the stack; @at and @end point into the text, which outlives it. */
typedef struct
{
  const char *at, *end;
  GPtrArray *notes; /* (element-type utf8), not owned */
  gboolean no_more_quotes;
} OffprintLexer;

void offprint_lexer_next (OffprintLexer *lexer, OffprintToken *token);

G_END_DECLS
