/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/line.h"

#include <string.h>

static void
check (const char *text, gsize max_chars, const char *wanted)
{
  g_autofree char *line = offprint_line_new (text, max_chars);
  g_assert_cmpstr (line, ==, wanted);
}

/* White space, line ends and control characters leave one line of single spaces. */
static void
test_space (void)
{
  check ("", 10, "");
  check ("  Otters \t\r\n return\v\f ", 0, "Otters return");
  check ("Otters\u2028return\u2029to\302\205Halve", 0, "Otters return to Halve");
  check ("\033[31mOtters\007", 0, "[31mOtters");
}

/* Bidirectional controls go, whether they are balanced or not; so does what can't be seen. */
static void
test_controls (void)
{
  check ("\u202eOtters\u202c", 0, "Otters");
  check ("Otters \u2067return", 0, "Otters return");
  check ("\u200eOt\u00adte\ufeffrs\u200f", 0, "Otters");
  check ("\u202a\u202b\u202d\u2066\u2068\u2069\u061c", 0, "");
}

/* Markup is text like any other: it stays as it is. */
static void
test_markup (void)
{
  check ("<b>Otters</b> &amp; <script>herons", 0, "<b>Otters</b> &amp; <script>herons");
}

/* A long text is cut at a word; ten thousand bytes, or a pile of marks, make a short line too. */
static void
test_length (void)
{
  g_autofree char *letters = g_strnfill (10000, 'o');
  g_autofree char *long_line = offprint_line_new (letters, 50);
  g_autoptr (GString) pile = g_string_new ("e");
  for (guint i = 0; i < 1000; i++)
    g_string_append (pile, "\u0301");
  check ("Otters return to the Halve", 15, "Otters return…");
  g_assert_cmpint (g_utf8_strlen (long_line, -1), ==, 50);
  check (pile->str, 0, "e\u0301\u0301\u0301\u0301");
}

/* What is no text becomes some. */
static void
test_bytes (void)
{
  check ("caf\xe9", 0, "caf\ufffd");
  check ("\xff\xfe", 10, "\ufffd\ufffd");
}

/* Parts in one direction are joined as they are; in two, each is kept to itself. */
static void
test_join (void)
{
  const char *const plain[] = { "The Post", "", "2022", NULL };
  const char *const mixed[] = { "הארץ", "27 January 2022", NULL };
  const char *const none[] = { "", NULL };
  g_autofree char *a = offprint_line_join (plain, " · "), *b = offprint_line_join (mixed, " · "),
                  *c = offprint_line_join (none, " · ");
  g_assert_cmpstr (a, ==, "The Post · 2022");
  g_assert_cmpstr (b, ==, "\u2068הארץ\u2069 · \u206827 January 2022\u2069");
  g_assert_cmpstr (c, ==, "");
}

/* The first letter decides, not figures and signs before it. */
static void
test_direction (void)
{
  g_assert_true (offprint_line_is_right_to_left ("\"2022: הארץ and others"));
  g_assert_true (offprint_line_is_right_to_left ("العربية"));
  g_assert_false (offprint_line_is_right_to_left ("The הארץ"));
  g_assert_false (offprint_line_is_right_to_left ("2022"));
  g_assert_false (offprint_line_is_right_to_left (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line/space", test_space);
  g_test_add_func ("/line/controls", test_controls);
  g_test_add_func ("/line/markup", test_markup);
  g_test_add_func ("/line/length", test_length);
  g_test_add_func ("/line/bytes", test_bytes);
  g_test_add_func ("/line/join", test_join);
  g_test_add_func ("/line/direction", test_direction);
  return g_test_run ();
}
