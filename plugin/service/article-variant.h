/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles and hits as they travel over the bus. One place says which keys a dictionary has. */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

GVariant *article_variant_new (const OffprintRecord *record);
GVariant *article_variant_new_hit (const OffprintHit *hit);
GVariant *article_variant_new_hits (const OffprintHits *hits);

G_END_DECLS
