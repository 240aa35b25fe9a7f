/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the words for a date to the span of bytes that the values of the date slots lie in. A value is ISO 8601 in the
 * known precision, so "2022-01-27T10:00" lies between "2022-01" and "2022-01\xff", and "2022" does not: an article of
 * which only the year is known is not one of January. No time of day: nobody asks for it. */
#include "store/query-dates.h"

#include "core/date.h"

#include <string.h>

/* Below all dates and above the empty value, which an undated article has; above all dates */
#define LEAST "0"
#define GREATEST "9999\xff"
#define TEXT_MAX 64
#define COUNT_MAX 10000

typedef enum
{
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

/* Both included */
typedef struct
{
  OffprintDate first, last;
} Days;

static const struct
{
  const char *name;
  Unit unit;
} units[] = {
  { "day", UNIT_DAY },   { "days", UNIT_DAY },     { "week", UNIT_WEEK }, { "weeks", UNIT_WEEK },
  { "month", UNIT_MONTH }, { "months", UNIT_MONTH }, { "year", UNIT_YEAR }, { "years", UNIT_YEAR },
};

static const char *const weekdays[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

static gboolean
find_unit (const char *name, Unit *unit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].name, name) == 0)
      {
        *unit = units[i].unit;
        return TRUE;
      }
  return FALSE;
}

static void
from_gdate (const GDate *day, OffprintPrecision precision, OffprintDate *date)
{
  *date = (OffprintDate){ .precision = precision, .year = (gint16) MIN (g_date_get_year (day), 9999) };
  if (precision >= OFFPRINT_PRECISION_MONTH)
    date->month = (guint8) g_date_get_month (day);
  if (precision >= OFFPRINT_PRECISION_DAY)
    date->day = (guint8) g_date_get_day (day);
}

static void
to_gdate (const OffprintDate *date, GDate *day)
{
  g_date_clear (day, 1);
  g_date_set_dmy (day, MAX (date->day, 1), (GDateMonth) MAX (date->month, 1), (GDateYear) date->year);
}

/* Steps by whole units, not before the year 1 and not after 9999. */
static void
step (GDate *day, Unit unit, int count)
{
  guint days = (guint) ABS (count) * (unit == UNIT_WEEK ? 7 : 1);
  if (unit == UNIT_YEAR && count < 0 && g_date_get_year (day) <= (guint) -count)
    g_date_set_dmy (day, 1, 1, 1);
  else if (unit == UNIT_YEAR)
    count < 0 ? g_date_subtract_years (day, (guint) -count) : g_date_add_years (day, (guint) count);
  else if (unit == UNIT_MONTH && count < 0 && g_date_get_year (day) <= (guint) -count / 12 + 1)
    g_date_set_dmy (day, 1, 1, 1);
  else if (unit == UNIT_MONTH)
    count < 0 ? g_date_subtract_months (day, (guint) -count) : g_date_add_months (day, (guint) count);
  else if (count < 0 && g_date_get_julian (day) <= days)
    g_date_set_dmy (day, 1, 1, 1);
  else
    count < 0 ? g_date_subtract_days (day, days) : g_date_add_days (day, days);
}

/* The day, week, month or year that @day is in */
static void
around (const GDate *day, Unit unit, Days *days)
{
  static const OffprintPrecision precisions[] = {
    [UNIT_DAY] = OFFPRINT_PRECISION_DAY,
    [UNIT_WEEK] = OFFPRINT_PRECISION_DAY,
    [UNIT_MONTH] = OFFPRINT_PRECISION_MONTH,
    [UNIT_YEAR] = OFFPRINT_PRECISION_YEAR,
  };
  GDate first = *day;
  if (unit == UNIT_WEEK)
    step (&first, UNIT_DAY, 1 - (int) g_date_get_weekday (day));
  GDate last = first;
  if (unit == UNIT_WEEK)
    step (&last, UNIT_DAY, 6);
  from_gdate (&first, precisions[unit], &days->first);
  from_gdate (&last, precisions[unit], &days->last);
}

static gboolean
parse_count (const char *text, int *count)
{
  guint64 number;
  if (!g_ascii_string_to_unsigned (text, 10, 1, COUNT_MAX, &number, NULL))
    return FALSE;
  *count = (int) number;
  return TRUE;
}

