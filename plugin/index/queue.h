/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths that may have changed, each to be looked at when it has been quiet for a while. Time is an argument. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintQueue OffprintQueue;

/* Monotonic microseconds. A path is due so long after it was last told of... */
#define OFFPRINT_QUEUE_QUIET_US (150 * 1000)
/* ... and at the latest so long after it was first told of; also when it only appeared and may still be written. */
#define OFFPRINT_QUEUE_LONGEST_US (2 * G_USEC_PER_SEC)

OffprintQueue *offprint_queue_new (void);
void offprint_queue_free (OffprintQueue *queue);
void offprint_queue_add (OffprintQueue *queue, const char *path, gboolean is_written, gint64 now);
char *offprint_queue_take (OffprintQueue *queue, gint64 now);
gint64 offprint_queue_get_due (const OffprintQueue *queue);
guint offprint_queue_get_length (const OffprintQueue *queue);
void offprint_queue_hurry (OffprintQueue *queue);
void offprint_queue_clear (OffprintQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintQueue, offprint_queue_free)

G_END_DECLS
