/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as numbers, words and marks, and stepping over them. Only date parsing uses it. */
#pragma once

#include "core/date-names.h"

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_DATE_TOKEN_END, /* behind the last one */
  OFFPRINT_DATE_TOKEN_NUMBER,
  OFFPRINT_DATE_TOKEN_WORD, /* in scripts without spaces: a date word or one character */
  OFFPRINT_DATE_TOKEN_MARK,
} OffprintDateTokenKind;

typedef struct
{
  OffprintDateTokenKind kind;
  gboolean spaced; /* white space before it */
  gboolean unspaced_script; /* a word that may touch its neighbours, as in CJK */
  gboolean looked_up; /* @senses is known */
  guint digits; /* of a number */
  guint64 value; /* of a number with up to 18 digits; the character of a mark */
  gsize start, end; /* bytes in the text */
  const OffprintDateSense *senses; /* (nullable) */
} OffprintDateToken;

/* A place in the tokens of a text. All `take` functions step over what they return %TRUE for and stay where they are
 * otherwise; to go back, set @at to what it was. */
typedef struct
{
  const char *text;
  GArray *tokens; /* of OffprintDateToken, the last one is the end */
  guint at;
  gboolean whole; /* @tokens reach to the end of the text */
  gboolean in_text; /* looking for a date in running text: weak evidence does not count */
  gboolean english_only; /* a format of programs: names of other languages do not count */
  const OffprintDateLanguage *language; /* (nullable) */
  OffprintDateOrder order;
} OffprintDateReader;

void offprint_date_reader_init (OffprintDateReader *reader, const char *text, gsize max_bytes, const char *language);
void offprint_date_reader_drop_comments (OffprintDateReader *reader);
void offprint_date_reader_clear (OffprintDateReader *reader);

const OffprintDateToken *offprint_date_reader_peek (const OffprintDateReader *reader, guint ahead);
gboolean offprint_date_reader_is_joined (const OffprintDateReader *reader, guint ahead, gunichar mark);
const OffprintDateSense *offprint_date_reader_get_senses (OffprintDateReader *reader, guint ahead);
gboolean offprint_date_reader_has_meaning (const OffprintDateReader *reader, const OffprintDateSense *sense);
const OffprintDateSense *offprint_date_reader_find_sense (OffprintDateReader *reader, guint ahead,
                                                          OffprintDateWordKind kind);
gboolean offprint_date_reader_take_end (OffprintDateReader *reader);
gboolean offprint_date_reader_take_mark (OffprintDateReader *reader, const char *marks);
gboolean offprint_date_reader_take_number (OffprintDateReader *reader, guint min_digits, guint max_digits,
                                           guint *value);
gboolean offprint_date_reader_take_word (OffprintDateReader *reader, OffprintDateWordKind kind, gint16 *value);
gboolean offprint_date_reader_take_unit (OffprintDateReader *reader, OffprintDateUnit unit);
void offprint_date_reader_take_joins (OffprintDateReader *reader, const char *marks);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OffprintDateReader, offprint_date_reader_clear)

G_END_DECLS
