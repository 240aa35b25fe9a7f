/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/family/provider.h"

#include "hosts/files/menu.h"

struct _OffprintProvider
{
  GObject parent;
  Lookup *lookup;
  gboolean menu_waits; /* a menu was made of less than could be known */
};

#ifdef HOST_TYPE_COLUMN_PROVIDER
static void
init_columns (gpointer interface, gpointer data)
{
  offprint_provider_init_columns (interface);
}

static void
init_info (gpointer interface, gpointer data)
{
  offprint_provider_init_info (interface);
}
#endif

static void
init_menus (gpointer interface, gpointer data)
{
  offprint_provider_init_menus (interface);
}

static void
init_properties (gpointer interface, gpointer data)
{
  offprint_provider_init_properties (interface);
}

static void
add_interface (GTypeModule *module, GType type, GType interface, GInterfaceInitFunc init)
{
  const GInterfaceInfo info = { .interface_init = init };
  g_type_module_add_interface (module, type, interface, &info);
}

G_DEFINE_DYNAMIC_TYPE (OffprintProvider, offprint_provider, G_TYPE_OBJECT)

/**
 * offprint_provider_register:
 * @module: that of the file manager
 *
 * Makes the type known, with all that it implements.
 */
void
offprint_provider_register (GTypeModule *module)
{
  offprint_provider_register_type (module);
#ifdef HOST_TYPE_COLUMN_PROVIDER
  add_interface (module, OFFPRINT_TYPE_PROVIDER, HOST_TYPE_COLUMN_PROVIDER, init_columns);
  add_interface (module, OFFPRINT_TYPE_PROVIDER, HOST_TYPE_INFO_PROVIDER, init_info);
#endif
  add_interface (module, OFFPRINT_TYPE_PROVIDER, HOST_TYPE_MENU_PROVIDER, init_menus);
  add_interface (module, OFFPRINT_TYPE_PROVIDER, offprint_provider_get_properties_type (), init_properties);
}

/* A file manager has an object for each file that it shows, and for no others. */
static void
tell (const char *path, gpointer data)
{
#ifdef HOST_TYPE_INFO_PROVIDER
  g_autoptr (GFile) location = g_file_new_for_path (path);
  HostFileInfo *file = host_file_info_lookup (location);
  if (file == NULL)
    return;
  host_file_info_invalidate_extension_info (file);
  g_object_unref (file);
#endif
}

static void
renew_menus (gpointer data)
{
#ifdef HOST_TYPE_INFO_PROVIDER
  host_menu_provider_emit_items_updated_signal (HOST_MENU_PROVIDER (data));
#endif
}

static void
told (gpointer data)
{
  OffprintProvider *self = data;
  if (self->menu_waits)
    renew_menus (self);
  self->menu_waits = FALSE;
}

static void
offprint_provider_init (OffprintProvider *self)
{
  static const LookupFuncs funcs = { tell, told, renew_menus };
  self->lookup = lookup_new (NULL, &lookup_default_limits, &funcs, self);
}

static void
offprint_provider_finalize (GObject *object)
{
  OffprintProvider *self = OFFPRINT_PROVIDER (object);
  lookup_free (self->lookup);
  G_OBJECT_CLASS (offprint_provider_parent_class)->finalize (object);
}

static void
offprint_provider_class_init (OffprintProviderClass *class)
{
  G_OBJECT_CLASS (class)->finalize = offprint_provider_finalize;
}

static void
offprint_provider_class_finalize (OffprintProviderClass *class)
{
}

/**
 * offprint_provider_get_lookup:
 * @provider: the provider
 *
 * Returns: (transfer none): what it knows of files
 */
Lookup *
offprint_provider_get_lookup (OffprintProvider *provider)
{
  return provider->lookup;
}

/**
 * offprint_provider_await_menu:
 * @provider: the provider
 *
 * Has the file manager ask for its menus again when more is known.
 */
void
offprint_provider_await_menu (OffprintProvider *provider)
{
  provider->menu_waits = TRUE;
}

/**
 * offprint_provider_get_path:
 * @file: a file as the file manager has it
 *
 * Touches no file. What is listed among recent files or in a search is the file that it stands for.
 *
 * Returns: (transfer full) (nullable): where it is; %NULL when it is on no disk of this computer
 */
char *
offprint_provider_get_path (HostFileInfo *file)
{
  g_autoptr (GFile) location = host_file_info_get_location (file);
  const char *path = location != NULL && g_file_has_uri_scheme (location, "file") ? g_file_peek_path (location) : NULL;
  if (path != NULL)
    return g_strdup (path);
  g_autofree char *uri = host_file_info_get_activation_uri (file);
  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

/**
 * offprint_provider_find_article:
 * @provider: the provider
 * @files: (nullable) (element-type HostFileInfo): what properties are shown of
 *
 * Returns: (transfer full) (nullable): the only file, when it is an article or may well be one
 */
char *
offprint_provider_find_article (OffprintProvider *provider, GList *files)
{
  if (files == NULL || files->next != NULL || host_file_info_is_directory (HOST_FILE_INFO (files->data)))
    return NULL;
  g_autofree char *path = offprint_provider_get_path (HOST_FILE_INFO (files->data));
  g_autofree char *type = host_file_info_get_mime_type (HOST_FILE_INFO (files->data));
  const MenuFile file = { path, type };
  gboolean incomplete;
  MenuItems items = path != NULL ? menu_get_for_files (provider->lookup, &file, 1, 1, &incomplete) : 0;
  return menu_items_have (items, MENU_CITE) ? g_steal_pointer (&path) : NULL;
}
