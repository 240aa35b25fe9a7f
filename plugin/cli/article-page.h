/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article as a plain web page: for programs that read pages and know nothing of records, as Omega's indexer. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

char *article_page_make (const OffprintRecord *record);

G_END_DECLS
