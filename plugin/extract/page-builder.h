/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page under construction: the arena, and the stack of elements that are open. For page.c and page-tree.c only. */
#pragma once

#include "extract/page.h"
#include "extract/token.h"

G_BEGIN_DECLS

typedef struct
{
  OffprintPage page;
  GArray *nodes; /* OffprintNode */
  GArray *attributes; /* OffprintAttribute */
  GString *text;
  GString *values;
  guint32 stack[OFFPRINT_PAGE_MAX_DEPTH + 1]; /* open elements, the root first */
  guint32 last_child[OFFPRINT_PAGE_MAX_DEPTH + 1]; /* of each of them */
  guint8 inherited[OFFPRINT_PAGE_MAX_DEPTH + 1]; /* flags that it gives to what is inside */
  guint depth; /* index of the innermost open element */
  guint too_deep; /* open elements that found no room in the stack */
  gboolean json_ld; /* the raw text to come is JSON-LD */
  gboolean dropped; /* the raw text to come is code */
} OffprintPageBuilder;

/* The pointer is good until the next node is appended. */
static inline OffprintNode *
offprint_page_builder_get_node (OffprintPageBuilder *self, guint32 node)
{
  return &g_array_index (self->nodes, OffprintNode, node);
}

static inline OffprintTag
offprint_page_builder_get_open_tag (OffprintPageBuilder *self, guint depth)
{
  return (OffprintTag) offprint_page_builder_get_node (self, self->stack[depth])->tag;
}

guint32 offprint_page_builder_append (OffprintPageBuilder *self, OffprintTag tag, guint8 flags);
void offprint_page_builder_push (OffprintPageBuilder *self, guint32 number);
void offprint_page_builder_pop_to (OffprintPageBuilder *self, guint depth);
void offprint_page_builder_keep_attributes (OffprintPageBuilder *self, guint32 number, const OffprintToken *token);
gboolean offprint_page_builder_is_scope (OffprintTag tag);
gboolean offprint_page_builder_is_table_part (OffprintTag tag);
guint offprint_page_builder_find_open (OffprintPageBuilder *self, OffprintTag tag);
void offprint_page_builder_close (OffprintPageBuilder *self, OffprintTag tag);

G_END_DECLS
