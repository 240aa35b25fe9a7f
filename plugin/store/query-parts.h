/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts queries of Xapian together: lists of parts that are made one after the other, and functions that take over what
 * they are given, so that calls can be nested. An error that is met first is kept: %NULL for a query that failed gives
 * %NULL. */
#pragma once

#include "shim/xap.h"

G_BEGIN_DECLS

GPtrArray *offprint_parts_new (void);
gboolean offprint_parts_take (GPtrArray *parts, XapQuery *part);
XapQuery *offprint_query_combine (XapOperator op, const GPtrArray *parts, guint window, GError **error);
XapQuery *offprint_query_join (XapOperator op, XapQuery *first, XapQuery *second, GError **error);
XapQuery *offprint_query_scale (XapQuery *query, double factor, GError **error);
XapQuery *offprint_query_prefer (XapQuery *query, const GPtrArray *others, GError **error);
XapQuery *offprint_query_keep (XapQuery *query, GError **error);

G_END_DECLS
