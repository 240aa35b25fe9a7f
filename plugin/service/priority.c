/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Done in code and not by the systemd unit alone: there the whole service, its answers included, would be slow, and
 * the service may be started without systemd. */
#include "service/priority.h"

#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

/* From linux/ioprio.h, which not all systems have */
#define IOPRIO_WHO_PROCESS 1
#define IOPRIO_CLASS_IDLE 3
#define IOPRIO_CLASS_SHIFT 13

/**
 * priority_lower_thread:
 *
 * From now on the calling thread, and all threads and processes that it starts, run only when nothing else wants the
 * processor or the disk.
 *
 * Returns: whether the system allowed all of it; if not, work goes on as it is
 */
gboolean
priority_lower_thread (void)
{
  const struct sched_param parameters = { .sched_priority = 0 };
  gboolean lowered = sched_setscheduler (0, SCHED_IDLE, &parameters) == 0;
  long result = syscall (SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT);
  return lowered && result == 0;
}
