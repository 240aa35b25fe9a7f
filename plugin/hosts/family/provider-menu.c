/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Called on every change of the selection, whether a menu is opened or not: it looks at a few files and sends nothing.
 */
#include "core/i18n.h"
#include "hosts/family/provider.h"
#include "hosts/files/action.h"

/* Enough to find an article among other files, few enough when a person selects all of 20,000 */
#define MAX_LOOKED_AT 64

/* What an item needs when it is clicked */
typedef struct
{
  OffprintProvider *provider; /* a menu may outlive the window, not the module */
  GList *files;
} Selection;

static Selection *
selection_new (OffprintProvider *provider, GList *files)
{
  Selection *selection = g_rc_box_new (Selection);
  *selection = (Selection){ g_object_ref (provider), host_file_info_list_copy (files) };
  return selection;
}

static void
selection_clear (gpointer data)
{
  Selection *selection = data;
  host_file_info_list_free (selection->files);
  g_object_unref (selection->provider);
}

static void
selection_unref (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, selection_clear);
}

/* Where there is no session bus nothing can be asked, nor anybody be told. */
static void
run (Selection *selection, MenuItem item)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (GList *link = selection->files; link != NULL; link = link->next)
    {
      char *path = offprint_provider_get_path (HOST_FILE_INFO (link->data));
      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  OffprintBusService *client = lookup_get_client (offprint_provider_get_lookup (selection->provider));
  if (client != NULL && paths->len > 0)
    action_run (client, item, paths, NULL, NULL);
}

static void
on_activate (HostMenuItem *item, gpointer selection)
{
  g_autofree char *name = NULL;
  g_object_get (item, "name", &name, NULL);
  for (MenuItem i = 0; i < N_MENU_ITEMS; i++)
    if (g_str_equal (name, menu_item_get (i)->name))
      run (selection, i);
}

static HostMenuItem *
make_item (MenuItem item, Selection *selection)
{
  const MenuItemInfo *info = menu_item_get (item);
  HostMenuItem *made = host_menu_item_new (info->name, _(info->label), _(info->tip), NULL);
  g_signal_connect_data (made, "activate", G_CALLBACK (on_activate), g_rc_box_acquire (selection), selection_unref, 0);
  return made;
}

static void
add_children (HostMenuItem *parent, MenuItem item, MenuItems items, Selection *selection)
{
  HostMenu *menu = NULL;
  for (MenuItem i = 0; i < N_MENU_ITEMS; i++)
    if (i != item && menu_items_have (items, i) && menu_item_get (i)->parent == item)
      {
        menu = menu != NULL ? menu : host_menu_new ();
        HostMenuItem *child = make_item (i, selection);
        host_menu_append_item (menu, child);
        g_object_unref (child);
      }
  if (menu != NULL)
    host_menu_item_set_submenu (parent, menu);
  g_clear_object (&menu);
}

static GList *
make_items (OffprintProvider *self, MenuItems items, GList *files)
{
  GList *made = NULL;
  if (items == 0)
    return NULL;
  Selection *selection = selection_new (self, files);
  for (MenuItem i = 0; i < N_MENU_ITEMS; i++)
    if (menu_items_have (items, i) && menu_item_get (i)->parent == i)
      {
        HostMenuItem *item = make_item (i, selection);
        add_children (item, i, items, selection);
        made = g_list_append (made, item);
      }
  selection_unref (selection, NULL);
  return made;
}

static GList *
get_folder_items (OffprintProvider *self, HostFileInfo *folder)
{
  g_autofree char *path = offprint_provider_get_path (folder);
  GList files = { .data = folder };
  return path != NULL ? make_items (self, menu_get_for_folder (offprint_provider_get_lookup (self), path), &files)
                      : NULL;
}

static GList *
get_file_items (HostMenuProvider *provider, HOST_WINDOW_ARGUMENT GList *files)
{
  OffprintProvider *self = OFFPRINT_PROVIDER (provider);
  MenuFile looked_at[MAX_LOOKED_AT];
  gsize n = 0;
  gboolean incomplete;
  if (files != NULL && files->next == NULL && host_file_info_is_directory (HOST_FILE_INFO (files->data)))
    return get_folder_items (self, HOST_FILE_INFO (files->data));
  for (GList *link = files; link != NULL && n < MAX_LOOKED_AT; link = link->next)
    {
      HostFileInfo *file = HOST_FILE_INFO (link->data);
      char *path = host_file_info_is_directory (file) ? NULL : offprint_provider_get_path (file);
      if (path != NULL)
        looked_at[n++] = (MenuFile){ path, host_file_info_get_mime_type (file) };
    }
  MenuItems items = menu_get_for_files (offprint_provider_get_lookup (self), looked_at, n, g_list_length (files),
                                        &incomplete);
  for (gsize i = 0; i < n; i++)
    {
      g_free (looked_at[i].path);
      g_free (looked_at[i].type);
    }
  if (incomplete)
    offprint_provider_await_menu (self);
  return make_items (self, items, files);
}

static GList *
get_background_items (HostMenuProvider *provider, HOST_WINDOW_ARGUMENT HostFileInfo *folder)
{
  return get_folder_items (OFFPRINT_PROVIDER (provider), folder);
}

void
offprint_provider_init_menus (HostMenuProviderInterface *interface)
{
  interface->get_file_items = get_file_items;
  interface->get_background_items = get_background_items;
}
