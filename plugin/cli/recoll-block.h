/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A block of marked lines at the beginning of one of Recoll's configuration files: put in and taken out without a
 * change to any other byte. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: whether a line of a block is one that we write: not a section's, without its end */
typedef gboolean (*RecollBlockFunc) (const char *line, gpointer data);

gboolean recoll_block_is_there (GBytes *content);
GBytes *recoll_block_put (GBytes *content, const char *lines);
GBytes *recoll_block_take_out (GBytes *content, RecollBlockFunc is_ours, gpointer data);

G_END_DECLS
