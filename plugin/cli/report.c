/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard error for what may be amiss, standard output for what was done. */
#include "cli/report.h"

#include <inttypes.h>
#include <unistd.h>

/**
 * report_begin:
 * @report: (out caller-allocates): an empty report, whose clock runs from now on
 */
void
report_begin (Report *report)
{
  *report = (Report){
    .line = { .enabled = terminal_wants_progress (STDERR_FILENO), .start = g_get_monotonic_time () },
  };
}

/**
 * report_progress:
 * @progress: (nullable): what happened so far; %NULL: clear the line
 * @report: a report
 */
void
report_progress (const OffprintProgress *progress, gpointer report)
{
  TerminalProgress *line = &((Report *) report)->line;
  if (progress != NULL)
    terminal_progress_show (line, progress, g_get_monotonic_time ());
  else
    terminal_progress_clear (line);
}

/**
 * report_complaint:
 * @path: a file or folder
 * @reason: what is the matter with it
 * @failed: %FALSE: only a warning
 * @report: a report
 */
void
report_complaint (const char *path, const char *reason, gboolean failed, gpointer report)
{
  terminal_progress_clear (&((Report *) report)->line);
  command_complain (path, reason, failed ? NULL : _("warning"));
}

static void
print_summary (const OffprintProgress *progress, gint64 elapsed_us)
{
  command_print (_("%" PRIu64 " files: %" PRIu64 " new, %" PRIu64 " changed, %" PRIu64 " renamed, %" PRIu64
                   " removed, %" PRIu64 " unchanged, %" PRIu64 " failed; %.1f s\n"),
                 progress->found, progress->added, progress->changed, progress->renamed, progress->removed,
                 progress->unchanged, progress->failed, (double) elapsed_us / 1e6);
}

/**
 * report_end:
 * @report: a report
 * @result: what was done
 * @error: (nullable): why it is not all
 *
 * Returns: the exit status
 */
ExitStatus
report_end (Report *report, const OffprintProgress *result, const GError *error)
{
  terminal_progress_clear (&report->line);
  if (error != NULL)
    return command_fail (error);
  print_summary (result, g_get_monotonic_time () - report->line.start);
  return result->failed > 0 ? EXIT_STATUS_SOME_FAILED : EXIT_STATUS_DONE;
}
