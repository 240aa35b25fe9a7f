/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the text of the article in a page, without navigation, adverts, related links, sign-up calls and notices. */
#pragma once

#include "extract/page.h"

G_BEGIN_DECLS

/**
 * OffprintArticleHints:
 * @title_node: the visible headline, or 0
 * @title: (nullable): the title as it was decided
 * @description: (nullable): what the page says of itself (og:description and the like)
 * @body: (nullable): `articleBody` of the page's JSON-LD, untrusted: may be shortened, may hold markup
 * @language: (nullable): BCP 47, declared by the page
 *
 * What was found before and helps in finding the text. All strings are valid UTF-8.
 */
typedef struct
{
  guint32 title_node;
  const char *title;
  const char *description;
  const char *body;
  const char *language;
} OffprintArticleHints;

char *offprint_article_find_text (const OffprintPage *page, const OffprintArticleHints *hints);

G_END_DECLS
