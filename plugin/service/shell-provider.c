/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shell asks for metas with ids only, so what each caller typed last is kept for the snippets. */
#include "service/shell-provider.h"

#include "offprint-shell.h"
#include "service/bar-answers.h"

/* Callers whose last query is kept: each bus has one shell, and perhaps a few programs that are like it. */
#define CALLERS_MAX 32
#define TOPIC "shell search"

/* Kept in a queue, the one that asked last first */
typedef struct
{
  char *sender;
  char *query;
} Caller;

static void
caller_free (gpointer data)
{
  Caller *caller = data;
  g_free (caller->sender);
  g_free (caller->query);
  g_free (caller);
}

static int
compare_sender (gconstpointer caller, gconstpointer sender)
{
  return g_strcmp0 (((const Caller *) caller)->sender, sender);
}

static void
note_query (GQueue *callers, const char *sender, const char *query)
{
  GList *known = g_queue_find_custom (callers, sender, compare_sender);
  if (known != NULL)
    {
      caller_free (known->data);
      g_queue_delete_link (callers, known);
    }
  Caller *caller = g_new (Caller, 1);
  *caller = (Caller){ g_strdup (sender), g_strdup (query) };
  g_queue_push_head (callers, caller);
  if (callers->length > CALLERS_MAX)
    caller_free (g_queue_pop_tail (callers));
}

static const char *
find_query (GQueue *callers, const char *sender)
{
  GList *known = g_queue_find_custom (callers, sender, compare_sender);
  return known != NULL ? ((const Caller *) known->data)->query : "";
}

static gboolean
find (Bar *bar, GDBusMethodInvocation *invocation, const char *const *terms)
{
  g_autofree char *query = g_strjoinv (" ", (char **) (guintptr) terms);
  note_query (bar->data, g_dbus_method_invocation_get_sender (invocation), query);
  return bar_ask (bar, bar_answer_handles, g_variant_new ("(s)", query), TOPIC, invocation);
}

static gboolean
on_initial (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *terms, Bar *bar)
{
  return find (bar, invocation, terms);
}

static gboolean
on_subsearch (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *previous,
              const char *const *terms, Bar *bar)
{
  return find (bar, invocation, terms);
}

static gboolean
on_metas (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *ids, Bar *bar)
{
  const char *query = find_query (bar->data, g_dbus_method_invocation_get_sender (invocation));
  return bar_ask (bar, bar_answer_metas, g_variant_new ("(^ass)", ids, query), NULL, invocation);
}

/* X11's window managers know from the time in a start-up id which window was asked for last. */
static char *
make_token (guint timestamp)
{
  return timestamp > 0 ? g_strdup_printf ("offprint_TIME%u", timestamp) : NULL;
}

static gboolean
on_activate (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *id,
             const char *const *terms, guint timestamp, Bar *bar)
{
  return bar_act (bar, id, deed_open, make_token (timestamp), invocation);
}

static gboolean
on_launch (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *terms,
           guint timestamp, Bar *bar)
{
  g_autofree char *words = g_strjoinv (" ", (char **) (guintptr) terms);
  g_autofree char *token = make_token (timestamp);
  const Deed deed = { bar->connection, token, invocation };
  deed_search (&deed, words);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static const BarHandler handlers[] = {
  { "handle-get-initial-result-set", G_CALLBACK (on_initial) },
  { "handle-get-subsearch-result-set", G_CALLBACK (on_subsearch) },
  { "handle-get-result-metas", G_CALLBACK (on_metas) },
  { "handle-activate-result", G_CALLBACK (on_activate) },
  { "handle-launch-search", G_CALLBACK (on_launch) },
  { NULL, NULL },
};

static void
free_callers (gpointer callers)
{
  g_queue_free_full (callers, caller_free);
}

static const BarKind kind = { "/org/offprint/Offprint/SearchProvider", handlers, free_callers };

/**
 * shell_provider_new:
 * @connection: the bus
 * @error: return location
 *
 * Returns: (transfer full): GNOME Shell's bar, or %NULL with an error of GDBus
 */
Bar *
shell_provider_new (GDBusConnection *connection, GError **error)
{
  return bar_new (&kind, g_queue_new (), offprint_bus_shell_provider_skeleton_new (), connection, error);
}
