/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What notices of rights and sign-up calls tell about the article they stand below. */
#pragma once

#include "core/record.h"
#include "extract/boilerplate.h"

G_BEGIN_DECLS

void
offprint_clipping_notice_read (const OffprintBlock *blocks, gsize n_blocks, gsize i, OffprintRecordBuilder *builder);
const char *offprint_clipping_notice_find (const char *paragraph);

G_END_DECLS
