/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML as a stream of tokens, the way the HTML standard splits it: slices of the input, nothing is copied or allocated.
 * What the tokens mean for the tree is the business of page.c. */
#pragma once

#include "extract/tag.h"

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_TOKEN_TEXT, /* entities not yet resolved, unless @raw */
  OFFPRINT_TOKEN_START,
  OFFPRINT_TOKEN_END,
  OFFPRINT_TOKEN_COMMENT, /* between the dashes */
} OffprintTokenKind;

#define OFFPRINT_TOKEN_MAX_ATTRIBUTES 24

typedef struct
{
  OffprintAttributeName name;
  const char *value; /* entities not yet resolved */
  gsize length;
} OffprintTokenAttribute;

/**
 * OffprintToken:
 * @tag: of START and END
 * @text: of TEXT and COMMENT, @length bytes
 * @raw: TEXT in which `&` and `<` mean themselves (script, style)
 * @self_closing: START ends in `/>`
 * @hidden: START has `hidden`, or a style of display:none or visibility:hidden
 * @open: START has `open` (dialog) or a shadow root mode (template)
 * @attributes: those that are kept, the first of each name
 */
typedef struct
{
  OffprintTokenKind kind;
  OffprintTag tag;
  const char *text;
  gsize length;
  gboolean raw, self_closing, hidden, open;
  OffprintTokenAttribute attributes[OFFPRINT_TOKEN_MAX_ATTRIBUTES];
  guint n_attributes;
} OffprintToken;

/* Lives on the stack of its user; the members are private. */
typedef struct
{
  const char *at, *end;
  OffprintTag raw; /* element whose raw content comes next, or OFFPRINT_TAG_ROOT */
  gboolean no_comment_end, no_quote[2]; /* known not to come any more: keeps the search for ends linear */
  guint8 no_end_tag[OFFPRINT_N_TAGS];
} OffprintTokenizer;

void offprint_tokenizer_init (OffprintTokenizer *tokenizer, const char *html, gsize length);
gboolean offprint_tokenizer_next (OffprintTokenizer *tokenizer, OffprintToken *token);

G_END_DECLS
