/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers what Recoll asks: opens the file, has it read by a worker process, and gives its articles one after the
 * other. Saved pages are hostile: what they do to the worker ends with the worker. One thread. */
#pragma once

#include "hosts/recoll/request.h"

G_BEGIN_DECLS

typedef struct _RecollHandler RecollHandler;

RecollHandler *recoll_handler_new (guint64 max_file_bytes);
void recoll_handler_free (RecollHandler *handler);
GString *recoll_handler_answer (RecollHandler *handler, const RecollRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecollHandler, recoll_handler_free)

G_END_DECLS
