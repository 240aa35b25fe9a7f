/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/tags.h"

#include <string.h>

#define NONE ((const char *const[]){ NULL })
#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
assert_edit (const char *value, gsize length, const char *const *add, const char *const *remove, const char *wanted,
             gsize wanted_length)
{
  g_autoptr (GString) found = offprint_tags_edit (value, length, add, remove);
  g_assert_true ((found == NULL) == (wanted == NULL));
  if (found != NULL)
    g_assert_cmpmem (found->str, found->len, wanted, wanted_length);
}

static void
assert_text (const char *value, const char *const *add, const char *const *remove, const char *wanted)
{
  assert_edit (value, strlen (value), add, remove, wanted, wanted != NULL ? strlen (wanted) : 0);
}

/* A tag is a text that can be seen, without comma. */
static void
test_is_tag (void)
{
  g_assert_true (offprint_tags_is_tag ("to read"));
  g_assert_true (offprint_tags_is_tag ("\xc3\xa9t\xc3\xa9"));
  g_assert_true (offprint_tags_is_tag ("\xff"));
  g_assert_false (offprint_tags_is_tag (""));
  g_assert_false (offprint_tags_is_tag (" \t\n"));
  g_assert_false (offprint_tags_is_tag ("\xe2\x80\x8b"));
  g_assert_false (offprint_tags_is_tag ("a,b"));
}

/* Each tag is given once, as one line; what is no tag is passed over. */
static void
test_split (void)
{
  g_auto (GStrv) none = offprint_tags_split (NULL);
  g_auto (GStrv) empty = offprint_tags_split (" ,,\n,");
  g_auto (GStrv) tags = offprint_tags_split ("otter, to \n read,otter ,,Otter");
  g_assert_cmpstrv (none, NONE);
  g_assert_cmpstrv (empty, NONE);
  g_assert_cmpstrv (tags, LIST ("otter", "to read", "Otter"));
}

/* What is added comes last, once; what is removed goes, wherever it stands; what is as it should be stays untouched. */
static void
test_edit (void)
{
  assert_text ("", LIST ("a", " b ", "a"), NONE, "a,b");
  assert_text ("z,a", LIST ("b", "a"), NONE, "z,a,b");
  assert_text ("z,a,b", NONE, LIST ("a"), "z,b");
  assert_text ("a,b,a", NONE, LIST ("a"), "b");
  assert_text ("a", NONE, LIST ("a"), "");
  assert_text (" a ,,", NONE, LIST ("a"), "");
  assert_text ("a,b", LIST ("a"), LIST ("a"), "b,a");
  assert_text ("a,,b", LIST ("a"), LIST ("c"), NULL);
  assert_text ("", NONE, LIST ("c"), NULL);
  assert_text ("A", LIST ("a"), NONE, "A,a");
}

/* What others wrote is kept as it is, whatever it is, but for the gaps; each of it can be removed as it is seen. */
static void
test_strange (void)
{
  assert_edit ("\xe9,x  y\0,b", 9, LIST ("c"), NONE, "\xe9,x  y,b,c", 10);
  assert_edit ("\xe9,x  y,b", 8, NONE, LIST ("x y"), "\xe9,b", 3);
  assert_edit ("\xe9,b", 3, NONE, LIST ("\xef\xbf\xbd"), "b", 1);
  assert_edit ("a\0b,c", 5, LIST ("d"), NONE, "a\0b,c,d", 7);
  assert_edit ("\0\0", 2, LIST ("a"), NONE, "a", 1);
}

/* A thousand tags, ten times the same, are no trouble. */
static void
test_many (void)
{
  g_autoptr (GString) value = g_string_new (NULL);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (value, "%u,", i % 1000);
  g_auto (GStrv) tags = offprint_tags_split (value->str);
  g_assert_cmpuint (g_strv_length (tags), ==, 1000);
  g_autoptr (GString) edited = offprint_tags_edit (value->str, value->len, LIST ("more"), (const char *const *) tags);
  g_assert_cmpstr (edited->str, ==, "more");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tags/is-tag", test_is_tag);
  g_test_add_func ("/tags/split", test_split);
  g_test_add_func ("/tags/edit", test_edit);
  g_test_add_func ("/tags/strange", test_strange);
  g_test_add_func ("/tags/many", test_many);
  return g_test_run ();
}
