/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/action.h"

#include "core/i18n.h"
#include "desktop/citation.h"
#include "desktop/notice.h"
#include "desktop/search-window.h"
#include "hosts/files/address.h"
#include "hosts/files/duplicates.h"
#include "hosts/files/toolkit.h"
#include "offprint-bus.h"

#include <gio/gdesktopappinfo.h>

#define MAX_PATHS 10000 /* of one question to the daemon */
#define WINDOW_DESKTOP_FILE "org.offprint.Window.desktop"

/* What is to be done; lives until it is. */
typedef struct
{
  MenuItem item;
  OffprintBusService *client;
  GPtrArray *paths; /* NULL-terminated */
  guint parts;      /* still to be done */
  ActionDoneFunc done; /* (nullable) */
  gpointer data;
} Deed;

/* One part of it is done. */
static void
deed_end (Deed *deed)
{
  if (--deed->parts > 0)
    return;
  if (deed->done != NULL)
    deed->done (deed->data);
  g_object_unref (deed->client);
  g_ptr_array_unref (deed->paths);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_end)

static void
tell_failure (const Deed *deed, const char *summary, const char *reason)
{
  offprint_notice_send (g_dbus_proxy_get_connection (G_DBUS_PROXY (deed->client)), summary, reason);
}

static void
on_page_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    tell_failure (deed, _("The original page was not opened"), error->message);
}

static void
open_pages (Deed *deed, GPtrArray *records)
{
  g_autoptr (GHashTable) opened = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GAppLaunchContext) context = toolkit_get_launch_context ();
  for (guint i = 0; i < records->len && g_hash_table_size (opened) < ACTION_MAX_PAGES; i++)
    {
      const char *url = offprint_record_get (g_ptr_array_index (records, i), OFFPRINT_FIELD_URL);
      if (url == NULL || !address_is_web (url) || !g_hash_table_add (opened, (gpointer) url))
        continue;
      deed->parts++;
      g_app_info_launch_default_for_uri_async (url, context, NULL, on_page_opened, deed);
    }
  if (g_hash_table_size (opened) == 0)
    tell_failure (deed, _("The original page was not opened"), _("It is not known where this article was saved from."));
}

static void
copy_citations (const Deed *deed, GPtrArray *records)
{
  static const OffprintCitationForm forms[N_MENU_ITEMS] = { [MENU_CITE_PLAIN] = OFFPRINT_CITATION_PLAIN,
                                                            [MENU_CITE_MARKDOWN] = OFFPRINT_CITATION_MARKDOWN,
                                                            [MENU_CITE_BIBTEX] = OFFPRINT_CITATION_BIBTEX };
  g_autofree char *citations = offprint_citation_format_all (records, forms[deed->item]);
  if (records->len > 0)
    toolkit_copy (citations);
  else
    tell_failure (deed, _("Nothing was copied"), _("The index has no article in this file."));
}

static GPtrArray *
join (GPtrArray *files)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (guint i = 0; i < files->len; i++)
    {
      GPtrArray *articles = g_ptr_array_index (files, i);
      for (guint j = 0; j < articles->len; j++)
        g_ptr_array_add (records, offprint_record_ref (g_ptr_array_index (articles, j)));
    }
  return records;
}

static void
on_articles (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  g_autoptr (GPtrArray) files = offprint_client_get_articles_finish (deed->client, result, &error);
  if (files == NULL)
    {
      tell_failure (deed, _("The articles were not looked up"), error->message);
      return;
    }
  g_autoptr (GPtrArray) records = join (files);
  if (deed->item == MENU_ORIGINAL)
    open_pages (deed, records);
  else
    copy_citations (deed, records);
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  if (offprint_bus_service_call_add_folder_finish (deed->client, result, &error))
    return;
  g_dbus_error_strip_remote_error (error);
  tell_failure (deed, _("The folder is not watched"), error->message);
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  if (offprint_bus_service_call_remove_folder_finish (deed->client, result, &error))
    return;
  g_dbus_error_strip_remote_error (error);
  tell_failure (deed, _("The folder is still watched"), error->message);
}

static void
on_window (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  if (!offprint_search_window_finish (result, &error))
    tell_failure (deed, _("The search window did not open"), error->message);
}

static void
on_duplicates (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Deed) deed = data;
  if (!duplicates_show_finish (result, &error))
    tell_failure (deed, _("No duplicates are shown"), error->message);
}

static Deed *
deed_new (OffprintBusService *client, MenuItem item, GPtrArray *paths)
{
  Deed *deed = g_new0 (Deed, 1);
  deed->item = item;
  deed->parts = 1;
  deed->client = g_object_ref (client);
  deed->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (paths->len, MAX_PATHS); i++)
    g_ptr_array_add (deed->paths, g_strdup (g_ptr_array_index (paths, i)));
  g_ptr_array_add (deed->paths, NULL);
  return deed;
}

/* Returns: (transfer full) (nullable): of the person's click */
static char *
get_token (void)
{
  g_autoptr (GAppLaunchContext) context = toolkit_get_launch_context ();
  g_autoptr (GDesktopAppInfo) info = g_desktop_app_info_new (WINDOW_DESKTOP_FILE);
  return info != NULL ? g_app_launch_context_get_startup_notify_id (context, G_APP_INFO (info), NULL) : NULL;
}

static void
open_window (Deed *deed, const char *path)
{
  GDBusConnection *connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (deed->client));
  g_autofree char *token = get_token ();
  g_autofree char *query = offprint_search_window_make_folder_query (path);
  if (deed->item == MENU_SEARCH)
    offprint_search_window_search (connection, query, token, NULL, on_window, deed);
  else
    offprint_search_window_show_similar (connection, path, NULL, token, NULL, on_window, deed);
}

static void
start (Deed *deed)
{
  const char *path = g_ptr_array_index (deed->paths, 0);
  switch (deed->item)
    {
    case MENU_SIMILAR:
    case MENU_SEARCH:
      open_window (deed, path);
      break;
    case MENU_DUPLICATES:
      duplicates_show (deed->client, path, on_duplicates, deed);
      break;
    case MENU_WATCH:
      offprint_bus_service_call_add_folder (deed->client, path, NULL, on_followed, deed);
      break;
    case MENU_UNWATCH:
      offprint_bus_service_call_remove_folder (deed->client, path, NULL, on_left, deed);
      break;
    default:
      offprint_client_get_articles (deed->client, (const char *const *) deed->paths->pdata, NULL, on_articles, deed);
    }
}

/**
 * action_run:
 * @client: the way to the daemon
 * @item: what was clicked
 * @paths: (element-type filename): what was selected, at least one; more than 10,000 are not looked at
 * @done: (nullable): called at the end, however it was
 * @data: for @done
 *
 * Returns at once.
 */
void
action_run (OffprintBusService *client, MenuItem item, GPtrArray *paths, ActionDoneFunc done, gpointer data)
{
  g_return_if_fail (paths->len > 0);

  Deed *deed = deed_new (client, item, paths);
  deed->done = done;
  deed->data = data;
  start (deed);
}
