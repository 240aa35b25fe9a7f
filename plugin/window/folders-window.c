/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list is what the daemon says: a folder is shown when it follows it, and goes when it does not any more. */
#include "window/folders-window.h"

#include "core/i18n.h"
#include "offprint-bus.h"
#include "window/folder-chooser.h"

struct _OffprintFoldersWindow
{
  AdwPreferencesWindow parent_instance;
  OffprintDaemon *daemon;
  char *shown; /* (nullable): what the rows were made of */
  GtkListBox *list;
  GtkLabel *articles_label, *errors_label;
  GtkWidget *errors_row;
  GtkSwitch *pause_switch;
};

G_DEFINE_FINAL_TYPE (OffprintFoldersWindow, offprint_folders_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
tell (OffprintFoldersWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (markup));
}

static void
tell_error (OffprintFoldersWindow *self, GError *error)
{
  g_dbus_error_strip_remote_error (error);
  tell (self, error->message);
}

static void
on_added (const GError *error, gpointer data)
{
  g_autoptr (OffprintFoldersWindow) self = data;
  if (error != NULL)
    tell (self, error->message);
}

static void
add_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintFoldersWindow *self = OFFPRINT_FOLDERS_WINDOW (widget);
  offprint_folder_chooser_run (GTK_WINDOW (self), self->daemon, on_added, g_object_ref (self));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintFoldersWindow) self = data;
  g_autoptr (GError) error = NULL;
  if (!offprint_bus_service_call_remove_folder_finish (OFFPRINT_BUS_SERVICE (source), result, &error))
    tell_error (self, error);
}

static void
on_remove_response (AdwMessageDialog *dialog, const char *response, OffprintFoldersWindow *self)
{
  const char *folder = g_object_get_data (G_OBJECT (dialog), "folder");
  OffprintBusService *client = offprint_daemon_get_client (self->daemon);
  if (g_str_equal (response, "remove") && client != NULL)
    offprint_bus_service_call_remove_folder (client, folder, NULL, on_removed, g_object_ref (self));
}

static void
ask_to_remove (OffprintFoldersWindow *self, const char *folder)
{
  g_autofree char *name = g_filename_display_basename (folder);
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  adw_message_dialog_format_heading (dialog, _("Remove “%s”?"), name);
  adw_message_dialog_set_body (dialog, _("Its articles will be found no longer. The files stay where they are."));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_remove_clicked (GtkButton *button, OffprintFoldersWindow *self)
{
  ask_to_remove (self, g_object_get_data (G_OBJECT (button), "folder"));
}

static GtkWidget *
make_remove_button (OffprintFoldersWindow *self, const char *folder, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove %s"), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "folder", g_strdup (folder), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), self);
  return button;
}

static void
add_row (OffprintFoldersWindow *self, const char *folder, gboolean away)
{
  g_autofree char *name = g_filename_display_basename (folder);
  g_autofree char *path = g_filename_display_name (folder);
  g_autofree char *subtitle = away ? g_strdup_printf (_("%s, not there at the moment"), path) : g_strdup (path);
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("folder-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, folder, name));
  gtk_list_box_append (self->list, row);
}

static char *
join (const char *const *folders)
{
  return folders != NULL ? g_strjoinv ("\n", (char **) (guintptr) folders) : g_strdup ("");
}

/* Rows stay while nothing changes, and the focus with them: the daemon tells many things of itself at once. */
static void
update_folders (OffprintFoldersWindow *self)
{
  const char *const *folders = offprint_daemon_get_folders (self->daemon);
  g_auto (GStrv) away = NULL;
  GtkListBoxRow *row;
  g_object_get (self->daemon, "away", &away, NULL);
  g_autofree char *all = join (folders);
  g_autofree char *some = join ((const char *const *) away);
  g_autofree char *both = g_strconcat (all, "\n\n", some, NULL);
  if (g_strcmp0 (both, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&both);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (; folders != NULL && *folders != NULL; folders++)
    add_row (self, *folders, away != NULL && g_strv_contains ((const char *const *) away, *folders));
}

static void
update_index (OffprintFoldersWindow *self)
{
  guint errors;
  gboolean paused;
  g_object_get (self->daemon, "errors", &errors, "paused", &paused, NULL);
  g_autofree char *articles_text = g_strdup_printf ("%'u", offprint_daemon_get_articles (self->daemon));
  g_autofree char *errors_text = g_strdup_printf ("%'u", errors);
  gtk_label_set_label (self->articles_label, articles_text);
  gtk_label_set_label (self->errors_label, errors_text);
  gtk_widget_set_visible (self->errors_row, errors > 0);
  gtk_switch_set_active (self->pause_switch, paused);
  gtk_switch_set_state (self->pause_switch, paused);
}

/* The switch moves now, its state follows when the daemon has paused. */
static gboolean
on_pause_set (OffprintFoldersWindow *self, gboolean pause)
{
  OffprintBusService *client = offprint_daemon_get_client (self->daemon);
  if (client == NULL || pause == gtk_switch_get_state (self->pause_switch))
    return TRUE;
  if (pause)
    offprint_bus_service_call_pause (client, NULL, NULL, NULL);
  else
    offprint_bus_service_call_resume (client, NULL, NULL, NULL);
  return TRUE;
}

static void
offprint_folders_window_dispose (GObject *object)
{
  OffprintFoldersWindow *self = OFFPRINT_FOLDERS_WINDOW (object);
  g_clear_object (&self->daemon);
  g_clear_pointer (&self->shown, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_FOLDERS_WINDOW);
  G_OBJECT_CLASS (offprint_folders_window_parent_class)->dispose (object);
}

static void
offprint_folders_window_class_init (OffprintFoldersWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_folders_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/folders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OffprintFoldersWindow, list);
  gtk_widget_class_bind_template_child (widget_class, OffprintFoldersWindow, articles_label);
  gtk_widget_class_bind_template_child (widget_class, OffprintFoldersWindow, errors_label);
  gtk_widget_class_bind_template_child (widget_class, OffprintFoldersWindow, errors_row);
  gtk_widget_class_bind_template_child (widget_class, OffprintFoldersWindow, pause_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_set);
  gtk_widget_class_install_action (widget_class, "folders.add", NULL, add_folder);
}

static void
offprint_folders_window_init (OffprintFoldersWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * offprint_folders_window_new:
 * @parent: the window that it is in front of
 * @daemon: the daemon
 *
 * Returns: (transfer floating): the window
 */
OffprintFoldersWindow *
offprint_folders_window_new (GtkWindow *parent, OffprintDaemon *daemon)
{
  OffprintFoldersWindow *self = g_object_new (OFFPRINT_TYPE_FOLDERS_WINDOW, "transient-for", parent, NULL);
  self->daemon = g_object_ref (daemon);
  g_signal_connect_object (daemon, "notify::folders", G_CALLBACK (update_folders), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (daemon, "notify::articles", G_CALLBACK (update_index), self, G_CONNECT_SWAPPED);
  update_folders (self);
  update_index (self);
  return self;
}
