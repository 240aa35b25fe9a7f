/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the forms of citation.h share. Not for other files. */
#pragma once

#include "core/date.h"
#include "core/record.h"

G_BEGIN_DECLS

const char *const *citation_get_creators (const OffprintRecord *record, const char *agency[2]);
char *citation_get_title (const OffprintRecord *record);
const char *citation_get_publisher (const OffprintRecord *record);
gboolean citation_get_date (const OffprintRecord *record, OffprintDate *date);

char *citation_format_plain (const OffprintRecord *record);
char *citation_format_markdown (const OffprintRecord *record);
char *citation_format_bibtex (const OffprintRecord *record);
char *citation_make_key (const OffprintRecord *record);

G_END_DECLS
