/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One round of bringing the folders of saved searches up to date, in a thread of its own: those that are saved show
 * what they find, those that are saved no longer go. Made and freed in the main thread, which does not touch it in
 * between, but for saved_run_stop(). */
#pragma once

#include "index/saved-list.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SavedRun SavedRun;

/**
 * SavedRunWork:
 * @database: directory of the index, which need not be there: then no links come or go
 * @searches: (element-type OffprintSavedSearch): all that there are
 * @due: (element-type utf8): names of those to be searched for in any case
 * @changed: (nullable) (element-type filename): files whose articles changed since the last run; %NULL: any may have
 * @quietly: only when nothing else wants the processor or the disk
 */
typedef struct
{
  const char *database;
  GPtrArray *searches;
  GHashTable *due;
  GHashTable *changed;
  gboolean quietly;
} SavedRunWork;

/* In the main thread, once; @failed: (element-type utf8): names of searches whose folders are not up to date; @error:
 * (nullable): why the first of them is not */
typedef void (*SavedRunFunc) (SavedRun *run, GHashTable *failed, const GError *error, gpointer data);

SavedRun *saved_run_start (const SavedRunWork *work, SavedRunFunc func, gpointer data);
void saved_run_stop (SavedRun *run);
void saved_run_free (SavedRun *run);

G_END_DECLS
