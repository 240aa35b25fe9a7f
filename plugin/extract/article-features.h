/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the names that a page's makers gave to its parts (tag, role, class, id) tell about them. */
#pragma once

#include "extract/page.h"

G_BEGIN_DECLS

/**
 * OffprintFeatures:
 * @OFFPRINT_FEATURE_BODY: named as the text of an article
 * @OFFPRINT_FEATURE_ASIDE: beside the text: sidebars, boxes, captions of other things, navigation, footers
 * @OFFPRINT_FEATURE_RELATED: other articles
 * @OFFPRINT_FEATURE_PROMOTION: adverts, sign-up, subscription, share bars
 * @OFFPRINT_FEATURE_META: bylines, dates, tags, author boxes
 * @OFFPRINT_FEATURE_CAPTION: under pictures
 * @OFFPRINT_FEATURE_COMMENT: what readers wrote
 * @OFFPRINT_FEATURE_STRONG: said by the tag or role, which is seldom wrong
 */
typedef enum
{
  OFFPRINT_FEATURE_BODY = 1 << 0,
  OFFPRINT_FEATURE_ASIDE = 1 << 1,
  OFFPRINT_FEATURE_RELATED = 1 << 2,
  OFFPRINT_FEATURE_PROMOTION = 1 << 3,
  OFFPRINT_FEATURE_META = 1 << 4,
  OFFPRINT_FEATURE_CAPTION = 1 << 5,
  OFFPRINT_FEATURE_COMMENT = 1 << 6,
  OFFPRINT_FEATURE_STRONG = 1 << 7,
} OffprintFeatures;

#define OFFPRINT_FEATURE_FOREIGN                                                                                       \
  (OFFPRINT_FEATURE_ASIDE | OFFPRINT_FEATURE_RELATED | OFFPRINT_FEATURE_PROMOTION | OFFPRINT_FEATURE_META              \
   | OFFPRINT_FEATURE_COMMENT)

OffprintFeatures offprint_article_get_features (const OffprintPage *page, guint32 node);

G_END_DECLS
