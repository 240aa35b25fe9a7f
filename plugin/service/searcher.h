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

/* The answer, a tuple, or %NULL and the error; both are the caller's. In the main thread */
typedef void (*SearcherFunc) (GVariant *answer, const GError *error, gpointer data);

/**
 * SearcherAsker:
 * @sender: name on the bus
 * @topic: (nullable): a newer question of the same sender about it takes the place of one that is not answered yet,
 *   which gets the error %OFFPRINT_ERROR_CANCELLED then; %NULL: each is answered
 */
typedef struct
{
  const char *sender;
  const char *topic;
} SearcherAsker;

Searcher *searcher_new (const char *database, GDBusConnection *connection, SearcherDamagedFunc damaged,
                        gpointer data);
void searcher_free (Searcher *searcher);
void searcher_ask (Searcher *searcher, AnswerFunc func, gboolean newest_only, GDBusMethodInvocation *invocation);
void searcher_look_up (Searcher *searcher, AnswerFunc func, GVariant *parameters, const SearcherAsker *asker,
                       SearcherFunc done, gpointer data);
void searcher_rest (Searcher *searcher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Searcher, searcher_free)

G_END_DECLS
