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
  gboolean all_shown[OFFPRINT_N_FILTERS]; /* the values too that were too many */
  char *query;                            /* (nullable): that was asked for */
};

G_DEFINE_FINAL_TYPE (OffprintFacetPanel, offprint_facet_panel, ADW_TYPE_BIN)

/* The row of that filter, at @from or after it */
static GtkListBoxRow *
find_row (GtkListBox *list, OffprintFilter *filter, int from)
{
  GtkListBoxRow *row;
  for (int i = from; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (OFFPRINT_IS_FACET_ROW (row)
        && offprint_filter_equal (offprint_facet_row_get_filter (OFFPRINT_FACET_ROW (row)), filter))
      return row;
  return NULL;
}

static void
remove_rows (GtkListBox *list, int from)
{
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (list, from)) != NULL && OFFPRINT_IS_FACET_ROW (row))
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* Has the row of @filter at @position, the one that is there already if there is one. A row that moves keeps the
 * focus. */
static GtkWidget *
place_row (GtkListBox *list, OffprintFilter *filter, guint count, int position)
{
  GtkListBoxRow *row = find_row (list, filter, position);
  if (row == NULL)
    {
      GtkWidget *added = offprint_facet_row_new (filter, count);
      gtk_list_box_insert (list, added, position);
      return added;
    }
  offprint_facet_row_set_count (OFFPRINT_FACET_ROW (row), count);
  if (gtk_list_box_row_get_index (row) != position)
    {
      g_autoptr (GtkWidget) moved = g_object_ref (GTK_WIDGET (row));
      gboolean has_focus = gtk_widget_has_focus (moved);
      gtk_list_box_remove (list, moved);
      gtk_list_box_insert (list, moved, position);
      if (has_focus)
        gtk_widget_grab_focus (moved);
    }
  return GTK_WIDGET (row);
}

/* Shows the values that were too many, in place of the row that offers them, until other words are asked for. */
static void
show_rest (OffprintFacetPanel *self, GtkListBox *list)
{
  GtkListBoxRow *row;
  for (OffprintFilterKind kind = 0; kind < OFFPRINT_N_FILTERS; kind++)
    self->all_shown[kind] = self->all_shown[kind] || self->lists[kind] == list;
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
    show_rest (self, list);
}

/* The last row, after @n_rows others, offers what is hidden of them. */
static void
offer_rest (GtkListBox *list, int n_rows, int n_hidden)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", (guint) n_hidden), (guint) n_hidden);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, n_rows);
  if (row != NULL && n_hidden > 0)
    gtk_label_set_label (GTK_LABEL (gtk_list_box_row_get_child (row)), text);
  else if (row != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  else if (n_hidden > 0)
    {
      GtkWidget *label = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_list_box_append (list, label);
    }
}

/* Rows of values that are still there stay: who walks over them by keyboard stays where he is. */
static void
fill_list (OffprintFacetPanel *self, OffprintFilterKind kind, GVariant *counts)
{
  GtkListBox *list = self->lists[kind];
  GVariantIter iter;
  const char *value;
  guint32 count;
  int n_rows = 0;
  g_variant_iter_init (&iter, counts);
  while (n_rows < SHOWN_MAX && g_variant_iter_next (&iter, "(&su)", &value, &count))
    {
      g_autoptr (OffprintFilter) filter = offprint_filter_new (kind, value);
      if (g_list_store_find_with_equal_func (self->filters, filter, (GEqualFunc) offprint_filter_equal, NULL))
        continue;
      GtkWidget *row = place_row (list, filter, count, n_rows);
      gtk_widget_set_visible (row, self->all_shown[kind] || n_rows < SHOWN_FIRST);
      n_rows++;
    }
  remove_rows (list, n_rows);
  offer_rest (list, n_rows, self->all_shown[kind] ? 0 : MAX (n_rows - SHOWN_FIRST, 0));
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
offprint_facet_panel_finalize (GObject *object)
{
  OffprintFacetPanel *self = OFFPRINT_FACET_PANEL (object);
  g_free (self->query);
  G_OBJECT_CLASS (offprint_facet_panel_parent_class)->finalize (object);
}

static void
offprint_facet_panel_class_init (OffprintFacetPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_facet_panel_dispose;
  G_OBJECT_CLASS (class)->finalize = offprint_facet_panel_finalize;
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

static void
set_query (OffprintFacetPanel *self, const char *query)
{
  if (g_strcmp0 (query, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  memset (self->all_shown, 0, sizeof self->all_shown);
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
  set_query (self, query);
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
  set_query (self, NULL);
  show_counts (self, none);
}
