/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the words of a file as Offprint indexes it, one `form position term` a line, for the tests that compare them
 * with a host's. Line feeds in terms do not happen. */
#include "core/words.h"

#include <stdio.h>

static const char *const form_names[] = {
  [OFFPRINT_WORD_PLAIN] = "plain",       [OFFPRINT_WORD_CJK_PAIR] = "pair", [OFFPRINT_WORD_SPAN] = "span",
  [OFFPRINT_WORD_UNFOLDED] = "unfolded", [OFFPRINT_WORD_PARSER] = "parser",
};

static gboolean
print_word (const OffprintWord *word, gpointer data)
{
  printf ("%s %u %s\n", form_names[word->form], word->position, word->term);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (argc != 2)
    {
      g_printerr ("usage: print-words FILE\n");
      return 2;
    }
  if (!g_file_get_contents (argv[1], &text, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  offprint_words_foreach (text, length, 0, print_word, NULL);
  return 0;
}
