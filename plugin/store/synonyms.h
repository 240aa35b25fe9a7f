/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of each stem, which Recoll's stem expansion reads. Owned by the writer's thread. */
#pragma once

#include "shim/xap.h"
#include "store/document-private.h"

G_BEGIN_DECLS

typedef struct _OffprintSynonyms OffprintSynonyms;

OffprintSynonyms *offprint_synonyms_new (void);
void offprint_synonyms_free (OffprintSynonyms *synonyms);
void offprint_synonyms_forget (OffprintSynonyms *synonyms);
gboolean offprint_synonyms_put (OffprintSynonyms *synonyms, XapWriter *writer, const OffprintDocument *document,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintSynonyms, offprint_synonyms_free)

G_END_DECLS
