/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Search as you type: the answer to each keystroke of a query. */
#pragma once

#include "store/reader-private.h"

G_BEGIN_DECLS

XapHits *offprint_completion_run (OffprintReader *reader, const OffprintQuery *query, const OffprintSearch *search,
                                  const XapSearch *wanted, GError **error);

G_END_DECLS
