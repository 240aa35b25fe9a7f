/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one extraction thread does with one order. */
#pragma once

#include "index/extractor.h"
#include "index/worker.h"

G_BEGIN_DECLS

OffprintExtraction *offprint_order_carry_out (const OffprintOrder *order, guint64 max_file_bytes,
                                              OffprintWorker **worker, GCancellable *cancellable);

G_END_DECLS
