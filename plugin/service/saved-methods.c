/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One short function a method; each is answered when the folders are as it wants them. */
#include "service/saved-methods.h"

#include "core/i18n.h"
#include "index/saved-list.h"
#include "offprint-bus.h"

typedef struct
{
  OffprintBusService *skeleton;
  GDBusMethodInvocation *invocation;
  char *folder; /* (nullable): of a search that was saved */
} Reply;

static void
tell_list (OffprintBusService *skeleton, const SavedSearches *saved)
{
  offprint_bus_service_set_saved_searches (skeleton, saved_searches_describe (saved));
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (skeleton));
}

static void
send (const GError *problem, gpointer data)
{
  g_autofree Reply *reply = data;
  g_autofree char *folder = reply->folder;
  g_autoptr (GError) error = problem != NULL ? g_error_copy (problem) : NULL;
  if (error != NULL && folder != NULL)
    g_prefix_error (&error, "%s: ", _("the search is saved"));
  if (error != NULL)
    g_dbus_method_invocation_return_gerror (reply->invocation, error);
  else if (folder != NULL)
    offprint_bus_service_complete_save_search (reply->skeleton, reply->invocation, folder);
  else
    offprint_bus_service_complete_remove_saved_search (reply->skeleton, reply->invocation);
}

/* @done: whether the list was changed; else @error says why not */
static gboolean
answer (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, SavedSearches *saved, gboolean done,
        char *folder, GError *error)
{
  g_autofree char *owned = folder;
  if (!done)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  Reply *reply = g_new (Reply, 1);
  *reply = (Reply){ skeleton, invocation, g_steal_pointer (&owned) };
  tell_list (skeleton, saved);
  saved_searches_await (saved, send, reply);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_save_search (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *name, const char *query,
                GVariant *options, SavedSearches *saved)
{
  GError *error = NULL;
  gboolean done = saved_searches_save (saved, name, query, &error);
  return answer (skeleton, invocation, saved, done, offprint_saved_list_get_folder (name), error);
}

static gboolean
on_remove_saved_search (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *name,
                        SavedSearches *saved)
{
  GError *error = NULL;
  gboolean done = saved_searches_remove (saved, name, &error);
  return answer (skeleton, invocation, saved, done, NULL, error);
}

/**
 * saved_methods_connect:
 * @skeleton: the daemon's object
 * @saved: what answers; alive as long as calls come
 */
void
saved_methods_connect (GDBusInterfaceSkeleton *skeleton, SavedSearches *saved)
{
  g_signal_connect (skeleton, "handle-save-search", G_CALLBACK (on_save_search), saved);
  g_signal_connect (skeleton, "handle-remove-saved-search", G_CALLBACK (on_remove_saved_search), saved);
  tell_list (OFFPRINT_BUS_SERVICE (skeleton), saved);
}
