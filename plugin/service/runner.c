/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table says what can be done with a match. */
#include "service/runner.h"

#include "core/error.h"
#include "core/i18n.h"
#include "offprint-runner.h"
#include "service/bar-answers.h"

/* One letter finds too much to be worth a row among what all other runners find. */
#define LETTERS_MIN 2

typedef struct
{
  char *token, *sender; /* (nullable): of SetActivationToken, and whose */
} Runner;

static const struct
{
  const char *id, *text, *icon;
  BarDeedFunc func;
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
on_actions (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Bar *bar)
{
  offprint_bus_runner_complete_actions (skeleton, invocation, make_actions ());
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Not the actions, though KRunner asks for them here as well: it can't read them from here (5.103), and would not ask
 * again. */
static gboolean
on_config (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Bar *bar)
{
  g_auto (GVariantDict) config = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&config, "MinLetterCount", "i", LETTERS_MIN);
  offprint_bus_runner_complete_config (skeleton, invocation, g_variant_dict_end (&config));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_match (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, const char *query, Bar *bar)
{
  return bar_ask (bar, bar_answer_matches, g_variant_new ("(s)", query), "runner match", invocation);
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
        Bar *bar)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].id, action))
      return bar_act (bar, match, actions[i].func,
                      take_token (bar->data, g_dbus_method_invocation_get_sender (invocation)), invocation);
  g_dbus_method_invocation_return_error (invocation, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
                                         _("there is no action '%s'"), action);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_teardown (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, Bar *bar)
{
  offprint_bus_runner_complete_teardown (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_token (OffprintBusRunner *skeleton, GDBusMethodInvocation *invocation, const char *token, Bar *bar)
{
  Runner *runner = bar->data;
  g_free (take_token (runner, NULL));
  runner->token = g_strdup (token);
  runner->sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  offprint_bus_runner_complete_set_activation_token (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static const BarHandler handlers[] = {
  { "handle-actions", G_CALLBACK (on_actions) },
  { "handle-config", G_CALLBACK (on_config) },
  { "handle-match", G_CALLBACK (on_match) },
  { "handle-run", G_CALLBACK (on_run) },
  { "handle-teardown", G_CALLBACK (on_teardown) },
  { "handle-set-activation-token", G_CALLBACK (on_token) },
  { NULL, NULL },
};

static void
free_runner (gpointer runner)
{
  g_free (take_token (runner, NULL));
  g_free (runner);
}

static const BarKind kind = { "/org/offprint/Offprint/KRunner", handlers, free_runner };

/**
 * runner_new:
 * @connection: the bus
 * @error: return location
 *
 * Returns: (transfer full): KRunner's bar, or %NULL with an error of GDBus
 */
Bar *
runner_new (GDBusConnection *connection, GError **error)
{
  return bar_new (&kind, g_new0 (Runner, 1), offprint_bus_runner_skeleton_new (), connection, error);
}
