/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text in a clipboard is owned by whoever put it there, so it needs a program that stays: the clipboard manager of the
 * desktop (Plasma's, over D-Bus), else one of the small tools that fork and wait until other text is copied. */
#include "desktop/clipboard.h"

#include "core/error.h"
#include "core/i18n.h"

#include <string.h>

#define KLIPPER "org.kde.klipper"
#define KLIPPER_PATH "/klipper"

static const struct
{
  const char *display; /* environment variable that says that it can work */
  const char *const arguments[4];
} tools[] = {
  { "WAYLAND_DISPLAY", { "wl-copy", NULL } },
  { "DISPLAY", { "xclip", "-selection", "clipboard", NULL } },
  { "DISPLAY", { "xsel", "--clipboard", "--input", NULL } },
};

static void try_tool (GTask *task, gsize tool);

typedef struct
{
  GBytes *text;
  gsize tool;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;
  g_bytes_unref (copying->text);
  g_free (copying);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Copying *copying = g_task_get_task_data (task);
  GSubprocess *process = G_SUBPROCESS (source);
  if (g_subprocess_communicate_finish (process, result, NULL, NULL, NULL) && g_subprocess_get_successful (process))
    g_task_return_boolean (task, TRUE);
  else
    try_tool (g_steal_pointer (&task), copying->tool + 1);
}

/* Takes @task. */
static void
try_tool (GTask *task, gsize tool)
{
  Copying *copying = g_task_get_task_data (task);
  for (; tool < G_N_ELEMENTS (tools); tool++)
    {
      const char *display = g_getenv (tools[tool].display);
      if (display == NULL || *display == '\0')
        continue;
      g_autoptr (GSubprocess) process
          = g_subprocess_newv (tools[tool].arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                          | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               NULL);
      if (process == NULL)
        continue;
      copying->tool = tool;
      g_subprocess_communicate_async (process, copying->text, g_task_get_cancellable (task), on_written, task);
      return;
    }
  g_task_return_new_error (task, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED,
                           _("no program to copy with: install wl-copy (Wayland), xclip or xsel (X11)"));
  g_object_unref (task);
}

static void
on_klipper (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    try_tool (g_steal_pointer (&task), 0);
}

/**
 * offprint_clipboard_set:
 * @connection: the session bus
 * @text: to be copied
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Copies text, so that it stays when this program ends.
 */
void
offprint_clipboard_set (GDBusConnection *connection, const char *text, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (connection, cancellable, callback, data);
  Copying *copying = g_new0 (Copying, 1);
  copying->text = g_bytes_new (text, strlen (text));
  g_task_set_task_data (task, copying, copying_free);
  g_dbus_connection_call (connection, KLIPPER, KLIPPER_PATH, "org.kde.klipper.klipper", "setClipboardContents",
                          g_variant_new ("(s)", text), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, cancellable,
                          on_klipper, task);
}

/**
 * offprint_clipboard_set_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether it was copied; %FALSE with %OFFPRINT_ERROR_FAILED when there is nothing to copy with
 */
gboolean
offprint_clipboard_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
