/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes tags and comment of a file: the only thing that Offprint ever writes to one, and only when a person says so.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintAttributeChange:
 * @add: (array zero-terminated=1): tags, each one of offprint_tags_is_tag()
 * @remove: (array zero-terminated=1): tags
 * @comment: (nullable): the new comment, empty for none; %NULL: it stays as it is
 */
typedef struct
{
  const char *const *add;
  const char *const *remove;
  const char *comment;
} OffprintAttributeChange;

gboolean offprint_attribute_change_apply (const OffprintAttributeChange *change, int fd, GError **error);

G_END_DECLS
