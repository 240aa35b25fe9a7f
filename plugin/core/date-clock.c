/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a time of day with its zone. The values are only bounded here; whether 24:30 exists is asked in
 * date-calendar.c. */
#include "core/date-clock.h"

#include <string.h>

/* No place on earth is farther from UTC. */
#define OFFSET_MAX (15 * 60)
/* Tokens in a zone's name in brackets: (Central European Summer Time). */
#define BRACKET_TOKENS_MAX 12
#define ZONE_WORDS_MAX 3
#define ZONE_LETTERS_MAX 5

static gboolean
take_joined_mark (OffprintDateReader *reader, gunichar mark)
{
  if (!offprint_date_reader_is_joined (reader, 0, mark))
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
is_joined_number (const OffprintDateReader *reader, guint ahead, guint digits)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, ahead);
  return token->kind == OFFPRINT_DATE_TOKEN_NUMBER && !token->spaced && token->digits == digits;
}

/* @mark and two digits, without spaces: the ":30" of 10:30. */
static gboolean
take_pair (OffprintDateReader *reader, gunichar mark, guint8 *value)
{
  guint number;
  if (!offprint_date_reader_is_joined (reader, 0, mark) || !is_joined_number (reader, 1, 2))
    return FALSE;
  reader->at++;
  offprint_date_reader_take_number (reader, 2, 2, &number);
  *value = (guint8) number;
  return TRUE;
}

/**
 * offprint_date_clock_take_seconds:
 * @reader: a reader, behind the minutes
 * @time: given seconds and their precision
 *
 * Takes the seconds of 10:30:05.123; their fraction is dropped.
 *
 * Returns: whether there were any
 */
gboolean
offprint_date_clock_take_seconds (OffprintDateReader *reader, OffprintDate *time)
{
  if (!take_pair (reader, ':', &time->second))
    return FALSE;
  time->precision = OFFPRINT_PRECISION_SECOND;
  gboolean point = offprint_date_reader_is_joined (reader, 0, '.') || offprint_date_reader_is_joined (reader, 0, ',');
  const OffprintDateToken *fraction = offprint_date_reader_peek (reader, 1);
  if (point && fraction->kind == OFFPRINT_DATE_TOKEN_NUMBER && !fraction->spaced)
    reader->at += 2;
  return TRUE;
}

static gboolean
is_letter (const OffprintDateReader *reader, guint ahead)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, ahead);
  gsize first = (gsize) g_utf8_skip[(guchar) reader->text[token->start]];
  return token->kind == OFFPRINT_DATE_TOKEN_WORD && token->end - token->start == first;
}

/* What "p.m." means: the sense of its two letters together. */
static const OffprintDateSense *
find_dotted_half_day (OffprintDateReader *reader)
{
  if (!is_letter (reader, 0) || !offprint_date_reader_is_joined (reader, 1, '.') || !is_letter (reader, 2))
    return NULL;
  const OffprintDateToken *first = offprint_date_reader_peek (reader, 0);
  const OffprintDateToken *second = offprint_date_reader_peek (reader, 2);
  g_autofree char *word = g_strdup_printf ("%.*s%.*s", (int) (first->end - first->start), reader->text + first->start,
                                           (int) (second->end - second->start), reader->text + second->start);
  const OffprintDateSense *sense = offprint_date_names_find (word, strlen (word));
  while (sense != NULL && sense->kind != OFFPRINT_DATE_WORD_HALF_DAY)
    sense = sense->next;
  return sense;
}

/* In German, "10:30 Uhr am 28. Mai" has nothing to do with the morning. */
static gboolean
is_join_of_language (OffprintDateReader *reader)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, 0);
  for (; sense != NULL; sense = sense->next)
    if (sense->kind == OFFPRINT_DATE_WORD_JOIN && sense->language != NULL && sense->language == reader->language)
      return TRUE;
  return FALSE;
}

/* "pm", "p.m.", "p. m.", 午後 */
static gboolean
take_half_day (OffprintDateReader *reader, gint16 *value)
{
  const OffprintDateSense *dotted = find_dotted_half_day (reader);
  if (dotted != NULL)
    {
      reader->at += 3;
      take_joined_mark (reader, '.');
      *value = dotted->value;
      return TRUE;
    }
  return !is_join_of_language (reader) && offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_HALF_DAY, value);
}

/* The number before a unit: "30分", "30 min"; the minutes of 10h30 need no unit of their own. */
static gboolean
take_measure (OffprintDateReader *reader, OffprintDateUnit unit, gboolean unit_needed, guint8 *value)
{
  guint before = reader->at;
  guint number;
  if (!offprint_date_reader_take_number (reader, 1, 2, &number))
    return FALSE;
  if (!offprint_date_reader_take_unit (reader, unit) && unit_needed)
    {
      reader->at = before;
      return FALSE;
    }
  *value = (guint8) number;
  return TRUE;
}

