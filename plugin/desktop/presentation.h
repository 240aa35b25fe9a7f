/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an article is shown, by every bar, window and file manager alike: title, byline, snippet, icon. All text is one
 * line of plain text (see line.h); who draws markup escapes it. Any thread. */
#pragma once

#include "core/hit.h"

G_BEGIN_DECLS

/**
 * OffprintBylineParts:
 * @OFFPRINT_BYLINE_SHORT: publisher and date
 * @OFFPRINT_BYLINE_AUTHORS: the authors between them
 */
typedef enum
{
  OFFPRINT_BYLINE_SHORT = 0,
  OFFPRINT_BYLINE_AUTHORS = 1 << 0,
} OffprintBylineParts;

char *offprint_presentation_get_title (const OffprintRecord *record);
char *offprint_presentation_get_publisher (const OffprintRecord *record);
char *offprint_presentation_get_authors (const OffprintRecord *record);
char *offprint_presentation_get_date (const OffprintRecord *record);
char *offprint_presentation_get_byline (const OffprintRecord *record, OffprintBylineParts parts);
char *offprint_presentation_get_location (const OffprintRecord *record);
char *offprint_presentation_get_snippet (const OffprintHit *hit, gsize max_chars, GArray **matches);
char *offprint_presentation_get_description (const OffprintHit *hit, gsize max_chars);
GIcon *offprint_presentation_get_icon (const OffprintRecord *record);
char *offprint_presentation_get_icon_name (const OffprintRecord *record);

G_END_DECLS
