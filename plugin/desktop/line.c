/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bidirectional controls are removed, never balanced: nobody can tell what those of somebody else were meant to hold
 * together. Where lines of different directions are put side by side, isolates of our own keep each to itself. */
#include "desktop/line.h"

#include "core/text.h"

#include <string.h>

/* Enough for any script; more, and they grow into the lines above and below. */
#define MARKS_MAX 4
#define FIRST_STRONG_ISOLATE "\342\201\250"
#define POP_ISOLATE "\342\201\251"

/* A character has at most four bytes; white space and marks that are dropped may stand between. */
#define BYTES_PER_CHAR 16

static gboolean
is_right_to_left (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_MENDE_KIKAKUI:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return g_unichar_isalpha (c);
    default:
      return FALSE;
    }
}

/* Returns: (transfer full): @text with no more than %MARKS_MAX marks on a letter */
static char *
thin_marks (const char *text)
{
  GString *result = g_string_sized_new (strlen (text));
  guint marks = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      marks = g_unichar_ismark (c) ? marks + 1 : 0;
      if (marks <= MARKS_MAX)
        g_string_append_unichar (result, c);
    }
  return g_string_free (result, FALSE);
}

/**
 * offprint_line_new:
 * @text: any bytes: a title, the name of a file
 * @max_chars: the most characters that the line may have, or 0 for no limit
 *
 * White space of any kind becomes single spaces; control characters, bidirectional ones among them, and what can't be
 * seen go; a longer text is cut at a word and ends in an ellipsis.
 *
 * Returns: (transfer full): one line of valid UTF-8, perhaps empty
 */
char *
offprint_line_new (const char *text, gsize max_chars)
{
  gsize max_bytes = max_chars < G_MAXSIZE / BYTES_PER_CHAR ? max_chars * BYTES_PER_CHAR : 0;
  gsize length = strlen (text);
  g_autofree char *valid = offprint_text_make_valid (text, (gssize) (max_bytes > 0 ? MIN (length, max_bytes) : length));
  g_autofree char *squeezed = offprint_text_squeeze (valid, 0);
  g_autofree char *printable = offprint_text_printable (squeezed);
  g_autofree char *thin = thin_marks (printable);
  return max_chars > 0 ? offprint_text_truncate_words (thin, max_chars) : g_steal_pointer (&thin);
}

static gboolean
has_right_to_left (const char *line)
{
  for (; *line != '\0'; line = g_utf8_next_char (line))
    if (is_right_to_left (g_utf8_get_char (line)))
      return TRUE;
  return FALSE;
}

/**
 * offprint_line_join:
 * @parts: (array zero-terminated=1): lines; empty ones are left out
 * @separator: between two of them
 *
 * Where one of them is written from right to left, each stands between isolates, so that none turns another one round.
 *
 * Returns: (transfer full): one line, perhaps empty
 */
char *
offprint_line_join (const char *const *parts, const char *separator)
{
  gboolean mixed = FALSE;
  GString *line = g_string_new (NULL);
  for (gsize i = 0; parts[i] != NULL; i++)
    mixed = mixed || has_right_to_left (parts[i]);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (line, "%s%s%s%s", line->len > 0 ? separator : "", mixed ? FIRST_STRONG_ISOLATE : "",
                              parts[i], mixed ? POP_ISOLATE : "");
  return g_string_free (line, FALSE);
}

/**
 * offprint_line_is_right_to_left:
 * @line: valid UTF-8
 *
 * Returns: whether its first letter is written from right to left, and so the line is
 */
gboolean
offprint_line_is_right_to_left (const char *line)
{
  for (; *line != '\0'; line = g_utf8_next_char (line))
    if (g_unichar_isalpha (g_utf8_get_char (line)))
      return is_right_to_left (g_utf8_get_char (line));
  return FALSE;
}
