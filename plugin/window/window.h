/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search window. */
#pragma once

#include "window/daemon.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define OFFPRINT_TYPE_WINDOW (offprint_window_get_type ())
G_DECLARE_FINAL_TYPE (OffprintWindow, offprint_window, OFFPRINT, WINDOW, AdwApplicationWindow)

OffprintWindow *offprint_window_new (GtkApplication *application, OffprintDaemon *daemon);
void offprint_window_search (OffprintWindow *window, const char *words);
void offprint_window_show_similar (OffprintWindow *window, const char *path, const char *member, const char *title);

G_END_DECLS
