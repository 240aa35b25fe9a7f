/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers questions about the index in threads of its own, so that neither the bus nor the indexer waits. Used in the
 * main thread; what crosses to the search threads is immutable. Not the answers themselves: those are in answers.c. */
#pragma once

#include "service/answers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Searcher Searcher;

/* The index was found damaged. In the main thread */
typedef void (*SearcherDamagedFunc) (gpointer data);

Searcher *searcher_new (const char *database, GDBusConnection *connection, SearcherDamagedFunc damaged,
                        gpointer data);
void searcher_free (Searcher *searcher);
void searcher_ask (Searcher *searcher, AnswerFunc func, gboolean newest_only, GDBusMethodInvocation *invocation);
void searcher_rest (Searcher *searcher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Searcher, searcher_free)

G_END_DECLS
