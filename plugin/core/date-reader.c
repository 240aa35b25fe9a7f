/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tokenizer of dates and the smallest steps over tokens. It knows characters and what words mean, but no date
 * format. */
#include "core/date-reader.h"

#include <string.h>

/* A date word of a script without spaces has at most so many characters (星期日). */
#define UNSPACED_CHARS_MAX 3
#define DIGITS_MAX 18
/* Words and marks between two parts of a date: the five of "2023 r., godz. 10:30". */
#define JOINS_MAX 6

static gunichar
get_char (const char *at, const char *end)
{
  gunichar c = g_utf8_get_char_validated (at, end - at);
  return c == (gunichar) -1 || c == (gunichar) -2 ? 0xfffd : c;
}

/* Invalid bytes are passed one by one. */
static const char *
next_char (const char *at, const char *end)
{
  gunichar c = g_utf8_get_char_validated (at, end - at);
  return c == (gunichar) -1 || c == (gunichar) -2 ? at + 1 : at + g_utf8_skip[(guchar) *at];
}

static gboolean
is_digit (gunichar c)
{
  return g_unichar_digit_value (c) >= 0;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static gboolean
is_unspaced (gunichar c)
{
  if (c < 0x2e80)
    return FALSE;
  GUnicodeScript script = g_unichar_get_script (c);
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_HIRAGANA
         || script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Marks that mean the same as an ASCII one. */
static gunichar
simplify_mark (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xff01 + '!';
  switch (c)
    {
    case 0x2010: /* hyphens and minus */
    case 0x2011:
    case 0x2212:
      return '-';
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x060c: /* commas: Arabic, ideographic */
    case 0x3001:
      return ',';
    default:
      return c;
    }
}

static const char *
read_number (const char *at, const char *end, OffprintDateToken *token)
{
  token->kind = OFFPRINT_DATE_TOKEN_NUMBER;
  for (; at < end && is_digit (get_char (at, end)); at = next_char (at, end))
    if (++token->digits <= DIGITS_MAX)
      token->value = token->value * 10 + (guint64) g_unichar_digit_value (get_char (at, end));
  return at;
}

/* An apostrophe is a letter in Ukrainian (п'ятниця), but in Catalan and French it parts words (d'abril). */
static gboolean
is_inner_apostrophe (gunichar before, const char *at, const char *end)
{
  if (simplify_mark (get_char (at, end)) != '\'' || g_unichar_get_script (before) != G_UNICODE_SCRIPT_CYRILLIC)
    return FALSE;
  at = next_char (at, end);
  return at < end && g_unichar_get_script (get_char (at, end)) == G_UNICODE_SCRIPT_CYRILLIC;
}

static const char *
read_word (const char *at, const char *end, OffprintDateToken *token)
{
  token->kind = OFFPRINT_DATE_TOKEN_WORD;
  for (gunichar before = 0; at < end; at = next_char (at, end))
    {
      gunichar c = get_char (at, end);
      if (is_unspaced (c) || (!is_letter (c) && !is_inner_apostrophe (before, at, end)))
        break;
      before = c;
    }
  return at;
}

/* The longest date word that begins here, else one character. */
static const char *
read_unspaced (const char *at, const char *end, OffprintDateToken *token)
{
  const char *stops[UNSPACED_CHARS_MAX];
  guint n = 0;
  for (const char *c = at; n < UNSPACED_CHARS_MAX && c < end && is_unspaced (get_char (c, end)); n++)
    stops[n] = c = next_char (c, end);
  for (; n > 1; n--)
    if (offprint_date_names_find (at, (gsize) (stops[n - 1] - at)) != NULL)
      break;
  token->kind = OFFPRINT_DATE_TOKEN_WORD;
  token->unspaced_script = TRUE;
  return stops[n - 1];
}

static const char *
read_token (const char *at, const char *end, OffprintDateToken *token)
{
  gunichar c = get_char (at, end);
  if (is_digit (c))
    return read_number (at, end, token);
  if (is_unspaced (c))
    return read_unspaced (at, end, token);
  if (is_letter (c))
    return read_word (at, end, token);
  token->kind = OFFPRINT_DATE_TOKEN_MARK;
  token->value = simplify_mark (c);
  return next_char (at, end);
}

/* White space and characters that are not seen, such as the direction marks that some browsers put into dates. */
static const char *
skip_space (const char *at, const char *end, gboolean *spaced)
{
  *spaced = FALSE;
  for (; at < end; at = next_char (at, end))
    {
      gunichar c = get_char (at, end);
      if (g_unichar_isspace (c))
        *spaced = TRUE;
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        break;
    }
  return at;
}

static void
read_tokens (OffprintDateReader *reader, const char *end)
{
  const char *at = reader->text;
  OffprintDateToken token;
  do
    {
      token = (OffprintDateToken) { .kind = OFFPRINT_DATE_TOKEN_END };
      at = skip_space (at, end, &token.spaced);
      token.start = (gsize) (at - reader->text);
      if (at < end)
        at = read_token (at, end, &token);
      token.end = (gsize) (at - reader->text);
      if (at == end && !reader->whole)
        token.kind = OFFPRINT_DATE_TOKEN_END; /* perhaps cut */
      g_array_append_val (reader->tokens, token);
    }
  while (token.kind != OFFPRINT_DATE_TOKEN_END);
}

/**
 * offprint_date_reader_init:
 * @reader: (out): unset memory; to be cleared
 * @text: NUL-terminated, any bytes; must outlive @reader
 * @max_bytes: how much of @text is looked at, at most
 * @language: (nullable): BCP 47 tag
 */
void
offprint_date_reader_init (OffprintDateReader *reader, const char *text, gsize max_bytes, const char *language)
{
  gsize length = strnlen (text, max_bytes);
  *reader = (OffprintDateReader) {
    .text = text,
    .tokens = g_array_new (FALSE, FALSE, sizeof (OffprintDateToken)),
    .whole = length < max_bytes,
    .language = offprint_date_names_get_language (language),
    .order = offprint_date_names_get_order (language),
  };
  read_tokens (reader, text + length);
}

/**
 * offprint_date_reader_drop_comments:
 * @reader: a reader
 *
 * Removes all tokens in round brackets, which may be nested; what is not closed is removed to the end.
 */
void
offprint_date_reader_drop_comments (OffprintDateReader *reader)
{
  guint depth = 0, kept = 0;
  gboolean spaced = FALSE;
  for (guint i = 0; i < reader->tokens->len; i++)
    {
      OffprintDateToken *token = &g_array_index (reader->tokens, OffprintDateToken, i);
      gboolean mark = token->kind == OFFPRINT_DATE_TOKEN_MARK;
      gboolean opens = mark && token->value == '(', closes = mark && token->value == ')' && depth > 0;
      depth += opens ? 1 : 0;
      if (depth == 0 || token->kind == OFFPRINT_DATE_TOKEN_END)
        {
          token->spaced = token->spaced || spaced;
          g_array_index (reader->tokens, OffprintDateToken, kept++) = *token;
        }
      depth -= closes ? 1 : 0;
      spaced = closes;
    }
  g_array_set_size (reader->tokens, kept);
}

/**
 * offprint_date_reader_clear:
 * @reader: a reader
 */
void
offprint_date_reader_clear (OffprintDateReader *reader)
{
  g_clear_pointer (&reader->tokens, g_array_unref);
}

static OffprintDateToken *
get_token (const OffprintDateReader *reader, guint ahead)
{
  guint last = reader->tokens->len - 1;
  return &g_array_index (reader->tokens, OffprintDateToken, MIN (reader->at + ahead, last));
}

/**
 * offprint_date_reader_peek:
 * @reader: a reader
 * @ahead: 0 for the next token
 *
 * Returns: (transfer none): the token, of kind %OFFPRINT_DATE_TOKEN_END for all behind the last one
 */
const OffprintDateToken *
offprint_date_reader_peek (const OffprintDateReader *reader, guint ahead)
{
  return get_token (reader, ahead);
}

/**
 * offprint_date_reader_is_joined:
 * @reader: a reader
 * @ahead: 0 for the next token
 * @mark: an ASCII character
 *
 * Returns: whether that token is @mark without space before it
 */
gboolean
offprint_date_reader_is_joined (const OffprintDateReader *reader, guint ahead, gunichar mark)
{
  const OffprintDateToken *token = get_token (reader, ahead);
  return token->kind == OFFPRINT_DATE_TOKEN_MARK && token->value == mark && !token->spaced;
}

/**
 * offprint_date_reader_get_senses:
 * @reader: a reader
 * @ahead: 0 for the next token
 *
 * Returns: (transfer none) (nullable): what that token means, %NULL if it is no date word
 */
const OffprintDateSense *
offprint_date_reader_get_senses (OffprintDateReader *reader, guint ahead)
{
  OffprintDateToken *token = get_token (reader, ahead);
  if (token->kind == OFFPRINT_DATE_TOKEN_WORD && !token->looked_up)
    {
      token->senses = offprint_date_names_find (reader->text + token->start, token->end - token->start);
      token->looked_up = TRUE;
    }
  return token->senses;
}

/**
 * offprint_date_reader_has_meaning:
 * @reader: a reader
 * @sense: a sense of a month or weekday
 *
 * Abbreviations of foreign languages are words of other meaning in a running text ("set", "out", "so").
 *
 * Returns: whether @sense counts in this text
 */
gboolean
offprint_date_reader_has_meaning (const OffprintDateReader *reader, const OffprintDateSense *sense)
{
  gboolean english = sense->language == offprint_date_names_get_language ("en");
  if (reader->english_only || english)
    return english;
  return !reader->in_text || sense->full || reader->language == NULL || sense->language == reader->language;
}

/**
 * offprint_date_reader_find_sense:
 * @reader: a reader
 * @ahead: 0 for the next token
 * @kind: a meaning
 *
 * Returns: (transfer none) (nullable): the first sense of that kind, for kinds that have one value in all languages
 */
const OffprintDateSense *
offprint_date_reader_find_sense (OffprintDateReader *reader, guint ahead, OffprintDateWordKind kind)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, ahead);
  while (sense != NULL && sense->kind != kind)
    sense = sense->next;
  return sense;
}

