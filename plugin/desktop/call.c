/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/call.h"

#include "core/error.h"

/**
 * offprint_call_return:
 * @task: (transfer full): a task of a boolean
 * @connection: that was called by
 * @result: as given to the callback of g_dbus_connection_call()
 * @missing: (nullable): what to tell a person when nobody has that name or can be started for it
 *
 * Ends @task: with %TRUE when the answer has come, else with an error whose message is for a person,
 * %OFFPRINT_ERROR_FAILED with @missing.
 */
void
offprint_call_return (GTask *task, GDBusConnection *connection, GAsyncResult *result, const char *missing)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (connection, result, &error);
  if (reply != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (missing != NULL && g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    {
      g_task_return_new_error (task, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, "%s", missing);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, g_steal_pointer (&error));
}
