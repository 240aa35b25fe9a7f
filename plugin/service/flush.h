/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The method Flush: answered when all that follows the disk says what is there. In the main thread. */
#pragma once

#include "service/engine.h"
#include "service/publisher.h"
#include "service/saved-searches.h"

G_BEGIN_DECLS

void flush_answer (Engine *engine, SavedSearches *saved, Publisher *publisher, GDBusMethodInvocation *invocation);

G_END_DECLS
