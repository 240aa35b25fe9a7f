/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A GApplication's actions are called by org.freedesktop.Application, which also starts it. */
#include "desktop/search-window.h"

#include "core/i18n.h"
#include "core/text.h"
#include "desktop/call.h"

#include <string.h>

#define BUS_NAME "org.offprint.Window"
#define OBJECT_PATH "/org/offprint/Window"
/* Longer than it takes to start on a busy machine */
#define TIMEOUT_MS 60000

static GVariant *
make_platform_data (const char *token)
{
  GVariantDict dict;
  g_variant_dict_init (&dict, NULL);
  if (token != NULL && *token != '\0')
    {
      g_variant_dict_insert (&dict, "desktop-startup-id", "s", token);
      g_variant_dict_insert (&dict, "activation-token", "s", token);
    }
  return g_variant_dict_end (&dict);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  offprint_call_return (data, G_DBUS_CONNECTION (source), result, _("the search window is not installed"));
}

/* @parameter: (transfer floating): of @action; @task: (transfer full) */
static void
activate (GTask *task, const char *action, GVariant *parameter, const char *token)
{
  GVariant *parameters
      = g_variant_new_array (G_VARIANT_TYPE_VARIANT, (GVariant *[]){ g_variant_new_variant (parameter) }, 1);
  GVariant *call = g_variant_new ("(s@av@a{sv})", action, parameters, make_platform_data (token));
  g_dbus_connection_call (g_task_get_source_object (task), BUS_NAME, OBJECT_PATH, "org.freedesktop.Application",
                          "ActivateAction", call, NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS,
                          g_task_get_cancellable (task), on_reply, task);
}

/**
 * offprint_search_window_search:
 * @connection: the session bus
 * @query: what stands in its entry
 * @token: (nullable): of the person's click; without one the window may not come to the front
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Shows what a query finds, and lets a person go on typing.
 */
void
offprint_search_window_search (GDBusConnection *connection, const char *query, const char *token,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  activate (g_task_new (connection, cancellable, callback, data), "search", g_variant_new_string (query), token);
}

/**
 * offprint_search_window_show_similar:
 * @connection: the session bus
 * @path: file of an article
 * @member: (nullable): its name inside that file
 * @token: (nullable): as of offprint_search_window_search()
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Shows articles like this one, its near-duplicates first.
 */
void
offprint_search_window_show_similar (GDBusConnection *connection, const char *path, const char *member,
                                     const char *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer data)
{
  activate (g_task_new (connection, cancellable, callback, data), "similar",
            g_variant_new ("(^ays)", path, member != NULL ? member : ""), token);
}

/**
 * offprint_search_window_finish:
 * @result: as given to the callback of any of these
 * @error: return location
 *
 * Returns: %TRUE when the window has been told; %FALSE with an error whose message is for a person
 */
gboolean
offprint_search_window_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whether a quotation can hold it, and an entry show it */
static gboolean
is_plain (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (offprint_text_is_quote (g_utf8_get_char (at)) || g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

/**
 * offprint_search_window_make_folder_query:
 * @folder: absolute path of a folder, any bytes
 *
 * Returns: (transfer full): a query for all articles in it, as short as can be, and ready for more words: a person
 *   reads it and types on. A name that can't be quoted is given as an address
 */
char *
offprint_search_window_make_folder_query (const char *folder)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);
  if (!is_plain (folder))
    {
      g_autofree char *address = g_filename_to_uri (folder, NULL, NULL);
      return g_strdup_printf ("dir:\"%s\" ", address);
    }
  gboolean in_home = strncmp (folder, home, length) == 0 && (folder[length] == '/' || folder[length] == '\0');
  return g_strdup_printf ("dir:\"%s%s\" ", in_home ? "~" : "", in_home ? folder + length : folder);
}
