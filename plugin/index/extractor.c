/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A few threads over a bounded number of files: at most a few are in memory at once, whatever waits to be indexed.
 * Large files, which take a few times their size, have one thread of their own: there are never two in memory. Each
 * thread owns one worker process, started with its first file; what the thread does itself is to open, read, compare
 * and check. */
#include "index/extractor-private.h"

#include "extract/extract.h"

#define PENDING_PER_JOB 4
#define LARGE_BYTES (8 * 1024 * 1024)

/* Orders that wait, for one or more threads; guarded by the extractor's mutex */
typedef struct
{
  GQueue urgent;
  GQueue ordinary;
  GCond wake;
} Lane;

typedef struct
{
  OffprintExtractor *extractor;
  Lane *lane;
  GThread *thread;
  guint rests; /* of the extractor's, those that it took */
} Hand;

struct _OffprintExtractor
{
  GMutex mutex;
  Lane small, large;
  GArray *hands;        /* of Hand */
  GAsyncQueue *results; /* of OffprintExtraction */
  GCancellable *ended;
  OffprintExtractorFunc ready;
  gpointer data;
  guint64 max_file_bytes;
  guint jobs;
  guint pending;
  guint rests; /* how often rest was asked for; guarded by the mutex */
};

static OffprintOrder *
order_take (const OffprintOrder *order)
{
  OffprintOrder *copy = g_new0 (OffprintOrder, 1);
  *copy = *order;
  copy->path = g_strdup (order->path);
  return copy;
}

static void
order_free (gpointer data)
{
  OffprintOrder *order = data;
  g_free ((char *) order->path);
  g_clear_pointer (&order->candidates, g_ptr_array_unref);
  g_free (order);
}

/* Returns: whether rest was asked for and there was a worker to let go: then the mutex was given back for a while */
static gboolean
take_rest (Hand *hand, OffprintWorker **worker)
{
  gboolean wanted = hand->rests != hand->extractor->rests && *worker != NULL;
  hand->rests = hand->extractor->rests;
  if (!wanted)
    return FALSE;
  g_mutex_unlock (&hand->extractor->mutex);
  g_clear_pointer (worker, offprint_worker_free);
  g_mutex_lock (&hand->extractor->mutex);
  return TRUE;
}

/* With the mutex held. Waits.
 *
 * Returns: (transfer full) (nullable): %NULL at the end */
static OffprintOrder *
take_order (Hand *hand, OffprintWorker **worker)
{
  OffprintExtractor *extractor = hand->extractor;
  while (!g_cancellable_is_cancelled (extractor->ended))
    {
      OffprintOrder *order = g_queue_pop_head (&hand->lane->urgent);
      if (order == NULL)
        order = g_queue_pop_head (&hand->lane->ordinary);
      if (order != NULL)
        return order;
      if (!take_rest (hand, worker))
        g_cond_wait (&hand->lane->wake, &extractor->mutex);
    }
  return NULL;
}

static void
deliver (OffprintExtractor *extractor, OffprintExtraction *result)
{
  g_async_queue_push (extractor->results, result);
  if (extractor->ready != NULL)
    extractor->ready (extractor->data);
}

static gpointer
work (gpointer data)
{
  Hand *hand = data;
  OffprintExtractor *extractor = hand->extractor;
  OffprintWorker *worker = NULL;
  OffprintOrder *order;
  g_mutex_lock (&extractor->mutex);
  while ((order = take_order (hand, &worker)) != NULL)
    {
      g_mutex_unlock (&extractor->mutex);
      deliver (extractor, offprint_order_carry_out (order, extractor->max_file_bytes, &worker, extractor->ended));
      order_free (order);
      g_mutex_lock (&extractor->mutex);
    }
  g_mutex_unlock (&extractor->mutex);
  offprint_worker_free (worker);
  return NULL;
}

static void
lane_init (Lane *lane)
{
  g_queue_init (&lane->urgent);
  g_queue_init (&lane->ordinary);
  g_cond_init (&lane->wake);
}

static void
lane_clear (Lane *lane)
{
  g_queue_clear_full (&lane->urgent, order_free);
  g_queue_clear_full (&lane->ordinary, order_free);
  g_cond_clear (&lane->wake);
}

/**
 * offprint_extractor_new:
 * @jobs: threads and worker processes, at least 1; one more for large files
 * @max_file_bytes: larger files are refused
 * @ready: (nullable): called from any thread when there is a result to be popped
 * @data: for @ready
 *
 * Returns: (transfer full): an extractor; its worker processes start with the first files
 */
