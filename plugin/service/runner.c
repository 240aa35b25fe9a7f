/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table says what can be done with a match. */
#include "service/runner.h"

#include "core/error.h"
#include "core/i18n.h"
#include "offprint-runner.h"
#include "service/bar-answers.h"
#include "service/deeds.h"

/* One letter finds too much to be worth a row among what all other runners find. */
#define LETTERS_MIN 2

struct _Runner
{
  GDBusConnection *connection;
  OffprintBusRunner *skeleton;
  Searcher *searcher;   /* (nullable): until it is started */
  char *token, *sender; /* (nullable): of SetActivationToken, and whose */
};

static const struct
{
  const char *id, *text, *icon;
  void (*func) (const Deed *deed, const OffprintRecord *record);
} actions[] = {
  { RUNNER_ACTION_SHOW, N_("Show in file manager"), "document-open-folder", deed_show },
  { RUNNER_ACTION_COPY, N_("Copy link"), "edit-copy", deed_copy },
  { RUNNER_ACTION_SIMILAR, N_("Similar articles"), "edit-find", deed_similar },
  { "", NULL, NULL, deed_open },
};

static GVariant *
make_actions (void)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].text != NULL)
      g_variant_builder_add (&builder, "(sss)", actions[i].id, _(actions[i].text), actions[i].icon);
  return g_variant_builder_end (&builder);
}

static gboolean
on_actions (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Runner *runner)
{
  offprint_bus_runner_complete_actions (skeleton, invocation, make_actions ());
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Not the actions, though KRunner asks for them here as well: it can't read them from here (5.103), and would not ask
 * again. */
static gboolean
on_config (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Runner *runner)
{
  g_auto (GVariantDict) config = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&config, "MinLetterCount", "i", LETTERS_MIN);
  offprint_bus_runner_complete_config (skeleton, invocation, g_variant_dict_end (&config));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* KRunner waits for a match that failed for ever; nothing that was found ends the wait. */
static void
reply_matches (GVariant *answer, const GError *error, gpointer invocation)
{
  if (answer != NULL)
    g_dbus_method_invocation_return_value (invocation, answer);
  else if (g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED))
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(@a(sssida{sv}))", g_variant_new_array (G_VARIANT_TYPE ("(sssida{sv})"), NULL, 0)));
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static gboolean
on_match (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, const char *query, Runner *runner)
{
  const SearcherAsker asker = {
    .sender = g_dbus_method_invocation_get_sender (invocation),
    .topic = "runner match",
  };
  searcher_look_up (runner->searcher, bar_answer_matches, g_variant_new ("(s)", query), &asker, reply_matches,
                    invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

typedef struct
{
  Runner *runner;
  GDBusMethodInvocation *invocation;
  char *token; /* (nullable) */
  gsize action;
} Run;

static void
run (GVariant *answer, const GError *error, gpointer data)
{
  g_autofree Run *order = data;
  g_autofree char *token = order->token;
  const Deed deed = { order->runner->connection, token, order->invocation };
  if (answer == NULL)
    {
      deed_refuse (&deed, error);
      return;
    }
  g_autoptr (GVariant) article = g_variant_get_child_value (answer, 0);
  g_autoptr (OffprintRecord) record = offprint_record_new_from_bus (article);
  actions[order->action].func (&deed, record);
}

/* Returns: (transfer full) (nullable): the token that @sender gave for its next call of Run */
static char *
take_token (Runner *runner, const char *sender)
{
  g_autofree char *owner = g_steal_pointer (&runner->sender);
  g_autofree char *token = g_steal_pointer (&runner->token);
  return g_strcmp0 (owner, sender) == 0 ? g_steal_pointer (&token) : NULL;
}

static gboolean
on_run (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, const char *match, const char *action,
        Runner *runner)
{
  const SearcherAsker asker = { .sender = g_dbus_method_invocation_get_sender (invocation) };
  gsize i = 0;
  while (i < G_N_ELEMENTS (actions) && !g_str_equal (actions[i].id, action))
    i++;
  if (i == G_N_ELEMENTS (actions))
    {
      g_dbus_method_invocation_return_error (invocation, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
                                             _("there is no action '%s'"), action);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  Run *order = g_new (Run, 1);
  *order = (Run){ runner, invocation, take_token (runner, asker.sender), i };
  searcher_look_up (runner->searcher, bar_answer_article, g_variant_new ("(s)", match), &asker, run, order);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_teardown (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Runner *runner)
{
  offprint_bus_runner_complete_teardown (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_token (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, const char *token, Runner *runner)
{
  g_free (take_token (runner, NULL));
  runner->token = g_strdup (token);
  runner->sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  offprint_bus_runner_complete_set_activation_token (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * runner_new:
 * @connection: the bus
 * @error: return location
 *
 * Puts the object on the bus; no call may be answered before runner_start().
 *
 * Returns: (transfer full): the runner, or %NULL with an error of GDBus
 */
Runner *
runner_new (GDBusConnection *connection, GError **error)
{
  Runner *runner = g_new0 (Runner, 1);
  runner->connection = g_object_ref (connection);
  runner->skeleton = offprint_bus_runner_skeleton_new ();
  g_signal_connect (runner->skeleton, "handle-actions", G_CALLBACK (on_actions), runner);
  g_signal_connect (runner->skeleton, "handle-config", G_CALLBACK (on_config), runner);
  g_signal_connect (runner->skeleton, "handle-match", G_CALLBACK (on_match), runner);
  g_signal_connect (runner->skeleton, "handle-run", G_CALLBACK (on_run), runner);
  g_signal_connect (runner->skeleton, "handle-teardown", G_CALLBACK (on_teardown), runner);
  g_signal_connect (runner->skeleton, "handle-set-activation-token", G_CALLBACK (on_token), runner);
  if (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (runner->skeleton), connection, RUNNER_OBJECT_PATH,
                                        error))
    return runner;
  runner_free (runner);
  return NULL;
}

/**
 * runner_start:
 * @runner: a runner
 * @searcher: what answers it; ends before the runner does
 */
void
runner_start (Runner *runner, Searcher *searcher)
{
  runner->searcher = searcher;
}

/**
 * runner_free:
 * @runner: (nullable) (transfer full): a runner that nothing is being looked up for
 */
void
runner_free (Runner *runner)
{
  if (runner == NULL)
    return;
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (runner->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (runner->skeleton));
  g_object_unref (runner->skeleton);
  g_object_unref (runner->connection);
  g_free (take_token (runner, NULL));
  g_free (runner);
}
