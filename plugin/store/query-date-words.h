/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates in words, counted from the present: `yesterday`, `last week`, `3 days ago`, `january`, `march 2021`. */
#pragma once

#include "core/date.h"

G_BEGIN_DECLS

/**
 * OffprintDateWords:
 * @OFFPRINT_DATE_WORDS_NONE: no date
 * @OFFPRINT_DATE_WORDS_DAY: a day by its name: yesterday, monday
 * @OFFPRINT_DATE_WORDS_MONTH: a month by its name, the last one that has begun
 * @OFFPRINT_DATE_WORDS_MONTH_YEAR: a month of a year
 * @OFFPRINT_DATE_WORDS_SPAN: this, last week and the like
 */
typedef enum
{
  OFFPRINT_DATE_WORDS_NONE,
  OFFPRINT_DATE_WORDS_DAY,
  OFFPRINT_DATE_WORDS_MONTH,
  OFFPRINT_DATE_WORDS_MONTH_YEAR,
  OFFPRINT_DATE_WORDS_SPAN,
} OffprintDateWords;

/* Both included */
typedef struct
{
  OffprintDate first, last;
} OffprintDateDays;

#define OFFPRINT_DATE_WORDS_MAX 5

OffprintDateWords offprint_query_date_words_parse (const char *const *words, guint n_words, gboolean limit,
                                                   const GDate *today, OffprintDateDays *days);
gboolean offprint_query_date_words_today (gint64 now, GDate *today);
void offprint_query_date_words_step_back (OffprintDate *date);

G_END_DECLS
