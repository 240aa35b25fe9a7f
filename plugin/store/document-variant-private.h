/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of a document's value, for the two files that write and check it. */
#pragma once

#include "store/document-private.h"
#include "store/document-variant.h"

G_BEGIN_DECLS

/* A row of a term: the members of `(uuuu)`. */
typedef struct
{
  guint32 length;
  guint32 wdf;
  guint32 n_positions;
  guint32 synonym;
} OffprintTermRow;

typedef enum
{
  OFFPRINT_DOCUMENT_PART_TERMS,
  OFFPRINT_DOCUMENT_PART_ROWS,
  OFFPRINT_DOCUMENT_PART_POSITIONS,
  OFFPRINT_DOCUMENT_PART_VALUES,
  OFFPRINT_DOCUMENT_PART_LINES,
  OFFPRINT_DOCUMENT_PART_TEXT,
  OFFPRINT_DOCUMENT_PART_STEMMER,
} OffprintDocumentPart;

G_END_DECLS
