/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search entry, as it is typed into: each change is a question, only the newest one is answered, nothing blocks.
 * Used in the thread whose thread-default main context it was made in. */
#pragma once

#include "core/hit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OffprintTyping:
 *
 * A search entry. Opaque.
 */
typedef struct _OffprintTyping OffprintTyping;

/**
 * OffprintTypingFunc:
 * @typing: the entry
 * @hits: (transfer full) (nullable): the answer to the newest question, or %NULL with @error
 * @error: (nullable): why there is none; the message is a line for a person
 * @data: as given to offprint_typing_new()
 */
typedef void (*OffprintTypingFunc) (OffprintTyping *typing, OffprintHits *hits, const GError *error, gpointer data);

OffprintTyping *offprint_typing_new (guint limit, OffprintTypingFunc func, gpointer data);
void offprint_typing_free (OffprintTyping *typing);
void offprint_typing_ask (OffprintTyping *typing, const char *text);
void offprint_typing_ask_similar (OffprintTyping *typing, const char *path, const char *member);
void offprint_typing_stop (OffprintTyping *typing);
gboolean offprint_typing_is_waiting (OffprintTyping *typing);
gboolean offprint_typing_has_no_articles (OffprintTyping *typing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintTyping, offprint_typing_free)

G_END_DECLS
