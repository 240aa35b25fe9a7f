/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a shim error means to a person, said once for reading and writing. */
#include "store/errors.h"

#include "shim/xap.h"

/* lint: table */
static const struct
{
  OffprintError code;
  const char *before; /* @database in quotes comes after it */
  const char *after; /* what to do */
} meanings[] = {
  [XAP_ERROR_LOCKED]
  = { OFFPRINT_ERROR_LOCKED, "another program is writing to the index", "wait until it is done, or stop it" },
  [XAP_ERROR_CORRUPT]
  = { OFFPRINT_ERROR_DAMAGED, "damaged or no index",
      "move that folder away and run 'offprint index' to build it anew" },
  [XAP_ERROR_NOT_FOUND]
  = { OFFPRINT_ERROR_INDEX, "no index at", "run 'offprint index' with a folder of articles first" },
  [XAP_ERROR_MODIFIED] = { OFFPRINT_ERROR_INDEX, "the index changes faster than it can be read", "try again" },
  [XAP_ERROR_QUERY] = { OFFPRINT_ERROR_USAGE, "query not understood, index", "put its words in quotes" },
  [XAP_ERROR_NO_SPACE] = { OFFPRINT_ERROR_NO_SPACE, "no room on the disk for the index", "make room and run it again" },
  [XAP_ERROR_NETWORK] = { OFFPRINT_ERROR_INDEX, "no answer from a server of the index", "start it, or leave it out" },
  [XAP_ERROR_FAILED]
  = { OFFPRINT_ERROR_FAILED, "trouble with the index", "run 'offprint check' to see whether it is sound" },
};

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
  g_set_error (error, OFFPRINT_ERROR, meanings[problem->code].code, "%s '%s' (%s): %s", meanings[problem->code].before,
               name, problem->message, meanings[problem->code].after);
  g_error_free (problem);
}
