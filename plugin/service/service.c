/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One short function a method. What the generated code checks (types, names) is not checked again here. */
#include "service/service.h"

#include "core/error.h"
#include "core/i18n.h"
#include "index/folders.h"
#include "index/saved-list.h"
#include "offprint-bus.h"
#include "offprint-config.h"
#include "service/answers.h"
#include "service/engine.h"
#include "service/flush.h"
#include "service/job.h"
#include "service/options.h"
#include "service/pressure.h"
#include "service/publisher.h"
#include "service/runner.h"
#include "service/saved-methods.h"
#include "service/searcher.h"
#include "service/shell-provider.h"

#define JOBS_MAX 1000
#define CHANGED_MAX 1000

struct _Service
{
  GDBusConnection *connection;
  OffprintBusService *skeleton;
  const OffprintConfig *config;
  char *folders_file;
  Publisher *publisher;
  Engine *engine;     /* (nullable): until it is started, and at the end */
  Searcher *searcher; /* likewise */
  SavedSearches *saved; /* likewise */
  Bar *shell, *runner; /* of GNOME Shell and KRunner */
  Pressure *pressure;
  GPtrArray *jobs; /* of Job */
  guint last_job;
  gboolean saves_power, saves_memory;
  GError *trouble; /* (nullable): why nothing can be written now */
};