/**
 * offprint_date_reader_take_end:
 * @reader: a reader
 *
 * Returns: whether the end of the text is reached: not the end of what was looked at
 */
gboolean
offprint_date_reader_take_end (OffprintDateReader *reader)
{
  return reader->whole && get_token (reader, 0)->kind == OFFPRINT_DATE_TOKEN_END;
}

/**
 * offprint_date_reader_take_mark:
 * @reader: a reader
 * @marks: the characters wanted, any of them
 *
 * Returns: whether a mark was taken
 */
gboolean
offprint_date_reader_take_mark (OffprintDateReader *reader, const char *marks)
{
  const OffprintDateToken *token = get_token (reader, 0);
  if (token->kind != OFFPRINT_DATE_TOKEN_MARK || g_utf8_strchr (marks, -1, (gunichar) token->value) == NULL)
    return FALSE;
  reader->at++;
  return TRUE;
}

/**
 * offprint_date_reader_take_number:
 * @reader: a reader
 * @min_digits: fewest digits
 * @max_digits: most digits, at most 9
 * @value: (out): the number
 *
 * Returns: whether a number was taken
 */
gboolean
offprint_date_reader_take_number (OffprintDateReader *reader, guint min_digits, guint max_digits, guint *value)
{
  const OffprintDateToken *token = get_token (reader, 0);
  if (token->kind != OFFPRINT_DATE_TOKEN_NUMBER || token->digits < min_digits || token->digits > max_digits)
    return FALSE;
  *value = (guint) token->value;
  reader->at++;
  return TRUE;
}

