/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which paragraphs of an article are not its text: promotion, related links, sign-up calls, notices, bylines, share
 * bars. Knows nothing of formats: it sees paragraphs in order, with what the format knows about each. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a paragraph is. The order matters nowhere. */
typedef enum
{
  OFFPRINT_BOILERPLATE_NONE,      /* the article's own */
  OFFPRINT_BOILERPLATE_PROMOTION, /* of the publisher's own wares: briefings, podcasts, apps */
  OFFPRINT_BOILERPLATE_RELATED,   /* pointers to other articles */
  OFFPRINT_BOILERPLATE_SIGN_UP,   /* newsletters, subscriptions, accounts, donations */
  OFFPRINT_BOILERPLATE_COPYRIGHT, /* notices of rights and permission */
  OFFPRINT_BOILERPLATE_ORIGIN,    /* where it appeared first */
  OFFPRINT_BOILERPLATE_BYLINE,
  OFFPRINT_BOILERPLATE_DATE,        /* dates, reading times */
  OFFPRINT_BOILERPLATE_CREDIT,      /* who made the picture, who edited */
  OFFPRINT_BOILERPLATE_SHARE,       /* share, print, follow */
  OFFPRINT_BOILERPLATE_COOKIES,     /* consent, browser, script notices */
  OFFPRINT_BOILERPLATE_COMMENTS,    /* calls to comment, comment counts */
  OFFPRINT_BOILERPLATE_ADVERT,      /* "Advertisement" */
  OFFPRINT_BOILERPLATE_TAGS,        /* topics of the article */
  OFFPRINT_BOILERPLATE_AUTHOR_NOTE, /* who the author is */
  OFFPRINT_BOILERPLATE_RULE,        /* no words: stars, lines */
  OFFPRINT_BOILERPLATE_TAIL,        /* nothing by itself, but stands after the end of the article */
  OFFPRINT_N_BOILERPLATE,
} OffprintBoilerplate;

typedef enum
{
  OFFPRINT_BLOCK_HEADING = 1 << 0,
  OFFPRINT_BLOCK_ITEM = 1 << 1,
  OFFPRINT_BLOCK_VERBATIM = 1 << 2, /* code, tables: never boilerplate */
} OffprintBlockFlags;

/**
 * OffprintBlock:
 * @text: one paragraph, valid UTF-8, not owned
 * @flags: what the format knows of it
 * @link_percent: 0..100, how much of it is links
 * @kind: set by offprint_boilerplate_classify()
 * @prose: likewise: whole sentences that could stand in an article
 */
typedef struct
{
  const char *text;
  OffprintBlockFlags flags;
  guint8 link_percent;
  OffprintBoilerplate kind;
  gboolean prose;
} OffprintBlock;

/**
 * OffprintBoilerplateMode:
 * @OFFPRINT_BOILERPLATE_ALL: paragraphs in the middle, and what follows the end of the article
 * @OFFPRINT_BOILERPLATE_GENTLE: only what is certain by its own words: the text was cleaned before
 */
typedef enum
{
  OFFPRINT_BOILERPLATE_ALL,
  OFFPRINT_BOILERPLATE_GENTLE,
} OffprintBoilerplateMode;

void offprint_boilerplate_classify (OffprintBlock *blocks, gsize n_blocks, OffprintBoilerplateMode mode);
char *offprint_boilerplate_remove_asides (const char *paragraph);
void offprint_boilerplate_append_paragraph (GString *text, const char *paragraph);
gboolean offprint_boilerplate_ends_sentence (const char *text);

G_END_DECLS
