/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shows the copies of an article where a person can do something about them: selected in the file manager. */
#pragma once

#include "desktop/client.h"

G_BEGIN_DECLS

void duplicates_show (OffprintBusService *client, const char *path, GAsyncReadyCallback callback, gpointer data);
gboolean duplicates_show_finish (GAsyncResult *result, GError **error);

G_END_DECLS
