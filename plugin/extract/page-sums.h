/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measuring the text of each node and adding it up the tree. For page.c only. */
#pragma once

#include "extract/page.h"

G_BEGIN_DECLS

void offprint_page_sum (OffprintNode *nodes, guint32 n_nodes, const char *text);

G_END_DECLS
