/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint-opener`: opens what others ask it to open, and ends when there is nothing to do. It must have the rights of
 * the session, so it is started by the bus, and must not end before a copy of an article is written. */
#include "core/error.h"
#include "core/i18n.h"
#include "desktop/open.h"
#include "desktop/opener.h"
#include "offprint-opener.h"

#define IDLE_SECONDS 10

typedef struct
{
  GMainLoop *loop;
  GDBusConnection *connection;
  OffprintBusOpener *skeleton;
  guint working; /* calls not answered yet */
  guint timer;
} Opener;

typedef struct
{
  Opener *opener;
  GDBusMethodInvocation *invocation;
} Call;

static gboolean
on_idle (gpointer data)
{
  Opener *opener = data;
  opener->timer = 0;
  g_main_loop_quit (opener->loop);
  return G_SOURCE_REMOVE;
}

static void
await_idle (Opener *opener)
{
  g_clear_handle_id (&opener->timer, g_source_remove);
  if (opener->working == 0)
    opener->timer = g_timeout_add_seconds (IDLE_SECONDS, on_idle, opener);
}

static Call *
begin (Opener *opener, GDBusMethodInvocation *invocation)
{
  Call *call = g_new (Call, 1);
  *call = (Call){ opener, invocation };
  opener->working++;
  await_idle (opener);
  return call;
}

/* @problem: (nullable) (transfer full) */
static void
end (Call *call, GError *problem)
{
  if (problem != NULL)
    g_dbus_method_invocation_take_error (call->invocation, problem);
  else
    g_dbus_method_invocation_return_value (call->invocation, NULL);
  call->opener->working--;
  await_idle (call->opener);
  g_free (call);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  offprint_open_article_finish (result, &error);
  end (data, error);
}

/* Without what the bus told this program only. */
static GAppLaunchContext *
make_context (const char *token)
{
  GAppLaunchContext *context = g_app_launch_context_new ();
  g_app_launch_context_unsetenv (context, "DBUS_STARTER_ADDRESS");
  g_app_launch_context_unsetenv (context, "DBUS_STARTER_BUS_TYPE");
  if (*token == '\0')
    return context;
  g_app_launch_context_setenv (context, "XDG_ACTIVATION_TOKEN", token);
  g_app_launch_context_setenv (context, "DESKTOP_STARTUP_ID", token);
  return context;
}

static gboolean
on_open (OffprintBusOpener *skeleton, GDBusMethodInvocation *invocation, const char *path, const char *member,
         const char *token, Opener *opener)
{
  g_autoptr (GAppLaunchContext) context = make_context (token);
  offprint_open_article (path, member, context, NULL, on_opened, begin (opener, invocation));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  offprint_open_show_finish (result, &error);
  end (data, error);
}

static gboolean
on_show (OffprintBusOpener *skeleton, GDBusMethodInvocation *invocation, const char *path, const char *token,
         Opener *opener)
{
  offprint_open_show (opener->connection, path, token, NULL, on_shown, begin (opener, invocation));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  g_main_loop_quit (((Opener *) data)->loop);
}

/* What was asked before the bus gave the name away has arrived by then; later callers have another opener started. */
static void
finish (Opener *opener, guint name)
{
  g_bus_unown_name (name);
  while (opener->working > 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&opener->timer, g_source_remove);
  g_dbus_connection_flush_sync (opener->connection, NULL, NULL);
}

static gboolean
serve (Opener *opener, GError **error)
{
  g_signal_connect (opener->skeleton, "handle-open", G_CALLBACK (on_open), opener);
  g_signal_connect (opener->skeleton, "handle-show", G_CALLBACK (on_show), opener);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (opener->skeleton), opener->connection,
                                         OFFPRINT_OPENER_OBJECT_PATH, error))
    return FALSE;
  await_idle (opener);
  guint name = g_bus_own_name_on_connection (opener->connection, OFFPRINT_OPENER_BUS_NAME,
                                             G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, NULL, on_name_lost, opener, NULL);
  g_main_loop_run (opener->loop);
  finish (opener, name);
  return TRUE;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  offprint_i18n_init ();
  g_set_prgname ("offprint-opener");
  (void) OFFPRINT_ERROR;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (OffprintBusOpener) skeleton = offprint_bus_opener_skeleton_new ();
  Opener opener = { .loop = loop, .connection = connection, .skeleton = skeleton };
  if (connection != NULL && serve (&opener, &error))
    return 0;
  g_printerr ("offprint-opener: %s\n", error->message);
  return 1;
}
