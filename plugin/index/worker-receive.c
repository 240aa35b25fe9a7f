/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hearing a worker, which may say too much, too little or nothing, or die of what it reads. Time is counted in what was
 * really waited here, so that a machine that slept, or a parent that was stopped, is no fault of the worker's. */
#include "index/worker-private.h"

#include "core/error.h"
#include "core/i18n.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

/* Where it is looked whether the process still lives and works, when it is silent */
#define SLICE_MS 1000
/* What the articles of one file may take here, all together */
#define FILE_MAX_BYTES ((gsize) 512 * 1024 * 1024)

#define TOO_LONG N_("takes too long to read")

/* What this thread has computed, in microseconds: looking at answers takes time too. */
static gint64
get_own_cpu_time (void)
{
  struct timespec time;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * offprint_worker_begin:
 * @worker: a worker
 *
 * The next message answers a new request.
 */
void
offprint_worker_begin (OffprintWorker *worker)
{
  worker->waited_us = worker->still_us = 0;
  worker->bytes = 0;
  worker->begin_us = get_own_cpu_time ();
  worker->cpu_time = offprint_worker_process_get_cpu_time (worker->process);
  offprint_worker_process_allow_cpu_time (worker->process, worker->limits.cpu_seconds);
}

/**
 * offprint_worker_give_up:
 * @worker: a worker
 * @state: what becomes of it
 * @error: return location
 * @format: why
 * @...: for @format
 *
 * Ends the process.
 *
 * Returns: %FALSE with %OFFPRINT_ERROR_INPUT
 */
gboolean
offprint_worker_give_up (OffprintWorker *worker, OffprintWorkerState state, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (worker->process != NULL)
    offprint_worker_process_end (worker->process);
  worker->process = NULL;
  worker->state = state;
  g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, reason);
  return FALSE;
}

/**
 * offprint_worker_mourn:
 * @worker: a worker that does not answer any more
 * @error: return location
 *
 * Returns: %FALSE with %OFFPRINT_ERROR_INPUT: what it died of
 */
gboolean
offprint_worker_mourn (OffprintWorker *worker, GError **error)
{
  int status = offprint_worker_process_end (worker->process);
  int number = WIFSIGNALED (status) ? WTERMSIG (status) : 0;
  worker->process = NULL;
  switch (number)
    {
    case 0:
      return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                                      "the reader process ended unexpectedly (status %d)", WEXITSTATUS (status));
    case SIGXCPU:
      return offprint_worker_give_up (worker, OFFPRINT_WORKER_EXHAUSTED, error, TOO_LONG);
    case SIGABRT:
    case SIGTRAP:
      /* How the allocators of GLib and C++ end a program that has reached its limit, and how a broken heap ends. */
      return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                                      "needs too much memory, or is damaged (signal %d)", number);
    case SIGSYS:
      return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                                      "the reader process tried what it must not (signal %d)", number);
    default:
      return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                                      "the reader process ended unexpectedly (signal %d)", number);
    }
}

/* Nothing came for a while. */
static gboolean
check_progress (OffprintWorker *worker, gint64 waited_us, GError **error)
{
  gint64 cpu_time = offprint_worker_process_get_cpu_time (worker->process);
  gboolean still = cpu_time == worker->cpu_time && offprint_worker_process_is_waiting (worker->process);
  worker->cpu_time = cpu_time;
  worker->still_us = still ? worker->still_us + waited_us : 0;
  if (worker->still_us < worker->limits.stall_ms * G_GINT64_CONSTANT (1000))
    return TRUE;
  return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error, N_("the reader process hangs"));
}

static gboolean
is_cancelled (OffprintWorker *worker, GError **error)
{
  if (!g_cancellable_set_error_if_cancelled (worker->cancellable, error))
    return FALSE;
  offprint_worker_give_up (worker, OFFPRINT_WORKER_EXHAUSTED, NULL, "cancelled");
  return TRUE;
}

static gboolean
wait_for_bytes (OffprintWorker *worker, GError **error)
{
  int slice = (int) MIN (SLICE_MS, worker->limits.stall_ms / 2 + 1);
  GPollFD polled[] = { { offprint_worker_process_get_socket (worker->process), G_IO_IN, 0 }, worker->cancelled };
  gint64 start = g_get_monotonic_time ();
  int n = g_poll (polled, worker->has_cancelled ? 2 : 1, slice);
  gint64 waited_us = MIN (g_get_monotonic_time () - start, slice * G_GINT64_CONSTANT (1000));
  worker->waited_us += waited_us;
  if (is_cancelled (worker, error))
    return FALSE;
  if (worker->waited_us > worker->limits.total_ms * G_GINT64_CONSTANT (1000))
    return offprint_worker_give_up (worker, OFFPRINT_WORKER_EXHAUSTED, error, TOO_LONG);
  return n != 0 || check_progress (worker, waited_us, error);
}

/* Descriptors that come along are dropped by the kernel, since there is no room for them in recv(). */
static gboolean
receive_bytes (OffprintWorker *worker, gpointer to, gsize length, GError **error)
{
  int socket = offprint_worker_process_get_socket (worker->process);
  char *at = to;
  while (length > 0)
    {
      gssize n = recv (socket, at, length, 0);
      if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        return offprint_worker_mourn (worker, error);
      if (n < 0 && !wait_for_bytes (worker, error))
        return FALSE;
      worker->still_us = n > 0 ? 0 : worker->still_us;
      at += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

/* One that always has something to say never lets wait. */
static gboolean
may_go_on (OffprintWorker *worker, GError **error)
{
  if (is_cancelled (worker, error))
    return FALSE;
  if (get_own_cpu_time () - worker->begin_us > worker->limits.cpu_seconds * G_USEC_PER_SEC)
    return offprint_worker_give_up (worker, OFFPRINT_WORKER_EXHAUSTED, error, TOO_LONG);
  if (worker->bytes <= FILE_MAX_BYTES)
    return TRUE;
  return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                                  "the reader process gave a wrong answer: too much");
}

/**
 * offprint_worker_receive:
 * @worker: a worker
 * @kind: (out): of the message
 * @max_bytes: of the message
 * @error: return location
 *
 * Waits for a message, within the worker's limits and until it is cancelled.
 *
 * Returns: (transfer full) (nullable): its value, with any bytes in it; %NULL when the process is gone, with
 * %OFFPRINT_ERROR_INPUT or %G_IO_ERROR_CANCELLED
 */
GVariant *
offprint_worker_receive (OffprintWorker *worker, OffprintWireKind *kind, gsize max_bytes, GError **error)
{
  OffprintWireHeader header;
  if (!may_go_on (worker, error) || !receive_bytes (worker, &header, sizeof header, error))
    return NULL;
  worker->bytes += header.length;
  g_autofree gpointer data = header.length <= max_bytes ? g_try_malloc (MAX (header.length, 1)) : NULL;
  if (data == NULL)
    {
      offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                               "the reader process gave a wrong answer: a message of %u bytes", header.length);
      return NULL;
    }
  if (!receive_bytes (worker, data, header.length, error))
    return NULL;
  *kind = (OffprintWireKind) header.kind;
  GVariant *value = offprint_wire_unpack (*kind, g_steal_pointer (&data), header.length);
  if (value == NULL)
    offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error,
                             "the reader process gave a wrong answer: a message of kind %u", header.kind);
  return value;
}
