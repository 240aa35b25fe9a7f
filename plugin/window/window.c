/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts the window together, and decides which of its pages is seen. */
#include "window/window-private.h"

#include "core/i18n.h"
#include "window/hidden-pages.h"
#include "window/hit-row.h"

G_DEFINE_FINAL_TYPE (OffprintWindow, offprint_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * offprint_window_get_selected:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the hit that is selected
 */
OffprintHitItem *
offprint_window_get_selected (OffprintWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * offprint_window_shows_preview:
 * @self: a window
 *
 * Returns: whether the window is so narrow that only one of list and preview is seen, and that is the preview
 */
gboolean
offprint_window_shows_preview (OffprintWindow *self)
{
  return adw_leaflet_get_folded (self->leaflet)
         && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->preview);
}

/**
 * offprint_window_tell:
 * @self: a window
 * @text: a line for a person
 *
 * Shows it for a moment.
 */
void
offprint_window_tell (OffprintWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/**
 * offprint_window_focus_list:
 * @self: a window
 *
 * Moves the focus to the hit that is selected.
 */
void
offprint_window_focus_list (OffprintWindow *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", selected);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* Where there is nothing to search in, there is no entry to type into. Who types before the daemon answers is answered
 * then. */
static gboolean
is_searchable (const char *page)
{
  return g_str_equal (page, "content") || g_str_equal (page, "starting");
}

static gboolean
is_first_run (OffprintWindow *self)
{
  const char *const *folders = offprint_daemon_get_folders (self->daemon);
  return (folders == NULL || *folders == NULL) && offprint_daemon_get_articles (self->daemon) == 0;
}

static const char *
choose_page (OffprintWindow *self)
{
  switch (offprint_daemon_get_state (self->daemon))
    {
    case OFFPRINT_DAEMON_LOST:
      return "lost";
    case OFFPRINT_DAEMON_STARTING:
      return offprint_hit_list_get_question (self->hits) != NULL ? "content" : "starting";
    case OFFPRINT_DAEMON_RUNNING:
    default:
      return is_first_run (self) ? "first-run" : "content";
    }
}

/**
 * offprint_window_is_in_entry:
 * @self: a window
 *
 * Returns: whether the focus is in the search entry
 */
gboolean
offprint_window_is_in_entry (OffprintWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

/* To give the entry the focus again would select what was typed meanwhile. */
static void
focus_page (OffprintWindow *self, const char *page)
{
  if (is_searchable (page) && !offprint_window_is_in_entry (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else if (g_str_equal (page, "first-run"))
    gtk_widget_grab_focus (self->choose_folder);
  else if (g_str_equal (page, "lost"))
    gtk_widget_grab_focus (self->try_again);
}

static void
show_search (OffprintWindow *self, gboolean searchable)
{
  gtk_widget_set_visible (GTK_WIDGET (self->entry), searchable);
  gtk_widget_set_visible (self->filters_button, searchable);
  gtk_search_entry_set_key_capture_widget (self->entry, searchable ? GTK_WIDGET (self) : NULL);
}

/* The focus moves before the entry goes: GTK would choose another place for it later on. */
static void
show_page (OffprintWindow *self, const char *page)
{
  gboolean searchable = is_searchable (page);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0)
    return;
  gtk_stack_set_visible_child_name (self->pages, page);
  if (searchable)
    show_search (self, TRUE);
  focus_page (self, page);
  if (!searchable)
    show_search (self, FALSE);
}

/* Before anything was saved, "nothing found" would be no help. */
static void
describe_no_articles (OffprintWindow *self)
{
  gboolean working = offprint_daemon_get_working (self->daemon);
  adw_status_page_set_icon_name (self->nothing_page, "document-open-recent-symbolic");
  adw_status_page_set_title (self->nothing_page, working ? _("Reading Your Articles") : _("No Articles Yet"));
  adw_status_page_set_description (self->nothing_page,
                                   working ? _("They appear here as soon as they are read.")
                                           : _("Save a web page into one of your folders, and it appears here."));
  gtk_widget_set_visible (GTK_WIDGET (self->suggestion), FALSE);
}

static void
describe_suggestion (OffprintWindow *self, const OffprintHits *answer)
{
  gboolean has_one = answer != NULL && answer->suggestion != NULL && !answer->corrected;
  g_autofree char *label = has_one ? g_strdup_printf (_("Search for “%s”"), answer->suggestion) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->suggestion), has_one);
  if (has_one)
    gtk_button_set_label (self->suggestion, label);
}

static void
describe_nothing (OffprintWindow *self)
{
  const OffprintHits *answer = offprint_hit_list_get_answer (self->hits);
  const GError *error = offprint_hit_list_get_error (self->hits);
  g_autofree char *notes = answer != NULL && answer->notes != NULL ? g_strjoinv ("\n", answer->notes) : g_strdup ("");
  const char *text = error != NULL ? error->message : notes;
  g_autofree char *markup = g_markup_escape_text (*text != '\0' ? text : _("Try other words, or fewer."), -1);
  adw_status_page_set_icon_name (self->nothing_page, "system-search-symbolic");
  adw_status_page_set_title (self->nothing_page, error != NULL ? _("The Search Failed") : _("Nothing Found"));
  adw_status_page_set_description (self->nothing_page, markup);
  describe_suggestion (self, answer);
}

/**
 * offprint_window_update_pages:
 * @self: a window
 *
 * Shows the page that fits what is known now.
 */
void
offprint_window_update_pages (OffprintWindow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->hits)) > 0;
  show_page (self, choose_page (self));
  gtk_stack_set_visible_child_name (self->list_pages, any ? "list" : "nothing");
  if (!any && offprint_daemon_get_articles (self->daemon) == 0 && !offprint_window_has_words (self))
    describe_no_articles (self);
  else if (!any)
    describe_nothing (self);
}

static void
on_daemon_state (OffprintWindow *self)
{
  if (offprint_daemon_get_state (self->daemon) == OFFPRINT_DAEMON_RUNNING)
    offprint_window_ask_again (self);
  offprint_window_update_actions (self);
  offprint_window_update_pages (self);
}

static void
on_notice (OffprintWindow *self)
{
  g_autofree char *notice = NULL;
  g_object_get (self->daemon, "notice", &notice, NULL);
  gboolean has_one = notice != NULL && *notice != '\0';
  if (has_one)
    gtk_label_set_label (self->notice_label, notice);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), has_one && g_strcmp0 (notice, self->closed_notice) != 0);
}

