/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cleaning, shortening and measuring text. Everything here is one pass over its input, and what it gives is valid
 * UTF-8. Folding is in text-fold.c, splitting into words for the index in words.c. */
#include "core/text.h"

#include "core/character.h"

#include <string.h>

/* A cut is moved back to the end of a word only when that costs less than this part of the text. */
#define MAX_CUT_FRACTION 2

static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

static gboolean
is_white (gunichar c)
{
  return is_control (c) || g_unichar_isspace (c) || c == 0x2028 || c == 0x2029;
}

/* Line ends become line feeds, NULs vanish (they are what is left of other encodings), other controls become spaces. */
static void
append_valid_character (GString *result, gunichar c, gboolean after_return)
{
  if (c == '\r' || c == '\f' || c == '\v' || c == 0x85)
    g_string_append_c (result, '\n');
  else if (c == '\n')
    {
      if (!after_return)
        g_string_append_c (result, '\n');
    }
  else if (c == '\t' || !is_control (c))
    g_string_append_unichar (result, c);
  else if (c != 0)
    g_string_append_c (result, ' ');
}

static gboolean
needs_care (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) bytes[i];
      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f
          || (byte == 0xc2 && i + 1 < length && (guint8) bytes[i + 1] < 0xa0))
        return TRUE;
    }
  return FALSE;
}

static void
append_valid_run (GString *result, const char *run, gsize length)
{
  gunichar before = 0;

  if (!needs_care (run, length))
    {
      g_string_append_len (result, run, (gssize) length);
      return;
    }
  for (gsize at = 0, bytes; at < length; at += bytes)
    {
      gunichar c = offprint_character_decode (run + at, &bytes);
      append_valid_character (result, c, before == '\r');
      before = c;
    }
}

/**
 * offprint_text_make_valid:
 * @bytes: (array length=length): any bytes at all
 * @length: how many, or -1 if NUL-terminated
 *
 * Makes text of bytes that claim to be UTF-8: bytes that are not become U+FFFD, line ends of all kinds become line
 * feeds, other control characters (C0, DEL, C1) become spaces, NULs vanish; line feeds and tabs stay.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
offprint_text_make_valid (const char *bytes, gssize length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;
  GString *result = g_string_sized_new (left + 1);

  while (left > 0)
    {
      const char *end;
      gboolean valid = g_utf8_validate_len (bytes, left, &end);
      gsize run = (gsize) (end - bytes);

      append_valid_run (result, bytes, run);
      bytes += run;
      left -= run;
      if (!valid)
        {
          if (*bytes != '\0')
            g_string_append (result, "\357\277\275");
          bytes++;
          left--;
        }
    }
  return g_string_free (result, FALSE);
}

/* Text being squeezed: the white space met since the last character is written only when another one follows. */
typedef struct
{
  GString *result;
  gsize max_bytes; /* 0: no limit */
  gboolean keep_paragraphs;
  guint line_ends; /* since the last character; a blank line makes two */
  gboolean white; /* since the last character */
  gunichar last;
  gboolean full;
} Squeezer;

static void
see_white (Squeezer *squeezer, gunichar c)
{
  squeezer->white = TRUE;
  if (c == '\n')
    squeezer->line_ends++;
  else if (c == 0x2029)
    squeezer->line_ends += 2;
}

/* Removes what the limit leaves of a cut word, and the last base character when its marks had to go. */
static void
cut_at_word (GString *result, gunichar next)
{
  const char *end = result->str + result->len;
  const char *space = end;

  if (g_unichar_ismark (next) && result->len > 0)
    end = g_utf8_prev_char (end);
  while (space > result->str && space[-1] != ' ' && space[-1] != '\n')
    space--;
  if ((gsize) (space - result->str) > result->len / MAX_CUT_FRACTION)
    end = space;
  while (end > result->str && (end[-1] == ' ' || end[-1] == '\n'))
    end--;
  g_string_truncate (result, (gsize) (end - result->str));
}

static const char *
get_gap (const Squeezer *squeezer)
{
  if (squeezer->result->len == 0 || !squeezer->white)
    return "";
  return squeezer->keep_paragraphs && squeezer->line_ends > 1 ? "\n\n" : " ";
}

static void
add_character (Squeezer *squeezer, const char *bytes, gsize length, gunichar c)
{
  const char *gap = get_gap (squeezer);
  gsize needed = squeezer->result->len + strlen (gap) + length;

  if (squeezer->max_bytes > 0 && needed > squeezer->max_bytes)
    {
      if (*gap == '\0')
        cut_at_word (squeezer->result, c);
      squeezer->full = TRUE;
      return;
    }
  g_string_append (squeezer->result, gap);
  g_string_append_len (squeezer->result, bytes, (gssize) length);
  squeezer->white = FALSE;
  squeezer->line_ends = 0;
  squeezer->last = c;
}

/* Joiners shape letters in scripts from Hebrew on and in emoji, and the zero-width space divides words in Khmer; after
 * a Latin letter they are litter that only hides words from a search. */
static gboolean
is_worth_keeping (gunichar c, gunichar before)
{
  if (!offprint_character_is_invisible (c))
    return TRUE;
  return c >= 0x200b && c <= 0x200d && before >= 0x590 && !offprint_character_is_invisible (before);
}

static char *
squeeze (const char *text, gsize max_bytes, gboolean keep_paragraphs)
{
  Squeezer squeezer = { .max_bytes = max_bytes, .keep_paragraphs = keep_paragraphs };

  squeezer.result = g_string_new (NULL);
  for (gsize length; *text != '\0' && !squeezer.full; text += length)
    {
      gunichar c = offprint_character_decode (text, &length);

      if (is_white (c))
        see_white (&squeezer, c);
      else if (is_worth_keeping (c, squeezer.white ? 0 : squeezer.last))
        add_character (&squeezer, text, length, c);
    }
  return g_string_free (squeezer.result, FALSE);
}

