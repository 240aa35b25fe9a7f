/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a shim error means to a person, said once for reading and writing. */
#include "store/errors.h"

#include "core/i18n.h"
#include "shim/xap.h"

/* lint: table */
static const struct
{
  OffprintError code;
  const char *problem; /* format of the index and of what the shim says */
  const char *advice;
} meanings[] = {
  [XAP_ERROR_LOCKED] = { OFFPRINT_ERROR_LOCKED, N_("another program is writing to the index '%s' (%s)"),
                         N_("wait until it is done, or stop it") },
  [XAP_ERROR_CORRUPT] = { OFFPRINT_ERROR_DAMAGED, N_("damaged or no index '%s' (%s)"),
                          N_("move that folder away and run 'offprint index' to build it anew") },
  [XAP_ERROR_NOT_FOUND]
  = { OFFPRINT_ERROR_INDEX, N_("no index at '%s' (%s)"), N_("run 'offprint index' with a folder of articles first") },
  [XAP_ERROR_MODIFIED]
  = { OFFPRINT_ERROR_INDEX, N_("the index changes faster than it can be read '%s' (%s)"), N_("try again") },
  [XAP_ERROR_QUERY]
  = { OFFPRINT_ERROR_USAGE, N_("query not understood, index '%s' (%s)"), N_("put its words in quotes") },
  [XAP_ERROR_NO_SPACE]
  = { OFFPRINT_ERROR_NO_SPACE, N_("no room on the disk for the index '%s' (%s)"), N_("make room and run it again") },
  [XAP_ERROR_NETWORK]
  = { OFFPRINT_ERROR_INDEX, N_("no answer from a server of the index '%s' (%s)"), N_("start it, or leave it out") },
  [XAP_ERROR_FAILED] = { OFFPRINT_ERROR_FAILED, N_("trouble with the index '%s' (%s)"),
                         N_("run 'offprint check' to see whether it is sound") },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
describe (const GError *problem, const char *name)
{
  return g_strdup_printf (_(meanings[problem->code].problem), name, problem->message);
}
#pragma GCC diagnostic pop

/**
 * offprint_errors_propagate:
 * @error: return location
 * @problem: (transfer full): an error of the shim; others are passed on as they are
 * @database: (type filename): the directory of the index, for the text
 *
 * Sets @error to what @problem means in %OFFPRINT_ERROR: one line that names the index, the problem and what to do
 * about it.
 */
void
offprint_errors_propagate (GError **error, GError *problem, const char *database)
{
  if (problem->domain != XAP_ERROR || (gsize) problem->code >= G_N_ELEMENTS (meanings))
    {
      g_propagate_error (error, problem);
      return;
    }
  g_autofree char *name = g_filename_display_name (database);
  g_autofree char *text = describe (problem, name);
  g_set_error (error, OFFPRINT_ERROR, meanings[problem->code].code, "%s: %s", text, _(meanings[problem->code].advice));
  g_error_free (problem);
}
