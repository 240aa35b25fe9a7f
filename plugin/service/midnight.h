/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls when a day ends, also when the machine slept meanwhile or its clock was set. Belongs to the main thread and its
 * default main context; wakes nobody up in between. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Midnight Midnight;
typedef void (*MidnightFunc) (gpointer data);

gint64 midnight_find_next (gint64 now, GTimeZone *zone);
Midnight *midnight_new (gint64 first, MidnightFunc func, gpointer data);
void midnight_free (Midnight *midnight);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Midnight, midnight_free)

G_END_DECLS
