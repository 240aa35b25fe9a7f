/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker: one process that extracts files, without any rights (see worker-sandbox.h), one after the other. Belongs to
 * one thread, and must end before it. */
#pragma once

#include "index/article-file.h"
#include "index/article.h"

G_BEGIN_DECLS

typedef struct _OffprintWorker OffprintWorker;

/**
 * OffprintWorkerLimits:
 * @cpu_seconds: that one file may take
 * @stall_ms: that the process may do nothing at all
 * @total_ms: that one file may take, whatever the process does
 */
typedef struct
{
  guint cpu_seconds;
  guint stall_ms;
  guint total_ms;
} OffprintWorkerLimits;

/**
 * OffprintWorkerState:
 * @OFFPRINT_WORKER_READY: takes the next file
 * @OFFPRINT_WORKER_LOST: the process is gone; another one may do better with the same file
 * @OFFPRINT_WORKER_EXHAUSTED: the process is gone; another one would do no better with the same file
 */
typedef enum
{
  OFFPRINT_WORKER_READY,
  OFFPRINT_WORKER_LOST,
  OFFPRINT_WORKER_EXHAUSTED,
} OffprintWorkerState;

/* offprint_worker_extract() or offprint_worker_extract_records() */
typedef GPtrArray *(*OffprintWorkerFunc) (OffprintWorker *worker, const OffprintArticleFile *file, const char *path,
                                          const char *mime_type, GError **error);

OffprintWorker *
offprint_worker_new (const OffprintWorkerLimits *limits, GCancellable *cancellable, GError **error);
void offprint_worker_free (OffprintWorker *worker);
GPtrArray *offprint_worker_extract (OffprintWorker *worker, const OffprintArticleFile *file, const char *path,
                                    const char *mime_type, GError **error);
GPtrArray *offprint_worker_extract_records (OffprintWorker *worker, const OffprintArticleFile *file, const char *path,
                                            const char *mime_type, GError **error);
GPtrArray *offprint_worker_extract_surely (OffprintWorker **worker, OffprintWorkerFunc func,
                                           const OffprintArticleFile *file, const char *path,
                                           GCancellable *cancellable, GError **error);
OffprintWorkerState offprint_worker_get_state (OffprintWorker *worker);
int offprint_worker_get_process_id (const OffprintWorker *worker);
char *offprint_worker_describe_protection (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintWorker, offprint_worker_free)

G_END_DECLS
