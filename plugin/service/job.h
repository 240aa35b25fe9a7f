/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job object on the bus: work that somebody asked for, with its figures, its complaints and its end. Used in the main
 * thread. */
#pragma once

#include "service/engine.h"

G_BEGIN_DECLS

typedef struct _Job Job;

/**
 * JobFuncs:
 * @ended: (nullable): the work is over, or will never begin
 * @gone: the object is needed no longer: to be freed
 */
typedef struct
{
  void (*ended) (Job *job, gpointer data);
  void (*gone) (Job *job, gpointer data);
} JobFuncs;

/**
 * JobOptions:
 * @connection: the bus
 * @owner: who asked
 * @number: of the object
 * @paths: (array zero-terminated=1): what to index
 * @full: read everything again
 */
typedef struct
{
  GDBusConnection *connection;
  const char *owner;
  guint number;
  const char *const *paths;
  gboolean full;
} JobOptions;

Job *job_new (Engine *engine, const JobOptions *options, const JobFuncs *funcs, gpointer data, GError **error);
void job_free (Job *job);
const char *job_get_object_path (const Job *job);
void job_start (Job *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

G_END_DECLS
