/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The short way through plain text: about words of ASCII letters between separators Recoll and Xapian agree, and such
 * words are nine of ten in English. */
#include "core/words-private.h"

/* What an ASCII character is to a walk that has nothing half-read. */
typedef enum
{
  SIMPLE_NOT, /* needs a closer look */
  SIMPLE_WORD,
  SIMPLE_SEPARATOR, /* nothing to Recoll and to Xapian, here and at the end of a word */
  SIMPLE_POINT, /* likewise if a space follows, as after a sentence */
} Simple;

#define W SIMPLE_WORD
#define S SIMPLE_SEPARATOR
#define P SIMPLE_POINT
static const guint8 simple_kinds[256] = {
  0, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* controls */
  S, S, S, 0, S, S, 0, P, S, S, S, 0, P, P, P, S, W, W, W, W, W, W, W, W, W, W, S, P, S, S, S, S, /* space to ? */
  P, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, S, S, S, S, 0, /* @ to _ */
  S, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, S, S, S, S, S, /* ` to DEL */
};
#undef W
#undef S
#undef P

/* Tells whether what is at @at ends a word or stands alone without joining anything. */
static gboolean
is_simple_end (const WordsWalk *walk, gsize at)
{
  if (at == walk->length)
    return TRUE;
  switch (simple_kinds[(guint8) walk->text[at]])
    {
    case SIMPLE_SEPARATOR:
      return TRUE;
    case SIMPLE_POINT:
      return at + 1 == walk->length || walk->text[at + 1] == ' ' || walk->text[at + 1] == '\n';
    default:
      return FALSE;
    }
}

static inline void
copy_lower_case (char *lower, const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char) (word[i] | 0x20) : word[i];
  lower[length] = '\0';
}

static void
give_simple_word (WordsWalk *walk, gsize end)
{
  char lower[OFFPRINT_WORD_MAX_BYTES + 1];
  OffprintWord word = { .term = lower, .length = end - walk->at, .form = OFFPRINT_WORD_PLAIN,
                        .position = walk->position++, .start = walk->at, .end = end };

  if (word.length > OFFPRINT_WORD_MAX_BYTES)
    return;
  copy_lower_case (lower, walk->text + walk->at, word.length);
  walk->stopped = !walk->func (&word, walk->data);
}

/* The short way through plain English: words of ASCII letters and digits between separators, about which Recoll and
 * Xapian agree. Stops before anything else. */
void
words_walk_take_simple_words (WordsWalk *walk)
{
  while (!walk->stopped)
    {
      gsize end;

      while (is_simple_end (walk, walk->at) && walk->at < walk->length)
        walk->at++;
      end = walk->at;
      while (end < walk->length && simple_kinds[(guint8) walk->text[end]] == SIMPLE_WORD)
        end++;
      if (end == walk->at || !is_simple_end (walk, end))
        break;
      give_simple_word (walk, end);
      walk->at = end;
    }
  walk->parser.at = walk->at;
}
