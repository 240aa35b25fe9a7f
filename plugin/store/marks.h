/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snippet marks: the words of a query in all the forms in which they can stand in a text. Made once for a query,
 * used for many texts. Where the best passage is, is decided in snippet.c. */
#pragma once

#include "core/words.h"
#include "store/query-terms.h"

G_BEGIN_DECLS

typedef struct _OffprintMarks OffprintMarks;

/* A place in the text; @unit says which part of the query it answers: 1..offprint_marks_get_count() */
typedef struct
{
  gsize start, end;
  guint unit;
} OffprintMark;

/* A word of a phrase that was met; @id 0: none */
typedef struct
{
  guint32 position;
  guint16 id;
  gsize start;
} OffprintMarksStep;

#define OFFPRINT_MARKS_STEPS 8

/* Where in a text one is: all 0 at the start but for @marks and @stem. Borrows both. */
typedef struct
{
  const OffprintMarks *marks;
  XapStem *stem; /* (nullable): of the text's language */
  OffprintMarksStep steps[OFFPRINT_MARKS_STEPS]; /* the last ones, in a ring */
  guint n_steps;
} OffprintMarksWalk;

/* What a byte is to the beginning of a word: letters 0..25 in any case, digits 26..35 */
#define OFFPRINT_MARKS_SIGN 36
#define OFFPRINT_MARKS_BEYOND 37 /* of a character beyond ASCII */

/**
 * OffprintMarksBeginnings:
 * @seconds: for each first byte of a word that is looked for, in any form, a bit for each second one
 * @beyond: a bit for each first character beyond ASCII: its number modulo 64
 *
 * A word whose second character is beyond ASCII may be any that has its first letter: accents are dropped.
 */
typedef struct
{
  guint64 seconds[OFFPRINT_MARKS_BEYOND + 1];
  guint64 beyond;
} OffprintMarksBeginnings;

/* Returns: which of the kinds that #OffprintMarksBeginnings tells apart */
static inline guint
offprint_marks_classify (char byte)
{
  if ((byte & 0x80) != 0)
    return OFFPRINT_MARKS_BEYOND;
  if (g_ascii_isalpha (byte))
    return (guint) (byte | 0x20) - 'a';
  return g_ascii_isdigit (byte) ? 26 + (guint) (byte - '0') : OFFPRINT_MARKS_SIGN;
}

const OffprintMarksBeginnings *offprint_marks_get_beginnings (const OffprintMarks *marks);
OffprintMarks *offprint_marks_new (const OffprintQuery *query, const GPtrArray *stems);
void offprint_marks_free (OffprintMarks *marks);
guint offprint_marks_get_count (const OffprintMarks *marks);
gboolean offprint_marks_find (OffprintMarksWalk *walk, const OffprintWord *word, OffprintMark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintMarks, offprint_marks_free)

G_END_DECLS
