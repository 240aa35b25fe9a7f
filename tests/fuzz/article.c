/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: any text as a page; what is found in it is valid, and no longer than the page. */
#include "core/text.h"
#include "extract/article.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *html = offprint_text_make_valid ((const char *) data, (gssize) size);
  g_autoptr (OffprintPage) page = offprint_page_new (html, strlen (html));
  OffprintArticleHints hints = { .title_node = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_H1) };
  g_autofree char *text = offprint_article_find_text (page, &hints);
  if (text == NULL)
    return 0;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_cmpuint (strlen (text), <=, 2 * strlen (page->text) + 2 * page->n_nodes);
  return 0;
}
