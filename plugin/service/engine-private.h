/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the engine share. */
#pragma once

#include "service/engine.h"
#include "service/limiter.h"

G_BEGIN_DECLS

struct _Engine
{
  OffprintIndexerOptions options;
  char *database;
  EngineFuncs funcs;
  gpointer data;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;

  /* The indexer thread's own */
  OffprintIndexer *indexer; /* (nullable): it could not be made */
  GError *error;            /* why */
  Limiter *limiter;
  OffprintIndexerState last_state;
  GHashTable *runs; /* (element-type Run): not done yet */
};

G_END_DECLS
