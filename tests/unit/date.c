/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates: each way of writing gives the date that a reader would understand, in no better precision than written; what
 * is no date, or could be two dates, gives none. */
#include "core/date.h"

#include "core/date-names.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *language;
  const char *expected; /* as formatted; NULL: no date */
} Case;

typedef gboolean (*ParseFunc) (const char *text, const char *language, OffprintDate *date);

static gboolean
parse_iso8601 (const char *text, const char *language, OffprintDate *date)
{
  return offprint_date_parse_iso8601 (text, date);
}

static gboolean
parse_rfc2822 (const char *text, const char *language, OffprintDate *date)
{
  return offprint_date_parse_rfc2822 (text, date);
}

static gboolean
parse_javascript (const char *text, const char *language, OffprintDate *date)
{
  return offprint_date_parse_javascript (text, date);
}

static gboolean
find_written (const char *text, const char *language, OffprintDate *date)
{
  gsize start = G_MAXSIZE, end = 0;
  gboolean found = offprint_date_find_written (text, language, date, &start, &end);
  if (found)
    {
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (end, <=, strlen (text));
    }
  return found;
}

static void
assert_case (ParseFunc parse, const Case *expected)
{
  const OffprintDate untouched = { .precision = OFFPRINT_PRECISION_YEAR, .year = 1111 };
  OffprintDate date = untouched;
  char buffer[OFFPRINT_DATE_BUFFER];
  gboolean found = parse (expected->text, expected->language, &date);
  const char *result = offprint_date_format (&date, buffer);
  if (found != (expected->expected != NULL) || (found && strcmp (result, expected->expected) != 0))
    g_test_message ("'%s' (%s)", expected->text, expected->language != NULL ? expected->language : "any");
  g_assert_cmpstr (found ? result : NULL, ==, expected->expected);
  if (!found)
    g_assert_cmpint (offprint_date_compare (&date, &untouched), ==, 0);
}

#define ASSERT_CASES(parse, cases) \
  G_STMT_START \
  { \
    for (gsize i_ = 0; i_ < G_N_ELEMENTS (cases); i_++) \
      assert_case (parse, &(cases)[i_]); \
  } \
  G_STMT_END

