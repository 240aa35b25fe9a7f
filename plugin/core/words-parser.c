/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tokens that Xapian 1.4 makes of a text, lower-cased but not folded: what Omega and other programs that use
 * Xapian's query parser ask for. The same rules serve its TermGenerator. Ideographs are left
 * to words-ideographs.c, which goes through them character by character anyway. */
#include "core/words-private.h"

#include <string.h>

/* Xapian reads initials of any length; this many letters are more than a term may have. */
#define MAX_INITIALS (OFFPRINT_WORD_MAX_BYTES + 1)
/* `c+++` is a token, `c++++` is `c`. */
#define MAX_SUFFIXES 3

/* A place in the text; @c is 0 at its end. */
typedef struct
{
  gsize at, length;
  gunichar c;
} Cursor;

static Cursor
look (const WordsParser *parser, gsize at)
{
  Cursor cursor = { .at = at };

  if (at < parser->length)
    cursor.c = offprint_character_decode (parser->text + at, &cursor.length);
  return cursor;
}

static Cursor
step (const WordsParser *parser, const Cursor *cursor)
{
  return look (parser, cursor->at + cursor->length);
}

/**
 * words_parser_is_cjk:
 * @c: a character
 *
 * Tells whether Xapian, with its n-gram flag, takes @c as a word of its own. Its blocks are Recoll's but for the Jamo.
 *
 * Returns: %TRUE if so
 */
gboolean
words_parser_is_cjk (gunichar c)
{
  return c >= 0x2e80 && offprint_character_is_cjk (c);
}

/**
 * words_parser_is_letter:
 * @c: a character
 *
 * Tells whether @c is part of a word to Xapian: letters, marks, numbers of all kinds, and `_` and its like.
 *
 * Returns: %TRUE if so
 */
