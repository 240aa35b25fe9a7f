/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as values: to and from seconds, to text, in order, and parsing by all formats in turn. The formats themselves
 * are in date-iso8601.c and date-written.c. Nothing here asks the system for its zone or language. */
#include "core/date.h"

#include "core/date-calendar.h"

#include <string.h>

#define SECONDS_A_DAY 86400

/**
 * offprint_date_parse:
 * @text: (nullable): NUL-terminated, any bytes
 * @language: (nullable): BCP 47 tag of the text
 * @date: (out): the date
 *
 * Parses a text that is a date as a whole, in any known format: ISO 8601, mail, JavaScript, written.
 *
 * Returns: %FALSE, with @date untouched, if @text is no date. From any thread
 */
gboolean
offprint_date_parse (const char *text, const char *language, OffprintDate *date)
{
  return offprint_date_parse_iso8601 (text, date) || offprint_date_parse_rfc2822 (text, date)
         || offprint_date_parse_javascript (text, date) || offprint_date_parse_written (text, language, date);
}

/**
 * offprint_date_from_unix:
 * @seconds: since 1970-01-01T00:00:00Z, negative before it
 * @date: (out): the date in UTC, with seconds
 *
 * Returns: %FALSE, with @date untouched, if it is not in the years 1..9999. From any thread
 */
gboolean
offprint_date_from_unix (gint64 seconds, OffprintDate *date)
{
  gint64 second = seconds % SECONDS_A_DAY;
  gint64 days = seconds / SECONDS_A_DAY;
  if (second < 0)
    {
      second += SECONDS_A_DAY;
      days--;
    }
  OffprintDate time = {
    .precision = OFFPRINT_PRECISION_SECOND,
    .hour = (guint8) (second / 3600),
    .minute = (guint8) (second / 60 % 60),
    .second = (guint8) (second % 60),
    .has_offset = TRUE,
  };
  return offprint_date_calendar_set_days (date, days) && offprint_date_calendar_add_time (date, &time);
}

/**
 * offprint_date_to_unix:
 * @date: a date with at least a year
 *
 * What is not known is taken as the first moment of what is known, and an unknown offset as UTC.
 *
 * Returns: seconds since 1970-01-01T00:00:00Z; 0 for no date at all. From any thread
 */
gint64
offprint_date_to_unix (const OffprintDate *date)
{
  if (date->precision == OFFPRINT_PRECISION_NONE)
    return 0;
  gint64 days = offprint_date_calendar_to_days ((guint) date->year, MAX (date->month, 1), MAX (date->day, 1));
  gint64 offset = date->has_offset ? date->offset * 60 : 0;
  return days * SECONDS_A_DAY + date->hour * 3600 + date->minute * 60 + date->second - offset;
}

/* The date in ISO 8601 without the offset. */
static void
format_local (const OffprintDate *date, char buffer[OFFPRINT_DATE_BUFFER])
{
  static const guint8 lengths[] = {
    [OFFPRINT_PRECISION_NONE] = 0, [OFFPRINT_PRECISION_YEAR] = 4,    [OFFPRINT_PRECISION_MONTH] = 7,
    [OFFPRINT_PRECISION_DAY] = 10, [OFFPRINT_PRECISION_MINUTE] = 16, [OFFPRINT_PRECISION_SECOND] = 19,
  };
  g_snprintf (buffer, OFFPRINT_DATE_BUFFER, "%04u-%02u-%02uT%02u:%02u:%02u", (guint16) date->year % 10000u,
              date->month % 100u, date->day % 100u, date->hour % 100u, date->minute % 100u, date->second % 100u);
  buffer[lengths[date->precision]] = '\0';
}

/**
 * offprint_date_format:
 * @date: a date
 * @buffer: (out): room for the text
 *
 * Writes ISO 8601 in the precision that is known: `2022`, `2022-01`, `2022-01-27`, `2022-01-27T10:00`,
 * `2022-01-27T10:00:05`; a time is followed by its offset if that is known: `Z` or `+01:00`.
 * offprint_date_parse_iso8601() gives the same date again.
 *
 * Returns: (transfer none): @buffer; an empty text for no date. From any thread
 */
const char *
offprint_date_format (const OffprintDate *date, char buffer[OFFPRINT_DATE_BUFFER])
{
  format_local (date, buffer);
  if (!date->has_offset || date->precision < OFFPRINT_PRECISION_MINUTE)
    return buffer;
  gsize length = strlen (buffer);
  guint minutes = (guint) ABS (date->offset);
  if (minutes == 0)
    g_strlcpy (buffer + length, "Z", OFFPRINT_DATE_BUFFER - length);
  else
    g_snprintf (buffer + length, OFFPRINT_DATE_BUFFER - length, "%c%02u:%02u", date->offset < 0 ? '-' : '+',
                minutes / 60 % 100, minutes % 60);
  return buffer;
}

/**
 * offprint_date_compare:
 * @a: a date
 * @b: another
 *
 * Orders by the bytes of the local date in ISO 8601, as value slots are sorted: by the day as written, the less
 * precise first (`2022` < `2022-01` < `2022-01-27`), no date before all. Dates that are the same but for their offset
 * are ordered by it, those without an offset first, so that only equal dates compare equal: a total order.
 *
 * Returns: less than, equal to or greater than 0. From any thread
 */
int
offprint_date_compare (const OffprintDate *a, const OffprintDate *b)
{
  char text_a[OFFPRINT_DATE_BUFFER], text_b[OFFPRINT_DATE_BUFFER];
  format_local (a, text_a);
  format_local (b, text_b);
  int order = strcmp (text_a, text_b);
  if (order != 0)
    return order;
  if (a->has_offset != b->has_offset)
    return a->has_offset ? 1 : -1;
  return a->has_offset ? a->offset - b->offset : 0;
}
