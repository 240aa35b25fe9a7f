/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KRunner's runner on the bus: see org.kde.krunner1.xml. Used in the main thread. */
#pragma once

#include "service/searcher.h"

G_BEGIN_DECLS

#define RUNNER_OBJECT_PATH "/org/offprint/Offprint/KRunner"
#define RUNNER_ACTION_SHOW "show"
#define RUNNER_ACTION_COPY "copy"
#define RUNNER_ACTION_SIMILAR "similar"

typedef struct _Runner Runner;

Runner *runner_new (GDBusConnection *connection, GError **error);
void runner_start (Runner *runner, Searcher *searcher);
void runner_free (Runner *runner);

G_END_DECLS
