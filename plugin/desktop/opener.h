/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For programs that may not start applications themselves: has the opener do it, a small program of the session that
 * the bus starts. See org.offprint.Opener.xml. Used in a thread that runs its thread-default main context. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OFFPRINT_OPENER_BUS_NAME "org.offprint.Opener"
#define OFFPRINT_OPENER_OBJECT_PATH "/org/offprint/Opener"

void offprint_opener_open (GDBusConnection *connection, const char *path, const char *member, const char *token,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void offprint_opener_show (GDBusConnection *connection, const char *path, const char *token,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean offprint_opener_finish (GAsyncResult *result, GError **error);

G_END_DECLS
