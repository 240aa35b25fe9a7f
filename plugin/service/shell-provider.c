/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shell asks for metas with ids only, so what each caller typed last is kept for the snippets. */
#include "service/shell-provider.h"

#include "core/error.h"
#include "desktop/opener.h"
#include "offprint-shell.h"
#include "service/bar-answers.h"
#include "service/deeds.h"

/* Callers whose last query is kept: each bus has one shell, and perhaps a few programs that are like it. */
#define CALLERS_MAX 32
#define TOPIC "shell search"

typedef struct
{
  char *sender;
  char *query;
} Caller;

struct _ShellProvider
{
  GDBusConnection *connection;
  OffprintBusShellProvider *skeleton;
  Searcher *searcher; /* (nullable): until it is started */
  GQueue callers;     /* of Caller, the one that asked last first */
};

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
note_query (ShellProvider *provider, const char *sender, const char *query)
{
  GList *known = g_queue_find_custom (&provider->callers, sender, compare_sender);
  if (known != NULL)
    {
      caller_free (known->data);
      g_queue_delete_link (&provider->callers, known);
    }
  Caller *caller = g_new (Caller, 1);
  *caller = (Caller){ g_strdup (sender), g_strdup (query) };
  g_queue_push_head (&provider->callers, caller);
  if (provider->callers.length > CALLERS_MAX)
    caller_free (g_queue_pop_tail (&provider->callers));
}

static const char *
find_query (ShellProvider *provider, const char *sender)
{
  GList *known = g_queue_find_custom (&provider->callers, sender, compare_sender);
  return known != NULL ? ((const Caller *) known->data)->query : "";
}

/* A question that a newer one took the place of finds nothing; the shell does not wait for it any more. */
static void
reply_ids (GVariant *answer, const GError *error, gpointer invocation)
{
  static const char *const none[] = { NULL };
  if (answer != NULL)
    g_dbus_method_invocation_return_value (invocation, answer);
  else if (g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", none));
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static gboolean
find (ShellProvider *provider, GDBusMethodInvocation *invocation, const char *const *terms)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  const SearcherAsker asker = { .sender = sender, .topic = TOPIC };
  g_autofree char *query = g_strjoinv (" ", (char **) (guintptr) terms);
  note_query (provider, sender, query);
  searcher_look_up (provider->searcher, bar_answer_handles, g_variant_new ("(s)", query), &asker, reply_ids,
                    invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_initial (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *terms,
            ShellProvider *provider)
{
  return find (provider, invocation, terms);
}

static gboolean
on_subsearch (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *previous,
              const char *const *terms, ShellProvider *provider)
{
  return find (provider, invocation, terms);
}

static void
reply (GVariant *answer, const GError *error, gpointer invocation)
{
  if (answer != NULL)
    g_dbus_method_invocation_return_value (invocation, answer);
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static gboolean
on_metas (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *ids,
          ShellProvider *provider)
{
  const SearcherAsker asker = { .sender = g_dbus_method_invocation_get_sender (invocation) };
  searcher_look_up (provider->searcher, bar_answer_metas,
                    g_variant_new ("(^ass)", ids, find_query (provider, asker.sender)), &asker, reply, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* X11's window managers know from the time in a start-up id which window was asked for last. */
static char *
make_token (guint timestamp)
{
  return timestamp > 0 ? g_strdup_printf ("offprint_TIME%u", timestamp) : NULL;
}

typedef struct
{
  ShellProvider *provider;
  GDBusMethodInvocation *invocation;
  guint timestamp;
} Activation;

static void
activate (GVariant *answer, const GError *error, gpointer data)
{
  g_autofree Activation *activation = data;
  g_autofree char *token = make_token (activation->timestamp);
  const Deed deed = { activation->provider->connection, token, activation->invocation };
  if (answer == NULL)
    {
      deed_refuse (&deed, error);
      return;
    }
  g_autoptr (GVariant) article = g_variant_get_child_value (answer, 0);
  g_autoptr (OffprintRecord) record = offprint_record_new_from_bus (article);
  deed_open (&deed, record);
}

static gboolean
on_activate (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *id,
             const char *const *terms, guint timestamp, ShellProvider *provider)
{
  const SearcherAsker asker = { .sender = g_dbus_method_invocation_get_sender (invocation) };
  Activation *activation = g_new (Activation, 1);
  *activation = (Activation){ provider, invocation, timestamp };
  searcher_look_up (provider->searcher, bar_answer_article, g_variant_new ("(s)", id), &asker, activate, activation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_launch (OffprintBusShellProvider *skeleton, GDBusMethodInvocation *invocation, const char *const *terms,
           guint timestamp, ShellProvider *provider)
{
  g_autofree char *words = g_strjoinv (" ", (char **) (guintptr) terms);
  g_autofree char *token = make_token (timestamp);
  const Deed deed = { provider->connection, token, invocation };
  deed_search (&deed, words);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * shell_provider_new:
 * @connection: the bus
 * @error: return location
 *
 * Puts the object on the bus; no call may be answered before shell_provider_start().
 *
 * Returns: (transfer full): the provider, or %NULL with an error of GDBus
 */
ShellProvider *
shell_provider_new (GDBusConnection *connection, GError **error)
{
  ShellProvider *provider = g_new0 (ShellProvider, 1);
  provider->connection = g_object_ref (connection);
  provider->skeleton = offprint_bus_shell_provider_skeleton_new ();
  g_signal_connect (provider->skeleton, "handle-get-initial-result-set", G_CALLBACK (on_initial), provider);
  g_signal_connect (provider->skeleton, "handle-get-subsearch-result-set", G_CALLBACK (on_subsearch), provider);
  g_signal_connect (provider->skeleton, "handle-get-result-metas", G_CALLBACK (on_metas), provider);
  g_signal_connect (provider->skeleton, "handle-activate-result", G_CALLBACK (on_activate), provider);
  g_signal_connect (provider->skeleton, "handle-launch-search", G_CALLBACK (on_launch), provider);
  if (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (provider->skeleton), connection,
                                        SHELL_PROVIDER_OBJECT_PATH, error))
    return provider;
  shell_provider_free (provider);
  return NULL;
}

/**
 * shell_provider_start:
 * @provider: a provider
 * @searcher: what answers it; ends before the provider does
 */
void
shell_provider_start (ShellProvider *provider, Searcher *searcher)
{
  provider->searcher = searcher;
}

/**
 * shell_provider_free:
 * @provider: (nullable) (transfer full): a provider that nothing is being looked up for
 */
void
shell_provider_free (ShellProvider *provider)
{
  if (provider == NULL)
    return;
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (provider->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (provider->skeleton));
  g_object_unref (provider->skeleton);
  g_object_unref (provider->connection);
  g_queue_clear_full (&provider->callers, caller_free);
  g_free (provider);
}
