/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folders that the daemon follows: to add some, to let some go; and how the index is. */
#pragma once

#include "window/daemon.h"

#include <adwaita.h>

G_BEGIN_DECLS


#define OFFPRINT_TYPE_FOLDERS_WINDOW (offprint_folders_window_get_type ())
G_DECLARE_FINAL_TYPE (OffprintFoldersWindow, offprint_folders_window, OFFPRINT, FOLDERS_WINDOW, AdwPreferencesWindow)

OffprintFoldersWindow *offprint_folders_window_new (GtkWindow *parent, OffprintDaemon *daemon);

G_END_DECLS
