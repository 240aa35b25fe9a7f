/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemmers, numbers as bytes, and the version. */
#include "fixture.h"

#include <math.h>
#include <string.h>

static void
assert_stem (const char *language, const char *word, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapStem) stem = xap_stem_new (language, &error);
  gsize length;
  const char *stemmed;

  g_assert_no_error (error);
  stemmed = xap_stem_word (stem, word, strlen (word), &length);
  g_assert_cmpstr (stemmed, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

/* Languages go by name or code; `none` changes nothing. */
static void
test_languages (void)
{
  assert_stem ("english", "otters", "otter");
  assert_stem ("en", "otters", "otter");
  assert_stem ("de", "h\xc3\xa4usern", "haus");
  assert_stem ("fr", "continuellement", "continuel");
  assert_stem ("none", "otters", "otters");
  assert_stem ("en", "", "");
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapStem) stem = xap_stem_new ("martian", &error);

  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_assert_null (stem);
}

/* The word need not end with a NUL, and may be no UTF-8 at all. */
static void
test_bytes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapStem) stem = xap_stem_new ("en", &error);
  gsize length;
  const char *stemmed;

  g_assert_no_error (error);
  stemmed = xap_stem_word (stem, "ottersxyz", 6, &length);
  g_assert_cmpstr (stemmed, ==, "otter");
  for (guint i = 0; i < 2000; i++)
    {
      char word[12];

      for (gsize j = 0; j < sizeof word; j++)
        word[j] = (char) g_test_rand_int ();
      stemmed = xap_stem_word (stem, word, sizeof word, &length);
      g_assert_nonnull (stemmed);
      g_assert_cmpuint (strnlen (stemmed, length), <=, length);
    }
}

/* Numbers compare as their bytes do, whatever their sign and size. */
static void
test_sortable (void)
{
  static const double numbers[] = { -INFINITY, -1e300, -2, -1, -1e-300, 0, 1e-300, 0.5, 1, 2, 19000, 1e300, INFINITY };
  char before[9] = { 0 };
  gsize length_before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char bytes[9];
      gsize length = xap_sortable_serialise (numbers[i], bytes);
      int order;

      g_assert_cmpuint (length, <=, sizeof bytes);
      order = memcmp (before, bytes, MIN (length_before, length));
      if (i > 0)
        g_assert_true (order < 0 || (order == 0 && length_before < length));
      memcpy (before, bytes, length);
      length_before = length;
    }
}

/* The version is that of the library that runs: at least the one that the build asks for. */
static void
test_version (void)
{
  g_auto (GStrv) parts = g_strsplit (xap_version (), ".", -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_cmpint (g_ascii_strtoll (parts[0], NULL, 10) * 100 + g_ascii_strtoll (parts[1], NULL, 10), >=, 104);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shim/stem/languages", test_languages);
  g_test_add_func ("/shim/stem/unknown", test_unknown);
  g_test_add_func ("/shim/stem/bytes", test_bytes);
  g_test_add_func ("/shim/stem/sortable", test_sortable);
  g_test_add_func ("/shim/stem/version", test_version);
  return g_test_run ();
}
