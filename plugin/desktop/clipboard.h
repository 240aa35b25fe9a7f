/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clipboard, for programs without a window: what is copied has to outlive them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void offprint_clipboard_set (GDBusConnection *connection, const char *text, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data);
gboolean offprint_clipboard_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
