/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format of no format: plain text that someone copied out of a page. */
#pragma once

#include "extract/boilerplate.h"
#include "extract/format.h"

G_BEGIN_DECLS

gboolean offprint_clipping_read (const OffprintSource *source, GPtrArray *builders, GError **error);
void
offprint_clipping_read_paragraphs (GArray *paragraphs, OffprintBoilerplateMode mode, OffprintRecordBuilder *builder);

G_END_DECLS
