/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/queue.h"

#define QUIET OFFPRINT_QUEUE_QUIET_US
#define LONGEST OFFPRINT_QUEUE_LONGEST_US

static void
assert_takes (OffprintQueue *queue, gint64 now, const char *wanted)
{
  g_autofree char *path = offprint_queue_take (queue, now);
  g_assert_cmpstr (path, ==, wanted);
}

/* A path comes out once, when it has been quiet for a while, in the order of that. */
static void
test_quiet (void)
{
  g_autoptr (OffprintQueue) queue = offprint_queue_new ();
  g_assert_cmpint (offprint_queue_get_due (queue), ==, -1);
  offprint_queue_add (queue, "/b", TRUE, 1000);
  offprint_queue_add (queue, "/a", TRUE, 2000);
  offprint_queue_add (queue, "/b", TRUE, 3000);
  g_assert_cmpuint (offprint_queue_get_length (queue), ==, 2);
  g_assert_cmpint (offprint_queue_get_due (queue), ==, 2000 + QUIET);
  assert_takes (queue, 1999 + QUIET, NULL);
  assert_takes (queue, 2000 + QUIET, "/a");
  assert_takes (queue, 2999 + QUIET, NULL);
  assert_takes (queue, 3000 + QUIET, "/b");
  assert_takes (queue, G_MAXINT64, NULL);
}

/* What goes on changing comes out all the same. */
static void
test_longest (void)
{
  g_autoptr (OffprintQueue) queue = offprint_queue_new ();
  for (gint64 now = 0; now < LONGEST; now += QUIET / 2)
    {
      assert_takes (queue, now, NULL);
      offprint_queue_add (queue, "/a", TRUE, now);
    }
  assert_takes (queue, LONGEST, "/a");
}

/* What only appeared is given time until it is closed. */
static void
test_appeared (void)
{
  g_autoptr (OffprintQueue) queue = offprint_queue_new ();
  offprint_queue_add (queue, "/open", FALSE, 0);
  offprint_queue_add (queue, "/closed", FALSE, 0);
  offprint_queue_add (queue, "/closed", TRUE, 10);
  assert_takes (queue, 10 + QUIET, "/closed");
  assert_takes (queue, LONGEST - 1, NULL);
  assert_takes (queue, LONGEST, "/open");
}

/* All can be made due, or forgotten, at once. */
static void
test_hurry (void)
{
  g_autoptr (OffprintQueue) queue = offprint_queue_new ();
  offprint_queue_add (queue, "/a", TRUE, 0);
  offprint_queue_add (queue, "/b", FALSE, 0);
  offprint_queue_hurry (queue);
  assert_takes (queue, 0, "/a");
  assert_takes (queue, 0, "/b");
  offprint_queue_add (queue, "/a", TRUE, 0);
  offprint_queue_clear (queue);
  g_assert_cmpuint (offprint_queue_get_length (queue), ==, 0);
  g_assert_cmpint (offprint_queue_get_due (queue), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/quiet", test_quiet);
  g_test_add_func ("/queue/longest", test_longest);
  g_test_add_func ("/queue/appeared", test_appeared);
  g_test_add_func ("/queue/hurry", test_hurry);
  return g_test_run ();
}
