/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens and reads the file of an article, safely: what lies on disk may be anything, and may change while it is read.
 */
#pragma once

#include "index/file-attributes.h"
#include "index/signature.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OffprintArticleFile:
 * @content: descriptor of a sealed copy of the whole content, in memory: nobody can change it any more
 * @attributes: what is noted at the file
 * @signature: of the state that was read, complete with MD5
 * @md5: of @content
 */
typedef struct
{
  int content;
  OffprintFileAttributes attributes;
  OffprintSignature signature;
  guint8 md5[16];
} OffprintArticleFile;

OffprintArticleFile *
offprint_article_file_read (const char *path, guint64 max_bytes, GCancellable *cancellable, GError **error);
GBytes *offprint_article_file_map (const OffprintArticleFile *file, GError **error);
char *offprint_article_file_guess_type (const OffprintArticleFile *file, const char *path, GError **error);
GPtrArray *offprint_article_file_extract (const OffprintArticleFile *file, const char *path, GError **error);
void offprint_article_file_free (OffprintArticleFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintArticleFile, offprint_article_file_free)

G_END_DECLS
