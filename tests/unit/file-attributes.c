/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/file-attributes.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

static void
assert_cleaned (OffprintAttribute attribute, const char *value, gsize length, const char *wanted)
{
  g_autofree char *cleaned = offprint_attribute_clean (attribute, value, length);
  g_assert_cmpstr (cleaned, ==, wanted);
}

/* Values become text: bytes that are none are seen, controls and NULs are not; an address is right or none. */
static void
test_clean (void)
{
  assert_cleaned (OFFPRINT_ATTRIBUTE_TAGS, "otter,\xc3\xa9t\xc3\xa9", 11, "otter,\xc3\xa9t\xc3\xa9");
  assert_cleaned (OFFPRINT_ATTRIBUTE_TAGS, "otter,\xe9,\0tide\0", 15, "otter,\xef\xbf\xbd,tide");
  assert_cleaned (OFFPRINT_ATTRIBUTE_TAGS, "\0\0", 2, NULL);
  assert_cleaned (OFFPRINT_ATTRIBUTE_COMMENT, " read\n\n\x1b[31m it\t", 15, "read [31m it");
  assert_cleaned (OFFPRINT_ATTRIBUTE_COMMENT, "", 0, NULL);
  assert_cleaned (OFFPRINT_ATTRIBUTE_ORIGIN_URL, "https://example.org/a", 21, "https://example.org/a");
  assert_cleaned (OFFPRINT_ATTRIBUTE_ORIGIN_URL, "\xff\xfe", 2, NULL);
  assert_cleaned (OFFPRINT_ATTRIBUTE_ORIGIN_URL, "a\0b", 3, NULL);
}

/* However much there is, little is taken: whole tags, whole words, no part of an address; also where each byte becomes
 * three. */
static void
test_bounds (void)
{
  g_autoptr (GString) tags = g_string_new ("first");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (tags, ",number %u", i);
  g_autofree char *few = offprint_attribute_clean (OFFPRINT_ATTRIBUTE_TAGS, tags->str, tags->len);
  g_assert_true (g_str_has_prefix (tags->str, few));
  g_assert_cmpint (tags->str[strlen (few)], ==, ',');
  g_assert_cmpuint (strlen (few), >, OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES - 100);
  g_autofree char *bytes = g_strnfill (65536, '\xff');
  g_autofree char *letters = g_strnfill (65536, 'x');
  static const gsize bounds[] = { OFFPRINT_ATTRIBUTE_ORIGIN_URL_MAX_BYTES, OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES,
                                  OFFPRINT_ATTRIBUTE_COMMENT_MAX_BYTES };
  for (OffprintAttribute i = 0; i < OFFPRINT_N_ATTRIBUTES; i++)
    {
      g_autofree char *bad = offprint_attribute_clean (i, bytes, 65536);
      g_autofree char *long_word = offprint_attribute_clean (i, letters, 65536);
      g_assert_true ((bad == NULL) == (i == OFFPRINT_ATTRIBUTE_ORIGIN_URL));
      g_assert_true (bad == NULL || (strlen (bad) <= bounds[i] && g_utf8_validate (bad, -1, NULL)));
      g_assert_true ((long_word == NULL) == (i == OFFPRINT_ATTRIBUTE_ORIGIN_URL));
      g_assert_true (long_word == NULL || strlen (long_word) <= bounds[i]);
    }
}

/* What is at a file is read, and nothing from where nothing can be. */
static void
test_read (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "a.txt");
  OffprintFileAttributes attributes;
  folder_write (folder, "a.txt", "abc");
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  offprint_file_attributes_read (&attributes, -1);
  g_assert_null (attributes.values[OFFPRINT_ATTRIBUTE_TAGS]);
  offprint_file_attributes_read (&attributes, fd);
  g_assert_null (attributes.values[OFFPRINT_ATTRIBUTE_TAGS]);
  if (setxattr (path, "user.xdg.tags", "a,b", 3, 0) != 0)
    {
      close (fd);
      g_test_skip ("no extended attributes on this file system");
      return;
    }
  g_assert_no_errno (setxattr (path, "user.xdg.comment", "\0", 1, 0));
  offprint_file_attributes_read (&attributes, fd);
  g_assert_cmpstr (attributes.values[OFFPRINT_ATTRIBUTE_TAGS], ==, "a,b");
  g_assert_null (attributes.values[OFFPRINT_ATTRIBUTE_COMMENT]);
  g_assert_null (attributes.values[OFFPRINT_ATTRIBUTE_ORIGIN_URL]);
  offprint_file_attributes_clear (&attributes);
  close (fd);
}

/* The same text is another thing as a tag than as a comment; no attributes are told from any. */
static void
test_digest (void)
{
  char none[33], tags[33], comment[33], same[33];
  offprint_file_attributes_get_digest (&(OffprintFileAttributes){ 0 }, none);
  offprint_file_attributes_get_digest (&(OffprintFileAttributes){ { NULL, (char *) "a", NULL } }, tags);
  offprint_file_attributes_get_digest (&(OffprintFileAttributes){ { NULL, NULL, (char *) "a" } }, comment);
  offprint_file_attributes_get_digest (&(OffprintFileAttributes){ { NULL, (char *) "a", NULL } }, same);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (strlen (tags), ==, 32);
  g_assert_cmpstr (tags, !=, comment);
  g_assert_cmpstr (tags, ==, same);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-attributes/clean", test_clean);
  g_test_add_func ("/file-attributes/bounds", test_bounds);
  g_test_add_func ("/file-attributes/read", test_read);
  g_test_add_func ("/file-attributes/digest", test_digest);
  return g_test_run ();
}
