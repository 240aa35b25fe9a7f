/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The client of the daemon, on a bus that starts the daemon and the opener when they are needed. */
#include "desktop/client.h"

#include "bus-fixture.h"
#include "desktop/opener.h"

/* What the bus starts gets the test's environment: set in main(), before the bus begins. */
typedef struct
{
  BusFixture bus;
  OffprintBusService *client;
  GAsyncResult *result;
} Fixture;

static void
write_service (const char *folder, const char *name, const char *program)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.service", folder, name);
  g_autofree char *content = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s\n", name, program);
  g_assert_true (g_file_set_contents (file, content, -1, NULL));
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  fixture->result = g_object_ref (result);
  g_main_loop_quit (fixture->bus.loop);
}

static GAsyncResult *
await_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    bus_fixture_wait (&fixture->bus, "the answer");
  return g_steal_pointer (&fixture->result);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BusFixture *bus = &fixture->bus;
  g_autofree char *services = g_build_filename (g_getenv ("HOME"), "services", NULL);
  bus->loop = g_main_loop_new (NULL, FALSE);
  bus->home = g_strdup (g_getenv ("HOME"));
  bus->articles = g_build_filename (bus->home, "articles", NULL);
  g_assert_cmpint (g_mkdir_with_parents (bus->articles, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (services, 0700), ==, 0);
  write_service (services, OFFPRINT_CLIENT_BUS_NAME, g_getenv ("OFFPRINTD"));
  write_service (services, OFFPRINT_OPENER_BUS_NAME, g_getenv ("OFFPRINT_OPENER"));
  bus->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus->bus, services);
  g_test_dbus_up (bus->bus);
  bus->connection = bus_fixture_connect (bus);
  offprint_client_new (bus->connection, NULL, on_result, fixture);
  g_autoptr (GAsyncResult) result = await_result (fixture);
  fixture->client = offprint_client_new_finish (result, &error);
  g_assert_no_error (error);
}

static guint32
find_pid (Fixture *fixture, const char *name)
{
  guint32 pid = 0;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      fixture->bus.connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", g_variant_new ("(s)", name), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);
  return pid;
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer loop)
{
  g_main_loop_quit (loop);
}

/* The daemon ends with the bus; its home must not go before. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  BusFixture *bus = &fixture->bus;
  guint32 pid = find_pid (fixture, OFFPRINT_CLIENT_BUS_NAME);
  if (pid != 0)
    {
      kill ((pid_t) pid, SIGTERM);
      guint watch = g_bus_watch_name_on_connection (bus->connection, OFFPRINT_CLIENT_BUS_NAME,
                                                    G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, bus->loop, NULL);
      bus_fixture_wait (bus, "the end of the daemon");
      g_bus_unwatch_name (watch);
    }
  g_clear_object (&fixture->client);
  g_dbus_connection_close_sync (bus->connection, NULL, NULL);
  g_clear_object (&bus->connection);
  g_test_dbus_stop (bus->bus);
  g_clear_object (&bus->bus);
  bus_fixture_remove_folder (bus->home);
  g_assert_cmpint (g_mkdir (bus->home, 0700), ==, 0);
  g_main_loop_unref (bus->loop);
  g_free (bus->home);
  g_free (bus->articles);
}

static OffprintHits *
finish (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = await_result (fixture);
  OffprintHits *hits = offprint_client_hits_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return hits;
}

static void
follow (Fixture *fixture)
{
  fixture->bus.proxy = fixture->client;
  bus_fixture_follow (&fixture->bus);
}

/* A client starts no daemon; its first question does. Hits come as values. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = bus_fixture_write (&fixture->bus, "a.txt", "Otters return\n\nThe otter swims in the river.\n");
  g_assert_cmpuint (find_pid (fixture, OFFPRINT_CLIENT_BUS_NAME), ==, 0);
  offprint_client_search (fixture->client, "otter", NULL, NULL, on_result, fixture);
  g_autoptr (OffprintHits) none = finish (fixture);
  g_assert_cmpuint (none->hits->len, ==, 0);
  follow (fixture);
  offprint_client_complete (fixture->client, "ott", bus_fixture_options ("{'limit': <uint32 5>}"), NULL, on_result,
                            fixture);
  g_autoptr (OffprintHits) hits = finish (fixture);
  g_assert_cmpuint (hits->hits->len, ==, 1);
  const OffprintHit *hit = g_ptr_array_index (hits->hits, 0);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), ==, path);
  g_assert_cmpuint (hit->rank, ==, 1);
  g_assert_cmpuint (hit->n_matches, >, 0);
}

/* The articles of files come in the order of the files; what is like one is a list of hits. */
static void
test_articles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bus_fixture_write (&fixture->bus, "a.txt", "Otters return\n\nThe otter swims in the river.\n");
  const char *paths[] = { "/nowhere/b.txt", path, NULL };
  follow (fixture);
  offprint_client_get_articles (fixture->client, paths, NULL, on_result, fixture);
  g_autoptr (GAsyncResult) result = await_result (fixture);
  g_autoptr (GPtrArray) files = offprint_client_get_articles_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (files, 0))->len, ==, 0);
  const OffprintRecord *record = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (files, 1), 0);
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_PATH), ==, path);
  offprint_client_similar (fixture->client, path, NULL, 5, NULL, on_result, fixture);
  g_autoptr (OffprintHits) similar = finish (fixture);
  g_assert_cmpuint (similar->hits->len, ==, 0);
}