/* Returns: %G_DBUS_METHOD_INVOCATION_HANDLED, after @error went to the caller */
static gboolean
refuse (GDBusMethodInvocation *invocation, GError *error)
{
  g_dbus_method_invocation_take_error (invocation, error);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
ask (Service *service, GDBusMethodInvocation *invocation, AnswerFunc func, gboolean newest_only)
{
  searcher_ask (service->searcher, func, newest_only, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_search (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *query, GVariant *options,
           Service *service)
{
  return ask (service, invocation, answer_search, TRUE);
}

static gboolean
on_complete (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *query, GVariant *options,
             Service *service)
{
  return ask (service, invocation, answer_complete, TRUE);
}

static gboolean
on_similar (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *path, const char *member,
            GVariant *options, Service *service)
{
  return ask (service, invocation, answer_similar, TRUE);
}

static gboolean
on_facets (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *query, GVariant *options,
           Service *service)
{
  return ask (service, invocation, answer_facets, TRUE);
}

static gboolean
on_get_articles (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *const *paths,
                 Service *service)
{
  return ask (service, invocation, answer_articles, FALSE);
}

static gboolean
on_get_columns (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *const *paths,
                Service *service)
{
  return ask (service, invocation, answer_columns, FALSE);
}

static gboolean
on_get_text (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *path, const char *member,
             GVariant *options, Service *service)
{
  return ask (service, invocation, answer_text, TRUE);
}

/* What the file says now is followed from now on. */
static gboolean
follow_folders (Service *service, GError **error)
{
  g_autoptr (OffprintFolders) folders = offprint_folders_load (service->folders_file, error);
  if (folders == NULL)
    return FALSE;
  g_auto (GStrv) paths = offprint_folders_list (folders);
  offprint_bus_service_set_folders (service->skeleton, (const char *const *) paths);
  engine_set_roots (service->engine, (const char *const *) paths);
  return TRUE;
}

static gboolean
add_folders (Service *service, const char *const *paths, GError **error)
{
  g_autoptr (OffprintFolders) folders = offprint_folders_load (service->folders_file, error);
  if (folders == NULL)
    return FALSE;
  for (; *paths != NULL; paths++)
    if (!offprint_folders_add (folders, *paths, error))
      return FALSE;
  return offprint_folders_save (folders, error);
}

/* Returns: (transfer full) (nullable): the folder as it was listed */
static char *
remove_folder (Service *service, const char *path, GError **error)
{
  g_autoptr (OffprintFolders) folders = offprint_folders_load (service->folders_file, error);
  g_autofree char *removed = folders != NULL ? offprint_folders_remove (folders, path, error) : NULL;
  return removed != NULL && offprint_folders_save (folders, error) ? g_steal_pointer (&removed) : NULL;
}

static gboolean
check_trouble (const Service *service, GError **error)
{
  if (service->trouble != NULL && error != NULL)
    *error = g_error_copy (service->trouble);
  return service->trouble == NULL;
}

static gboolean
on_add_folder (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *path, Service *service)
{
  g_autoptr (GError) error = NULL;
  const char *paths[] = { path, NULL };
  if (!add_folders (service, paths, &error) || !follow_folders (service, &error))
    return refuse (invocation, g_steal_pointer (&error));
  offprint_bus_service_complete_add_folder (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_remove_folder (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *path, Service *service)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *removed = check_trouble (service, &error) ? remove_folder (service, path, &error) : NULL;
  if (removed == NULL || !follow_folders (service, &error))
    return refuse (invocation, g_steal_pointer (&error));
  engine_forget (service->engine, removed);
  offprint_bus_service_complete_remove_folder (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_rescan (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *path, Service *service)
{
  engine_rescan (service->engine, *path != '\0' ? path : NULL);
  offprint_bus_service_complete_rescan (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_pause (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, Service *service)
{
  engine_set_paused (service->engine, TRUE);
  offprint_bus_service_complete_pause (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_resume (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, Service *service)
{
  engine_set_paused (service->engine, FALSE);
  offprint_bus_service_complete_resume (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_flush (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, Service *service)
{
  flush_answer (service->engine, service->saved, service->publisher, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
compacted (const GError *error, gpointer data)
{
  if (error != NULL)
    g_dbus_method_invocation_return_gerror (data, error);
  else
    g_dbus_method_invocation_return_value (data, NULL);
}

static gboolean
on_compact (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, Service *service)
{
  engine_compact (service->engine, compacted, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* What a job added is followed when the job has indexed it: before, everything would be looked at twice. */
static void
job_ended (Job *job, gpointer data)
{
  Service *service = data;
  if (service->engine != NULL)
    follow_folders (service, NULL);
}

static void
job_gone (Job *job, gpointer data)
{
  Service *service = data;
  g_ptr_array_remove (service->jobs, job);
}

typedef struct
{
  gboolean full, add, start;
} IndexOptions;

static gboolean
check_paths (const char *const *paths, GError **error)
{
  if (*paths == NULL)
    g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("there is no path to index"));
  for (gsize i = 0; paths[i] != NULL; i++)
    if (!g_path_is_absolute (paths[i]))
      {
        g_autofree char *name = g_filename_display_name (paths[i]);
        g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("'%s' is no absolute path"), name);
        return FALSE;
      }
  return *paths != NULL;
}

static gboolean
read_index_options (GVariant *options, IndexOptions *read, GError **error)
{
  return options_get_boolean (options, "full", &read->full, error)
         && options_get_boolean (options, "add", &read->add, error)
         && options_get_boolean (options, "start", &read->start, error);
}

static Job *
make_job (Service *service, const char *owner, const char *const *paths, const IndexOptions *wanted, GError **error)
{
  static const JobFuncs plain = { NULL, job_gone };
  static const JobFuncs adding = { job_ended, job_gone };
  const JobOptions options = {
    .connection = service->connection,
    .owner = owner,
    .number = ++service->last_job,
    .paths = paths,
    .full = wanted->full,
  };
  if (service->jobs->len >= JOBS_MAX)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, _("too many jobs at once: try again later"));
      return NULL;
    }
  return job_new (service->engine, &options, wanted->add ? &adding : &plain, service, error);
}

static gboolean
on_index (OffprintBusService *skeleton, GDBusMethodInvocation *invocation, const char *const *paths, GVariant *options,
          Service *service)
{
  g_autoptr (GError) error = NULL;
  IndexOptions wanted = { FALSE, FALSE, FALSE };
  const char *owner = g_dbus_method_invocation_get_sender (invocation);
  if (!check_paths (paths, &error) || !read_index_options (options, &wanted, &error)
      || (wanted.add && !add_folders (service, paths, &error)))
    return refuse (invocation, g_steal_pointer (&error));
  Job *job = check_trouble (service, &error) ? make_job (service, owner, paths, &wanted, &error) : NULL;
  if (job == NULL && wanted.add)
    follow_folders (service, NULL);
  if (job == NULL)
    return refuse (invocation, g_steal_pointer (&error));
  g_ptr_array_add (service->jobs, job);
  offprint_bus_service_complete_index (skeleton, invocation, job_get_object_path (job));
  if (wanted.start)
    job_start (job);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static const struct
{
  const char *signal;
  GCallback callback;
} handlers[] = {
  { "handle-search", G_CALLBACK (on_search) },
  { "handle-complete", G_CALLBACK (on_complete) },
  { "handle-similar", G_CALLBACK (on_similar) },
  { "handle-facets", G_CALLBACK (on_facets) },
  { "handle-get-articles", G_CALLBACK (on_get_articles) },
  { "handle-get-columns", G_CALLBACK (on_get_columns) },
  { "handle-get-text", G_CALLBACK (on_get_text) },
  { "handle-index", G_CALLBACK (on_index) },
  { "handle-rescan", G_CALLBACK (on_rescan) },
  { "handle-add-folder", G_CALLBACK (on_add_folder) },
  { "handle-remove-folder", G_CALLBACK (on_remove_folder) },
  { "handle-pause", G_CALLBACK (on_pause) },
  { "handle-resume", G_CALLBACK (on_resume) },
  { "handle-flush", G_CALLBACK (on_flush) },
  { "handle-compact", G_CALLBACK (on_compact) },
};

static void
set_modest (Service *service)
{
  engine_set_modest (service->engine, service->saves_power || service->saves_memory);
}

/* lint: table */
static const OffprintError troubles[] = {
  [OFFPRINT_INDEXER_NO_SPACE] = OFFPRINT_ERROR_NO_SPACE,
  [OFFPRINT_INDEXER_LOCKED] = OFFPRINT_ERROR_LOCKED,
  [OFFPRINT_INDEXER_REFUSED] = OFFPRINT_ERROR_INDEX,
};

/* Jobs would wait until it is over; who asks for one rather hears of it. */
static void
note_trouble (Service *service, const EngineStatus *status)
{
  gboolean is_trouble = status->state >= OFFPRINT_INDEXER_NO_SPACE;
  g_clear_error (&service->trouble);
  if (is_trouble)
    service->trouble = g_error_new_literal (OFFPRINT_ERROR, (int) troubles[status->state],
                                            status->reason != NULL ? status->reason : _("the index can't be written"));
}

/* Memory that was scarce during a piece of work may be there again for the next. */
static void
on_status (const EngineStatus *status, gpointer data)
{
  Service *service = data;
  publisher_set_status (service->publisher, status);
  note_trouble (service, status);
  if (!service->saves_memory || status->state != OFFPRINT_INDEXER_IDLE || service->engine == NULL)
    return;
  service->saves_memory = FALSE;
  set_modest (service);
}

static void
on_committed (const char *const *paths, gpointer data)
{
  Service *service = data;
  const char *const many[] = { NULL };
  gboolean is_many = g_strv_length ((char **) (guintptr) paths) > CHANGED_MAX;
  saved_searches_note_commit (service->saved, paths);
  offprint_bus_service_emit_changed (service->skeleton, is_many ? many : paths);
}

static void
on_power (gboolean saving, gpointer data)
{
  Service *service = data;
  service->saves_power = saving;
  set_modest (service);
}

static void
on_memory (gpointer data)
{
  Service *service = data;
  service->saves_memory = TRUE;
  set_modest (service);
  searcher_rest (service->searcher);
}

/**
 * service_new:
 * @connection: the bus
 * @config: the configuration, which outlives the service
 * @error: return location
 *
 * Puts the objects on the bus, but opens nothing: no call may be answered before service_start().
 *
 * Returns: (transfer full): the service, or %NULL with an error of GDBus
 */
Service *
service_new (GDBusConnection *connection, const OffprintConfig *config, GError **error)
{
  g_autoptr (Service) service = g_new0 (Service, 1);
  service->connection = g_object_ref (connection);
  service->config = config;
  service->folders_file = offprint_folders_get_default_file ();
  service->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  service->skeleton = offprint_bus_service_skeleton_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect (service->skeleton, handlers[i].signal, handlers[i].callback, service);
  g_object_set (service->skeleton, "database", config->database, "version", OFFPRINT_VERSION, "folders",
                (const char *const[]){ NULL }, "saved-searches",
                g_variant_new_array (G_VARIANT_TYPE ("(ssay)"), NULL, 0), NULL);
  service->publisher = publisher_new (G_DBUS_INTERFACE_SKELETON (service->skeleton));
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (service->skeleton), connection,
                                         SERVICE_OBJECT_PATH, error))
    return NULL;
  service->shell = shell_provider_new (connection, error);
  service->runner = service->shell != NULL ? runner_new (connection, error) : NULL;
  if (service->runner == NULL)
    return NULL;
  return g_steal_pointer (&service);
}

static void
on_damaged (gpointer data)
{
  Service *service = data;
  if (service->engine != NULL)
    engine_rebuild (service->engine);
}

/**
 * service_start:
 * @service: a service that has the bus name
 * @error: return location
 *
 * Opens the index and begins to follow the folders.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO: the list of folders can't be read
 */
gboolean
service_start (Service *service, GError **error)
{
  const EngineFuncs engine_funcs = { .status = on_status, .committed = on_committed };
  const PressureFuncs pressure_funcs = { .power = on_power, .memory = on_memory };
  g_autofree char *list = offprint_saved_list_get_default_file ();
  service->saved = saved_searches_new (list, service->config->database);
  saved_methods_connect (G_DBUS_INTERFACE_SKELETON (service->skeleton), service->saved);
  service->engine = engine_new (service->config, &engine_funcs, service);
  service->searcher = searcher_new (service->config->database, service->connection, on_damaged, service);
  service->shell->searcher = service->runner->searcher = service->searcher;
  service->pressure = pressure_new (&pressure_funcs, service);
  return follow_folders (service, error);
}

/**
 * service_free:
 * @service: (nullable) (transfer full): a service
 *
 * Ends all work in good order: what is written is committed, who waits is answered.
 */
void
service_free (Service *service)
{
  if (service == NULL)
    return;
  pressure_free (service->pressure);
  engine_free (g_steal_pointer (&service->engine));
  saved_searches_free (service->saved);
  searcher_free (g_steal_pointer (&service->searcher));
  bar_free (service->shell);
  bar_free (service->runner);
  publisher_free (service->publisher);
  g_ptr_array_unref (service->jobs);
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (service->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (service->skeleton));
  g_object_unref (service->skeleton);
  g_object_unref (service->connection);
  g_clear_error (&service->trouble);
  g_free (service->folders_file);
  g_free (service);
}
