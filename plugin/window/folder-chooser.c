/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The platform's own file chooser, and what is done with what it gives. */
#include "window/folder-chooser.h"

#include "core/i18n.h"
#include "offprint-bus.h"

typedef struct
{
  OffprintDaemon *daemon;
  OffprintFolderAddedFunc func;
  gpointer data;
  guint waiting; /* folders that are being added */
  GError *error; /* (nullable): the first one */
} Choice;

static void
choice_end (Choice *choice)
{
  choice->func (choice->error, choice->data);
  g_clear_error (&choice->error);
  g_object_unref (choice->daemon);
  g_free (choice);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  Choice *choice = data;
  g_autoptr (GError) error = NULL;
  if (!offprint_bus_service_call_add_folder_finish (OFFPRINT_BUS_SERVICE (source), result, &error)
      && choice->error == NULL)
    {
      g_dbus_error_strip_remote_error (error);
      choice->error = g_steal_pointer (&error);
    }
  if (--choice->waiting == 0)
    choice_end (choice);
}

static void
add (Choice *choice, GListModel *files)
{
  OffprintBusService *client = offprint_daemon_get_client (choice->daemon);
  for (guint i = 0; client != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);
      if (path == NULL)
        continue;
      choice->waiting++;
      offprint_bus_service_call_add_folder (client, path, NULL, on_added, choice);
    }
}

static void
on_response (GtkNativeDialog *dialog, int response, Choice *choice)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      add (choice, files);
    }
  if (choice->waiting == 0)
    choice_end (choice);
  g_object_unref (dialog);
}

/**
 * offprint_folder_chooser_run:
 * @parent: in front of which the person chooses
 * @daemon: that is to follow the folders
 * @func: called in the end
 * @data: for @func
 *
 * Lets a person choose folders, and has the daemon follow them.
 */
void
offprint_folder_chooser_run (GtkWindow *parent, OffprintDaemon *daemon, OffprintFolderAddedFunc func, gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _("Choose Folders with Articles"), parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Add"), NULL);
  Choice *choice = g_new0 (Choice, 1);
  choice->daemon = g_object_ref (daemon);
  choice->func = func;
  choice->data = data;
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
