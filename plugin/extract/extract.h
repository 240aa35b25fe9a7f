/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the bytes of a file to the records of the articles in it. Pure: opens no file, reads no clock, keeps no state.
 */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * OffprintSource:
 * @path: bytes of the file's path: only its name is looked at (extension), and copied into the record
 * @bytes: what the file holds
 * @mime_type: (nullable): what offprint_extract_guess_type() says of the file; %NULL: it is asked
 * @origin_url: (nullable): `user.xdg.origin.url` of the file; what is empty is none
 * @tags: (nullable): `user.xdg.tags` of the file, valid UTF-8
 * @comment: (nullable): `user.xdg.comment` of the file, valid UTF-8
 * @modified: the file's time of modification in Unix seconds: when the copy was saved, where the page itself does not
 * tell
 */
typedef struct
{
  const char *path;
  GBytes *bytes;
  const char *mime_type;
  const char *origin_url;
  const char *tags;
  const char *comment;
  gint64 modified;
} OffprintSource;

/* First bytes of a file that tell its type. */
#define OFFPRINT_SOURCE_HEAD_BYTES 4096
/* Larger files are refused with %OFFPRINT_ERROR_INPUT before they are read. */
#define OFFPRINT_SOURCE_MAX_BYTES (256 * 1024 * 1024)

gboolean offprint_extract_supports (const char *path);
GPtrArray *offprint_extract_list_extensions (void);
char *offprint_extract_guess_type (const char *path, const char *head, gsize length, GError **error);
GPtrArray *offprint_extract (const OffprintSource *source, GError **error);

G_END_DECLS
