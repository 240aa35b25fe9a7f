/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of properties of a file, as a widget of GTK 3: for Nemo, Caja and Thunar. */
#pragma once

#include "desktop/client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *page_new (OffprintBusService *client, const char *path);

G_END_DECLS
