/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features of one paragraph: the phrases in it, added up by kind, signs of copyright, its length; and the rule that
 * decides. */
#include "extract/boilerplate-features.h"

#include "core/text.h"
#include "extract/boilerplate-phrases.h"

#include <string.h>

#define DECIDED 10            /* score from which a paragraph is of a kind */
#define LONG_WORDS 90         /* nothing but a notice of rights is */
#define NOTICE_START_WORDS 15 /* with more before its notice it is text: offprint_clipping_notice_find() parts them */
#define NOTICE_WORDS 50
#define PROSE_WORDS 12

/* Languages share phrases ("newsletter"): one that is in the table for the same kind and place already counts once. */
static gboolean
is_new (GHashTable *known, const OffprintBoilerplateRow *row, const char *phrase)
{
  g_autofree char *folded = offprint_text_fold (phrase, -1);
  return g_hash_table_add (known, g_strdup_printf ("%d %d %s", (int) row->kind, (int) row->place, folded));
}

static gpointer
build_phrases (gpointer unused)
{
  OffprintPhrases *phrases = offprint_phrases_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < offprint_boilerplate_n_rows; i++)
    {
      const OffprintBoilerplateRow *row = &offprint_boilerplate_rows[i];
      g_auto (GStrv) parts = g_strsplit (row->phrases, "|", -1);
      for (gsize k = 0; parts[k] != NULL; k++)
        if (is_new (known, row, parts[k]))
          offprint_phrases_add (phrases, parts[k], row);
    }
  return phrases;
}

/* Made once, immutable from then on. */
const OffprintPhrases *
offprint_boilerplate_get_phrases (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, build_phrases, NULL);
}

static gboolean
is_number (const OffprintPhraseLine *line, guint word)
{
  return g_ascii_isdigit (*offprint_phrase_line_get_word (line, word));
}

static gboolean
only_numbers (const OffprintPhraseLine *line, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (!is_number (line, i))
      return FALSE;
  return TRUE;
}

/* Returns: whether what follows @word marks the words up to it as a label; @at_end also where nothing follows */
gboolean
offprint_boilerplate_ends_label (const OffprintPhraseLine *line, guint word, gboolean at_end)
{
  static const char *const marks[] = { ":", "：", "|", "–", "—", "- ", "»", "›", ">", "→", "…", "/ ", "▶", "►" };
  const char *p = line->text + g_array_index (line->words, OffprintPhraseWord, word).end;
  while (*p == ' ' || *p == ')' || *p == ']' || g_str_has_prefix (p, "\xc2\xa0"))
    p += *p == '\xc2' ? 2 : 1;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i]))
      return TRUE;
  return at_end && (*p == '\0' || (*p == '.' && p[1] == '\0'));
}

static gboolean
is_in_place (const OffprintBoilerplateRow *row, const OffprintPhraseLine *line, guint first, guint n)
{
  switch (row->place)
    {
    case OFFPRINT_PHRASE_ANYWHERE:
      return TRUE;
    case OFFPRINT_PHRASE_START:
      return first == 0;
    case OFFPRINT_PHRASE_LABEL:
      return first == 0 && offprint_boilerplate_ends_label (line, n - 1, TRUE);
    case OFFPRINT_PHRASE_WHOLE:
      return only_numbers (line, 0, first) && only_numbers (line, first + n, line->words->len);
    case OFFPRINT_PHRASE_END:
      return first + n == line->words->len && first > 0;
    }
  return FALSE;
}

/* "Updated 3 hours ago", "Published 28 May 2023": a label without a colon. */
static gboolean
is_dated (const OffprintBoilerplateRow *row, const OffprintPhraseLine *line, guint first)
{
  if (row->kind != OFFPRINT_BOILERPLATE_DATE || first > 0 || line->words->len > 9)
    return FALSE;
  for (guint i = 1; i < line->words->len; i++)
    if (is_number (line, i))
      return TRUE;
  return FALSE;
}

static void
add_phrase (gconstpointer found, guint first, guint n, gpointer data)
{
  const OffprintBoilerplateRow *row = found;
  OffprintBoilerplateFeatures *features = data;
  if (!is_in_place (row, features->line, first, n) && !is_dated (row, features->line, first))
    return;
  if (row->kind == OFFPRINT_BOILERPLATE_COPYRIGHT && first > NOTICE_START_WORDS)
    return;
  features->scores[row->kind] += row->weight;
  features->tail |= row->tail;
  if (first == 0 && n == features->line->words->len)
    features->label_only = TRUE;
}

static gboolean
is_year (const char *word)
{
  return strlen (word) == 4 && (g_str_has_prefix (word, "19") || g_str_has_prefix (word, "20"))
      && g_ascii_isdigit (word[2]) && g_ascii_isdigit (word[3]);
}