/* All usual shapes of ISO 8601 are read, in the precision that they have. */
static void
test_iso8601 (void)
{
  static const Case cases[] = {
    { "2022", NULL, "2022" },
    { "0001", NULL, "0001" },
    { "9999-12-31", NULL, "9999-12-31" },
    { "2022-01", NULL, "2022-01" },
    { "2022-01-27", NULL, "2022-01-27" },
    { "20220127", NULL, "2022-01-27" },
    { " 2022-01-27 \n", NULL, "2022-01-27" },
    { "2022-01-27Z", NULL, "2022-01-27" },
    { "2022-01-27+01:00", NULL, "2022-01-27" },
    { "2022-01-27T10", NULL, "2022-01-27T10:00" },
    { "2022-01-27T10Z", NULL, "2022-01-27T10:00Z" },
    { "2022-01-27T10:00", NULL, "2022-01-27T10:00" },
    { "2022-01-27t10:00z", NULL, "2022-01-27T10:00Z" },
    { "2022-01-27T10:00Z", NULL, "2022-01-27T10:00Z" },
    { "2022-01-27T10:00:05", NULL, "2022-01-27T10:00:05" },
    { "2022-01-27T10:00:05Z", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27T10:00:05+00:00", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27T10:00:05-00:00", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27T10:00:05.123Z", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27T10:00:05,123+01:00", NULL, "2022-01-27T10:00:05+01:00" },
    { "2022-01-27T10:00:05.123456789012345678901234567890Z", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27T10:00:05+01:00", NULL, "2022-01-27T10:00:05+01:00" },
    { "2022-01-27T10:00:05+0100", NULL, "2022-01-27T10:00:05+01:00" },
    { "2022-01-27T10:00:05+01", NULL, "2022-01-27T10:00:05+01:00" },
    { "2022-01-27T10:00-05:00", NULL, "2022-01-27T10:00-05:00" },
    { "2022-01-27T10:00:05\342\210\22205:30", NULL, "2022-01-27T10:00:05-05:30" },
    { "2022-01-27T10:00:05+05:45", NULL, "2022-01-27T10:00:05+05:45" },
    { "2022-01-27 10:00", NULL, "2022-01-27T10:00" },
    { "2022-01-27 10:00:05", NULL, "2022-01-27T10:00:05" },
    { "2022-01-27 10:00:05 +0100", NULL, "2022-01-27T10:00:05+01:00" },
    { "2022-01-27 10:00:05 -0800", NULL, "2022-01-27T10:00:05-08:00" },
    { "2022-01-27 10:00:05 UTC", NULL, "2022-01-27T10:00:05Z" },
    { "2022-01-27 10:00:05 EST", NULL, "2022-01-27T10:00:05-05:00" },
    { "2022-01-27 10:00 ET", NULL, "2022-01-27T10:00" },
    { "2022-01-27T10:00:00 (UTC +01:00)", NULL, "2022-01-27T10:00:00+01:00" },
    { "2022-01-27T10:00:00 (UTC -05:00)", NULL, "2022-01-27T10:00:00-05:00" },
    { "2022-01-27T10:00:00 (UTC)", NULL, "2022-01-27T10:00:00Z" },
    { "2022-01-27T10:00:00+01:00[Europe/Paris]", NULL, "2022-01-27T10:00:00+01:00" },
    { "20220127T1000", NULL, "2022-01-27T10:00" },
    { "20220127T100005Z", NULL, "2022-01-27T10:00:05Z" },
    { "20220127T100005.5+0100", NULL, "2022-01-27T10:00:05+01:00" },
    { "20220127100005", NULL, "2022-01-27T10:00:05" },
    { "202201271000", NULL, "2022-01-27T10:00" },
    { "2022-027", NULL, "2022-01-27" },
    { "2022027", NULL, "2022-01-27" },
    { "2020-366", NULL, "2020-12-31" },
    { "2022-W04-4", NULL, "2022-01-27" },
    { "2022W044", NULL, "2022-01-27" },
    { "2022-W04", NULL, "2022-01-24" },
    { "2020-W53-5", NULL, "2021-01-01" },
    { "2019-W01-1", NULL, "2018-12-31" },
    { "2024-02-29", NULL, "2024-02-29" },
    { "2000-02-29", NULL, "2000-02-29" },
    { "2022-01-27T24:00", NULL, "2022-01-28T00:00" },
    { "2022-12-31T24:00:00Z", NULL, "2023-01-01T00:00:00Z" },
    { "2016-12-31T23:59:60Z", NULL, "2016-12-31T23:59:59Z" },
    { "\357\274\222\357\274\220\357\274\222\357\274\222", NULL, "2022" },
  };
  ASSERT_CASES (parse_iso8601, cases);
}

/* What has other text, a day that does not exist, or numbers of the wrong length, is not ISO 8601. */
static void
test_iso8601_refused (void)
{
  static const Case cases[] = {
    { NULL }, { "" }, { " " }, { "-" }, { "T" }, { "Z" }, { "0000" }, { "0000-01-01" }, { "202" }, { "20222" },
    { "202201" },
    { "2022-1" }, { "2022-13" }, { "2022-00" }, { "2022-01-00" }, { "2022-01-32" }, { "2022-1-27" }, { "2022-01-7" },
    { "2022-02-29" }, { "1900-02-29" }, { "2022-04-31" }, { "20221301" }, { "x2022-01-27" }, { "on 2022-01-27" },
    { "2022-01-27x" }, { "2022-01-27 x" }, { "2022-01-27T" }, { "2022-01-27T25:00" }, { "2022-01-27T10:60" },
    { "2022-01-27T10:00:61" }, { "2022-01-27T24:01" }, { "2022-01-27T10:00+" }, { "2022-01-27T10:00+1:00:00" },
    { "2022-01-27T10:00+25:00" }, { "2022-01-27T10:00+01:75" }, { "9999-12-31T24:00" }, { "2022-01-27 10:00 PM" },
    { "2022-01-27 10" }, { "2022-01-27, 10:00" }, { "2022- 01-27" }, { "2022-01 -27" }, { "2022/01/27" },
    { "2022-366" },
    { "2022-000" }, { "2022-W53-1" }, { "2022-W00-1" }, { "2022-W04-8" }, { "2022-W" }, { "0000-W01-1" }, { "0000001" },
    { "20220127T" }, { "20221327100005" }, { "20220127256000" }, { "2022-01-27T1:00" }, { "2022-01-27T10:0" },
    { "2022 Z" }, { "2022 AD" }, { "99999999999999999999999999999" }, { "2022-01-27T10:00:05.Z" }, { "\3772022" },
    { "2022\377" }, { "2022-01-27\342" }, { "2022-01-27T10:00 (UTC +01:00" },
  };
  ASSERT_CASES (parse_iso8601, cases);
}

/* Dates of mail are read with all that RFC 2822 still allows: comments, old zones, short years; and without a time. */
static void
test_rfc2822 (void)
{
  static const Case cases[] = {
    { "Sun, 28 May 2023 10:11:12 +0200", NULL, "2023-05-28T10:11:12+02:00" },
    { "Sun, 28 May 2023 10:11:12 -0730", NULL, "2023-05-28T10:11:12-07:30" },
    { "28 May 2023 10:11:12 +0200", NULL, "2023-05-28T10:11:12+02:00" },
    { "28 May 2023 10:11 +0200", NULL, "2023-05-28T10:11+02:00" },
    { "Sun, 28 May 2023", NULL, "2023-05-28" },
    { "28 May 2023", NULL, "2023-05-28" },
    { "8 May 2023", NULL, "2023-05-08" },
    { "Sun, 28 May 2023 10:11:12 GMT", NULL, "2023-05-28T10:11:12Z" },
    { "Sun, 28 May 2023 10:11:12 UT", NULL, "2023-05-28T10:11:12Z" },
    { "Sun, 28 May 2023 10:11:12 Z", NULL, "2023-05-28T10:11:12Z" },
    { "Sun, 28 May 2023 10:11:12 EST", NULL, "2023-05-28T10:11:12-05:00" },
    { "Sun, 28 May 2023 10:11:12 EDT", NULL, "2023-05-28T10:11:12-04:00" },
    { "Sun, 28 May 2023 10:11:12 CST", NULL, "2023-05-28T10:11:12-06:00" },
    { "Sun, 28 May 2023 10:11:12 PDT", NULL, "2023-05-28T10:11:12-07:00" },
    { "Sun, 28 May 2023 10:11:12 A", NULL, "2023-05-28T10:11:12" },
    { "Sun, 28 May 2023 10:11:12 XYZ", NULL, "2023-05-28T10:11:12" },
    { "Sun, 28 May 2023 10:11:12", NULL, "2023-05-28T10:11:12" },
    { "Sun, 28 May 2023 10:11:12 +0200 (CEST)", NULL, "2023-05-28T10:11:12+02:00" },
    { "Sun (day), 28 (twenty (eight)) May(!)2023 10:11:12 +0200 (a (b) c)", NULL, "2023-05-28T10:11:12+02:00" },
    { "Sun, 28 May 23 10:11:12 GMT", NULL, "2023-05-28T10:11:12Z" },
    { "Thu, 28 May 98 10:11:12 GMT", NULL, "1998-05-28T10:11:12Z" },
    { "28 May 49", NULL, "2049-05-28" },
    { "28 May 50", NULL, "1950-05-28" },
    { "28 May 123 10:11:12 GMT", NULL, "2023-05-28T10:11:12Z" },
    { "Sunday, 28-May-23 10:11:12 GMT", NULL, "2023-05-28T10:11:12Z" },
    { "Sun,28 May 2023 10:11:12 +0200", NULL, "2023-05-28T10:11:12+02:00" },
    { "Sun,  28  May\r\n 2023 10:11:12 +0200", NULL, "2023-05-28T10:11:12+02:00" },
    { "sun, 28 MAY 2023 10:11:12 +0200", NULL, "2023-05-28T10:11:12+02:00" },
    { "Sat, 31 Dec 2016 23:59:60 GMT", NULL, "2016-12-31T23:59:59Z" },
    { "28 May 2023 (unclosed", NULL, "2023-05-28" },
    { NULL }, { "" }, { "Sun" }, { "28 May" }, { "May 28, 2023" }, { "28 Mai 2023" }, { "32 May 2023" },
    { "30 Feb 2023" },
    { "Date: 28 May 2023" }, { "28 May 2023 10:11:12 +0200 x" }, { "28 May 2023 25:00" }, { "28.05.2023" },
    { "(28) May 2023" },
    { "28 May 2023 10:11:12 +9900" }, { "()" }, { "((((((((((" }, { "28 May 2" },
  };
  ASSERT_CASES (parse_rfc2822, cases);
}

/* The text of a JavaScript date is read with its offset; the zone's name changes nothing. */
static void
test_javascript (void)
{
  static const Case cases[] = {
    { "Thu Sep 24 2026 10:11:12 GMT+0200 (Central European Summer Time)", NULL, "2026-09-24T10:11:12+02:00" },
    { "Wed Sep 24 2026 10:11:12 GMT+0200 (Central European Summer Time)", NULL, "2026-09-24T10:11:12+02:00" },
    { "Wed Sep 24 2026 10:11:12 GMT+0200 (Mitteleuropäische Sommerzeit)", NULL, "2026-09-24T10:11:12+02:00" },
    { "Wed Sep 24 2026 10:11:12 GMT-0430 (GMT-04:30)", NULL, "2026-09-24T10:11:12-04:30" },
    { "Wed Sep 24 2026 10:11:12 GMT+0000 (Coordinated Universal Time)", NULL, "2026-09-24T10:11:12Z" },
    { "Wed Sep 24 2026 10:11:12 GMT+0200", NULL, "2026-09-24T10:11:12+02:00" },
    { "Wed Sep 24 2026 10:11:12", NULL, "2026-09-24T10:11:12" },
    { "Wed Sep 24 2026", NULL, "2026-09-24" },
    { NULL }, { "" }, { "Sep 24 2026" }, { "Invalid Date" }, { "Wed Sep 31 2026" }, { "Wed Sep 24 26" },
    { "Mi Sep 24 2026" },
    { "Wed Sep 24 2026 10:11:12 GMT+0200 (unclosed" },
  };
  ASSERT_CASES (parse_javascript, cases);
}

/* Dates in English are read with weekday, time and zone in any usual order. */
static void
test_english (void)
{
  static const Case cases[] = {
    { "May 28, 2023", "en", "2023-05-28" },
    { "May 28 2023", "en", "2023-05-28" },
    { "MAY 28, 2023", "en", "2023-05-28" },
    { "may 28, 2023", "en", "2023-05-28" },
    { "28 May 2023", "en", "2023-05-28" },
    { "28 May, 2023", "en", "2023-05-28" },
    { "28th May 2023", "en-GB", "2023-05-28" },
    { "28th of May, 2023", "en", "2023-05-28" },
    { "the 28th of May 2023", "en", "2023-05-28" },
    { "May 28th, 2023", "en", "2023-05-28" },
    { "May 1st, 2023", "en", "2023-05-01" },
    { "May 2ND, 2023", "en", "2023-05-02" },
    { "May 3rd 2023.", "en", "2023-05-03" },
    { "Sunday, May 28, 2023", "en", "2023-05-28" },
    { "Sun. May 28, 2023", "en", "2023-05-28" },
    { "Sunday 28 May 2023", "en-GB", "2023-05-28" },
    { "Sunday, the 28th of May 2023", "en", "2023-05-28" },
    { "Sunday, May 28, 2023 10:30 am", "en", "2023-05-28T10:30" },
    { "Sunday, May 28, 2023 at 10:30 PM", "en", "2023-05-28T22:30" },
    { "May 28, 2023 10:30", "en", "2023-05-28T10:30" },
    { "May 28, 2023, 10:30:05", "en", "2023-05-28T10:30:05" },
    { "May 28, 2023 at 5pm", "en", "2023-05-28T17:00" },
    { "May 28, 2023 at 5 p.m.", "en", "2023-05-28T17:00" },
    { "May 28, 2023 | 5:04 PM", "en", "2023-05-28T17:04" },
    { "May 28, 2023 - 5:04 PM", "en", "2023-05-28T17:04" },
    { "May 28, 2023 — 5:04 PM", "en", "2023-05-28T17:04" },
    { "May 28, 2023 (5:04 PM)", "en", "2023-05-28T17:04" },
    { "May 28, 2023 • 12:05 a.m.", "en", "2023-05-28T00:05" },
    { "May 28, 2023 12:05 p.m.", "en", "2023-05-28T12:05" },
    { "May 28, 2023 17:05 pm", "en", "2023-05-28T17:05" },
    { "Jan. 27, 2022, 5:04 p.m. ET", "en", "2022-01-27T17:04" },
    { "Jan. 27, 2022, 5:04 p.m. EST", "en", "2022-01-27T17:04-05:00" },
    { "Jan. 27, 2022, 5:04 p.m. Eastern Time", "en", "2022-01-27T17:04" },
    { "Sept. 7, 2022", "en", "2022-09-07" },
    { "Sept 7 2022", "en", "2022-09-07" },
    { "5:04 PM EST, Fri January 27, 2022", "en", "2022-01-27T17:04-05:00" },
    { "10:30, 28 May 2023", "en", "2023-05-28T10:30" },
    { "10:30 on 28 May 2023", "en", "2023-05-28T10:30" },
    { "28 May 2023 10:30 BST", "en-GB", "2023-05-28T10:30+01:00" },
    { "28 May 2023 10:30 UTC+2", "en", "2023-05-28T10:30+02:00" },
    { "28 May 2023 10:30 (GMT +3)", "en", "2023-05-28T10:30+03:00" },
    { "28 May 2023 at 10.30am", "en-GB", "2023-05-28T10:30" },
    { "28-May-2023", "en", "2023-05-28" },
    { "28/May/2023:10:11:12 +0200", "en", "2023-05-28T10:11:12+02:00" },
    { "28 May '23", "en", "2023-05-28" },
    { "May 28, ’23", "en", "2023-05-28" },
    { "28 May 23", "en", "2023-05-28" },
    { "28May2023", "en", "2023-05-28" },
    { "May 28, 2023 (Sunday)", "en", "2023-05-28" },
    { "2023 May 28", "en", "2023-05-28" },
    { "Sun May 28 10:11:12 2023", "en", "2023-05-28T10:11:12" },
    { "Sun May 28 10:11:12 +0000 2023", "en", "2023-05-28T10:11:12Z" },
    { "Sun May 28 10:11:12 CEST 2023", "en", "2023-05-28T10:11:12+02:00" },
    { "May 2023", "en", "2023-05" },
    { "May, 2023", "en", "2023-05" },
    { "Sept. 2023", "en", "2023-09" },
    { "July 4, 1776", "en", "1776-07-04" },
    { "February 29, 2024", "en", "2024-02-29" },
    { "May\302\24028,\302\2402023", "en", "2023-05-28" },
    { "\342\200\2165\342\200\216/\342\200\21628\342\200\216/\342\200\2162023", "en", "2023-05-28" },
    { "\t May 28, 2023 \n", "en", "2023-05-28" },
    { "5/28/2023, 10:30:05 AM", "en-US", "2023-05-28T10:30:05" },
    { "28/05/2023, 10:30:05", "en-GB", "2023-05-28T10:30:05" },
    { "28 May 2023 24:00", "en", "2023-05-29T00:00" },
  };
  ASSERT_CASES (offprint_date_parse_written, cases);
}

/* Dates in the languages of the table are read as these languages write them. */
static void
test_languages (void)
{
  static const Case cases[] = {
    { "28. Mai 2023", "de", "2023-05-28" },
    { "28. März 2023, 10:30 Uhr", "de", "2023-03-28T10:30" },
    { "28. MÄRZ 2023", "de", "2023-03-28" },
    { "28. Maerz 2023", "de-AT", "2023-03-28" },
    { "28. Jänner 2023", "de-AT", "2023-01-28" },
    { "Sonntag, 28. Mai 2023, 10.30 Uhr", "de", "2023-05-28T10:30" },
    { "Sonntag, den 28. Mai 2023", "de", "2023-05-28" },
    { "So., 28. Mai 2023 um 7 Uhr", "de", "2023-05-28T07:00" },
    { "28. Dez. 2023, 10:30 Uhr MEZ", "de", "2023-12-28T10:30+01:00" },
    { "28.05.2023 - 10:30 Uhr", "de", "2023-05-28T10:30" },
    { "12:30 Uhr am 28. Mai 2023", "de", "2023-05-28T12:30" },
    { "12:30 am 28. Mai 2023", "de", "2023-05-28T12:30" },
    { "So, 28.5.2023", "de", "2023-05-28" },
    { "28 mai 2023", "fr", "2023-05-28" },
    { "1er mai 2023", "fr", "2023-05-01" },
    { "dimanche 28 août 2023 à 10h30", "fr", "2023-08-28T10:30" },
    { "le 28 févr. 2023 à 10 h 30", "fr", "2023-02-28T10:30" },
    { "28 DÉCEMBRE 2023 - 10H30", "fr", "2023-12-28T10:30" },
    { "28/05/2023 à 10:30", "fr", "2023-05-28T10:30" },
    { "28/05/2023 à 17h", "fr", "2023-05-28T17:00" },
    { "28 de mayo de 2023", "es", "2023-05-28" },
    { "28 mayo, 2023", "es", "2023-05-28" },
    { "domingo, 28 de mayo de 2023 a las 10:30", "es", "2023-05-28T10:30" },
    { "28 may 2023 10:30 h", "es", "2023-05-28T10:30" },
    { "28 de septiembre del 2023", "es-MX", "2023-09-28" },
    { "28 may. 2023 5:04 p. m.", "es", "2023-05-28T17:04" },
    { "mayo de 2023", "es", "2023-05" },
    { "28 maggio 2023", "it", "2023-05-28" },
    { "1º maggio 2023 alle ore 10.30", "it", "2023-05-01T10:30" },
    { "Domenica 28 Maggio 2023", "it", "2023-05-28" },
    { "28 de maio de 2023 às 10h30", "pt-BR", "2023-05-28T10:30" },
    { "domingo, 28 de março de 2023", "pt", "2023-03-28" },
    { "segunda-feira, 29 de maio de 2023", "pt", "2023-05-29" },
    { "28 out 2023", "pt", "2023-10-28" },
    { "28 mei 2023", "nl", "2023-05-28" },
    { "zondag 28 maart 2023 om 10.30 uur", "nl", "2023-03-28T10:30" },
    { "28 мая 2023", "ru", "2023-05-28" },
    { "28 мая 2023 г.", "ru", "2023-05-28" },
    { "28 мая 2023 г., 10:30", "ru", "2023-05-28T10:30" },
    { "28 мая 2023 года в 10:30 (МСК)", "ru", "2023-05-28T10:30+03:00" },
    { "10:30, 28 мая 2023", "ru", "2023-05-28T10:30" },
    { "воскресенье, 28 МАЯ 2023", "ru", "2023-05-28" },
    { "28-го мая 2023", "ru", "2023-05-28" },
    { "28 янв. 2023", "ru", "2023-01-28" },
    { "Май 2023", "ru", "2023-05" },
    { "28 травня 2023 р. о 10:30", "uk", "2023-05-28T10:30" },
    { "п’ятниця, 26 травня 2023 року", "uk", "2023-05-26" },
    { "28 листопада 2023", "uk", "2023-11-28" },
    { "28 траўня 2023", "be", NULL },
    { "28 мая 2023 года", "be", "2023-05-28" },
    { "28 май 2023 г.", "bg", "2023-05-28" },
    { "28. maj 2023", "sr", "2023-05-28" },
    { "28. мај 2023.", "sr", "2023-05-28" },
    { "28. listopada 2023.", "hr", "2023-10-28" },
    { "28 listopada 2023", "pl", "2023-11-28" },
    { "28 maja 2023 r., godz. 10:30", "pl", "2023-05-28T10:30" },
    { "niedziela, 28 października 2023", "pl", "2023-10-28" },
    { "28. května 2023 v 10:30", "cs", "2023-05-28T10:30" },
    { "28. července 2023", "cs", "2023-07-28" },
    { "28. 5. 2023", "cs", "2023-05-28" },
    { "28. mája 2023", "sk", "2023-05-28" },
    { "28 mai 2023, ora 10:30", "ro", "2023-05-28T10:30" },
    { "2023. május 28.", "hu", "2023-05-28" },
    { "2023. május 28., vasárnap 10:30", "hu", "2023-05-28T10:30" },
    { "2023. 05. 28. 10:30", "hu", "2023-05-28T10:30" },
    { "2023. máj. 28.", "hu", "2023-05-28" },
    { "söndag 28 maj 2023 kl. 10.30", "sv", "2023-05-28T10:30" },
    { "den 28 augusti 2023", "sv", "2023-08-28" },
    { "søndag d. 28. maj 2023 kl. 10.30", "da", "2023-05-28T10:30" },
    { "28. mai 2023 kl. 10:30", "nb", "2023-05-28T10:30" },
    { "28. desember 2023", "no", "2023-12-28" },
    { "28. maí 2023", "is", "2023-05-28" },
    { "28. toukokuuta 2023 klo 10.30", "fi", "2023-05-28T10:30" },
    { "28.5.2023 klo 10.30", "fi", "2023-05-28T10:30" },
    { "28. mai 2023 kell 10:30", "et", "2023-05-28T10:30" },
    { "2023. gada 28. maijs", "lv", "2023-05-28" },
    { "2023 m. gegužės 28 d.", "lt", "2023-05-28" },
    { "28 Mayıs 2023 Pazar 10:30", "tr", "2023-05-28T10:30" },
    { "28 KASIM 2023", "tr", "2023-11-28" },
    { "28 Ağustos 2023, saat 10:30", "tr", "2023-08-28T10:30" },
    { "28 Μαΐου 2023, 10:30 μ.μ.", "el", "2023-05-28T22:30" },
    { "28 ΜΑΪΟΥ 2023", "el", "2023-05-28" },
    { "28 de maig de 2023", "ca", "2023-05-28" },
    { "28 d’abril de 2023", "ca", "2023-04-28" },
    { "28 Mei 2023 pukul 10.30 WIB", "id", "2023-05-28T10:30+07:00" },
    { "Ahad, 28 Ogos 2023", "ms", "2023-08-28" },
    { "28 tháng 5 năm 2023", "vi", "2023-05-28" },
    { "ngày 28 tháng 5, 2023", "vi", "2023-05-28" },
    { "28 مايو 2023", "ar", "2023-05-28" },
    { "٢٨ مايو ٢٠٢٣", "ar", "2023-05-28" },
    { "28 במאי 2023", "he", "2023-05-28" },
    { "28 मई 2023", "hi", "2023-05-28" },
    { "2023年5月28日", "zh", "2023-05-28" },
    { "2023年05月28日10:30", "zh-Hans", "2023-05-28T10:30" },
    { "2023年5月28日 星期日 下午3时05分", "zh", "2023-05-28T15:05" },
    { "2023年5月28日（日）10時30分", "ja", "2023-05-28T10:30" },
    { "2023年5月28日日曜日 午前10時", "ja", "2023-05-28T10:00" },
    { "２０２３年５月２８日", "ja", "2023-05-28" },
    { "2023年5月", "ja", "2023-05" },
    { "2023年", "ja", "2023" },
    { "2023년 5월 28일", "ko", "2023-05-28" },
    { "2023년 5월 28일 일요일 오후 3시 5분", "ko", "2023-05-28T15:05" },
    { "2023.05.28. 오전 10:30", "ko", "2023-05-28T10:30" },
    { "2023. 5. 28.", "ko", "2023-05-28" },
  };
  ASSERT_CASES (offprint_date_parse_written, cases);
}

/* Without a language, or with a wrong one, names are looked up in all of them; only what languages disagree on is
 * refused. */
static void
test_other_language (void)
{
  static const Case cases[] = {
    { "28 мая 2023 г.", NULL, "2023-05-28" },
    { "28. Mai 2023", NULL, "2023-05-28" },
    { "28 mars 2023", NULL, "2023-03-28" },
    { "28 mar 2023", NULL, "2023-03-28" },
    { "May 28, 2023", "de", "2023-05-28" },
    { "28 мая 2023", "en", "2023-05-28" },
    { "28. Mai 2023", "en-US", "2023-05-28" },
    { "28 mai 2023", "xx", "2023-05-28" },
    { "28 mai 2023", "", "2023-05-28" },
    { "28 mai 2023", "FR_ca", "2023-05-28" },
    { "2023年5月28日", NULL, "2023-05-28" },
    { "28 listopada 2023", NULL, NULL },
    { "28 listopada 2023", "en", NULL },
    { "28 lipnja 2023", NULL, "2023-06-28" },
    { "28 lip 2023", NULL, NULL },
    { "28 lip 2023", "pl", "2023-07-28" },
    { "28 lip 2023", "hr", "2023-06-28" },
  };
  ASSERT_CASES (offprint_date_parse_written, cases);
}

/* Three numbers are read in the order that the language has; where nobody can tell, they are no date. */
static void
test_numbers (void)
{
  static const Case cases[] = {
    { "28.05.2023", NULL, "2023-05-28" },
    { "28/05/2023", NULL, "2023-05-28" },
    { "05/28/2023", NULL, "2023-05-28" },
    { "28-05-2023", NULL, "2023-05-28" },
    { "2023/05/28", NULL, "2023-05-28" },
    { "2023.05.28", NULL, "2023-05-28" },
    { "2023/5/8", NULL, "2023-05-08" },
    { "2023-5-8", NULL, "2023-05-08" },
    { "05/06/2023", "en", "2023-05-06" },
    { "05/06/2023", "en-US", "2023-05-06" },
    { "05/06/2023", "en-us", "2023-05-06" },
    { "05/06/2023", "en_US", "2023-05-06" },
    { "05/06/2023", "en-GB", "2023-06-05" },
    { "05/06/2023", "en-AU", "2023-06-05" },
    { "05/06/2023", "fr", "2023-06-05" },
    { "05/06/2023", "xx", "2023-06-05" },
    { "05/06/2023", "und", NULL },
    { "05/06/2023", "", NULL },
    { "05/06/2023", NULL, NULL },
    { "05-06-2023", NULL, NULL },
    { "05.06.2023", NULL, "2023-06-05" },
    { "05.06.2023", "de", "2023-06-05" },
    { "05/05/2023", NULL, "2023-05-05" },
    { "28/05/2023", "en", "2023-05-28" },
    { "28/05/2023", "en-US", "2023-05-28" },
    { "05/28/2023", "en-GB", "2023-05-28" },
    { "05/28/2023", "de", "2023-05-28" },
    { "5/6/23", "en-US", "2023-05-06" },
    { "5/6/23", "en-GB", "2023-06-05" },
    { "28.05.23", "de", "2023-05-28" },
    { "28.05.98", "de", "1998-05-28" },
    { "23/05/28", "ja", "2023-05-28" },
    { "23. 05. 28.", "ko", "2023-05-28" },
    { "05/2023", NULL, "2023-05" },
    { "2023/05", NULL, "2023-05" },
    { "28/05/2023 10:30", NULL, "2023-05-28T10:30" },
    { "28.05.2023 10.30", NULL, "2023-05-28T10:30" },
    { "28.05.2023, 10:30 Uhr", NULL, "2023-05-28T10:30" },
    { "2023/05/28 10:30:05", NULL, "2023-05-28T10:30:05" },
    { "10:30 28/05/2023", NULL, "2023-05-28T10:30" },
    { "28.13.2023", NULL, NULL },
    { "13/13/2023", NULL, NULL },
    { "31/06/2023", NULL, NULL },
    { "29.02.2023", NULL, NULL },
    { "28.05/2023", NULL, NULL },
    { "28 05 2023", NULL, NULL },
    { "28/ 05/ 2023", NULL, NULL },
    { "0/5/2023", NULL, NULL },
    { "5/0/2023", NULL, NULL },
    { "2023/28/05", NULL, NULL },
    { "28.05.0999", NULL, NULL },
    { "28.05.3000", NULL, NULL },
    { "1.2.3", NULL, NULL },
    { "28.05.", NULL, NULL },
    { "28.05", NULL, NULL },
  };
  ASSERT_CASES (offprint_date_parse_written, cases);
}

/* What is not a date as a whole is refused: other text, missing parts, days and times that do not exist. */
static void
test_written_refused (void)
{
  static const Case cases[] = {
    { NULL }, { "" }, { " " }, { "," }, { "2023" }, { "May" }, { "28" }, { "May 28" }, { "28 May" },
    { "Sunday" }, { "10:30" },
    { "May 32, 2023" }, { "May 0, 2023" }, { "February 29, 2023" }, { "April 31, 2023" }, { "May 28, 999" },
    { "May 28, 0999" },
    { "May 28, 3000" }, { "May 28, 20233" }, { "Published May 28, 2023" }, { "Updated: May 28, 2023" },
    { "Veröffentlicht am 28. Mai 2023" }, { "Publié le 28 mai 2023" }, { "Опубликовано 28 мая 2023" },
    { "May 28, 2023 by Jane" },
    { "May 28, 2023 25:00" }, { "May 28, 2023 10:75" }, { "May 28, 2023 10:30 hello" }, { "May 28, 2023 10" },
    { "May 28 10:30" }, { "28 May 10:30" }, { "Smarch 28, 2023" }, { "May 28, 2023 May 29, 2023" }, { "3 days ago" },
    { "yesterday" }, { "28 Maybe 2023" }, { "28 xMay 2023" }, { "+28 May 2023" }, { "28 May -2023" },
    { "28 May 2023 -" },
    { "May 2 people" }, { "\377\376" }, { "28 \377 2023" }, { "2023年13月1日" }, { "2023年5月32日" },
    { "28 tháng 13 năm 2023" },
    { "28 May 2023 at" },
  };
  ASSERT_CASES (offprint_date_parse_written, cases);
}

/* offprint_date_parse() knows all formats, and prefers the one of programs. */
static void
test_parse (void)
{
  static const Case cases[] = {
    { "2022-01-27T10:00:00 (UTC +01:00)", NULL, "2022-01-27T10:00:00+01:00" },
    { "20220127", "de", "2022-01-27" },
    { "Sun, 28 May 2023 10:11:12 (x) +0200", "fr", "2023-05-28T10:11:12+02:00" },
    { "Wed Sep 24 2026 10:11:12 GMT+0200 (Central European Summer Time)", "de", "2026-09-24T10:11:12+02:00" },
    { "28 мая 2023", "ru", "2023-05-28" },
    { "5/6/2023", "en", "2023-05-06" },
    { "2022-01-27, 10:00", NULL, "2022-01-27T10:00" },
    { "2022-01-27 03:04 PM", NULL, "2022-01-27T15:04" },
    { "2022-01-27 at 10:00", NULL, "2022-01-27T10:00" },
    { "2023", NULL, "2023" },
    { "no date", NULL, NULL },
    { NULL, NULL, NULL },
  };
  ASSERT_CASES (offprint_date_parse, cases);
}

/* In a running text the first date is found, with its weekday and time. */
static void
test_find (void)
{
  static const Case cases[] = {
    { "Published May 28, 2023 by Jane Doe", "en", "2023-05-28" },
    { "Updated: May 28, 2023 at 10:30 am", "en", "2023-05-28T10:30" },
    { "By Jane Doe | May 28, 2023 | 5 min read", "en", "2023-05-28" },
    { "BERLIN, 28 May 2023 (AP) - The otters", "en", "2023-05-28" },
    { "Jane Doe, Sunday 28 May 2023 10.30 BST", "en-GB", "2023-05-28T10:30+01:00" },
    { "Jane Doe, Sunday 28 May 2023 10.30 percent", "en-GB", "2023-05-28" },
    { "Jane Doe, Sunday 28 May 2023 10.30am", "en-GB", "2023-05-28T10:30" },
    { "Veröffentlicht am 28. Mai 2023 um 10:30 Uhr", "de", "2023-05-28T10:30" },
    { "Stand: 28.05.2023, 10:30 Uhr", "de", "2023-05-28T10:30" },
    { "Stand: 28.05.23, 10:30 Uhr", "de", "2023-05-28T10:30" },
    { "Von Jana Fischer, 1.2.2023", "de", "2023-02-01" },
    { "28.05.2023–30.05.2023", "de", "2023-05-28" },
    { "28.05.2023 10:30-11:30 Uhr", "de", "2023-05-28T10:30" },
    { "Publié le 28 mai 2023 à 10h30, mis à jour le 29 mai 2023", "fr", "2023-05-28T10:30" },
    { "Publicado el 28 de mayo de 2023", "es", "2023-05-28" },
    { "Опубликовано 28 мая 2023 г., 10:30, автор", "ru", "2023-05-28T10:30" },
    { "10:30, 28 мая 2023 — Москва", "ru", "2023-05-28T10:30" },
    { "記者/ 2023年5月28日 10:30 掲載", "ja", "2023-05-28T10:30" },
    { "于2023年5月28日在北京", "zh", "2023-05-28" },
    { "입력 2023.05.28. 오후 3:04", "ko", "2023-05-28T15:04" },
    { "Issue of May 2023", "en", "2023-05" },
    { "édition de mai 2023", "fr", "2023-05" },
    { "numéro de mayo de 2023", "es", "2023-05" },
    { "(2023-05-28)", NULL, "2023-05-28" },
    { "saved 2023-05-28T10:30:05Z from", NULL, "2023-05-28T10:30:05Z" },
    { "posted 05/28/2023.", "en", "2023-05-28" },
    { "posted 05/06/2023.", "en", "2023-05-06" },
    { "posted 05/06/2023.", "en-GB", "2023-06-05" },
    { "On 31 June 2023, no, 1 July 2023", "en", "2023-07-01" },
    { "Issue 12: May 2023", "en", "2023-05" },
    { "Thứ hai, 28/5/2023, 10:30 (GMT+7)", "vi", "2023-05-28T10:30+07:00" },
    { "2001: A Space Odyssey, 28. 5. 2023", "cs", "2023-05-28" },
    { "Call 030-1234567 until 28 May 2023", "en", "2023-05-28" },
    { "1,234 people on May 28, 2023", "en", "2023-05-28" },
    { "In 10 May 2023 reports", "en", "2023-05-10" },
    { "Sunday, 28th of May, 2023's best", "en", "2023-05-28" },
    { "On July 4, 1776 it was", "en", "1776-07-04" },
    { "x 99/99/2023 then 28/05/2023", NULL, "2023-05-28" },
    { "\377\377 28 May 2023 \377", "en", "2023-05-28" },
  };
  ASSERT_CASES (find_written, cases);
}

/* Numbers that are no dates are left alone, and so are words that are months by accident. */
static void
test_find_nothing (void)
{
  static const Case cases[] = {
    { NULL }, { "" }, { "no digits at all", "en" }, { "May 2 people", "en" }, { "It may 2023 times", "en" },
    { "We march 2000 miles", "en" }, { "call 555-0123", "en" }, { "+49 30 123456", "de" }, { "0171/2345678", "de" },
    { "555-05-2023", "en" }, { "tel. 030-12-05-2023-7", "de" }, { "$2,023", "en" }, { "1.234.567", "de" },
    { "12.50", "de" }, { "version 2.10.3", "en" }, { "v28.05.2023", "en" }, { "version 2023.5.28", "en" },
    { "10.12.2022.1", "en" }, { "1.10.12.2022", "en" }, { "Python 3.11.12", "en" }, { "they won 3-2", "en" },
    { "3-2-2", "en" }, { "2022-23", "en" }, { "2022-01", "en" }, { "2023", "en" }, { "in 2023 people", "en" },
    { "10:30", "en" }, { "at 10:30 in May", "en" }, { "May 28", "en" }, { "05/06/2023", NULL }, { "05/06/1234", "de" },
    { "28.05.23", "de" }, { "set 2023", "en" }, { "set 10 2023", "en" }, { "out 12 2023 of", "en" },
    { "may 2023", "es" },
    { "http://example.org/2023/05/28/otters", "en" }, { "28.05.2023%", "de" }, { "28.05.20235", "de" },
    { "A28 May 2023", "en" },
    { "28 May 2023x", "en" }, { "31 June 2023", "en" }, { "We came in May. 2000 people", "en" },
    { "In May, 2000 people died", "en" }, { "28 May 2,023", "en" }, { "1/2 3/4", "en" },
    { "ISBN 978-3-16-148410-0", "en" },
    { "192.168.10.12", NULL }, { "5 May 28 people", "en" }, { "May 1200", "en" }, { "€28.05.2023", "de" },
    { "1-28.05.2023", "de" }, { "13/13/2023", "en" }, { "31st of June 2023", "en" }, { "May 28-30, 2023", "en" },
    { "28-30 May 2023", "en" }, { "Q2 2023", "en" }, { "Copyright 2020-2023", "en" }, { "1685261472", "en" },
  };
  ASSERT_CASES (find_written, cases);
}

typedef struct
{
  const char *text;
  const char *language;
  const char *found;
} Range;

/* The range that is reported holds the date with weekday, time and zone, and nothing else. */
static void
test_find_range (void)
{
  static const Range ranges[] = {
    { "28 May 2023", "en", "28 May 2023" },
    { "Published: Sunday, May 28, 2023 at 5:04 p.m. EST by Jane", "en", "Sunday, May 28, 2023 at 5:04 p.m. EST" },
    { "Jane Doe (28 May 2023 10:30) says", "en", "28 May 2023 10:30" },
    { "on 28 May 2023, and then", "en", "28 May 2023" },
    { "on 28 May 2023 at the zoo", "en", "28 May 2023" },
    { "Veröffentlicht am Sonntag, den 28. Mai 2023, 10:30 Uhr in Köln", "de", "Sonntag, den 28. Mai 2023, 10:30 Uhr" },
    { "Am 28. Mai 2023 so gegen Mittag", "de", "28. Mai 2023" },
    { "28 мая 2023 г., 10:30 сообщает", "ru", "28 мая 2023 г., 10:30" },
    { "于2023年5月28日（日）在", "zh", "2023年5月28日（日）" },
    { "5:04 PM EST, Fri January 27, 2022. Otters", "en", "5:04 PM EST, Fri January 27, 2022" },
    { "On 28.05.2023 10:30-11:30", "de", "28.05.2023 10:30" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      OffprintDate date;
      gsize start, end;
      g_assert_true (offprint_date_find_written (ranges[i].text, ranges[i].language, &date, &start, &end));
      g_autofree char *found = g_strndup (ranges[i].text + start, end - start);
      g_assert_cmpstr (found, ==, ranges[i].found);
    }
  OffprintDate date;
  g_assert_true (offprint_date_find_written (ranges[0].text, "en", &date, NULL, NULL));
}

/* Each language of the table has twelve months, and all of its names are found as what they are. */
static void
test_names (void)
{
  gsize n_languages;
  const OffprintDateLanguage *languages = offprint_date_names_get_languages (&n_languages);
  for (gsize i = 0; i < n_languages; i++)
    {
      g_auto (GStrv) codes = g_strsplit (languages[i].codes, " ", -1);
      g_assert_nonnull (languages[i].weekdays);
      const char *tables[] = { languages[i].months, languages[i].short_months };
      for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
        {
          g_auto (GStrv) months = g_strsplit (tables[t] != NULL ? tables[t] : ",,,,,,,,,,,", ",", -1);
          g_assert_cmpuint (g_strv_length (months), ==, 12);
          for (guint month = 0; month < 12; month++)
            {
              g_auto (GStrv) names = g_strsplit (months[month], " ", -1);
              for (gsize n = 0; names[n] != NULL; n++)
                {
                  g_autofree char *text = g_strdup_printf ("28 %s 2023", names[n]);
                  g_autofree char *expected = g_strdup_printf ("2023-%02u-28", month + 1);
                  if (*names[n] != '\0')
                    assert_case (offprint_date_parse_written, &(Case) { text, codes[0], expected });
                }
            }
        }
    }
}

/* Seconds and dates are converted into each other, before 1970 too, up to the ends of the calendar. */
static void
test_unix (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { 951782400, "2000-02-29T00:00:00Z" },
    { 1685261472, "2023-05-28T08:11:12Z" },
    { 4107542400, "2100-03-01T00:00:00Z" },
    { -2208988800, "1900-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (-62135596800), "0001-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (253402300799), "9999-12-31T23:59:59Z" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OffprintDate date;
      char buffer[OFFPRINT_DATE_BUFFER];
      g_assert_true (offprint_date_from_unix (cases[i].seconds, &date));
      g_assert_cmpstr (offprint_date_format (&date, buffer), ==, cases[i].text);
      g_assert_cmpint (offprint_date_to_unix (&date), ==, cases[i].seconds);
    }
  OffprintDate date;
  g_assert_false (offprint_date_from_unix (G_GINT64_CONSTANT (-62135596801), &date));
  g_assert_false (offprint_date_from_unix (G_GINT64_CONSTANT (253402300800), &date));
  g_assert_false (offprint_date_from_unix (G_MININT64, &date));
  g_assert_false (offprint_date_from_unix (G_MAXINT64, &date));
}

/* What is not known is taken as its first moment, an unknown offset as UTC. */
static void
test_unix_of_parts (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } cases[] = {
    { "2023", 1672531200 },
    { "2023-05", 1682899200 },
    { "2023-05-28", 1685232000 },
    { "2023-05-28T10:11", 1685268660 },
    { "2023-05-28T10:11:12", 1685268672 },
    { "2023-05-28T10:11:12+02:00", 1685261472 },
    { "2023-05-28T10:11:12-05:30", 1685288472 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OffprintDate date;
      g_assert_true (offprint_date_parse_iso8601 (cases[i].text, &date));
      g_assert_cmpint (offprint_date_to_unix (&date), ==, cases[i].seconds);
    }
  g_assert_cmpint (offprint_date_to_unix (&(OffprintDate) { OFFPRINT_PRECISION_NONE }), ==, 0);
}

/* No date formats as no text; a year before 1000 has four digits; an offset needs a time. */
static void
test_format (void)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  OffprintDate date = { OFFPRINT_PRECISION_NONE };
  g_assert_cmpstr (offprint_date_format (&date, buffer), ==, "");
  date = (OffprintDate) { .precision = OFFPRINT_PRECISION_YEAR, .year = 7 };
  g_assert_cmpstr (offprint_date_format (&date, buffer), ==, "0007");
  date = (OffprintDate) { OFFPRINT_PRECISION_DAY, 2022, 1, 27, 0, 0, 0, TRUE, 60 };
  g_assert_cmpstr (offprint_date_format (&date, buffer), ==, "2022-01-27");
  date = (OffprintDate) { OFFPRINT_PRECISION_MINUTE, 2022, 1, 27, 10, 0, 0, TRUE, -570 };
  g_assert_cmpstr (offprint_date_format (&date, buffer), ==, "2022-01-27T10:00-09:30");
}

/* Dates are ordered by their local text: the less precise first, the offset last. */
static void
test_compare (void)
{
  static const char *const ordered[] = {
    "0001", "1999-12-31T23:59:59Z", "2022", "2022-01", "2022-01-27", "2022-01-27T10:00", "2022-01-27T10:00-01:00",
    "2022-01-27T10:00Z", "2022-01-27T10:00+01:00", "2022-01-27T10:00:00", "2022-01-27T10:00:05", "2022-01-28",
    "2022-02",
    "2023", "9999",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (ordered); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ordered); j++)
      {
        OffprintDate a, b;
        g_assert_true (offprint_date_parse_iso8601 (ordered[i], &a));
        g_assert_true (offprint_date_parse_iso8601 (ordered[j], &b));
        int order = offprint_date_compare (&a, &b);
        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
  OffprintDate none = { OFFPRINT_PRECISION_NONE }, first;
  g_assert_true (offprint_date_parse_iso8601 ("0001", &first));
  g_assert_cmpint (offprint_date_compare (&none, &first), <, 0);
}

static OffprintDate
make_random_date (void)
{
  OffprintDate date = {
    .precision = (OffprintPrecision) g_test_rand_int_range (OFFPRINT_PRECISION_YEAR, OFFPRINT_PRECISION_SECOND + 1),
  };
  date.year = (gint16) g_test_rand_int_range (1, 10000);
  if (date.precision >= OFFPRINT_PRECISION_MONTH)
    date.month = (guint8) g_test_rand_int_range (1, 13);
  if (date.precision >= OFFPRINT_PRECISION_DAY)
    date.day = (guint8) g_test_rand_int_range (1, g_date_get_days_in_month (date.month, (GDateYear) date.year) + 1);
  if (date.precision < OFFPRINT_PRECISION_MINUTE)
    return date;
  date.hour = (guint8) g_test_rand_int_range (0, 24);
  date.minute = (guint8) g_test_rand_int_range (0, 60);
  if (date.precision == OFFPRINT_PRECISION_SECOND)
    date.second = (guint8) g_test_rand_int_range (0, 60);
  date.has_offset = g_test_rand_bit ();
  if (date.has_offset)
    date.offset = (gint16) g_test_rand_int_range (-15 * 60, 15 * 60 + 1);
  return date;
}

/* Whatever date there is, its text is read as the same date again. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      OffprintDate date = make_random_date (), again;
      char buffer[OFFPRINT_DATE_BUFFER];
      g_assert_true (offprint_date_parse_iso8601 (offprint_date_format (&date, buffer), &again));
      g_assert_cmpint (again.precision, ==, date.precision);
      g_assert_cmpint (offprint_date_compare (&date, &again), ==, 0);
      g_assert_true (offprint_date_parse (buffer, NULL, &again));
      g_assert_cmpint (offprint_date_compare (&date, &again), ==, 0);
    }
}

/* Each day of four hundred years and more has its own number, one more than the day before. */
static void
test_every_day (void)
{
  GDate day;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 1599);
  for (; g_date_get_year (&day) < 2040; g_date_add_days (&day, 1))
    {
      gint64 seconds = ((gint64) g_date_get_julian (&day) - 719163) * 86400; /* 719163: 1970-01-01 */
      OffprintDate date;
      g_assert_true (offprint_date_from_unix (seconds, &date));
      g_assert_cmpint (date.year, ==, g_date_get_year (&day));
      g_assert_cmpint (date.month, ==, g_date_get_month (&day));
      g_assert_cmpint (date.day, ==, g_date_get_day (&day));
      g_assert_cmpint (offprint_date_to_unix (&date), ==, seconds);
    }
}

