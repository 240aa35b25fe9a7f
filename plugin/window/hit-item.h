/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One place in a list of hits; the hit itself may come later. */
#pragma once

#include "core/hit.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * OffprintHitState:
 * @OFFPRINT_HIT_AWAITED: it was not answered yet
 * @OFFPRINT_HIT_THERE: it is there
 * @OFFPRINT_HIT_GONE: its article went since the list was made
 */
typedef enum
{
  OFFPRINT_HIT_AWAITED,
  OFFPRINT_HIT_THERE,
  OFFPRINT_HIT_GONE,
} OffprintHitState;

#define OFFPRINT_TYPE_HIT_ITEM (offprint_hit_item_get_type ())
G_DECLARE_FINAL_TYPE (OffprintHitItem, offprint_hit_item, OFFPRINT, HIT_ITEM, GObject)

OffprintHitItem *offprint_hit_item_new (guint position);
void offprint_hit_item_take (OffprintHitItem *item, OffprintHit *hit);
guint offprint_hit_item_get_position (OffprintHitItem *item);
OffprintHitState offprint_hit_item_get_state (OffprintHitItem *item);
const OffprintHit *offprint_hit_item_get_hit (OffprintHitItem *item);
const char *offprint_hit_item_get_path (OffprintHitItem *item);
const char *offprint_hit_item_get_member (OffprintHitItem *item);
gboolean offprint_hit_item_is_same_article (OffprintHitItem *a, OffprintHitItem *b);

G_END_DECLS
