/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What it shows are plain texts with attributes, never markup: titles are hostile. */
#include "window/hit-row.h"

#include "core/i18n.h"
#include "desktop/presentation.h"

struct _OffprintHitRow
{
  AdwBin parent_instance;
  GtkLabel *title, *byline, *copies, *snippet;
  GMenuModel *menu;
  GtkWidget *popover;    /* (nullable) until it is asked for */
  OffprintHitItem *item; /* (nullable) */
  gulong handler;
};

G_DEFINE_FINAL_TYPE (OffprintHitRow, offprint_hit_row, ADW_TYPE_BIN)

static void
on_secondary_click (OffprintHitRow *self, int n_press, double x, double y)
{
  const GdkRectangle place = { (int) x, (int) y, 1, 1 };
  if (self->item == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "list.select-item", "(ubb)",
                              offprint_hit_item_get_position (self->item), FALSE, FALSE);
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static PangoAttrList *
make_marks (const GArray *matches)
{
  PangoAttrList *marks = pango_attr_list_new ();
  for (guint i = 0; i < matches->len; i++)
    {
      const OffprintMatch *match = &g_array_index (matches, OffprintMatch, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      bold->start_index = (guint) match->start;
      bold->end_index = (guint) match->end;
      pango_attr_list_insert (marks, bold);
    }
  return marks;
}

static void
show_snippet (OffprintHitRow *self, const OffprintHit *hit)
{
  g_autoptr (GArray) matches = NULL;
  g_autofree char *text = offprint_presentation_get_snippet (hit, 0, &matches);
  g_autoptr (PangoAttrList) marks = make_marks (matches);
  gtk_label_set_attributes (self->snippet, NULL);
  set_text (self->snippet, text);
  gtk_label_set_attributes (self->snippet, marks);
}

/* Returns: (transfer full): perhaps empty */
static char *
describe_copies (const OffprintHit *hit)
{
  if (hit->near_duplicate)
    /* Translators: nearly the same article as another one */
    return g_strdup (_("Near-duplicate"));
  if (hit->duplicates == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("+%u copy", "+%u copies", hit->duplicates), hit->duplicates);
}

static void
show_hit (OffprintHitRow *self, const OffprintHit *hit)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autofree char *copies = describe_copies (hit);
  set_text (self->title, title);
  gtk_label_set_label (self->byline, byline);
  set_text (self->copies, copies);
  show_snippet (self, hit);
}

static void
show_nothing (OffprintHitRow *self, const char *why)
{
  set_text (self->title, why);
  gtk_label_set_label (self->byline, "");
  set_text (self->copies, "");
  gtk_label_set_attributes (self->snippet, NULL);
  set_text (self->snippet, "");
}

/* A screen reader says of the row what the eye sees. */
static void
name_row (OffprintHitRow *self)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));
  GString *name = g_string_new (NULL);
  GtkLabel *const labels[] = { self->title, self->byline, self->copies, self->snippet };
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *text = gtk_label_get_label (labels[i]);
      if (*text != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? ". " : "", text);
    }
  if (list_item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  g_string_free (name, TRUE);
}

static void
update (OffprintHitRow *self)
{
  const OffprintHit *hit = offprint_hit_item_get_hit (self->item);
  if (hit != NULL)
    show_hit (self, hit);
  else
    show_nothing (self, offprint_hit_item_get_state (self->item) == OFFPRINT_HIT_GONE
                            ? _("This article is no longer there")
                            : _("Loading…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), hit != NULL);
  name_row (self);
}

static void
offprint_hit_row_dispose (GObject *object)
{
  OffprintHitRow *self = OFFPRINT_HIT_ROW (object);
  offprint_hit_row_set_item (self, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_HIT_ROW);
  G_OBJECT_CLASS (offprint_hit_row_parent_class)->dispose (object);
}

static void
offprint_hit_row_class_init (OffprintHitRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_hit_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OffprintHitRow, title);
  gtk_widget_class_bind_template_child (widget_class, OffprintHitRow, byline);
  gtk_widget_class_bind_template_child (widget_class, OffprintHitRow, copies);
  gtk_widget_class_bind_template_child (widget_class, OffprintHitRow, snippet);
  gtk_widget_class_bind_template_child (widget_class, OffprintHitRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_click);
}

static void
offprint_hit_row_init (OffprintHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * offprint_hit_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
OffprintHitRow *
offprint_hit_row_new (void)
{
  return g_object_new (OFFPRINT_TYPE_HIT_ROW, NULL);
}

/**
 * offprint_hit_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows from now on, also when its hit comes later
 */
void
offprint_hit_row_set_item (OffprintHitRow *self, OffprintHitItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->handler = g_signal_connect_swapped (item, "notify::state", G_CALLBACK (update), self);
  update (self);
}
