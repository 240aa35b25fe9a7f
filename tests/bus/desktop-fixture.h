/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs of a desktop that a search bar's deeds reach, played by the test: each call is written down in
 * GVariant's text form. Goes with bus-fixture.h. */
#pragma once

#include "bus-fixture.h"

#define OPENER "org.offprint.Opener"
#define OPENER_PATH "/org/offprint/Opener"
#define WINDOW "org.offprint.Window"
#define WINDOW_PATH "/org/offprint/Window"
#define KLIPPER "org.kde.klipper"
#define KLIPPER_PATH "/klipper"
#define NOTIFICATIONS "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"

typedef struct
{
  BusFixture *bus;
  GDBusConnection *connection;
  GString *calls; /* "METHOD PARAMETERS\n" */
  gboolean refuses;
} Desktop;

/* lint: table */
static const struct
{
  const char *name, *path, *interface;
} desktop_programs[] = {
  { OPENER, OPENER_PATH,
    "<node><interface name='org.offprint.Opener'>"
    "<method name='Open'><arg type='ay' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/></method>"
    "<method name='Show'><arg type='ay' direction='in'/><arg type='s' direction='in'/></method></interface></node>" },
  { WINDOW, WINDOW_PATH,
    "<node><interface name='org.freedesktop.Application'><method name='ActivateAction'><arg type='s' direction='in'/>"
    "<arg type='av' direction='in'/><arg type='a{sv}' direction='in'/></method></interface></node>" },
  { KLIPPER, KLIPPER_PATH,
    "<node><interface name='org.kde.klipper.klipper'><method name='setClipboardContents'>"
    "<arg type='s' direction='in'/></method></interface></node>" },
  { NOTIFICATIONS, NOTIFICATIONS_PATH,
    "<node><interface name='org.freedesktop.Notifications'><method name='Notify'><arg type='s' direction='in'/>"
    "<arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method></interface></node>" },
};

static void
desktop_on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                 const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Desktop *desktop = data;
  g_autofree char *text = g_variant_print (parameters, FALSE);
  g_string_append_printf (desktop->calls, "%s %s\n", method, text);
  if (g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
      g_main_loop_quit (desktop->bus->loop);
    }
  else if (desktop->refuses)
    g_dbus_method_invocation_return_error (invocation, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "the river <is> frozen");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
desktop_on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  g_main_loop_quit (((Desktop *) data)->bus->loop);
}

/* The program of that name is there from now on. */
static inline void
desktop_add (Desktop *desktop, const char *name)
{
  static const GDBusInterfaceVTable table = { .method_call = desktop_on_call };
  for (gsize i = 0; i < G_N_ELEMENTS (desktop_programs); i++)
    {
      if (!g_str_equal (desktop_programs[i].name, name))
        continue;
      g_autoptr (GError) error = NULL;
      g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (desktop_programs[i].interface, &error);
      g_assert_no_error (error);
      g_dbus_connection_register_object (desktop->connection, desktop_programs[i].path, node->interfaces[0], &table,
                                         desktop, NULL, &error);
      g_assert_no_error (error);
    }
  g_bus_own_name_on_connection (desktop->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, desktop_on_name, NULL, desktop,
                                NULL);
  bus_fixture_wait (desktop->bus, name);
}

static inline Desktop *
desktop_new (BusFixture *fixture)
{
  Desktop *desktop = g_new0 (Desktop, 1);
  desktop->bus = fixture;
  desktop->connection = bus_fixture_connect (fixture);
  desktop->calls = g_string_new (NULL);
  return desktop;
}

static inline void
desktop_free (Desktop *desktop)
{
  g_dbus_connection_close_sync (desktop->connection, NULL, NULL);
  g_object_unref (desktop->connection);
  g_string_free (desktop->calls, TRUE);
  g_free (desktop);
}

/* What was called since the last time */
static inline char *
desktop_take_calls (Desktop *desktop)
{
  char *calls = g_strdup (desktop->calls->str);
  g_string_truncate (desktop->calls, 0);
  return calls;
}

typedef struct
{
  GMainLoop *loop;
  GVariant *reply; /* (nullable) */
  GError *error;
} BarReply;

static void
bar_on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  BarReply *reply = data;
  reply->reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &reply->error);
  g_main_loop_quit (reply->loop);
}

/* Calls a method of one of the daemon's objects while the test's own programs answer. Returns: (nullable): the reply */
static inline GVariant *
bar_call (BusFixture *fixture, const char *path, const char *interface, const char *method, GVariant *parameters,
          GError **error)
{
  BarReply reply = { .loop = fixture->loop };
  g_dbus_connection_call (fixture->connection, BUS_NAME, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, DEADLINE_SECONDS * 1000, NULL, bar_on_reply, &reply);
  while (reply.reply == NULL && reply.error == NULL)
    bus_fixture_wait (fixture, method);
  if (reply.error != NULL)
    g_propagate_error (error, reply.error);
  return reply.reply;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desktop, desktop_free)
