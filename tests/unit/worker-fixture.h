/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for workers. */
#pragma once

#include "index/worker.h"
#include "tests/unit/folder.h"

static inline OffprintWorker *
worker_start (const OffprintWorkerLimits *limits)
{
  g_autoptr (GError) error = NULL;
  OffprintWorker *worker = offprint_worker_new (limits, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (offprint_worker_get_state (worker), ==, OFFPRINT_WORKER_READY);
  return worker;
}

static inline GPtrArray *
worker_extract (OffprintWorker *worker, const char *path, GError **error)
{
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 256 * 1024 * 1024, NULL, error);
  g_assert_nonnull (file);
  g_autofree char *mime_type = offprint_article_file_guess_type (file, path, error);
  return mime_type != NULL ? offprint_worker_extract (worker, file, path, mime_type, error) : NULL;
}
