/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of hits as it was at one moment. It does not change, and may cross threads. */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

typedef struct _OffprintRanked OffprintRanked;

/* Hits of one list */
#define OFFPRINT_RANKED_MAX 1000

OffprintRanked *offprint_ranked_new (OffprintReader *reader, const OffprintSearch *search, GError **error);
OffprintRanked *offprint_ranked_ref (OffprintRanked *ranked);
void offprint_ranked_unref (OffprintRanked *ranked);
gboolean offprint_ranked_covers (const OffprintRanked *ranked, guint offset, guint limit);
OffprintHits *offprint_ranked_show (const OffprintRanked *ranked, OffprintReader *reader, const OffprintSearch *search,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintRanked, offprint_ranked_unref)

G_END_DECLS
