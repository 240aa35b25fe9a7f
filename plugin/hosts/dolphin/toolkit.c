/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/toolkit.h"

#include "desktop/clipboard.h"

typedef struct
{
  gboolean done;
  GError *error;
} Copying;

static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  Copying *copying = data;
  copying->done = TRUE;
  offprint_clipboard_set_finish (result, &copying->error);
}

/* This program ends soon: not before somebody else has the text. */
void
toolkit_copy (const char *text)
{
  Copying copying = { FALSE, NULL };
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &copying.error);
  if (connection != NULL)
    offprint_clipboard_set (connection, text, NULL, on_copied, &copying);
  while (connection != NULL && !copying.done)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (GError) error = copying.error;
  if (error != NULL)
    g_printerr ("offprint-file-action: %s\n", error->message);
}

/* The desktop gives a program that it starts a token in its environment, which is handed on. */
GAppLaunchContext *
toolkit_get_launch_context (void)
{
  return g_app_launch_context_new ();
}
