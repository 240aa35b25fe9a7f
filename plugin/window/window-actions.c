/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person wants done with the article that is selected, and with the window. */
#include "window/window-private.h"

#include "core/i18n.h"
#include "desktop/open.h"
#include "desktop/presentation.h"
#include "offprint-bus.h"
#include "window/folder-chooser.h"
#include "window/folders-window.h"

static const char *const article_actions[] = { "win.open", "win.show-in-folder", "win.copy-link", "win.similar" };

static const OffprintHit *
get_selected_hit (OffprintWindow *self)
{
  OffprintHitItem *item = offprint_window_get_selected (self);
  return item != NULL ? offprint_hit_item_get_hit (item) : NULL;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintWindow) self = data;
  g_autoptr (GError) error = NULL;
  if (!offprint_open_article_finish (result, &error))
    offprint_window_tell (self, error->message);
}

static void
open_article (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  OffprintHitItem *item = offprint_window_get_selected (self);
  if (get_selected_hit (self) == NULL)
    return;
  g_autoptr (GdkAppLaunchContext) context
      = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self)));
  offprint_open_article (offprint_hit_item_get_path (item), offprint_hit_item_get_member (item),
                         G_APP_LAUNCH_CONTEXT (context), NULL, on_opened, g_object_ref (self));
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintWindow) self = data;
  g_autoptr (GError) error = NULL;
  if (!offprint_open_show_finish (result, &error))
    offprint_window_tell (self, error->message);
}

/* Returns: (transfer full) (nullable): what lets the file manager come to the front */
static char *
make_token (GtkWidget *widget)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));
  g_autoptr (GAppInfo) file_manager = g_app_info_get_default_for_type ("inode/directory", FALSE);
  return file_manager != NULL
             ? g_app_launch_context_get_startup_notify_id (G_APP_LAUNCH_CONTEXT (context), file_manager, NULL)
             : NULL;
}

static void
show_in_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  OffprintHitItem *item = offprint_window_get_selected (self);
  OffprintBusService *client = offprint_daemon_get_client (self->daemon);
  if (get_selected_hit (self) == NULL || client == NULL)
    return;
  g_autofree char *token = make_token (widget);
  offprint_open_show (g_dbus_proxy_get_connection (G_DBUS_PROXY (client)), offprint_hit_item_get_path (item), token,
                      NULL, on_shown, g_object_ref (self));
}

/* The article's own address is what others can use; a clipping has only its file. */
static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  const OffprintHit *hit = get_selected_hit (self);
  const char *url = hit != NULL ? offprint_record_get (hit->record, OFFPRINT_FIELD_URL) : NULL;
  if (hit == NULL)
    return;
  g_autofree char *uri = url != NULL && *url != '\0'
                             ? g_strdup (url)
                             : g_filename_to_uri (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), NULL, NULL);
  if (uri == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), uri);
  offprint_window_tell (self, _("Link copied"));
}

/* While text is selected, Ctrl+C means that text. */
static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  if (GTK_IS_TEXT_VIEW (focus)
      && gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus))))
    g_signal_emit_by_name (focus, "copy-clipboard");
  else if (GTK_IS_EDITABLE (focus) && gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL))
    gtk_widget_activate_action (focus, "clipboard.copy", NULL);
  else
    copy_link (widget, action, parameter);
}

static void
show_similar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  OffprintHitItem *item = offprint_window_get_selected (self);
  const OffprintHit *hit = get_selected_hit (self);
  if (hit == NULL)
    return;
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  offprint_window_show_similar (self, offprint_hit_item_get_path (item), offprint_hit_item_get_member (item), title);
}

static void
leave_similar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  offprint_window_leave_similar (self);
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* One step: from the preview to the list, from similar articles to the search, from the list to the words, from words
 * to none. */
static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  if (offprint_window_shows_preview (self))
    {
      adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
      offprint_window_focus_list (self);
    }
  else if (self->similar != NULL)
    leave_similar (widget, NULL, NULL);
  else if (offprint_window_is_in_entry (self))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
