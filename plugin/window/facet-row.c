/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is too long for the panel stands in its tooltip. */
#include "window/facet-row.h"

#include "core/i18n.h"

struct _OffprintFacetRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *label, *count;
  OffprintFilter *filter;
};

G_DEFINE_FINAL_TYPE (OffprintFacetRow, offprint_facet_row, GTK_TYPE_LIST_BOX_ROW)

static void
offprint_facet_row_dispose (GObject *object)
{
  OffprintFacetRow *self = OFFPRINT_FACET_ROW (object);
  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_FACET_ROW);
  G_OBJECT_CLASS (offprint_facet_row_parent_class)->dispose (object);
}

static void
offprint_facet_row_class_init (OffprintFacetRowClass *class)
{
  /* The space bar is bound already; Enter the window would take for itself. */
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_facet_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/facet-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OffprintFacetRow, label);
  gtk_widget_class_bind_template_child (widget_class, OffprintFacetRow, count);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activate", NULL);
}

static void
offprint_facet_row_init (OffprintFacetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * offprint_facet_row_new:
 * @filter: that the row stands for
 * @count: how many articles have it
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
offprint_facet_row_new (OffprintFilter *filter, guint count)
{
  OffprintFacetRow *self = g_object_new (OFFPRINT_TYPE_FACET_ROW, NULL);
  g_set_object (&self->filter, filter);
  gtk_label_set_label (self->label, offprint_filter_get_label (filter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), offprint_filter_get_label (filter));
  offprint_facet_row_set_count (self, count);
  return GTK_WIDGET (self);
}

/**
 * offprint_facet_row_set_count:
 * @self: a row
 * @count: how many articles have what it stands for
 */
void
offprint_facet_row_set_count (OffprintFacetRow *self, guint count)
{
  g_autofree char *number = g_strdup_printf ("%'u", count);
  /* Translators: a value, such as the name of a publisher, and how many articles have it */
  g_autofree char *name = g_strdup_printf (ngettext ("%s, %u article", "%s, %u articles", count),
                                           offprint_filter_get_label (self->filter), count);
  gtk_label_set_label (self->count, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * offprint_facet_row_get_filter:
 * @self: a row
 *
 * Returns: (transfer none): what it stands for
 */
OffprintFilter *
offprint_facet_row_get_filter (OffprintFacetRow *self)
{
  return self->filter;
}
