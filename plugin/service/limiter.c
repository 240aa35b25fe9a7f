/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One timeout source, and only while something waits. */
#include "service/limiter.h"

struct _Limiter
{
  gint64 interval; /* microseconds */
  gint64 last;     /* monotonic time of the last call */
  LimiterFunc func;
  gpointer data;
  GSource *source; /* (nullable): while a call waits */
};

/**
 * limiter_new:
 * @interval_ms: at least so many milliseconds lie between two calls
 * @func: what is to happen
 * @data: for @func
 *
 * Returns: (transfer full): a limiter for the calling thread
 */
Limiter *
limiter_new (guint interval_ms, LimiterFunc func, gpointer data)
{
  Limiter *limiter = g_new0 (Limiter, 1);
  limiter->interval = (gint64) interval_ms * 1000;
  limiter->last = g_get_monotonic_time () - limiter->interval;
  limiter->func = func;
  limiter->data = data;
  return limiter;
}

static void
drop_source (Limiter *limiter)
{
  if (limiter->source == NULL)
    return;
  g_source_destroy (limiter->source);
  g_clear_pointer (&limiter->source, g_source_unref);
}

/**
 * limiter_free:
 * @limiter: (nullable) (transfer full): a limiter; what waits does not happen
 */
void
limiter_free (Limiter *limiter)
{
  if (limiter == NULL)
    return;
  drop_source (limiter);
  g_free (limiter);
}

static gboolean
fire (gpointer data)
{
  Limiter *limiter = data;
  drop_source (limiter);
  limiter->last = g_get_monotonic_time ();
  limiter->func (limiter->data);
  return G_SOURCE_REMOVE;
}

/**
 * limiter_touch:
 * @limiter: a limiter
 *
 * Has it happen: from the main context, never from inside this call, and once for all calls until then.
 */
void
limiter_touch (Limiter *limiter)
{
  if (limiter->source != NULL)
    return;
  gint64 left = limiter->last + limiter->interval - g_get_monotonic_time ();
  limiter->source = left > 0 ? g_timeout_source_new ((guint) ((left + 999) / 1000)) : g_idle_source_new ();
  g_source_set_priority (limiter->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (limiter->source, fire, limiter, NULL);
  g_source_attach (limiter->source, g_main_context_get_thread_default ());
}

/**
 * limiter_flush:
 * @limiter: a limiter
 *
 * Lets what waits happen now, whenever the last time was.
 */
void
limiter_flush (Limiter *limiter)
{
  if (limiter->source != NULL)
    fire (limiter);
}

/**
 * limiter_is_waiting:
 * @limiter: a limiter
 *
 * Returns: whether it is still to happen
 */
gboolean
limiter_is_waiting (const Limiter *limiter)
{
  return limiter->source != NULL;
}
