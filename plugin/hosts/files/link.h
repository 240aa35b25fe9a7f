/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way to the daemon, for a program that nobody runs for our sake: it is found in the background; when it can't be
 * had, it is left alone for a while, longer each time. For one thread, which runs its thread-default main context. */
#pragma once

#include "desktop/client.h"

G_BEGIN_DECLS

/**
 * LinkFuncs:
 * @ready: questions may be asked, for the first time or once more
 * @changed: the articles of some files are others now; %NULL: of any files
 * @watched: other folders are followed now, or which ones is known now
 */
typedef struct
{
  void (*ready) (gpointer data);
  void (*changed) (const char *const *paths, gpointer data);
  void (*watched) (gpointer data);
} LinkFuncs;

typedef struct _Link Link;

Link *link_new (GDBusConnection *connection, guint retry_ms, const LinkFuncs *funcs, gpointer data);
void link_free (Link *link);
OffprintBusService *link_get_client (Link *link);
OffprintBusService *link_get_usable_client (Link *link);
void link_report (Link *link, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Link, link_free)

G_END_DECLS
