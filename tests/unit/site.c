/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/site.h"

static void
test_within (void)
{
  g_test_summary ("A name is found in a host and in a line, whatever case, accents and marks");
  g_assert_true (offprint_site_is_within ("The Example Gazette", "the-example-gazette.org"));
  g_assert_true (offprint_site_is_within ("Éxample", "© 2022 example media"));
  g_assert_false (offprint_site_is_within ("Other", "example.org"));
  g_assert_false (offprint_site_is_within ("org", "example.org"));
  g_assert_false (offprint_site_is_within ("Example", NULL));
}

static void
test_ends (void)
{
  g_test_summary ("A name is the end of a title only when there is a title before it");
  g_assert_true (offprint_site_ends ("Example Gazette", "Old cranes stay | Example Gazette"));
  g_assert_false (offprint_site_ends ("Example Gazette", "Example Gazette"));
  g_assert_false (offprint_site_ends ("Example Gazette", "Example Gazette: old cranes stay"));
  g_assert_false (offprint_site_ends ("Example Gazette", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/site/within", test_within);
  g_test_add_func ("/site/ends", test_ends);
  return g_test_run ();
}
