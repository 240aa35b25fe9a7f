/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document on its way from a process that is not trusted: as a value of few and large parts, and back, with every
 * term, value and line checked against what the schema table lets an article's content bring. */
#pragma once

#include "store/document.h"

G_BEGIN_DECLS

/* Bytes of the terms, each with a NUL after it; a row a term: bytes without NUL, count, positions, whether its stem is
 * a synonym key; positions of all terms, one after the other; value slots; lines; packed text, empty where there is
 * none; stemmer. In host order: it stays on this machine. */
#define OFFPRINT_DOCUMENT_TYPE "(aya(uuuu)aua(uay)ayays)"

/* No message that holds one document is longer. */
#define OFFPRINT_DOCUMENT_MAX_BYTES (128 * 1024 * 1024)

GVariant *offprint_document_to_variant (const OffprintDocument *document);
OffprintDocument *offprint_document_new_from_variant (GVariant *variant, GError **error);

G_END_DECLS
