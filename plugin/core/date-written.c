/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as people write them, and the two formats of programs that look like them: mail and JavaScript. What is here is
 * around the date: weekday, time, and in a running text what must not be there. The date itself is one of the shapes of
 * date-shape.c, its words are those of date-names.c. */
#include "core/date.h"

#include "core/date-calendar.h"
#include "core/date-clock.h"
#include "core/date-shape.h"

/* A text that is a date as a whole is not longer. */
#define WHOLE_MAX_BYTES 200
/* So much of a running text is looked at. */
#define TEXT_MAX_BYTES 4096
/* Farther from a number no date begins: "Sunday, the first part of a date". */
#define TOKENS_TO_NUMBER_MAX 6
/* What may stand between a date and its time, besides words. */
#define TIME_MARKS ",.:;-–—|·•/@"
/* What makes a number before or behind it something else than a part of a date. */
#define FOREIGN_MARKS "$€£¥₽+-/\\#%"
#define FOREIGN_END_MARKS "$€£¥₽%\\"
/* Words and marks between a day and a month's name: "31st of June". */
#define TOKENS_AFTER_DAY_MAX 3

/* How a text is matched. */
typedef struct
{
  guint where; /* the shapes that count */
  gboolean english; /* no names of other languages */
  gboolean weekday_needed;
  gboolean time_first; /* the time may stand before the date */
} Dialect;

static const Dialect whole_dialect = { .where = OFFPRINT_DATE_SHAPE_WHOLE, .time_first = TRUE };
static const Dialect text_dialect = { .where = OFFPRINT_DATE_SHAPE_TEXT, .time_first = TRUE };
static const Dialect mail_dialect = { .where = OFFPRINT_DATE_SHAPE_MAIL, .english = TRUE };
static const Dialect script_dialect = { .where = OFFPRINT_DATE_SHAPE_SCRIPT, .english = TRUE, .weekday_needed = TRUE };

/* In a text, numbers that may be something else are a date only if the year is likely or something beside it says so.
 * */
static gboolean
is_convincing (const OffprintDateReader *reader, const OffprintDateShape *shape, const OffprintDateDraft *draft)
{
  if (!reader->in_text)
    return TRUE;
  if (shape->flags & OFFPRINT_DATE_SHAPE_RECENT && (draft->year < 1900 || draft->year > 2099))
    return FALSE;
  if (shape->flags & OFFPRINT_DATE_SHAPE_SUPPORTED)
    return (draft->has_weekday || draft->has_time) && !draft->short_numbers;
  /* 2023.5.28 is a version number, unless spaced or where dates are written so. */
  gboolean version = draft->a == 0 && draft->separator == '.' && draft->short_numbers;
  return !version || reader->order == OFFPRINT_DATE_ORDER_YEAR_FIRST;
}

static gboolean
take_weekday_name (OffprintDateReader *reader, gboolean full)
{
  const OffprintDateSense *sense = offprint_date_reader_get_senses (reader, 0);
  for (; sense != NULL; sense = sense->next)
    if (sense->kind == OFFPRINT_DATE_WORD_WEEKDAY && (sense->full || !full)
        && offprint_date_reader_has_meaning (reader, sense))
      {
        reader->at++;
        return TRUE;
      }
  return FALSE;
}

/* "Sunday, the", "Sun.", "segunda-feira,"; whether it is the right one is not asked */
static gboolean
take_weekday_before (OffprintDateReader *reader)
{
  if (!take_weekday_name (reader, FALSE))
    return FALSE;
  if (offprint_date_reader_is_joined (reader, 0, '-'))
    {
      reader->at++;
      if (!take_weekday_name (reader, TRUE))
        return FALSE;
    }
  offprint_date_reader_take_joins (reader, ",.");
  return TRUE;
}

/* "(日)", "(Sun.)", ", Sunday" */
static void
take_weekday_after (OffprintDateReader *reader, OffprintDateDraft *draft)
{
  guint before = reader->at;
  offprint_date_reader_take_joins (reader, ",.");
  gboolean bracket = offprint_date_reader_take_mark (reader, "(");
  draft->has_weekday = take_weekday_name (reader, !bracket);
  if (draft->has_weekday && bracket)
    {
      offprint_date_reader_take_mark (reader, ".");
      draft->has_weekday = offprint_date_reader_take_mark (reader, ")");
    }
  if (!draft->has_weekday)
    reader->at = before;
}

