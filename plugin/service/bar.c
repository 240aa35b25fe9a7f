/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "service/bar.h"

#include "core/error.h"
#include "service/bar-answers.h"

typedef struct
{
  GDBusConnection *connection;
  GDBusMethodInvocation *invocation;
  BarDeedFunc func;
  char *token; /* (nullable) */
} Act;

/**
 * bar_new:
 * @kind: what it is, in static memory
 * @data: (transfer full): what it keeps for itself
 * @skeleton: (type GDBusInterfaceSkeleton) (transfer full): its object
 * @connection: the bus
 * @error: return location
 *
 * Returns: (transfer full): the bar, on the bus, or %NULL with an error of GDBus
 */
Bar *
bar_new (const BarKind *kind, gpointer data, gpointer skeleton, GDBusConnection *connection, GError **error)
{
  Bar *bar = g_new (Bar, 1);
  *bar = (Bar){ kind, g_object_ref (connection), skeleton, NULL, data };
  for (const BarHandler *handler = kind->handlers; handler->signal != NULL; handler++)
    g_signal_connect (skeleton, handler->signal, handler->callback, bar);
  if (g_dbus_interface_skeleton_export (skeleton, connection, kind->path, error))
    return bar;
  bar_free (bar);
  return NULL;
}

/**
 * bar_free:
 * @bar: (nullable) (transfer full): a bar that nothing is being looked up for
 */
void
bar_free (Bar *bar)
{
  if (bar == NULL)
    return;
  if (g_dbus_interface_skeleton_get_connection (bar->skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (bar->skeleton);
  g_object_unref (bar->skeleton);
  g_object_unref (bar->connection);
  bar->kind->free_data (bar->data);
  g_free (bar);
}

/* The only value that a reply about what was found holds is an array. */
static GVariant *
make_nothing (GDBusMethodInvocation *invocation)
{
  GVariant *array = g_variant_new (g_dbus_method_invocation_get_method_info (invocation)->out_args[0]->signature, NULL);
  return g_variant_new_tuple (&array, 1);
}

/* KRunner waits for a match that failed for ever; nothing that was found ends the wait. */
static void
reply (GVariant *answer, const GError *error, gpointer invocation)
{
  if (answer != NULL)
    g_dbus_method_invocation_return_value (invocation, answer);
  else if (g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED))
    g_dbus_method_invocation_return_value (invocation, make_nothing (invocation));
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

/**
 * bar_ask:
 * @bar: a bar
 * @func: what answers; the answer is the reply to the call
 * @parameters: (transfer floating): of @func
 * @topic: (nullable): what a newer question of the same caller is about that takes the place of this one, which then
 *   finds nothing
 * @invocation: (transfer full): the call
 *
 * Returns: %G_DBUS_METHOD_INVOCATION_HANDLED
 */
gboolean
bar_ask (Bar *bar, AnswerFunc func, GVariant *parameters, const char *topic, GDBusMethodInvocation *invocation)
{
  const SearcherAsker asker = { .sender = g_dbus_method_invocation_get_sender (invocation), .topic = topic };
  searcher_look_up (bar->searcher, func, parameters, &asker, reply, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
act (GVariant *answer, const GError *error, gpointer data)
{
  g_autofree Act *order = data;
  g_autofree char *token = order->token;
  const Deed deed = { order->connection, token, order->invocation };
  if (answer == NULL)
    {
      deed_refuse (&deed, error);
      return;
    }
  g_autoptr (GVariant) article = g_variant_get_child_value (answer, 0);
  g_autoptr (OffprintRecord) record = offprint_record_new_from_bus (article);
  order->func (&deed, record);
}

/**
 * bar_act:
 * @bar: a bar
 * @handle: of an article
 * @func: what is to be done with it
 * @token: (nullable) (transfer full): of the activation
 * @invocation: (transfer full): the call, which @func ends
 *
 * Returns: %G_DBUS_METHOD_INVOCATION_HANDLED
 */
gboolean
bar_act (Bar *bar, const char *handle, BarDeedFunc func, char *token, GDBusMethodInvocation *invocation)
{
  const SearcherAsker asker = { .sender = g_dbus_method_invocation_get_sender (invocation) };
  Act *order = g_new (Act, 1);
  *order = (Act){ bar->connection, invocation, func, token };
  searcher_look_up (bar->searcher, bar_answer_article, g_variant_new ("(s)", handle), &asker, act, order);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}
