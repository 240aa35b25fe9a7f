/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A private bus, a home of its own, the real daemon in both, and a proxy. OFFPRINTD names the program. */
#pragma once

#include "core/error.h"
#include "offprint-bus.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define BUS_NAME "org.offprint.Offprint"
#define OBJECT_PATH "/org/offprint/Offprint"
#define DEADLINE_SECONDS 120

typedef struct
{
  GTestDBus *bus;
  char *home;
  char *articles; /* a folder */
  GSubprocess *daemon;
  GDBusConnection *connection;
  OffprintBusService *proxy;
  GMainLoop *loop;
} BusFixture;

static gboolean
bus_fixture_too_late (gpointer what)
{
  g_error ("waited too long for %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until somebody quits it. */
static inline void
bus_fixture_wait (BusFixture *fixture, const char *what)
{
  guint source = g_timeout_add_seconds (DEADLINE_SECONDS, bus_fixture_too_late, (gpointer) (guintptr) what);
  g_main_loop_run (fixture->loop);
  g_source_remove (source);
}

static gboolean
bus_fixture_quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Lets things happen for so long that they would have: to show that nothing does. */
static inline void
bus_fixture_run_for (BusFixture *fixture, guint milliseconds)
{
  g_timeout_add (milliseconds, bus_fixture_quit, fixture->loop);
  bus_fixture_wait (fixture, "the time to pass");
}

static void
bus_fixture_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer loop)
{
  g_main_loop_quit (loop);
}

static inline void
bus_fixture_start_daemon (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  const char *program = g_getenv ("OFFPRINTD");
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_DIRS", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  fixture->daemon = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  guint watch = g_bus_watch_name_on_connection (fixture->connection, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                bus_fixture_appeared, NULL, fixture->loop, NULL);
  bus_fixture_wait (fixture, "the daemon");
  g_bus_unwatch_name (watch);
}

static inline GDBusConnection *
bus_fixture_connect (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
  return connection;
}

static inline void
bus_fixture_set_up (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  (void) OFFPRINT_ERROR;
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->home = g_dir_make_tmp ("offprint-bus-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->articles = g_build_filename (fixture->home, "articles", NULL);
  g_assert_cmpint (g_mkdir (fixture->articles, 0700), ==, 0);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->connection = bus_fixture_connect (fixture);
  bus_fixture_start_daemon (fixture);
  fixture->proxy = offprint_bus_service_proxy_new_sync (fixture->connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                                                        BUS_NAME, OBJECT_PATH, NULL, &error);
  g_assert_no_error (error);
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (fixture->proxy), DEADLINE_SECONDS * 1000);
}

static inline void
bus_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        bus_fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* The daemon ends in good order, whatever the test had it do. */
static inline void
bus_fixture_tear_down (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_subprocess_send_signal (fixture->daemon, SIGTERM);
  g_assert_true (g_subprocess_wait_check (fixture->daemon, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->daemon);
  g_clear_object (&fixture->proxy);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_test_dbus_stop (fixture->bus);
  g_clear_object (&fixture->bus);
  bus_fixture_remove_folder (fixture->home);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_clear_pointer (&fixture->home, g_free);
  g_clear_pointer (&fixture->articles, g_free);
}

/* Returns: (transfer full): the path */
static inline char *
bus_fixture_write (BusFixture *fixture, const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->articles, name, NULL);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

static inline void
bus_fixture_write_many (BusFixture *fixture, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05u.txt", i);
      g_autofree char *text = g_strdup_printf ("Article %u\n\nThe otter number%u swims in the river.\n", i, i);
      g_autofree char *path = bus_fixture_write (fixture, name, text);
    }
}

/* Follows the folder of articles, and waits until it is in the index. */
static inline void
bus_fixture_follow (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
}

/* @options: (nullable): in GVariant's text form */
static inline GVariant *
bus_fixture_options (const char *options)
{
  return g_variant_new_parsed (options != NULL ? options : "@a{sv} {}");
}

/* Returns: (transfer full): the hits of a search */
static inline GVariant *
bus_fixture_search (BusFixture *fixture, const char *query, const char *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) info = NULL;
  GVariant *hits = NULL;
  offprint_bus_service_call_search_sync (fixture->proxy, query, bus_fixture_options (options), &hits, &info, NULL,
                                         &error);
  g_assert_no_error (error);
  return hits;
}

static inline gsize
bus_fixture_count (BusFixture *fixture, const char *query)
{
  g_autoptr (GVariant) hits = bus_fixture_search (fixture, query, "{'limit': <uint32 1000>}");
  return g_variant_n_children (hits);
}

#define bus_fixture_test(name, function) \
  g_test_add (name, BusFixture, NULL, bus_fixture_set_up, function, bus_fixture_tear_down)
