/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/article.h"

/**
 * offprint_article_free:
 * @article: (transfer full) (nullable): an article
 */
void
offprint_article_free (OffprintArticle *article)
{
  if (article == NULL)
    return;
  g_free (article->member);
  g_free (article->mime_type);
  g_strfreev (article->warnings);
  offprint_document_free (article->document);
  g_free (article);
}
