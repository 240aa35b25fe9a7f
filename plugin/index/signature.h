/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The up-to-date signature of a file: whether what the index holds of it still stands, without reading it. */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * OffprintSignature:
 * @size: bytes
 * @modified_ns: time of modification, Unix nanoseconds
 * @changed_ns: time of the inode's change: a rename, chmod or extended attribute moves it too
 * @inode: inode number; the device number is left out, since it is another after each mount
 * @md5: of the content in hex, empty where the file was not read
 * @origin: MD5 in hex of what was taken from extended attributes, empty where there is none
 *
 * A plain value.
 */
typedef struct
{
  guint64 size;
  gint64 modified_ns;
  gint64 changed_ns;
  guint64 inode;
  char md5[33];
  char origin[33];
} OffprintSignature;

/**
 * OffprintFreshness:
 * @OFFPRINT_FRESH: nothing changed
 * @OFFPRINT_TOUCHED: same size and time, but inode or attributes changed: content and attributes have to be compared
 * @OFFPRINT_STALE: to be read again
 */
typedef enum
{
  OFFPRINT_FRESH,
  OFFPRINT_TOUCHED,
  OFFPRINT_STALE,
} OffprintFreshness;

/* Longest text that offprint_signature_format() writes, with its NUL. */
#define OFFPRINT_SIGNATURE_BUFFER 192

void offprint_signature_init (OffprintSignature *signature, const struct stat *status);
const char *offprint_signature_format (const OffprintSignature *signature, char buffer[OFFPRINT_SIGNATURE_BUFFER]);
gboolean offprint_signature_parse (const char *text, OffprintSignature *signature);
OffprintFreshness offprint_signature_compare (const OffprintSignature *known, const OffprintSignature *current);
gboolean offprint_signature_same_content (const OffprintSignature *a, const OffprintSignature *b);

void offprint_signature_get_md5 (const OffprintSignature *signature, guint8 md5[16]);

G_END_DECLS
