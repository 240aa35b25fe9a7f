/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hit in the list: title, where and when it appeared, what it says there. */
#pragma once

#include "window/hit-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define OFFPRINT_TYPE_HIT_ROW (offprint_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (OffprintHitRow, offprint_hit_row, OFFPRINT, HIT_ROW, AdwBin)

OffprintHitRow *offprint_hit_row_new (void);
void offprint_hit_row_set_item (OffprintHitRow *row, OffprintHitItem *item);

G_END_DECLS