/* The time behind a date, if there is one that exists. */
static void
take_time_after (OffprintDateReader *reader, OffprintDateDraft *draft, OffprintDate *date)
{
  guint before = reader->at;
  offprint_date_reader_take_joins (reader, TIME_MARKS);
  gboolean bracket = offprint_date_reader_take_mark (reader, "(");
  gboolean found = offprint_date_clock_take_time (reader, &draft->time)
                   && (!bracket || offprint_date_reader_take_mark (reader, ")"))
                   && offprint_date_calendar_add_time (date, &draft->time);
  draft->has_time = found;
  if (!found)
    reader->at = before;
}

static gboolean
has_mark (const OffprintDateToken *token, const char *marks)
{
  return token->kind == OFFPRINT_DATE_TOKEN_MARK && g_utf8_strchr (marks, -1, (gunichar) token->value) != NULL;
}

/* A date does not begin inside of something: v28.05.2023, 1.28.05.2023, $28, +28. */
static gboolean
is_start (const OffprintDateReader *reader, guint at)
{
  if (at == 0)
    return TRUE;
  const OffprintDateToken *tokens = &g_array_index (reader->tokens, OffprintDateToken, 0);
  const OffprintDateToken *first = &tokens[at];
  const OffprintDateToken *before = &tokens[at - 1];
  if (first->spaced)
    return TRUE;
  if (before->kind == OFFPRINT_DATE_TOKEN_MARK)
    return !has_mark (before, FOREIGN_MARKS)
           && !(has_mark (before, ".,:") && at > 1 && before[-1].kind == OFFPRINT_DATE_TOKEN_NUMBER);
  return before->unspaced_script || first->unspaced_script;
}

/* A date does not end inside of something: 28.05.2023.4, 28/05/2023/7, 2023x, 2023%, 2,023. */
static gboolean
is_stop (OffprintDateReader *reader, const OffprintDateDraft *draft)
{
  const OffprintDateToken *next = offprint_date_reader_peek (reader, 0);
  const OffprintDateToken *second = offprint_date_reader_peek (reader, 1);
  if (next->spaced || next->kind == OFFPRINT_DATE_TOKEN_END)
    return TRUE;
  if (next->kind == OFFPRINT_DATE_TOKEN_WORD)
    return next->unspaced_script || offprint_date_reader_find_sense (reader, 0, OFFPRINT_DATE_WORD_JOIN) != NULL
           || offprint_date_reader_find_sense (reader, 0, OFFPRINT_DATE_WORD_END) != NULL;
  if (next->kind == OFFPRINT_DATE_TOKEN_NUMBER)
    return g_array_index (reader->tokens, OffprintDateToken, reader->at - 1).unspaced_script;
  gboolean goes_on = second->kind == OFFPRINT_DATE_TOKEN_NUMBER && !second->spaced;
  return !has_mark (next, FOREIGN_END_MARKS)
         && !(goes_on && (has_mark (next, ".,") || next->value == draft->separator));
}

/* The shape at hand with all that belongs to it; @draft holds what stood before it. */
static gboolean
take_date (OffprintDateReader *reader, const OffprintDateShape *shape, OffprintDateDraft draft, OffprintDate *date)
{
  if (!offprint_date_shape_take (shape, reader, &draft, date))
    return FALSE;
  if (reader->in_text && !is_stop (reader, &draft))
    return FALSE;
  if (date->precision == OFFPRINT_PRECISION_DAY)
    {
      if (!draft.has_weekday)
        take_weekday_after (reader, &draft);
      if (!draft.has_time)
        take_time_after (reader, &draft, date);
      else if (!offprint_date_calendar_add_time (date, &draft.time))
        return FALSE;
    }
  return is_convincing (reader, shape, &draft);
}

