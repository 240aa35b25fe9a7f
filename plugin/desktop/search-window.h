/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search window, a program of its own that the bus starts: what it is asked to show. Nothing blocks. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void offprint_search_window_search (GDBusConnection *connection, const char *query, const char *token,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void offprint_search_window_show_similar (GDBusConnection *connection, const char *path, const char *member,
                                          const char *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer data);
gboolean offprint_search_window_finish (GAsyncResult *result, GError **error);
char *offprint_search_window_make_folder_query (const char *folder);

G_END_DECLS
