/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KRunner's runner on the bus: see org.kde.krunner1.xml. Used in the main thread. */
#pragma once

#include "service/bar.h"

G_BEGIN_DECLS

#define RUNNER_ACTION_SHOW "show"
#define RUNNER_ACTION_COPY "copy"
#define RUNNER_ACTION_SIMILAR "similar"

Bar *runner_new (GDBusConnection *connection, GError **error);

G_END_DECLS
