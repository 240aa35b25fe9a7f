/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All text comes from the presentation, as one line that harms nobody; here it is only escaped and marked. */
#include "hosts/rofi/row.h"

#include "desktop/presentation.h"

#include <string.h>

/* Rofi cuts what does not fit, so this is only to spare it work. */
#define SNIPPET_MAX_CHARS 200
#define SEPARATOR " — "
#define DETAILS_START "<span alpha=\"70%\" size=\"small\">"
#define DETAILS_END "</span>"

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);
  g_string_append (markup, escaped);
}

static void
append_snippet (GString *markup, const char *snippet, const GArray *matches)
{
  gsize at = 0;
  for (guint i = 0; i < matches->len; i++)
    {
      const OffprintMatch *match = &g_array_index (matches, OffprintMatch, i);
      append_escaped (markup, snippet + at, match->start - at);
      g_string_append (markup, "<b>");
      append_escaped (markup, snippet + match->start, match->end - match->start);
      g_string_append (markup, "</b>");
      at = match->end;
    }
  append_escaped (markup, snippet + at, strlen (snippet + at));
}

/* Publisher, date and snippet; no snippet where there is one line for all */
static char *
make_details (const OffprintHit *hit, gboolean two_lines)
{
  g_autoptr (GArray) matches = NULL;
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autofree char *snippet = offprint_presentation_get_snippet (hit, SNIPPET_MAX_CHARS, &matches);
  GString *details = g_string_new (NULL);
  append_escaped (details, byline, strlen (byline));
  if (two_lines && *snippet != '\0')
    {
      g_string_append (details, details->len > 0 ? SEPARATOR : "");
      append_snippet (details, snippet, matches);
    }
  return g_string_free (details, FALSE);
}

static char *
join (const char *title, const char *details, gboolean two_lines)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  if (*details == '\0')
    return g_steal_pointer (&escaped);
  return g_strconcat (escaped, two_lines ? "\n" : "  ", DETAILS_START, details, DETAILS_END, NULL);
}

/**
 * row_new:
 * @hit: a hit
 * @two_lines: whether there is room for a second line
 *
 * Returns: (transfer full): its row: title, publisher and date; on the second line also the snippet with the words
 * found
 */
char *
row_new (const OffprintHit *hit, gboolean two_lines)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *details = make_details (hit, two_lines);
  return join (title, details, two_lines);
}

/**
 * row_new_notice:
 * @title: what is the matter
 * @advice: what to do, or why; perhaps empty
 * @two_lines: whether there is room for a second line
 *
 * Returns: (transfer full): a row that is no article
 */
char *
row_new_notice (const char *title, const char *advice, gboolean two_lines)
{
  g_autofree char *escaped = g_markup_escape_text (advice, -1);
  return join (title, escaped, two_lines);
}

/**
 * row_get_words:
 * @hit: a hit
 *
 * Returns: (transfer full): the words by which rofi itself may find it, where it mixes rows of several modes
 */
char *
row_get_words (const OffprintHit *hit)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_AUTHORS);
  return g_strconcat (title, " ", byline, NULL);
}
