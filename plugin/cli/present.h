/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How hits are written: for a person, as JSON lines, as tab-separated values, as rows for rofi's script mode. */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

typedef void (*PresentFunc) (const OffprintHit *hit, gboolean colour);

PresentFunc present_find_format (const char *name);
void present_text (const OffprintHit *hit, gboolean colour);

G_END_DECLS
