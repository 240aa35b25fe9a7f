/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what is typed and chosen to a list of hits. Each key asks for the best hits of an unfinished query; Enter, or a
 * pause, asks for all of a finished one. */
#include "window/window-private.h"

#include "core/i18n.h"

/* Nobody who types goes on after so long. */
#define PAUSE_MS 700
/* While articles are read, the list is asked for anew so often. */
#define REFRESH_MS 500

/* Returns: (transfer full): filters first, since the last word of the query goes on somehow */
static char *
make_query (OffprintWindow *self)
{
  GString *query = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->filters)); i++)
    {
      g_autoptr (OffprintFilter) filter = g_list_model_get_item (G_LIST_MODEL (self->filters), i);
      g_autofree char *part = offprint_filter_get_query (filter);
      g_string_append_printf (query, "%s ", part);
    }
  g_string_append (query, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return g_strchomp (g_string_free (query, FALSE));
}

static gboolean
has_typed (OffprintWindow *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return *g_strstrip (typed) != '\0';
}

/**
 * offprint_window_has_words:
 * @self: a window
 *
 * Returns: whether something is asked for, rather than all articles
 */
gboolean
offprint_window_has_words (OffprintWindow *self)
{
  return has_typed (self) || self->similar != NULL || g_list_model_get_n_items (G_LIST_MODEL (self->filters)) > 0;
}

static OffprintQuestion *
make_question (OffprintWindow *self, OffprintQuestionKind kind)
{
  g_autofree char *query = make_query (self);
  gboolean is_best_senseless = !has_typed (self) && g_str_equal (self->sort, "relevance");
  if (self->similar != NULL)
    return offprint_question_ref (self->similar);
  return offprint_question_new (has_typed (self) ? kind : OFFPRINT_QUESTION_SEARCH, query,
                                is_best_senseless ? "saved" : self->sort);
}

/**
 * offprint_window_ask:
 * @self: a window
 * @kind: whether what is typed is finished
 *
 * Asks for the hits of what is typed and chosen.
 */
void
offprint_window_ask (OffprintWindow *self, OffprintQuestionKind kind)
{
  OffprintBusService *client = offprint_daemon_get_client (self->daemon);
  g_autoptr (OffprintQuestion) question = make_question (self, kind);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  if (client != NULL && offprint_daemon_get_state (self->daemon) == OFFPRINT_DAEMON_RUNNING)
    offprint_hit_list_ask (self->hits, client, question);
}

/* The same again: what is selected stays selected, if it is among the first hits. */
static void
ask_keeping (OffprintWindow *self)
{
  g_set_object (&self->kept, offprint_window_get_selected (self));
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
}

/**
 * offprint_window_ask_again:
 * @self: a window
 *
 * Asks for what is shown once more.
 */
void
offprint_window_ask_again (OffprintWindow *self)
{
  ask_keeping (self);
}

static gboolean
on_refresh (gpointer data)
{
  OffprintWindow *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->list_scroller);
  gboolean at_top = gtk_adjustment_get_value (adjustment) < gtk_adjustment_get_step_increment (adjustment);
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->hits)) == 0;
  self->refresh_source = 0;
  if (is_empty || (at_top && !offprint_window_has_words (self)))
    ask_keeping (self);
  return G_SOURCE_REMOVE;
}

/**
 * offprint_window_refresh:
 * @self: a window
 *
 * Articles came or went. A list that a person works with stays as it is; the list of all articles, and one that is
 * empty, are soon asked for anew.
 */
