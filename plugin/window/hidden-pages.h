/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Has screen readers pass over what is not seen, which GTK 4.8 does not do by itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void offprint_hidden_pages_follow (GtkStack *stack);
void offprint_hidden_pages_set (GtkWidget *widget, gboolean hidden);

G_END_DECLS
