/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answer to what was typed, as rows: never without one, since an empty list tells a person nothing. Immutable,
 * counted. */
#pragma once

#include "core/hit.h"

G_BEGIN_DECLS

/**
 * Answer:
 *
 * Hits, or what is said instead of them. Opaque.
 */
typedef struct _Answer Answer;

Answer *answer_new (const char *asked, OffprintHits *hits, const GError *error, gboolean no_articles);
Answer *answer_new_similar (const char *title, OffprintHits *hits, const GError *error);
Answer *answer_ref (Answer *answer);
void answer_unref (Answer *answer);
guint answer_count_rows (const Answer *answer);
const OffprintHit *answer_get_hit (const Answer *answer, guint row);
const OffprintHit *answer_find (const Answer *answer, const OffprintRecord *record);
char *answer_make_row (const Answer *answer, guint row, gboolean two_lines);
char *answer_make_message (const Answer *answer);
const char *answer_get_asked (const Answer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_unref)

G_END_DECLS
