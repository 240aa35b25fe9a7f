/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon as the window sees it: it is started, is there, goes, and comes back; what it says of itself are
 * properties that widgets bind to. */
#pragma once

#include "desktop/client.h"

G_BEGIN_DECLS

/**
 * OffprintDaemonState:
 * @OFFPRINT_DAEMON_STARTING: it was not there yet, or went, and is being started
 * @OFFPRINT_DAEMON_RUNNING: it answers
 * @OFFPRINT_DAEMON_LOST: it can't be started; see #OffprintDaemon:trouble
 */
typedef enum
{
  OFFPRINT_DAEMON_STARTING,
  OFFPRINT_DAEMON_RUNNING,
  OFFPRINT_DAEMON_LOST,
} OffprintDaemonState;

#define OFFPRINT_TYPE_DAEMON (offprint_daemon_get_type ())
G_DECLARE_FINAL_TYPE (OffprintDaemon, offprint_daemon, OFFPRINT, DAEMON, GObject)

OffprintDaemon *offprint_daemon_new (GDBusConnection *connection);
void offprint_daemon_start (OffprintDaemon *daemon);
OffprintDaemonState offprint_daemon_get_state (OffprintDaemon *daemon);
OffprintBusService *offprint_daemon_get_client (OffprintDaemon *daemon);
const char *const *offprint_daemon_get_folders (OffprintDaemon *daemon);
guint offprint_daemon_get_articles (OffprintDaemon *daemon);
gboolean offprint_daemon_get_working (OffprintDaemon *daemon);

G_END_DECLS
