/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Three steps, each a loop over the paragraphs: what a paragraph says of itself (boilerplate-features.c), what its
 * neighbours say of it, and where the article ends. */
#include "extract/boilerplate.h"

#include "core/date.h"
#include "extract/boilerplate-features.h"
#include "extract/sentence.h"

#include <string.h>

#define BYLINE_MAX_BYTES 120
#define DATE_TAIL_MAX_BYTES 12 /* a time of day or a full stop after a byline's date */
#define END_WORDS 25 /* after the end of the article nothing as long as this follows that still belongs to it */

/* Whether a preposition of authorship and then a name begin the line. */
static gboolean
opens_byline (const OffprintPhraseLine *line)
{
  static const char *const openers[] = {
    "by",    "von",   "par", "por", "di",      "door", "av",   "af",    "od",
    "autor", "автор", "作",  "記",  "written", "from", "text", "texte", "de",
  };
  if (line->words->len < 2 || line->words->len > 9)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (openers); i++)
    if (strcmp (offprint_phrase_line_get_word (line, 0), openers[i]) == 0)
      return offprint_boilerplate_is_capital (line, 1);
  return FALSE;
}

/* "by Jane Doe on 19 June 2022": the date ends the line. */
static gboolean
is_dated_byline (const char *text)
{
  OffprintDate date;
  gsize start, end;
  if (strlen (text) > BYLINE_MAX_BYTES || !offprint_date_find_written (text, NULL, &date, &start, &end)
      || end + DATE_TAIL_MAX_BYTES < strlen (text))
    return FALSE;
  g_autofree char *head = g_strndup (text, start);
  g_autoptr (OffprintPhraseLine) line = offprint_phrase_line_new (head);
  return opens_byline (line);
}

/* "By Jane Doe": short, and a name to the end. */
static gboolean
is_byline (const OffprintPhraseLine *line)
{
  if (is_dated_byline (line->text))
    return TRUE;
  return opens_byline (line) && !offprint_boilerplate_ends_sentence (line->text)
         && offprint_boilerplate_is_capital (line, 0) && offprint_boilerplate_is_capital (line, line->words->len - 1);
}

static gboolean
is_date (const char *text)
{
  OffprintDate date;
  return strlen (text) < 80 && strcspn (text, "0123456789") < strlen (text) && offprint_date_parse (text, NULL, &date);
}

/* Bylines and dates are only such above and below the article. */
static void
classify_at_ends (OffprintBlock *blocks, const OffprintBoilerplateFeatures *features, gsize n)
{
  gsize first = 0, last = n;
  while (first < n && !(blocks[first].prose && blocks[first].kind == OFFPRINT_BOILERPLATE_NONE))
    first++;
  while (last > first && !(blocks[last - 1].prose && blocks[last - 1].kind == OFFPRINT_BOILERPLATE_NONE))
    last--;
  for (gsize i = 0; i < n; i++)
    {
      if ((i >= first && i < last) || blocks[i].kind != OFFPRINT_BOILERPLATE_NONE)
        continue;
      if (is_byline (features[i].line))
        blocks[i].kind = OFFPRINT_BOILERPLATE_BYLINE;
      else if (is_date (blocks[i].text))
        blocks[i].kind = OFFPRINT_BOILERPLATE_DATE;
    }
}

static gboolean
shares_words (const OffprintPhraseLine *a, const OffprintPhraseLine *b)
{
  guint shared = 0;
  for (guint i = 0; i < a->words->len; i++)
    {
      const char *word = offprint_phrase_line_get_word (a, i);
      gboolean found = FALSE;
      for (guint k = 0; k < MIN (b->words->len, 60) && !found && strlen (word) > 3; k++)
        found = strcmp (word, offprint_phrase_line_get_word (b, k)) == 0;
      shared += found;
    }
  return shared >= 2;
}

/* The heading of a promoted thing: it says so itself, or in the words of the promotion below it. */
static gboolean
announces (const OffprintBlock *block, const OffprintBoilerplateFeatures *features,
           const OffprintBoilerplateFeatures *next)
{
  if (block->prose || features->words > 14 || offprint_boilerplate_ends_sentence (block->text))
    return FALSE;
  return features->scores[OFFPRINT_BOILERPLATE_PROMOTION] > 0 || features->scores[OFFPRINT_BOILERPLATE_SIGN_UP] > 0
      || (next->words < OFFPRINT_BOILERPLATE_SHORT && shares_words (features->line, next->line));
}

static gboolean
is_call (OffprintBoilerplate kind)
{
  return kind == OFFPRINT_BOILERPLATE_PROMOTION || kind == OFFPRINT_BOILERPLATE_SIGN_UP;
}

