/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/address.h"

static void
test_unwrap (void)
{
  g_test_summary ("Addresses of copies in web archives are those of the pages");
  static const char *const cases[][2] = {
    { "https://web.archive.org/web/20200105143015/https://a.test/b", "https://a.test/b" },
    { "https://web.archive.org/web/20200105143015id_/http://a.test/", "http://a.test/" },
    { "https://archive.ph/2024.01.05-123456/https://a.test/b", "https://a.test/b" },
    { "https://a.test/redirect?to=/http://b.test", "https://a.test/redirect?to=/http://b.test" },
    { "https://a.test/web/page", "https://a.test/web/page" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = offprint_address_unwrap (cases[i][0]);
      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_resolve (void)
{
  g_test_summary ("Only whole web addresses come out, without password and fragment");
  static const char *const cases[][3] = {
    { "https://u:p@a.test/b?c=d#e", NULL, "https://a.test/b?c=d" },
    { "//a.test/b", NULL, "https://a.test/b" },
    { "/c", "https://a.test/b", "https://a.test/c" },
    { "/c", NULL, NULL },
    { "javascript:alert(1)", "https://a.test/b", NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "", NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = offprint_address_resolve (cases[i][0], cases[i][1]);
      g_assert_cmpstr (found, ==, cases[i][2]);
    }
}

static void
test_site (void)
{
  g_test_summary ("The site is the host without its usual fronts; a front page names no article");
  g_autofree char *site = offprint_address_get_site ("https://WWW.Example.org/x");
  g_assert_cmpstr (site, ==, "example.org");
  g_assert_null (offprint_address_get_site (NULL));
  g_assert_true (offprint_address_is_front_page ("https://a.test/"));
  g_assert_true (offprint_address_is_front_page ("https://a.test"));
  g_assert_false (offprint_address_is_front_page ("https://a.test/?p=12"));
  g_assert_false (offprint_address_is_front_page ("https://a.test/x"));
}

static void
check_date (const char *url, const char *expected)
{
  OffprintDate date;
  char buffer[OFFPRINT_DATE_BUFFER];
  const char *found = offprint_address_find_date (url, &date) ? offprint_date_format (&date, buffer) : NULL;
  g_assert_cmpstr (found, ==, expected);
}

static void
test_date (void)
{
  g_test_summary ("A date in an address has real separators; digits of numbers and hashes are none");
  check_date ("https://a.test/2022/01/27/story", "2022-01-27");
  check_date ("https://a.test/story-2022-01-27.html", "2022-01-27");
  check_date ("https://a.test/20220127/story", NULL);
  check_date ("https://a.test/12022/01/27/", NULL);
  check_date ("https://a.test/2022/13/27/", NULL);
  check_date ("https://a.test/2022/01/271", NULL);
  check_date ("", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/unwrap", test_unwrap);
  g_test_add_func ("/address/resolve", test_resolve);
  g_test_add_func ("/address/site", test_site);
  g_test_add_func ("/address/date", test_date);
  return g_test_run ();
}
