/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one article puts into the index, made from its record alone: terms with counts and positions, value slots,
 * document data, compressed text, stem synonyms. Pure and self-contained, so that it can be made in another thread
 * (and, behind a process border, by someone who is not trusted). What identifies the *file* is not in it: see
 * identity.h. */
#pragma once

#include "core/record.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintDocument OffprintDocument;

/* Elements of the index layout. Only a benchmark leaves one out, to learn what it costs. */
typedef enum
{
  OFFPRINT_LAYOUT_STEMS = 1 << 0, /* Z terms by the article's stemmer */
  OFFPRINT_LAYOUT_OMEGA_STEMS = 1 << 1, /* Z terms by the English stemmer where the article's is another */
  OFFPRINT_LAYOUT_SPANS = 1 << 2,
  OFFPRINT_LAYOUT_OTHER_FORMS = 1 << 3, /* not folded, and as Xapian's parser writes them */
  OFFPRINT_LAYOUT_FIELD_COPIES = 1 << 4, /* words of fields without prefix */
  OFFPRINT_LAYOUT_ANCHORS = 1 << 5,
  OFFPRINT_LAYOUT_TEXT = 1 << 6,
  OFFPRINT_LAYOUT_SYNONYMS = 1 << 7,
  OFFPRINT_LAYOUT_POSITIONS = 1 << 8,
  OFFPRINT_LAYOUT_BEGINNINGS = 1 << 9,
  OFFPRINT_LAYOUT_SKETCH = 1 << 10, /* what near-duplicates are found by */
  OFFPRINT_LAYOUT_FULL = (1 << 11) - 1,
} OffprintLayout;

OffprintDocument *offprint_document_new (OffprintRecord *record, GError **error);
OffprintDocument *offprint_document_new_with_layout (OffprintRecord *record, OffprintLayout layout, GError **error);
gsize offprint_document_get_term_count (const OffprintDocument *document);
void offprint_document_free (OffprintDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintDocument, offprint_document_free)

G_END_DECLS
