/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One of Recoll's configuration files as Recoll reads it: sections of settings. Pure but for `~`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RecollConfig RecollConfig;

RecollConfig *recoll_config_parse (GBytes *content);
void recoll_config_free (RecollConfig *config);
const char *recoll_config_get (const RecollConfig *config, const char *section, const char *name);
GPtrArray *recoll_config_list_sections (const RecollConfig *config);
GPtrArray *recoll_config_list_names (const RecollConfig *config, const char *section);
GPtrArray *recoll_config_split (const char *value);
char *recoll_config_expand (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecollConfig, recoll_config_free)

G_END_DECLS
