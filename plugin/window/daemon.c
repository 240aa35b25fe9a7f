/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bus starts the daemon. One that goes is started again, but not for ever: one that falls over whenever it is
 * started would keep the machine busy. */
#include "window/daemon.h"

#include "core/i18n.h"
#include "offprint-bus.h"

#include <inttypes.h>

/* More starts than these in so many seconds: something is wrong with it. */
#define STARTS_MAX 5
#define STARTS_SECONDS 60

struct _OffprintDaemon
{
  GObject parent_instance;
  GDBusConnection *connection; /* (nullable) until the bus is there */
  OffprintBusService *client;  /* (nullable) likewise */
  GCancellable *cancellable;
  OffprintDaemonState state;
  char *trouble; /* (nullable) */
  guint revision;
  guint n_starts;
  gint64 first_start;
};

enum
{
  PROP_STATE = 1,
  PROP_TROUBLE,
  PROP_REVISION,
  PROP_FOLDERS,
  PROP_AWAY,
  PROP_ARTICLES,
  PROP_WORKING,
  PROP_PAUSED,
  PROP_FRACTION,
  PROP_PROGRESS,
  PROP_NOTICE,
  PROP_ERRORS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (OffprintDaemon, offprint_daemon, G_TYPE_OBJECT)

static gboolean
is_running (OffprintDaemon *self)
{
  return self->state == OFFPRINT_DAEMON_RUNNING;
}

static const char *
get_work_state (OffprintDaemon *self)
{
  const char *state = is_running (self) ? offprint_bus_service_get_state (self->client) : NULL;
  return state != NULL ? state : "";
}

/* Returns: (transfer full): what is going on, for a person; empty when nothing is */
static char *
describe_progress (OffprintDaemon *self)
{
  if (self->state == OFFPRINT_DAEMON_STARTING)
    return g_strdup (_("Connecting…"));
  if (g_str_equal (get_work_state (self), "paused"))
    return g_strdup (_("Paused"));
  if (!offprint_daemon_get_working (self))
    return g_strdup ("");
  guint64 done = offprint_bus_service_get_done (self->client), total = offprint_bus_service_get_total (self->client);
  if (total == 0)
    return g_strdup (_("Looking for articles…"));
  /* Translators: of the files that are being read, how many are done and how many there are */
  return g_strdup_printf (_("Reading articles: %'" PRIu64 " of %'" PRIu64), MIN (done, total), total);
}

static double
get_fraction (OffprintDaemon *self)
{
  guint64 total = is_running (self) ? offprint_bus_service_get_total (self->client) : 0;
  guint64 done = total > 0 ? MIN (offprint_bus_service_get_done (self->client), total) : 0;
  return total > 0 ? (double) done / (double) total : 0;
}

static char *
describe_away (const char *const *away)
{
  g_autofree char *name = g_filename_display_basename (away[0]);
  guint n_away = g_strv_length ((char **) (guintptr) away);
  return g_strdup_printf (ngettext ("%u folder is not there at the moment, such as “%s”. Its articles are kept.",
                                    "%u folders are not there at the moment, such as “%s”. Their articles are kept.",
                                    n_away), n_away, name);
}

/* Returns: (transfer full): the one thing that a person should know now; empty: nothing */
static char *
describe_notice (OffprintDaemon *self)
{
  const char *reason = is_running (self) ? offprint_bus_service_get_reason (self->client) : NULL;
  const char *watch = is_running (self) ? offprint_bus_service_get_watch_state (self->client) : NULL;
  const char *const *away = is_running (self) ? offprint_bus_service_get_away (self->client) : NULL;
  if (reason != NULL && *reason != '\0')
    return g_strdup (reason);
  if (away != NULL && *away != NULL)
    return describe_away (away);
  return g_strdup (watch != NULL ? watch : "");
}

static void
offprint_daemon_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OffprintDaemon *self = OFFPRINT_DAEMON (object);
  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_REVISION:
      g_value_set_uint (value, self->revision);
      break;
    case PROP_FOLDERS:
      g_value_set_boxed (value, offprint_daemon_get_folders (self));
      break;
    case PROP_AWAY:
      g_value_set_boxed (value, is_running (self) ? offprint_bus_service_get_away (self->client) : NULL);
      break;
    case PROP_ARTICLES:
      g_value_set_uint (value, offprint_daemon_get_articles (self));
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, offprint_daemon_get_working (self));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, g_str_equal (get_work_state (self), "paused"));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, get_fraction (self));
      break;
    case PROP_PROGRESS:
      g_value_take_string (value, describe_progress (self));
      break;
    case PROP_NOTICE:
      g_value_take_string (value, describe_notice (self));
      break;
    case PROP_ERRORS:
      g_value_set_uint (value, is_running (self) ? offprint_bus_service_get_errors (self->client) : 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* All that the daemon says of itself may have changed; there are few bindings, and none is costly. */
static void
notify_all (OffprintDaemon *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint id = PROP_STATE; id < N_PROPS; id++)
    if (id != PROP_REVISION)
      g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_state (OffprintDaemon *self, OffprintDaemonState state, const char *trouble)
{
  self->state = state;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  notify_all (self);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_dbus_error_strip_remote_error (error);
  set_state (data, OFFPRINT_DAEMON_LOST, error->message);
}

static void
call_start (OffprintDaemon *self)
{
  g_dbus_connection_call (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "StartServiceByName", g_variant_new ("(su)", OFFPRINT_CLIENT_BUS_NAME, 0u),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_started, self);
}

/* Returns: whether it may be started once more */
static gboolean
count_start (OffprintDaemon *self, gint64 now)
{
  if (now - self->first_start > STARTS_SECONDS * G_USEC_PER_SEC)
    self->n_starts = 0;
  if (self->n_starts++ == 0)
    self->first_start = now;
  return self->n_starts <= STARTS_MAX;
}

static void
restart (OffprintDaemon *self)
{
  if (!count_start (self, g_get_monotonic_time ()))
    {
      set_state (self, OFFPRINT_DAEMON_LOST, _("The search service keeps ending."));
      return;
    }
  set_state (self, OFFPRINT_DAEMON_STARTING, NULL);
  call_start (self);
}

/* The proxy tells this when it has the properties of a new owner. */
static void
on_owner (OffprintDaemon *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->client));
  if (owner == NULL)
    restart (self);
  else
    set_state (self, OFFPRINT_DAEMON_RUNNING, NULL);
}

