/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for workers. */
#pragma once

#include "index/worker.h"
#include "tests/unit/folder.h"

#include <time.h>

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

/* Waits until the process computes, so that what comes now meets it at work. */
static inline void
worker_wait_for_work (int id)
{
  clockid_t clock;
  struct timespec begin, now;
  g_assert_cmpint (clock_getcpuclockid (id, &clock), ==, 0);
  g_assert_no_errno (clock_gettime (clock, &begin));
  do
    g_assert_no_errno (clock_gettime (clock, &now));
  while (now.tv_sec == begin.tv_sec && now.tv_nsec < begin.tv_nsec + 20000000);
}

/* A thread: @data holds the number of the process and a cancellable. */
static inline gpointer
worker_cancel_at_work (gpointer data)
{
  gpointer *both = data;
  worker_wait_for_work (GPOINTER_TO_INT (both[0]));
  g_cancellable_cancel (both[1]);
  return NULL;
}