/* A daemon that is killed over a question is started again, and answers it. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_free (bus_fixture_write (&fixture->bus, "a.txt", "Otters return\n\nThe otter swims in the river.\n"));
  follow (fixture);
  pid_t pid = (pid_t) find_pid (fixture, OFFPRINT_CLIENT_BUS_NAME);
  kill (pid, SIGSTOP);
  offprint_client_search (fixture->client, "otter", NULL, NULL, on_result, fixture);
  g_dbus_connection_flush_sync (fixture->bus.connection, NULL, NULL);
  kill (pid, SIGKILL);
  g_autoptr (OffprintHits) hits = finish (fixture);
  g_assert_cmpuint (hits->hits->len, ==, 1);
  g_assert_cmpuint (find_pid (fixture, OFFPRINT_CLIENT_BUS_NAME), !=, (guint32) pid);
}

/* The error of an older question that a newer one took the place of, and of a wrong one, are the daemon's. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  offprint_client_similar (fixture->client, "/nowhere/a.txt", "", 5, NULL, on_result, fixture);
  g_autoptr (GAsyncResult) result = await_result (fixture);
  g_assert_null (offprint_client_hits_finish (fixture->client, result, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_false (g_str_has_prefix (error->message, "GDBus"));
}

/* The opener is started for a call, tells what is the matter, and ends by itself. */
static void
test_opener (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  offprint_opener_open (fixture->bus.connection, "/nowhere/otters.html", NULL, "a-token", NULL, on_result, fixture);
  g_autoptr (GAsyncResult) result = await_result (fixture);
  g_assert_false (offprint_opener_finish (result, &error));
  g_assert_nonnull (strstr (error->message, "otters.html"));
  g_assert_false (g_str_has_prefix (error->message, "GDBus"));
  g_assert_cmpuint (find_pid (fixture, OFFPRINT_OPENER_BUS_NAME), !=, 0);
  guint watch = g_bus_watch_name_on_connection (fixture->bus.connection, OFFPRINT_OPENER_BUS_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, fixture->bus.loop,
                                                NULL);
  bus_fixture_wait (&fixture->bus, "the end of the opener");
  g_bus_unwatch_name (watch);
}

#define add_test(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("offprint-client-XXXXXX", NULL);
  static const char *const folders[]
      = { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CONFIG_DIRS", "XDG_RUNTIME_DIR" };
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], home, TRUE);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  add_test ("/client/search", test_search);
  add_test ("/client/articles", test_articles);
  add_test ("/client/killed", test_killed);
  add_test ("/client/errors", test_errors);
  add_test ("/client/opener", test_opener);
  int status = g_test_run ();
  bus_fixture_remove_folder (home);
  return status;
}
