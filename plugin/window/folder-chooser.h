/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lets a person choose folders, and has the daemon follow them. */
#pragma once

#include "window/daemon.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @error: (nullable): why a folder was not added; %NULL: it was, or nothing was chosen */
typedef void (*OffprintFolderAddedFunc) (const GError *error, gpointer data);

void offprint_folder_chooser_run (GtkWindow *parent, OffprintDaemon *daemon, OffprintFolderAddedFunc func,
                                  gpointer data);

G_END_DECLS
