/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a list of hits is narrowed down to: one value of one facet. It does not change. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The facets that the window offers */
typedef enum
{
  OFFPRINT_FILTER_PUBLISHER,
  OFFPRINT_FILTER_YEAR,
  OFFPRINT_FILTER_AUTHOR,
  OFFPRINT_FILTER_LANGUAGE,
  OFFPRINT_FILTER_TYPE,
  OFFPRINT_N_FILTERS,
} OffprintFilterKind;

#define OFFPRINT_TYPE_FILTER (offprint_filter_get_type ())
G_DECLARE_FINAL_TYPE (OffprintFilter, offprint_filter, OFFPRINT, FILTER, GObject)

const char *offprint_filter_kind_get_facet (OffprintFilterKind kind);
const char *offprint_filter_kind_get_title (OffprintFilterKind kind);
OffprintFilter *offprint_filter_new (OffprintFilterKind kind, const char *value);
OffprintFilterKind offprint_filter_get_kind (OffprintFilter *filter);
const char *offprint_filter_get_label (OffprintFilter *filter);
gboolean offprint_filter_equal (gconstpointer a, gconstpointer b);
char *offprint_filter_get_query (OffprintFilter *filter);

G_END_DECLS
