/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date in words that stands free at the end or the beginning of a query: `nato since january`. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

OffprintQueryNode *offprint_query_period_take (const char *text, gint64 now, OffprintQueryRange *rest,
                                               GPtrArray *notes);

G_END_DECLS
