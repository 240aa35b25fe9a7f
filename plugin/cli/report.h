/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person reads while something is indexed: complaints, a line of progress, the summary. One place, whoever does
 * the work. */
#pragma once

#include "cli/command.h"
#include "cli/terminal.h"

G_BEGIN_DECLS

/* A plain value; report_begin() fills it. */
typedef struct
{
  TerminalProgress line;
} Report;

void report_begin (Report *report);
void report_progress (const OffprintProgress *progress, gpointer report);
void report_complaint (const char *path, const char *reason, gboolean failed, gpointer report);
ExitStatus report_end (Report *report, const OffprintProgress *result, const GError *error);

G_END_DECLS
