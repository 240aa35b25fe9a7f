/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/toolkit.h"

#include <gtk/gtk.h>

/**
 * toolkit_copy:
 * @text: what is to be on the clipboard
 */
void
toolkit_copy (const char *text)
{
  GtkClipboard *clipboard = gtk_clipboard_get_default (gdk_display_get_default ());
  gtk_clipboard_set_text (clipboard, text, -1);
}

/**
 * toolkit_get_launch_context:
 *
 * Returns: (transfer full): how an application is started on the display of this program
 */
GAppLaunchContext *
toolkit_get_launch_context (void)
{
  return G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (gdk_display_get_default ()));
}
