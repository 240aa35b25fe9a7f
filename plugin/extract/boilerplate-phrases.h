/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of phrases that boilerplate.c reads. */
#pragma once

#include "extract/boilerplate.h"

G_BEGIN_DECLS

/**
 * OffprintPhrasePlace:
 * @OFFPRINT_PHRASE_ANYWHERE: anywhere in the paragraph
 * @OFFPRINT_PHRASE_START: its first words
 * @OFFPRINT_PHRASE_LABEL: its first words, followed by a colon, bar, dash or arrow, or by nothing
 * @OFFPRINT_PHRASE_WHOLE: all its words (numbers do not count)
 * @OFFPRINT_PHRASE_END: its last words
 */
typedef enum
{
  OFFPRINT_PHRASE_ANYWHERE,
  OFFPRINT_PHRASE_START,
  OFFPRINT_PHRASE_LABEL,
  OFFPRINT_PHRASE_WHOLE,
  OFFPRINT_PHRASE_END,
} OffprintPhrasePlace;

/* Weights add up by kind; at 10 the paragraph is of that kind. @tail: what follows is no longer the article. */
typedef struct
{
  const char *phrases; /* separated by | */
  OffprintBoilerplate kind;
  OffprintPhrasePlace place;
  gint8 weight;
  gboolean tail;
} OffprintBoilerplateRow;

extern const OffprintBoilerplateRow offprint_boilerplate_rows[];
extern const gsize offprint_boilerplate_n_rows;

G_END_DECLS
