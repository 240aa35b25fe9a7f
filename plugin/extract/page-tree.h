/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens into the tree: which elements a token opens and closes. For page.c only. */
#pragma once

#include "extract/page-builder.h"

G_BEGIN_DECLS

void offprint_page_tree_ensure_body (OffprintPageBuilder *self);
void offprint_page_tree_start (OffprintPageBuilder *self, const OffprintToken *token);
void offprint_page_tree_end (OffprintPageBuilder *self, OffprintTag tag);
void offprint_page_tree_add_text (OffprintPageBuilder *self, const OffprintToken *token);

G_END_DECLS
