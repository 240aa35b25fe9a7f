/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/dateline.h"

static void
check (const char *text, const char *expected_place, const char *expected_agency)
{
  g_autofree char *place = NULL;
  const char *agency = NULL;
  g_assert_cmpint (offprint_dateline_read (text, &place, &agency), ==, expected_place != NULL);
  g_assert_cmpstr (place, ==, expected_place);
  g_assert_cmpstr (agency, ==, expected_agency);
}

static void
test_datelines (void)
{
  g_test_summary ("A place in capitals and a dash, or an agency in brackets, make a dateline");
  check ("BERLIN (Reuters) - The board met.", "BERLIN", "Reuters");
  check ("NEW YORK, Jan 5 (Reuters) - The board met.", "NEW YORK", "Reuters");
  check ("LONDON — The board met.", "LONDON", NULL);
  check ("KABUL [Afghanistan]: The board met.", "KABUL, Afghanistan", NULL);
  check ("KYIV, Ukraine (AP) — The board met.", "KYIV, Ukraine", "AP");
}

static void
test_none (void)
{
  g_test_summary ("Sentences that only look a little like a dateline are none");
  check ("The board met - and left.", NULL, NULL);
  check ("The chair (67) said so.", NULL, NULL);
  check ("", NULL, NULL);
  check ("The board met.\n\nLONDON — no", NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dateline/datelines", test_datelines);
  g_test_add_func ("/dateline/none", test_none);
  return g_test_run ();
}
