/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a line goes on in the next one is decided as a typist did: it does if the next word had found no room. The
 * width is that of the whole text; a text with long lines was not wrapped at all. */
#include "extract/paragraphs.h"

#include <string.h>

#define MIN_WIDTH 55 /* characters: nobody wraps narrower */
#define MAX_WIDTH 120
#define ROOM 0.88 /* ragged lines stop that much before the width */

typedef struct
{
  const char *start, *end; /* without white space */
  guint width;             /* characters */
  guint indent;
} Line;

typedef struct
{
  GArray *lines; /* of Line; blank ones have width 0 */
  guint width;   /* of wrapped lines, 0 if not wrapped */
} Layout;

static Line
measure_line (const char *start, const char *end)
{
  Line line = { start, end, 0, 0 };
  while (line.start < end && g_unichar_isspace (g_utf8_get_char (line.start)))
    {
      line.indent += *line.start == '\t' ? 4 : 1;
      line.start = g_utf8_next_char (line.start);
    }
  while (line.end > line.start)
    {
      const char *last = g_utf8_prev_char (line.end);
      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      line.end = last;
    }
  line.width = (guint) g_utf8_strlen (line.start, line.end - line.start);
  return line;
}

static const char *
find_line_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r' && *p != '\f')
    p++;
  return p;
}

static guint
find_width (const GArray *lines)
{
  guint all = 0, longer = 0, full = 0, width = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      guint w = g_array_index (lines, Line, i).width;
      all += w > 0;
      longer += w > MAX_WIDTH;
      if (w <= MAX_WIDTH)
        width = MAX (width, w);
    }
  for (guint i = 0; i < lines->len; i++)
    full += g_array_index (lines, Line, i).width >= 0.75 * width;
  return longer * 20 <= all && width >= MIN_WIDTH && full >= 3 ? width : 0;
}

static Layout
measure (const char *text, gsize length)
{
  Layout layout = { g_array_new (FALSE, FALSE, sizeof (Line)), 0 };
  const char *end = text + length;
  for (const char *p = text; p < end;)
    {
      const char *line_end = find_line_end (p, end);
      Line line = measure_line (p, line_end);
      g_array_append_val (layout.lines, line);
      p = line_end + 1;
      if (p < end && line_end[0] == '\r' && line_end[1] == '\n')
        p++;
    }
  layout.width = find_width (layout.lines);
  return layout;
}

static gboolean
starts_item (const Line *line)
{
  static const char *const bullets[] = { "- ", "* ", "• ", "– ", "· ", "‣ ", "◦ " };
  char head[8] = { 0 }; /* the line is not NUL-terminated */
  memcpy (head, line->start, MIN ((gsize) (line->end - line->start), sizeof head - 1));
  for (gsize i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (head, bullets[i]))
      return TRUE;
  gsize digits = strspn (head, "0123456789");
  return digits > 0 && digits < 3 && (head[digits] == '.' || head[digits] == ')') && head[digits + 1] == ' ';
}

static gboolean
continues (const Layout *layout, const Line *line, const Line *next)
{
  if (layout->width == 0 || next->width == 0 || starts_item (next) || next->indent >= line->indent + 2)
    return FALSE;
  guint word = 0;
  for (const char *p = next->start; p < next->end && !g_unichar_isspace (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    word++;
  return line->width + 1 + word > ROOM * layout->width;
}

static void
append_line (GString *text, const Line *line)
{
  if (text->len > 0 && text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
  for (const char *p = line->start; p < line->end; p++)
    g_string_append_c (text, g_ascii_isspace (*p) || g_ascii_iscntrl (*p) ? ' ' : *p);
}

static void
clear_paragraph (gpointer paragraph)
{
  g_free (((OffprintParagraph *) paragraph)->text);
}

/**
 * offprint_paragraphs_new:
 *
 * Returns: (transfer full) (element-type OffprintParagraph): no paragraph; those added are freed with the array
 */
GArray *
offprint_paragraphs_new (void)
{
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (OffprintParagraph));
  g_array_set_clear_func (paragraphs, clear_paragraph);
  return paragraphs;
}

/**
 * offprint_paragraphs_split:
 * @text: valid UTF-8, need not be NUL-terminated
 * @length: its bytes
 *
 * Line ends may be LF, CR LF, CR or form feeds.
 *
 * Returns: (transfer full) (element-type OffprintParagraph): the paragraphs, none of them empty
 */
GArray *
offprint_paragraphs_split (const char *text, gsize length)
{
  GArray *paragraphs = offprint_paragraphs_new ();
  Layout layout = measure (text, length);
  const Line *lines = (const Line *) (gconstpointer) layout.lines->data;
  for (guint i = 0; i < layout.lines->len; i++)
    {
      if (lines[i].width == 0)
        continue;
      g_autoptr (GString) paragraph = g_string_new (NULL);
      guint first = i;
      append_line (paragraph, &lines[i]);
      while (i + 1 < layout.lines->len
             && (continues (&layout, &lines[i], &lines[i + 1]) || paragraphs->len >= OFFPRINT_PARAGRAPHS_MAX))
        append_line (paragraph, &lines[++i]);
      OffprintParagraph entry = { NULL };
      entry.alone = i == first && (i + 1 == layout.lines->len || lines[i + 1].width == 0)
                 && (i == 0 || lines[i - 1].width == 0);
      entry.text = g_string_free (g_steal_pointer (&paragraph), FALSE);
      g_array_append_val (paragraphs, entry);
    }
  g_array_unref (layout.lines);
  return paragraphs;
}
