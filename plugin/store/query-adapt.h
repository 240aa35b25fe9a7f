/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fits a query to the index that it is asked of. */
#pragma once

#include "store/query-terms.h"

G_BEGIN_DECLS

gboolean offprint_query_adapt (OffprintQuery *query, const OffprintQueryIndex *index, GError **error);

G_END_DECLS
