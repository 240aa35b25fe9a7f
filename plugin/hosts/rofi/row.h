/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of rofi's rows: Pango markup made of what articles say, which may be anything. */
#pragma once

#include "core/hit.h"

G_BEGIN_DECLS

char *row_new (const OffprintHit *hit, gboolean two_lines);
char *row_new_notice (const char *title, const char *advice, gboolean two_lines);
char *row_get_words (const OffprintHit *hit);

G_END_DECLS
