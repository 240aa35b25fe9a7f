/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people and programs write above a saved text: "Source: ...", `author: [...]`. By which name each field goes, and
 * what its value may look like; shared by clippings and front matter. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

gboolean offprint_header_field_set (OffprintRecordBuilder *builder, const char *key, const char *value);
void offprint_header_field_add_authors (OffprintRecordBuilder *builder, const char *value);
gboolean offprint_header_field_set_date (OffprintRecordBuilder *builder, OffprintField field, const char *value);

G_END_DECLS
