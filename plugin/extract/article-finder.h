/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the steps of finding an article's text share: article-root.c and article-label.c, called by article.c. Not for
 * others. */
#pragma once

#include "extract/article-blocks.h"
#include "extract/article-features.h"
#include "extract/article.h"

G_BEGIN_DECLS

#define OFFPRINT_ARTICLE_LINKY_PERCENT 50 /* a line with as many links says nothing by itself */

typedef enum
{
  OFFPRINT_ARTICLE_DROP,
  OFFPRINT_ARTICLE_UNSURE, /* as its neighbours */
  OFFPRINT_ARTICLE_KEEP,
} OffprintArticleLabel;

/* How to look: each time with fewer doubts. */
typedef struct
{
  gboolean names;  /* believe names that say "foreign" */
  gboolean hidden; /* read what styles hide */
} OffprintArticleAttempt;

typedef struct
{
  const OffprintPage *page;
  const OffprintArticleHints *hints;
  const OffprintArticleAttempt *attempt;
  OffprintArticleBlocks *blocks;
  guint n;            /* of blocks */
  guint16 *own;       /* features of each node */
  guint16 *inherited; /* of each node and what it stands in */
  float *prose;       /* words of prose below each node */
  float *values;      /* sum of the values below each node */
  guint8 *labels;     /* OffprintArticleLabel of each block */
  guint32 root;
  guint title_block;    /* the first block of the headline, or what comes next */
  guint32 next_article; /* node where another article starts below this one, or the end of the page */
} OffprintArticleFinder;

const OffprintArticleBlock *offprint_article_finder_get_block (const OffprintArticleFinder *finder, guint i);
const char *offprint_article_finder_get_text (const OffprintArticleFinder *finder, guint i);
guint offprint_article_block_get_link_percent (const OffprintArticleBlock *block);
gboolean offprint_article_block_is_heading (const OffprintArticleBlock *block);
gboolean offprint_article_block_is_prose (const OffprintArticleBlock *block);
void offprint_article_find_root (OffprintArticleFinder *finder);
char *offprint_article_collect (OffprintArticleFinder *finder);

G_END_DECLS
