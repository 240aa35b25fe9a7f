/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people and programs noted at a file beside its content: freedesktop.org's common extended attributes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_ATTRIBUTE_ORIGIN_URL, /* where a downloader had it from */
  OFFPRINT_ATTRIBUTE_TAGS,       /* separated by commas */
  OFFPRINT_ATTRIBUTE_COMMENT,
  OFFPRINT_N_ATTRIBUTES,
} OffprintAttribute;

/* Of each value, and of all together */
#define OFFPRINT_ATTRIBUTE_ORIGIN_URL_MAX_BYTES 4096
#define OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES 8000
#define OFFPRINT_ATTRIBUTE_COMMENT_MAX_BYTES 2000
#define OFFPRINT_ATTRIBUTES_MAX_BYTES                                                                                  \
  (OFFPRINT_ATTRIBUTE_ORIGIN_URL_MAX_BYTES + OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES + OFFPRINT_ATTRIBUTE_COMMENT_MAX_BYTES)

/**
 * OffprintFileAttributes:
 * @values: (nullable) each: valid UTF-8, bounded, never empty
 */
typedef struct
{
  char *values[OFFPRINT_N_ATTRIBUTES];
} OffprintFileAttributes;

const char *offprint_attribute_get_name (OffprintAttribute attribute);
char *offprint_attribute_clean (OffprintAttribute attribute, const char *value, gsize length);

void offprint_file_attributes_read (OffprintFileAttributes *attributes, int fd);
void offprint_file_attributes_get_digest (const OffprintFileAttributes *attributes, char digest[33]);
void offprint_file_attributes_clear (OffprintFileAttributes *attributes);

G_END_DECLS
