/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date as the person at this desktop writes it, no more precise than it is known. */
#pragma once

#include "core/date.h"

G_BEGIN_DECLS

char *offprint_date_line_new (const char *date);
char *offprint_date_line_choose_format (const char *locale_format, OffprintPrecision precision);

G_END_DECLS
