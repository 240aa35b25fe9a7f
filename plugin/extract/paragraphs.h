/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text into paragraphs, however it marks them: blank lines, one line each, or indents in hard-wrapped lines. */
#pragma once

#include "extract/boilerplate.h"

G_BEGIN_DECLS

/**
 * OffprintParagraph:
 * @text: one line, no white space around it
 * @alone: one line of the source, a blank line or nothing before and after it
 * @flags: what marks said of it; none in plain text
 * @link_percent: 0..100, how much of it is links
 */
typedef struct
{
  char *text;
  gboolean alone;
  OffprintBlockFlags flags;
  guint8 link_percent;
} OffprintParagraph;

/* What comes after that many is one paragraph. */
#define OFFPRINT_PARAGRAPHS_MAX 20000

GArray *offprint_paragraphs_new (void);
GArray *offprint_paragraphs_split (const char *text, gsize length);

G_END_DECLS
