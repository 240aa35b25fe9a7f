/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date as an article states it: only the precision that is known, and the local day as written.
 * Never converted to UTC for storing: an article of 23:30 in New York belongs to that day there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_PRECISION_NONE, /* no date at all */
  OFFPRINT_PRECISION_YEAR,
  OFFPRINT_PRECISION_MONTH,
  OFFPRINT_PRECISION_DAY,
  OFFPRINT_PRECISION_MINUTE,
  OFFPRINT_PRECISION_SECOND,
} OffprintPrecision;

/* A plain value: copy it. Members beyond @precision are 0. */
typedef struct
{
  OffprintPrecision precision;
  gint16 year; /* 1..9999 */
  guint8 month; /* 1..12 */
  guint8 day; /* 1..31, valid in that month */
  guint8 hour, minute, second; /* as written, local to @offset */
  gboolean has_offset;
  gint16 offset; /* minutes east of UTC */
} OffprintDate;

/* Long enough for any date that offprint_date_format() writes, with its NUL. */
#define OFFPRINT_DATE_BUFFER 32

gboolean offprint_date_parse_iso8601 (const char *text, OffprintDate *date);
gboolean offprint_date_parse_rfc2822 (const char *text, OffprintDate *date);
gboolean offprint_date_parse_javascript (const char *text, OffprintDate *date);
gboolean offprint_date_parse_written (const char *text, const char *language, OffprintDate *date);
gboolean offprint_date_parse (const char *text, const char *language, OffprintDate *date);
gboolean offprint_date_find_written (const char *text, const char *language, OffprintDate *date, gsize *start,
                                     gsize *end);
gboolean offprint_date_from_unix (gint64 seconds, OffprintDate *date);
gint64 offprint_date_to_unix (const OffprintDate *date);
const char *offprint_date_format (const OffprintDate *date, char buffer[OFFPRINT_DATE_BUFFER]);
int offprint_date_compare (const OffprintDate *a, const OffprintDate *b);

G_END_DECLS