/* "h30", "時30分", "h", behind the hour */
static gboolean
take_minutes_of_unit (OffprintDateReader *reader, OffprintDate *time)
{
  gboolean short_unit = is_letter (reader, 0);
  if (!offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_HOUR))
    return FALSE;
  gboolean spaced = short_unit && offprint_date_reader_peek (reader, 0)->digits == 2; /* 10 h 30 */
  gboolean glued = spaced || is_joined_number (reader, 0, 2);
  if (take_measure (reader, OFFPRINT_DATE_UNIT_MINUTE, !glued, &time->minute)
      && take_measure (reader, OFFPRINT_DATE_UNIT_SECOND, TRUE, &time->second))
    time->precision = OFFPRINT_PRECISION_SECOND;
  return TRUE;
}

/* Whether Uhr, pm or GMT follows. */
static gboolean
is_followed_as_time (OffprintDateReader *reader)
{
  guint before = reader->at;
  gint16 half_day;
  OffprintDate zone = { .precision = OFFPRINT_PRECISION_MINUTE };
  gboolean followed = offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_HOUR)
                      || take_half_day (reader, &half_day) || offprint_date_clock_take_zone (reader, &zone);
  reader->at = before;
  return followed;
}

/* "10.30" can be anything: in a running text something must announce or confirm it. */
static gboolean
take_minutes_of_point (OffprintDateReader *reader, OffprintDate *time, gboolean announced)
{
  guint before = reader->at;
  if (!take_pair (reader, '.', &time->minute))
    return FALSE;
  if (announced || !reader->in_text || is_followed_as_time (reader))
    return TRUE;
  reader->at = before;
  return FALSE;
}

/* What is behind the hour, one of the ways to write a time. A bare hour counts only with a half of the day. */
static gboolean
take_minutes (OffprintDateReader *reader, OffprintDate *time, gboolean announced, gint16 *half_day)
{
  gboolean found = FALSE;
  if (take_pair (reader, ':', &time->minute))
    {
      offprint_date_clock_take_seconds (reader, time);
      offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_HOUR);
      found = TRUE;
    }
  else if (take_minutes_of_unit (reader, time))
    found = TRUE;
  else if (take_minutes_of_point (reader, time, announced))
    {
      offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_HOUR);
      found = TRUE;
    }
  return (*half_day < 0 && take_half_day (reader, half_day)) || found || *half_day >= 0;
}

/* 12 am is midnight, 12 pm is noon; 18:30 pm is 18:30. */
static guint8
get_hour (guint hour, gint16 half_day)
{
  if (half_day < 0 || hour > 12)
    return (guint8) hour;
  return (guint8) (hour % 12 + (guint) half_day);
}

/**
 * offprint_date_clock_take_time:
 * @reader: a reader
 * @time: (out): given hour, minute, second and precision, and the zone's offset if one follows
 *
 * Takes a time of day such as "10:30", "10:30:05 GMT", "5 p.m.", "10h30", "10.30 Uhr", 午前10時30分.
 *
 * Returns: whether there was one
 */
gboolean
offprint_date_clock_take_time (OffprintDateReader *reader, OffprintDate *time)
{
  guint before = reader->at;
  OffprintDate result = { .precision = OFFPRINT_PRECISION_MINUTE };
  gint16 half_day = -1;
  guint hour;
  take_half_day (reader, &half_day);
  gboolean announced = before > 0 && g_array_index (reader->tokens, OffprintDateToken, before - 1).senses != NULL;
  if (!offprint_date_reader_take_number (reader, 1, 2, &hour) || !take_minutes (reader, &result, announced, &half_day))
    {
      reader->at = before;
      return FALSE;
    }
  result.hour = get_hour (hour, half_day);
  offprint_date_clock_take_zone (reader, &result);
  *time = result;
  return TRUE;
}

/* Behind the sign: "0530", "05:30", "5" */
static gboolean
take_offset_minutes (OffprintDateReader *reader, guint *minutes)
{
  guint number = 0;
  guint8 rest = 0;
  if (offprint_date_reader_take_number (reader, 4, 4, &number))
    *minutes = number / 100 * 60 + number % 100;
  else if (offprint_date_reader_take_number (reader, 1, 2, &number))
    *minutes = number * 60 + (take_pair (reader, ':', &rest) ? rest : 0);
  else
    return FALSE;
  return number % 100 < 60 && rest < 60 && *minutes <= OFFSET_MAX;
}

/**
 * offprint_date_clock_take_offset:
 * @reader: a reader
 * @time: given the offset
 *
 * Takes an offset from UTC: "+01:00", "-0500", "+1".
 *
 * Returns: whether there was one
 */
gboolean
offprint_date_clock_take_offset (OffprintDateReader *reader, OffprintDate *time)
{
  guint before = reader->at;
  gboolean west = offprint_date_reader_take_mark (reader, "-");
  guint minutes;
  if ((west || offprint_date_reader_take_mark (reader, "+")) && !offprint_date_reader_peek (reader, 0)->spaced
      && take_offset_minutes (reader, &minutes))
    {
      time->has_offset = TRUE;
      time->offset = (gint16) (west ? -(int) minutes : (int) minutes);
      return TRUE;
    }
  reader->at = before;
  return FALSE;
}

