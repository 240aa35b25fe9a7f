/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/signature.h"

static OffprintSignature
make_signature (void)
{
  OffprintSignature signature = {
    .size = 12345,
    .modified_ns = G_GINT64_CONSTANT (1685268000123456789),
    .changed_ns = -5,
    .inode = G_MAXUINT64,
  };
  g_strlcpy (signature.md5, "0123456789abcdef0123456789abcdef", sizeof signature.md5);
  return signature;
}

/* What is written is read back the same, with what is unknown. */
static void
test_round_trip (void)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER], again[OFFPRINT_SIGNATURE_BUFFER];
  OffprintSignature signature = make_signature (), parsed;
  offprint_signature_format (&signature, buffer);
  g_assert_true (offprint_signature_parse (buffer, &parsed));
  g_assert_cmpstr (offprint_signature_format (&parsed, again), ==, buffer);
  g_assert_cmpuint (parsed.inode, ==, G_MAXUINT64);
  g_assert_cmpstr (parsed.origin, ==, "");
}

/* Text of any other form is refused and leaves the signature alone. */
static void
test_wrong_text (void)
{
  static const char *const texts[] = {
    "",
    "1",
    "1 2 3 4 5 -",
    "1 2 3 4 5 - - -",
    "2 2 3 4 5 - -",
    "1 -2 3 4 5 - -",
    "1 2 x 4 5 - -",
    "1 2 3 4 5 abc -",
    "1 2 3 4 5 0123456789ABCDEF0123456789abcdef -",
    "1 2 3 4 99999999999999999999 - -",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      OffprintSignature signature = make_signature ();
      g_assert_false (offprint_signature_parse (texts[i], &signature));
      g_assert_cmpuint (signature.size, ==, 12345);
    }
}

/* Size and time decide at once; inode and change time only call for a look at the content. */
static void
test_compare (void)
{
  OffprintSignature known = make_signature (), now = known;
  g_assert_cmpint (offprint_signature_compare (&known, &now), ==, OFFPRINT_FRESH);
  now.inode = 7;
  g_assert_cmpint (offprint_signature_compare (&known, &now), ==, OFFPRINT_TOUCHED);
  now = known;
  now.changed_ns++;
  g_assert_cmpint (offprint_signature_compare (&known, &now), ==, OFFPRINT_TOUCHED);
  now.modified_ns++;
  g_assert_cmpint (offprint_signature_compare (&known, &now), ==, OFFPRINT_STALE);
  now = known;
  now.size++;
  g_assert_cmpint (offprint_signature_compare (&known, &now), ==, OFFPRINT_STALE);
}

/* The same content means: read, same bytes, same attributes, same time. */
static void
test_same_content (void)
{
  OffprintSignature a = make_signature (), b = a;
  b.inode = 1;
  b.changed_ns = 1;
  g_assert_true (offprint_signature_same_content (&a, &b));
  b.modified_ns++;
  g_assert_false (offprint_signature_same_content (&a, &b));
  b = a;
  g_strlcpy (b.origin, "0123456789abcdef0123456789abcdef", sizeof b.origin);
  g_assert_false (offprint_signature_same_content (&a, &b));
  a.md5[0] = b.md5[0] = '\0';
  a.origin[0] = b.origin[0] = '\0';
  g_assert_false (offprint_signature_same_content (&a, &b));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/round-trip", test_round_trip);
  g_test_add_func ("/signature/wrong-text", test_wrong_text);
  g_test_add_func ("/signature/compare", test_compare);
  g_test_add_func ("/signature/same-content", test_same_content);
  return g_test_run ();
}