static void
assert_all_return (const char *text)
{
  OffprintDate date;
  offprint_date_parse (text, NULL, &date);
  offprint_date_parse (text, "ja", &date);
  offprint_date_find_written (text, NULL, &date, NULL, NULL);
}

/* A date cut anywhere, in exactly as much memory as it needs, is read without a look beyond its end. */
static void
test_no_overrun (void)
{
  static const char *const texts[] = {
    "2022-01-27T10:00:00.123 (UTC +01:00)",
    "Sun (x), 28 May 2023 10:11:12 +0200 (CEST)",
    "Wed Sep 24 2026 10:11:12 GMT+0200 (Central European Summer Time)",
    "Sonntag, den 28. März 2023, 10.30 Uhr MEZ",
    "2023年5月28日（日）午後10時30分",
    "п’ятниця, 26 травня 2023 року о 10:30",
    "5:04 p.m. EST, May 28, '23",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize length = 0; length <= strlen (texts[i]); length++)
      {
        g_autofree char *cut = g_strndup (texts[i], length);
        assert_all_return (cut);
      }
}

static char *
repeat (const char *text, gsize times)
{
  GString *result = g_string_new (NULL);
  for (gsize i = 0; i < times; i++)
    g_string_append (result, text);
  return g_string_free (result, FALSE);
}

