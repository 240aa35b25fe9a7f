/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Search bars and file managers know it by its actions: `search` (s: words), `open` and `similar` (ay: path, s:
 * member or empty). `open` needs no window. */
#include "window/application.h"

#include "core/i18n.h"
#include "desktop/open.h"
#include "desktop/presentation.h"
#include "window/daemon.h"
#include "window/window.h"

#define ARTICLE_TYPE "(ays)"

struct _OffprintApplication
{
  AdwApplication parent_instance;
  OffprintDaemon *daemon; /* (nullable) until there is a window */
};

G_DEFINE_FINAL_TYPE (OffprintApplication, offprint_application, ADW_TYPE_APPLICATION)

/* Returns: (transfer none): the window, new or not, in front */
static OffprintWindow *
present (OffprintApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  while (window != NULL && !OFFPRINT_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (self->daemon == NULL)
    self->daemon = offprint_daemon_new (g_application_get_dbus_connection (G_APPLICATION (self)));
  if (window == NULL)
    window = GTK_WINDOW (offprint_window_new (GTK_APPLICATION (self), self->daemon));
  gtk_window_present (window);
  return OFFPRINT_WINDOW (window);
}

static void
search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  offprint_window_search (present (data), g_variant_get_string (parameter, NULL));
}

static void
show_similar (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *path, *member;
  g_variant_get (parameter, "(^&ay&s)", &path, &member);
  g_autofree char *name = g_filename_display_basename (path);
  offprint_window_show_similar (present (data), path, *member != '\0' ? member : NULL, name);
}

/* Nobody may be looking at a window of ours. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) self = data;
  g_autoptr (GError) error = NULL;
  if (!offprint_open_article_finish (result, &error))
    {
      g_autoptr (GNotification) notification = g_notification_new (_("The article could not be opened"));
      g_notification_set_body (notification, error->message);
      g_application_send_notification (self, "open", notification);
    }
  g_application_release (self);
}

static void
open_article (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *path, *member;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GdkAppLaunchContext) context = display != NULL ? gdk_display_get_app_launch_context (display) : NULL;
  g_variant_get (parameter, "(^&ay&s)", &path, &member);
  g_application_hold (data);
  offprint_open_article (path, *member != '\0' ? member : NULL, (GAppLaunchContext *) context, NULL, on_opened,
                         g_object_ref (data));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows;
  while ((windows = gtk_application_get_windows (data)) != NULL)
    gtk_window_destroy (windows->data);
  g_application_quit (data);
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", "Offprint",
                         "application-icon", OFFPRINT_APPLICATION_ID, "developer-name",
                         _("The Offprint developers"), "version", OFFPRINT_VERSION, "license-type",
                         GTK_LICENSE_GPL_2_0, "comments", _("Finds the articles that you saved from the web."), NULL);
}

static const GActionEntry entries[] = {
  { .name = "search", .activate = search, .parameter_type = "s" },
  { .name = "open", .activate = open_article, .parameter_type = ARTICLE_TYPE },
  { .name = "similar", .activate = show_similar, .parameter_type = ARTICLE_TYPE },
  { .name = "about", .activate = show_about },
  { .name = "quit", .activate = quit },
};

static void
offprint_application_activate (GApplication *application)
{
  present (OFFPRINT_APPLICATION (application));
}

/* `offprint-window otters tide` searches for these words. */
static int
offprint_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) words = NULL;
  OffprintWindow *window = present (OFFPRINT_APPLICATION (application));
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &words);
  if (words != NULL)
    {
      g_autofree char *query = g_strjoinv (" ", words);
      offprint_window_search (window, query);
    }
  return 0;
}

static void
offprint_application_startup (GApplication *application)
{
  const char *const quit_keys[] = { "<Control>q", NULL }, *const close_keys[] = { "<Control>w", NULL };
  G_APPLICATION_CLASS (offprint_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "window.close", close_keys);
}

static void
offprint_application_dispose (GObject *object)
{
  g_clear_object (&OFFPRINT_APPLICATION (object)->daemon);
  G_OBJECT_CLASS (offprint_application_parent_class)->dispose (object);
}

static void
offprint_application_class_init (OffprintApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_application_dispose;
  application_class->activate = offprint_application_activate;
  application_class->command_line = offprint_application_command_line;
  application_class->startup = offprint_application_startup;
}

/* lint: table */
static const GOptionEntry options[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[WORD…]") },
  { NULL },
};

static void
offprint_application_init (OffprintApplication *self)
{
  GApplication *application = G_APPLICATION (self);
  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_summary (application, _("Searches the articles that you saved from the web."));
}

/**
 * offprint_application_new:
 *
 * Returns: (transfer full): the application
 */
OffprintApplication *
offprint_application_new (void)
{
  return g_object_new (OFFPRINT_TYPE_APPLICATION, "application-id", OFFPRINT_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path", "/org/offprint/Window", NULL);
}
