/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timer of the system's, set to a time of the clock: GLib's timeouts count the time that the machine is awake, and so
 * would be hours late on a laptop. */
#include "service/midnight.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct _Midnight
{
  int fd;
  guint source;
  MidnightFunc func;
  gpointer data;
};

/**
 * midnight_find_next:
 * @now: Unix seconds
 * @zone: whose day
 *
 * Returns: Unix seconds of the first moment of the next day, also where a day has 23 or 25 hours
 */
gint64
midnight_find_next (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (local, 1);
  g_autoptr (GDateTime) start
      = g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                         g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
  return g_date_time_to_unix (start);
}

static void
set (Midnight *midnight, gint64 when)
{
  const struct itimerspec time = { .it_value.tv_sec = MAX (when, 1) };
  timerfd_settime (midnight->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &time, NULL);
}

static void
set_next (Midnight *midnight)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  set (midnight, midnight_find_next (g_get_real_time () / G_USEC_PER_SEC, zone));
}

/* A clock that was set, which ends the timer too, may have made it another day. */
static gboolean
on_timer (int fd, GIOCondition condition, gpointer data)
{
  Midnight *midnight = data;
  guint64 count;
  if (read (fd, &count, sizeof count) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  set_next (midnight);
  midnight->func (midnight->data);
  return G_SOURCE_CONTINUE;
}

/**
 * midnight_new:
 * @first: Unix seconds of the first call; 0: the end of this day. The others come at the end of each day after it
 * @func: what is to happen
 * @data: for @func
 *
 * Returns: (transfer full) (nullable): what calls; %NULL: the system has no such timers
 */
Midnight *
midnight_new (gint64 first, MidnightFunc func, gpointer data)
{
  int fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (fd < 0)
    return NULL;
  Midnight *midnight = g_new0 (Midnight, 1);
  midnight->fd = fd;
  midnight->func = func;
  midnight->data = data;
  midnight->source = g_unix_fd_add (fd, G_IO_IN, on_timer, midnight);
  if (first > 0)
    set (midnight, first);
  else
    set_next (midnight);
  return midnight;
}

/**
 * midnight_free:
 * @midnight: (nullable) (transfer full): what calls, and does so no more
 */
void
midnight_free (Midnight *midnight)
{
  if (midnight == NULL)
    return;
  g_source_remove (midnight->source);
  close (midnight->fd);
  g_free (midnight);
}
