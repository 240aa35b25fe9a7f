/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the words for a date to the span of bytes that the values of the date slots lie in. A value is ISO 8601 in the
 * known precision, so "2022-01-27T10:00" lies between "2022-01" and "2022-01\xff", and "2022" does not: an article of
 * which only the year is known is not one of January. No time of day: nobody asks for it. */
#include "store/query-dates.h"

#include "core/text.h"
#include "store/query-date-words.h"

#include <string.h>

/* Below all dates and above the empty value, which an undated article has; above all dates */
#define LEAST "0"
#define GREATEST "9999\xff"
#define TEXT_MAX 64

/* Returns: (transfer full): in lower case, at most one more than there can be */
static char **
split_words (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  char *after_sign = *lower != '\0' ? lower + 1 : lower; /* -1 days is no date */
  g_strdelimit (after_sign, "-_\t,", ' ');
  g_auto (GStrv) parts = g_strsplit (lower, " ", TEXT_MAX);
  GStrv words = g_new0 (char *, OFFPRINT_DATE_WORDS_MAX + 2);
  for (guint i = 0, n_words = 0; parts[i] != NULL && n_words <= OFFPRINT_DATE_WORDS_MAX; i++)
    if (*parts[i] != '\0')
      words[n_words++] = g_strdup (parts[i]);
  return words;
}

static OffprintDateWords
parse_words (const char *text, OffprintDateLimit sense, gint64 now, OffprintDateDays *days)
{
  GDate today;
  g_auto (GStrv) words = split_words (text);
  guint n_words = g_strv_length (words);
  if (!offprint_query_date_words_today (now, &today) || n_words > OFFPRINT_DATE_WORDS_MAX)
    return OFFPRINT_DATE_WORDS_NONE;
  return offprint_query_date_words_parse ((const char *const *) words, n_words, sense != OFFPRINT_DATE_WITHIN, &today,
                                          days);
}

/* 2022-01-27, 2022/01/27, 20220127, 27 January 2022; a time of day is left away. */
static gboolean
parse_date (const char *text, OffprintDateDays *days)
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
parse_days (const char *text, OffprintDateLimit sense, gint64 now, OffprintDateDays *days)
{
  return parse_words (text, sense, now, days) != OFFPRINT_DATE_WORDS_NONE || parse_date (text, days);
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

static void
set_high_before (OffprintDateSpan *span, const OffprintDate *date)
{
  OffprintDate before = *date;
  offprint_query_date_words_step_back (&before);
  set_high (span, &before);
}

static void
to_span (const OffprintDateDays *days, OffprintDateLimit sense, OffprintDateSpan *span)
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
  OffprintDateDays first, last;
  if ((*from == '\0' && *to == '\0') || (*from != '\0' && !parse_days (from, OFFPRINT_DATE_WITHIN, now, &first))
      || (*to != '\0' && !parse_days (to, OFFPRINT_DATE_WITHIN, now, &last)))
    return FALSE;
  *span = (OffprintDateSpan){ LEAST, GREATEST };
  if (*from != '\0' && *to != '\0' && offprint_date_compare (&first.first, &last.first) > 0)
    {
      OffprintDateDays swap = first;
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
offprint_query_dates_parse (const char *text, gsize length, OffprintDateLimit sense, gint64 now, OffprintDateSpan *span)
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
  OffprintDateDays days;
  if (*copy == '\0' || !parse_days (copy, sense, now, &days))
    return FALSE;
  to_span (&days, sense, span);
  return TRUE;
}

/* The end of the word at @at */
static gsize
end_word (const char *text, gsize length, gsize at)
{
  while (at < length && !g_ascii_isspace (text[at]))
    at++;
  return at;
}

/* Beside dates in words also `27 January 2022`, but not `2022 march`: there the month is another word. */
static gboolean
is_date (const char *text)
{
  OffprintDateDays days;
  gboolean year = strspn (text, "0123456789") >= 4;
  return parse_words (text, OFFPRINT_DATE_WITHIN, 0, &days) != OFFPRINT_DATE_WORDS_NONE
         || (!year && parse_date (text, &days));
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
  gsize ends[OFFPRINT_DATE_WORDS_MAX] = { 0 };
  length = MIN (length, TEXT_MAX);
  for (gsize i = 0, at = 0; i < G_N_ELEMENTS (ends) && at < length; i++)
    {
      ends[i] = end_word (text, length, at);
      at = ends[i] + 1;
    }
  for (gsize i = G_N_ELEMENTS (ends) - 1; i > 0; i--)
    {
      g_autofree char *words = ends[i] > 0 ? offprint_text_make_valid (text, (gssize) ends[i]) : NULL;
      if (words != NULL && is_date (words))
        return ends[i];
    }
  return 0;
}

/* Only what can hardly be meant otherwise: `since january`, `last week`, `3 days ago`, `in march 2021`, and not
 * `yesterday`, `in march`, `since 1945`. */
static gboolean
is_phrase (const char *const *words, guint n_words, const GDate *today, OffprintDateLimit *sense,
           OffprintDateDays *days)
{
  gboolean since = strcmp (words[0], "since") == 0, in = strcmp (words[0], "in") == 0;
  *sense = since ? OFFPRINT_DATE_AFTER : OFFPRINT_DATE_WITHIN;
  OffprintDateWords found
    = offprint_query_date_words_parse (words + since, n_words - since, since, today, days);
  switch (found)
    {
    case OFFPRINT_DATE_WORDS_NONE:
      return FALSE;
    case OFFPRINT_DATE_WORDS_DAY:
    case OFFPRINT_DATE_WORDS_MONTH:
      return since;
    case OFFPRINT_DATE_WORDS_MONTH_YEAR:
      return since || in;
    case OFFPRINT_DATE_WORDS_SPAN:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

/**
 * offprint_query_dates_find:
 * @text: (array length=length): valid UTF-8: some words of a query
 * @length: bytes of @text
 * @now: the present in Unix seconds
 * @span: (out): the values that fit
 *
 * Returns: (transfer full) (nullable): how @text would be written with a field (`after:2022-01`) if it is a date in
 *   words that can hardly be meant otherwise, else %NULL
 */
char *
offprint_query_dates_find (const char *text, gsize length, gint64 now, OffprintDateSpan *span)
{
  GDate today;
  OffprintDateDays days;
  OffprintDateLimit sense;
  char first[OFFPRINT_DATE_BUFFER], last[OFFPRINT_DATE_BUFFER];
  if (length > TEXT_MAX || !offprint_query_date_words_today (now, &today))
    return NULL;
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) words = split_words (copy);
  guint n_words = g_strv_length (words);
  if (n_words < 2 || n_words > OFFPRINT_DATE_WORDS_MAX
      || !is_phrase ((const char *const *) words, n_words, &today, &sense, &days))
    return NULL;
  to_span (&days, sense, span);
  offprint_date_format (&days.first, first);
  offprint_date_format (&days.last, last);
  if (sense == OFFPRINT_DATE_AFTER)
    return g_strconcat ("after:", first, NULL);
  gboolean one = strcmp (first, last) == 0;
  return g_strconcat ("published:", first, one ? "" : "..", one ? "" : last, NULL);
}