void
offprint_window_refresh (OffprintWindow *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static gboolean
on_pause (gpointer data)
{
  OffprintWindow *self = data;
  self->pause_source = 0;
  ask_keeping (self);
  return G_SOURCE_REMOVE;
}

/* Who types while the focus is elsewhere means the entry, and goes on there. */
static void
focus_entry (OffprintWindow *self)
{
  if (offprint_window_is_in_entry (self))
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
on_entry_changed (OffprintWindow *self)
{
  focus_entry (self);
  offprint_window_leave_similar (self);
  self->focus_list = FALSE;
  g_clear_object (&self->kept);
  offprint_window_ask (self, OFFPRINT_QUESTION_UNFINISHED);
  if (has_typed (self))
    self->pause_source = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_entry_activated (OffprintWindow *self)
{
  self->focus_list = TRUE;
  g_clear_object (&self->kept);
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
}

static void
update_similar (OffprintWindow *self)
{
  g_autofree char *label
      = self->similar != NULL ? g_strdup_printf (_("Like “%s”"), self->similar_title) : g_strdup ("");
  /* Translators: it is a button that leads back from the articles like this one */
  g_autofree char *name = g_strdup_printf (_("Back from articles like “%s”"),
                                           self->similar_title != NULL ? self->similar_title : "");
  gtk_label_set_label (self->similar_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->similar_chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->similar_chip, self->similar != NULL);
}

/**
 * offprint_window_leave_similar:
 * @self: a window
 *
 * What is asked next is what is typed and chosen.
 */
void
offprint_window_leave_similar (OffprintWindow *self)
{
  g_clear_pointer (&self->similar, offprint_question_unref);
  g_clear_pointer (&self->similar_title, g_free);
  update_similar (self);
}

static void
on_stop_search (OffprintWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static gboolean
is_plain (GdkModifierType modifiers)
{
  return (modifiers & gtk_accelerator_get_default_mod_mask ()) == 0;
}

static gboolean
on_entry_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, OffprintWindow *self)
{
  gboolean down = (key == GDK_KEY_Down || key == GDK_KEY_KP_Down) && is_plain (modifiers);
  if (down)
    offprint_window_focus_list (self);
  return down;
}

/* From the first hit the way up leads back to the words. */
static gboolean
on_list_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, OffprintWindow *self)
{
  gboolean up = (key == GDK_KEY_Up || key == GDK_KEY_KP_Up) && is_plain (modifiers);
  if (!up || gtk_single_selection_get_selected (self->selection) != 0)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return TRUE;
}

/* Returns: (transfer full): how many there are, and what a person should know */
static char *
describe_answer (OffprintWindow *self, const OffprintHits *answer)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  const OffprintQuestion *question = offprint_hit_list_get_question (self->hits);
  if (n_items == 0)
    return g_strdup ("");
  if (offprint_question_get_kind (question) == OFFPRINT_QUESTION_SIMILAR)
    return g_strdup_printf (ngettext ("%u similar article", "%u similar articles", n_items), n_items);
  if (answer->notes != NULL && answer->notes[0] != NULL)
    return g_strjoinv ("\n", answer->notes);
  if (offprint_question_get_kind (question) == OFFPRINT_QUESTION_UNFINISHED)
    return g_strdup (_("Best matches"));
  return g_strdup_printf (ngettext ("%'u article", "%'u articles", n_items), n_items);
}

static void
select_kept (OffprintWindow *self)
{
  guint n_items = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->hits)), OFFPRINT_HIT_LIST_PAGE);
  for (guint i = 0; self->kept != NULL && i < n_items; i++)
    {
      g_autoptr (OffprintHitItem) item = g_list_model_get_item (G_LIST_MODEL (self->hits), i);
      if (offprint_hit_item_is_same_article (item, self->kept))
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
  g_clear_object (&self->kept);
}

static void
ask_facets (OffprintWindow *self)
{
  const OffprintQuestion *question = offprint_hit_list_get_question (self->hits);
  OffprintBusService *client = offprint_daemon_get_client (self->daemon);
  if (client == NULL || question == NULL)
    return;
  if (offprint_question_get_kind (question) == OFFPRINT_QUESTION_SEARCH)
    offprint_facet_panel_ask (self->facets, client, offprint_question_get_query (question));
  else if (offprint_question_get_kind (question) == OFFPRINT_QUESTION_SIMILAR)
    offprint_facet_panel_clear (self->facets);
}