/* today, yesterday, monday: the last one, not today */
static gboolean
parse_day (const char *word, const GDate *today, Days *days)
{
  GDate day = *today;
  int back = strcmp (word, "today") == 0 ? 0 : strcmp (word, "yesterday") == 0 ? 1 : -1;
  for (int i = 0; back < 0 && i < (int) G_N_ELEMENTS (weekdays); i++)
    if (strcmp (word, weekdays[i]) == 0)
      back = ((int) g_date_get_weekday (today) - 1 - i + 6) % 7 + 1;
  if (back < 0)
    return FALSE;
  step (&day, UNIT_DAY, -back);
  around (&day, UNIT_DAY, days);
  return TRUE;
}

/* this month, last year */
static gboolean
parse_unit (const char *which, const char *unit_name, const GDate *today, Days *days)
{
  GDate day = *today;
  Unit unit;
  gboolean last = strcmp (which, "last") == 0 || strcmp (which, "past") == 0;
  if (!find_unit (unit_name, &unit) || (!last && strcmp (which, "this") != 0))
    return FALSE;
  if (last)
    step (&day, unit, -1);
  around (&day, unit, days);
  return TRUE;
}

/* "3 weeks ago" is that week; as a limit it is the day three weeks ago. */
static gboolean
parse_ago (const char *number, const char *unit_name, OffprintDateSense sense, const GDate *today, Days *days)
{
  GDate day = *today;
  Unit unit;
  int count;
  if (!find_unit (unit_name, &unit) || !parse_count (number, &count))
    return FALSE;
  step (&day, unit, -count);
  around (&day, sense == OFFPRINT_DATE_WITHIN ? unit : UNIT_DAY, days);
  return TRUE;
}

/* last 3 weeks: from the day three weeks ago to today */
static gboolean
parse_last (const char *number, const char *unit_name, const GDate *today, Days *days)
{
  Days now;
  if (!parse_ago (number, unit_name, OFFPRINT_DATE_AFTER, today, days))
    return FALSE;
  around (today, UNIT_DAY, &now);
  days->last = now.last;
  return TRUE;
}

static gboolean
parse_words (const char *text, OffprintDateSense sense, gint64 now, Days *days)
{
  g_autoptr (GDateTime) present = g_date_time_new_from_unix_local (now);
  GDate today;
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit (g_strdelimit (lower, "-_\t", ' '), " ", 5);
  guint n_words = g_strv_length (words);
  if (present == NULL)
    return FALSE;
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (present),
                  (GDateMonth) g_date_time_get_month (present),
                  (GDateYear) g_date_time_get_year (present));
  if (n_words == 1)
    return parse_day (words[0], &today, days);
  if (n_words == 2)
    return parse_unit (words[0], words[1], &today, days);
  if (n_words == 3 && strcmp (words[2], "ago") == 0)
    return parse_ago (words[0], words[1], sense, &today, days);
  return n_words == 3 && (strcmp (words[0], "last") == 0 || strcmp (words[0], "past") == 0)
         && parse_last (words[1], words[2], &today, days);
}

/* 2022-01-27, 2022/01/27, 20220127, 27 January 2022; a time of day is left away. */
static gboolean
parse_date (const char *text, Days *days)
{
  OffprintDate date;
  g_autofree char *dashed = g_strdelimit (g_strdup (text), "/", '-');
  if (!offprint_date_parse_iso8601 (dashed, &date) && !offprint_date_parse (text, NULL, &date))
    return FALSE;
  days->first = (OffprintDate){
    .precision = MIN (date.precision, OFFPRINT_PRECISION_DAY),
    .year = date.year,
    .month = date.month,
    .day = date.day,
  };
  days->last = days->first;
  return date.precision != OFFPRINT_PRECISION_NONE;
}

static gboolean
parse_days (const char *text, OffprintDateSense sense, gint64 now, Days *days)
{
  return parse_words (text, sense, now, days) || parse_date (text, days);
}

static void
set_low (OffprintDateSpan *span, const OffprintDate *date)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  g_strlcpy (span->low, offprint_date_format (date, buffer), sizeof span->low);
}

static void
set_high (OffprintDateSpan *span, const OffprintDate *date)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  g_snprintf (span->high, sizeof span->high, "%s\xff", offprint_date_format (date, buffer));
}

/* The day, month or year before: what "before" ends with */
static void
set_high_before (OffprintDateSpan *span, const OffprintDate *date)
{
  static const Unit steps[] = {
    [OFFPRINT_PRECISION_YEAR] = UNIT_YEAR,
    [OFFPRINT_PRECISION_MONTH] = UNIT_MONTH,
    [OFFPRINT_PRECISION_DAY] = UNIT_DAY,
  };
  GDate day;
  OffprintDate before;
  to_gdate (date, &day);
  step (&day, steps[date->precision], -1);
  from_gdate (&day, date->precision, &before);
  set_high (span, &before);
}

