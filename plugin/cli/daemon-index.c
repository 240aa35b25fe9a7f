/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job of the daemon's, followed to its end in the main loop. Signals tell of it; when they stay away, it is asked
 * whether it is still there. */
#include "cli/daemon-private.h"

#include "core/error.h"
#include "core/i18n.h"
#include "offprint-bus.h"

#include <string.h>

#define ALIVE_SECONDS 10

typedef struct
{
  Daemon *daemon;
  const DaemonWork *work;
  char **absolute; /* of @work->paths, in their order */
  OffprintBusJob *proxy;
  GMainLoop *loop;
  OffprintProgress progress;
  GCancellable *looks; /* of questions whether it is alive */
  gboolean heard;      /* since the last look */
  gboolean finished;
  const char *lost; /* (nullable): why it has to be done without the daemon */
  GError *error;
} Following;

static void
following_clear (Following *following)
{
  g_strfreev (following->absolute);
  g_clear_object (&following->proxy);
  g_clear_object (&following->looks);
  g_clear_pointer (&following->loop, g_main_loop_unref);
  g_clear_error (&following->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Following, following_clear)

static void
lose (Following *following, const char *why)
{
  if (!following->finished)
    following->lost = why;
  g_main_loop_quit (following->loop);
}

static char **
make_absolute (const char *const *paths)
{
  g_autoptr (GPtrArray) absolute = g_ptr_array_new ();
  for (; *paths != NULL; paths++)
    g_ptr_array_add (absolute, daemon_make_absolute (*paths));
  g_ptr_array_add (absolute, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&absolute), FALSE);
}

/* A person knows a path as it was typed. */
static const char *
as_typed (const Following *following, const char *path)
{
  for (gsize i = 0; following->absolute[i] != NULL; i++)
    if (strcmp (following->absolute[i], path) == 0)
      return following->work->paths[i];
  return path;
}

static void
on_complaint (OffprintBusJob *proxy, const char *path, const char *reason, gboolean failed, gpointer data)
{
  Following *following = data;
  following->heard = TRUE;
  following->work->complaint (as_typed (following, path), reason, failed, following->work->data);
}

static void
on_progress (GDBusProxy *proxy, GVariant *changed, const char *const *invalidated, gpointer data)
{
  Following *following = data;
  OffprintProgress *progress = &following->progress;
  following->heard = TRUE;
  progress->found = offprint_bus_job_get_found (following->proxy);
  progress->done = offprint_bus_job_get_done (following->proxy);
  progress->failed = offprint_bus_job_get_failed (following->proxy);
  progress->scanning = offprint_bus_job_get_scanning (following->proxy);
  following->work->progress (progress, following->work->data);
}

/* Returns: (transfer full) (nullable): %NULL when there was none */
static GError *
read_error (GVariant *value)
{
  const char *name, *message;
  g_variant_get (value, "(&s&s)", &name, &message);
  if (*name == '\0')
    return NULL;
  GError *error = g_dbus_error_new_for_dbus_error (name, message);
  g_dbus_error_strip_remote_error (error);
  return error;
}

static void
on_finished (OffprintBusJob *proxy, guint64 found, guint64 done, guint64 added, guint64 changed, guint64 unchanged,
             guint64 renamed, guint64 removed, guint64 failed, GVariant *error, gpointer data)
{
  Following *following = data;
  following->progress = (OffprintProgress){
    .found = found,
    .done = done,
    .added = added,
    .changed = changed,
    .unchanged = unchanged,
    .renamed = renamed,
    .removed = removed,
    .failed = failed,
  };
  following->finished = TRUE;
  following->error = read_error (error);
  following->work->progress (&following->progress, following->work->data);
  g_main_loop_quit (following->loop);
}

static void
on_left (GDBusConnection *connection, const char *name, gpointer data)
{
  lose (data, _("the daemon ended: going on without it"));
}

static void
on_alive (GObject *connection, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (connection), result, &error);
  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lose (data, _("the daemon does not answer: going on without it"));
}

/* A property, not a ping: pings are answered by a thread of GDBus even when nothing else goes on. */
static gboolean
look_whether_alive (gpointer data)
{
  Following *following = data;
  if (!following->heard)
    g_dbus_connection_call (following->daemon->connection, DAEMON_BUS_NAME,
                            g_dbus_proxy_get_object_path (G_DBUS_PROXY (following->proxy)),
                            "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", DAEMON_INTERFACE ".Job", "Done"), NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, DAEMON_TIMEOUT_MS, following->looks, on_alive, following);
  following->heard = FALSE;
  return G_SOURCE_CONTINUE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Following *following = data;
  offprint_bus_job_call_cancel (following->proxy, NULL, NULL, NULL);
}

