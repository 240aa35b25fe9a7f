/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprintd`: takes the bus name, runs the service, ends in good order. */
#include "core/error.h"
#include "core/i18n.h"
#include "index/folders.h"
#include "index/saved-list.h"
#include "offprint-config.h"
#include "service/service.h"

#include <glib-unix.h>
#include <stdio.h>

/* Exit statuses: a contract with those who start it. */
typedef enum
{
  EXIT_STATUS_DONE = 0,
  EXIT_STATUS_FAILED = 1,
  EXIT_STATUS_USAGE = 2,
  EXIT_STATUS_RUNNING = 3, /* another daemon has the bus name */
} ExitStatus;

#define REQUEST_NAME_FLAG_DO_NOT_QUEUE 4
#define REQUEST_NAME_REPLY_PRIMARY_OWNER 1

static ExitStatus
fail (ExitStatus status, const char *message)
{
  g_printerr ("offprintd: %s\n", message);
  return status;
}

/* Returns: whether this process owns the name now; %FALSE without @error: another one does */
static gboolean
take_name (GDBusConnection *connection, GError **error)
{
  guint32 reply;
  g_autoptr (GVariant) result = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", SERVICE_BUS_NAME, REQUEST_NAME_FLAG_DO_NOT_QUEUE), G_VARIANT_TYPE ("(u)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  if (result == NULL)
    return FALSE;
  g_variant_get (result, "(u)", &reply);
  return reply == REQUEST_NAME_REPLY_PRIMARY_OWNER;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
on_closed (GDBusConnection *connection, gboolean remote_vanished, GError *error, gpointer data)
{
  g_main_loop_quit (data);
}

/* Wrong lines stay in the file; a person may find out why a folder is not followed. */
static void
tell_unreadable_folders (void)
{
  g_autofree char *file = offprint_folders_get_default_file ();
  g_autoptr (OffprintFolders) folders = offprint_folders_load (file, NULL);
  g_auto (GStrv) lines = folders != NULL ? offprint_folders_list_unreadable (folders) : NULL;
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    g_printerr ("offprintd: %s: %s: %s\n", file, _("not understood, left as it is"), lines[i]);
}

/* The daemon can do without them, and a person may find out why a folder does not follow. */
static void
tell_unreadable_searches (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = offprint_saved_list_get_default_file ();
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (file, &error);
  if (list == NULL)
    g_printerr ("offprintd: %s\n", error->message);
}

/* The object has to be there before the name is: calls that wait for the name come at once, and so may the wish that it
 * ends. Both are heard when the loop runs. */
static ExitStatus
serve (GDBusConnection *connection, const OffprintConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGINT, quit, loop);
  g_unix_signal_add (SIGTERM, quit, loop);
  g_autoptr (Service) service = service_new (connection, config, &error);
  if (service == NULL || !take_name (connection, &error))
    return error != NULL ? fail (EXIT_STATUS_FAILED, error->message)
                         : fail (EXIT_STATUS_RUNNING, _("another offprintd runs on this bus already: nothing to do"));
  gulong closed = g_signal_connect (connection, "closed", G_CALLBACK (on_closed), loop);
  tell_unreadable_folders ();
  tell_unreadable_searches ();
  ExitStatus status = EXIT_STATUS_DONE;
  if (!service_start (service, &error))
    status = fail (EXIT_STATUS_FAILED, error->message);
  else if (!g_dbus_connection_is_closed (connection))
    g_main_loop_run (loop);
  g_clear_pointer (&service, service_free);
  g_signal_handler_disconnect (connection, closed);
  if (!g_dbus_connection_is_closed (connection))
    g_dbus_connection_flush_sync (connection, NULL, NULL);
  return status;
}

static ExitStatus
run (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintConfig) config = offprint_config_load (&error);
  if (config == NULL)
    return fail (EXIT_STATUS_USAGE, error->message);
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (connection == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("no session bus: %s"), error->message);
      return fail (EXIT_STATUS_FAILED, message);
    }
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return serve (connection, config);
}

int
main (int argc, char **argv)
{
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  offprint_i18n_init ();
  g_set_prgname ("offprintd");
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context, _("Keeps the index of saved articles true, and answers searches over D-Bus."));
  g_option_context_set_description (context,
                                    _("Started by D-Bus or systemd. Which folders it follows: offprint add DIR.\n"
                                      "Exit status: 0 ended by a signal or with the bus, 1 failed, 2 wrong usage, "
                                      "3 runs already."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (EXIT_STATUS_USAGE, error->message);
  if (argc > 1)
    return fail (EXIT_STATUS_USAGE, _("takes no arguments. Try 'offprintd --help'."));
  if (!version)
    return run ();
  printf ("offprintd %s\n", OFFPRINT_VERSION);
  return EXIT_STATUS_DONE;
}
