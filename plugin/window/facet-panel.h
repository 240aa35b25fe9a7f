/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What hits have in common, to narrow them down: publishers, years, authors, languages, types, and how many of each. */
#pragma once

#include "desktop/client.h"
#include "window/filter.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define OFFPRINT_TYPE_FACET_PANEL (offprint_facet_panel_get_type ())
G_DECLARE_FINAL_TYPE (OffprintFacetPanel, offprint_facet_panel, OFFPRINT, FACET_PANEL, AdwBin)

void offprint_facet_panel_set_filters (OffprintFacetPanel *panel, GListStore *filters);
void offprint_facet_panel_ask (OffprintFacetPanel *panel, OffprintBusService *client, const char *query);
void offprint_facet_panel_clear (OffprintFacetPanel *panel);

G_END_DECLS
