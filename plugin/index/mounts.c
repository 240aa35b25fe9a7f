/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel marks an open /proc/self/mountinfo with POLLERR and POLLPRI after each change of the table of mounts,
 * once: the poll(2) that returns the mark takes it away; nothing has to be read. */
#include "index/mounts.h"

#include <fcntl.h>
#include <unistd.h>

/* A mark that poll(2) returned is lost when the main loop then has something more urgent to do, so nothing is. */
#define PRIORITY (10 * G_PRIORITY_HIGH)

struct _OffprintMounts
{
  void (*func) (gpointer data);
  gpointer data;
  int fd;
  GSource *source;
};

typedef struct
{
  GSource source;
  OffprintMounts *mounts;
} MountsSource;

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  OffprintMounts *mounts = ((MountsSource *) source)->mounts;
  mounts->func (mounts->data);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/**
 * offprint_mounts_new:
 * @func: called by the main loop after something was mounted or unmounted
 * @data: for @func
 *
 * Works in the thread's default main context. Where there is no /proc, @func is never called.
 *
 * Returns: (transfer full): to be freed in the same thread, but not by @func
 */
OffprintMounts *
offprint_mounts_new (void (*func) (gpointer data), gpointer data)
{
  OffprintMounts *mounts = g_new0 (OffprintMounts, 1);
  mounts->func = func;
  mounts->data = data;
  mounts->fd = open ("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
  if (mounts->fd < 0)
    return mounts;
  mounts->source = g_source_new (&source_funcs, sizeof (MountsSource));
  ((MountsSource *) mounts->source)->mounts = mounts;
  g_source_set_static_name (mounts->source, "offprint-mounts");
  g_source_set_priority (mounts->source, PRIORITY);
  g_source_add_unix_fd (mounts->source, mounts->fd, G_IO_PRI | G_IO_ERR);
  g_source_attach (mounts->source, g_main_context_get_thread_default ());
  return mounts;
}

/**
 * offprint_mounts_free:
 * @mounts: (nullable) (transfer full): what offprint_mounts_new() made
 */
void
offprint_mounts_free (OffprintMounts *mounts)
{
  if (mounts == NULL)
    return;
  if (mounts->source != NULL)
    {
      g_source_destroy (mounts->source);
      g_source_unref (mounts->source);
      close (mounts->fd);
    }
  g_free (mounts);
}
