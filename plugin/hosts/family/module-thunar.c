/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Thunar calls when it loads the module: all that is exported. See module.c. */
#include "core/i18n.h"
#include "hosts/family/provider.h"

G_MODULE_EXPORT void thunar_extension_initialize (ThunarxProviderPlugin *plugin);
G_MODULE_EXPORT void thunar_extension_shutdown (void);
G_MODULE_EXPORT void thunar_extension_list_types (const GType **types, int *n_types);

void
thunar_extension_initialize (ThunarxProviderPlugin *plugin)
{
  const char *mismatch = thunarx_check_version (THUNARX_MAJOR_VERSION, THUNARX_MINOR_VERSION, THUNARX_MICRO_VERSION);
  if (mismatch != NULL)
    {
      g_warning ("Thunar is too old for this module: %s", mismatch);
      return;
    }
  thunarx_provider_plugin_set_resident (plugin, TRUE);
  offprint_i18n_bind ();
  offprint_provider_register (G_TYPE_MODULE (plugin));
}

void
thunar_extension_shutdown (void)
{
}

void
thunar_extension_list_types (const GType **types, int *n_types)
{
  static GType type_list[1];
  type_list[0] = OFFPRINT_TYPE_PROVIDER;
  *types = type_list;
  *n_types = G_N_ELEMENTS (type_list);
}
