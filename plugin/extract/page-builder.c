/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Appending nodes, and the stack of open elements. */
#include "extract/page-builder.h"

#include "extract/entity.h"

/**
 * offprint_page_builder_append:
 * @self: the page so far
 * @tag: an element, or %OFFPRINT_TAG_TEXT
 * @flags: of its own; it has those of the innermost open element besides
 *
 * Appends a node as last child of the innermost open element.
 *
 * Returns: its number
 */
guint32
offprint_page_builder_append (OffprintPageBuilder *self, OffprintTag tag, guint8 flags)
{
  guint32 number = self->nodes->len;
  OffprintNode node = {
    .parent = self->stack[self->depth],
    .end = number + 1,
    .text_start = (guint32) self->text->len,
    .text_end = (guint32) self->text->len,
    .first_attribute = self->attributes->len,
    .depth = (guint16) (self->depth + 1),
    .tag = (guint8) tag,
    .flags = self->inherited[self->depth] | flags,
  };
  g_array_append_val (self->nodes, node);
  guint32 *last = &self->last_child[self->depth];
  if (*last != 0)
    offprint_page_builder_get_node (self, *last)->next = number;
  else
    offprint_page_builder_get_node (self, node.parent)->first_child = number;
  *last = number;
  return number;
}

/**
 * offprint_page_builder_push:
 * @self: the page so far
 * @number: the node appended last
 *
 * Opens an element: what comes next is inside. There must be room: depth below %OFFPRINT_PAGE_MAX_DEPTH
 */
void
offprint_page_builder_push (OffprintPageBuilder *self, guint32 number)
{
  self->depth++;
  self->stack[self->depth] = number;
  self->last_child[self->depth] = 0;
  self->inherited[self->depth] = offprint_page_builder_get_node (self, number)->flags;
}

static void
pop (OffprintPageBuilder *self)
{
  OffprintNode *node = offprint_page_builder_get_node (self, self->stack[self->depth]);
  node->end = self->nodes->len;
  node->text_end = (guint32) self->text->len;
  self->depth--;
}

/**
 * offprint_page_builder_pop_to:
 * @self: the page so far
 * @depth: index in the stack
 *
 * Closes all elements above @depth; those that found no room in the stack too
 */
void
offprint_page_builder_pop_to (OffprintPageBuilder *self, guint depth)
{
  self->too_deep = 0;
  while (self->depth > depth)
    pop (self);
}

/**
 * offprint_page_builder_keep_attributes:
 * @self: the page so far
 * @number: the node appended last
 * @token: its start tag
 *
 * Keeps the values, but for huge ones and data: addresses
 */
void
offprint_page_builder_keep_attributes (OffprintPageBuilder *self, guint32 number, const OffprintToken *token)
{
  guint kept = 0;
  for (guint i = 0; i < token->n_attributes; i++)
    {
      const OffprintTokenAttribute *read = &token->attributes[i];
      gboolean inline_data = read->length >= 5 && g_ascii_strncasecmp (read->value, "data:", 5) == 0;
      if (read->length > OFFPRINT_PAGE_MAX_VALUE || inline_data)
        continue;
      OffprintAttribute attribute = { read->name, (guint32) self->values->len };
      offprint_entity_append (self->values, read->value, read->length, TRUE);
      g_string_append_c (self->values, '\0');
      g_array_append_val (self->attributes, attribute);
      kept++;
    }
  offprint_page_builder_get_node (self, number)->n_attributes = (guint16) kept;
}

/**
 * offprint_page_builder_is_scope:
 * @tag: an element
 *
 * Returns: whether end tags and implied ends reach no further: content of a table cell never closes what is around the
 * table
 */
gboolean
offprint_page_builder_is_scope (OffprintTag tag)
{
  switch (tag)
    {
    case OFFPRINT_TAG_ROOT:
    case OFFPRINT_TAG_HTML:
    case OFFPRINT_TAG_BODY:
    case OFFPRINT_TAG_TABLE:
    case OFFPRINT_TAG_TD:
    case OFFPRINT_TAG_TH:
    case OFFPRINT_TAG_CAPTION:
    case OFFPRINT_TAG_TEMPLATE:
    case OFFPRINT_TAG_OBJECT:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * offprint_page_builder_is_table_part:
 * @tag: an element
 *
 * Returns: whether it is a row, a cell or the like
 */
gboolean
offprint_page_builder_is_table_part (OffprintTag tag)
{
  switch (tag)
    {
    case OFFPRINT_TAG_CAPTION:
    case OFFPRINT_TAG_TBODY:
    case OFFPRINT_TAG_THEAD:
    case OFFPRINT_TAG_TFOOT:
    case OFFPRINT_TAG_TR:
    case OFFPRINT_TAG_TD:
    case OFFPRINT_TAG_TH:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * offprint_page_builder_find_open:
 * @self: the page so far
 * @tag: an element
 *
 * Returns: depth of the innermost open @tag that may be closed from here, or 0
 */
guint
offprint_page_builder_find_open (OffprintPageBuilder *self, OffprintTag tag)
{
  gboolean table = offprint_page_builder_is_table_part (tag) || tag == OFFPRINT_TAG_TABLE;
  for (guint depth = self->depth; depth > 0; depth--)
    {
      OffprintTag open = offprint_page_builder_get_open_tag (self, depth);
      if (open == tag)
        return depth;
      if (table ? open == OFFPRINT_TAG_TABLE || open == OFFPRINT_TAG_TEMPLATE : offprint_page_builder_is_scope (open))
        return 0;
    }
  return 0;
}

/**
 * offprint_page_builder_close:
 * @self: the page so far
 * @tag: an element
 *
 * Closes the innermost open @tag that may be closed from here, with all in it
 */
void
offprint_page_builder_close (OffprintPageBuilder *self, OffprintTag tag)
{
  guint depth = offprint_page_builder_find_open (self, tag);
  if (depth > 0)
    offprint_page_builder_pop_to (self, depth - 1);
}
