/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applications and a file manager of the test's own take what is opened. */
#include "desktop/open.h"

#include <glib/gstdio.h>
#include <string.h>

#define FILE_MANAGER "org.freedesktop.FileManager1"

typedef struct
{
  char *home, *article, *taken; /* @taken: what the application writes down */
  GTestDBus *bus;
  GDBusConnection *connection;
  GMainLoop *loop;
  GString *shown; /* by the file manager */
  GError *error;
} Fixture;

static void
write_file (const char *folder, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
write_file (const char *folder, const char *name, const char *format, ...)
{
  va_list arguments;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  va_start (arguments, format);
  g_autofree char *content = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* The folders are set before GIO looks, see main(). */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->home = g_strdup (g_getenv ("HOME"));
  fixture->article = g_build_filename (fixture->home, "otters \xe9.html", NULL);
  fixture->taken = g_build_filename (fixture->home, "taken", NULL);
  g_assert_true (g_file_set_contents (fixture->article, "<p>Otters", -1, NULL));
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->shown = g_string_new (NULL);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_test_dbus_stop (fixture->bus);
  g_clear_object (&fixture->bus);
  g_unlink (fixture->article);
  g_unlink (fixture->taken);
  g_free (fixture->home);
  g_free (fixture->article);
  g_free (fixture->taken);
  g_main_loop_unref (fixture->loop);
  g_string_free (fixture->shown, TRUE);
  g_clear_error (&fixture->error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  gboolean done = offprint_open_article_finish (result, &fixture->error);
  g_assert_true (done == (fixture->error == NULL));
  g_main_loop_quit (fixture->loop);
}

static void
open_article (Fixture *fixture, const char *path, const char *member)
{
  offprint_open_article (path, member, NULL, NULL, on_opened, fixture);
  g_main_loop_run (fixture->loop);
}

static void
on_file_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);
  Fixture *fixture = data;
  if (g_str_equal (path, fixture->taken))
    g_main_loop_quit (fixture->loop);
}

/* Returns: what the application was given */
static char *
await_taken (Fixture *fixture)
{
  g_autoptr (GFile) home = g_file_new_for_path (fixture->home);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_directory (home, G_FILE_MONITOR_NONE, NULL, NULL);
  char *content = NULL;
  g_signal_connect (monitor, "changed", G_CALLBACK (on_file_changed), fixture);
  while (!g_file_get_contents (fixture->taken, &content, NULL, NULL))
    g_main_loop_run (fixture->loop);
  return g_strchomp (content);
}

/* The default application of the type is started with the file, whatever bytes its name has. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  open_article (fixture, fixture->article, "");
  g_assert_no_error (fixture->error);
  g_autofree char *taken = await_taken (fixture);
  g_assert_cmpstr (taken, ==, fixture->article);
}

/* What is gone, what nothing opens and what is no container is told, with the name. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unknown = g_build_filename (fixture->home, "otters.xyz", NULL);
  g_assert_true (g_file_set_contents (unknown, "\001\002\003", 3, NULL));
  const char *cases[][3] = {
    { "/nowhere/otters.html", NULL, "otters.html" },
    { unknown, NULL, "otters.xyz" },
    { fixture->article, "2022/herons.html", "otters" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      open_article (fixture, cases[i][0], cases[i][1]);
      g_assert_nonnull (fixture->error);
      g_assert_nonnull (strstr (fixture->error->message, cases[i][2]));
      g_clear_error (&fixture->error);
    }
  g_assert_false (g_file_test (fixture->taken, G_FILE_TEST_EXISTS));
  g_unlink (unknown);
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *text = g_variant_print (parameters, FALSE);
  g_string_append (fixture->shown, text);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  g_main_loop_quit (((Fixture *) data)->loop);
}

static guint
own_file_manager (Fixture *fixture)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='" FILE_MANAGER "'><method name='ShowItems'><arg type='as' direction='in'/>"
      "<arg type='s' direction='in'/></method></interface></node>", NULL);
  g_dbus_connection_register_object (fixture->connection, "/org/freedesktop/FileManager1", node->interfaces[0], &table,
                                     fixture, NULL, NULL);
  guint name = g_bus_own_name_on_connection (fixture->connection, FILE_MANAGER, G_BUS_NAME_OWNER_FLAGS_NONE, on_name,
                                             NULL, fixture, NULL);
  g_main_loop_run (fixture->loop);
  return name;
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  offprint_open_show_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
show (Fixture *fixture, const char *path)
{
  offprint_open_show (fixture->connection, path, "a-token", NULL, on_shown, fixture);
  g_main_loop_run (fixture->loop);
}

/* The file manager is given the file's URI and the token. */
static void
test_show (Fixture *fixture, gconstpointer data)
{
  guint name = own_file_manager (fixture);
  show (fixture, fixture->article);
  g_assert_no_error (fixture->error);
  g_assert_true (g_str_has_prefix (fixture->shown->str, "(['file:///"));
  g_assert_true (g_str_has_suffix (fixture->shown->str, "otters%20%E9.html'], 'a-token')"));
  show (fixture, "/nowhere/otters.html");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_bus_unown_name (name);
}

/* Where there is neither file manager nor portal, the folder is opened. */
static void
test_show_folder (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->article);
  g_assert_no_error (fixture->error);
  g_autofree char *taken = await_taken (fixture);
  g_assert_cmpstr (taken, ==, fixture->home);
}

/* An application that writes down what it is given, the default for pages and folders */
static void
make_home (const char *home)
{
  g_autofree char *applications = g_build_filename (home, "applications", NULL);
  g_assert_cmpint (g_mkdir (applications, 0700), ==, 0);
  write_file (home, "take", "#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s/taking' && mv '%s/taking' '%s/taken'\n", home, home,
              home);
  g_autofree char *program = g_build_filename (home, "take", NULL);
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  write_file (applications, "take.desktop", "[Desktop Entry]\nType=Application\nName=Take\nExec=%s %%f\n", program);
  write_file (home, "mimeapps.list",
              "[Default Applications]\ntext/html=take.desktop\ninode/directory=take.desktop\n"
              "[Added Associations]\ntext/html=take.desktop\ninode/directory=take.desktop\n");
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_all (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("offprint-open-XXXXXX", NULL);
  static const char *const folders[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR" };
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], home, TRUE);
  g_unsetenv ("XDG_CURRENT_DESKTOP");
  make_home (home);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/open/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/open/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/open/show", Fixture, NULL, set_up, test_show, tear_down);
  g_test_add ("/open/show-folder", Fixture, NULL, set_up, test_show_folder, tear_down);
  int status = g_test_run ();
  remove_all (home);
  return status;
}
