/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/duplicates.h"

#include "core/error.h"
#include "core/i18n.h"
#include "desktop/call.h"
#include "offprint-bus.h"

/* A file manager opens a window for each folder. */
#define MAX_SHOWN 20
#define MAX_HITS 100
#define FILE_MANAGER "org.freedesktop.FileManager1"
#define FILE_MANAGER_PATH "/org/freedesktop/FileManager1"
#define TIMEOUT_MS 60000

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  offprint_call_return (data, G_DBUS_CONNECTION (source), result, NULL);
}

static void
add_uri (GPtrArray *uris, const char *path)
{
  char *uri = path != NULL && uris->len < MAX_SHOWN ? g_filename_to_uri (path, NULL, NULL) : NULL;
  if (uri != NULL && !g_ptr_array_find_with_equal_func (uris, uri, g_str_equal, NULL))
    g_ptr_array_add (uris, uri);
  else
    g_free (uri);
}

/* @task: (transfer full) */
static void
show (GTask *task, OffprintBusService *client, GPtrArray *uris)
{
  GVariant *list = g_variant_new_strv ((const char *const *) uris->pdata, uris->len);
  g_dbus_connection_call (g_dbus_proxy_get_connection (G_DBUS_PROXY (client)), FILE_MANAGER, FILE_MANAGER_PATH,
                          FILE_MANAGER, "ShowItems", g_variant_new ("(@ass)", list, ""), NULL, G_DBUS_CALL_FLAGS_NONE,
                          TIMEOUT_MS, NULL, on_shown, task);
}

static void
on_similar (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  OffprintBusService *client = OFFPRINT_BUS_SERVICE (source);
  g_autoptr (OffprintHits) hits = offprint_client_hits_finish (client, result, &error);
  if (hits == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);
  add_uri (uris, g_task_get_task_data (task));
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      if (hit->near_duplicate)
        add_uri (uris, offprint_record_get (hit->record, OFFPRINT_FIELD_PATH));
    }
  if (uris->len > 1)
    show (g_steal_pointer (&task), client, uris);
  else
    g_task_return_new_error (task, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "%s",
                             _("There is no other copy of this article."));
}

/**
 * duplicates_show:
 * @client: the way to the daemon
 * @path: file of an article
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Has the file manager show the file and its near-duplicates, selected.
 */
void
duplicates_show (OffprintBusService *client, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, NULL, callback, data);
  g_task_set_source_tag (task, duplicates_show);
  g_task_set_task_data (task, g_strdup (path), g_free);
  offprint_client_similar (client, path, NULL, MAX_HITS, NULL, on_similar, task);
}

/**
 * duplicates_show_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %TRUE when they were shown; %FALSE with an error whose message is for a person: %OFFPRINT_ERROR_INPUT when
 *   there are none, else of the daemon or of GIO
 */
gboolean
duplicates_show_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
