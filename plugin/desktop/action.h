/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person can do with a hit in a bar, whichever bar it is. Nothing blocks; used in a thread that runs its
 * thread-default main context. */
#pragma once

#include "core/record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OffprintActionKind:
 * @OFFPRINT_ACTION_OPEN: open the article in its default application
 * @OFFPRINT_ACTION_SHOW: show its file in the file manager
 * @OFFPRINT_ACTION_COPY_LINK: copy its address
 */
typedef enum
{
  OFFPRINT_ACTION_OPEN,
  OFFPRINT_ACTION_SHOW,
  OFFPRINT_ACTION_COPY_LINK,
} OffprintActionKind;

void offprint_action_run (OffprintActionKind kind, const OffprintRecord *record, GAsyncReadyCallback callback,
                          gpointer data);
void offprint_action_search (const char *text, GAsyncReadyCallback callback, gpointer data);
gboolean offprint_action_finish (GAsyncResult *result, GError **error);

G_END_DECLS
