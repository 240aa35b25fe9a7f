/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a document, for the writer. */
#pragma once

#include "store/document.h"
#include "store/terms.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 slot;
  GBytes *value;
} OffprintValue;

/**
 * OffprintDocument:
 * @terms: without those of the identity; the stem of a plain word whose stem differs is a synonym key
 * @values: (element-type OffprintValue): slots
 * @lines: document data without the identity's lines
 * @text: (nullable): packed text
 * @stemmer: name of the stemmer, static
 * @synonyms: %TRUE: stems are written as synonym keys
 * @titled: %FALSE: the file name stands in for the title
 */
struct _OffprintDocument
{
  OffprintTerms *terms;
  GArray *values;
  GString *lines;
  GBytes *text;
  const char *stemmer;
  gboolean synonyms;
  gboolean titled;
};

G_END_DECLS
