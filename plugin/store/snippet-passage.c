/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a passage out of a text around a place that has to be in it: whole sentences that make 150 to 250 characters if
 * there are such; else from the beginning or to the end of one; else between words. */
#include "store/snippet-passage.h"

/* In characters, with an ellipsis at both ends 250 */
#define LENGTH_MAX 248
#define LENGTH_MIN 150
/* So much may stand before the place when its sentence does not begin near. */
#define LEAD_MAX 45
/* A sentence may begin or end in so many places within reach. */
#define BOUNDARIES_MAX 64

static const char *
next_char (const char *at)
{
  return at + g_utf8_skip[(guchar) *at];
}

static gboolean
is_wide_stop (gunichar character)
{
  return character == 0x3002 || character == 0xff01 || character == 0xff1f || character == 0xff61;
}

static gboolean
is_stop (gunichar character)
{
  return character == '.' || character == '!' || character == '?' || character == 0x2026 || character == 0x61f
         || character == 0x6d4 || character == 0x964 || is_wide_stop (character);
}

static gboolean
is_closer (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);
  return character == '"' || character == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION
         || type == G_UNICODE_FINAL_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

static gunichar
char_at (const OffprintPassage *passage, const char *at)
{
  return at < passage->end ? g_utf8_get_char (at) : 0;
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iscntrl (character);
}

static const char *
skip_space (const OffprintPassage *passage, const char *at)
{
  while (at < passage->end && is_space (g_utf8_get_char (at)))
    at = next_char (at);
  return at;
}

/* A full stop after up to three letters with a capital at the start is more often an abbreviation's (Mr., U.S., Jan.)
 * than a sentence's. */
static gboolean
is_abbreviation (const OffprintPassage *passage, const char *stop)
{
  const char *at = stop;
  gunichar character = 0;
  for (int i = 0; *stop == '.' && i < 4 && at > passage->text; i++)
    {
      const char *before = g_utf8_prev_char (at);
      if (!g_unichar_isalpha (g_utf8_get_char (before)))
        break;
      character = g_utf8_get_char (before);
      at = before;
      if (i == 3)
        return FALSE;
    }
  return g_unichar_isupper (character);
}

/* Does a sentence or a paragraph end right before @at? */
static gboolean
is_sentence_end (const OffprintPassage *passage, const char *at)
{
  if (at == passage->text || at == passage->end)
    return TRUE;
  const char *before = g_utf8_prev_char (at);
  gunichar next = g_utf8_get_char (at);
  for (int i = 0; i < 3 && before > passage->text && is_closer (g_utf8_get_char (before)); i++)
    before = g_utf8_prev_char (before);
  gunichar last = g_utf8_get_char (before);
  if (is_wide_stop (last))
    return !is_closer (next) && !is_stop (next);
  if (next == '\n')
    return TRUE;
  return is_stop (last) && is_space (next) && !g_unichar_islower (char_at (passage, skip_space (passage, at)))
         && !is_abbreviation (passage, before);
}

static gboolean
is_ideograph (gunichar character)
{
  return g_unichar_iswide (character);
}

/* May a line be cut before @at without cutting a word? */
static gboolean
is_word_end (const OffprintPassage *passage, const char *at)
{
  if (at == passage->text || at == passage->end)
    return TRUE;
  gunichar next = g_utf8_get_char (at);
  return is_space (next) || is_space (g_utf8_get_char (g_utf8_prev_char (at)))
         || (is_ideograph (next) && is_ideograph (g_utf8_get_char (g_utf8_prev_char (at))));
}

/* Where a passage may begin or end: a sentence does, and how many characters lie between there and the place */
typedef struct
{
  const char *at;
  int distance;
} Boundary;

typedef struct
{
  Boundary boundaries[BOUNDARIES_MAX]; /* the nearest first */
  guint n_boundaries;
  Boundary word; /* the farthest end of a word within the limit */
} Side;

static void
add_boundary (Side *side, const char *at, int distance)
{
  if (side->n_boundaries < BOUNDARIES_MAX)
    side->boundaries[side->n_boundaries++] = (Boundary){ at, distance };
}

/* Sentences that begin at most @limit characters before @place, and the word that does at most @lead before it */
static void
look_back (const OffprintPassage *passage, const char *place, int limit, int lead, Side *side)
{
  const char *at = place;
  Boundary next = { place, 0 }; /* the first character that is no space */
  side->n_boundaries = 0;
  side->word = next;
  for (int i = 0;; i++)
    {
      if (is_sentence_end (passage, at))
        add_boundary (side, next.at, next.distance);
      if (next.distance <= lead && is_word_end (passage, at))
        side->word = next;
      if (i == limit || at == passage->text)
        return;
      at = g_utf8_prev_char (at);
      if (!is_space (g_utf8_get_char (at)))
        next = (Boundary){ at, i + 1 };
    }
}

