/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document data: `key=value` lines that Recoll, Omega and Offprint read. Which keys there are is in the schema
 * table (data_key) and in identity.c and document.c, which write the hosts' own; this file knows the form and the way
 * back to a record. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Identity keys that the record needs back: `url` is `file://` and the path as it is; where that can't stand on a line
 * (newlines), `path` holds it percent-encoded. `untitled` marks a `caption` that is only the file name. */
#define OFFPRINT_DATA_URL "url"
#define OFFPRINT_DATA_PATH "path"
#define OFFPRINT_DATA_UNTITLED "untitled"
#define OFFPRINT_DATA_SIGNATURE "sig"

/* @key and @value are not NUL-terminated. Returns: %FALSE to stop. */
typedef gboolean (*OffprintDataFunc) (const char *key, gsize key_length, const char *value, gsize value_length,
                                      gpointer user_data);

void offprint_data_append (GString *lines, const char *key, const char *value);
void offprint_data_foreach (const char *lines, gsize length, OffprintDataFunc func, gpointer user_data);
char *offprint_data_get (const char *lines, gsize length, const char *key);
OffprintRecord *offprint_data_to_record (const char *lines, gsize length);
OffprintRecord *offprint_data_to_place (const char *lines, gsize length);

G_END_DECLS
