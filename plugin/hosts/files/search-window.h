/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search window, a program of its own that the bus starts: what it is asked to show. Nothing blocks. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void search_window_search_folder (GDBusConnection *connection, const char *folder, GAsyncReadyCallback callback,
                                  gpointer data);
void search_window_show_similar (GDBusConnection *connection, const char *path, GAsyncReadyCallback callback,
                                 gpointer data);
gboolean search_window_finish (GAsyncResult *result, GError **error);

G_END_DECLS
