/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint-file-action`: does what the items of our menus do. Dolphin loads no module that is written in C, but starts
 * a program for an item of a menu; so may any other file manager, or a person. */
#include "core/error.h"
#include "core/i18n.h"
#include "hosts/files/action.h"
#include "offprint-bus.h"

#include <string.h>

typedef struct
{
  GMainLoop *loop;
  MenuItem item;
  GPtrArray *paths;
  GError *error;
} Errand;

static void
on_done (gpointer data)
{
  Errand *errand = data;
  g_main_loop_quit (errand->loop);
}

static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = data;
  g_autoptr (OffprintBusService) client = offprint_client_new_finish (result, &errand->error);
  if (client != NULL)
    action_run (client, errand->item, errand->paths, on_done, errand);
  else
    g_main_loop_quit (errand->loop);
}

/* `Offprint::cite-plain` is called `cite-plain`. */
static MenuItem
find_item (const char *name)
{
  for (MenuItem item = 0; item < N_MENU_ITEMS; item++)
    if (item != MENU_CITE && g_str_equal (strrchr (menu_item_get (item)->name, ':') + 1, name))
      return item;
  return N_MENU_ITEMS;
}

static int
complain_of_usage (void)
{
  g_printerr ("%s\n", _("usage: offprint-file-action ACTION FILE..."));
  for (MenuItem item = 0; item < N_MENU_ITEMS; item++)
    if (item != MENU_CITE)
      g_printerr ("  %-14s %s\n", strrchr (menu_item_get (item)->name, ':') + 1, _(menu_item_get (item)->tip));
  return 2;
}

static GPtrArray *
take_paths (char **arguments)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  for (; *arguments != NULL; arguments++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (*arguments);
      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  return paths;
}

/* What was sent last must have left before this process does. */
static void
flush (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (connection != NULL)
    g_dbus_connection_flush_sync (connection, NULL, NULL);
}

int
main (int argc, char **argv)
{
  offprint_i18n_init ();
  g_set_prgname ("offprint-file-action");
  (void) OFFPRINT_ERROR;
  Errand errand = { .item = argc > 2 ? find_item (argv[1]) : N_MENU_ITEMS };
  if (errand.item == N_MENU_ITEMS)
    return complain_of_usage ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) paths = take_paths (argv + 2);
  if (paths->len == 0)
    return 0;
  errand.loop = loop;
  errand.paths = paths;
  offprint_client_new (NULL, NULL, on_client, &errand);
  g_main_loop_run (loop);
  g_autoptr (GError) error = errand.error;
  if (error != NULL)
    g_printerr ("offprint-file-action: %s\n", error->message);
  flush ();
  return error != NULL;
}
