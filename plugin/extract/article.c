/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the text of an article in a page, in steps: the lines of the page (article-blocks.c), the element that holds
 * the article (article-root.c), the lines of it that are the article's (article-label.c). When little is found, all is
 * done again with fewer doubts. All steps are loops over lines or nodes; there is no other state than the arrays of the
 * finder. */
#include "extract/article.h"

#include "core/text.h"
#include "extract/article-finder.h"
#include "extract/boilerplate.h"

#include <string.h>

#define FEW_WORDS 80 /* an article that has less is looked for again */

static const OffprintArticleAttempt attempts[] = { { TRUE, FALSE }, { FALSE, FALSE }, { TRUE, TRUE }, { FALSE, TRUE } };

static void
clear_finder (OffprintArticleFinder *finder)
{
  offprint_article_blocks_free (finder->blocks);
  g_free (finder->own);
  g_free (finder->inherited);
  g_free (finder->prose);
  g_free (finder->values);
  g_free (finder->labels);
}

/* What the page says of itself to search engines; it may hold markup, also as character references. */
static char *
read_body (const char *body)
{
  g_autoptr (OffprintPage) page = offprint_page_new (body, strlen (body));
  g_autoptr (OffprintArticleBlocks) blocks = offprint_article_blocks_new (page, page->body, FALSE);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < blocks->list->len; i++)
    offprint_boilerplate_append_paragraph (text, blocks->text->str
                                                     + g_array_index (blocks->list, OffprintArticleBlock, i).text);
  return g_string_free (text, FALSE);
}

static char *
try (const OffprintPage *page, const OffprintArticleHints *hints, const OffprintArticleAttempt *attempt)
{
  OffprintArticleFinder finder = { .page = page, .hints = hints, .attempt = attempt };
  finder.blocks = offprint_article_blocks_new (page, page->body, attempt->hidden);
  finder.n = finder.blocks->list->len;
  offprint_article_find_root (&finder);
  char *text = offprint_article_collect (&finder);
  clear_finder (&finder);
  return text;
}

/**
 * offprint_article_find_text:
 * @page: a page
 * @hints: what is known of it
 *
 * Returns: (transfer full) (nullable): the article's paragraphs, separated by blank lines; %NULL when there is no text
 * at all. About a millisecond for a page of the usual size. Any thread
 */
char *
offprint_article_find_text (const OffprintPage *page, const OffprintArticleHints *hints)
{
  g_autofree char *best = g_strdup ("");
  gsize best_words = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (attempts) && best_words < FEW_WORDS; i++)
    {
      g_autofree char *text = try (page, hints, &attempts[i]);
      gsize words = offprint_text_count_words (text);
      if (words <= best_words * 2)
        continue;
      g_free (best);
      best = g_steal_pointer (&text);
      best_words = words;
    }
  if (hints->body != NULL && best_words < FEW_WORDS)
    {
      g_autofree char *body = read_body (hints->body);
      if (offprint_text_count_words (body) > best_words * 2)
        return g_steal_pointer (&body);
    }
  return *best != '\0' ? g_steal_pointer (&best) : NULL;
}
