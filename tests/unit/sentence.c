/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/sentence.h"

#include <string.h>

/* @text is cut into sentences where | stands. */
static void
check (const char *marked)
{
  g_auto (GStrv) sentences = g_strsplit (marked, "|", -1);
  g_autofree char *text = g_strjoinv ("", sentences);
  const char *at = text;
  for (gsize i = 0; sentences[i] != NULL; i++)
    {
      const char *next = offprint_sentence_skip (at);
      g_autofree char *found = g_strndup (at, (gsize) (next - at));
      g_assert_cmpstr (found, ==, sentences[i]);
      at = next;
    }
  g_assert_cmpstr (at, ==, "");
}

static void
test_skip (void)
{
  g_test_summary ("A sentence ends after its mark and the quotes that belong to it, in any script");
  check ("The board met. |It left.");
  check ("\"Did it?\" |'It did!' |Nobody knew...");
  check ("橋は閉鎖された。|誰も知らなかった。");
  check ("No mark at all");
}

static void
test_abbreviations (void)
{
  g_test_summary ("Initials, titles and numbers with a point do not end a sentence");
  check ("U.S. President Jane Roe met Mr. Smith at 3.5 p.m. on Monday. |Then she left.");
  check ("J. R. Roe met Dr. Lee vs. nobody. |He left.");
  check ("Der Rat, d. h. alle, z.B. Frau Dr. Lee, ging. |Sie blieb.");
}

static void
test_is_end (void)
{
  g_test_summary ("Quotes and brackets after a mark do not hide it");
  const char *text = "She left.\") and";
  g_assert_true (offprint_sentence_is_end (text, text + strlen ("She left.\")")));
  g_assert_false (offprint_sentence_is_end (text, text + strlen (text)));
  g_assert_false (offprint_sentence_is_end (text, text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentence/skip", test_skip);
  g_test_add_func ("/sentence/abbreviations", test_abbreviations);
  g_test_add_func ("/sentence/is-end", test_is_end);
  return g_test_run ();
}
