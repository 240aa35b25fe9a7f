/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A grammar of a few English words, and the months of all languages that articles are dated in:
 *
 *     date   = ("the" | "in" | "on" | "during" | "from")* what
 *     what   = "today" | "yesterday" | ["last"] weekday
 *            | ("this" | "last") unit | "last" number unit | number unit "ago"
 *            | ["last"] month | month year
 *
 * "past" and "previous" say the same as "last". */
#include "store/query-date-words.h"

#include "core/date-names.h"

#include <string.h>

#define COUNT_MAX 10000

typedef enum
{
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

static const struct
{
  const char *name;
  Unit unit;
} units[] = {
  { "day", UNIT_DAY },   { "days", UNIT_DAY },     { "week", UNIT_WEEK }, { "weeks", UNIT_WEEK },
  { "month", UNIT_MONTH }, { "months", UNIT_MONTH }, { "year", UNIT_YEAR }, { "years", UNIT_YEAR },
};

static const char *const numbers[] = {
  "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
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
around (const GDate *day, Unit unit, OffprintDateDays *days)
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
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (text, numbers[i]) == 0)
      {
        *count = (int) i + 1;
        return TRUE;
      }
  if (!g_ascii_string_to_unsigned (text, 10, 1, COUNT_MAX, &number, NULL))
    return FALSE;
  *count = (int) number;
  return TRUE;
}

static gboolean
is_last (const char *word)
{
  return strcmp (word, "last") == 0 || strcmp (word, "past") == 0 || strcmp (word, "previous") == 0;
}

/* today, yesterday, monday: the last one, not today */
static gboolean
parse_day (const char *word, const GDate *today, OffprintDateDays *days)
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
parse_unit (const char *which, const char *unit_name, const GDate *today, OffprintDateDays *days)
{
  GDate day = *today;
  Unit unit;
  if (!find_unit (unit_name, &unit) || (!is_last (which) && strcmp (which, "this") != 0))
    return FALSE;
  if (is_last (which))
    step (&day, unit, -1);
  around (&day, unit, days);
  return TRUE;
}

/* "3 weeks ago" is that week; as a limit it is the day three weeks ago. */
static gboolean
parse_ago (const char *number, const char *unit_name, gboolean limit, const GDate *today, OffprintDateDays *days)
{
  GDate day = *today;
  Unit unit;
  int count;
  if (!find_unit (unit_name, &unit) || !parse_count (number, &count))
    return FALSE;
  step (&day, unit, -count);
  around (&day, limit ? UNIT_DAY : unit, days);
  return TRUE;
}

/* last 3 weeks: from the day three weeks ago to today */
static gboolean
parse_last (const char *number, const char *unit_name, const GDate *today, OffprintDateDays *days)
{
  OffprintDateDays now;
  if (!parse_ago (number, unit_name, TRUE, today, days))
    return FALSE;
  around (today, UNIT_DAY, &now);
  days->last = now.last;
  return TRUE;
}

/* Returns: 1..12, 0: no month's name, or one that means different months in different languages */
static int
find_month (const char *word)
{
  int month = 0;
  for (const OffprintDateSense *sense = offprint_date_names_find (word, strlen (word)); sense != NULL;
       sense = sense->next)
    if (sense->kind == OFFPRINT_DATE_WORD_MONTH && month != 0 && sense->value != month)
      return 0;
    else if (sense->kind == OFFPRINT_DATE_WORD_MONTH)
      month = sense->value;
  return month;
}

static void
set_month (OffprintDateDays *days, int year, int month)
{
  days->first = (OffprintDate){ .precision = OFFPRINT_PRECISION_MONTH, .year = (gint16) MAX (year, 1),
                                .month = (guint8) month };
  days->last = days->first;
}

/* The last one that has begun; "last january" in January is the one before. */
static gboolean
parse_month (const char *word, gboolean last, const GDate *today, OffprintDateDays *days)
{
  int month = find_month (word), present = (int) g_date_get_month (today);
  gboolean past = month > present || (last && month == present);
  if (month == 0)
    return FALSE;
  set_month (days, g_date_get_year (today) - (past ? 1 : 0), month);
  return TRUE;
}

