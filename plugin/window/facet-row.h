/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One value of a facet, and how many articles have it. */
#pragma once

#include "window/filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OFFPRINT_TYPE_FACET_ROW (offprint_facet_row_get_type ())
G_DECLARE_FINAL_TYPE (OffprintFacetRow, offprint_facet_row, OFFPRINT, FACET_ROW, GtkListBoxRow)

GtkWidget *offprint_facet_row_new (OffprintFilter *filter, guint count);
void offprint_facet_row_set_count (OffprintFacetRow *row, guint count);
OffprintFilter *offprint_facet_row_get_filter (OffprintFacetRow *row);

G_END_DECLS
