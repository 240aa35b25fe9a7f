/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that wait to be asked about: each once, in order, up to a number. For one thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Wishes Wishes;

Wishes *wishes_new (guint max_waiting);
void wishes_free (Wishes *wishes);
void wishes_add (Wishes *wishes, const char *path);
gboolean wishes_are_none (const Wishes *wishes);
GPtrArray *wishes_take (Wishes *wishes, guint count);
void wishes_give_back (Wishes *wishes, GPtrArray *paths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wishes, wishes_free)

G_END_DECLS