/**
 * offprint_date_reader_take_word:
 * @reader: a reader
 * @kind: what the word shall mean, in any language
 * @value: (out) (optional): its value
 *
 * Returns: whether a word was taken
 */
gboolean
offprint_date_reader_take_word (OffprintDateReader *reader, OffprintDateWordKind kind, gint16 *value)
{
  const OffprintDateSense *sense = offprint_date_reader_find_sense (reader, 0, kind);
  if (sense == NULL)
    return FALSE;
  if (value != NULL)
    *value = sense->value;
  reader->at++;
  return TRUE;
}

/**
 * offprint_date_reader_take_unit:
 * @reader: a reader
 * @unit: the unit wanted
 *
 * Returns: whether a unit was taken, such as 年 or h
 */
gboolean
offprint_date_reader_take_unit (OffprintDateReader *reader, OffprintDateUnit unit)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, 0);
  while (sense != NULL && !(sense->kind == OFFPRINT_DATE_WORD_UNIT && sense->value == (gint16) unit))
    sense = sense->next;
  if (sense == NULL)
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
take_join_word (OffprintDateReader *reader)
{
  if (!offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_JOIN, NULL)
      && !offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_END, NULL))
    return FALSE;
  if (offprint_date_reader_is_joined (reader, 0, '\''))
    reader->at++; /* d'abril */
  return TRUE;
}

/**
 * offprint_date_reader_take_joins:
 * @reader: a reader
 * @marks: the marks that may stand here
 *
 * Takes what stands between two parts of a date, if anything: a few of @marks and words like "of" and "um".
 */
void
offprint_date_reader_take_joins (OffprintDateReader *reader, const char *marks)
{
  for (guint i = 0; i < JOINS_MAX; i++)
    if (!offprint_date_reader_take_mark (reader, marks) && !take_join_word (reader))
      return;
}
