/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a worker, and hearing it. */
#pragma once

#include "index/worker-process.h"
#include "index/worker-wire.h"
#include "index/worker.h"

G_BEGIN_DECLS

/**
 * OffprintWorker:
 * @process: (nullable): %NULL when it is gone
 * @waited_us: for the message that is under way and those before it of the same file
 * @still_us: without a byte, computing or reading on its side
 * @cpu_time: of the process, when it was last looked at
 * @begin_us: of processor time of this thread, when the file's request was made
 * @bytes: of memory here, for what came for the file
 */
struct _OffprintWorker
{
  OffprintWorkerProcess *process;
  OffprintWorkerState state;
  OffprintWorkerLimits limits;
  GCancellable *cancellable;
  GPollFD cancelled;
  gboolean has_cancelled;
  guint protections;
  gint64 waited_us, still_us, cpu_time, begin_us;
  gsize bytes;
};

void offprint_worker_begin (OffprintWorker *worker);
GVariant *
offprint_worker_receive (OffprintWorker *worker, OffprintWireKind *kind, gsize max_bytes, GError **error);
gboolean offprint_worker_give_up (OffprintWorker *worker, OffprintWorkerState state, GError **error,
                                  const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean offprint_worker_mourn (OffprintWorker *worker, GError **error);

G_END_DECLS