static void
on_notice_closed (OffprintWindow *self)
{
  g_free (self->closed_notice);
  self->closed_notice = g_strdup (gtk_label_get_label (self->notice_label));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

static void
on_leaflet_moved (OffprintWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gtk_widget_set_visible (self->back, offprint_window_shows_preview (self));
  gtk_list_view_set_single_click_activate (self->list_view, folded);
  offprint_hidden_pages_set (GTK_WIDGET (self->preview), folded && !offprint_window_shows_preview (self));
  offprint_hidden_pages_set (self->list_pane, offprint_window_shows_preview (self));
}

static void
on_flap_moved (OffprintWindow *self)
{
  offprint_hidden_pages_set (GTK_WIDGET (self->facets), !adw_flap_get_reveal_flap (self->flap));
}

static gboolean
has_text (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const char *text = g_value_get_string (from);
  g_value_set_boolean (to, text != NULL && *text != '\0');
  return TRUE;
}

static void
bind_daemon (OffprintWindow *self)
{
  g_object_bind_property (self->daemon, "progress", self->status_label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->daemon, "fraction", self->status_progress, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->daemon, "working", self->status_progress, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->daemon, "trouble", self->lost_page, "description", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->daemon, "progress", self->status_bar, "visible", G_BINDING_SYNC_CREATE, has_text,
                               NULL, NULL, NULL);
  g_signal_connect_object (self->daemon, "notify::state", G_CALLBACK (on_daemon_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->daemon, "notify::notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->daemon, "notify::articles", G_CALLBACK (offprint_window_update_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->daemon, "notify::revision", G_CALLBACK (offprint_window_refresh), self,
                           G_CONNECT_SWAPPED);
}

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (offprint_hit_row_new ()));
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, OffprintWindow *self)
{
  OffprintHitItem *item = gtk_list_item_get_item (list_item);
  offprint_hit_row_set_item (OFFPRINT_HIT_ROW (gtk_list_item_get_child (list_item)), item);
  offprint_hit_list_want (self->hits, offprint_hit_item_get_position (item));
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  offprint_hit_row_set_item (OFFPRINT_HIT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
init_list (OffprintWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  self->hits = offprint_hit_list_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->hits)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_row_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_row_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_row_unbind), NULL);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
offprint_window_dispose (GObject *object)
{
  OffprintWindow *self = OFFPRINT_WINDOW (object);
  offprint_window_end_search (self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->daemon);
  g_clear_object (&self->selection);
  g_clear_object (&self->hits);
  g_clear_object (&self->filters);
  g_clear_object (&self->kept);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_WINDOW);
  G_OBJECT_CLASS (offprint_window_parent_class)->dispose (object);
}