gboolean
words_parser_is_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '_';
  switch (g_unichar_type (c))
    {
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_CONNECT_PUNCTUATION:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_digit (gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER;
}

static gboolean
is_ascii_capital (gunichar c)
{
  return c < 0x80 && g_ascii_isupper ((char) c);
}

/* Not seen inside a word. Xapian would divide at a soft hyphen, which hides the word from those who type it. */
static gboolean
is_ignored (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

static gboolean
joins_digits (gunichar c)
{
  static const gunichar joiners[] = { ',', '.', ';', 0x37e, 0x589, 0x60d, 0x7f8, 0x2044, 0xfe10, 0xfe13, 0xfe14 };

  for (gsize i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (joiners[i] == c)
      return TRUE;
  return is_ignored (c);
}

static gboolean
joins_letters (gunichar c)
{
  return c == '\'' || c == '&' || c == 0xb7 || c == 0x5f4 || c == 0x2019 || c == 0x201b || c == 0x2027
         || is_ignored (c);
}

static gboolean
is_suffix (gunichar c)
{
  return c == '+' || c == '#';
}

/* The library leaves Roman numerals as they are. */
static gunichar
to_lower (gunichar c)
{
  return c >= 0x2160 && c <= 0x216f ? c + 0x10 : g_unichar_tolower (c);
}

static void
append (WordsParser *parser, gunichar c)
{
  char bytes[6];
  gsize length = 1;

  if (c < 0x80)
    bytes[0] = g_ascii_tolower ((char) c);
  else
    length = (gsize) g_unichar_to_utf8 (to_lower (c), bytes);
  if (c >= 0x300 && c < 0x370)
    parser->has_marks = TRUE;
  if (parser->term_length + length <= OFFPRINT_WORD_MAX_BYTES)
    memcpy (parser->term + parser->term_length, bytes, length);
  parser->term_length = MIN (parser->term_length + length, OFFPRINT_WORD_MAX_BYTES + 1);
}

/* `U.S.A.` gives `usa`. Returns: %FALSE, with nothing appended, if no initials begin at @cursor */
static gboolean
read_initials (WordsParser *parser, Cursor cursor)
{
  char letters[MAX_INITIALS];
  guint n_letters = 0;

  while (is_ascii_capital (cursor.c) && n_letters < MAX_INITIALS)
    {
      letters[n_letters++] = (char) cursor.c;
      cursor = step (parser, &cursor);
      if (cursor.c != '.')
        break;
      cursor = step (parser, &cursor);
    }
  if (n_letters < 2 || words_parser_is_letter (cursor.c))
    return FALSE;
  for (guint i = 0; i < n_letters; i++)
    append (parser, (gunichar) letters[i]);
  parser->end = cursor.at;
  return TRUE;
}

/* Returns: the place behind the letters from @cursor on; puts the last of them into @last */
static Cursor
read_letters (WordsParser *parser, Cursor cursor, gunichar *last)
{
  do
    {
      append (parser, cursor.c);
      *last = cursor.c;
      cursor = step (parser, &cursor);
    }
  while (words_parser_is_letter (cursor.c) && !words_parser_is_cjk (cursor.c));
  return cursor;
}

/* Returns: %TRUE if the character at @cursor joins @before and what follows it, at @next */
static gboolean
is_joined (const Cursor *cursor, gunichar before, const Cursor *next)
{
  if (words_parser_is_cjk (cursor->c) || words_parser_is_cjk (next->c) || !words_parser_is_letter (next->c))
    return FALSE;
  return is_digit (before) && is_digit (next->c) ? joins_digits (cursor->c) : joins_letters (cursor->c);
}

static void
append_joiner (WordsParser *parser, gunichar c)
{
  if (c == 0x2019 || c == 0x201b)
    c = '\'';
  if (!is_ignored (c))
    append (parser, c);
}

/* `c++` and `c#` keep their ends, `fish+chips` does not. */
static void
read_suffix (WordsParser *parser, Cursor cursor)
{
  gunichar suffixes[MAX_SUFFIXES];
  guint n_suffixes = 0;

  while (is_suffix (cursor.c) && n_suffixes < MAX_SUFFIXES)
    {
      suffixes[n_suffixes++] = cursor.c;
      cursor = step (parser, &cursor);
    }
  if (is_suffix (cursor.c) || words_parser_is_letter (cursor.c))
    return;
  for (guint i = 0; i < n_suffixes; i++)
    append (parser, suffixes[i]);
  parser->end = cursor.at;
}

static void
read_word (WordsParser *parser, Cursor cursor)
{
  for (;;)
    {
      gunichar last;
      Cursor next;

      cursor = read_letters (parser, cursor, &last);
      parser->end = cursor.at;
      next = step (parser, &cursor);
      while (cursor.c == 0xad && (next.c == '\n' || next.c == '\r'))
        next = step (parser, &next);
      if (!is_joined (&cursor, last, &next))
        break;
      append_joiner (parser, cursor.c);
      cursor = next;
    }
  read_suffix (parser, cursor);
}

static void
read_token (WordsParser *parser, Cursor cursor)
{
  parser->found = TRUE;
  parser->start = cursor.at;
  parser->term_length = 0;
  parser->has_marks = FALSE;
  if (!is_ascii_capital (cursor.c) || !read_initials (parser, cursor))
    read_word (parser, cursor);
  parser->at = parser->end;
}

/**
 * words_parser_find:
 * @parser: a parser
 * @limit: a place in the text
 *
 * Finds the next token that was not taken, if it begins before @limit. A token is found once and then waits.
 *
 * Returns: %TRUE if there is one, described by @parser
 */
gboolean
words_parser_find (WordsParser *parser, gsize limit)
{
  limit = MIN (limit, parser->length);
  while (!parser->found && parser->at < limit)
    {
      Cursor cursor = look (parser, parser->at);
      if (words_parser_is_letter (cursor.c) && !words_parser_is_cjk (cursor.c))
        read_token (parser, cursor);
      else
        parser->at += cursor.length;
    }
  return parser->found && parser->start < limit;
}

/**
 * words_parser_take:
 * @parser: a parser
 *
 * Takes the token that was found, so that the next one is looked for.
 */
void
words_parser_take (WordsParser *parser)
{
  parser->found = FALSE;
}