static void
update_summary (OffprintWindow *self)
{
  const OffprintHits *answer = offprint_hit_list_get_answer (self->hits);
  g_autofree char *summary = answer != NULL ? describe_answer (self, answer) : g_strdup ("");
  gtk_label_set_label (self->summary, summary);
}

static void
show_selected (OffprintWindow *self)
{
  offprint_preview_show (self->preview, offprint_daemon_get_client (self->daemon), offprint_window_get_selected (self),
                         offprint_hit_list_get_question (self->hits));
  offprint_window_update_actions (self);
}

static void
on_answered (OffprintWindow *self)
{
  gboolean had_kept = self->kept != NULL;
  select_kept (self);
  if (!had_kept)
    gtk_single_selection_set_selected (self->selection, 0);
  if (!had_kept)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", 0);
  update_summary (self);
  offprint_window_update_pages (self);
  show_selected (self);
  ask_facets (self);
  if (self->focus_list)
    offprint_window_focus_list (self);
  self->focus_list = FALSE;
}

static void
on_chip_clicked (GtkButton *button, OffprintFilter *filter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  guint position;
  if (g_list_store_find_with_equal_func (self->filters, filter, (GEqualFunc) offprint_filter_equal, &position))
    g_list_store_remove (self->filters, position);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* A filter that is in force: click to remove it. */
static GtkWidget *
make_chip (gpointer item, gpointer data)
{
  OffprintFilter *filter = item;
  const char *title = offprint_filter_kind_get_title (offprint_filter_get_kind (filter));
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (offprint_filter_get_label (filter));
  /* Translators: the name of a facet and one of its values, such as Publisher: The Times */
  g_autofree char *name = g_strdup_printf (_("Remove filter %s: %s"), title, offprint_filter_get_label (filter));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_chip_clicked), g_object_ref (filter),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  GtkWidget *child = gtk_flow_box_child_new ();
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  return child;
}

static void
on_filters_changed (OffprintWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->chips), g_list_model_get_n_items (G_LIST_MODEL (self->filters)) > 0);
  offprint_window_leave_similar (self);
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
}

/**
 * offprint_window_bind_search:
 * @class: of the window
 */
void
offprint_window_bind_search (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_callback (class, on_entry_changed);
  gtk_widget_class_bind_template_callback (class, on_entry_activated);
  gtk_widget_class_bind_template_callback (class, on_stop_search);
  gtk_widget_class_bind_template_callback (class, on_entry_key);
  gtk_widget_class_bind_template_callback (class, on_list_key);
}

/**
 * offprint_window_init_search:
 * @self: a window whose template and list are there
 */
void
offprint_window_init_search (OffprintWindow *self)
{
  gtk_flow_box_bind_model (self->chips, G_LIST_MODEL (self->filters), make_chip, NULL, NULL);
  g_signal_connect_object (self->hits, "answered", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hits, "items-changed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filters, "items-changed", G_CALLBACK (on_filters_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
}

/**
 * offprint_window_end_search:
 * @self: a window
 */
void
offprint_window_end_search (OffprintWindow *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
}

/**
 * offprint_window_search:
 * @self: a window
 * @words: what to search for, as if it had been typed, and finished
 */
void
offprint_window_search (OffprintWindow *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  offprint_window_leave_similar (self);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
}

/**
 * offprint_window_show_similar:
 * @self: a window
 * @path: file of an article
 * @member: (nullable): its name inside that file
 * @title: what it is called
 *
 * Lists articles like that one, until something else is asked for.
 */
void
offprint_window_show_similar (OffprintWindow *self, const char *path, const char *member, const char *title)
{
  offprint_window_leave_similar (self);
  self->similar = offprint_question_new_similar (path, member);
  self->similar_title = g_strdup (title);
  update_similar (self);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  self->focus_list = TRUE;
  offprint_window_ask (self, OFFPRINT_QUESTION_SIMILAR);
}
