/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All places in a text that answer a query. */
#pragma once

#include "store/marks.h"

G_BEGIN_DECLS

/* More places are not looked at. */
#define OFFPRINT_MARKS_MAX 20000

GArray *offprint_marks_scan (const OffprintMarks *marks, XapStem *stem, const char *text, gsize length);

G_END_DECLS