static void
offprint_window_finalize (GObject *object)
{
  OffprintWindow *self = OFFPRINT_WINDOW (object);
  g_clear_pointer (&self->similar, offprint_question_unref);
  g_free (self->similar_title);
  g_free (self->closed_notice);
  g_free (self->sort);
  G_OBJECT_CLASS (offprint_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, OffprintWindow, toasts);
  gtk_widget_class_bind_template_child (class, OffprintWindow, back);
  gtk_widget_class_bind_template_child (class, OffprintWindow, filters_button);
  gtk_widget_class_bind_template_child (class, OffprintWindow, entry);
  gtk_widget_class_bind_template_child (class, OffprintWindow, notice);
  gtk_widget_class_bind_template_child (class, OffprintWindow, notice_label);
  gtk_widget_class_bind_template_child (class, OffprintWindow, pages);
  gtk_widget_class_bind_template_child (class, OffprintWindow, lost_page);
  gtk_widget_class_bind_template_child (class, OffprintWindow, choose_folder);
  gtk_widget_class_bind_template_child (class, OffprintWindow, try_again);
  gtk_widget_class_bind_template_child (class, OffprintWindow, flap);
  gtk_widget_class_bind_template_child (class, OffprintWindow, facets);
  gtk_widget_class_bind_template_child (class, OffprintWindow, leaflet);
  gtk_widget_class_bind_template_child (class, OffprintWindow, list_pane);
  gtk_widget_class_bind_template_child (class, OffprintWindow, similar_chip);
  gtk_widget_class_bind_template_child (class, OffprintWindow, similar_label);
  gtk_widget_class_bind_template_child (class, OffprintWindow, chips);
  gtk_widget_class_bind_template_child (class, OffprintWindow, summary);
  gtk_widget_class_bind_template_child (class, OffprintWindow, list_pages);
  gtk_widget_class_bind_template_child (class, OffprintWindow, list_scroller);
  gtk_widget_class_bind_template_child (class, OffprintWindow, list_view);
  gtk_widget_class_bind_template_child (class, OffprintWindow, nothing_page);
  gtk_widget_class_bind_template_child (class, OffprintWindow, suggestion);
  gtk_widget_class_bind_template_child (class, OffprintWindow, status_bar);
  gtk_widget_class_bind_template_child (class, OffprintWindow, status_label);
  gtk_widget_class_bind_template_child (class, OffprintWindow, status_progress);
  gtk_widget_class_bind_template_child (class, OffprintWindow, preview);
}

static void
offprint_window_class_init (OffprintWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_window_dispose;
  G_OBJECT_CLASS (class)->finalize = offprint_window_finalize;
  g_type_ensure (OFFPRINT_TYPE_FACET_PANEL);
  g_type_ensure (OFFPRINT_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_leaflet_moved);
  offprint_window_bind_search (widget_class);
  offprint_window_install_actions (widget_class);
}

static void
offprint_window_init (OffprintWindow *self)
{
  self->sort = g_strdup ("relevance");
  self->filters = g_list_store_new (OFFPRINT_TYPE_FILTER);
  gtk_widget_init_template (GTK_WIDGET (self));
  offprint_facet_panel_set_filters (self->facets, self->filters);
  init_list (self);
  offprint_window_init_search (self);
  offprint_window_init_actions (self);
  on_leaflet_moved (self);
  on_flap_moved (self);
  show_search (self, TRUE);
  focus_page (self, "starting");
  offprint_hidden_pages_follow (self->pages);
  offprint_hidden_pages_follow (self->list_pages);
}

/**
 * offprint_window_new:
 * @application: that it belongs to
 * @daemon: whom it asks
 *
 * Returns: (transfer floating): the window, which shows all articles, the last saved first
 */
OffprintWindow *
offprint_window_new (GtkApplication *application, OffprintDaemon *daemon)
{
  OffprintWindow *self = g_object_new (OFFPRINT_TYPE_WINDOW, "application", application, NULL);
  self->daemon = g_object_ref (daemon);
  bind_daemon (self);
  on_notice (self);
  on_daemon_state (self);
  return self;
}
