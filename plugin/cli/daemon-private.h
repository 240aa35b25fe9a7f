/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the daemon's client share. */
#pragma once

#include "cli/daemon.h"

G_BEGIN_DECLS

#define DAEMON_BUS_NAME "org.offprint.Offprint"
#define DAEMON_OBJECT_PATH "/org/offprint/Offprint"
#define DAEMON_INTERFACE "org.offprint.Offprint"
/* So long a daemon may take for what it does at once. */
#define DAEMON_TIMEOUT_MS 10000

/**
 * Daemon:
 * @properties: of type `a{sv}`
 */
struct _Daemon
{
  GDBusConnection *connection;
  GVariant *properties;
};

DaemonOutcome daemon_judge (GError *problem, GError **error);
DaemonOutcome daemon_call (Daemon *daemon, const char *method, GVariant *parameters, GVariant **result,
                           GError **error);

G_END_DECLS