/* "10:30-11:30" and "10:30 -5" are no offsets: without UTC or GMT before it, the sign of the west wants four digits or
 * seconds in the time. */
static gboolean
is_offset_likely (const OffprintDateReader *reader, const OffprintDate *time)
{
  const OffprintDateToken *sign = offprint_date_reader_peek (reader, 0);
  const OffprintDateToken *number = offprint_date_reader_peek (reader, 1);
  if (sign->kind != OFFPRINT_DATE_TOKEN_MARK)
    return FALSE;
  return sign->value == '+' ? number->digits >= 2 : number->digits == 4 || time->precision == OFFPRINT_PRECISION_SECOND;
}

static gboolean
is_capitals (const OffprintDateReader *reader, const OffprintDateToken *token)
{
  for (gsize i = token->start; i < token->end; i++)
    if (g_ascii_islower (reader->text[i]))
      return FALSE;
  return token->kind == OFFPRINT_DATE_TOKEN_WORD;
}

/* "GMT", "МСК", "UTC+2"; capitals, because "est" and "at" are words. */
static gboolean
take_zone_name (OffprintDateReader *reader, OffprintDate *time)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, 0);
  gint16 offset;
  if (!is_capitals (reader, token) || !offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_ZONE, &offset))
    return FALSE;
  if (offset == 0 && offprint_date_clock_take_offset (reader, time))
    return TRUE;
  time->has_offset = offset != OFFPRINT_DATE_NO_OFFSET;
  time->offset = time->has_offset ? offset : 0;
  return TRUE;
}

/* "Eastern time", "Moscow time" */
static gboolean
take_zone_words (OffprintDateReader *reader)
{
  for (guint words = 0; words <= ZONE_WORDS_MAX; words++)
    {
      if (words > 0 && offprint_date_reader_find_sense (reader, words, OFFPRINT_DATE_WORD_ZONE_END) != NULL)
        {
          reader->at += words + 1;
          return TRUE;
        }
      if (offprint_date_reader_peek (reader, words)->kind != OFFPRINT_DATE_TOKEN_WORD)
        return FALSE;
    }
  return FALSE;
}

/* "10:30 PM", "10:30 SUN 28 MAY" */
static gboolean
is_other_word (OffprintDateReader *reader)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, 0);
  for (; sense != NULL; sense = sense->next)
    if (sense->kind != OFFPRINT_DATE_WORD_JOIN && sense->kind != OFFPRINT_DATE_WORD_END)
      return TRUE;
  return FALSE;
}

/* A zone that the table does not know, in capitals, where nothing else can be meant: it gives no offset. */
static gboolean
take_unknown_zone (OffprintDateReader *reader)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, 0);
  if (reader->in_text)
    return FALSE;
  if (take_zone_words (reader))
    return TRUE;
  gboolean short_ascii = token->end - token->start <= ZONE_LETTERS_MAX && (guchar) reader->text[token->start] < 0x80;
  if (!short_ascii || !is_capitals (reader, token) || is_other_word (reader))
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
take_plain_zone (OffprintDateReader *reader, OffprintDate *time)
{
  if (is_offset_likely (reader, time) && offprint_date_clock_take_offset (reader, time))
    return TRUE;
  return take_zone_name (reader, time) || take_unknown_zone (reader);
}

/* "(UTC +01:00)" states the zone, "+0200 (Central European Summer Time)" and "+02:00[Europe/Paris]" only name it once
 * more. */
static gboolean
take_zone_in_brackets (OffprintDateReader *reader, OffprintDate *time, gboolean known)
{
  guint before = reader->at;
  gboolean round = offprint_date_reader_take_mark (reader, "(");
  if (round || offprint_date_reader_take_mark (reader, "["))
    {
      known = known || take_plain_zone (reader, time);
      for (guint i = 0; known && i < BRACKET_TOKENS_MAX; i++, reader->at++)
        if (offprint_date_reader_take_mark (reader, round ? ")" : "]"))
          return TRUE;
    }
  reader->at = before;
  return FALSE;
}

/**
 * offprint_date_clock_take_zone:
 * @reader: a reader, behind a time
 * @time: a time of day, given the offset if the zone has one that is known; if it has one already, a zone in
 *    brackets may be in any words
 *
 * Takes a time zone in any form: "Z", "+01:00", "GMT", "GMT+0200 (Central European Summer Time)", "(UTC +01:00)", "ET".
 *
 * Returns: whether there was one
 */
gboolean
offprint_date_clock_take_zone (OffprintDateReader *reader, OffprintDate *time)
{
  gboolean found = take_plain_zone (reader, time);
  return take_zone_in_brackets (reader, time, found || time->has_offset) || found;
}
