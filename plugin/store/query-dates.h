/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as they are asked for: `2022`, `2022-01..2022-02`, `..2022`, `last week`, `3 days ago`. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

/**
 * OffprintDateLimit:
 * @OFFPRINT_DATE_WITHIN: in the day, month, year or span that is named
 * @OFFPRINT_DATE_AFTER: from its first day on, that day included
 * @OFFPRINT_DATE_BEFORE: before its first day
 */
typedef enum
{
  OFFPRINT_DATE_WITHIN,
  OFFPRINT_DATE_AFTER,
  OFFPRINT_DATE_BEFORE,
} OffprintDateLimit;

gboolean offprint_query_dates_parse (const char *text, gsize length, OffprintDateLimit sense, gint64 now,
                                     OffprintDateSpan *span);
gsize offprint_query_dates_measure (const char *text, gsize length);
char *offprint_query_dates_find (const char *text, gsize length, gint64 now, OffprintDateSpan *span);

G_END_DECLS
