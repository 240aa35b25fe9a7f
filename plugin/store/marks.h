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

OffprintMarks *offprint_marks_new (const OffprintQuery *query, const GPtrArray *stems);
void offprint_marks_free (OffprintMarks *marks);
guint offprint_marks_get_count (const OffprintMarks *marks);
gboolean offprint_marks_find (OffprintMarksWalk *walk, const OffprintWord *word, OffprintMark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintMarks, offprint_marks_free)

G_END_DECLS
