/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What depends on whether a person is watching: colour, and a line of progress that is written over. */
#pragma once

#include "index/indexer.h"

G_BEGIN_DECLS

gboolean terminal_wants_colour (int fd);
gboolean terminal_wants_progress (int fd);

/* A line on standard error; a plain value that starts zeroed. */
typedef struct
{
  gboolean enabled;
  gboolean shown;
  gint64 start; /* monotonic microseconds */
} TerminalProgress;

void terminal_progress_show (TerminalProgress *line, const OffprintProgress *progress, gint64 now);
void terminal_progress_show_text (TerminalProgress *line, const char *text);
void terminal_progress_clear (TerminalProgress *line);
char *terminal_progress_format (const OffprintProgress *progress, gint64 elapsed_us);

G_END_DECLS