static gboolean
parse_month_year (const char *word, const char *year_text, OffprintDateDays *days)
{
  guint64 year;
  int month = find_month (word);
  if (month == 0 || strlen (year_text) != 4 || !g_ascii_string_to_unsigned (year_text, 10, 1, 9999, &year, NULL))
    return FALSE;
  set_month (days, (int) year, month);
  return TRUE;
}

static OffprintDateWords
parse_two (const char *first, const char *second, const GDate *today, OffprintDateDays *days)
{
  if (parse_unit (first, second, today, days))
    return OFFPRINT_DATE_WORDS_SPAN;
  if (is_last (first) && (parse_day (second, today, days) || parse_month (second, TRUE, today, days)))
    return OFFPRINT_DATE_WORDS_SPAN;
  return parse_month_year (first, second, days) ? OFFPRINT_DATE_WORDS_MONTH_YEAR : OFFPRINT_DATE_WORDS_NONE;
}

static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "the", "in", "on", "during", "from", NULL };
  return g_strv_contains (fillers, word);
}

/**
 * offprint_query_date_words_parse:
 * @words: (array length=n_words): in lower case
 * @n_words: how many
 * @limit: %TRUE: the day matters, not the week or month that it is in: "3 weeks ago" is one day
 * @today: the present
 * @days: (out): the first and the last day, month or year
 *
 * Returns: what @words are; with %OFFPRINT_DATE_WORDS_NONE @days is not set
 */
OffprintDateWords
offprint_query_date_words_parse (const char *const *words, guint n_words, gboolean limit, const GDate *today,
                                 OffprintDateDays *days)
{
  for (; n_words > 1 && is_filler (words[0]); n_words--)
    words++;
  if (n_words == 1 && parse_day (words[0], today, days))
    return OFFPRINT_DATE_WORDS_DAY;
  if (n_words == 1 && parse_month (words[0], FALSE, today, days))
    return OFFPRINT_DATE_WORDS_MONTH;
  if (n_words == 2)
    return parse_two (words[0], words[1], today, days);
  if (n_words == 3 && strcmp (words[2], "ago") == 0 && parse_ago (words[0], words[1], limit, today, days))
    return OFFPRINT_DATE_WORDS_SPAN;
  if (n_words == 3 && is_last (words[0]) && parse_last (words[1], words[2], today, days))
    return OFFPRINT_DATE_WORDS_SPAN;
  return OFFPRINT_DATE_WORDS_NONE;
}

/**
 * offprint_query_date_words_today:
 * @now: the present in Unix seconds
 * @today: (out): its day in the local time zone
 *
 * Returns: %FALSE when @now is out of bounds
 */
gboolean
offprint_query_date_words_today (gint64 now, GDate *today)
{
  g_autoptr (GDateTime) present = g_date_time_new_from_unix_local (now);
  if (present == NULL)
    return FALSE;
  g_date_clear (today, 1);
  g_date_set_dmy (today, (GDateDay) g_date_time_get_day_of_month (present),
                  (GDateMonth) g_date_time_get_month (present), (GDateYear) g_date_time_get_year (present));
  return TRUE;
}

/**
 * offprint_query_date_words_step_back:
 * @date: (inout): becomes the day, month or year before it, none before the year 1
 */
void
offprint_query_date_words_step_back (OffprintDate *date)
{
  static const Unit steps[] = {
    [OFFPRINT_PRECISION_YEAR] = UNIT_YEAR,
    [OFFPRINT_PRECISION_MONTH] = UNIT_MONTH,
    [OFFPRINT_PRECISION_DAY] = UNIT_DAY,
  };
  GDate day;
  OffprintPrecision precision = date->precision;
  to_gdate (date, &day);
  step (&day, steps[precision], -1);
  from_gdate (&day, precision, date);
}
