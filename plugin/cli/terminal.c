/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Knows the few control sequences that Offprint writes; none ever comes out of a page. */
#include "cli/terminal.h"

#include "core/i18n.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/**
 * terminal_wants_colour:
 * @fd: a descriptor
 *
 * Returns: whether it is a terminal that can show colour, and nobody set NO_COLOR (https://no-color.org)
 */
gboolean
terminal_wants_colour (int fd)
{
  const char *no_colour = g_getenv ("NO_COLOR");
  const char *term = g_getenv ("TERM");
  return isatty (fd) && (no_colour == NULL || *no_colour == '\0') && g_strcmp0 (term, "dumb") != 0;
}

/**
 * terminal_wants_progress:
 * @fd: a descriptor
 *
 * Returns: whether it is a terminal whose last line can be written over
 */
gboolean
terminal_wants_progress (int fd)
{
  return isatty (fd) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static char *
format_time_left (const OffprintProgress *progress, double rate)
{
  if (progress->scanning || rate <= 0 || progress->found <= progress->done)
    return g_strdup ("");
  guint64 seconds = (guint64) ((double) (progress->found - progress->done) / rate + 0.5);
  return g_strdup_printf (_(", %" PRIu64 ":%02" PRIu64 " left"), seconds / 60, seconds % 60);
}

/**
 * terminal_progress_format:
 * @progress: what happened so far
 * @elapsed_us: microseconds since the start
 *
 * Returns: (transfer full): one line without control characters: files done, rate, time left where it is known
 */
char *
terminal_progress_format (const OffprintProgress *progress, gint64 elapsed_us)
{
  double rate = elapsed_us > 0 ? (double) progress->done * 1e6 / (double) elapsed_us : 0;
  g_autofree char *left = format_time_left (progress, rate);
  g_autofree char *failed
      = progress->failed > 0 ? g_strdup_printf (_(", %" PRIu64 " failed"), progress->failed) : g_strdup ("");
  /* Translators: then follow, perhaps, ", 3 failed" and ", 1:30 left"; the %s before "files" is "+" or nothing */
  return g_strdup_printf (_("%" PRIu64 " of %" PRIu64 "%s files, %.0f a second%s%s"), progress->done, progress->found,
                          progress->scanning ? "+" : "", rate, failed, left);
}

/**
 * terminal_progress_show:
 * @line: the line
 * @progress: what happened so far
 * @now: monotonic time in microseconds
 */
void
terminal_progress_show (TerminalProgress *line, const OffprintProgress *progress, gint64 now)
{
  if (!line->enabled)
    return;
  g_autofree char *text = terminal_progress_format (progress, now - line->start);
  terminal_progress_show_text (line, text);
}

/**
 * terminal_progress_show_text:
 * @line: the line
 * @text: what it is to show, without control characters
 */
void
terminal_progress_show_text (TerminalProgress *line, const char *text)
{
  if (!line->enabled)
    return;
  g_printerr ("\r\033[K%s", text);
  line->shown = TRUE;
}

/**
 * terminal_progress_clear:
 * @line: the line, to be written over by what comes next
 */
void
terminal_progress_clear (TerminalProgress *line)
{
  if (line->shown)
    g_printerr ("\r\033[K");
  line->shown = FALSE;
}
