/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/data.h"

#include <string.h>

/* Lines come out as Recoll's parser needs them, whatever is in the values. */
static void
test_append (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  offprint_data_append (lines, "caption", "Two\nlines\r\nof it");
  offprint_data_append (lines, "empty", "");
  offprint_data_append (lines, "none", NULL);
  offprint_data_append (lines, "url", "file:///a\\");
  offprint_data_append (lines, "author", "x=y");
  g_assert_cmpstr (lines->str, ==, "caption=Two lines  of it\nurl=file:///a\\\n\nauthor=x=y\n");
}

/* A value is found by its whole key, at the first line that has it; lines without = are passed over. */
static void
test_get (void)
{
  const char *lines = "urls=no\n\nnonsense\nurl=file:///a=b\nurl=second\nlast=end";
  g_autofree char *url = offprint_data_get (lines, strlen (lines), "url");
  g_autofree char *last = offprint_data_get (lines, strlen (lines), "last");
  g_autofree char *none = offprint_data_get (lines, strlen (lines), "ur");
  g_autofree char *cut = offprint_data_get (lines, strlen (lines) - 2, "last");
  g_assert_cmpstr (url, ==, "file:///a=b");
  g_assert_cmpstr (last, ==, "end");
  g_assert_null (none);
  g_assert_cmpstr (cut, ==, "e");
}

/* The record is what went in, lists split again, without what the lines do not hold. */
static void
test_to_record (void)
{
  const char *lines
      = "url=file:///home/me/a b.html\nipath=2\nmtype=text/html\nfmtime=01600000000\ncaption=Otters & rivers\n"
        "author=Jane Doe; Jo Park\npublished=2022-01\ncanonical=https://example.org/1\nwords=12\nunknown=1\n";
  g_autoptr (OffprintRecord) record = offprint_data_to_record (lines, strlen (lines));
  const char *const *authors = offprint_record_get_list (record, OFFPRINT_FIELD_AUTHORS);
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_PATH), ==, "/home/me/a b.html");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_MEMBER), ==, "2");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_MIME_TYPE), ==, "text/html");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_TITLE), ==, "Otters & rivers");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED), ==, "2022-01");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_URL), ==, "https://example.org/1");
  g_assert_cmpuint (g_strv_length ((char **) (guintptr) authors), ==, 2);
  g_assert_cmpstr (authors[1], ==, "Jo Park");
}

/* A path with a newline comes back whole, and a caption made of the file name is no title. */
static void
test_to_record_odd (void)
{
  const char *lines = "url=file:///a b.html\npath=/a%0Ab.html\ncaption=a b.html\nuntitled=1\n";
  g_autoptr (OffprintRecord) record = offprint_data_to_record (lines, strlen (lines));
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_PATH), ==, "/a\nb.html");
  g_assert_null (offprint_record_get (record, OFFPRINT_FIELD_TITLE));
}

/* Damaged data gives what can be read of it, in valid UTF-8. */
static void
test_to_record_damaged (void)
{
  const char lines[] = "caption=\xff\xfe odd\0rest\n=\n==\nauthor=\npath=%00%zz\n";
  g_autoptr (OffprintRecord) record = offprint_data_to_record (lines, sizeof lines - 1);
  g_assert_cmpint (g_utf8_validate (offprint_record_get (record, OFFPRINT_FIELD_TITLE), -1, NULL), ==, TRUE);
  g_assert_null (offprint_record_get (record, OFFPRINT_FIELD_PATH));
}

/* Where an article is, and nothing else, is what the whole record says. */
static void
test_place (void)
{
  const char lines[] = "url=file:///a/b c.html\ncaption=Otters\nauthor=Jane\nmtype=text/html\n";
  g_autoptr (OffprintRecord) whole = offprint_data_to_record (lines, strlen (lines));
  g_autoptr (OffprintRecord) place = offprint_data_to_place (lines, strlen (lines));
  g_assert_cmpstr (offprint_record_get (place, OFFPRINT_FIELD_PATH), ==, "/a/b c.html");
  g_assert_cmpstr (offprint_record_get (place, OFFPRINT_FIELD_PATH), ==,
                   offprint_record_get (whole, OFFPRINT_FIELD_PATH));
  g_assert_null (offprint_record_get (place, OFFPRINT_FIELD_MEMBER));
  g_assert_null (offprint_record_get (place, OFFPRINT_FIELD_TITLE));
  g_assert_nonnull (offprint_record_get (whole, OFFPRINT_FIELD_TITLE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/append", test_append);
  g_test_add_func ("/data/get", test_get);
  g_test_add_func ("/data/to-record", test_to_record);
  g_test_add_func ("/data/to-record/odd", test_to_record_odd);
  g_test_add_func ("/data/to-record/damaged", test_to_record_damaged);
  g_test_add_func ("/data/place", test_place);
  return g_test_run ();
}
