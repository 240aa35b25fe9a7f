/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods and the property of the daemon's object that are about saved searches. In the main thread. */
#pragma once

#include "service/saved-searches.h"

G_BEGIN_DECLS

void saved_methods_connect (GDBusInterfaceSkeleton *skeleton, SavedSearches *saved);

G_END_DECLS
