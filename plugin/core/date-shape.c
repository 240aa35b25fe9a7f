/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of shapes and reading one, element by element. To add a way of writing dates, add a shape. */
#include "core/date-shape.h"

#include "core/date-calendar.h"
#include "core/date-clock.h"

#include <string.h>

/* Where the shapes below count. */
#define WHOLE OFFPRINT_DATE_SHAPE_WHOLE
#define TEXT OFFPRINT_DATE_SHAPE_TEXT
#define MAIL OFFPRINT_DATE_SHAPE_MAIL
#define SCRIPT OFFPRINT_DATE_SHAPE_SCRIPT
#define RECENT OFFPRINT_DATE_SHAPE_RECENT
#define SUPPORTED OFFPRINT_DATE_SHAPE_SUPPORTED

static const OffprintDateShape shapes[] = {
  { "D~N~Y", WHOLE | TEXT | MAIL }, /* 28 May 2023, 28th of May, 2023, 28. Mai 2023, 28 de mayo de 2023 */
  { "N~D~Y", WHOLE | TEXT | SCRIPT }, /* May 28, 2023 */
  { "Y~N~D", WHOLE | TEXT }, /* 2023. május 28. */
  { "Y~D~N", WHOLE | TEXT }, /* 2023. gada 28. maijs */
  { "N~D~T~Y", WHOLE | TEXT }, /* May 28 10:11:12 +0200 2023 */
  { "D~N~'2", WHOLE | TEXT }, /* 28 May '23 */
  { "N~D~'2", WHOLE | TEXT }, /* May 28, '23 */
  { "D~N~2", WHOLE | MAIL }, /* 28 May 23, 28-May-23 */
  { "D~N~3", MAIL }, /* 28 May 123: programs that wrote the years since 1900 */
  { "YyMmDd", WHOLE | TEXT }, /* 2023年5月28日 */
  { "DmMyY", WHOLE | TEXT }, /* 28 tháng 5 năm 2023 */
  { "DmM~Y", WHOLE | TEXT }, /* 28 tháng 5, 2023 */
  { "Y/M/D", WHOLE | TEXT | RECENT }, /* 2023/05/28, 2023. 5. 28. */
  { "A/B/Y", WHOLE | TEXT | RECENT }, /* 28.05.2023, 05/28/2023 */
  { "A/B/2", WHOLE | TEXT | SUPPORTED }, /* 28.05.23 */
  { "YyMm", WHOLE | TEXT }, /* 2023年5月 */
  { "F_Y", TEXT | RECENT }, /* May 2023, mayo de 2023 */
  { "N~Y", WHOLE }, /* Sept., 2023 */
  { "Y~N", WHOLE }, /* 2023. május */
  { "M/Y", WHOLE }, /* 05/2023 */
  { "Y/M", WHOLE }, /* 2023/05 */
  { "Yy", WHOLE }, /* 2023年 */
};

static gboolean
is_capital (const OffprintDateReader *reader, const OffprintDateToken *token)
{
  return g_unichar_isupper (g_utf8_get_char (reader->text + token->start));
}

/* Whether some language writes the month with a capital: in lower case it may be another word. */
static gboolean
has_capital_month (const OffprintDateSense *senses)
{
  for (; senses != NULL; senses = senses->next)
    if (senses->kind == OFFPRINT_DATE_WORD_MONTH && senses->language->capitals)
      return TRUE;
  return FALSE;
}

/* "Full" is a name that cannot be taken for another word: not abbreviated, and with a capital if one is due ("may",
 * "march"). */
static gboolean
is_full (OffprintDateReader *reader, const OffprintDateSense *sense)
{
  if (!sense->full || is_capital (reader, offprint_date_reader_peek (reader, 0)))
    return sense->full;
  if (sense->language == reader->language)
    return !sense->language->capitals;
  return !has_capital_month (offprint_date_reader_get_senses (reader, 0));
}

/* Takes a month's name: as the text's language means it, else as all others do. If they do not agree ("listopad" is
 * October in Croatian, November in Polish), it is no month. */
static gboolean
take_month (OffprintDateReader *reader, gboolean full, guint *month)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, 0);
  gint16 own = 0, other = 0;
  gboolean agreed = TRUE;
  for (; sense != NULL; sense = sense->next)
    {
      if (sense->kind != OFFPRINT_DATE_WORD_MONTH || !offprint_date_reader_has_meaning (reader, sense))
        continue;
      if (full && !is_full (reader, sense))
        continue;
      if (sense->language == reader->language)
        own = sense->value;
      agreed = agreed && (other == 0 || other == sense->value);
      other = sense->value;
    }
  if (own == 0 && (other == 0 || !agreed))
    return FALSE;
  *month = (guint) (own != 0 ? own : other);
  reader->at++;
  return TRUE;
}

/* "th", "-го", "º" behind a day */
static void
take_ordinal (OffprintDateReader *reader)
{
  guint before = reader->at;
  if (offprint_date_reader_is_joined (reader, 0, '-') || offprint_date_reader_is_joined (reader, 0, '.'))
    reader->at++;
  if (offprint_date_reader_peek (reader, 0)->spaced
      || !offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_ORDINAL, NULL))
    reader->at = before;
}

static gboolean
take_small (OffprintDateReader *reader, OffprintDateDraft *draft, guint *number)
{
  guint digits = offprint_date_reader_peek (reader, 0)->digits;
  draft->short_numbers = draft->short_numbers || digits == 1;
  return offprint_date_reader_take_number (reader, 1, 2, number);
}

static gboolean
take_day (OffprintDateReader *reader, OffprintDateDraft *draft)
{
  if (!take_small (reader, draft, &draft->day))
    return FALSE;
  take_ordinal (reader);
  return TRUE;
}

