/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a page as a reader sees them: what stands between the edges of block elements, in order, measured. */
#pragma once

#include "extract/page.h"

G_BEGIN_DECLS

/**
 * OffprintArticleBlock:
 * @node: the block element whose text it is (the nearest one)
 * @first: its first node of text
 * @text: offset in blocks->text, NUL-terminated there; white space squeezed, but line ends in `pre` and of `br` are
 * kept
 * @chars: characters
 * @link_chars: of these, in links
 * @words: words; each ideograph is one
 * @commas: commas
 * @ends_sentence: a sentence mark is its last character but quotes
 * @is_data: what scripts left behind, not written for people
 * @tag: of @node, or of the nearest ancestor that says more: li, blockquote, pre, td, h1 to h6, figcaption
 */
typedef struct
{
  guint32 node, first;
  gsize text;
  guint chars, link_chars, words, commas;
  gboolean ends_sentence, is_data;
  OffprintTag tag;
} OffprintArticleBlock;

typedef struct
{
  GArray *list; /* of OffprintArticleBlock, in document order */
  GString *text;
} OffprintArticleBlocks;

OffprintArticleBlocks *offprint_article_blocks_new (const OffprintPage *page, guint32 root, gboolean with_hidden);
void offprint_article_blocks_free (OffprintArticleBlocks *blocks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintArticleBlocks, offprint_article_blocks_free)

G_END_DECLS
