/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A span: words joined by characters such as `-`, `'`, `.`, `@` and `_`. Recoll looks for each run of its parts as one
 * term. Which characters join is decided in words.c. */
#include "core/words-private.h"

#include <string.h>

/**
 * words_span_clear:
 * @span: a span
 *
 * Empties @span.
 */
void
words_span_clear (WordsSpan *span)
{
  span->n_parts = 0;
  span->raw_length = 0;
  span->folded_length = 0;
  span->last = '\0';
}

/* The character as Recoll keeps it: its look-alikes of hyphen and apostrophe are replaced when they join words. */
static void
append_raw (WordsSpan *span, gunichar c, gsize length)
{
  if (span->raw_length < sizeof span->raw)
    span->raw[span->raw_length] = c < 0x80 ? (char) c : '\0';
  span->last = c < 0x80 ? (char) c : '\0';
  span->raw_length += length;
}

/**
 * words_span_append:
 * @span: a span
 * @c: its next character
 * @length: the bytes of @c in the text
 *
 * Appends one character. When the folded form gets longer than any term, it is no longer kept.
 */
void
words_span_append (WordsSpan *span, gunichar c, gsize length)
{
  append_raw (span, c, length);
  if (span->folded_length + OFFPRINT_CHARACTER_MAX_FOLD <= sizeof span->folded)
    span->folded_length += offprint_character_fold (c, span->folded + span->folded_length);
}

/**
 * words_span_get_initials:
 * @span: a span
 * @initials: (out caller-allocated): the letters, lower-case, not NUL-terminated
 *
 * Tells whether @span is initials such as `U.S.A`; Recoll then looks for `usa` too. ASCII letters only, as in Recoll.
 *
 * Returns: %TRUE if so; the letters are then as many as half of the span's bytes, rounded up
 */
gboolean
words_span_get_initials (const WordsSpan *span, char initials[WORDS_MAX_INITIALS])
{
  if (span->raw_length <= 2 || span->raw_length > WORDS_MAX_INITIALS)
    return FALSE;
  for (gsize i = 0; i < span->raw_length; i++)
    if (i % 2 == 0 ? !g_ascii_isalpha (span->raw[i]) : span->raw[i] != '.')
      return FALSE;
  for (gsize i = 0; i < span->raw_length; i += 2)
    initials[i / 2] = g_ascii_tolower (span->raw[i]);
  return TRUE;
}

/* One byte that is no letter or digit is nothing to look for. */
static gboolean
is_worth_a_term (const WordsSpan *span, gsize raw_length, const char *term, gsize length)
{
  if (raw_length == 0 || raw_length > OFFPRINT_WORD_MAX_BYTES || length > OFFPRINT_WORD_MAX_BYTES)
    return FALSE;
  return length > 0 && (raw_length > 1 || g_ascii_isalnum (*term));
}

/**
 * words_span_get_term:
 * @span: a span
 * @first: its first part in the term
 * @last: its last part in the term
 * @term: (out): the folded form, not NUL-terminated, owned by @span
 * @length: (out): its bytes
 *
 * Gives the term that a run of parts makes, as they are joined in the text.
 *
 * Returns: %FALSE if it is too long or nothing to look for
 */
gboolean
words_span_get_term (const WordsSpan *span, guint first, guint last, const char **term, gsize *length)
{
  const WordsPart *begin = &span->parts[first], *end = &span->parts[last];

  *term = span->folded + begin->folded_start;
  *length = end->folded_end - begin->folded_start;
  return is_worth_a_term (span, end->raw_end - begin->raw_start, *term, *length);
}

/* A spacing accent folds to a space, and what it divides are terms of their own. */
static gboolean
holds_term (const char *given, gsize given_length, const char *term, gsize length)
{
  const char *space = memchr (given, ' ', given_length);

  while (space != NULL)
    {
      gsize piece = (gsize) (space - given);
      if (piece == length && memcmp (given, term, length) == 0)
        return TRUE;
      given = space + 1;
      given_length -= piece + 1;
      space = memchr (given, ' ', given_length);
    }
  return given_length == length && memcmp (given, term, length) == 0;
}

static gboolean
part_has_term (const WordsSpan *span, guint first, const char *term, gsize length)
{
  for (guint last = first; last < span->n_parts; last++)
    {
      const char *given;
      gsize given_length;
      if (words_span_get_term (span, first, last, &given, &given_length)
          && holds_term (given, given_length, term, length))
        return TRUE;
    }
  return FALSE;
}

/**
 * words_span_has_term:
 * @span: a span
 * @position: a position
 * @term: a term
 * @length: its bytes
 *
 * Tells whether @span gives @term at @position.
 *
 * Returns: %TRUE if so
 */
gboolean
words_span_has_term (const WordsSpan *span, guint32 position, const char *term, gsize length)
{
  char initials[WORDS_MAX_INITIALS];

  for (guint i = 0; i < span->n_parts; i++)
    if (span->parts[i].position == position && part_has_term (span, i, term, length))
      return TRUE;
  return span->n_parts > 0 && span->parts[0].position == position && (span->raw_length + 1) / 2 == length
         && words_span_get_initials (span, initials) && memcmp (initials, term, length) == 0;
}

/**
 * words_span_find_part:
 * @span: a span
 * @place: a place in the text
 *
 * Finds the part that holds @place, or else the next one.
 *
 * Returns: (nullable): the part, or %NULL if @place is behind them all
 */
const WordsPart *
words_span_find_part (const WordsSpan *span, gsize place)
{
  for (guint i = 0; i < span->n_parts; i++)
    if (span->parts[i].end > place)
      return &span->parts[i];
  return NULL;
}
