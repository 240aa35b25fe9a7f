/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values that were chosen already are not offered again: their filters are shown, and removed, elsewhere. */
#include "window/facet-panel.h"

#include "core/i18n.h"
#include "offprint-bus.h"
#include "window/facet-row.h"

/* So many values of a facet are shown at first, and so many at most. */
#define SHOWN_FIRST 6
#define SHOWN_MAX 200

struct _OffprintFacetPanel
{
  AdwBin parent_instance;
  GtkBox *groups;
  GtkWidget *nothing;
  GListStore *filters; /* (nullable): of OffprintFilter, those chosen */
  GCancellable *cancellable;
  GtkWidget *titles[OFFPRINT_N_FILTERS];
  GtkListBox *lists[OFFPRINT_N_FILTERS];
};

G_DEFINE_FINAL_TYPE (OffprintFacetPanel, offprint_facet_panel, ADW_TYPE_BIN)

static void
remove_rows (GtkListBox *list)
{
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* Shows the values that were too many, in place of the row that offers them. */
static void
show_rest (GtkListBox *list)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), OFFPRINT_IS_FACET_ROW (row));
  row = gtk_list_box_get_row_at_index (list, SHOWN_FIRST);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, OffprintFacetPanel *self)
{
  if (OFFPRINT_IS_FACET_ROW (row))
    g_list_store_append (self->filters, offprint_facet_row_get_filter (OFFPRINT_FACET_ROW (row)));
  else
    show_rest (list);
}

static void
add_more_row (GtkListBox *list, guint n_more)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", n_more), n_more);
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_append (list, label);
}

static void
fill_list (OffprintFacetPanel *self, OffprintFilterKind kind, GVariant *counts)
{
  GtkListBox *list = self->lists[kind];
  GVariantIter iter;
  const char *value;
  guint32 count;
  guint n_rows = 0;
  remove_rows (list);
  g_variant_iter_init (&iter, counts);
  while (n_rows < SHOWN_MAX && g_variant_iter_next (&iter, "(&su)", &value, &count))
    {
      g_autoptr (OffprintFilter) filter = offprint_filter_new (kind, value);
      if (g_list_store_find_with_equal_func (self->filters, filter, (GEqualFunc) offprint_filter_equal, NULL))
        continue;
      GtkWidget *row = offprint_facet_row_new (filter, count);
      gtk_widget_set_visible (row, n_rows++ < SHOWN_FIRST);
      gtk_list_box_append (list, row);
    }
  if (n_rows > SHOWN_FIRST)
    add_more_row (list, n_rows - SHOWN_FIRST);
  gtk_widget_set_visible (GTK_WIDGET (list), n_rows > 0);
  gtk_widget_set_visible (self->titles[kind], n_rows > 0);
}

static void
show_counts (OffprintFacetPanel *self, GVariant *facets)
{
  gboolean any = FALSE;
  for (OffprintFilterKind kind = 0; kind < OFFPRINT_N_FILTERS; kind++)
    {
      g_autoptr (GVariant) counts = g_variant_lookup_value (facets, offprint_filter_kind_get_facet (kind),
                                                            G_VARIANT_TYPE ("a(su)"));
      g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(su)"), NULL, 0));
      fill_list (self, kind, counts != NULL ? counts : none);
      any = any || gtk_widget_get_visible (GTK_WIDGET (self->lists[kind]));
    }
  gtk_widget_set_visible (self->nothing, !any);
}

/* A question that failed leaves what was there: the list of hits tells why. */
static void
on_facets (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintFacetPanel) self = data;
  g_autoptr (GVariant) facets = NULL;
  g_autoptr (GError) error = NULL;
  if (offprint_bus_service_call_facets_finish (OFFPRINT_BUS_SERVICE (source), &facets, NULL, result, &error))
    show_counts (self, facets);
  else
    g_debug ("no facets: %s", error->message);
}

static void
offprint_facet_panel_dispose (GObject *object)
{
  OffprintFacetPanel *self = OFFPRINT_FACET_PANEL (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->filters);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_FACET_PANEL);
  G_OBJECT_CLASS (offprint_facet_panel_parent_class)->dispose (object);
}

static void
offprint_facet_panel_class_init (OffprintFacetPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_facet_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/facet-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, OffprintFacetPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, OffprintFacetPanel, nothing);
}

static void
add_group (OffprintFacetPanel *self, OffprintFilterKind kind)
{
  const char *title = offprint_filter_kind_get_title (kind);
  self->titles[kind] = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (self->titles[kind]), 0);
  gtk_widget_add_css_class (self->titles[kind], "heading");
  gtk_widget_add_css_class (self->titles[kind], "facet-title");
  gtk_widget_set_visible (self->titles[kind], FALSE);
  self->lists[kind] = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lists[kind], GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lists[kind]), "navigation-sidebar");
  gtk_widget_set_visible (GTK_WIDGET (self->lists[kind]), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lists[kind]), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (self->lists[kind], "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (self->groups, self->titles[kind]);
  gtk_box_append (self->groups, GTK_WIDGET (self->lists[kind]));
}

static void
offprint_facet_panel_init (OffprintFacetPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (OffprintFilterKind kind = 0; kind < OFFPRINT_N_FILTERS; kind++)
    add_group (self, kind);
}

/**
 * offprint_facet_panel_set_filters:
 * @self: a panel
 * @filters: (element-type OffprintFilter): what was chosen; the panel adds to it
 */
void
offprint_facet_panel_set_filters (OffprintFacetPanel *self, GListStore *filters)
{
  g_set_object (&self->filters, filters);
}

/**
 * offprint_facet_panel_ask:
 * @self: a panel
 * @client: whom to ask
 * @query: what the hits are found by; empty: all articles
 *
 * Counts anew, copies each: the list that a value leads to has those in it that are best among those with that value.
 * Until that is answered what was there stays; the newest question wins.
 */
void
offprint_facet_panel_ask (OffprintFacetPanel *self, OffprintBusService *client, const char *query)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&options, "fold", "b", FALSE);
  offprint_bus_service_call_facets (client, query, g_variant_dict_end (&options), self->cancellable, on_facets,
                                    g_object_ref (self));
}

/**
 * offprint_facet_panel_clear:
 * @self: a panel
 *
 * Offers nothing: what is shown can't be narrowed down.
 */
void
offprint_facet_panel_clear (OffprintFacetPanel *self)
{
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sa(su)}"), NULL, 0));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_counts (self, none);
}