/* "© 2021 Name", "Copyright (c) 2018. Name", "(c) Copyright 2020 the Name" */
static void
add_copyright_signs (OffprintBoilerplateFeatures *features)
{
  int score = 0;
  guint n = MIN (features->line->words->len, 6);
  for (guint i = 0; i < n; i++)
    {
      const char *word = offprint_phrase_line_get_word (features->line, i);
      if (strcmp (word, "©") == 0)
        score += 6;
      else if (i < 2 && strcmp (word, "copyright") == 0)
        score += 5;
      else if (score > 0 && is_year (word))
        score += 5;
    }
  features->scores[OFFPRINT_BOILERPLATE_COPYRIGHT] += score;
  features->notice = score >= DECIDED;
  features->tail |= features->notice;
}

static void
weigh_length (OffprintBoilerplateFeatures *features)
{
  int penalty = features->words > LONG_WORDS ? 14 : features->words > OFFPRINT_BOILERPLATE_SHORT ? 5 : 0;
  for (guint i = 0; i < OFFPRINT_N_BOILERPLATE; i++)
    if (i != OFFPRINT_BOILERPLATE_COPYRIGHT)
      features->scores[i] -= penalty;
  /* A paragraph of prose may end in a notice; a long notice starts as one. */
  if (features->words > NOTICE_WORDS && !features->notice)
    features->scores[OFFPRINT_BOILERPLATE_COPYRIGHT] -= 30;
}

/* Calls come mixed: a briefing to check out, a newsletter to sign up for, a channel to follow. */
static OffprintBoilerplate
find_call (const OffprintBoilerplateFeatures *features)
{
  static const OffprintBoilerplate calls[]
      = { OFFPRINT_BOILERPLATE_PROMOTION, OFFPRINT_BOILERPLATE_SIGN_UP, OFFPRINT_BOILERPLATE_SHARE };
  OffprintBoilerplate best = calls[0];
  int sum = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      sum += MAX (features->scores[calls[i]], 0);
      if (features->scores[calls[i]] > features->scores[best])
        best = calls[i];
    }
  return sum >= DECIDED ? best : OFFPRINT_BOILERPLATE_NONE;
}

/* Nobody calls or labels in quotes: that is someone speaking in the article. */
static gboolean
is_quoted (const OffprintPhraseLine *line)
{
  static const char *const quotes[] = { "\"", "“", "„", "«", "»", "‘", "'", "「", "『" };
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (line->text, quotes[i]))
      return TRUE;
  return FALSE;
}

static OffprintBoilerplate
decide (const OffprintBoilerplateFeatures *features)
{
  if (features->line->words->len == 0)
    return OFFPRINT_BOILERPLATE_RULE;
  if (is_quoted (features->line))
    return OFFPRINT_BOILERPLATE_NONE;
  OffprintBoilerplate best = OFFPRINT_BOILERPLATE_NONE;
  for (guint i = 1; i < OFFPRINT_N_BOILERPLATE; i++)
    if (features->scores[i] >= DECIDED && features->scores[i] > features->scores[best])
      best = i;
  return best != OFFPRINT_BOILERPLATE_NONE ? best : find_call (features);
}

static gboolean
is_prose (const OffprintBlock *block, const OffprintBoilerplateFeatures *features)
{
  if (block->flags & OFFPRINT_BLOCK_VERBATIM)
    return TRUE;
  return !(block->flags & OFFPRINT_BLOCK_HEADING) && block->link_percent < 50 && features->words >= PROSE_WORDS
      && (offprint_boilerplate_ends_sentence (block->text) || features->words >= 3 * PROSE_WORDS);
}

gboolean
offprint_boilerplate_is_capital (const OffprintPhraseLine *line, guint word)
{
  const OffprintPhraseWord *at = &g_array_index (line->words, OffprintPhraseWord, word);
  gunichar c = g_utf8_get_char (line->text + at->start);
  return !g_unichar_islower (c);
}

/**
 * offprint_boilerplate_classify_alone:
 * @block: a paragraph, its kind and prose are set
 * @features: zeroed; the line in it is to be freed
 */
void
offprint_boilerplate_classify_alone (OffprintBlock *block, OffprintBoilerplateFeatures *features)
{
  features->line = offprint_phrase_line_new (block->text);
  for (guint i = 0; i < features->line->words->len; i++)
    features->words += !is_number (features->line, i);
  offprint_phrases_find (offprint_boilerplate_get_phrases (), features->line, add_phrase, features);
  add_copyright_signs (features);
  weigh_length (features);
  block->prose = is_prose (block, features);
  block->kind = block->flags & OFFPRINT_BLOCK_VERBATIM ? OFFPRINT_BOILERPLATE_NONE : decide (features);
}
