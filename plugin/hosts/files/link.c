/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whoever asks reports how it went. After a failure nothing is asked until a timer has run, or the daemon has appeared
 * on the bus by itself: then at once. */
#include "hosts/files/link.h"
#include "offprint-bus.h"

#define MAX_RETRY_MS (30 * 60 * 1000)

struct _Link
{
  const LinkFuncs *funcs;
  gpointer data;
  GCancellable *cancellable;
  GDBusConnection *connection; /* (nullable): as given */
  OffprintBusService *client;  /* (nullable) */
  gboolean resting;
  gboolean was_there; /* the daemon, at some time */
  guint timer;
  guint first_retry_ms, retry_ms;
};

static void connect_to_bus (Link *link);

static gboolean
on_timer (gpointer data)
{
  Link *link = data;
  link->timer = 0;
  link->resting = FALSE;
  if (link->client == NULL)
    connect_to_bus (link);
  else
    link->funcs->ready (link->data);
  return G_SOURCE_REMOVE;
}

static void
rest (Link *link)
{
  g_clear_handle_id (&link->timer, g_source_remove);
  link->resting = TRUE;
  link->timer = g_timeout_add (link->retry_ms, on_timer, link);
  link->retry_ms = MIN (link->retry_ms * 2, MAX_RETRY_MS);
}

static void
end_rest (Link *link)
{
  g_clear_handle_id (&link->timer, g_source_remove);
  link->resting = FALSE;
  link->retry_ms = link->first_retry_ms;
}

static void
on_changed (OffprintBusService *client, const char *const *paths, gpointer data)
{
  Link *link = data;
  link->funcs->changed (paths[0] != NULL ? paths : NULL, link->data);
}

static void
on_folders (GObject *client, GParamSpec *property, gpointer data)
{
  Link *link = data;
  link->funcs->watched (link->data);
}

/* What one daemon said need not be so any more when another one comes. */
static void
on_owner (GObject *client, GParamSpec *property, gpointer data)
{
  Link *link = data;
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (client));
  if (owner == NULL)
    return;
  if (link->was_there)
    link->funcs->changed (NULL, link->data);
  link->was_there = TRUE;
  if (link->resting)
    {
      end_rest (link);
      link->funcs->ready (link->data);
    }
}

static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OffprintBusService *client = offprint_client_new_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Link *link = data;
  if (client == NULL)
    {
      rest (link);
      return;
    }
  link->client = client;
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (client));
  link->was_there = owner != NULL;
  g_signal_connect (client, "changed", G_CALLBACK (on_changed), link);
  g_signal_connect (client, "notify::folders", G_CALLBACK (on_folders), link);
  g_signal_connect (client, "notify::g-name-owner", G_CALLBACK (on_owner), link);
  link->funcs->ready (link->data);
}

static void
connect_to_bus (Link *link)
{
  offprint_client_new (link->connection, link->cancellable, on_client, link);
}

/**
 * link_new:
 * @connection: (nullable): the bus; %NULL: that of the session
 * @retry_ms: how long the daemon is left alone after a failure, in milliseconds; twice as long after the next one
 * @funcs: what is called, valid as long as the link
 * @data: for @funcs
 *
 * Returns: (transfer full): a link, which is not ready yet
 */
Link *
link_new (GDBusConnection *connection, guint retry_ms, const LinkFuncs *funcs, gpointer data)
{
  Link *link = g_new0 (Link, 1);
  link->funcs = funcs;
  link->data = data;
  link->cancellable = g_cancellable_new ();
  link->connection = connection != NULL ? g_object_ref (connection) : NULL;
  link->first_retry_ms = link->retry_ms = retry_ms;
  connect_to_bus (link);
  return link;
}

/**
 * link_free:
 * @link: (nullable) (transfer full): a link; nothing is called any more
 */
void
link_free (Link *link)
{
  if (link == NULL)
    return;
  g_cancellable_cancel (link->cancellable);
  g_clear_object (&link->cancellable);
  g_clear_handle_id (&link->timer, g_source_remove);
  if (link->client != NULL)
    g_signal_handlers_disconnect_by_data (link->client, link);
  g_clear_object (&link->client);
  g_clear_object (&link->connection);
  g_free (link);
}

/**
 * link_get_client:
 * @link: a link
 *
 * For what a person asked for by a click, which is worth a try at any time.
 *
 * Returns: (transfer none) (nullable): the client; %NULL while there is no bus
 */
OffprintBusService *
link_get_client (Link *link)
{
  return link->client;
}

/**
 * link_get_usable_client:
 * @link: a link
 *
 * Returns: (transfer none) (nullable): the client, while questions may be asked that no person waits for
 */
OffprintBusService *
link_get_usable_client (Link *link)
{
  return link->resting ? NULL : link->client;
}

/**
 * link_report:
 * @link: a link
 * @error: (nullable): why a question was not answered; %NULL: it was
 */
void
link_report (Link *link, const GError *error)
{
  if (error == NULL)
    end_rest (link);
  else if (!link->resting && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rest (link);
}
