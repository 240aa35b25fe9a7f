/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a list of hits answers. A value that does not change, counted. */
#pragma once

#include "desktop/client.h"

G_BEGIN_DECLS

/**
 * OffprintQuestionKind:
 * @OFFPRINT_QUESTION_UNFINISHED: it is still being typed: only the best hits, and at once
 * @OFFPRINT_QUESTION_SEARCH: all hits; without any word, all articles
 * @OFFPRINT_QUESTION_SIMILAR: articles like another one
 */
typedef enum
{
  OFFPRINT_QUESTION_UNFINISHED,
  OFFPRINT_QUESTION_SEARCH,
  OFFPRINT_QUESTION_SIMILAR,
} OffprintQuestionKind;

typedef struct _OffprintQuestion OffprintQuestion;

OffprintQuestion *offprint_question_new (OffprintQuestionKind kind, const char *query, const char *sort);
OffprintQuestion *offprint_question_new_similar (const char *path, const char *member);
OffprintQuestion *offprint_question_ref (OffprintQuestion *question);
void offprint_question_unref (OffprintQuestion *question);
OffprintQuestionKind offprint_question_get_kind (const OffprintQuestion *question);
const char *offprint_question_get_query (const OffprintQuestion *question);
void offprint_question_ask (const OffprintQuestion *question, OffprintBusService *client, guint offset, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintQuestion, offprint_question_unref)

G_END_DECLS
