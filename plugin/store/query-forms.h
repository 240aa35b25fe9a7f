/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Other ways to write a word that mean the same. */
#pragma once

#include "store/query-words.h"

G_BEGIN_DECLS

void offprint_query_forms_strip (OffprintQueryText *text);
void offprint_query_forms_add (OffprintQueryNode *node, const OffprintQueryText *text);

G_END_DECLS
