/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/encoding.h"

#include <string.h>

static char *
decode (const char *bytes, gsize length, OffprintEncodingKind kind, const char **name, gboolean *guessed)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, length);
  OffprintEncodingResult result;
  offprint_encoding_to_utf8 (input, kind, &result);
  g_autoptr (GBytes) text = result.text;
  gsize n;
  const char *data = g_bytes_get_data (text, &n);
  g_assert_true (n == 0 || g_utf8_validate_len (data, n, NULL));
  *name = result.name;
  *guessed = result.guessed;
  return n > 0 ? g_strndup (data, n) : g_strdup ("");
}

typedef struct
{
  const char *bytes;
  gsize length;
  const char *text;
  const char *name;
  gboolean guessed;
} Case;

#define BYTES(s) s, sizeof (s) - 1

static void
check (const Case *c)
{
  const char *name;
  gboolean guessed;
  g_autofree char *text = decode (c->bytes, c->length, OFFPRINT_ENCODING_MARKUP, &name, &guessed);
  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpstr (name, ==, c->name);
  g_assert_cmpint (guessed, ==, c->guessed);
}

static void
test_declared (void)
{
  g_test_summary ("What a page declares is read as browsers read it: labels often mean a larger encoding than they say");
  static const Case cases[] = {
    { BYTES ("<meta charset=iso-8859-1>\x80 \xe9"), "<meta charset=iso-8859-1>€ é", "WINDOWS-1252", FALSE },
    { BYTES ("<META http-equiv=x content='text/html; charset = \"gb2312\"'>\xc4\xe3"), "<META http-equiv=x content='text/html; charset = \"gb2312\"'>你", "GB18030", FALSE },
    { BYTES ("<?xml version='1.0' encoding='Shift_JIS'?>\x93\xfa"), "<?xml version='1.0' encoding='Shift_JIS'?>日", "CP932", FALSE },
    { BYTES ("<meta charset=\"euc-kr\">\xc7\xd1"), "<meta charset=\"euc-kr\">한", "UHC", FALSE },
    { BYTES ("<meta charset=koi8-r>\xf0"), "<meta charset=koi8-r>П", "KOI8-R", FALSE },
    { BYTES ("<meta charset=iso-2022-jp>\x1b$BF|\x1b(B"), "<meta charset=iso-2022-jp>日", "ISO-2022-JP", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_utf8_wins (void)
{
  g_test_summary ("Text that is valid UTF-8 is that, whatever it declares; a few bad bytes do not change it");
  static const Case cases[] = {
    { BYTES ("<meta charset=iso-8859-1>\xc3\xa9t\xc3\xa9"), "<meta charset=iso-8859-1>été", "UTF-8", FALSE },
    { BYTES ("plain"), "plain", "UTF-8", FALSE },
    { BYTES ("\xef\xbb\xbfwith mark"), "with mark", "UTF-8", FALSE },
    { BYTES ("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xff"), "éééééééééé\xef\xbf\xbd", "UTF-8", FALSE },
    { BYTES ("nul\0l"), "null", "UTF-8", FALSE },
    { BYTES (""), "", "UTF-8", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_utf16 (void)
{
  g_test_summary ("UTF-16 is known by its mark, or by the zero bytes of Latin text");
  static const Case cases[] = {
    { BYTES ("\xff\xfeh\0i\0"), "hi", "UTF-16LE", FALSE },
    { BYTES ("\xfe\xff\0h\0i"), "hi", "UTF-16BE", FALSE },
    { BYTES ("h\0e\0l\0l\0o\0\xe9\0"), "helloé", "UTF-16LE", FALSE },
    { BYTES ("\0h\0e\0l\0l\0o"), "hello", "UTF-16BE", FALSE },
    { BYTES ("\xff\xfeh\0i\0x"), "hi\xef\xbf\xbd", "UTF-16LE", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_undeclared (void)
{
  g_test_summary ("Undeclared bytes that are no UTF-8 always become text, and it is said that this was a guess");
  const char *name;
  gboolean guessed;
  g_autofree char *text = decode (BYTES ("caf\xe9 na\xefve"), OFFPRINT_ENCODING_PLAIN, &name, &guessed);
  g_assert_true (guessed);
  g_assert_nonnull (strstr (text, "caf"));
  g_assert_nonnull (name);
}

static void
test_plain_declares_nothing (void)
{
  g_test_summary ("In plain text, words like `<meta charset>` declare nothing");
  const char *name;
  gboolean guessed;
  g_autofree char *text = decode (BYTES ("<meta charset=koi8-r>\xf0\xd2\xc9"), OFFPRINT_ENCODING_PLAIN, &name, &guessed);
  g_assert_true (guessed);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_labels (void)
{
  g_test_summary ("Labels are found in any case and with spaces around; unknown and overlong ones are not");
  g_assert_cmpstr (offprint_encoding_find_label (BYTES (" Latin1 ")), ==, "WINDOWS-1252");
  g_assert_cmpstr (offprint_encoding_find_label (BYTES ("X-SJIS")), ==, "CP932");
  g_assert_cmpstr (offprint_encoding_find_label (BYTES ("866")), ==, "CP866");
  g_assert_null (offprint_encoding_find_label (BYTES ("no-such-thing")));
  g_assert_null (offprint_encoding_find_label (BYTES ("an-encoding-with-a-name-that-is-far-too-long")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/declared", test_declared);
  g_test_add_func ("/encoding/utf8-wins", test_utf8_wins);
  g_test_add_func ("/encoding/utf16", test_utf16);
  g_test_add_func ("/encoding/undeclared", test_undeclared);
  g_test_add_func ("/encoding/plain-declares-nothing", test_plain_declares_nothing);
  g_test_add_func ("/encoding/labels", test_labels);
  return g_test_run ();
}
