/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the system says of power and memory, on a private system bus, and what becomes of it. The system's services live
 * in a thread of their own: GIO asks them synchronously. */
#include "service/pressure.h"

#include <gio/gio.h>

#define DEADLINE_SECONDS 60

/* The older and the newer name of one service, and their interfaces */
static const char *const power_names[] = { "net.hadess.PowerProfiles", "org.freedesktop.UPower.PowerProfiles" };
static const char *const power_paths[] = { "/net/hadess/PowerProfiles", "/org/freedesktop/UPower/PowerProfiles" };
#define MEMORY_NAME "org.freedesktop.LowMemoryMonitor"
#define MEMORY_PATH "/org/freedesktop/LowMemoryMonitor"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *profile; /* of the services' thread, once it runs */
  int power;     /* -1: not told */
  guint memory;  /* how often it was told */
} Fixture;

static GVariant *
get_property (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
              const char *property, GError **error, gpointer data)
{
  return g_variant_new_string (((Fixture *) data)->profile);
}

static void
own_name (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", name, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
offer_power (Fixture *fixture, const char *name, const char *path)
{
  static const GDBusInterfaceVTable functions = { .get_property = get_property };
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = g_strdup_printf (
      "<node><interface name='%s'><property name='ActiveProfile' type='s' access='read'/></interface></node>", name);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (fixture->connection, path, info->interfaces[0], &functions, fixture, NULL, &error);
  g_assert_no_error (error);
  own_name (fixture, name);
}

static gpointer
serve (gpointer data)
{
  Fixture *fixture = data;
  g_main_context_push_thread_default (fixture->context);
  for (gsize i = 0; i < G_N_ELEMENTS (power_names); i++)
    offer_power (fixture, power_names[i], power_paths[i]);
  own_name (fixture, MEMORY_NAME);
  g_main_loop_run (fixture->loop);
  g_main_context_pop_thread_default (fixture->context);
  return NULL;
}

static gboolean
say_profile (gpointer data)
{
  Fixture *fixture = data;
  for (gsize i = 0; i < G_N_ELEMENTS (power_names); i++)
    g_dbus_connection_emit_signal (
        fixture->connection, NULL, power_paths[i], "org.freedesktop.DBus.Properties", "PropertiesChanged",
        g_variant_new_parsed ("(%s, {'ActiveProfile': <%s>}, @as [])", power_names[i], fixture->profile), NULL);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  Fixture *fixture;
  char *profile;
} Change;

static gboolean
change_profile (gpointer data)
{
  g_autofree Change *change = data;
  g_free (change->fixture->profile);
  change->fixture->profile = change->profile;
  return say_profile (change->fixture);
}

static void
set_profile (Fixture *fixture, const char *profile)
{
  Change *change = g_new (Change, 1);
  *change = (Change){ fixture, g_strdup (profile) };
  fixture->power = -1;
  g_main_context_invoke (fixture->context, change_profile, change);
}

static gboolean
too_late (gpointer data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static gboolean
warn (gpointer data)
{
  g_dbus_connection_emit_signal (((Fixture *) data)->connection, NULL, MEMORY_PATH, MEMORY_NAME, "LowMemoryWarning",
                                 g_variant_new ("(y)", 50), NULL);
  return G_SOURCE_CONTINUE;
}

static void
on_power (gboolean saving, gpointer data)
{
  ((Fixture *) data)->power = saving;
}

static void
on_memory (gpointer data)
{
  ((Fixture *) data)->memory++;
}

static void
expect_power (Fixture *fixture, int saving)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late, NULL);
  while (fixture->power < 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_assert_cmpint (fixture->power, ==, saving);
}

/* A power-saver profile is told when it begins and ends, and at once to who comes later. */
static void
show_power (Fixture *fixture)
{
  const PressureFuncs funcs = { on_power, on_memory };
  g_autoptr (Pressure) pressure = pressure_new (&funcs, fixture);
  g_assert_cmpint (fixture->power, ==, -1);
  set_profile (fixture, "power-saver");
  expect_power (fixture, TRUE);
  set_profile (fixture, "performance");
  expect_power (fixture, FALSE);
  set_profile (fixture, "power-saver");
  expect_power (fixture, TRUE);
  fixture->power = -1;
  g_autoptr (Pressure) later = pressure_new (&funcs, fixture);
  g_assert_cmpint (fixture->power, ==, TRUE);
}

/* A warning that memory is short is told; who is freed hears nothing any more. */
static void
show_memory (Fixture *fixture)
{
  const PressureFuncs funcs = { on_power, on_memory };
  Pressure *pressure = pressure_new (&funcs, fixture);
  guint source = g_timeout_add (10, warn, fixture);
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late, NULL);
  while (fixture->memory == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_source_remove (source);
  pressure_free (pressure);
  fixture->memory = 0;
  warn (fixture);
  g_dbus_connection_flush_sync (fixture->connection, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->memory, ==, 0);
}

static void
test_pressure (void)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = { .power = -1, .profile = g_strdup ("balanced") };
  fixture.bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture.bus);
  const char *address = g_test_dbus_get_bus_address (fixture.bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  fixture.connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  fixture.context = g_main_context_new ();
  fixture.loop = g_main_loop_new (fixture.context, FALSE);
  fixture.thread = g_thread_new ("system", serve, &fixture);
  while (!g_main_loop_is_running (fixture.loop))
    g_thread_yield ();
  show_power (&fixture);
  show_memory (&fixture);
  g_main_loop_quit (fixture.loop);
  g_thread_join (fixture.thread);
  g_dbus_connection_close_sync (fixture.connection, NULL, NULL);
  g_object_unref (fixture.connection);
  g_main_loop_unref (fixture.loop);
  g_main_context_unref (fixture.context);
  g_free (fixture.profile);
  /* GIO keeps its connection to this bus. */
  g_test_dbus_stop (fixture.bus);
  g_object_unref (fixture.bus);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pressure", test_pressure);
  return g_test_run ();
}
