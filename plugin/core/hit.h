/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search found, as plain values: made by the store, carried over the bus, shown by everybody. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Byte range in the snippet */
typedef struct
{
  gsize start, end;
} OffprintMatch;

/**
 * OffprintHit:
 * @rank: 1 for the best hit of all, also with an offset
 * @score: relevance, only comparable within one search
 * @record: the record as stored: without text
 * @snippet: (not nullable): passage of the text on one line, empty where there is none
 * @matches: (array length=n_matches): words of the query in @snippet, in order, not overlapping
 * @duplicates: how many near-duplicates that match too were folded into this hit; on servers, at least so many
 * @near_duplicate: %TRUE: of the article that others were to be like
 */
typedef struct
{
  guint rank;
  guint32 docid;
  double score;
  OffprintRecord *record;
  char *snippet;
  OffprintMatch *matches;
  gsize n_matches;
  guint duplicates;
  gboolean near_duplicate;
} OffprintHit;

/**
 * OffprintHits:
 * @hits: (element-type OffprintHit): in order
 * @estimated: about how many articles match
 * @cut: the time limit struck: there may be more hits, and better ones
 * @notes: (array zero-terminated=1): what a person should know: what was not understood, that not all words were found
 *   together, ...
 * @suggestion: (nullable): a query that may have been meant: some words of this one may be misspelt
 * @corrected: %TRUE: nothing was found for what was typed, and the hits are those for @suggestion
 */
typedef struct
{
  GPtrArray *hits;
  guint estimated;
  gboolean cut;
  char **notes;
  char *suggestion;
  gboolean corrected;
} OffprintHits;

OffprintHits *offprint_hits_new (void);
void offprint_hits_free (OffprintHits *hits);
void offprint_hit_free (OffprintHit *hit);

GVariant *offprint_record_to_bus (const OffprintRecord *record);
OffprintRecord *offprint_record_new_from_bus (GVariant *article);
GVariant *offprint_hit_to_variant (const OffprintHit *hit);
OffprintHit *offprint_hit_new_from_variant (GVariant *variant);
GVariant *offprint_hits_to_variant (const OffprintHits *hits);
GVariant *offprint_hits_get_info (const OffprintHits *hits);
OffprintHits *offprint_hits_new_from_variant (GVariant *variant, GVariant *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintHit, offprint_hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintHits, offprint_hits_free)

G_END_DECLS
