/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Recoll's input handler answers: one document, or why there is none. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

void recoll_reply_add_record (GString *reply, const OffprintRecord *record);
void recoll_reply_add (GString *reply, const char *name, const char *value, gsize length);
void recoll_reply_end (GString *reply);
gboolean recoll_reply_send (const GString *reply, int descriptor);

G_END_DECLS
