/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which days there are, and counting them. The calendar is the Gregorian one for all years 1..9999. */
#include "core/date-calendar.h"

/* Days from 0000-03-01, where the counting below begins, to 1970-01-01. */
#define DAYS_TO_EPOCH 719468
#define DAYS_IN_400_YEARS 146097

/**
 * offprint_date_calendar_days_in_month:
 * @year: 1..9999
 * @month: 1..12
 *
 * Returns: 28..31
 */
guint
offprint_date_calendar_days_in_month (guint year, guint month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/**
 * offprint_date_calendar_to_days:
 * @year: 1..9999
 * @month: 1..12
 * @day: 1..31
 *
 * Counts in years that begin in March, so that the leap day is the last one.
 *
 * Returns: days since 1970-01-01, negative before it
 */
gint64
offprint_date_calendar_to_days (guint year, guint month, guint day)
{
  gint64 march_year = (gint64) year - (month <= 2 ? 1 : 0);
  gint64 era = march_year / 400;
  gint64 year_of_era = march_year % 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_IN_400_YEARS + day_of_era - DAYS_TO_EPOCH;
}

/**
 * offprint_date_calendar_set_year:
 * @date: (out): set to the precision of a year
 * @year: any number
 *
 * Returns: %FALSE, with @date untouched, if there is no such year
 */
gboolean
offprint_date_calendar_set_year (OffprintDate *date, guint year)
{
  if (year < 1 || year > 9999)
    return FALSE;
  *date = (OffprintDate) { .precision = OFFPRINT_PRECISION_YEAR, .year = (gint16) year };
  return TRUE;
}

/**
 * offprint_date_calendar_set_month:
 * @date: (out): set to the precision of a month
 * @year: any number
 * @month: any number
 *
 * Returns: %FALSE, with @date untouched, if there is no such month
 */
gboolean
offprint_date_calendar_set_month (OffprintDate *date, guint year, guint month)
{
  if (month < 1 || month > 12 || !offprint_date_calendar_set_year (date, year))
    return FALSE;
  date->precision = OFFPRINT_PRECISION_MONTH;
  date->month = (guint8) month;
  return TRUE;
}

/**
 * offprint_date_calendar_set_day:
 * @date: (out): set to the precision of a day
 * @year: any number
 * @month: any number
 * @day: any number
 *
 * Returns: %FALSE, with @date untouched, if there is no such day
 */
gboolean
offprint_date_calendar_set_day (OffprintDate *date, guint year, guint month, guint day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12)
    return FALSE;
  if (day < 1 || day > offprint_date_calendar_days_in_month (year, month))
    return FALSE;
  offprint_date_calendar_set_month (date, year, month);
  date->precision = OFFPRINT_PRECISION_DAY;
  date->day = (guint8) day;
  return TRUE;
}

/**
 * offprint_date_calendar_set_days:
 * @date: (out): set to the precision of a day
 * @days: days since 1970-01-01
 *
 * Returns: %FALSE, with @date untouched, if the day is not in the years 1..9999
 */
gboolean
offprint_date_calendar_set_days (OffprintDate *date, gint64 days)
{
  if (days < offprint_date_calendar_to_days (1, 1, 1) || days > offprint_date_calendar_to_days (9999, 12, 31))
    return FALSE;
  gint64 from_march = days + DAYS_TO_EPOCH;
  gint64 day_of_era = from_march % DAYS_IN_400_YEARS;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 march_month = (5 * day_of_year + 2) / 153;
  gint64 month = march_month < 10 ? march_month + 3 : march_month - 9;
  gint64 year = from_march / DAYS_IN_400_YEARS * 400 + year_of_era + (month <= 2 ? 1 : 0);
  gint64 day = day_of_year - (153 * march_month + 2) / 5 + 1;
  return offprint_date_calendar_set_day (date, (guint) year, (guint) month, (guint) day);
}

/**
 * offprint_date_calendar_add_time:
 * @date: a date with the precision of a day
 * @time: a time of day with its precision and offset, its other members are ignored
 *
 * Adds a time to a day. 24:00 is 00:00 of the next day; a leap second is the last second of its minute.
 *
 * Returns: %FALSE, with @date untouched, if there is no such time
 */
gboolean
offprint_date_calendar_add_time (OffprintDate *date, const OffprintDate *time)
{
  gboolean midnight = time->hour == 24 && time->minute == 0 && time->second == 0;
  if ((time->hour > 23 && !midnight) || time->minute > 59 || time->second > 60)
    return FALSE;
  OffprintDate day = *date;
  if (midnight)
    {
      gint64 days = offprint_date_calendar_to_days ((guint) date->year, date->month, date->day);
      if (!offprint_date_calendar_set_days (&day, days + 1))
        return FALSE;
    }
  *date = *time;
  date->year = day.year;
  date->month = day.month;
  date->day = day.day;
  date->hour = time->hour % 24;
  date->second = MIN (time->second, 59);
  return TRUE;
}
