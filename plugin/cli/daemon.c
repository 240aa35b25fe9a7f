/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the daemon, and calls that it answers at once. Work that takes long is in daemon-index.c. */
#include "cli/daemon-private.h"

#include "core/error.h"
#include "core/i18n.h"

#include <stdlib.h>
#include <string.h>

#define START_TIMEOUT_MS 30000
/* It waits for what is under way. */
#define COMPACT_TIMEOUT_MS (60 * 60 * 1000)

/* Asking GIO where there is no bus would start one, where a display is. */
static gboolean
has_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *socket = g_build_filename (runtime != NULL ? runtime : "/", "bus", NULL);
  return (address != NULL && *address != '\0') || (runtime != NULL && g_file_test (socket, G_FILE_TEST_EXISTS));
}

/* Returns: whether the daemon runs now */
static gboolean
call_bus (GDBusConnection *connection, const char *method, GVariant *parameters, int timeout, gboolean *answer)
{
  g_autoptr (GVariant) result = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters, NULL,
      G_DBUS_CALL_FLAGS_NONE, timeout, NULL, NULL);
  if (result == NULL)
    return FALSE;
  if (g_variant_is_of_type (result, G_VARIANT_TYPE ("(b)")))
    g_variant_get (result, "(b)", answer);
  else
    *answer = TRUE;
  return TRUE;
}

static gboolean
is_running (GDBusConnection *connection, DaemonStart start)
{
  gboolean running = FALSE;
  if (call_bus (connection, "NameHasOwner", g_variant_new ("(s)", DAEMON_BUS_NAME), DAEMON_TIMEOUT_MS, &running)
      && running)
    return TRUE;
  return start == DAEMON_START
         && call_bus (connection, "StartServiceByName", g_variant_new ("(su)", DAEMON_BUS_NAME, 0), START_TIMEOUT_MS,
                      &running);
}

static void
tell_silent (void)
{
  g_printerr ("offprint: %s\n", _("the daemon does not answer: going on without it"));
}

static gboolean
load_properties (Daemon *daemon)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) result = g_dbus_connection_call_sync (
      daemon->connection, DAEMON_BUS_NAME, DAEMON_OBJECT_PATH, "org.freedesktop.DBus.Properties", "GetAll",
      g_variant_new ("(s)", DAEMON_INTERFACE), G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
      DAEMON_TIMEOUT_MS, NULL, &error);
  if (result != NULL)
    g_variant_get (result, "(@a{sv})", &daemon->properties);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    tell_silent ();
  return result != NULL;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  g_autofree char *real_a = realpath (a, NULL);
  g_autofree char *real_b = realpath (b, NULL);
  return strcmp (real_a != NULL ? real_a : a, real_b != NULL ? real_b : b) == 0;
}

/* Another person's settings, or a test's: that daemon is none of ours. */
static gboolean
owns (const Daemon *daemon, const char *database)
{
  g_autoptr (GVariant) value
      = g_variant_lookup_value (daemon->properties, "Database", G_VARIANT_TYPE_BYTESTRING);
  return value != NULL && is_same_file (g_variant_get_bytestring (value), database);
}

/**
 * daemon_find:
 * @start: whether to start it
 * @database: directory of the index in question
 *
 * Says on standard error if it is there but does not answer.
 *
 * Returns: (transfer full) (nullable): the daemon that keeps that index; %NULL when there is none
 */
Daemon *
daemon_find (DaemonStart start, const char *database)
{
  g_autoptr (Daemon) daemon = g_new0 (Daemon, 1);
  g_autofree char *absolute = daemon_make_absolute (database);
  daemon->connection = has_bus () ? g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL) : NULL;
  if (daemon->connection == NULL)
    return NULL;
  g_dbus_connection_set_exit_on_close (daemon->connection, FALSE);
  if (!is_running (daemon->connection, start) || !load_properties (daemon) || !owns (daemon, absolute))
    return NULL;
  return g_steal_pointer (&daemon);
}

/**
 * daemon_free:
 * @daemon: (nullable) (transfer full): a daemon, which goes on
 */
void
daemon_free (Daemon *daemon)
{
  if (daemon == NULL)
    return;
  g_clear_pointer (&daemon->properties, g_variant_unref);
  g_clear_object (&daemon->connection);
  g_free (daemon);
}

/**
 * daemon_get_properties:
 * @daemon: a daemon
 *
 * Returns: (transfer none): its properties when it was found, of type `a{sv}`
 */
GVariant *
daemon_get_properties (const Daemon *daemon)
{
  return daemon->properties;
}

/**
 * daemon_make_absolute:
 * @path: as typed
 *
 * Returns: (transfer full): the same path from the root on: the daemon has another current folder
 */
