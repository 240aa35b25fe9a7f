/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways to write the date itself, without what is around it. Only date parsing uses it. */
#pragma once

#include "core/date-reader.h"
#include "core/date.h"

G_BEGIN_DECLS

/* Where a shape counts. */
enum
{
  OFFPRINT_DATE_SHAPE_WHOLE = 1 << 0, /* the whole text is the date */
  OFFPRINT_DATE_SHAPE_TEXT = 1 << 1, /* somewhere in a text */
  OFFPRINT_DATE_SHAPE_MAIL = 1 << 2,
  OFFPRINT_DATE_SHAPE_SCRIPT = 1 << 3,
  OFFPRINT_DATE_SHAPE_RECENT = 1 << 4, /* in a text only with a year 1900..2099: other numbers look the same */
  OFFPRINT_DATE_SHAPE_SUPPORTED = 1 << 5, /* in a text only beside a weekday or time, with two digits for each number */
};

/* One way to write a date, a letter an element:
 *   D day   N month's name   F its full name   M month's number   Y year   2, 3 its last two or three digits
 *   A B numbers of day and month, the language tells which is which
 *   y m d unit behind a number (年 月 日)   T time with zone
 *   ~ joining marks and words, if any   _ joining words, if any   / separator, the same throughout   ' apostrophe */
typedef struct
{
  const char *elements;
  guint flags;
} OffprintDateShape;

/* What has been read of a date. */
typedef struct
{
  guint year, month, day; /* 0: none */
  guint a, b;
  gunichar separator;
  gboolean short_year, short_numbers;
  gboolean has_weekday, has_time;
  OffprintDate time;
} OffprintDateDraft;

const OffprintDateShape *offprint_date_shape_get_all (gsize *n_shapes);
gboolean offprint_date_shape_take (const OffprintDateShape *shape, OffprintDateReader *reader, OffprintDateDraft *draft,
                                   OffprintDate *date);

G_END_DECLS
