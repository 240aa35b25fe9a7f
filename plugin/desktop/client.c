/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every question is a task that calls one method and unpacks its reply. A daemon that dies over a question is asked
 * once more: the bus starts it again. */
#include "desktop/client.h"

#include "core/error.h"
#include "offprint-bus.h"

typedef struct
{
  const char *method;
  GVariant *parameters;
  gboolean again;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_variant_unref (question->parameters);
  g_free (question);
}

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  OffprintBusService *client = offprint_bus_service_proxy_new_finish (result, &error);
  if (client != NULL)
    g_task_return_pointer (task, client, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
make_proxy (GTask *task, GDBusConnection *connection)
{
  offprint_bus_service_proxy_new (connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION,
                                  OFFPRINT_CLIENT_BUS_NAME, OFFPRINT_CLIENT_OBJECT_PATH, g_task_get_cancellable (task),
                                  on_proxy, task);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  if (connection != NULL)
    make_proxy (g_steal_pointer (&task), connection);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * offprint_client_new:
 * @connection: (nullable): the bus; %NULL: that of the session
 * @cancellable: (nullable): to give up
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Makes a client. The daemon need not run, nor is it started before it is asked something; the properties are there
 * when it runs (`notify::g-name-owner`).
 */
void
offprint_client_new (GDBusConnection *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, offprint_client_new);
  (void) OFFPRINT_ERROR;
  if (connection != NULL)
    make_proxy (task, connection);
  else
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, task);
}

/**
 * offprint_client_new_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): the client, or %NULL with an error of GIO: there is no bus
 */
OffprintBusService *
offprint_client_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void on_reply (GObject *source, GAsyncResult *result, gpointer data);

static void
call (GTask *task)
{
  const Question *question = g_task_get_task_data (task);
  g_dbus_proxy_call (g_task_get_source_object (task), question->method, question->parameters, G_DBUS_CALL_FLAGS_NONE,
                     -1, g_task_get_cancellable (task), on_reply, task);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Question *question = g_task_get_task_data (task);
  GVariant *reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) && !question->again)
    {
      question->again = TRUE;
      call (g_steal_pointer (&task));
    }
  else
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
ask (OffprintBusService *client, const char *method, GVariant *parameters, GCancellable *cancellable,
     GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);
  question->method = method;
  question->parameters = g_variant_ref_sink (parameters);
  g_task_set_task_data (task, question, question_free);
  call (task);
}

static GVariant *
get_options (GVariant *options)
{
  return options != NULL ? options : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}

/**
 * offprint_client_search:
 * @client: a client
 * @query: what was typed, finished
 * @options: (nullable) (transfer floating): of type `a{sv}`, see the interface
 * @cancellable: (nullable): to give up waiting; a newer question of this connection ends an older one anyhow
 * @callback: called in the main context of this thread; then offprint_client_hits_finish()
 * @data: for @callback
 */
void
offprint_client_search (OffprintBusService *client, const char *query, GVariant *options, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer data)
{
  ask (client, "Search", g_variant_new ("(s@a{sv})", query, get_options (options)), cancellable, callback, data);
}

/**
 * offprint_client_complete:
 * @client: a client
 * @query: what was typed so far
 * @options: (nullable) (transfer floating): of type `a{sv}`, see the interface
 * @cancellable: (nullable): to give up waiting; a newer question of this connection ends an older one anyhow
 * @callback: called in the main context of this thread; then offprint_client_hits_finish()
 * @data: for @callback
 */
void
offprint_client_complete (OffprintBusService *client, const char *query, GVariant *options, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data)
{
  ask (client, "Complete", g_variant_new ("(s@a{sv})", query, get_options (options)), cancellable, callback, data);
}

/**
 * offprint_client_similar:
 * @client: a client
 * @path: file of an article
 * @member: (nullable): its name inside that file
 * @limit: hits wanted
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread; then offprint_client_hits_finish()
 * @data: for @callback
 */
void
offprint_client_similar (OffprintBusService *client, const char *path, const char *member, guint limit,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "limit", "u", limit);
  GVariant *parameters
      = g_variant_new ("(^ays@a{sv})", path, member != NULL ? member : "", g_variant_dict_end (&options));
  ask (client, "Similar", parameters, cancellable, callback, data);
}

/**
 * offprint_client_hits_finish:
 * @client: the client that was asked
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): the hits; %NULL with an #OffprintError of the daemon (%OFFPRINT_ERROR_CANCELLED: a newer
 *   question took its place), or an error of GIO: it can't be started, does not answer, was not waited for
 */
OffprintHits *
offprint_client_hits_finish (OffprintBusService *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);
  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) hits = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) info = g_variant_n_children (reply) > 1 ? g_variant_get_child_value (reply, 1) : NULL;
  return offprint_hits_new_from_variant (hits, info);
}

/**
 * offprint_client_get_articles:
 * @client: a client
 * @paths: (array zero-terminated=1): files, at most 10,000
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 */
void
offprint_client_get_articles (OffprintBusService *client, const char *const *paths, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  ask (client, "GetArticles", g_variant_new ("(^aay)", paths), cancellable, callback, data);
}

/**
 * offprint_client_get_articles_finish:
 * @client: the client that was asked
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (element-type GPtrArray): for each path, in their order, an array of #OffprintRecord, empty
 *   when it is not in the index; %NULL with an error as of offprint_client_hits_finish()
 */
GPtrArray *
offprint_client_get_articles_finish (OffprintBusService *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);
  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) list = g_variant_get_child_value (reply, 0);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) articles = g_variant_get_child_value (list, i);
      GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
      for (gsize j = 0; j < g_variant_n_children (articles); j++)
        {
          g_autoptr (GVariant) article = g_variant_get_child_value (articles, j);
          g_ptr_array_add (records, offprint_record_new_from_bus (article));
        }
      g_ptr_array_add (files, records);
    }
  return files;
}

/**
 * offprint_client_get_columns:
 * @client: a client
 * @paths: (array zero-terminated=1): files, at most 10,000
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 */
void
offprint_client_get_columns (OffprintBusService *client, const char *const *paths, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data)
{
  ask (client, "GetColumns", g_variant_new ("(^aay)", paths), cancellable, callback, data);
}

/**
 * offprint_client_get_columns_finish:
 * @client: the client that was asked
 * @result: as given to the callback
 * @error: return location
 *
 * As it came: who asks about many files can't take all of the answer at once.
 *
 * Returns: (transfer full): of type `a(ubssssst)`: for each path, in their order, what a list of files shows of it, see
 *   the interface; %NULL with an error as of offprint_client_hits_finish()
 */
GVariant *
offprint_client_get_columns_finish (OffprintBusService *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);
  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}