static gboolean
take_year (OffprintDateReader *reader, OffprintDateDraft *draft)
{
  return offprint_date_reader_take_number (reader, 4, 4, &draft->year) && draft->year >= 1000 && draft->year <= 2999;
}

/* The rule of RFC 2822 for years of two and three digits. */
static gboolean
take_short_year (OffprintDateReader *reader, guint digits, OffprintDateDraft *draft)
{
  guint year;
  if (!offprint_date_reader_take_number (reader, digits, digits, &year))
    return FALSE;
  draft->short_year = TRUE;
  draft->year = digits == 2 && year < 50 ? 2000 + year : 1900 + year;
  return TRUE;
}

/* A separator is glued to the number before it; only behind a point there may be a space (28. 5. 2023). */
static gboolean
take_separator (OffprintDateReader *reader, OffprintDateDraft *draft)
{
  const OffprintDateToken *mark = offprint_date_reader_peek (reader, 0);
  const OffprintDateToken *number = offprint_date_reader_peek (reader, 1);
  if (mark->spaced || (draft->separator != 0 && draft->separator != mark->value))
    return FALSE;
  draft->separator = (gunichar) mark->value;
  return (mark->value == '.' || !number->spaced) && offprint_date_reader_take_mark (reader, "./-");
}

/* Between day, month and year: "of", "de", a comma, a point, or a dash without spaces (28-May-2023). */
static void
take_joins (OffprintDateReader *reader)
{
  const OffprintDateToken *next = offprint_date_reader_peek (reader, 1);
  gboolean dash = offprint_date_reader_is_joined (reader, 0, '-') || offprint_date_reader_is_joined (reader, 0, '/');
  if (dash && !next->spaced)
    reader->at++;
  else
    offprint_date_reader_take_joins (reader, ",.");
}

static gboolean
take_time (OffprintDateReader *reader, OffprintDateDraft *draft)
{
  draft->has_time = draft->has_time || offprint_date_clock_take_time (reader, &draft->time);
  return draft->has_time;
}

static gboolean
take_element (OffprintDateReader *reader, char element, OffprintDateDraft *draft)
{
  switch (element)
    {
    case 'D':
      return take_day (reader, draft);
    case 'N':
    case 'F':
      return take_month (reader, element == 'F', &draft->month);
    case 'M':
      return take_small (reader, draft, &draft->month);
    case 'A':
      return take_small (reader, draft, &draft->a);
    case 'B':
      return take_small (reader, draft, &draft->b);
    case 'Y':
      return take_year (reader, draft);
    case '2':
    case '3':
      return take_short_year (reader, (guint) (element - '0'), draft);
    case 'y':
      return offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_YEAR);
    case 'm':
      return offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_MONTH);
    case 'd':
      return offprint_date_reader_take_unit (reader, OFFPRINT_DATE_UNIT_DAY);
    case 'T':
      return take_time (reader, draft);
    case '/':
      return take_separator (reader, draft);
    case '\'':
      return offprint_date_reader_take_mark (reader, "'");
    case '_':
      offprint_date_reader_take_joins (reader, "");
      return TRUE;
    default:
      take_joins (reader);
      return TRUE;
    }
}

/* Which of 05/06/2023 is the day: the number over 12, else what the language says. Points are put after the day
 * nearly everywhere, so that an unknown language does not matter. */
static gboolean
resolve_order (OffprintDateDraft *draft, OffprintDateOrder order)
{
  gboolean month_first = draft->b > 12 || (draft->a <= 12 && order == OFFPRINT_DATE_ORDER_MONTH_FIRST);
  gboolean ambiguous = draft->a <= 12 && draft->b <= 12 && draft->a != draft->b;
  if (draft->short_year && order == OFFPRINT_DATE_ORDER_YEAR_FIRST)
    {
      draft->day = draft->year % 100;
      draft->month = draft->b;
      draft->year = draft->a + (draft->a < 50 ? 2000 : 1900);
      return TRUE;
    }
  if (ambiguous && order == OFFPRINT_DATE_ORDER_UNKNOWN && draft->separator != '.')
    return FALSE;
  draft->day = month_first ? draft->b : draft->a;
  draft->month = month_first ? draft->a : draft->b;
  return TRUE;
}

/**
 * offprint_date_shape_get_all:
 * @n_shapes: (out): how many
 *
 * Returns: (transfer none) (array length=n_shapes): the shapes in the order in which they are to be tried
 */
const OffprintDateShape *
offprint_date_shape_get_all (gsize *n_shapes)
{
  *n_shapes = G_N_ELEMENTS (shapes);
  return shapes;
}

/**
 * offprint_date_shape_take:
 * @shape: a shape
 * @reader: a reader; if there is no such date, it stays anywhere
 * @draft: what stood before the date, given all that is read
 * @date: (out): the date, without a time
 *
 * Takes the date itself, without what is around it.
 *
 * Returns: whether there is a date in that shape, and such a day
 */
gboolean
offprint_date_shape_take (const OffprintDateShape *shape, OffprintDateReader *reader, OffprintDateDraft *draft,
                          OffprintDate *date)
{
  for (const char *element = shape->elements; *element != '\0'; element++)
    if (!take_element (reader, *element, draft))
      return FALSE;
  if (draft->a != 0 && !resolve_order (draft, reader->order))
    return FALSE;
  gboolean has_day = strpbrk (shape->elements, "DA") != NULL;
  gboolean has_month = has_day || strpbrk (shape->elements, "MNF") != NULL;
  if (has_day)
    return offprint_date_calendar_set_day (date, draft->year, draft->month, draft->day);
  return has_month ? offprint_date_calendar_set_month (date, draft->year, draft->month)
                   : offprint_date_calendar_set_year (date, draft->year);
}
