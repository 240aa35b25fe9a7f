/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A GApplication's actions are called by org.freedesktop.Application, which also starts it. */
#include "hosts/files/search-window.h"

#include "hosts/files/toolkit.h"

#include <gio/gdesktopappinfo.h>
#include <string.h>

#define BUS_NAME "org.offprint.Window"
#define OBJECT_PATH "/org/offprint/Window"
#define DESKTOP_FILE "org.offprint.Window.desktop"
/* Longer than it takes to start on a busy machine */
#define TIMEOUT_MS 60000

/* Without a token of the person's click, the window may not come to the front.
 * Returns: (transfer full) (nullable) */
static char *
get_token (void)
{
  g_autoptr (GAppLaunchContext) context = toolkit_get_launch_context ();
  g_autoptr (GDesktopAppInfo) info = g_desktop_app_info_new (DESKTOP_FILE);
  return info != NULL ? g_app_launch_context_get_startup_notify_id (context, G_APP_INFO (info), NULL) : NULL;
}

static GVariant *
make_platform_data (void)
{
  g_autofree char *token = get_token ();
  GVariantDict dict;
  g_variant_dict_init (&dict, NULL);
  if (token != NULL)
    {
      g_variant_dict_insert (&dict, "desktop-startup-id", "s", token);
      g_variant_dict_insert (&dict, "activation-token", "s", token);
    }
  return g_variant_dict_end (&dict);
}

static void
activate (GDBusConnection *connection, const char *action, GVariant *parameter, GAsyncReadyCallback callback,
          gpointer data)
{
  GVariant *parameters
      = g_variant_new_array (G_VARIANT_TYPE_VARIANT, (GVariant *[]){ g_variant_new_variant (parameter) }, 1);
  g_dbus_connection_call (connection, BUS_NAME, OBJECT_PATH, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(s@av@a{sv})", action, parameters, make_platform_data ()), NULL,
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, callback, data);
}

/* Returns: (transfer full): the folder as the query language has it, as short as can be: a person reads it and types on
 */
static char *
make_query (const char *folder)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);
  gboolean in_home = strncmp (folder, home, length) == 0 && (folder[length] == '/' || folder[length] == '\0');
  g_autofree char *shown = g_filename_display_name (in_home ? folder + length : folder);
  return g_strdup_printf ("dir:\"%s%s\" ", in_home ? "~" : "", shown);
}

/**
 * search_window_search_folder:
 * @connection: the session bus
 * @folder: a folder
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Shows the articles in a folder, and lets a person search them.
 */
void
search_window_search_folder (GDBusConnection *connection, const char *folder, GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autofree char *query = make_query (folder);
  activate (connection, "search", g_variant_new_string (query), callback, data);
}

/**
 * search_window_show_similar:
 * @connection: the session bus
 * @path: file of an article
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Shows articles like this one, its near-duplicates first.
 */
void
search_window_show_similar (GDBusConnection *connection, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  activate (connection, "similar", g_variant_new ("(^ays)", path, ""), callback, data);
}

/**
 * search_window_finish:
 * @result: as given to the callback of any of these
 * @error: return location
 *
 * Returns: %TRUE when the window has been told; %FALSE with an error whose message is for a person
 */
gboolean
search_window_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) connection = g_async_result_get_source_object (result);
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (connection), result, error);
  if (reply == NULL && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply != NULL;
}
