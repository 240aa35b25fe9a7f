/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one paragraph says of itself: the first step of boilerplate.c, and what it shares with boilerplate-aside.c. Not
 * for others. */
#pragma once

#include "extract/boilerplate.h"
#include "extract/phrases.h"

G_BEGIN_DECLS

#define OFFPRINT_BOILERPLATE_SHORT 40 /* words: calls and labels are no longer */

/* What one paragraph says of itself. */
typedef struct
{
  OffprintPhraseLine *line;
  guint words; /* but numbers */
  int scores[OFFPRINT_N_BOILERPLATE];
  gboolean tail;       /* a phrase said that the article ends here */
  gboolean notice;     /* starts with a sign of copyright */
  gboolean label_only; /* nothing but the label: what it announces follows */
} OffprintBoilerplateFeatures;

void offprint_boilerplate_classify_alone (OffprintBlock *block, OffprintBoilerplateFeatures *features);
const OffprintPhrases *offprint_boilerplate_get_phrases (void);
gboolean offprint_boilerplate_ends_label (const OffprintPhraseLine *line, guint word, gboolean at_end);
gboolean offprint_boilerplate_is_capital (const OffprintPhraseLine *line, guint word);

G_END_DECLS
