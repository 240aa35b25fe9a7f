/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chinese, Japanese and Korean: each character is a word, each two neighbours are a pair. Recoll and Xapian (with its
 * n-gram flag) agree on that, but not on what is an ideograph. */
#include "core/words-private.h"

#include <string.h>

typedef struct
{
  gsize start, end;
  gsize length; /* of the folded form; 0 for none */
  char folded[OFFPRINT_CHARACTER_MAX_FOLD];
} Ideograph;

static const Ideograph no_ideograph;

static Ideograph
read_ideograph (const WordsWalk *walk, gunichar c, gsize length)
{
  Ideograph ideograph = { .start = walk->at, .end = walk->at + length };

  ideograph.length = offprint_character_fold (c, ideograph.folded);
  if (memchr (ideograph.folded, ' ', ideograph.length) != NULL)
    ideograph.length = 0;
  return ideograph;
}

static gboolean
is_folded (const WordsWalk *walk, const Ideograph *ideograph)
{
  gsize length = ideograph->end - ideograph->start;

  return length != ideograph->length || memcmp (walk->text + ideograph->start, ideograph->folded, length) != 0;
}

static void
give_folded (WordsWalk *walk, const Ideograph *before, const Ideograph *ideograph)
{
  WordsPlace place = { walk->position, ideograph->start, ideograph->end };
  WordsPlace pair_place = { walk->position - 1, before->start, ideograph->end };
  char pair[2 * OFFPRINT_CHARACTER_MAX_FOLD];
  gsize length = before->length + ideograph->length;

  if (ideograph->length == 0)
    return;
  words_walk_give (walk, OFFPRINT_WORD_PLAIN, ideograph->folded, ideograph->length, place);
  if (before->length == 0 || length > OFFPRINT_WORD_MAX_BYTES)
    return;
  memcpy (pair, before->folded, before->length);
  memcpy (pair + before->length, ideograph->folded, ideograph->length);
  words_walk_give (walk, OFFPRINT_WORD_CJK_PAIR, pair, length, pair_place);
}

/* What Xapian asks for, where it differs: it does not fold full-width letters and compatibility characters. */
static void
give_unfolded (WordsWalk *walk, const Ideograph *before, const Ideograph *ideograph)
{
  WordsPlace place = { walk->position, ideograph->start, ideograph->end };
  WordsPlace pair_place = { walk->position - 1, before->start, ideograph->end };
  gboolean folded = is_folded (walk, ideograph);

  if (folded)
    words_walk_give_parser_form (walk, OFFPRINT_WORD_UNFOLDED, walk->text + place.start, place.end - place.start,
                                 place);
  if (before->end > before->start && (folded || is_folded (walk, before)))
    words_walk_give_parser_form (walk, OFFPRINT_WORD_PARSER, walk->text + pair_place.start,
                                 pair_place.end - pair_place.start, pair_place);
}

static void
take_ideograph (WordsWalk *walk, gunichar c, gsize length, Ideograph *before)
{
  Ideograph ideograph = read_ideograph (walk, c, length);

  give_folded (walk, before, &ideograph);
  if (words_parser_is_cjk (c) && words_parser_is_letter (c))
    give_unfolded (walk, before, &ideograph);
  words_walk_give_tokens (walk, ideograph.end, walk->position);
  walk->position++;
  *before = ideograph;
}

/* Recoll takes whatever follows an ideograph directly for one, up to the next letter of another script. */
static gboolean
continues_ideographs (gunichar c, gboolean after_separator)
{
  if (offprint_character_is_cjk (c))
    return TRUE;
  if (after_separator)
    return FALSE;
  return c < 0x80 ? !g_ascii_isalpha ((char) c) : c < 0x100 && words_get_doing (c) == WORDS_DO_SEPARATE;
}

static gboolean
is_separator (gunichar c)
{
  WordsDoing doing = words_get_doing (c);

  return doing == WORDS_DO_SEPARATE
         || (doing == WORDS_DO_IDEOGRAPH && offprint_character_get_kind (c) == OFFPRINT_CHARACTER_SEPARATOR);
}

/**
 * words_walk_take_ideographs:
 * @walk: a walk that has reached an ideograph
 *
 * Takes a run of ideographs, up to the first letter of another script, or to anything else behind a separator.
 */
void
words_walk_take_ideographs (WordsWalk *walk)
{
  Ideograph before = no_ideograph;
  gboolean after_separator = FALSE;

  words_walk_separate (walk);
  words_walk_give_tokens (walk, walk->at, walk->position);
  for (gsize length; walk->at < walk->length && !walk->stopped; walk->at += length)
    {
      gunichar c = offprint_character_decode (walk->text + walk->at, &length);

      if (!continues_ideographs (c, after_separator))
        break;
      after_separator = is_separator (c);
      if (!after_separator && c != '\n' && c != '\r')
        {
          take_ideograph (walk, c, length, &before);
          continue;
        }
      before = no_ideograph;
      walk->position += after_separator ? 0 : 1;
    }
}
