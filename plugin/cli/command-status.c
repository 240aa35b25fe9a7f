/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint status`: what the index holds, where from, what could not be read, and what the daemon does. */
#include "cli/command.h"
#include "cli/status-daemon.h"

#include "core/text.h"
#include "index/place.h"
#include "index/worker.h"
#include "offprint-config.h"
#include "store/reader.h"

#include <json-glib/json-glib.h>

/* Parts that a build may lack, and what is then not read */
static const struct
{
  const char *name;
  gboolean built_in;
  const char *without;
} optional_parts[] = {
  { "libyaml", HAVE_YAML, N_("front matter of Markdown files") },
  { "cmark", HAVE_CMARK, N_("Markdown (read as plain text)") },
  { "uchardet", HAVE_UCHARDET, N_("undeclared encodings (guessed more roughly)") },
  { "libseccomp", HAVE_SECCOMP,
    N_("a list of the system calls that reader processes may make (Landlock guards files)") },
};

typedef struct
{
  const char *const *databases;
  guint32 articles;
  guint64 bytes;
  GPtrArray *places;   /* of OffprintPlace */
  GPtrArray *failures; /* of char *: path, reason, path, ... */
  GStrv left_out;      /* servers that do not answer */
  Daemon *daemon;      /* (nullable): that keeps the first index */
} State;

static void
state_clear (State *state)
{
  g_clear_pointer (&state->places, g_ptr_array_unref);
  g_clear_pointer (&state->failures, g_ptr_array_unref);
  g_clear_pointer (&state->left_out, g_strfreev);
  g_clear_pointer (&state->daemon, daemon_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static gboolean
add_failure (const OffprintFailure *failure, gpointer data)
{
  GPtrArray *failures = data;
  g_autofree char *valid = g_utf8_make_valid (failure->path, -1);
  g_ptr_array_add (failures, g_steal_pointer (&valid));
  g_ptr_array_add (failures, g_strdup (failure->reason));
  return TRUE;
}

/* The places of one index after those of another. */
static void
add_places_of (GVariant *state, gpointer data)
{
  GPtrArray *places = data;
  g_autoptr (GPtrArray) found = offprint_places_new (state);
  g_ptr_array_extend_and_steal (places, g_steal_pointer (&found));
}

static gboolean
load (State *state, GError **error)
{
  g_autoptr (OffprintReader) reader = offprint_reader_open (state->databases, error);
  g_autoptr (OffprintReaderStatus) status = reader != NULL ? offprint_reader_describe (reader, error) : NULL;
  if (status == NULL)
    return FALSE;
  state->failures = g_ptr_array_new_with_free_func (g_free);
  state->places = offprint_places_new (NULL);
  state->articles = status->articles;
  state->bytes = status->bytes;
  state->left_out = g_steal_pointer (&status->left_out);
  return offprint_reader_foreach_state (reader, OFFPRINT_PLACES_STATE, OFFPRINT_PLACES_TYPE, add_places_of,
                                        state->places, error)
         && offprint_reader_foreach_failure (reader, add_failure, state->failures, error);
}

/* Returns: (transfer full): how the processes that read files are kept in bounds here, or why there are none */
static char *
describe_readers (void)
{
  g_autoptr (GError) error = NULL;
  char *words = offprint_worker_describe_protection (&error);
  return words != NULL ? words : g_strdup (error->message);
}

static void
print_state (const State *state)
{
  g_autofree char *size = g_format_size (state->bytes);
  g_autofree char *articles = g_strdup_printf ("%u", state->articles);
  g_autofree char *readers = describe_readers ();
  for (gsize i = 0; state->databases[i] != NULL; i++)
    command_print_pair (_("index"), state->databases[i]);
  for (gsize i = 0; state->left_out[i] != NULL; i++)
    command_print_pair (_("silent"), state->left_out[i]);
  command_print_pair (_("articles"), articles);
  command_print_pair (_("size"), size);
  for (guint i = 0; i < state->places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (state->places, i);
      if (place->is_root)
        command_print_pair (offprint_place_is_away (place) ? _("away") : _("folder"), place->path);
    }
  for (guint i = 0; i < state->failures->len; i += 2)
    {
      g_autofree char *reason = command_translate_reason (g_ptr_array_index (state->failures, i + 1));
      g_autofree char *line = g_strdup_printf ("%s: %s", (char *) g_ptr_array_index (state->failures, i), reason);
      command_print_pair (_("failed"), line);
    }
  command_print_pair (_("readers"), readers);
  for (gsize i = 0; i < G_N_ELEMENTS (optional_parts); i++)
    if (!optional_parts[i].built_in)
      {
        g_autofree char *line = g_strconcat (optional_parts[i].name, ": ", _(optional_parts[i].without), NULL);
        command_print_pair (_("lacking"), line);
      }
  status_daemon_print (state->daemon);
}

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, valid);
}

static void
add_strings (JsonBuilder *json, const char *name, const char *const *values)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (; *values != NULL; values++)
    {
      g_autofree char *valid = g_utf8_make_valid (*values, -1);
      json_builder_add_string_value (json, valid);
    }
  json_builder_end_array (json);
}

static void
add_places (JsonBuilder *json, const State *state)
{
  json_builder_set_member_name (json, "folders");
  json_builder_begin_array (json);
  for (guint i = 0; i < state->places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (state->places, i);
      if (!place->is_root)
        continue;
      json_builder_begin_object (json);
      add_string (json, "path", place->path);
      json_builder_set_member_name (json, "away");
      json_builder_add_boolean_value (json, offprint_place_is_away (place));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_failures (JsonBuilder *json, const State *state)
{
  json_builder_set_member_name (json, "failed");
  json_builder_begin_array (json);
  for (guint i = 0; i < state->failures->len; i += 2)
    {
      json_builder_begin_object (json);
      add_string (json, "path", g_ptr_array_index (state->failures, i));
      add_string (json, "reason", g_ptr_array_index (state->failures, i + 1));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_lacking (JsonBuilder *json)
{
  json_builder_set_member_name (json, "lacking");
  json_builder_begin_array (json);
  for (gsize i = 0; i < G_N_ELEMENTS (optional_parts); i++)
    if (!optional_parts[i].built_in)
      json_builder_add_string_value (json, optional_parts[i].name);
  json_builder_end_array (json);
}

static void
print_state_json (const State *state)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autofree char *readers = describe_readers ();
  json_builder_begin_object (json);
  add_string (json, "index", state->databases[0]);
  add_strings (json, "indexes", state->databases);
  add_strings (json, "left_out", (const char *const *) state->left_out);
  json_builder_set_member_name (json, "articles");
  json_builder_add_int_value (json, state->articles);
  json_builder_set_member_name (json, "bytes");
  json_builder_add_int_value (json, (gint64) state->bytes);
  add_places (json, state);
  add_failures (json, state);
  add_string (json, "readers", readers);
  add_lacking (json);
  status_daemon_add_json (state->daemon, json);
  json_builder_end_object (json);
  command_print_json (json);
}

/**
 * command_status:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_status (GStrv arguments, const OffprintConfig *config)
{
  g_auto (State) state = { 0 };
  g_auto (GStrv) databases = NULL;
  const char *default_databases[] = { config->database, NULL };
  gboolean as_json = FALSE;
  ExitStatus status;
  g_autoptr (GError) error = NULL;
  if (!command_parse_databases_options (
          arguments, _("Shows what the index holds, what could not be read, and what the daemon does."), &databases,
          &as_json, &status))
    return status;
  state.databases = databases != NULL ? (const char *const *) databases : default_databases;
  if (!load (&state, &error))
    return command_fail (error);
  state.daemon = daemon_find (DAEMON_IF_RUNNING, state.databases[0]);
  if (as_json)
    print_state_json (&state);
  else
    print_state (&state);
  return EXIT_STATUS_DONE;
}