static void
extend_upwards (OffprintBlock *blocks, const OffprintBoilerplateFeatures *features, gsize n)
{
  for (gsize i = n; i-- > 1;)
    if (is_call (blocks[i].kind) && blocks[i - 1].kind == OFFPRINT_BOILERPLATE_NONE
        && announces (&blocks[i - 1], &features[i - 1], &features[i]))
      blocks[i - 1].kind = OFFPRINT_BOILERPLATE_PROMOTION;
}

/* Below "Related:" alone on its line: headlines, until whole sentences come again. */
static void
extend_downwards (OffprintBlock *blocks, const OffprintBoilerplateFeatures *features, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      gboolean open
          = blocks[i - 1].kind == OFFPRINT_BOILERPLATE_RELATED
         && (features[i - 1].label_only || blocks[i].flags & OFFPRINT_BLOCK_ITEM || blocks[i].link_percent >= 50);
      if (open && blocks[i].kind == OFFPRINT_BOILERPLATE_NONE && !blocks[i].prose
          && !(blocks[i].flags & OFFPRINT_BLOCK_HEADING && blocks[i].link_percent < 50)
          && !offprint_boilerplate_ends_sentence (blocks[i].text))
        blocks[i].kind = OFFPRINT_BOILERPLATE_RELATED;
    }
}

static gboolean
is_article (const OffprintBlock *block, const OffprintBoilerplateFeatures *features)
{
  return block->kind == OFFPRINT_BOILERPLATE_NONE && block->prose && features->words >= END_WORDS;
}

/* The first mark of an end that no prose follows is the end; headings that nothing follows are no part of the article
 * either. */
static void
cut_tail (OffprintBlock *blocks, const OffprintBoilerplateFeatures *features, gsize n)
{
  gsize end = n;
  while (end > 0 && !is_article (&blocks[end - 1], &features[end - 1]))
    end--;
  if (end == 0)
    return;
  gsize mark = end;
  while (mark < n && !(blocks[mark].kind != OFFPRINT_BOILERPLATE_NONE && features[mark].tail))
    mark++;
  for (gsize i = mark; i < n; i++)
    if (blocks[i].kind == OFFPRINT_BOILERPLATE_NONE)
      blocks[i].kind = OFFPRINT_BOILERPLATE_TAIL;
  for (gsize i = n; i-- > end;)
    {
      if (blocks[i].kind != OFFPRINT_BOILERPLATE_NONE)
        continue;
      if (!(blocks[i].flags & OFFPRINT_BLOCK_HEADING))
        break;
      blocks[i].kind = OFFPRINT_BOILERPLATE_TAIL;
    }
}

static gboolean
is_certain (OffprintBoilerplate kind)
{
  return kind == OFFPRINT_BOILERPLATE_RELATED || kind == OFFPRINT_BOILERPLATE_SIGN_UP
      || kind == OFFPRINT_BOILERPLATE_ADVERT || kind == OFFPRINT_BOILERPLATE_SHARE
      || kind == OFFPRINT_BOILERPLATE_COPYRIGHT || kind == OFFPRINT_BOILERPLATE_COOKIES;
}

static void
forget_uncertain (OffprintBlock *blocks, const OffprintBoilerplateFeatures *features, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!is_certain (blocks[i].kind) || features[i].words > OFFPRINT_BOILERPLATE_SHORT)
      blocks[i].kind = OFFPRINT_BOILERPLATE_NONE;
}

/**
 * offprint_boilerplate_classify:
 * @blocks: (array length=n_blocks): the paragraphs in order; kind and prose of each are set
 * @n_blocks: their number
 * @mode: how much to doubt them
 *
 * Finds out which paragraphs are the article's own. Cost is proportional to the length of the text. Any thread.
 */
void
offprint_boilerplate_classify (OffprintBlock *blocks, gsize n_blocks, OffprintBoilerplateMode mode)
{
  g_autofree OffprintBoilerplateFeatures *features = g_new0 (OffprintBoilerplateFeatures, n_blocks);
  for (gsize i = 0; i < n_blocks; i++)
    offprint_boilerplate_classify_alone (&blocks[i], &features[i]);
  if (mode == OFFPRINT_BOILERPLATE_GENTLE)
    forget_uncertain (blocks, features, n_blocks);
  else
    {
      extend_upwards (blocks, features, n_blocks);
      extend_downwards (blocks, features, n_blocks);
      classify_at_ends (blocks, features, n_blocks);
      cut_tail (blocks, features, n_blocks);
    }
  for (gsize i = 0; i < n_blocks; i++)
    offprint_phrase_line_free (features[i].line);
}

/**
 * offprint_boilerplate_ends_sentence:
 * @text: valid UTF-8
 *
 * Returns: whether @text ends as a sentence does, in any script; quotes and brackets after the mark do not matter
 */
gboolean
offprint_boilerplate_ends_sentence (const char *text)
{
  return offprint_sentence_is_end (text, text + strlen (text));
}
