/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module's one object: what a file manager asks for columns, values, menus and properties. */
#pragma once

#include "hosts/family/names.h"
#include "hosts/files/lookup.h"

G_BEGIN_DECLS

#define OFFPRINT_TYPE_PROVIDER (offprint_provider_get_type ())
G_DECLARE_FINAL_TYPE (OffprintProvider, offprint_provider, OFFPRINT, PROVIDER, GObject)

void offprint_provider_register (GTypeModule *module);
Lookup *offprint_provider_get_lookup (OffprintProvider *provider);
void offprint_provider_await_menu (OffprintProvider *provider);

char *offprint_provider_get_path (HostFileInfo *file);
char *offprint_provider_find_article (OffprintProvider *provider, GList *files);

#ifdef HOST_TYPE_COLUMN_PROVIDER
void offprint_provider_init_columns (HostColumnProviderInterface *interface);
void offprint_provider_init_info (HostInfoProviderInterface *interface);
#endif
void offprint_provider_init_menus (HostMenuProviderInterface *interface);
GType offprint_provider_get_properties_type (void);
void offprint_provider_init_properties (gpointer interface);

G_END_DECLS
