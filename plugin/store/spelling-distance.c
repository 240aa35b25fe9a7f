/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Damerau-Levenshtein distance, as optimal string alignment (no letter is changed twice), computed in a band: with
 * a bound of two, five cells a row are enough (Ukkonen 1985). */
#include "store/spelling-distance.h"

/**
 * offprint_spelling_word_set:
 * @word: (out): the characters of @text
 * @text: (array length=length): valid UTF-8
 * @length: bytes of @text
 *
 * Returns: %FALSE when @text is not made of letters (and the marks upon them) alone, is empty or too long
 */
gboolean
offprint_spelling_word_set (OffprintSpellingWord *word, const char *text, gsize length)
{
  word->length = 0;
  for (const char *at = text, *end = text + length; at < end; at += g_utf8_skip[(guchar) *at])
    {
      gunichar character = g_utf8_get_char (at);
      if (word->length == OFFPRINT_SPELLING_CHARS_MAX
          || !(character < 0x80 ? g_ascii_isalpha ((char) character)
                                : g_unichar_isalpha (character) || g_unichar_ismark (character)))
        return FALSE;
      word->chars[word->length++] = character;
    }
  return word->length > 0;
}

static guint
get_least (guint a, guint b, guint c)
{
  return MIN (a, MIN (b, c));
}

static gboolean
is_swap (const OffprintSpellingWord *a, const OffprintSpellingWord *b, guint i, guint j)
{
  return i > 1 && j > 1 && a->chars[i - 1] == b->chars[j - 2] && a->chars[i - 2] == b->chars[j - 1];
}

/* Row @i of the table; returns its least value. @rows are this one and the two before it. */
static guint
fill_row (const OffprintSpellingWord *a, const OffprintSpellingWord *b, guint i, guint max, guint *const rows[3])
{
  guint first = i > max ? i - max : 1, last = MIN (b->length, i + max), least = G_MAXUINT;
  rows[0][first - 1] = first == 1 ? i : max + 1;
  for (guint j = first; j <= last; j++)
    {
      guint change = rows[1][j - 1] + (a->chars[i - 1] != b->chars[j - 1]);
      rows[0][j] = get_least (change, rows[0][j - 1] + 1, rows[1][j] + 1);
      if (is_swap (a, b, i, j))
        rows[0][j] = MIN (rows[0][j], rows[2][j - 2] + 1);
      least = MIN (least, rows[0][j]);
    }
  if (last < b->length)
    rows[0][last + 1] = max + 1;
  return least;
}

/**
 * offprint_spelling_get_distance:
 * @a: a word
 * @b: another one
 * @max: what is more does not matter
 *
 * Letters left out, put in, changed, and swapped with their neighbour.
 *
 * Returns: how many, or more than @max
 */
guint
offprint_spelling_get_distance (const OffprintSpellingWord *a, const OffprintSpellingWord *b, guint max)
{
  guint cells[3][OFFPRINT_SPELLING_CHARS_MAX + 2];
  guint *rows[3] = { cells[0], cells[1], cells[2] };
  if (MAX (a->length, b->length) - MIN (a->length, b->length) > max)
    return max + 1;
  for (guint j = 0; j <= b->length + 1; j++)
    cells[0][j] = j, cells[1][j] = cells[2][j] = max + 1;
  for (guint i = 1; i <= a->length; i++)
    {
      guint *oldest = rows[2];
      rows[2] = rows[1];
      rows[1] = rows[0];
      rows[0] = oldest;
      if (fill_row (a, b, i, max, rows) > max)
        return max + 1;
    }
  return rows[0][b->length];
}
