/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of a day, and that it is noticed. */
#include "service/midnight.h"

static gint64
parse (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

/* The next day begins at its local midnight, at the end of a month and of a year, and where a day is an hour shorter or
 * longer. A moment that is midnight belongs to the day that it begins. */
static void
test_next (void)
{
  static const struct
  {
    const char *zone, *now, *next;
  } cases[] = {
    { "UTC", "2026-12-01T06:45:00Z", "2026-12-02T00:00:00Z" },
    { "UTC", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z" },
    { "UTC", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z" },
    { "UTC", "2024-02-28T12:00:00Z", "2024-02-29T00:00:00Z" },
    { "+05:30", "2026-12-01T18:29:59Z", "2026-12-01T18:30:00Z" },
    { "+05:30", "2026-12-01T18:30:00Z", "2026-12-02T18:30:00Z" },
    { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-28T23:30:00Z", "2026-03-29T22:00:00Z" },
    { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24T22:30:00Z", "2026-10-25T23:00:00Z" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      if (zone == NULL)
        continue;
      g_assert_cmpint (midnight_find_next (parse (cases[i].now), zone), ==, parse (cases[i].next));
    }
}

static void
quit (gpointer loop)
{
  g_main_loop_quit (loop);
}

static gboolean
on_idle (gpointer calls)
{
  g_assert_cmpuint (*(guint *) calls, ==, 0);
  return G_SOURCE_REMOVE;
}

static void
count (gpointer calls)
{
  ++*(guint *) calls;
}

/* A time that has come calls; one that is to come does not. */
static void
test_calls (void)
{
  guint calls = 0;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (Midnight) later = midnight_new (G_MAXINT32, count, &calls);
  g_autoptr (Midnight) now = midnight_new (1, quit, loop);
  g_assert_nonnull (later);
  g_assert_nonnull (now);
  g_main_loop_run (loop);
  g_idle_add (on_idle, &calls);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (calls, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/midnight/next", test_next);
  g_test_add_func ("/midnight/calls", test_calls);
  return g_test_run ();
}