/* Behind a date that is the whole text: "г.", "r.", a full stop */
static gboolean
take_rest (OffprintDateReader *reader)
{
  while (offprint_date_reader_take_mark (reader, ".")
         || offprint_date_reader_take_word (reader, OFFPRINT_DATE_WORD_END, NULL))
    ;
  return offprint_date_reader_take_end (reader);
}

/* What may stand before a date, each with or without: a time, a joining word, a weekday. */
static gboolean
take_lead (OffprintDateReader *reader, const Dialect *dialect, gboolean time, gboolean weekday,
           OffprintDateDraft *draft)
{
  *draft = (OffprintDateDraft) { .has_weekday = weekday };
  if (time)
    {
      draft->has_time = dialect->time_first && offprint_date_clock_take_time (reader, &draft->time);
      if (!draft->has_time)
        return FALSE;
      offprint_date_reader_take_joins (reader, TIME_MARKS);
    }
  else if (dialect->where == OFFPRINT_DATE_SHAPE_WHOLE)
    offprint_date_reader_take_joins (reader, "");
  return !weekday || take_weekday_before (reader);
}

/* Takes a date at the place where @reader is, trying all shapes. */
static gboolean
match_shapes (OffprintDateReader *reader, const Dialect *dialect, const OffprintDateDraft *lead, OffprintDate *date)
{
  guint before = reader->at;
  gsize n_shapes;
  const OffprintDateShape *shapes = offprint_date_shape_get_all (&n_shapes);
  for (gsize i = 0; i < n_shapes; i++, reader->at = before)
    if (shapes[i].flags & dialect->where && take_date (reader, &shapes[i], *lead, date)
        && (reader->in_text || take_rest (reader)))
      return TRUE;
  return FALSE;
}