/* Texts of millions of bytes take no more time than their beginnings, whatever they are made of. */
static void
test_huge (void)
{
  static const char *const parts[] = { "1", "1 ", "a", "(", "May ", "28 May ", "10:30 ", "年", "5月", "\377",
    "Sunday ", ".", "12/", "é",
                                       "28.05.", "2023", " ", "p.m. ", "\342\200\216", "d'" };
  g_test_timer_start ();
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = repeat (parts[i], 1000000);
      assert_all_return (text);
    }
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 20);
}

/* Of a long text only the first 4096 bytes count, and no date is made of the part of one that is cut there. */
static void
test_find_bound (void)
{
  OffprintDate date;
  for (gsize before = 4070; before <= 4100; before++)
    {
      g_autofree char *text = g_strdup_printf ("%*s28 May 20231 28 May 2023 ", (int) before, "");
      gsize start = 0, end = 0;
      gboolean found = offprint_date_find_written (text, "en", &date, &start, &end);
      g_assert_cmpint (found, ==, before + 24 < 4096);
      if (found)
        g_assert_cmpuint (start, ==, before + 13);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* all wrong cases of a table are seen at once */
  g_test_add_func ("/date/iso8601", test_iso8601);
  g_test_add_func ("/date/iso8601/refused", test_iso8601_refused);
  g_test_add_func ("/date/rfc2822", test_rfc2822);
  g_test_add_func ("/date/javascript", test_javascript);
  g_test_add_func ("/date/english", test_english);
  g_test_add_func ("/date/languages", test_languages);
  g_test_add_func ("/date/other-language", test_other_language);
  g_test_add_func ("/date/numbers", test_numbers);
  g_test_add_func ("/date/written/refused", test_written_refused);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/find", test_find);
  g_test_add_func ("/date/find/nothing", test_find_nothing);
  g_test_add_func ("/date/find/range", test_find_range);
  g_test_add_func ("/date/find/bound", test_find_bound);
  g_test_add_func ("/date/names", test_names);
  g_test_add_func ("/date/unix", test_unix);
  g_test_add_func ("/date/unix/parts", test_unix_of_parts);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/compare", test_compare);
  g_test_add_func ("/date/round-trip", test_round_trip);
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/no-overrun", test_no_overrun);
  g_test_add_func ("/date/huge", test_huge);
  return g_test_run ();
}
