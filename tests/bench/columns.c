/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How soon the files of a folder have their columns: asks as a file manager does, one file after the other, each in a
 * turn of its own of the main loop, and again for each that it is told of. The daemon on the session bus answers.
 *
 *   bench-columns FOLDER
 *
 * Says how long it took until the last file had its columns, how much of that was CPU time here, and the longest time
 * that the main loop was kept busy without a pause: what a person would feel while scrolling. See columns.py. */
#include "hosts/files/lookup.h"

#include <stdio.h>
#include <time.h>

typedef struct
{
  Lookup *lookup;
  GPtrArray *paths;
  guint next, filled;
  GQueue again; /* paths told of, to be asked about */
  guint asker;
} Bench;

/* The busy stretch under way began then. */
static gint64 busy_since;
static gint64 longest_busy;

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  longest_busy = MAX (longest_busy, g_get_monotonic_time () - busy_since);
  int result = g_poll (fds, n_fds, timeout);
  busy_since = g_get_monotonic_time ();
  return result;
}

static gboolean
ask_one (gpointer data)
{
  Bench *bench = data;
  g_autofree char *path = NULL;
  if (bench->next < bench->paths->len)
    path = g_strdup (g_ptr_array_index (bench->paths, bench->next++));
  else
    path = g_queue_pop_head (&bench->again);
  if (path == NULL)
    {
      bench->asker = 0;
      return G_SOURCE_REMOVE;
    }
  if (lookup_get (bench->lookup, path) != NULL)
    bench->filled++;
  return G_SOURCE_CONTINUE;
}

static void
tell (const char *path, gpointer data)
{
  Bench *bench = data;
  g_queue_push_tail (&bench->again, g_strdup (path));
  if (bench->asker == 0)
    bench->asker = g_idle_add (ask_one, bench);
}

static void
ignore (gpointer data)
{
}

static GPtrArray *
list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static double
get_cpu_seconds (void)
{
  struct timespec spent;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (double) spent.tv_sec + (double) spent.tv_nsec / 1e9;
}

static void
fill (Bench *bench)
{
  const guint screenful = MIN (50, bench->paths->len);
  gint64 start = g_get_monotonic_time ();
  double cpu = get_cpu_seconds ();
  gint64 first_screen = 0;
  busy_since = start;
  bench->asker = g_idle_add (ask_one, bench);
  while (bench->filled < bench->paths->len)
    {
      g_main_context_iteration (NULL, TRUE);
      if (first_screen == 0 && bench->filled >= screenful)
        first_screen = g_get_monotonic_time () - start;
    }
  printf ("%u files: %.2f s until all are filled, %.0f ms until the first %u; %.2f s of CPU here; longest busy %.1f ms\n",
          bench->paths->len, (double) (g_get_monotonic_time () - start) / 1e6, (double) first_screen / 1e3, screenful,
          get_cpu_seconds () - cpu, (double) longest_busy / 1e3);
}

int
main (int argc, char **argv)
{
  static const LookupFuncs funcs = { tell, ignore, ignore };
  Bench bench = { .paths = list (argc > 1 ? argv[1] : ".") };
  g_main_context_set_poll_func (NULL, poll_and_measure);
  bench.lookup = lookup_new (NULL, &lookup_default_limits, &funcs, &bench);
  while (lookup_get_client (bench.lookup) == NULL)
    g_main_context_iteration (NULL, TRUE);
  longest_busy = 0;
  fill (&bench);
  lookup_free (bench.lookup);
  g_queue_clear_full (&bench.again, g_free);
  g_ptr_array_unref (bench.paths);
  return 0;
}
