/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/opener.h"

#include "core/i18n.h"
#include "desktop/call.h"

/* Longer than the opener itself waits for others */
#define TIMEOUT_MS 120000

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *missing
      = g_strdup_printf (_("nothing can open it: %s is not installed where the session bus looks for it"),
                         OFFPRINT_OPENER_BUS_NAME);
  offprint_call_return (data, G_DBUS_CONNECTION (source), result, missing);
}

static void
call (GDBusConnection *connection, const char *method, GVariant *parameters, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (connection, cancellable, callback, data);
  g_task_set_source_tag (task, call);
  g_dbus_connection_call (connection, OFFPRINT_OPENER_BUS_NAME, OFFPRINT_OPENER_OBJECT_PATH, OFFPRINT_OPENER_BUS_NAME,
                          method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancellable, on_reply, task);
}

/**
 * offprint_opener_open:
 * @connection: the session bus
 * @path: file of the article
 * @member: (nullable): its name inside that file
 * @token: (nullable): of the activation
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Has an article opened in its default application.
 */
void
offprint_opener_open (GDBusConnection *connection, const char *path, const char *member, const char *token,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GVariant *parameters
      = g_variant_new ("(^ayss)", path, member != NULL ? member : "", token != NULL ? token : "");
  call (connection, "Open", parameters, cancellable, callback, data);
}

/**
 * offprint_opener_show:
 * @connection: the session bus
 * @path: a file
 * @token: (nullable): of the activation
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Has a file shown in the file manager.
 */
void
offprint_opener_show (GDBusConnection *connection, const char *path, const char *token, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer data)
{
  call (connection, "Show", g_variant_new ("(^ays)", path, token != NULL ? token : ""), cancellable, callback, data);
}

/**
 * offprint_opener_finish:
 * @result: as given to the callback of either
 * @error: return location
 *
 * Returns: %TRUE when it was done; %FALSE with an error whose message is for a person: of GIO, an #OffprintError,
 *   %OFFPRINT_ERROR_FAILED when the opener is not installed
 */
gboolean
offprint_opener_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
