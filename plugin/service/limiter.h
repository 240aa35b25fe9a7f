/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lets something happen soon after it was asked for, but not more often than so many times a second. Has no timer while
 * nothing was asked for. Belongs to the thread that made it and its thread-default main context. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Limiter Limiter;
typedef void (*LimiterFunc) (gpointer data);

Limiter *limiter_new (guint interval_ms, LimiterFunc func, gpointer data);
void limiter_free (Limiter *limiter);
void limiter_touch (Limiter *limiter);
void limiter_flush (Limiter *limiter);
gboolean limiter_is_waiting (const Limiter *limiter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Limiter, limiter_free)

G_END_DECLS
