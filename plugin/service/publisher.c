/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The generated skeleton tells of changes, and only of those; so this decides no more than when it may. */
#include "service/publisher.h"

#include "offprint-bus.h"
#include "service/limiter.h"

#define INTERVAL_MS 250

typedef struct
{
  void (*func) (gpointer data);
  gpointer data;
} Waiter;

struct _Publisher
{
  OffprintBusService *skeleton;
  Limiter *limiter;
  EngineStatus status;
  gint64 work_began; /* monotonic time, 0: there is no work */
  GArray *waiters;   /* of Waiter: for the next time */
};

static const char *const states[] = {
  [OFFPRINT_INDEXER_IDLE] = "idle",         [OFFPRINT_INDEXER_WORKING] = "working",
  [OFFPRINT_INDEXER_PAUSED] = "paused",     [OFFPRINT_INDEXER_NO_SPACE] = "no-space",
  [OFFPRINT_INDEXER_LOCKED] = "locked",     [OFFPRINT_INDEXER_REFUSED] = "refused",
};

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static double
get_rate (const Publisher *publisher)
{
  gint64 elapsed = publisher->work_began != 0 ? g_get_monotonic_time () - publisher->work_began : 0;
  return elapsed > 0 ? (double) publisher->status.done * 1e6 / (double) elapsed : 0;
}

static void
answer_waiters (Publisher *publisher)
{
  g_autoptr (GArray) waiters = publisher->waiters;
  publisher->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  for (guint i = 0; i < waiters->len; i++)
    {
      const Waiter *waiter = &g_array_index (waiters, Waiter, i);
      waiter->func (waiter->data);
    }
}

/* The signal is to go out before the answers that wait for it: clients keep what it says. */
static void
publish (gpointer data)
{
  Publisher *publisher = data;
  const EngineStatus *status = &publisher->status;
  g_autofree char *reason = g_utf8_make_valid (or_empty (status->reason), -1);
  g_autofree char *watch_state = g_utf8_make_valid (or_empty (status->watch_state), -1);
  g_object_set (publisher->skeleton, "state", states[status->state], "reason", reason, "done", status->done, "total",
                status->total, "rate", get_rate (publisher), "current-folder", or_empty (status->current_folder),
                "errors", status->errors, "articles", status->articles, "watch-state", watch_state, "away",
                status->away, NULL);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (publisher->skeleton));
  answer_waiters (publisher);
}

static void
clear_status (EngineStatus *status)
{
  g_clear_pointer (&status->reason, g_free);
  g_clear_pointer (&status->current_folder, g_free);
  g_clear_pointer (&status->watch_state, g_free);
  g_clear_pointer (&status->away, g_strfreev);
}

/**
 * publisher_new:
 * @skeleton: the daemon's object
 *
 * Returns: (transfer full): what sets its properties; they are those of an idle daemon now
 */
Publisher *
publisher_new (GDBusInterfaceSkeleton *skeleton)
{
  Publisher *publisher = g_new0 (Publisher, 1);
  publisher->skeleton = g_object_ref (OFFPRINT_BUS_SERVICE (skeleton));
  publisher->limiter = limiter_new (INTERVAL_MS, publish, publisher);
  publisher->status.away = g_new0 (char *, 1);
  publisher->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  publish (publisher);
  return publisher;
}

/**
 * publisher_free:
 * @publisher: (nullable) (transfer full): what sets the properties, a last time now if it has to
 */
void
publisher_free (Publisher *publisher)
{
  if (publisher == NULL)
    return;
  limiter_flush (publisher->limiter);
  limiter_free (publisher->limiter);
  clear_status (&publisher->status);
  g_array_unref (publisher->waiters);
  g_object_unref (publisher->skeleton);
  g_free (publisher);
}

static void
note_work (Publisher *publisher, OffprintIndexerState state)
{
  if (state != OFFPRINT_INDEXER_WORKING)
    publisher->work_began = 0;
  else if (publisher->work_began == 0)
    publisher->work_began = g_get_monotonic_time ();
}

/**
 * publisher_set_status:
 * @publisher: what sets the properties
 * @status: what the engine says, copied
 */
void
publisher_set_status (Publisher *publisher, const EngineStatus *status)
{
  clear_status (&publisher->status);
  publisher->status = *status;
  publisher->status.reason = g_strdup (status->reason);
  publisher->status.current_folder = g_strdup (status->current_folder);
  publisher->status.watch_state = g_strdup (status->watch_state);
  publisher->status.away = g_strdupv (status->away);
  note_work (publisher, status->state);
  limiter_touch (publisher->limiter);
}

/**
 * publisher_await:
 * @publisher: what sets the properties
 * @func: called when they are what publisher_set_status() was told last: now, or a moment later
 * @data: for @func
 */
void
publisher_await (Publisher *publisher, void (*func) (gpointer data), gpointer data)
{
  const Waiter waiter = { func, data };
  g_array_append_val (publisher->waiters, waiter);
  if (!limiter_is_waiting (publisher->limiter))
    answer_waiters (publisher);
}
