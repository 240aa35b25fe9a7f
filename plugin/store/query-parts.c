/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/query-parts.h"

/**
 * offprint_parts_new:
 *
 * Returns: (transfer full) (element-type XapQuery): no parts yet
 */
GPtrArray *
offprint_parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) xap_query_free);
}

/**
 * offprint_parts_take:
 * @parts: (element-type XapQuery): a list
 * @part: (nullable) (transfer full): added to it; %NULL: an error that is set already
 *
 * Returns: %FALSE when @part is %NULL
 */
gboolean
offprint_parts_take (GPtrArray *parts, XapQuery *part)
{
  if (part != NULL)
    g_ptr_array_add (parts, part);
  return part != NULL;
}

/**
 * offprint_query_combine:
 * @op: how
 * @parts: (element-type XapQuery): queries
 * @window: in positions, for a phrase and what is near; else 0
 * @error: return location
 *
 * What has alternatives with weight is for offprint_query_keep().
 *
 * Returns: (transfer full): the query, which nothing matches when there are no parts; %NULL with a #XapError
 */
XapQuery *
offprint_query_combine (XapOperator op, const GPtrArray *parts, guint window, GError **error)
{
  return xap_query_combine (op, (XapQuery *const *) parts->pdata, parts->len, window, error);
}

/**
 * offprint_query_join:
 * @op: how
 * @first: (nullable) (transfer full): a query; %NULL: an error that is set already
 * @second: (nullable) (transfer full): likewise
 * @error: return location
 *
 * Returns: (transfer full): both as one, or %NULL with a #XapError
 */
XapQuery *
offprint_query_join (XapOperator op, XapQuery *first, XapQuery *second, GError **error)
{
  g_autoptr (XapQuery) one = first, two = second;
  XapQuery *both[] = { one, two };
  return one != NULL && two != NULL ? xap_query_combine (op, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

/**
 * offprint_query_scale:
 * @query: (nullable) (transfer full): a query; %NULL: an error that is set already
 * @factor: 0 or more
 * @error: return location
 *
 * Returns: (transfer full): @query counting @factor times, or %NULL with a #XapError
 */
XapQuery *
offprint_query_scale (XapQuery *query, double factor, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  return owned != NULL ? xap_query_scale (owned, factor, error) : NULL;
}

/**
 * offprint_query_prefer:
 * @query: (nullable) (transfer full): a query; %NULL: an error that is set already
 * @others: (element-type XapQuery): queries
 * @error: return location
 *
 * Returns: (transfer full): what @query finds, better where @others match too; %NULL with a #XapError
 */
XapQuery *
offprint_query_prefer (XapQuery *query, const GPtrArray *others, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  if (query == NULL || others->len == 0)
    return g_steal_pointer (&owned);
  g_autoptr (XapQuery) any = offprint_query_combine (XAP_OPERATOR_OR, others, 0, error);
  return any != NULL ? xap_query_prefer (owned, any, error) : NULL;
}

/**
 * offprint_query_keep:
 * @query: (nullable) (transfer full): a query; %NULL: an error that is set already
 * @error: return location
 *
 * From alternatives (OR) that have weight a hit may be lost, by Xapian's fault: see xap_query_prefer(). For the whole
 * of a query, not for parts in parts, since each time what is asked doubles.
 *
 * Returns: (transfer full): the same, of which no hit is lost; %NULL with a #XapError
 */
XapQuery *
offprint_query_keep (XapQuery *query, GError **error)
{
  g_autoptr (XapQuery) owned = query;
  g_autoptr (XapQuery) found = owned != NULL ? xap_query_scale (owned, 0, error) : NULL;
  return found != NULL ? xap_query_prefer (found, owned, error) : NULL;
}