static gboolean
match (OffprintDateReader *reader, const Dialect *dialect, OffprintDate *date)
{
  guint before = reader->at;
  for (guint i = 0; i < 4; i++, reader->at = before)
    {
      gboolean time = i >= 2, weekday = i % 2 == 0;
      OffprintDateDraft lead;
      if (!weekday && dialect->weekday_needed)
        continue;
      if (take_lead (reader, dialect, time, weekday, &lead) && match_shapes (reader, dialect, &lead, date))
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse_whole (const char *text, const char *language, const Dialect *dialect, OffprintDate *date)
{
  if (text == NULL)
    return FALSE;
  g_auto (OffprintDateReader) reader;
  offprint_date_reader_init (&reader, text, WHOLE_MAX_BYTES, language);
  reader.english_only = dialect->english;
  if (dialect->where == OFFPRINT_DATE_SHAPE_MAIL)
    offprint_date_reader_drop_comments (&reader);
  OffprintDate result;
  if (!reader.whole || !match (&reader, dialect, &result))
    return FALSE;
  *date = result;
  return TRUE;
}

/**
 * offprint_date_parse_rfc2822:
 * @text: (nullable): NUL-terminated, any bytes
 * @date: (out): the date
 *
 * Parses the date of a mail or feed (RFC 822, 2822, 5322), such as `Sun, 28 May 2023 10:11:12 +0200`, with comments,
 * the obsolete zones and years of two or three digits; the weekday and the time may be missing. The whole of @text
 * must be a date.
 *
 * Returns: %FALSE, with @date untouched, if @text is no such date. From any thread
 */
gboolean
offprint_date_parse_rfc2822 (const char *text, OffprintDate *date)
{
  return parse_whole (text, "en", &mail_dialect, date);
}

/**
 * offprint_date_parse_javascript:
 * @text: (nullable): NUL-terminated, any bytes
 * @date: (out): the date
 *
 * Parses what JavaScript's `Date` gives as text: `Wed Sep 24 2026 10:11:12 GMT+0200 (Central European Summer Time)`,
 * and the same without the time. The whole of @text must be a date.
 *
 * Returns: %FALSE, with @date untouched, if @text is no such date. From any thread
 */
gboolean
offprint_date_parse_javascript (const char *text, OffprintDate *date)
{
  return parse_whole (text, "en", &script_dialect, date);
}

/**
 * offprint_date_parse_written:
 * @text: (nullable): NUL-terminated, any bytes
 * @language: (nullable): BCP 47 tag of the text
 * @date: (out): the date
 *
 * Parses a date as people write it: a text that is a date as a whole, with weekday, time and zone if they like. Names
 * of months are known in some fifty languages; those of @language come first. The order of 05/06/2023 is that of
 * @language (`en` and `en-US`: the month first, all others: the day); without @language such a date is refused,
 * unless a number over 12 or points (05.06.2023) tell the order. A weekday is not checked. A zone whose offset is not
 * known is none.
 *
 * Returns: %FALSE, with @date untouched, if @text is no such date. From any thread
 */
gboolean
offprint_date_parse_written (const char *text, const char *language, OffprintDate *date)
{
  return parse_whole (text, language, &whole_dialect, date);
}

static gboolean
has_digit (const char *text)
{
  for (gsize i = 0; i < TEXT_MAX_BYTES && text[i] != '\0'; i++)
    if (g_ascii_isdigit (text[i]) || (guchar) text[i] >= 0xd9) /* Arabic and other digits */
      return TRUE;
  return FALSE;
}

/* Whether a date can begin here: at a number, or a date word near one. */
static gboolean
is_worth_trying (OffprintDateReader *reader)
{
  if (offprint_date_reader_peek (reader, 0)->kind == OFFPRINT_DATE_TOKEN_NUMBER)
    return TRUE;
  for (guint i = 1; i <= TOKENS_TO_NUMBER_MAX; i++)
    if (offprint_date_reader_peek (reader, i)->kind == OFFPRINT_DATE_TOKEN_NUMBER)
      return offprint_date_reader_get_senses (reader, 0) != NULL;
  return FALSE;
}

/* Whether what is before the token @at is a day: the "June 2023" of "31 June 2023" is no month, but a mistake. */
static gboolean
follows_day (OffprintDateReader *reader, guint at)
{
  for (reader->at = at; reader->at > 0 && at - reader->at < TOKENS_AFTER_DAY_MAX;)
    {
      reader->at--;
      const OffprintDateToken *token = offprint_date_reader_peek (reader, 0);
      if (token->kind == OFFPRINT_DATE_TOKEN_NUMBER)
        return token->digits <= 2;
      if (!has_mark (token, ".-") && offprint_date_reader_get_senses (reader, 0) == NULL)
        return FALSE;
    }
  return FALSE;
}

/* Tries one place of a text after the other. */
static gboolean
find (OffprintDateReader *reader, OffprintDate *date, guint *first, guint *behind)
{
  for (guint at = 0; at < reader->tokens->len - 1; at++)
    {
      reader->at = *first = at;
      if (!is_worth_trying (reader) || !is_start (reader, at) || !match (reader, &text_dialect, date))
        continue;
      *behind = reader->at;
      if (date->precision >= OFFPRINT_PRECISION_DAY || !follows_day (reader, at))
        return TRUE;
    }
  return FALSE;
}

/**
 * offprint_date_find_written:
 * @text: (nullable): NUL-terminated, any bytes
 * @language: (nullable): BCP 47 tag of the text
 * @date: (out): the date
 * @start: (out) (optional): where it begins, in bytes
 * @end: (out) (optional): where it ends
 *
 * Finds the first date in a running text as offprint_date_parse_written() knows it, but one that can hardly be
 * anything else: at least month and year, no part of a longer number, ambiguous words only in their usual form. Looks
 * at the first 4096 bytes.
 *
 * Returns: %FALSE, with all outputs untouched, if there is none. From any thread
 */
gboolean
offprint_date_find_written (const char *text, const char *language, OffprintDate *date, gsize *start, gsize *end)
{
  if (text == NULL || !has_digit (text))
    return FALSE;
  g_auto (OffprintDateReader) reader;
  offprint_date_reader_init (&reader, text, TEXT_MAX_BYTES, language);
  reader.in_text = TRUE;
  OffprintDate result;
  guint first, behind;
  if (!find (&reader, &result, &first, &behind))
    return FALSE;
  *date = result;
  if (start != NULL)
    *start = g_array_index (reader.tokens, OffprintDateToken, first).start;
  if (end != NULL)
    *end = g_array_index (reader.tokens, OffprintDateToken, behind - 1).end;
  return TRUE;
}
