/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process behind a worker, as its parent sees it: started, bounded, watched, ended. Says nothing and hears nothing.
 * Belongs to the thread that started it: it dies with that thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OffprintWorkerProcess OffprintWorkerProcess;

char *offprint_worker_find_program (void);
OffprintWorkerProcess *offprint_worker_process_start (GError **error);
int offprint_worker_process_get_socket (const OffprintWorkerProcess *process);
int offprint_worker_process_get_id (const OffprintWorkerProcess *process);
gint64 offprint_worker_process_get_cpu_time (const OffprintWorkerProcess *process);
void offprint_worker_process_allow_cpu_time (OffprintWorkerProcess *process, guint seconds);
gboolean offprint_worker_process_is_waiting (const OffprintWorkerProcess *process);
int offprint_worker_process_end (OffprintWorkerProcess *process);

G_END_DECLS