static void
on_changed (OffprintDaemon *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OffprintBusService *client = offprint_client_new_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  OffprintDaemon *self = data;
  if (client == NULL)
    {
      set_state (self, OFFPRINT_DAEMON_LOST, error->message);
      return;
    }
  self->client = client;
  g_set_object (&self->connection, g_dbus_proxy_get_connection (G_DBUS_PROXY (client)));
  g_signal_connect_object (client, "notify::g-name-owner", G_CALLBACK (on_owner), self, G_CONNECT_SWAPPED);
  /* After the proxy's own handler: before, it may still give away values that are gone. */
  g_signal_connect_object (client, "g-properties-changed", G_CALLBACK (notify_all), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_owner (self);
}

static void
offprint_daemon_dispose (GObject *object)
{
  OffprintDaemon *self = OFFPRINT_DAEMON (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (offprint_daemon_parent_class)->dispose (object);
}

static void
offprint_daemon_finalize (GObject *object)
{
  g_free (OFFPRINT_DAEMON (object)->trouble);
  G_OBJECT_CLASS (offprint_daemon_parent_class)->finalize (object);
}

/* lint: table */
static void
offprint_daemon_class_init (OffprintDaemonClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  object_class->dispose = offprint_daemon_dispose;
  object_class->finalize = offprint_daemon_finalize;
  object_class->get_property = offprint_daemon_get_property;
  /* an OffprintDaemonState */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, OFFPRINT_DAEMON_LOST, 0, flags);
  /* why it is lost, for a person */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  /* changes whenever searches may find other things than before */
  properties[PROP_REVISION] = g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FOLDERS] = g_param_spec_boxed ("folders", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_AWAY] = g_param_spec_boxed ("away", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ARTICLES] = g_param_spec_uint ("articles", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  /* a line for a person, empty when nothing is done */
  properties[PROP_PROGRESS] = g_param_spec_string ("progress", NULL, NULL, NULL, flags);
  /* a line for a person, empty when there is nothing to tell */
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  /* files that could not be read */
  properties[PROP_ERRORS] = g_param_spec_uint ("errors", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
offprint_daemon_init (OffprintDaemon *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * offprint_daemon_new:
 * @connection: (nullable): the bus; %NULL: that of the session
 *
 * Returns: (transfer full): the daemon, which is being started
 */
OffprintDaemon *
offprint_daemon_new (GDBusConnection *connection)
{
  OffprintDaemon *self = g_object_new (OFFPRINT_TYPE_DAEMON, NULL);
  offprint_client_new (connection, self->cancellable, on_client, self);
  return self;
}

/**
 * offprint_daemon_start:
 * @self: the daemon
 *
 * Tries again, after it was lost.
 */
void
offprint_daemon_start (OffprintDaemon *self)
{
  self->n_starts = 0;
  if (self->client == NULL)
    {
      set_state (self, OFFPRINT_DAEMON_STARTING, NULL);
      offprint_client_new (NULL, self->cancellable, on_client, self);
    }
  else if (!is_running (self))
    on_owner (self);
}

/**
 * offprint_daemon_get_state:
 * @self: the daemon
 *
 * Returns: whether it is there
 */
OffprintDaemonState
offprint_daemon_get_state (OffprintDaemon *self)
{
  return self->state;
}

/**
 * offprint_daemon_get_client:
 * @self: the daemon
 *
 * Returns: (transfer none) (nullable): what to ask it by; %NULL before there is a bus
 */
OffprintBusService *
offprint_daemon_get_client (OffprintDaemon *self)
{
  return self->client;
}

/**
 * offprint_daemon_get_folders:
 * @self: the daemon
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the folders that it follows, as far as that is known
 */
const char *const *
offprint_daemon_get_folders (OffprintDaemon *self)
{
  return is_running (self) ? offprint_bus_service_get_folders (self->client) : NULL;
}

/**
 * offprint_daemon_get_articles:
 * @self: the daemon
 *
 * Returns: how many articles there are
 */
guint
offprint_daemon_get_articles (OffprintDaemon *self)
{
  return is_running (self) ? offprint_bus_service_get_articles (self->client) : 0;
}

/**
 * offprint_daemon_get_working:
 * @self: the daemon
 *
 * Returns: whether it reads files now
 */
gboolean
offprint_daemon_get_working (OffprintDaemon *self)
{
  return g_str_equal (get_work_state (self), "working");
}
