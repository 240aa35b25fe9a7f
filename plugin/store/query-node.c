/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a query as values: made, freed, asked what they are. */
#include "store/query.h"

#define NOTES_MAX 10

/**
 * offprint_query_add_note:
 * @notes: (element-type utf8): notes so far
 * @format: printf format of a line for a person
 *
 * Adds the note unless it is there already or there are ten.
 */
void
offprint_query_add_note (GPtrArray *notes, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *note = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (notes->len < NOTES_MAX && !g_ptr_array_find_with_equal_func (notes, note, g_str_equal, NULL))
    g_ptr_array_add (notes, g_steal_pointer (&note));
}

/**
 * offprint_query_node_new:
 * @kind: what it is
 * @field: (nullable): where to look
 *
 * Returns: (transfer full): a node without terms and children
 */
OffprintQueryNode *
offprint_query_node_new (OffprintQueryKind kind, const OffprintFieldInfo *field)
{
  OffprintQueryNode *node = g_new0 (OffprintQueryNode, 1);
  node->kind = kind;
  node->field = field;
  node->terms = g_ptr_array_new_with_free_func (g_free);
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_query_node_free);
  return node;
}

/**
 * offprint_query_node_free:
 * @node: (nullable) (transfer full): a node with all below it; no deeper than brackets may be
 */
void
offprint_query_node_free (OffprintQueryNode *node)
{
  if (node == NULL)
    return;
  g_ptr_array_unref (node->terms);
  g_ptr_array_unref (node->children);
  g_free (node->value);
  g_free (node);
}

/**
 * offprint_query_is_filter:
 * @node: a part of a query
 *
 * Returns: %TRUE when it says only which articles may be found, not which are better: filters and dates, alone or in
 *   brackets
 */
gboolean
offprint_query_is_filter (const OffprintQueryNode *node)
{
  if (node->kind == OFFPRINT_QUERY_FILTER || node->kind == OFFPRINT_QUERY_SPAN || node->filter)
    return TRUE;
  if (node->kind != OFFPRINT_QUERY_ALL && node->kind != OFFPRINT_QUERY_ANY)
    return FALSE;
  for (guint i = 0; i < node->children->len; i++)
    if (!offprint_query_is_filter (g_ptr_array_index (node->children, i)))
      return FALSE;
  return TRUE;
}

/**
 * offprint_query_has_alternatives:
 * @node: a part of a query
 *
 * Returns: whether it may match in several ways, each with a weight of its own: brackets, or other ways to write it
 */
gboolean
offprint_query_has_alternatives (const OffprintQueryNode *node)
{
  return node->kind == OFFPRINT_QUERY_ALL || node->kind == OFFPRINT_QUERY_ANY || node->children->len > 0;
}
