/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Not GNotification: that wants a GApplication, which neither the daemon nor the opener is. */
#include "desktop/notice.h"

#include "desktop/line.h"

#define NOTIFICATIONS "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"
#define DESKTOP_ENTRY "org.offprint.Window"
#define DEFAULT_TIMEOUT (-1)
#define MAX_CHARS 300

/**
 * offprint_notice_send:
 * @connection: the session bus
 * @summary: what did not happen
 * @body: why, plain text
 *
 * Shows a notification of the desktop. Nobody can tell when there is nothing that shows it, so nothing is returned.
 */
void
offprint_notice_send (GDBusConnection *connection, const char *summary, const char *body)
{
  static const char *const no_actions[] = { NULL };
  g_autofree char *title = offprint_line_new (summary, MAX_CHARS);
  g_autofree char *line = offprint_line_new (body, MAX_CHARS);
  g_autofree char *markup = g_markup_escape_text (line, -1);
  GVariantDict hints;
  g_variant_dict_init (&hints, NULL);
  g_variant_dict_insert (&hints, "desktop-entry", "s", DESKTOP_ENTRY);
  g_dbus_connection_call (connection, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, "Notify",
                          g_variant_new ("(susss^as@a{sv}i)", "Offprint", 0, "dialog-information", title, markup,
                                         no_actions, g_variant_dict_end (&hints), DEFAULT_TIMEOUT),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}