/* Returns: whether there is a job now; else the outcome is set */
static gboolean
make_job (Following *following, DaemonOutcome *outcome, GError **error)
{
  const DaemonWork *work = following->work;
  GVariantBuilder options;
  g_autoptr (GVariant) reply = NULL;
  GError *problem = NULL;
  const char *path;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "full", g_variant_new_boolean (work->full));
  g_variant_builder_add (&options, "{sv}", "add", g_variant_new_boolean (work->add));
  *outcome = daemon_call (following->daemon, "Index",
                          g_variant_new ("(^aay@a{sv})", following->absolute, g_variant_builder_end (&options)), &reply,
                          error);
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(o)")))
    return FALSE;
  g_variant_get (reply, "(&o)", &path);
  following->proxy = offprint_bus_job_proxy_new_sync (
      following->daemon->connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, DAEMON_BUS_NAME, path, NULL, &problem);
  if (following->proxy != NULL)
    return TRUE;
  *outcome = daemon_judge (problem, error);
  return FALSE;
}

static void
start (Following *following)
{
  g_autoptr (GError) error = NULL;
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (following->proxy), DAEMON_TIMEOUT_MS);
  g_signal_connect (following->proxy, "complaint", G_CALLBACK (on_complaint), following);
  g_signal_connect (following->proxy, "finished", G_CALLBACK (on_finished), following);
  g_signal_connect (following->proxy, "g-properties-changed", G_CALLBACK (on_progress), following);
  if (!offprint_bus_job_call_start_sync (following->proxy, NULL, &error))
    following->lost = _("the daemon does not answer: going on without it");
}

static void
follow (Following *following)
{
  GCancellable *cancellable = following->work->cancellable;
  gulong cancelled = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), following, NULL);
  guint watch = g_bus_watch_name_on_connection (following->daemon->connection, DAEMON_BUS_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_left, following, NULL);
  guint alive = g_timeout_add_seconds (ALIVE_SECONDS, look_whether_alive, following);
  g_main_loop_run (following->loop);
  g_source_remove (alive);
  g_cancellable_cancel (following->looks);
  g_bus_unwatch_name (watch);
  g_cancellable_disconnect (cancellable, cancelled);
}

/* Work that the daemon gave up, and nobody else did, is done without it. */
static DaemonOutcome
judge (Following *following, OffprintProgress *result, GError **error)
{
  gboolean was_stopped = g_cancellable_is_cancelled (following->work->cancellable);
  if (g_error_matches (following->error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED) && !was_stopped)
    following->lost = _("the daemon ended: going on without it");
  if (was_stopped && (following->lost != NULL || following->error != NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return DAEMON_DONE;
    }
  if (following->lost != NULL)
    {
      following->work->progress (NULL, following->work->data);
      g_printerr ("offprint: %s\n", following->lost);
      return DAEMON_LOST;
    }
  *result = following->progress;
  if (following->error != NULL)
    g_propagate_error (error, g_steal_pointer (&following->error));
  return DAEMON_DONE;
}

/**
 * daemon_index:
 * @daemon: a daemon
 * @work: what to do; its progress is called with %NULL when a line of progress is to be cleared
 * @result: (out caller-allocates): what was done
 * @error: return location
 *
 * Has the daemon do the work, and waits for the end of it in the main loop.
 *
 * Returns: %DAEMON_DONE, with or without @error set (%G_IO_ERROR_CANCELLED when it was stopped); %DAEMON_LOST when the
 *   daemon went away or fell silent, which is said on standard error
 */
DaemonOutcome
daemon_index (Daemon *daemon, const DaemonWork *work, OffprintProgress *result, GError **error)
{
  g_auto (Following) following = { .daemon = daemon, .work = work, .loop = g_main_loop_new (NULL, FALSE) };
  DaemonOutcome outcome;
  following.absolute = make_absolute (work->paths);
  following.looks = g_cancellable_new ();
  if (!make_job (&following, &outcome, error))
    return outcome;
  start (&following);
  if (following.lost == NULL && !following.finished)
    follow (&following);
  return judge (&following, result, error);
}
