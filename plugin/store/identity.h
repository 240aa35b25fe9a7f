/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What identifies an article's file in the index, and what changes when it is renamed: Q, T, E, XE, XP, XSFN and XSFS
 * terms, the collapse, size, signature and path slots, and the url, name, size and time lines of the document data.
 * Written by whoever opened the file, never by what read its content. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintIdentity:
 * @path: absolute path, any bytes but NUL
 * @member: (nullable): the article's name inside a container
 * @mime_type: (nullable): of the file; never %NULL for a new article
 * @size: bytes
 * @modified: Unix seconds
 * @md5: MD5 of the file's bytes
 * @signature: up-to-date signature: opaque to the store, compared by the indexer
 */
typedef struct
{
  const char *path;
  const char *member;
  const char *mime_type;
  guint64 size;
  gint64 modified;
  guint8 md5[16];
  const char *signature;
} OffprintIdentity;

/* Longest path component in an XP term; the rest is cut off, as in Recoll. */
#define OFFPRINT_IDENTITY_COMPONENT_MAX 230

GBytes *offprint_identity_get_unique_term (const char *path, const char *member);
void offprint_identity_get_key (const OffprintIdentity *identity, guint8 *key);
GPtrArray *offprint_identity_list_path_terms (const char *path);

G_END_DECLS
