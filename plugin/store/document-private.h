/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a document, for the writer. */
#pragma once

#include "store/document.h"
#include "store/terms.h"

#include "shim/xap.h"

G_BEGIN_DECLS

/* Where the positions of the body begin: Recoll wants it so. */
#define OFFPRINT_DOCUMENT_BODY_START 100000
/* A long novel has 30,000. What has more is a table of codes or wants to use up memory; the words after them are not
 * looked for. */
#define OFFPRINT_DOCUMENT_WORDS_MAX 150000

/* The year 2134: no article is so much newer than all others that it may stand above them for that. */
#define OFFPRINT_DOCUMENT_RECENCY_MAX 60000.0

typedef struct
{
  guint32 slot;
  GBytes *value;
} OffprintValue;

/**
 * OffprintDocument:
 * @terms: without those of the identity
 * @values: (element-type OffprintValue): slots
 * @lines: document data without the identity's lines
 * @text: (nullable): packed text
 * @stemmer: name of the stemmer, static
 * @beginnings: %TRUE: the beginnings of its fields' words are terms too
 * @synonyms: %TRUE: the stems of its words are written as synonym keys
 * @titled: %FALSE: the file name stands in for the title
 */
struct _OffprintDocument
{
  OffprintTerms *terms;
  GArray *values;
  GString *lines;
  GBytes *text;
  const char *stemmer;
  gboolean beginnings;
  gboolean synonyms;
  gboolean titled;
};

OffprintDocument *offprint_document_new_for (OffprintTerms *terms);
void offprint_document_add_value (OffprintDocument *document, guint32 slot, const void *data, gsize length);
void offprint_document_add_filters (OffprintDocument *document, const OffprintRecord *record);
gboolean offprint_document_put (const OffprintDocument *document, XapDocument *target, GError **error);

G_END_DECLS
