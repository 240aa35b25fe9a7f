/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ISO 8601 as programs write it: the extended and the basic form, week and ordinal dates, and a few habits that are
 * near enough: a space instead of T, fourteen digits, a zone in brackets. Numbers have exactly the digits that the
 * standard wants. */
#include "core/date.h"

#include "core/date-calendar.h"
#include "core/date-clock.h"

/* The longest text looked at; a date with a zone's name in words is half as long. */
#define TEXT_MAX_BYTES 200

static gboolean
take_joined_number (OffprintDateReader *reader, guint digits, guint *value)
{
  gboolean joined = !offprint_date_reader_peek (reader, 0)->spaced;
  return joined && offprint_date_reader_take_number (reader, digits, digits, value);
}

/* @mark and a number, without spaces */
static gboolean
take_part (OffprintDateReader *reader, gunichar mark, guint digits, guint *value)
{
  const OffprintDateToken *number = offprint_date_reader_peek (reader, 1);
  if (!offprint_date_reader_is_joined (reader, 0, mark) || number->digits != digits || number->spaced)
    return FALSE;
  reader->at++;
  return take_joined_number (reader, digits, value);
}

static gboolean
take_letter (OffprintDateReader *reader, char letter)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, 0);
  if (token->kind != OFFPRINT_DATE_TOKEN_WORD || token->spaced || token->end - token->start != 1
      || g_ascii_toupper (reader->text[token->start]) != letter)
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
set_ordinal (OffprintDate *date, guint year, guint day_of_year)
{
  gboolean leap = offprint_date_calendar_days_in_month (year, 2) == 29;
  if (year < 1 || day_of_year < 1 || day_of_year > (leap ? 366 : 365))
    return FALSE;
  return offprint_date_calendar_set_days (date, offprint_date_calendar_to_days (year, 1, 1) + day_of_year - 1);
}