focus_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
take_suggestion (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  const OffprintHits *answer = offprint_hit_list_get_answer (self->hits);
  if (answer == NULL || answer->suggestion == NULL)
    return;
  g_autofree char *words = g_strdup (answer->suggestion);
  g_list_store_remove_all (self->filters);
  offprint_window_search (self, words);
}

static void
show_folders (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  gtk_window_present (GTK_WINDOW (offprint_folders_window_new (GTK_WINDOW (self), self->daemon)));
}

static void
on_added (const GError *error, gpointer data)
{
  g_autoptr (OffprintWindow) self = data;
  if (error != NULL)
    offprint_window_tell (self, error->message);
}

static void
add_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintWindow *self = OFFPRINT_WINDOW (widget);
  offprint_folder_chooser_run (GTK_WINDOW (self), self->daemon, on_added, g_object_ref (self));
}

static void
try_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  offprint_daemon_start (OFFPRINT_WINDOW (widget)->daemon);
}

/* In a narrow window there is the preview between the list and the article. */
static void
on_hit_activated (OffprintWindow *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (!adw_leaflet_get_folded (self->leaflet))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL);
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->preview));
  offprint_preview_focus (self->preview);
}

static void
on_sort_changed (GSimpleAction *action, GVariant *state, OffprintWindow *self)
{
  g_free (self->sort);
  self->sort = g_variant_dup_string (state, NULL);
  g_simple_action_set_state (action, state);
  offprint_window_leave_similar (self);
  offprint_window_ask (self, OFFPRINT_QUESTION_SEARCH);
}

static void
add_sort_action (OffprintWindow *self)
{
  g_autoptr (GSimpleAction) sort
      = g_simple_action_new_stateful ("sort", G_VARIANT_TYPE_STRING, g_variant_new_string (self->sort));
  g_signal_connect_object (sort, "change-state", G_CALLBACK (on_sort_changed), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (sort));
}

/**
 * offprint_window_update_actions:
 * @self: a window
 *
 * Allows what can be done now.
 */
void
offprint_window_update_actions (OffprintWindow *self)
{
  gboolean has_hit = get_selected_hit (self) != NULL;
  gboolean running = offprint_daemon_get_state (self->daemon) == OFFPRINT_DAEMON_RUNNING;
  for (gsize i = 0; i < G_N_ELEMENTS (article_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), article_actions[i], has_hit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-folder", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.folders", running);
}

/* lint: table */
static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc func;
  guint key;
  GdkModifierType modifiers;
} actions[] = {
  { "win.open", open_article, GDK_KEY_o, GDK_CONTROL_MASK },
  { "win.show-in-folder", show_in_folder, GDK_KEY_d, GDK_CONTROL_MASK },
  { "win.copy-link", copy_link, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.copy", copy, GDK_KEY_c, GDK_CONTROL_MASK },
  { "win.similar", show_similar, GDK_KEY_l, GDK_CONTROL_MASK },
  { "win.back", go_back, GDK_KEY_Escape, 0 },
  { "win.focus-search", focus_search, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.leave-similar", leave_similar, 0, 0 },
  { "win.take-suggestion", take_suggestion, 0, 0 },
  { "win.folders", show_folders, GDK_KEY_comma, GDK_CONTROL_MASK },
  { "win.add-folder", add_folder, 0, 0 },
  { "win.try-again", try_again, 0, 0 },
};

/**
 * offprint_window_install_actions:
 * @class: of the window
 */
void
offprint_window_install_actions (GtkWidgetClass *class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].func);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (class, GDK_KEY_F9, 0, "win.show-filters", NULL);
  gtk_widget_class_bind_template_callback (class, on_hit_activated);
}

/**
 * offprint_window_init_actions:
 * @self: a window whose template is there
 */
void
offprint_window_init_actions (OffprintWindow *self)
{
  g_autoptr (GPropertyAction) filters = g_property_action_new ("show-filters", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (filters));
  add_sort_action (self);
}
