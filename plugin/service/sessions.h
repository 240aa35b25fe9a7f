/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of hits that callers page through. In the main thread; the lists themselves may cross threads. */
#pragma once

#include "store/ranked.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Sessions Sessions;

Sessions *sessions_new (GDBusConnection *connection);
void sessions_free (Sessions *sessions);
OffprintRanked *sessions_find (Sessions *sessions, const char *sender, const char *name, const char *question,
                               gint64 now);
void sessions_keep (Sessions *sessions, const char *sender, const char *name, const char *question,
                    OffprintRanked *ranked, gint64 now);
guint sessions_count (const Sessions *sessions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sessions, sessions_free)

G_END_DECLS
