/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How one thread has something done in another one's main context. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void post_to (GMainContext *context, GSourceFunc func, gpointer data);

G_END_DECLS
