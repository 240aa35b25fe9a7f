/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Recoll's configuration says when Offprint is plugged into it: which lines go into which of its files, and which
 * of the lines that are there are ours. */
#pragma once

#include "cli/recoll-config.h"

G_BEGIN_DECLS

/* The type that articles have in Recoll when our handler reads them: of our own, so that other pages stay with Recoll's
 * own handler. */
#define RECOLL_ARTICLE_TYPE "text/x-saved-article"

/**
 * RecollSettings:
 * @folders: (array zero-terminated=1) (nullable): whose articles the handler reads; %NULL: none
 * @handler: (nullable): the handler's command; with @folders
 * @index: (nullable): folder of our index, an external index of Recoll's; %NULL: it is none
 */
typedef struct
{
  char **folders;
  char *handler;
  char *index;
} RecollSettings;

void recoll_settings_clear (RecollSettings *settings);
const char *const *recoll_settings_list_files (void);
char *recoll_settings_make_lines (const RecollSettings *settings, const char *file, const RecollConfig *others);
gboolean recoll_settings_own_line (const char *file, const char *line);
gboolean recoll_settings_ask_index (const RecollConfig *history, const char *index);
char *recoll_settings_find_handler (void);
char *recoll_settings_check_folder (const char *folder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecollSettings, recoll_settings_clear)

G_END_DECLS
