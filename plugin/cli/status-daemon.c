/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the properties as they came: a newer or older daemon may lack some. */
#include "cli/status-daemon.h"

#include "cli/command.h"
#include "core/text.h"

#include <inttypes.h>

static GVariant *
look_up (const Daemon *daemon, const char *name, const char *type)
{
  return g_variant_lookup_value (daemon_get_properties (daemon), name, G_VARIANT_TYPE (type));
}

static char *
get_text (const Daemon *daemon, const char *name)
{
  g_autoptr (GVariant) value = look_up (daemon, name, "s");
  return g_strdup (value != NULL ? g_variant_get_string (value, NULL) : "");
}

static guint64
get_number (const Daemon *daemon, const char *name)
{
  g_autoptr (GVariant) value = look_up (daemon, name, "t");
  return value != NULL ? g_variant_get_uint64 (value) : 0;
}

static double
get_rate (const Daemon *daemon)
{
  g_autoptr (GVariant) value = look_up (daemon, "Rate", "d");
  return value != NULL ? g_variant_get_double (value) : 0;
}

static char **
get_paths (const Daemon *daemon, const char *name)
{
  g_autoptr (GVariant) value = look_up (daemon, name, "aay");
  return value != NULL ? g_variant_dup_bytestring_array (value, NULL) : g_new0 (char *, 1);
}

static char *
get_current_folder (const Daemon *daemon)
{
  g_autoptr (GVariant) value = look_up (daemon, "CurrentFolder", "ay");
  return g_strdup (value != NULL ? g_variant_get_bytestring (value) : "");
}

static void
print_line (const char *name, const char *value)
{
  if (*value != '\0')
    command_print_pair (name, value);
}

static char *
describe_work (const Daemon *daemon)
{
  g_autofree char *folder = get_current_folder (daemon);
  return g_strdup_printf (_(": %" PRIu64 " of %" PRIu64 " files, %.0f a second%s%s"),
                          get_number (daemon, "Done"), get_number (daemon, "Total"), get_rate (daemon),
                          *folder != '\0' ? ", " : "", folder);
}

/**
 * status_daemon_print:
 * @daemon: (nullable): the daemon
 *
 * Writes for a person what it does.
 */
void
status_daemon_print (const Daemon *daemon)
{
  if (daemon == NULL)
    {
      print_line (_("daemon"), _("not running"));
      return;
    }
  g_autofree char *state = get_text (daemon, "State");
  g_autofree char *reason = get_text (daemon, "Reason");
  g_autofree char *watch_state = get_text (daemon, "WatchState");
  g_autofree char *work = g_str_equal (state, "working") ? describe_work (daemon) : NULL;
  g_autofree char *line = g_strconcat (state, work != NULL ? work : "", *reason != '\0' ? ": " : "", reason, NULL);
  g_auto (GStrv) folders = get_paths (daemon, "Folders");
  g_auto (GStrv) away = get_paths (daemon, "Away");
  print_line (_("daemon"), line);
  for (gsize i = 0; folders[i] != NULL; i++)
    print_line (_("follows"), folders[i]);
  for (gsize i = 0; away[i] != NULL; i++)
    print_line (_("waits for"), away[i]);
  print_line (_("watching"), watch_state);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, valid);
}

static void
add_number (JsonBuilder *json, const char *name, guint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, (gint64) value);
}

static void
add_paths (JsonBuilder *json, const char *name, char **paths)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (; *paths != NULL; paths++)
    {
      g_autofree char *valid = g_utf8_make_valid (*paths, -1);
      json_builder_add_string_value (json, valid);
    }
  json_builder_end_array (json);
}

static void
add_texts (const Daemon *daemon, JsonBuilder *json)
{
  static const struct
  {
    const char *name, *property;
  } texts[] = { { "version", "Version" }, { "state", "State" }, { "reason", "Reason" },
                { "watch_state", "WatchState" } };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = get_text (daemon, texts[i].property);
      add_text (json, texts[i].name, value);
    }
}

/**
 * status_daemon_add_json:
 * @daemon: (nullable): the daemon
 * @json: a builder inside an object
 *
 * Adds the member `daemon`: %NULL or an object.
 */
void
status_daemon_add_json (const Daemon *daemon, JsonBuilder *json)
{
  json_builder_set_member_name (json, "daemon");
  if (daemon == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }
  g_autofree char *folder = get_current_folder (daemon);
  g_auto (GStrv) folders = get_paths (daemon, "Folders");
  g_auto (GStrv) away = get_paths (daemon, "Away");
  json_builder_begin_object (json);
  add_texts (daemon, json);
  add_number (json, "done", get_number (daemon, "Done"));
  add_number (json, "total", get_number (daemon, "Total"));
  json_builder_set_member_name (json, "rate");
  json_builder_add_double_value (json, get_rate (daemon));
  add_text (json, "current_folder", folder);
  add_paths (json, "folders", folders);
  add_paths (json, "away", away);
  json_builder_end_object (json);
}
