/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: any bytes as a date, by every parser. The first byte chooses the language. What comes out must be a
 * day that exists and must be read again as what it is. */
#include "core/date.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Members beyond the precision are 0, the others in their bounds. */
static void
check_members (const OffprintDate *date)
{
  g_assert_cmpint (date->precision, >, OFFPRINT_PRECISION_NONE);
  g_assert_cmpint (date->precision, <=, OFFPRINT_PRECISION_SECOND);
  g_assert_cmpint (date->year, >=, 1);
  g_assert_cmpint (date->year, <=, 9999);
  g_assert_true ((date->month >= 1 && date->month <= 12) == (date->precision >= OFFPRINT_PRECISION_MONTH));
  if (date->precision >= OFFPRINT_PRECISION_DAY)
    g_assert_true (g_date_valid_dmy (date->day, date->month, (GDateYear) date->year));
  else
    g_assert_cmpuint (date->day, ==, 0);
  gboolean timed = date->precision >= OFFPRINT_PRECISION_MINUTE;
  g_assert_cmpuint (date->hour, <, timed ? 24 : 1);
  g_assert_cmpuint (date->minute, <, timed ? 60 : 1);
  g_assert_cmpuint (date->second, <, date->precision == OFFPRINT_PRECISION_SECOND ? 60 : 1);
  g_assert_true (timed || !date->has_offset);
  g_assert_true (date->has_offset || date->offset == 0);
}

static void
check (gboolean found, const OffprintDate *date)
{
  if (!found)
    return;
  OffprintDate again;
  char buffer[OFFPRINT_DATE_BUFFER];
  check_members (date);
  g_assert_true (offprint_date_parse_iso8601 (offprint_date_format (date, buffer), &again));
  g_assert_cmpint (again.precision, ==, date->precision);
  g_assert_cmpint (offprint_date_compare (&again, date), ==, 0);
  g_assert_cmpint (offprint_date_to_unix (&again), ==, offprint_date_to_unix (date));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const languages[] = { NULL, "en", "en-GB", "de", "ja", "pl", "ru", "tr" };
  const char *language = languages[size > 0 ? data[0] % G_N_ELEMENTS (languages) : 0];
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  OffprintDate date;
  gsize start, end;

  check (offprint_date_parse_iso8601 (text, &date), &date);
  check (offprint_date_parse_rfc2822 (text, &date), &date);
  check (offprint_date_parse_javascript (text, &date), &date);
  check (offprint_date_parse_written (text, language, &date), &date);
  check (offprint_date_parse (text, language, &date), &date);
  gboolean found = offprint_date_find_written (text, language, &date, &start, &end);
  check (found, &date);
  if (found)
    {
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (end, <=, MIN (strlen (text), 4096));
    }
  return 0;
}
