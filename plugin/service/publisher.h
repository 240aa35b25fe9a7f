/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The properties of the daemon's object that follow the work: set from what the engine says, changed at most four times
 * a second. Used in the main thread. */
#pragma once

#include "service/engine.h"

G_BEGIN_DECLS

typedef struct _Publisher Publisher;

Publisher *publisher_new (GDBusInterfaceSkeleton *skeleton);
void publisher_free (Publisher *publisher);
void publisher_set_status (Publisher *publisher, const EngineStatus *status);
void publisher_await (Publisher *publisher, void (*func) (gpointer data), gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Publisher, publisher_free)

G_END_DECLS