char *
daemon_make_absolute (const char *path)
{
  g_autofree char *folder = g_path_is_absolute (path) ? NULL : g_get_current_dir ();
  return folder != NULL ? g_build_filename (folder, path, NULL) : g_strdup (path);
}

/**
 * daemon_judge:
 * @problem: (transfer full): an error of a call
 * @error: return location
 *
 * Returns: %DAEMON_DONE with @error set when the daemon refused; %DAEMON_LOST when it did not answer, which is said on
 *   standard error
 */
DaemonOutcome
daemon_judge (GError *problem, GError **error)
{
  if (problem->domain != OFFPRINT_ERROR)
    {
      g_error_free (problem);
      tell_silent ();
      return DAEMON_LOST;
    }
  g_dbus_error_strip_remote_error (problem);
  g_propagate_error (error, problem);
  return DAEMON_DONE;
}

static DaemonOutcome
call (Daemon *daemon, const char *method, GVariant *parameters, int timeout, GVariant **result, GError **error)
{
  GError *problem = NULL;
  /* The domain has to be known before its errors come. */
  (void) OFFPRINT_ERROR;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_sync (daemon->connection, DAEMON_BUS_NAME, DAEMON_OBJECT_PATH, DAEMON_INTERFACE, method,
                                     parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout, NULL, &problem);
  if (reply == NULL)
    return daemon_judge (problem, error);
  if (result != NULL)
    *result = g_steal_pointer (&reply);
  return DAEMON_DONE;
}

/**
 * daemon_call:
 * @daemon: a daemon
 * @method: of the daemon's interface
 * @parameters: (transfer floating) (nullable): a tuple
 * @result: (out) (optional): the reply
 * @error: return location
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_call (Daemon *daemon, const char *method, GVariant *parameters, GVariant **result, GError **error)
{
  return call (daemon, method, parameters, DAEMON_TIMEOUT_MS, result, error);
}

/* Waits until what was asked for can be seen, unless there is much else to do: then it will be seen later. */
static void
flush (Daemon *daemon)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      daemon->connection, DAEMON_BUS_NAME, DAEMON_OBJECT_PATH, DAEMON_INTERFACE, "Flush", NULL, NULL,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, DAEMON_TIMEOUT_MS, NULL, NULL);
}

/**
 * daemon_remove_folder:
 * @daemon: a daemon
 * @path: a folder that it follows, as typed
 * @error: return location
 *
 * Returns soon after its articles are out of the index, or after ten seconds.
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_remove_folder (Daemon *daemon, const char *path, GError **error)
{
  g_autofree char *absolute = daemon_make_absolute (path);
  g_autoptr (GError) problem = NULL;
  DaemonOutcome outcome = daemon_call (daemon, "RemoveFolder", g_variant_new ("(^ay)", absolute), NULL, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (outcome == DAEMON_DONE)
    flush (daemon);
  return outcome;
}

/**
 * daemon_set_paused:
 * @daemon: a daemon
 * @paused: whether it is to leave its work for later
 * @error: return location
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_set_paused (Daemon *daemon, gboolean paused, GError **error)
{
  return daemon_call (daemon, paused ? "Pause" : "Resume", NULL, NULL, error);
}

/**
 * daemon_save_search:
 * @daemon: a daemon
 * @name: of the search, valid UTF-8
 * @query: what it finds, likewise
 * @folder: (out) (transfer full): of its links
 * @error: return location
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_save_search (Daemon *daemon, const char *name, const char *query, char **folder, GError **error)
{
  g_autoptr (GVariant) result = NULL;
  GVariant *options = g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
  DaemonOutcome outcome
      = daemon_call (daemon, "SaveSearch", g_variant_new ("(ss@a{sv})", name, query, options), &result, error);
  if (result != NULL && g_variant_is_of_type (result, G_VARIANT_TYPE ("(ay)")))
    g_variant_get (result, "(^ay)", folder);
  else if (result != NULL)
    return DAEMON_LOST;
  return outcome;
}

/**
 * daemon_remove_saved_search:
 * @daemon: a daemon
 * @name: of a saved search, valid UTF-8
 * @error: return location
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_remove_saved_search (Daemon *daemon, const char *name, GError **error)
{
  return daemon_call (daemon, "RemoveSavedSearch", g_variant_new ("(s)", name), NULL, error);
}

/**
 * daemon_compact:
 * @daemon: a daemon
 * @error: return location
 *
 * Has the daemon make its index small. Returns when that is done, which may take minutes.
 *
 * Returns: see daemon_judge()
 */
DaemonOutcome
daemon_compact (Daemon *daemon, GError **error)
{
  return call (daemon, "Compact", NULL, COMPACT_TIMEOUT_MS, NULL, error);
}
