/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/page.h"

#include "hosts/files/details.h"

#define BORDER 12
#define COLUMN_SPACING 12
#define ROW_SPACING 6
#define LABEL_LINES 4
#define VALUE_CHARS 48

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), GTK_STYLE_CLASS_DIM_LABEL);
  return label;
}

static void
set_link (GtkLabel *label, const DetailRow *row)
{
  g_autofree char *markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", row->uri, row->value);
  gtk_label_set_markup (label, markup);
}

static GtkWidget *
make_value (const DetailRow *row)
{
  GtkWidget *value = gtk_label_new (row->value);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_yalign (GTK_LABEL (value), 0);
  gtk_label_set_line_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (value), LABEL_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (value), VALUE_CHARS);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_tooltip_text (value, row->uri != NULL ? row->uri : row->value);
  if (row->uri != NULL)
    set_link (GTK_LABEL (value), row);
  return value;
}

/* Rows of one label, as of several similar articles, have it once. */
static void
append_rows (GPtrArray *rows, gpointer data)
{
  GtkGrid *grid = data;
  int line = GPOINTER_TO_INT (g_object_get_data (data, "offprint-lines"));
  const char *last_label = NULL;
  for (guint i = 0; i < rows->len; i++, line++)
    {
      const DetailRow *row = g_ptr_array_index (rows, i);
      if (g_strcmp0 (row->label, last_label) != 0)
        gtk_grid_attach (grid, make_label (row->label), 0, line, 1, 1);
      gtk_grid_attach (grid, make_value (row), 1, line, 1, 1);
      last_label = row->label;
    }
  g_object_set_data (data, "offprint-lines", GINT_TO_POINTER (line));
  gtk_widget_show_all (GTK_WIDGET (grid));
}

static void
on_destroy (GtkWidget *grid, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
unref (gpointer object, GClosure *closure)
{
  g_object_unref (object);
}

/**
 * page_new:
 * @client: the way to the daemon
 * @path: a file
 *
 * Returns: (transfer floating): a page that fills itself
 */
GtkWidget *
page_new (OffprintBusService *client, const char *path)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *grid = gtk_grid_new ();
  GCancellable *cancellable = g_cancellable_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_container_set_border_width (GTK_CONTAINER (grid), BORDER);
  gtk_grid_set_column_spacing (GTK_GRID (grid), COLUMN_SPACING);
  gtk_grid_set_row_spacing (GTK_GRID (grid), ROW_SPACING);
  gtk_container_add (GTK_CONTAINER (scroller), grid);
  gtk_widget_show_all (scroller);
  g_signal_connect_data (grid, "destroy", G_CALLBACK (on_destroy), cancellable, unref, 0);
  details_ask (client, path, cancellable, append_rows, grid);
  return scroller;
}
