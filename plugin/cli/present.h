/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How hits are written: for a person, as JSON lines, as tab-separated values, as rows for rofi's script mode. */
#pragma once

#include "cli/command.h"
#include "store/reader.h"

G_BEGIN_DECLS

typedef void (*PresentFunc) (const OffprintHit *hit, gboolean colour);

gboolean present_choose (const char *command, const char *format, gboolean as_json, PresentFunc *present,
                         ExitStatus *status);
ExitStatus present_hits (const OffprintHits *hits, PresentFunc present);

G_END_DECLS
