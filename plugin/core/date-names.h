/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that dates are written with, in many languages, as one table: only date parsing uses it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_DATE_WORD_MONTH, /* value: 1..12 */
  OFFPRINT_DATE_WORD_WEEKDAY,
  OFFPRINT_DATE_WORD_JOIN, /* stands between the parts of a date: of, de, um */
  OFFPRINT_DATE_WORD_END, /* stands after a year or day: г., r. */
  OFFPRINT_DATE_WORD_ORDINAL, /* is glued to a day: th, er */
  OFFPRINT_DATE_WORD_HALF_DAY, /* value: 0 before noon, 12 after */
  OFFPRINT_DATE_WORD_UNIT, /* value: one of OffprintDateUnit */
  OFFPRINT_DATE_WORD_ZONE, /* value: minutes east of UTC or OFFPRINT_DATE_NO_OFFSET */
  OFFPRINT_DATE_WORD_ZONE_END, /* ends a zone's name in words: Eastern time */
} OffprintDateWordKind;

typedef enum
{
  OFFPRINT_DATE_UNIT_YEAR,
  OFFPRINT_DATE_UNIT_MONTH,
  OFFPRINT_DATE_UNIT_DAY,
  OFFPRINT_DATE_UNIT_HOUR,
  OFFPRINT_DATE_UNIT_MINUTE,
  OFFPRINT_DATE_UNIT_SECOND,
} OffprintDateUnit;

#define OFFPRINT_DATE_NO_OFFSET G_MAXINT16

/* In which order the language writes dates of three numbers. */
typedef enum
{
  OFFPRINT_DATE_ORDER_UNKNOWN,
  OFFPRINT_DATE_ORDER_DAY_FIRST,
  OFFPRINT_DATE_ORDER_MONTH_FIRST,
  OFFPRINT_DATE_ORDER_YEAR_FIRST,
} OffprintDateOrder;

/* One language of the table. Groups are separated by commas, the words of a group by spaces; upper and lower case and
 * accents do not matter. */
typedef struct
{
  const char *codes; /* primary subtags of BCP 47 */
  const char *months; /* twelve groups of full names */
  const char *short_months; /* (nullable): twelve groups, some may be empty */
  const char *weekdays; /* one group */
  const char *short_weekdays; /* (nullable): one group */
  const char *joins; /* (nullable): one group */
  const char *ends; /* (nullable): one group */
  gboolean capitals; /* months always begin with a capital */
  gboolean year_first; /* 23/05/28 begins with the year */
} OffprintDateLanguage;

/* What a word can mean; most have one sense, "mar" has a dozen. Static and immutable. */
typedef struct _OffprintDateSense OffprintDateSense;
struct _OffprintDateSense
{
  const OffprintDateSense *next; /* (nullable) */
  const OffprintDateLanguage *language; /* (nullable): of no special language */
  OffprintDateWordKind kind;
  gint16 value;
  gboolean full; /* not an abbreviation */
};

const OffprintDateSense *offprint_date_names_find (const char *word, gsize length);
const OffprintDateLanguage *offprint_date_names_get_language (const char *tag);
const OffprintDateLanguage *offprint_date_names_get_languages (gsize *n_languages);
OffprintDateOrder offprint_date_names_get_order (const char *tag);

G_END_DECLS
