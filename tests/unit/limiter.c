/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is limited happens soon, not too often, and not at all without being asked for. */
#include "service/limiter.h"

#define INTERVAL_MS 50
#define TOUCHES 200

typedef struct
{
  GMainLoop *loop;
  Limiter *limiter;
  guint calls, touches;
  gint64 last;
} State;

static void
happen (gpointer data)
{
  State *state = data;
  gint64 now = g_get_monotonic_time ();
  if (state->calls++ > 0)
    g_assert_cmpint (now - state->last, >=, INTERVAL_MS * 1000);
  state->last = now;
  if (state->touches == TOUCHES)
    g_main_loop_quit (state->loop);
}

static gboolean
touch (gpointer data)
{
  State *state = data;
  limiter_touch (state->limiter);
  return ++state->touches < TOUCHES;
}

/* Of two hundred wishes in quick succession few come true, the interval between each two, and the last one does. */
static void
test_interval (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  State state = { .loop = loop };
  state.limiter = limiter_new (INTERVAL_MS, happen, &state);
  g_assert_cmpuint (state.calls, ==, 0);
  g_timeout_add (1, touch, &state);
  g_main_loop_run (loop);
  g_assert_cmpuint (state.calls, >, 1);
  g_assert_cmpuint (state.calls, <, TOUCHES);
  g_assert_false (g_main_context_pending (NULL));
  limiter_free (state.limiter);
}

/* Flushing lets happen what waits, and nothing else; what waits when the limiter is freed does not happen. */
static void
test_flush (void)
{
  State state = { .touches = 0 };
  state.limiter = limiter_new (100000, happen, &state);
  limiter_flush (state.limiter);
  g_assert_cmpuint (state.calls, ==, 0);
  limiter_touch (state.limiter);
  limiter_flush (state.limiter);
  limiter_flush (state.limiter);
  g_assert_cmpuint (state.calls, ==, 1);
  limiter_touch (state.limiter);
  limiter_free (state.limiter);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (state.calls, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limiter/interval", test_interval);
  g_test_add_func ("/limiter/flush", test_flush);
  return g_test_run ();
}
