/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates by vote: each claim gives its weight to the day it names; the day with most weight wins, if that is enough. */
#include "extract/decide.h"
#include "extract/address.h"

#include "core/date.h"

#define DAYS_MAX 64
#define ENOUGH 20
#define LOCAL_ENOUGH 40

/* What a source is worth: how often the day it gives is right, and whether others must agree. */
static const guint published_weights[OFFPRINT_N_EVIDENCE_SOURCES] = {
  [OFFPRINT_EVIDENCE_JSON_LD] = 100,
  [OFFPRINT_EVIDENCE_OPEN_GRAPH] = 80,
  [OFFPRINT_EVIDENCE_META] = 70,
  [OFFPRINT_EVIDENCE_MICRODATA] = 60,
  [OFFPRINT_EVIDENCE_TIME] = 55,
  [OFFPRINT_EVIDENCE_JSON_LD_PAGE] = 50,
  [OFFPRINT_EVIDENCE_TEXT] = 45,
  [OFFPRINT_EVIDENCE_ADDRESS] = 40,
  [OFFPRINT_EVIDENCE_META_LOOSE] = 30,
  [OFFPRINT_EVIDENCE_TIME_LOOSE] = 22,
};

typedef struct
{
  OffprintDate date; /* the most precise way in which this day was given, by the best source */
  guint weight;
  guint best; /* weight of that source */
} Day;

typedef struct
{
  Day days[DAYS_MAX];
  gsize n;
  gboolean seen[OFFPRINT_N_EVIDENCE_SOURCES]; /* a source speaks once: its first claim is the article's */
} Votes;

static gboolean
is_same_day (const OffprintDate *a, const OffprintDate *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

static void
vote (Votes *votes, const OffprintDate *date, guint weight)
{
  gsize i = 0;
  while (i < votes->n && !is_same_day (&votes->days[i].date, date))
    i++;
  if (i == DAYS_MAX)
    return;
  if (i == votes->n)
    votes->days[votes->n++] = (Day) { .date = *date };
  Day *day = &votes->days[i];
  day->weight += weight;
  if (weight > day->best || (day->date.precision < date->precision && date->precision >= OFFPRINT_PRECISION_MINUTE))
    {
      if (date->precision >= day->date.precision)
        day->date = *date;
      day->best = MAX (day->best, weight);
    }
}

/* Dates before the web are those of old texts, or of templates that were never filled in. */
static gboolean
read_date (const char *value, const char *language, OffprintDate *date)
{
  return offprint_date_parse (value, language, date) && date->precision >= OFFPRINT_PRECISION_DAY && date->year >= 1985;
}

static void
collect (Votes *votes, const OffprintEvidence *evidence, OffprintField field, const char *language)
{
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      OffprintDate date;
      guint weight = published_weights[claim->source];
      if (claim->field != field || weight == 0 || votes->seen[claim->source]
          || !read_date (claim->value, language, &date))
        continue;
      votes->seen[claim->source] = TRUE;
      vote (votes, &date, weight);
    }
}

static const Day *
find_winner (const Votes *votes)
{
  const Day *winner = NULL;
  for (gsize i = 0; i < votes->n; i++)
    if (votes->days[i].weight >= ENOUGH && (winner == NULL || votes->days[i].weight > winner->weight))
      winner = &votes->days[i];
  return winner;
}

static gboolean
is_utc (const OffprintDate *date)
{
  return date->has_offset && date->offset == 0;
}

static gint64
count_days (const OffprintDate *date)
{
  OffprintDate day
      = { .precision = OFFPRINT_PRECISION_DAY, .year = date->year, .month = date->month, .day = date->day };
  return offprint_date_to_unix (&day) / (24 * 60 * 60);
}

/* Machines note the time in UTC; where the page shows the day before or after, that is the day it had been there. */
static const Day *
find_local_day (const Votes *votes, const Day *winner)
{
  if (winner == NULL || !is_utc (&winner->date))
    return winner;
  for (gsize i = 0; i < votes->n; i++)
    {
      const Day *day = &votes->days[i];
      gint64 difference = count_days (&day->date) - count_days (&winner->date);
      if (ABS (difference) == 1 && !is_utc (&day->date) && day->weight >= LOCAL_ENOUGH)
        return day;
    }
  return winner;
}

static void
set_date (OffprintRecordBuilder *builder, OffprintField field, const Day *day)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  if (day != NULL)
    offprint_record_builder_set (builder, field, offprint_date_format (&day->date, buffer));
}

/**
 * offprint_decide_dates:
 * @evidence: claims
 * @language: (nullable): BCP 47, for dates in words and for 3/4/2022
 * @builder: where to set the days of publication and modification; the URL is set already
 *
 * Days are kept as written, in local time. An article is not published after it was changed: what claims that is taken
 * for the change.
 */
void
offprint_decide_dates (const OffprintEvidence *evidence, const char *language, OffprintRecordBuilder *builder)
{
  Votes published = { 0 };
  Votes modified = { 0 };
  collect (&published, evidence, OFFPRINT_FIELD_PUBLISHED, language);
  collect (&modified, evidence, OFFPRINT_FIELD_MODIFIED, language);
  const char *url = offprint_record_builder_get (builder, OFFPRINT_FIELD_URL);
  OffprintDate date;
  if (url != NULL && offprint_address_find_date (url, &date))
    vote (&published, &date, published_weights[OFFPRINT_EVIDENCE_ADDRESS]);
  set_date (builder, OFFPRINT_FIELD_PUBLISHED, find_local_day (&published, find_winner (&published)));
  set_date (builder, OFFPRINT_FIELD_MODIFIED, find_winner (&modified));
}
