/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The C library knows how a whole date is written in figures, but no form for a month and its year, nor one with the
 * month's name. So the order of its form decides: day, month and year (27 January 2022), month first (January 27,
 * 2022), or year first, where the form itself is taken, up to the month when no day is known (2022年01月27日,
 * 2022年01月). */
#include "desktop/date-line.h"

#include "core/i18n.h"

#include <langinfo.h>
#include <string.h>

/* What the C library writes where no locale is set: figures in an order that nobody chose */
#define C_FORMAT "%m/%d/%y"

typedef enum
{
  ORDER_DAY_FIRST,
  ORDER_MONTH_FIRST,
  ORDER_YEAR_FIRST,
} Order;

static const char *
find_first (const char *format, const char *specifiers)
{
  for (const char *at = strchr (format, '%'); at != NULL && at[1] != '\0'; at = strchr (at + 2, '%'))
    {
      const char *letter = at + 1 + strspn (at + 1, "-_0EO");
      if (*letter != '\0' && strchr (specifiers, *letter) != NULL)
        return at;
    }
  return NULL;
}

static gboolean
comes_before (const char *a, const char *b)
{
  return a != NULL && b != NULL && a < b;
}

static Order
find_order (const char *format)
{
  const char *day = find_first (format, "de"), *month = find_first (format, "mbB"), *year = find_first (format, "YyCG");
  if (g_str_equal (format, C_FORMAT) || day == NULL || month == NULL || year == NULL)
    return ORDER_DAY_FIRST;
  if (comes_before (year, month) && comes_before (month, day))
    return ORDER_YEAR_FIRST;
  return comes_before (month, day) ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
}

/* "%Y-%m-%d" to "%Y-%m", "%Y年%m月%d日" to "%Y年%m月" */
static char *
cut_day (const char *format)
{
  gsize length = (gsize) (find_first (format, "de") - format);
  while (length > 0 && strchr (" -./,", format[length - 1]) != NULL)
    length--;
  return g_strndup (format, length);
}

/**
 * offprint_date_line_choose_format:
 * @locale_format: how a locale writes dates, as of `nl_langinfo (D_FMT)`
 * @precision: what of the date is known, at least the year
 *
 * Returns: (transfer full): a format for g_date_time_format()
 */
char *
offprint_date_line_choose_format (const char *locale_format, OffprintPrecision precision)
{
  Order order = find_order (locale_format);
  if (precision == OFFPRINT_PRECISION_YEAR)
    return g_strdup ("%Y");
  /* Translators: a month and its year, as of date(1); %OB is the name of the month by itself. */
  if (precision == OFFPRINT_PRECISION_MONTH)
    return order == ORDER_YEAR_FIRST ? cut_day (locale_format) : g_strdup (C_("date", "%OB %Y"));
  if (order == ORDER_YEAR_FIRST)
    return g_strdup (locale_format);
  if (order == ORDER_MONTH_FIRST)
    return g_strdup ("%B %-d, %Y");
  /* Translators: a day, as of date(1); %B is the name of the month as it stands after a day. Only the signs between may
   * differ, as in "%-d. %B %Y". */
  return g_strdup (C_("date", "%-d %B %Y"));
}

/**
 * offprint_date_line_new:
 * @date: (nullable): ISO 8601 in the precision that is known; its time of day is not shown
 *
 * Returns: (transfer full): the date in the locale of this process: 2022, January 2022, 27 January 2022; empty when it
 *   is not known. The day is that of the place where it was written
 */
char *
offprint_date_line_new (const char *date)
{
  OffprintDate known;
  if (date == NULL || !offprint_date_parse_iso8601 (date, &known) || known.precision == OFFPRINT_PRECISION_NONE)
    return g_strdup ("");
  g_autofree char *format = offprint_date_line_choose_format (nl_langinfo (D_FMT), known.precision);
  g_autoptr (GDateTime) day = g_date_time_new_utc (known.year, MAX (known.month, 1), MAX (known.day, 1), 0, 0, 0);
  char *line = day != NULL ? g_date_time_format (day, format) : NULL;
  return line != NULL ? line : g_strdup (date);
}
