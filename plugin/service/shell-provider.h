/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GNOME Shell's search provider on the bus: see org.gnome.Shell.SearchProvider2.xml. Used in the main thread. */
#pragma once

#include "service/searcher.h"

G_BEGIN_DECLS

#define SHELL_PROVIDER_OBJECT_PATH "/org/offprint/Offprint/SearchProvider"

typedef struct _ShellProvider ShellProvider;

ShellProvider *shell_provider_new (GDBusConnection *connection, GError **error);
void shell_provider_start (ShellProvider *provider, Searcher *searcher);
void shell_provider_free (ShellProvider *provider);

G_END_DECLS