/* Week 1 is the week, from Monday on, that holds the fourth of January. */
static gint64
get_first_monday (guint year)
{
  gint64 fourth = offprint_date_calendar_to_days (year, 1, 4);
  gint64 weekday = ((fourth + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
  return fourth - weekday;
}

static gboolean
set_week (OffprintDate *date, guint year, guint week, guint weekday)
{
  if (year < 1 || year > 9998 || week < 1 || weekday < 1 || weekday > 7)
    return FALSE;
  gint64 day = get_first_monday (year) + (week - 1) * 7;
  return day < get_first_monday (year + 1) && offprint_date_calendar_set_days (date, day + weekday - 1);
}

/* Behind the W of 2022-W04-4 or 2022W044; a week alone is its first day, for want of a better precision. */
static gboolean
take_week (OffprintDateReader *reader, guint year, OffprintDate *date)
{
  guint week, weekday = 1;
  if (take_joined_number (reader, 3, &week))
    return set_week (date, year, week / 10, week % 10);
  if (!take_joined_number (reader, 2, &week))
    return FALSE;
  take_part (reader, '-', 1, &weekday);
  return set_week (date, year, week, weekday);
}

static gboolean
take_extended_day (OffprintDateReader *reader, OffprintDate *date)
{
  guint year, month, day;
  if (!offprint_date_reader_take_number (reader, 4, 4, &year))
    return FALSE;
  if (take_letter (reader, 'W'))
    return take_week (reader, year, date);
  if (take_part (reader, '-', 3, &day))
    return set_ordinal (date, year, day);
  if (take_part (reader, '-', 2, &month))
    return take_part (reader, '-', 2, &day) ? offprint_date_calendar_set_day (date, year, month, day)
                                            : offprint_date_calendar_set_month (date, year, month);
  if (!offprint_date_reader_is_joined (reader, 0, '-'))
    return offprint_date_calendar_set_year (date, year);
  reader->at++;
  return take_letter (reader, 'W') && take_week (reader, year, date);
}

static gboolean
set_stamp (OffprintDate *date, guint64 stamp, guint digits)
{
  if (digits == 12)
    stamp *= 100;
  guint day = (guint) (stamp / 1000000);
  OffprintDate time = {
    .precision = digits == 12 ? OFFPRINT_PRECISION_MINUTE : OFFPRINT_PRECISION_SECOND,
    .hour = (guint8) (stamp / 10000 % 100),
    .minute = (guint8) (stamp / 100 % 100),
    .second = (guint8) (stamp % 100),
  };
  return offprint_date_calendar_set_day (date, day / 10000, day / 100 % 100, day % 100)
         && offprint_date_calendar_add_time (date, &time);
}

/* 20220127, 2022027, and the 20220127100000 of web archives */
static gboolean
take_basic_day (OffprintDateReader *reader, OffprintDate *date)
{
  const OffprintDateToken *token = offprint_date_reader_peek (reader, 0);
  guint number;
  if (offprint_date_reader_take_number (reader, 8, 8, &number))
    return offprint_date_calendar_set_day (date, number / 10000, number / 100 % 100, number % 100);
  if (offprint_date_reader_take_number (reader, 7, 7, &number))
    return set_ordinal (date, number / 1000, number % 1000);
  if (token->kind != OFFPRINT_DATE_TOKEN_NUMBER || (token->digits != 12 && token->digits != 14))
    return FALSE;
  reader->at++;
  return set_stamp (date, token->value, token->digits);
}

static gboolean
take_day (OffprintDateReader *reader, OffprintDate *date)
{
  gboolean extended = offprint_date_reader_peek (reader, 0)->digits == 4;
  return extended ? take_extended_day (reader, date) : take_basic_day (reader, date);
}

/* 10, 10:30, 10:30:05, 1030, 103005; a fraction is dropped */
static gboolean
take_time (OffprintDateReader *reader, OffprintDate *time)
{
  guint number, minute = 0;
  *time = (OffprintDate) { .precision = OFFPRINT_PRECISION_MINUTE };
  if (offprint_date_reader_take_number (reader, 2, 2, &number))
    {
      if (take_part (reader, ':', 2, &minute))
        offprint_date_clock_take_seconds (reader, time);
      number = number * 100 + minute;
    }
  else if (offprint_date_reader_take_number (reader, 6, 6, &number))
    {
      time->precision = OFFPRINT_PRECISION_SECOND;
      time->second = (guint8) (number % 100);
      number /= 100;
    }
  else if (!offprint_date_reader_take_number (reader, 4, 4, &number))
    return FALSE;
  time->hour = (guint8) (number / 100);
  time->minute = (guint8) (number % 100);
  return TRUE;
}

/* The fraction of 100000.123, where the clock has not taken it. */
static void
take_fraction (OffprintDateReader *reader)
{
  const OffprintDateToken *number = offprint_date_reader_peek (reader, 1);
  gboolean point = offprint_date_reader_is_joined (reader, 0, '.') || offprint_date_reader_is_joined (reader, 0, ',');
  if (point && number->kind == OFFPRINT_DATE_TOKEN_NUMBER && !number->spaced)
    reader->at += 2;
}

/* Z or an offset in digits: "2022-01-27 AD" has no zone. */
static gboolean
take_strict_zone (OffprintDateReader *reader, OffprintDate *time)
{
  if (offprint_date_clock_take_offset (reader, time))
    return TRUE;
  if (!take_letter (reader, 'Z'))
    return FALSE;
  time->has_offset = TRUE;
  return TRUE;
}

/* The zone of @time; one in words or brackets may follow the offset, but does not change it. */
static void
take_zone (OffprintDateReader *reader, OffprintDate *time)
{
  gboolean strict = take_strict_zone (reader, time);
  OffprintDate named = *time;
  if (offprint_date_clock_take_zone (reader, &named) && !strict)
    *time = named;
}

/* The T or space before a time: a bare hour needs the T. */
static gboolean
take_time_mark (OffprintDateReader *reader)
{
  const OffprintDateToken *hour = offprint_date_reader_peek (reader, 0);
  if (take_letter (reader, 'T'))
    return !offprint_date_reader_peek (reader, 0)->spaced;
  return hour->spaced && (hour->digits > 2 || offprint_date_reader_is_joined (reader, 1, ':'));
}

/* The time and zone of @date, if there is any. Of a zone without a time, as in XML Schema's dates, nothing is kept. */
static gboolean
take_rest (OffprintDateReader *reader, OffprintDate *date)
{
  OffprintDate time = *date;
  gboolean complete = date->precision > OFFPRINT_PRECISION_DAY;
  guint before = reader->at;
  if (complete || (date->precision == OFFPRINT_PRECISION_DAY && take_time_mark (reader) && take_time (reader, &time)))
    {
      take_fraction (reader);
      take_zone (reader, &time);
      return offprint_date_calendar_add_time (date, &time);
    }
  reader->at = before;
  if (date->precision == OFFPRINT_PRECISION_DAY)
    take_strict_zone (reader, &time);
  return TRUE;
}

/**
 * offprint_date_parse_iso8601:
 * @text: (nullable): NUL-terminated, any bytes
 * @date: (out): the date
 *
 * Parses ISO 8601: a year, month, day, week or ordinal date, with or without time and offset, in the extended or
 * basic form. The whole of @text must be a date; white space around it is passed over. A fraction of a second is
 * dropped, a leap second is the last second of its minute, 24:00 is 00:00 of the next day.
 *
 * Returns: %FALSE, with @date untouched, if @text is no such date. From any thread
 */
gboolean
offprint_date_parse_iso8601 (const char *text, OffprintDate *date)
{
  if (text == NULL)
    return FALSE;
  g_auto (OffprintDateReader) reader;
  offprint_date_reader_init (&reader, text, TEXT_MAX_BYTES, NULL);
  OffprintDate result = { OFFPRINT_PRECISION_NONE };
  if (!take_day (&reader, &result) || !take_rest (&reader, &result) || !offprint_date_reader_take_end (&reader))
    return FALSE;
  *date = result;
  return TRUE;
}
