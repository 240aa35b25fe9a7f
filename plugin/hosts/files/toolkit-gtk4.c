/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/toolkit.h"

#include <gtk/gtk.h>

/* See toolkit-gtk3.c */
void
toolkit_copy (const char *text)
{
  gdk_clipboard_set_text (gdk_display_get_clipboard (gdk_display_get_default ()), text);
}

GAppLaunchContext *
toolkit_get_launch_context (void)
{
  return G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (gdk_display_get_default ()));
}
