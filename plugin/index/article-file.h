/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens and reads the file of an article, safely: what lies on disk may be anything, and may change while it is read.
 */
#pragma once

#include "index/signature.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OffprintArticleFile:
 * @bytes: the whole content
 * @origin_url: (nullable): `user.xdg.origin.url`, valid UTF-8
 * @signature: of the state that was read, complete with MD5
 * @md5: of @bytes
 */
typedef struct
{
  GBytes *bytes;
  char *origin_url;
  OffprintSignature signature;
  guint8 md5[16];
} OffprintArticleFile;

OffprintArticleFile *offprint_article_file_read (const char *path, guint64 max_bytes, GError **error);
GPtrArray *offprint_article_file_extract (const OffprintArticleFile *file, const char *path, GError **error);
void offprint_article_file_free (OffprintArticleFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintArticleFile, offprint_article_file_free)

G_END_DECLS
