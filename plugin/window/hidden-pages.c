/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of a stack that is not the visible one is there, and visible as a widget, but not drawn. */
#include "window/hidden-pages.h"

/**
 * offprint_hidden_pages_set:
 * @widget: a part of a window
 * @hidden: whether nobody can see it now, although it is a visible widget
 */
void
offprint_hidden_pages_set (GtkWidget *widget, gboolean hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

static void
update (GtkStack *stack)
{
  GtkWidget *visible = gtk_stack_get_visible_child (stack);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    offprint_hidden_pages_set (child, child != visible);
}

/**
 * offprint_hidden_pages_follow:
 * @stack: a stack with all its pages
 *
 * From now on a screen reader knows which page is seen.
 */
void
offprint_hidden_pages_follow (GtkStack *stack)
{
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (update), NULL);
  update (stack);
}
