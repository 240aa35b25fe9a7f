/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of `offprint status` that the daemon says. */
#pragma once

#include "cli/daemon.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void status_daemon_print (const Daemon *daemon);
void status_daemon_add_json (const Daemon *daemon, JsonBuilder *json);

G_END_DECLS
