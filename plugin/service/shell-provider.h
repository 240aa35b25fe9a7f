/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GNOME Shell's search provider on the bus: see org.gnome.Shell.SearchProvider2.xml. Used in the main thread. */
#pragma once

#include "service/bar.h"

G_BEGIN_DECLS

Bar *shell_provider_new (GDBusConnection *connection, GError **error);

G_END_DECLS