/* Likewise behind @place */
static void
look_ahead (const OffprintPassage *passage, const char *place, int limit, Side *side)
{
  const char *at = place;
  side->n_boundaries = 0;
  side->word = (Boundary){ place, 0 };
  for (int i = 0;; i++)
    {
      if (is_sentence_end (passage, at))
        add_boundary (side, at, i);
      if (is_word_end (passage, at))
        side->word = (Boundary){ at, i };
      if (i == limit || at == passage->end)
        return;
      at = next_char (at);
    }
}

/* Whole sentences: as little as can be before the place, as much as can be behind it */
static gboolean
choose_sentences (OffprintPassage *passage, const Side *before, const Side *after, int place)
{
  for (guint i = 0; i < before->n_boundaries; i++)
    for (guint j = after->n_boundaries; j-- > 0;)
      {
        int length = before->boundaries[i].distance + place + after->boundaries[j].distance;
        if (length < LENGTH_MIN || length > LENGTH_MAX)
          continue;
        passage->start = before->boundaries[i].at;
        passage->stop = after->boundaries[j].at;
        return TRUE;
      }
  return FALSE;
}

/* From @start on to a sentence's end, if there is one far enough, else to a word's */
static void
fill_up (OffprintPassage *passage, Boundary start, const char *place_end, int place)
{
  Side after;
  passage->start = start.at;
  look_ahead (passage, place_end, MAX (LENGTH_MAX - place - start.distance, 0), &after);
  passage->stop = after.word.at;
  for (guint i = after.n_boundaries; i-- > 0;)
    if (start.distance + place + after.boundaries[i].distance >= LENGTH_MIN)
      {
        passage->stop = after.boundaries[i].at;
        return;
      }
}

/* At the end of a text what is missing stands before. */
static void
lengthen (OffprintPassage *passage)
{
  Side before;
  int length = (int) g_utf8_strlen (passage->start, passage->stop - passage->start);
  if (length >= LENGTH_MIN)
    return;
  look_back (passage, passage->start, LENGTH_MAX - length, LENGTH_MAX - length, &before);
  passage->start = before.word.at;
  for (guint i = 0; i < before.n_boundaries; i++)
    if (length + before.boundaries[i].distance >= LENGTH_MIN)
      {
        passage->start = before.boundaries[i].at;
        return;
      }
}

/* The last beginning of a sentence from which the place can still be reached, else of a word */
static Boundary
choose_start (const Side *before)
{
  return before->n_boundaries > 0 ? before->boundaries[0] : before->word;
}

/**
 * offprint_passage_choose:
 * @passage: (inout): @text and @end are set; @start and @stop will be
 * @place: what has to be in the passage, within the text; when it is longer than a passage may be, its beginning
 * @place_end: where it ends
 */
void
offprint_passage_choose (OffprintPassage *passage, const char *place, const char *place_end)
{
  Side before, after;
  const char *end = place;
  int length = 0;
  for (; end < place_end && length < LENGTH_MAX; length++)
    end = next_char (end);
  look_back (passage, place, LENGTH_MAX - length, LEAD_MAX, &before);
  look_ahead (passage, end, LENGTH_MAX - length, &after);
  if (choose_sentences (passage, &before, &after, length))
    return;
  fill_up (passage, choose_start (&before), end, length);
  lengthen (passage);
}

/**
 * offprint_passage_skip_space:
 * @passage: a text
 * @at: a place in it
 *
 * Returns: the next place that is no space
 */
const char *
offprint_passage_skip_space (const OffprintPassage *passage, const char *at)
{
  return skip_space (passage, at);
}

/**
 * offprint_passage_starts_sentence:
 * @passage: a passage
 *
 * Returns: %TRUE when it begins where a sentence does
 */
gboolean
offprint_passage_starts_sentence (const OffprintPassage *passage)
{
  const char *at = passage->start;
  while (at > passage->text && is_space (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  return is_sentence_end (passage, at);
}

/**
 * offprint_passage_ends_sentence:
 * @passage: a passage
 *
 * Returns: %TRUE when it ends where a sentence does
 */
gboolean
offprint_passage_ends_sentence (const OffprintPassage *passage)
{
  return is_sentence_end (passage, passage->stop);
}
