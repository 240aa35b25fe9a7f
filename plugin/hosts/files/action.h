/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What our menu items do. All of it goes on in the background; what fails is told by a notification. */
#pragma once

#include "hosts/files/menu.h"

G_BEGIN_DECLS

/* As many pages as a person may want to have opened by one click */
#define ACTION_MAX_PAGES 10

/* Called when an action has been done, or its failure been told. */
typedef void (*ActionDoneFunc) (gpointer data);

void action_run (OffprintBusService *client, MenuItem item, GPtrArray *paths, ActionDoneFunc done, gpointer data);

G_END_DECLS
