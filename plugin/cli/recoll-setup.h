/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A Recoll configuration as a whole: what it says about our folders and our index, and changing that. */
#pragma once

#include "cli/recoll-settings.h"

G_BEGIN_DECLS

/**
 * RecollSetup:
 * @folder: of the configuration
 * @bound: (element-type filename): folders whose pages our handler reads
 * @overridden: (element-type filename): those of them in which a person's own line says otherwise
 * @tops: (element-type filename): what Recoll indexes itself
 * @asks_index: whether Recoll's window asks our index too
 * @handler: (nullable): the handler's command
 * @strips: whether Recoll's own index ignores accents and case, as ours
 */
typedef struct
{
  char *folder;
  GPtrArray *bound, *overridden, *tops;
  gboolean asks_index;
  char *handler;
  gboolean strips;
} RecollSetup;

char *recoll_setup_find_folder (const char *given, GError **error);
RecollSetup *recoll_setup_read (const char *folder, const char *index, GError **error);
void recoll_setup_free (RecollSetup *setup);
GPtrArray *recoll_setup_list_ways (const RecollSetup *setup, const char *folder);
gboolean recoll_setup_apply (const char *folder, const RecollSettings *settings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecollSetup, recoll_setup_free)

G_END_DECLS
