/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a snippet begins and ends. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text to @end is what is looked at, valid UTF-8; @start to @stop is the passage in it */
typedef struct
{
  const char *text, *end;
  const char *start, *stop;
} OffprintPassage;

void offprint_passage_choose (OffprintPassage *passage, const char *place, const char *place_end);
const char *offprint_passage_skip_space (const OffprintPassage *passage, const char *at);
gboolean offprint_passage_starts_sentence (const OffprintPassage *passage);
gboolean offprint_passage_ends_sentence (const OffprintPassage *passage);

G_END_DECLS
