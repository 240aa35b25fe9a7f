/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article that was extracted, on its way to the writer. */
#pragma once

#include "store/document.h"

G_BEGIN_DECLS

/**
 * OffprintArticle:
 * @member: (nullable): its name inside the file
 * @mime_type: of the file
 * @warnings: (array zero-terminated=1): valid UTF-8, one line each
 * @document: what it puts into the index
 */
typedef struct
{
  char *member;
  char *mime_type;
  char **warnings;
  OffprintDocument *document;
} OffprintArticle;

void offprint_article_free (OffprintArticle *article);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintArticle, offprint_article_free)

G_END_DECLS
