/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that say nothing about what an article is about, in each language: those of a query need not be there. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

typedef struct _OffprintStopWords OffprintStopWords;

OffprintStopWords *offprint_stop_words_new (const char *const *languages);
void offprint_stop_words_free (OffprintStopWords *words);
void offprint_stop_words_mark (const OffprintStopWords *words, OffprintQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintStopWords, offprint_stop_words_free)

G_END_DECLS