/**
 * offprint_text_squeeze:
 * @text: valid UTF-8
 * @max_bytes: the most bytes that the result may have, or 0 for no limit
 *
 * Makes one line of @text: runs of white space of any kind become one space, none at the ends; invisible characters
 * are dropped, but joiners stay in the scripts that need them. A longer text is cut at a word where possible, else
 * at a character.
 *
 * Returns: (transfer full): valid UTF-8, perhaps empty
 */
char *
offprint_text_squeeze (const char *text, gsize max_bytes)
{
  return squeeze (text, max_bytes, FALSE);
}

/**
 * offprint_text_clean_paragraphs:
 * @text: valid UTF-8, paragraphs separated by blank lines
 * @max_bytes: the most bytes that the result may have, or 0 for no limit
 *
 * Squeezes each paragraph into one line, and keeps exactly one blank line between two. Cut like
 * offprint_text_squeeze().
 *
 * Returns: (transfer full): valid UTF-8, perhaps empty
 */
char *
offprint_text_clean_paragraphs (const char *text, gsize max_bytes)
{
  return squeeze (text, max_bytes, TRUE);
}

/* What may not stand before an ellipsis: white space, opening brackets and quotes, dashes, commas, full stops. */
static gboolean
is_dangling (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CONNECT_PUNCTUATION:
      return TRUE;
    case G_UNICODE_OTHER_PUNCTUATION:
      return c != '%' && c != '!' && c != '?' && c != '\'' && c != '"';
    default:
      return is_white (c);
    }
}

/* Returns: the end of the last whole word before @end, or @end where that would cost half of the text */
static const char *
find_word_end (const char *text, const char *end)
{
  const char *middle = text + (end - text) / MAX_CUT_FRACTION;
  const char *at = end;

  if (is_white (g_utf8_get_char (end)))
    return end;
  while (at > middle)
    {
      at = g_utf8_prev_char (at);
      if (is_white (g_utf8_get_char (at)))
        return at;
    }
  return end;
}

/**
 * offprint_text_truncate_words:
 * @text: valid UTF-8
 * @max_chars: the most characters that the result may have, the ellipsis among them
 *
 * Shortens @text for display: cut at a word where possible, punctuation before the cut removed, an ellipsis added.
 * A text that is short enough stays as it is.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
offprint_text_truncate_words (const char *text, gsize max_chars)
{
  const char *end = text;
  gsize chars = 0;
  GString *result;

  for (gsize at = 0, length; text[at] != '\0' && chars <= max_chars; at += length)
    {
      offprint_character_decode (text + at, &length);
      if (++chars < max_chars)
        end = text + at + length;
    }
  if (chars <= max_chars)
    return g_strdup (text);
  if (max_chars == 0)
    return g_strdup ("");

  end = find_word_end (text, end);
  while (end > text && is_dangling (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  result = g_string_new_len (text, end - text);
  g_string_append (result, "…");
  return g_string_free (result, FALSE);
}

static void
append_printable (GString *result, const char *bytes, gsize length, gunichar c)
{
  if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029)
    g_string_append_c (result, ' ');
  else if (is_control (c))
    g_string_append (result, "\357\277\275");
  else if (!offprint_character_is_invisible (c) || c == 0x200c || c == 0x200d)
    g_string_append_len (result, bytes, (gssize) length);
}

/**
 * offprint_text_printable:
 * @text: NUL-terminated, not always valid UTF-8 (file names)
 *
 * Makes @text safe to print on one line of a terminal: line ends and tabs become spaces, other control characters
 * (with them every escape sequence) and bytes that are not UTF-8 become U+FFFD, bidirectional controls are dropped.
 *
 * Returns: (transfer full): valid UTF-8 without control characters
 */
char *
offprint_text_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_sized_new (strlen (valid) + 1);

  for (gsize at = 0, length; valid[at] != '\0'; at += length)
    {
      gunichar c = offprint_character_decode (valid + at, &length);
      append_printable (result, valid + at, length, c);
    }
  return g_string_free (result, FALSE);
}

static gboolean
divides_words (gunichar c)
{
  return is_white (c) || c == 0x200b || (c >= 0x2012 && c <= 0x2015) || c == 0x2026 || (c >= 0x3000 && c <= 0x3002);
}

/**
 * offprint_text_count_words:
 * @text: valid UTF-8
 *
 * Counts words as a person would: what stands between white space or dashes and has a letter or digit is one word
 * (`don't`, `e-mail`, `3.14`); of Chinese, Japanese and Korean each character counts.
 *
 * Returns: the number of words
 */
gsize
offprint_text_count_words (const char *text)
{
  gsize words = 0;
  gboolean inside = FALSE;

  for (gsize length; *text != '\0'; text += length)
    {
      gunichar c = offprint_character_decode (text, &length);

      if (c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c))
        {
          gboolean cjk = c >= 0x1100 && offprint_character_is_cjk (c);
          if (cjk || !inside)
            words++;
          inside = !cjk;
        }
      else if (divides_words (c))
        inside = FALSE;
    }
  return words;
}

/**
 * offprint_text_is_quote:
 * @character: a character
 *
 * Straight, English, German and French ones; which of them opens and which closes differs from country to country.
 *
 * Returns: whether it is a quotation mark of the query language
 */
gboolean
offprint_text_is_quote (gunichar character)
{
  switch (character)
    {
    case '"':
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb:
      return TRUE;
    default:
      return FALSE;
    }
}
