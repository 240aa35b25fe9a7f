/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person may have meant by words that the index does not know. */
#pragma once

#include "store/query-terms.h"

G_BEGIN_DECLS

/**
 * OffprintSpellingEffort:
 * @OFFPRINT_SPELLING_FOUND: there are articles with all words: one is doubted when few articles have it and another,
 *   spelt alike, is much more frequent
 * @OFFPRINT_SPELLING_PARTIAL: there are articles with some words: those that no article has are doubted, no others
 * @OFFPRINT_SPELLING_NOTHING: nothing was found: both are doubted, and words with another first letter looked at too
 */
typedef enum
{
  OFFPRINT_SPELLING_FOUND,
  OFFPRINT_SPELLING_PARTIAL,
  OFFPRINT_SPELLING_NOTHING,
} OffprintSpellingEffort;

char *offprint_spelling_correct (const OffprintQuery *query, const OffprintQueryIndex *index,
                                 OffprintSpellingEffort effort, GError **error);

G_END_DECLS
