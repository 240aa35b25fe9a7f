/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens articles, and shows them in the file manager. For programs of the session only: what is opened inherits the
 * rights of the program that opens it. The daemon, which has fewer, asks the opener (opener.h). Nothing blocks; used in
 * a thread that runs its thread-default main context. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void offprint_open_article (const char *path, const char *member, GAppLaunchContext *context,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean offprint_open_article_finish (GAsyncResult *result, GError **error);
void offprint_open_show (GDBusConnection *connection, const char *path, const char *token, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data);
gboolean offprint_open_show_finish (GAsyncResult *result, GError **error);

G_END_DECLS
