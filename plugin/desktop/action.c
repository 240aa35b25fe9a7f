/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bars vanish when something was chosen, so others do it, over the bus; and if it fails, a notification says so: there
 * is no window any more that could. */
#include "desktop/action.h"

#include "core/i18n.h"
#include "desktop/clipboard.h"
#include "desktop/notice.h"
#include "desktop/opener.h"
#include "desktop/search-window.h"

typedef struct
{
  OffprintActionKind kind;
  OffprintRecord *record; /* NULL: the search window is wanted */
  char *text;
} Action;

static void
action_free (gpointer data)
{
  Action *action = data;
  g_clear_pointer (&action->record, offprint_record_unref);
  g_free (action->text);
  g_free (action);
}

static const char *
get_failure (const Action *action)
{
  if (action->record == NULL)
    return _("The search window does not open");
  switch (action->kind)
    {
    case OFFPRINT_ACTION_OPEN:
      return _("The article does not open");
    case OFFPRINT_ACTION_SHOW:
      return _("The article can't be shown in the file manager");
    case OFFPRINT_ACTION_COPY_LINK:
      return _("The link was not copied");
    }
  g_return_val_if_reached (NULL);
}

/* Takes @task. */
static void
end (GTask *task, GDBusConnection *connection, GError *error)
{
  g_autoptr (GTask) own = task;
  if (error != NULL)
    {
      offprint_notice_send (connection, get_failure (g_task_get_task_data (task)), error->message);
      g_dbus_connection_flush (connection, NULL, NULL, NULL);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_opener (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  offprint_opener_finish (result, &error);
  end (data, G_DBUS_CONNECTION (source), error);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  offprint_clipboard_set_finish (result, &error);
  end (data, G_DBUS_CONNECTION (source), error);
}

static void
on_window (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  offprint_search_window_finish (result, &error);
  end (data, G_DBUS_CONNECTION (source), error);
}

/* An article that has no address has its file's. */
static char *
get_link (const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  return url != NULL ? g_strdup (url) : g_filename_to_uri (path, NULL, NULL);
}

static void
run (GDBusConnection *connection, GTask *task)
{
  const Action *action = g_task_get_task_data (task);
  if (action->record == NULL)
    {
      offprint_search_window_search (connection, action->text, NULL, g_task_get_cancellable (task), on_window, task);
      return;
    }
  const char *path = offprint_record_get (action->record, OFFPRINT_FIELD_PATH);
  const char *member = offprint_record_get (action->record, OFFPRINT_FIELD_MEMBER);
  g_autofree char *link = get_link (action->record);
  switch (action->kind)
    {
    case OFFPRINT_ACTION_OPEN:
      offprint_opener_open (connection, path, member, NULL, NULL, on_opener, task);
      break;
    case OFFPRINT_ACTION_SHOW:
      offprint_opener_show (connection, path, NULL, NULL, on_opener, task);
      break;
    case OFFPRINT_ACTION_COPY_LINK:
      offprint_clipboard_set (connection, link, NULL, on_copied, task);
      break;
    }
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  if (connection != NULL)
    run (connection, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (Action *action, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  g_task_set_task_data (task, action, action_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, task);
}

/**
 * offprint_action_run:
 * @kind: what to do
 * @record: an article
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Does something with an article. When it fails, a notification tells the person why.
 */
void
offprint_action_run (OffprintActionKind kind, const OffprintRecord *record, GAsyncReadyCallback callback, gpointer data)
{
  Action *action = g_new0 (Action, 1);
  action->kind = kind;
  action->record = offprint_record_ref ((OffprintRecord *) record);
  start (action, callback, data);
}

/**
 * offprint_action_search:
 * @text: words, perhaps none
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Opens the search window with @text in its entry. When that fails, a notification tells the person why.
 */
void
offprint_action_search (const char *text, GAsyncReadyCallback callback, gpointer data)
{
  Action *action = g_new0 (Action, 1);
  action->text = g_strdup (text);
  start (action, callback, data);
}

/**
 * offprint_action_finish:
 * @result: as given to the callback of either
 * @error: return location
 *
 * Returns: whether it was done
 */
gboolean
offprint_action_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
