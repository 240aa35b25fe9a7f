/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answer to a question as a GListModel of #OffprintHitItem. It is as long as the answer may be; hits are
 * fetched page by page when somebody wants to see them. The newest question wins; until it is answered the list
 * stays as it was. */
#pragma once

#include "window/hit-item.h"
#include "window/question.h"

G_BEGIN_DECLS

/* Hits are asked for in pages of so many. */
#define OFFPRINT_HIT_LIST_PAGE 50u

#define OFFPRINT_TYPE_HIT_LIST (offprint_hit_list_get_type ())
G_DECLARE_FINAL_TYPE (OffprintHitList, offprint_hit_list, OFFPRINT, HIT_LIST, GObject)

OffprintHitList *offprint_hit_list_new (void);
void offprint_hit_list_ask (OffprintHitList *list, OffprintBusService *client, OffprintQuestion *question);
void offprint_hit_list_want (OffprintHitList *list, guint position);
const OffprintQuestion *offprint_hit_list_get_question (OffprintHitList *list);
gboolean offprint_hit_list_is_waiting (OffprintHitList *list);
const OffprintHits *offprint_hit_list_get_answer (OffprintHitList *list);
const GError *offprint_hit_list_get_error (OffprintHitList *list);

G_END_DECLS
