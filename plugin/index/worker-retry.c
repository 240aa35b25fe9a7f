/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a file with whatever worker it takes. */
#include "index/worker.h"

/* A page that ends its worker gets one other: the first may have been worn out, or taken over, by a page before. */
#define ATTEMPTS 2

static gboolean
ensure_worker (OffprintWorker **worker, GCancellable *cancellable, GError **error)
{
  if (*worker != NULL && offprint_worker_get_state (*worker) == OFFPRINT_WORKER_READY)
    return TRUE;
  g_clear_pointer (worker, offprint_worker_free);
  *worker = offprint_worker_new (NULL, cancellable, error);
  return *worker != NULL;
}

/**
 * offprint_worker_extract_surely:
 * @worker: (inout) (nullable): of the calling thread; started when it is needed and there is none, or it is gone
 * @func: what is wanted of it
 * @file: what was read
 * @path: its path
 * @cancellable: (nullable): ends it early
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what @func returns, at the second attempt where the first one ended the worker;
 * %OFFPRINT_ERROR_FAILED when there are no workers, otherwise the errors of @func and of
 * offprint_article_file_guess_type()
 */
GPtrArray *
offprint_worker_extract_surely (OffprintWorker **worker, OffprintWorkerFunc func, const OffprintArticleFile *file,
                                const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *mime_type = offprint_article_file_guess_type (file, path, error);
  if (mime_type == NULL)
    return NULL;
  for (int left = ATTEMPTS; left > 0; left--)
    {
      g_autoptr (GError) problem = NULL;
      if (!ensure_worker (worker, cancellable, error))
        return NULL;
      GPtrArray *found = func (*worker, file, path, mime_type, &problem);
      if (found != NULL)
        return found;
      if (left == 1 || offprint_worker_get_state (*worker) != OFFPRINT_WORKER_LOST)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
    }
  return NULL;
}
