/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/stemming.h"

#include "shim/xap.h"

/* Tags in any case and with any subtags lead to a stemmer; an unknown language is stemmed as Omega does, one without
 * stemmer not. */
static void
test_name (void)
{
  g_assert_cmpstr (offprint_stemming_get_name ("en"), ==, "english");
  g_assert_cmpstr (offprint_stemming_get_name ("en-GB"), ==, "english");
  g_assert_cmpstr (offprint_stemming_get_name ("DE_at"), ==, "german");
  g_assert_cmpstr (offprint_stemming_get_name ("nn"), ==, "norwegian");
  g_assert_cmpstr (offprint_stemming_get_name ("zh-Hant"), ==, "none");
  g_assert_cmpstr (offprint_stemming_get_name ("eng"), ==, "none");
  g_assert_cmpstr (offprint_stemming_get_name (NULL), ==, "english");
  g_assert_cmpstr (offprint_stemming_get_name (""), ==, "english");
  g_assert_cmpstr (offprint_stemming_get_name ("und"), ==, "english");
}

/* Xapian knows every stemmer that any two letters lead to. */
static void
test_known (void)
{
  for (char first = 'a'; first <= 'z'; first++)
    for (char second = 'a'; second <= 'z'; second++)
      {
        const char language[] = { first, second, '\0' };
        g_autoptr (GError) error = NULL;
        g_autoptr (XapStem) stem = xap_stem_new (offprint_stemming_get_name (language), &error);
        g_assert_no_error (error);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stemming/name", test_name);
  g_test_add_func ("/stemming/known", test_known);
  return g_test_run ();
}
