/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/errors.h"

#include "shim/xap.h"

#include <string.h>

/* lint: table */
static const struct
{
  XapError code;
  OffprintError wanted;
} rows[] = {
  { XAP_ERROR_LOCKED, OFFPRINT_ERROR_LOCKED },    { XAP_ERROR_CORRUPT, OFFPRINT_ERROR_DAMAGED },
  { XAP_ERROR_NOT_FOUND, OFFPRINT_ERROR_INDEX },  { XAP_ERROR_MODIFIED, OFFPRINT_ERROR_INDEX },
  { XAP_ERROR_QUERY, OFFPRINT_ERROR_USAGE },      { XAP_ERROR_NO_SPACE, OFFPRINT_ERROR_NO_SPACE },
  { XAP_ERROR_NETWORK, OFFPRINT_ERROR_INDEX },    { XAP_ERROR_FAILED, OFFPRINT_ERROR_FAILED },
};

/* Every error of the shim becomes one of ours: one line that names the index and the problem, in valid UTF-8. */
static void
test_shim (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      offprint_errors_propagate (&error, g_error_new (XAP_ERROR, (int) rows[i].code, "the problem"), "/my/index\xff");
      g_assert_error (error, OFFPRINT_ERROR, (int) rows[i].wanted);
      g_assert_nonnull (strstr (error->message, "/my/index"));
      g_assert_nonnull (strstr (error->message, "the problem"));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_cmpint (g_utf8_validate (error->message, -1, NULL), ==, TRUE);
    }
}

/* Errors of others are passed on as they are, and nowhere when nobody wants them. */
static void
test_others (void)
{
  g_autoptr (GError) error = NULL;
  offprint_errors_propagate (&error, g_error_new (OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "mine"), "/my/index");
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_assert_cmpstr (error->message, ==, "mine");
  offprint_errors_propagate (NULL, g_error_new (OFFPRINT_ERROR, OFFPRINT_ERROR_IO, "mine"), "/my/index");
  offprint_errors_propagate (NULL, g_error_new (XAP_ERROR, XAP_ERROR_LOCKED, "locked"), "/my/index");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/errors/shim", test_shim);
  g_test_add_func ("/errors/others", test_others);
  return g_test_run ();
}
