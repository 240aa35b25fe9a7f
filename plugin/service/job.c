/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job waits for Start, so that no complaint is lost to a client that does not listen yet. */
#include "service/job.h"

#include "core/error.h"
#include "core/i18n.h"
#include "offprint-bus.h"
#include "service/limiter.h"

#define INTERVAL_MS 250
#define KEEP_SECONDS 600

typedef enum
{
  JOB_WAITS,
  JOB_RUNS,
  JOB_ENDED,
} JobState;

struct _Job
{
  JobState state;
  OffprintBusJob *skeleton;
  char *object_path;
  Engine *engine;
  char **paths;
  gboolean full;
  GCancellable *cancellable;
  OffprintProgress progress;
  Limiter *limiter;
  guint owner_watch; /* 0: the owner has left */
  guint timeout;
  JobFuncs funcs;
  gpointer data;
};

static void
publish (gpointer data)
{
  Job *job = data;
  const OffprintProgress *progress = &job->progress;
  g_object_set (job->skeleton, "found", progress->found, "done", progress->done, "added", progress->added, "changed",
                progress->changed, "unchanged", progress->unchanged, "renamed", progress->renamed, "removed",
                progress->removed, "failed", progress->failed, "scanning", progress->scanning, NULL);
}

static gboolean
leave (gpointer data)
{
  Job *job = data;
  job->timeout = 0;
  if (job->state == JOB_WAITS && job->funcs.ended != NULL)
    job->funcs.ended (job, job->data);
  job->funcs.gone (job, job->data);
  return G_SOURCE_REMOVE;
}

/* What is to come of the object, now that something has changed. */
static void
consider (Job *job)
{
  if (job->state == JOB_RUNS || job->timeout != 0)
    return;
  if (job->owner_watch == 0)
    job->timeout = g_idle_add (leave, job);
  else if (job->state == JOB_ENDED)
    job->timeout = g_timeout_add_seconds (KEEP_SECONDS, leave, job);
}

static GVariant *
make_error (const GError *error)
{
  g_autoptr (GError) cancelled = NULL;
  if (error == NULL)
    return g_variant_new ("(ss)", "", "");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = cancelled = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED, _("stopped before it was done"));
  g_autofree char *name = g_dbus_error_encode_gerror (error);
  g_autofree char *message = g_utf8_make_valid (error->message, -1);
  return g_variant_new ("(ss)", name, message);
}

/* The properties first: who hears the signal may read them. */
static void
finish (Job *job, const GError *error)
{
  const OffprintProgress *progress = &job->progress;
  g_autoptr (GVariant) outcome = g_variant_ref_sink (make_error (error));
  job->state = JOB_ENDED;
  if (job->funcs.ended != NULL)
    job->funcs.ended (job, job->data);
  job->progress.scanning = FALSE;
  publish (job);
  g_object_set (job->skeleton, "error", outcome, "finished", TRUE, NULL);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (job->skeleton));
  offprint_bus_job_emit_finished (job->skeleton, progress->found, progress->done, progress->added, progress->changed,
                                  progress->unchanged, progress->renamed, progress->removed, progress->failed, outcome);
  consider (job);
}

static void
on_progress (const OffprintProgress *progress, gpointer data)
{
  Job *job = data;
  job->progress = *progress;
  limiter_touch (job->limiter);
}

static void
on_complaint (const char *path, const char *reason, gboolean failed, gpointer data)
{
  Job *job = data;
  g_autofree char *valid = g_utf8_make_valid (reason, -1);
  offprint_bus_job_emit_complaint (job->skeleton, path, valid, failed);
}

static void
on_done (const OffprintProgress *result, const GError *error, gpointer data)
{
  Job *job = data;
  g_clear_pointer (&job->limiter, limiter_free);
  job->progress = *result;
  finish (job, error);
}

/**
 * job_start:
 * @job: a job
 *
 * Starts the work, unless it was started or cancelled.
 */
void
job_start (Job *job)
{
  const EngineRunFuncs funcs = { on_progress, on_complaint, on_done };
  if (job->state != JOB_WAITS)
    return;
  job->state = JOB_RUNS;
  engine_run (job->engine, (const char *const *) job->paths, job->full, job->cancellable, &funcs, job);
}

static gboolean
on_start (OffprintBusJob *skeleton, GDBusMethodInvocation *invocation, Job *job)
{
  job_start (job);
  offprint_bus_job_complete_start (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_cancel (OffprintBusJob *skeleton, GDBusMethodInvocation *invocation, Job *job)
{
  g_cancellable_cancel (job->cancellable);
  offprint_bus_job_complete_cancel (skeleton, invocation);
  g_autoptr (GError) error = NULL;
  if (job->state == JOB_WAITS && g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    finish (job, error);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_owner_left (GDBusConnection *connection, const char *name, gpointer data)
{
  Job *job = data;
  g_bus_unwatch_name (job->owner_watch);
  job->owner_watch = 0;
  if (job->timeout != 0)
    g_source_remove (job->timeout);
  job->timeout = 0;
  consider (job);
}

/**
 * job_new:
 * @engine: what does the work
 * @options: what work; copied
 * @funcs: what to call
 * @data: for @funcs
 * @error: return location
 *
 * Returns: (transfer full): the object, on the bus; or %NULL with an error of GDBus
 */
Job *
job_new (Engine *engine, const JobOptions *options, const JobFuncs *funcs, gpointer data, GError **error)
{
  g_autoptr (Job) job = g_new0 (Job, 1);
  job->object_path = g_strdup_printf ("/org/offprint/Offprint/job/%u", options->number);
  job->engine = engine;
  job->paths = g_strdupv ((char **) (guintptr) options->paths);
  job->full = options->full;
  job->funcs = *funcs;
  job->data = data;
  job->cancellable = g_cancellable_new ();
  job->limiter = limiter_new (INTERVAL_MS, publish, job);
  job->skeleton = offprint_bus_job_skeleton_new ();
  g_object_set (job->skeleton, "error", make_error (NULL), NULL);
  g_signal_connect (job->skeleton, "handle-start", G_CALLBACK (on_start), job);
  g_signal_connect (job->skeleton, "handle-cancel", G_CALLBACK (on_cancel), job);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (job->skeleton), options->connection,
                                         job->object_path, error))
    return NULL;
  job->owner_watch = g_bus_watch_name_on_connection (options->connection, options->owner, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                     NULL, on_owner_left, job, NULL);
  return g_steal_pointer (&job);
}

/**
 * job_free:
 * @job: (nullable) (transfer full): a job that does not run
 */
void
job_free (Job *job)
{
  if (job == NULL)
    return;
  if (job->owner_watch != 0)
    g_bus_unwatch_name (job->owner_watch);
  if (job->timeout != 0)
    g_source_remove (job->timeout);
  limiter_free (job->limiter);
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (job->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (job->skeleton));
  g_object_unref (job->skeleton);
  g_object_unref (job->cancellable);
  g_strfreev (job->paths);
  g_free (job->object_path);
  g_free (job);
}

/**
 * job_get_object_path:
 * @job: a job
 *
 * Returns: (transfer none): where it is on the bus
 */
const char *
job_get_object_path (const Job *job)
{
  return job->object_path;
}
