/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The passage of a text that shows best why it was found. */
#pragma once

#include "store/marks.h"
#include "store/reader.h"

G_BEGIN_DECLS

/**
 * OffprintSnippet:
 * @text: one line of valid UTF-8 without control characters; an ellipsis where a sentence is cut
 * @matches: (array length=n_matches): byte ranges in @text, in order, not overlapping
 */
typedef struct
{
  char *text;
  OffprintMatch *matches;
  gsize n_matches;
} OffprintSnippet;

void offprint_snippet_make (const char *text, const OffprintMarks *marks, XapStem *stem, OffprintSnippet *snippet);

G_END_DECLS