static void
to_span (const Days *days, OffprintDateSense sense, OffprintDateSpan *span)
{
  *span = (OffprintDateSpan){ LEAST, GREATEST };
  if (sense == OFFPRINT_DATE_BEFORE)
    set_high_before (span, &days->first);
  else
    set_low (span, &days->first);
  if (sense == OFFPRINT_DATE_WITHIN)
    set_high (span, &days->last);
}

/* FROM..TO, where one of them may be missing; ends in the wrong order are put right. */
static gboolean
parse_interval (const char *from, const char *to, gint64 now, OffprintDateSpan *span)
{
  Days first, last;
  if ((*from == '\0' && *to == '\0') || (*from != '\0' && !parse_days (from, OFFPRINT_DATE_WITHIN, now, &first))
      || (*to != '\0' && !parse_days (to, OFFPRINT_DATE_WITHIN, now, &last)))
    return FALSE;
  *span = (OffprintDateSpan){ LEAST, GREATEST };
  if (*from != '\0' && *to != '\0' && offprint_date_compare (&first.first, &last.first) > 0)
    {
      Days swap = first;
      first = last;
      last = swap;
    }
  if (*from != '\0')
    set_low (span, &first.first);
  if (*to != '\0')
    set_high (span, &last.last);
  return TRUE;
}

/* `..`, or as Recoll has it one `/` between two whole dates (2022/01 is a month) */
static char *
find_separator (char *text, gsize *length)
{
  char *dots = strstr (text, "..");
  char *slash = strchr (text, '/');
  *length = dots != NULL ? 2 : 1;
  if (dots != NULL)
    return dots;
  return slash != NULL && strchr (slash + 1,
                                  '/') == NULL && slash - text >= 4 && strlen (slash + 1) >= 4 ? slash : NULL;
}

/**
 * offprint_query_dates_parse:
 * @text: (array length=length): valid UTF-8, what stood after `published:`, `after:` and the like
 * @length: bytes of @text
 * @sense: what was asked: a span may only be given with %OFFPRINT_DATE_WITHIN
 * @now: the present in Unix seconds; its day in the local time zone is today
 * @span: (out): the values that fit
 *
 * An undated article is in no span, one of which only the year is known is in no span that begins or ends within that
 * year.
 *
 * Returns: %TRUE, or %FALSE when @text is no date
 */
gboolean
offprint_query_dates_parse (const char *text, gsize length, OffprintDateSense sense, gint64 now, OffprintDateSpan *span)
{
  if (length > TEXT_MAX)
    return FALSE;
  g_autofree char *copy = g_strstrip (g_strndup (text, length));
  gsize separator_length;
  char *separator = sense == OFFPRINT_DATE_WITHIN ? find_separator (copy, &separator_length) : NULL;
  if (separator != NULL)
    {
      *separator = '\0';
      return parse_interval (g_strchomp (copy), g_strchug (separator + separator_length), now, span);
    }
  Days days;
  if (*copy == '\0' || !parse_days (copy, sense, now, &days))
    return FALSE;
  to_span (&days, sense, span);
  return TRUE;
}

/* The end of the word at @at; no word is longer than a date may be. */
static gsize
end_word (const char *text, gsize length, gsize at)
{
  while (at < length && !g_ascii_isspace (text[at]))
    at++;
  return at;
}

/**
 * offprint_query_dates_measure:
 * @text: (array length=length): valid UTF-8, a query from behind the colon of a date field to its end
 * @length: bytes of @text
 *
 * Lets a person type `after:3 days ago` without quotation marks.
 *
 * Returns: how many bytes at the start of @text are a date of several words; 0 when there is none
 */
gsize
offprint_query_dates_measure (const char *text, gsize length)
{
  OffprintDateSense sense = OFFPRINT_DATE_WITHIN;
  gsize ends[3] = { 0 };
  Days days;
  length = MIN (length, TEXT_MAX);
  for (gsize i = 0, at = 0; i < G_N_ELEMENTS (ends) && at < length; i++)
    {
      ends[i] = end_word (text, length, at);
      at = ends[i] + 1;
    }
  for (gsize i = G_N_ELEMENTS (ends) - 1; i > 0; i--)
    {
      g_autofree char *words = g_strndup (text, ends[i]);
      if (ends[i] > 0 && strchr (words, ' ') != NULL && parse_words (words, sense, 0, &days))
        return ends[i];
    }
  return 0;
}
