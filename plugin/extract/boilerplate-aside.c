/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pointers to other articles that stand inside paragraphs: "... last year. SEE ALSO: Headline." */
#include "extract/boilerplate.h"

#include "extract/boilerplate-features.h"
#include "extract/boilerplate-phrases.h"
#include "extract/sentence.h"

#include <string.h>

#define MAX_ASIDES 20 /* in one paragraph: more are left in it */

typedef struct
{
  const OffprintPhraseLine *line;
  gssize start; /* of the first aside, or -1 */
} Aside;

/* An aside opens after the end of a sentence, with a capital, and is a label: "... last year. SEE ALSO: ..." */
static void
note_aside (gconstpointer found, guint first, guint n, gpointer data)
{
  const OffprintBoilerplateRow *row = found;
  Aside *aside = data;
  if (aside->start >= 0 || row->kind != OFFPRINT_BOILERPLATE_RELATED || row->place != OFFPRINT_PHRASE_LABEL)
    return;
  const char *text = aside->line->text;
  const char *start = text + g_array_index (aside->line->words, OffprintPhraseWord, first).start;
  const char *before = start;
  while (before > text && strchr ("([*_ \n", before[-1]) != NULL)
    before--;
  if (!offprint_boilerplate_is_capital (aside->line, first)
      || !offprint_boilerplate_ends_label (aside->line, first + n - 1, FALSE))
    return;
  if (before == text || offprint_sentence_is_end (text, before))
    aside->start = before - text;
}

/* Returns: where the headline that stands at @p ends: sentences written in capitals as headlines are belong to it */
static const char *
skip_headline (const char *p)
{
  const char *end = offprint_sentence_skip (p);
  while (*end != '\0' && *end != '\n')
    {
      const char *next = offprint_sentence_skip (end);
      if (end - p > 8 && !offprint_sentence_is_title_case (end, next))
        break;
      end = next;
    }
  return end;
}

/**
 * offprint_boilerplate_remove_asides:
 * @paragraph: valid UTF-8
 *
 * Pointers to other articles also stand inside paragraphs, as a label and a headline.
 *
 * Returns: (transfer full) (nullable): the paragraph without them, %NULL when there are none
 */
char *
offprint_boilerplate_remove_asides (const char *paragraph)
{
  g_autoptr (GString) kept = NULL;
  const char *rest = paragraph;
  for (guint left = MAX_ASIDES; *rest != '\0'; left--)
    {
      g_autoptr (OffprintPhraseLine) line = offprint_phrase_line_new (rest);
      Aside aside = { line, -1 };
      offprint_phrases_find (offprint_boilerplate_get_phrases (), line, note_aside, &aside);
      if (aside.start < 0 || left == 0)
        {
          if (kept != NULL)
            g_string_append (kept, rest);
          break;
        }
      if (kept == NULL)
        kept = g_string_new (NULL);
      g_string_append_len (kept, rest, aside.start);
      const char *end = skip_headline (rest + aside.start);
      if (*end != '\0' && kept->len > 0)
        g_string_append_c (kept, ' ');
      rest = end;
    }
  return kept != NULL ? g_strstrip (g_string_free (g_steal_pointer (&kept), FALSE)) : NULL;
}

/**
 * offprint_boilerplate_append_paragraph:
 * @text: paragraphs separated by blank lines
 * @paragraph: valid UTF-8
 *
 * Appends @paragraph without its asides, unless nothing is left.
 */
void
offprint_boilerplate_append_paragraph (GString *text, const char *paragraph)
{
  g_autofree char *clean = offprint_boilerplate_remove_asides (paragraph);
  const char *kept = clean != NULL ? clean : paragraph;
  if (*kept == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, kept);
}
