/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/date-line.h"

#include <locale.h>

static void
check (const char *date, const char *wanted)
{
  g_autofree char *line = offprint_date_line_new (date);
  g_assert_cmpstr (line, ==, wanted);
}

/* A date shows what is known of it, and no more. */
static void
test_precision (void)
{
  check ("2022", "2022");
  check ("2022-01", "January 2022");
  check ("2022-01-27", "27 January 2022");
  check ("2022-02-09T23:30:00-05:00", "9 February 2022");
  check ("0987-12-31", "31 December 987");
}

/* What is no date shows nothing. */
static void
test_none (void)
{
  check (NULL, "");
  check ("", "");
  check ("yesterday", "");
  check ("2022-13-45", "");
}

/* Day, month and year stand in the order of the locale; where the year comes first, its own form is used. */
static void
test_order (void)
{
  static const struct
  {
    const char *locale, *day, *month;
  } forms[] = {
    { "%d.%m.%Y", "%-d %B %Y", "%OB %Y" },
    { "%d/%m/%y", "%-d %B %Y", "%OB %Y" },
    { "%-d. %-m. %Y", "%-d %B %Y", "%OB %Y" },
    { "%m/%d/%y", "%-d %B %Y", "%OB %Y" },
    { "%m/%d/%Y", "%B %-d, %Y", "%OB %Y" },
    { "%Y-%m-%d", "%Y-%m-%d", "%Y-%m" },
    { "%Y年%m月%d日", "%Y年%m月%d日", "%Y年%m月" },
    { "%Y. %m. %d.", "%Y. %m. %d.", "%Y. %m" },
    { "", "%-d %B %Y", "%OB %Y" },
    { "%", "%-d %B %Y", "%OB %Y" },
    { "%Y%", "%-d %B %Y", "%OB %Y" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *day = offprint_date_line_choose_format (forms[i].locale, OFFPRINT_PRECISION_DAY);
      g_autofree char *month = offprint_date_line_choose_format (forms[i].locale, OFFPRINT_PRECISION_MONTH);
      g_autofree char *year = offprint_date_line_choose_format (forms[i].locale, OFFPRINT_PRECISION_YEAR);
      g_assert_cmpstr (day, ==, forms[i].day);
      g_assert_cmpstr (month, ==, forms[i].month);
      g_assert_cmpstr (year, ==, "%Y");
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-line/precision", test_precision);
  g_test_add_func ("/date-line/none", test_none);
  g_test_add_func ("/date-line/order", test_order);
  return g_test_run ();
}