OffprintExtractor *
offprint_extractor_new (guint jobs, guint64 max_file_bytes, OffprintExtractorFunc ready, gpointer data)
{
  OffprintExtractor *extractor = g_new0 (OffprintExtractor, 1);
  extractor->jobs = MAX (jobs, 1);
  extractor->max_file_bytes = MIN (max_file_bytes, OFFPRINT_SOURCE_MAX_BYTES);
  extractor->ready = ready;
  extractor->data = data;
  extractor->ended = g_cancellable_new ();
  extractor->results = g_async_queue_new_full ((GDestroyNotify) offprint_extraction_free);
  g_mutex_init (&extractor->mutex);
  lane_init (&extractor->small);
  lane_init (&extractor->large);
  extractor->hands = g_array_sized_new (FALSE, TRUE, sizeof (Hand), extractor->jobs + 1);
  g_array_set_size (extractor->hands, extractor->jobs + 1);
  for (guint i = 0; i < extractor->hands->len; i++)
    {
      Hand *hand = &g_array_index (extractor->hands, Hand, i);
      *hand = (Hand){ extractor, i < extractor->jobs ? &extractor->small : &extractor->large, NULL, 0 };
      hand->thread = g_thread_new ("extractor", work, hand);
    }
  return extractor;
}

/**
 * offprint_extractor_free:
 * @extractor: (transfer full) (nullable): an extractor. Ends soon: kills the workers, drops files that wait and results
 */
void
offprint_extractor_free (OffprintExtractor *extractor)
{
  if (extractor == NULL)
    return;
  g_cancellable_cancel (extractor->ended);
  g_mutex_lock (&extractor->mutex);
  g_cond_broadcast (&extractor->small.wake);
  g_cond_broadcast (&extractor->large.wake);
  g_mutex_unlock (&extractor->mutex);
  for (guint i = 0; i < extractor->hands->len; i++)
    g_thread_join (g_array_index (extractor->hands, Hand, i).thread);
  g_array_unref (extractor->hands);
  lane_clear (&extractor->small);
  lane_clear (&extractor->large);
  g_mutex_clear (&extractor->mutex);
  g_async_queue_unref (extractor->results);
  g_object_unref (extractor->ended);
  g_free (extractor);
}

/**
 * offprint_extractor_push:
 * @extractor: an extractor
 * @order: a file; its candidates are taken over
 */
void
offprint_extractor_push (OffprintExtractor *extractor, const OffprintOrder *order)
{
  Lane *lane = order->signature.size > LARGE_BYTES ? &extractor->large : &extractor->small;
  extractor->pending++;
  g_mutex_lock (&extractor->mutex);
  g_queue_push_tail (order->urgent ? &lane->urgent : &lane->ordinary, order_take (order));
  g_cond_signal (&lane->wake);
  g_mutex_unlock (&extractor->mutex);
}

/**
 * offprint_extractor_pop:
 * @extractor: an extractor with pending files
 *
 * Waits for the next result, in no order.
 *
 * Returns: (transfer full): the result
 */
OffprintExtraction *
offprint_extractor_pop (OffprintExtractor *extractor)
{
  g_return_val_if_fail (extractor->pending > 0, NULL);

  extractor->pending--;
  return g_async_queue_pop (extractor->results);
}

/**
 * offprint_extractor_try_pop:
 * @extractor: an extractor
 *
 * Returns: (transfer full) (nullable): a result, %NULL when there is none now
 */
OffprintExtraction *
offprint_extractor_try_pop (OffprintExtractor *extractor)
{
  OffprintExtraction *result = g_async_queue_try_pop (extractor->results);
  extractor->pending -= result != NULL;
  return result;
}

/**
 * offprint_extractor_get_pending:
 * @extractor: an extractor
 *
 * Returns: how many results are still to be popped
 */
guint
offprint_extractor_get_pending (const OffprintExtractor *extractor)
{
  return extractor->pending;
}

/**
 * offprint_extractor_is_full:
 * @extractor: an extractor
 *
 * Returns: whether a result should be popped before the next file is pushed
 */
gboolean
offprint_extractor_is_full (const OffprintExtractor *extractor)
{
  return extractor->pending >= extractor->jobs * PENDING_PER_JOB;
}

/**
 * offprint_extractor_rest:
 * @extractor: an extractor
 *
 * Ends the worker processes that have nothing to do, and those that are at work when they are done, unless more comes:
 * they start again by themselves.
 */
void
offprint_extractor_rest (OffprintExtractor *extractor)
{
  g_mutex_lock (&extractor->mutex);
  extractor->rests++;
  g_cond_broadcast (&extractor->small.wake);
  g_cond_broadcast (&extractor->large.wake);
  g_mutex_unlock (&extractor->mutex);
}
