/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces that words.c is made of: Recoll's span of joined words, the tokens of Xapian's parser, and the walk. */
#pragma once

#include "core/character.h"
#include "core/words.h"

G_BEGIN_DECLS

/* Recoll joins at most six words and the one that breaks the chain. */
#define WORDS_MAX_PARTS 7
/* Room for the folded form of the parts that are short enough to give terms. */
#define WORDS_SPAN_BYTES 2048
/* A longer chain is no set of initials to Recoll. */
#define WORDS_MAX_INITIALS 20

/* One word of a span. `raw` counts the bytes that Recoll sees (what is skipped left out), `folded` those of the folded
 * form, `start` and `end` are places in the text. */
typedef struct
{
  gsize start, end;
  gsize raw_start, raw_end;
  gsize folded_start, folded_end;
  guint32 position;
} WordsPart;

/* Words joined by characters such as `-` and `'`, as far as read. */
typedef struct
{
  WordsPart parts[WORDS_MAX_PARTS + 1];
  guint n_parts;
  gsize raw_length;
  gsize folded_length;
  char folded[WORDS_SPAN_BYTES];
  char raw[WORDS_MAX_INITIALS + 1]; /* how the span begins */
  char last; /* its last byte */
} WordsSpan;

void words_span_clear (WordsSpan *span);
void words_span_append (WordsSpan *span, gunichar c, gsize length);
gboolean words_span_get_initials (const WordsSpan *span, char initials[WORDS_MAX_INITIALS]);
gboolean words_span_get_term (const WordsSpan *span, guint first, guint last, const char **term, gsize *length);
gboolean words_span_has_term (const WordsSpan *span, guint32 position, const char *term, gsize length);
const WordsPart *words_span_find_part (const WordsSpan *span, gsize place);

/* A reader of the tokens that Xapian's TermGenerator and QueryParser make of the same text. */
typedef struct
{
  const char *text;
  gsize length;
  gsize at; /* everything before was looked at */
  gboolean found; /* the token below begins at or after @at's last value and was not taken yet */
  gsize start, end;
  gboolean has_marks; /* may have a composed form */
  gsize term_length; /* more than OFFPRINT_WORD_MAX_BYTES: too long for a term */
  char term[OFFPRINT_WORD_MAX_BYTES + 1];
} WordsParser;

gboolean words_parser_find (WordsParser *parser, gsize limit);
void words_parser_take (WordsParser *parser);
gboolean words_parser_is_letter (gunichar c);
gboolean words_parser_is_cjk (gunichar c);

/* What a character does to the word that is being read. */
typedef enum
{
  WORDS_DO_SEPARATE,
  WORDS_DO_LETTER,
  WORDS_DO_DIGIT,
  WORDS_DO_SIGN, /* - + */
  WORDS_DO_DOT,
  WORDS_DO_GLUE, /* @ _ ' and look-alikes of - and ' */
  WORDS_DO_HASH,
  WORDS_DO_LINE_END,
  WORDS_DO_WILD, /* * ? [ ]: separate, but not from ideographs */
  WORDS_DO_SKIP, /* nothing: soft hyphen, joiners */
  WORDS_DO_IDEOGRAPH,
} WordsDoing;

/* Forms of Xapian's parser at one position. */
#define WORDS_MAX_PARSER_FORMS 8

typedef struct
{
  gsize length;
  char term[OFFPRINT_WORD_MAX_BYTES];
} WordsParserForm;

/* One walk over one text. */
typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  guint32 position; /* of the next word */
  OffprintWordFunc func;
  gpointer data;
  gboolean stopped;

  WordsSpan span;
  gboolean in_word;
  gboolean in_number; /* the word looks like a number so far */
  gboolean after_soft_hyphen; /* a line end then does not end the word */

  WordsParser parser;
  guint32 parser_position; /* of the forms below */
  guint n_parser_forms;
  WordsParserForm parser_forms[WORDS_MAX_PARSER_FORMS];
} WordsWalk;

/* Where a form stands. */
typedef struct
{
  guint32 position;
  gsize start, end; /* bytes of the text */
} WordsPlace;

WordsDoing words_get_doing (gunichar c);
void words_walk_separate (WordsWalk *walk);
void words_walk_take_ideographs (WordsWalk *walk);
void words_walk_take_simple_words (WordsWalk *walk);
void words_walk_give (WordsWalk *walk, OffprintWordForm form, const char *term, gsize length, WordsPlace place);
void words_walk_give_parser_form (WordsWalk *walk, OffprintWordForm form, const char *term, gsize length,
                                  WordsPlace place);
void words_walk_give_tokens (WordsWalk *walk, gsize limit, guint32 position);
void words_walk_end_span (WordsWalk *walk);

G_END_DECLS
