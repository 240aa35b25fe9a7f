/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the file manager calls when it loads the module: all that is exported. The module stays loaded (linked with
 * -z nodelete): the types that GIO and it have registered can't be taken back. */
#include "core/i18n.h"
#include "hosts/family/provider.h"

G_MODULE_EXPORT void host_module_initialize (GTypeModule *module);
G_MODULE_EXPORT void host_module_shutdown (void);
G_MODULE_EXPORT void host_module_list_types (const GType **types, int *n_types);

void
host_module_initialize (GTypeModule *module)
{
  offprint_i18n_bind ();
  offprint_provider_register (module);
}

void
host_module_shutdown (void)
{
}

void
host_module_list_types (const GType **types, int *n_types)
{
  static GType type_list[1];
  type_list[0] = OFFPRINT_TYPE_PROVIDER;
  *types = type_list;
  *n_types = G_N_ELEMENTS (type_list);
}
