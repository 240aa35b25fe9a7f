/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GIO knows the default applications, FileManager1 the file manager that a person uses. Where nobody answers to that
 * name the portal is asked, and at last the folder is opened as any other file is. */
#include "desktop/open.h"

#include "core/error.h"
#include "core/i18n.h"
#include "desktop/member.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#define FILE_MANAGER "org.freedesktop.FileManager1"
#define FILE_MANAGER_PATH "/org/freedesktop/FileManager1"
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.OpenURI"
/* Longer than it takes a file manager to start on a busy machine */
#define TIMEOUT_MS 60000

typedef struct
{
  char *path;
  char *member; /* (nullable) */
  char *token;  /* (nullable): of the activation */
  GAppLaunchContext *context;
  GDBusConnection *connection;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;
  g_free (wish->path);
  g_free (wish->member);
  g_free (wish->token);
  g_clear_object (&wish->context);
  g_clear_object (&wish->connection);
  g_free (wish);
}

static void
fail (GTask *task, const char *path, GError *problem)
{
  g_autofree char *name = g_filename_display_basename (path);
  if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) && problem->domain != OFFPRINT_ERROR)
    g_prefix_error (&problem, _("'%s' can't be opened: "), name);
  g_task_return_error (task, problem);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  const Wish *wish = g_task_get_task_data (task);
  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, wish->path, g_steal_pointer (&error));
}

static void
launch (GTask *task, const char *path)
{
  const Wish *wish = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_app_info_launch_default_for_uri_async (uri, wish->context, g_task_get_cancellable (task), on_launched, task);
}

static void
on_extracted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  const Wish *wish = g_task_get_task_data (task);
  if (path != NULL)
    launch (g_steal_pointer (&task), path);
  else
    fail (task, wish->path, g_steal_pointer (&error));
}

static void
extract (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = offprint_member_get_folder ();
  char *path = offprint_member_extract (folder, wish->path, wish->member, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @task: (transfer full) */
static void
launch_member (GTask *task)
{
  const Wish *wish = g_task_get_task_data (task);
  Wish *copy = g_new0 (Wish, 1);
  copy->path = g_strdup (wish->path);
  copy->member = g_strdup (wish->member);
  g_autoptr (GTask) work = g_task_new (NULL, g_task_get_cancellable (task), on_extracted, task);
  g_task_set_task_data (work, copy, wish_free);
  g_task_run_in_thread (work, extract);
}

static void
on_article_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  const Wish *wish = g_task_get_task_data (task);
  if (info == NULL)
    fail (task, wish->path, g_steal_pointer (&error));
  else if (wish->member != NULL)
    launch_member (g_steal_pointer (&task));
  else
    launch (g_steal_pointer (&task), wish->path);
}

/**
 * offprint_open_article:
 * @path: file of the article
 * @member: (nullable): its name inside that file; empty is as good as %NULL
 * @context: (nullable): where and how, for the application that is started
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Opens an article in the default application of its type. A member of a container is copied to a private folder of the
 * session first (see member.h).
 */
void
offprint_open_article (const char *path, const char *member, GAppLaunchContext *context, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);
  g_task_set_source_tag (task, offprint_open_article);
  wish->path = g_strdup (path);
  wish->member = member != NULL && *member != '\0' ? g_strdup (member) : NULL;
  wish->context = context != NULL ? g_object_ref (context) : NULL;
  g_task_set_task_data (task, wish, wish_free);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           cancellable, on_article_seen, task);
}

/**
 * offprint_open_article_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %TRUE when an application was started; %FALSE with an error whose message is for a person: of GIO when the
 *   file is gone or nothing opens its type, of offprint_member_extract()
 */
gboolean
offprint_open_article_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
show_folder (GTask *task)
{
  const Wish *wish = g_task_get_task_data (task);
  g_autofree char *folder = g_path_get_dirname (wish->path);
  launch (task, folder);
}

static void
on_portal (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result, NULL);
  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else if (!g_task_return_error_if_cancelled (task))
    show_folder (g_steal_pointer (&task));
}

static void
ask_portal (GTask *task)
{
  const Wish *wish = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) files = g_unix_fd_list_new ();
  int file = open (wish->path, O_PATH | O_CLOEXEC);
  int index = file >= 0 ? g_unix_fd_list_append (files, file, NULL) : -1;
  if (file >= 0)
    close (file);
  if (index < 0)
    {
      show_folder (task);
      return;
    }
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  if (wish->token != NULL)
    g_variant_dict_insert (&options, "activation_token", "s", wish->token);
  g_dbus_connection_call_with_unix_fd_list (
      wish->connection, PORTAL, PORTAL_PATH, PORTAL_INTERFACE, "OpenDirectory",
      g_variant_new ("(sh@a{sv})", "", index, g_variant_dict_end (&options)), NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS,
      files, g_task_get_cancellable (task), on_portal, task);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else if (!g_task_return_error_if_cancelled (task))
    ask_portal (g_steal_pointer (&task));
}

static void
on_file_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  const Wish *wish = g_task_get_task_data (task);
  g_autofree char *uri = g_file_get_uri (G_FILE (source));
  const char *uris[] = { uri, NULL };
  if (info == NULL)
    {
      fail (task, wish->path, g_steal_pointer (&error));
      return;
    }
  g_dbus_connection_call (wish->connection, FILE_MANAGER, FILE_MANAGER_PATH, FILE_MANAGER, "ShowItems",
                          g_variant_new ("(^ass)", uris, wish->token != NULL ? wish->token : ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, g_task_get_cancellable (task), on_shown, task);
  g_steal_pointer (&task);
}

/**
 * offprint_open_show:
 * @connection: the session bus
 * @path: a file
 * @token: (nullable): of the activation, that is of the click or key, so that the file manager may come to the front
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread
 * @data: for @callback
 *
 * Shows a file in the file manager, selected where the file manager can; else its folder.
 */
void
offprint_open_show (GDBusConnection *connection, const char *path, const char *token, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);
  g_task_set_source_tag (task, offprint_open_show);
  wish->path = g_strdup (path);
  wish->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  wish->connection = g_object_ref (connection);
  g_task_set_task_data (task, wish, wish_free);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           cancellable, on_file_seen, task);
}

/**
 * offprint_open_show_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %TRUE when somebody shows it; %FALSE with an error of GIO, whose message is for a person: the file is gone,
 * or nothing opens folders
 */
gboolean
offprint_open_show_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
