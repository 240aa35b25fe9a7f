/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a walk gives to its caller: the terms of a span, and those that only Xapian's parser makes. */
#include "core/words-private.h"

#include <string.h>

/**
 * words_walk_give:
 * @walk: a walk
 * @form: what kind of form @term is
 * @term: a term of at most %OFFPRINT_WORD_MAX_BYTES, not NUL-terminated
 * @length: its bytes
 * @place: where it stands
 *
 * Gives one form to the caller of the walk, unless that has asked to stop.
 */
void
words_walk_give (WordsWalk *walk, OffprintWordForm form, const char *term, gsize length, WordsPlace place)
{
  char terminated[OFFPRINT_WORD_MAX_BYTES + 1];
  OffprintWord word = { .term = terminated, .length = length, .form = form };

  if (walk->stopped)
    return;
  memcpy (terminated, term, length);
  terminated[length] = '\0';
  word.position = place.position;
  word.start = place.start;
  word.end = place.end;
  walk->stopped = !walk->func (&word, walk->data);
}

/* A spacing accent folds to a space (`x˘y`): as in Recoll, what it divides is at one position. */
static void
give_divided (WordsWalk *walk, OffprintWordForm form, const char *term, gsize length, WordsPlace place)
{
  const char *space;

  while ((space = memchr (term, ' ', length)) != NULL)
    {
      gsize piece = (gsize) (space - term);
      if (piece > 0)
        words_walk_give (walk, form, term, piece, place);
      term += piece + 1;
      length -= piece + 1;
    }
  if (length > 0)
    words_walk_give (walk, form, term, length, place);
}

static gboolean
is_given (const WordsWalk *walk, const char *term, gsize length)
{
  for (guint i = 0; i < walk->n_parser_forms; i++)
    if (walk->parser_forms[i].length == length && memcmp (walk->parser_forms[i].term, term, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * words_walk_give_parser_form:
 * @walk: a walk
 * @form: what kind of form @term is
 * @term: a term of any length, not NUL-terminated
 * @length: its bytes
 * @place: where it stands
 *
 * Gives a form that only Xapian's parser makes, unless it is too long or the position has it already.
 */
void
words_walk_give_parser_form (WordsWalk *walk, OffprintWordForm form, const char *term, gsize length, WordsPlace place)
{
  WordsParserForm *given;

  if (length == 0 || length > OFFPRINT_WORD_MAX_BYTES
      || words_span_has_term (&walk->span, place.position, term, length))
    return;
  if (place.position != walk->parser_position)
    walk->n_parser_forms = 0;
  walk->parser_position = place.position;
  if (walk->n_parser_forms == WORDS_MAX_PARSER_FORMS || is_given (walk, term, length))
    return;
  given = &walk->parser_forms[walk->n_parser_forms++];
  given->length = length;
  memcpy (given->term, term, length);
  words_walk_give (walk, form, term, length, place);
}

/* Gives the token that the parser has found. Who types `é` types one character, even where the text has two. */
static void
give_token (WordsWalk *walk, OffprintWordForm form, guint32 position)
{
  WordsParser *parser = &walk->parser;
  WordsPlace place = { .position = position, .start = parser->start, .end = parser->end };

  words_walk_give_parser_form (walk, form, parser->term, parser->term_length, place);
  if (parser->has_marks && parser->term_length <= OFFPRINT_WORD_MAX_BYTES)
    {
      g_autofree char *composed = g_utf8_normalize (parser->term, (gssize) parser->term_length, G_NORMALIZE_NFC);
      words_walk_give_parser_form (walk, form, composed, strlen (composed), place);
    }
  words_parser_take (parser);
}

/**
 * words_walk_give_tokens:
 * @walk: a walk
 * @limit: a place in the text
 * @position: a position
 *
 * Gives the tokens of Xapian's parser that begin before @limit and inside no word of Recoll's, all at @position.
 */
void
words_walk_give_tokens (WordsWalk *walk, gsize limit, guint32 position)
{
  while (!walk->stopped && words_parser_find (&walk->parser, limit))
    give_token (walk, OFFPRINT_WORD_PARSER, position);
}

static void
give_tokens_of_span (WordsWalk *walk)
{
  gsize limit = walk->span.parts[walk->span.n_parts - 1].end;

  while (!walk->stopped && words_parser_find (&walk->parser, limit))
    {
      const WordsPart *part = words_span_find_part (&walk->span, walk->parser.start);
      gboolean same = part->start == walk->parser.start && part->end == walk->parser.end;
      give_token (walk, same ? OFFPRINT_WORD_UNFOLDED : OFFPRINT_WORD_PARSER, part->position);
    }
}

static WordsPlace
get_place (const WordsSpan *span, guint first, guint last)
{
  return (WordsPlace) { span->parts[first].position, span->parts[first].start, span->parts[last].end };
}

static void
give_initials (WordsWalk *walk)
{
  const WordsSpan *span = &walk->span;
  char initials[WORDS_MAX_INITIALS];

  if (words_span_get_initials (span, initials))
    words_walk_give (walk, OFFPRINT_WORD_SPAN, initials, (span->raw_length + 1) / 2,
                     get_place (span, 0, span->n_parts - 1));
}

static void
give_parts (WordsWalk *walk)
{
  const WordsSpan *span = &walk->span;

  for (guint first = 0; first < span->n_parts; first++)
    for (guint last = first; last < span->n_parts; last++)
      {
        OffprintWordForm form = first == last ? OFFPRINT_WORD_PLAIN : OFFPRINT_WORD_SPAN;
        const char *term;
        gsize length;
        if (words_span_get_term (span, first, last, &term, &length))
          give_divided (walk, form, term, length, get_place (span, first, last));
      }
}

/**
 * words_walk_end_span:
 * @walk: a walk
 *
 * Ends the span: gives all its terms, and those of Xapian's parser that begin in it.
 */
void
words_walk_end_span (WordsWalk *walk)
{
  if (walk->span.n_parts > 0)
    {
      give_initials (walk);
      give_parts (walk);
      give_tokens_of_span (walk);
    }
  words_span_clear (&walk->span);
}
