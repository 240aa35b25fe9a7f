/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds what to mark in a text without looking at all of its words: most begin with other letters than anything that is
 * looked for. What is written together with a word that begins right is split as any text is (core/words.h), so that
 * what is found is what a walk over the whole text would find. (But for what follows ideographs on the next line:
 * Recoll takes that for one run with them, and here it is a word of its own.) */
#include "store/marks-scan.h"

#include "core/character.h"

#include <string.h>

typedef struct
{
  OffprintMarksWalk walk;
  OffprintMarksBeginnings all; /* where nothing can be told from how words begin */
  const OffprintMarksBeginnings *beginnings;
  const char *text;
  gsize length;
  guint8 classes[256]; /* of bytes */
  gsize offset; /* of what is being split; G_MAXSIZE: nothing is */
  guint32 position;
  GArray *marks;
} Scan;

static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  Scan *scan = data;
  OffprintMark mark;
  if (!offprint_marks_find (&scan->walk, word, &mark))
    return TRUE;
  mark.start += scan->offset;
  mark.end += scan->offset;
  g_array_append_val (scan->marks, mark);
  return scan->marks->len < OFFPRINT_MARKS_MAX;
}

static gboolean
is_space (char byte)
{
  return g_ascii_isspace (byte);
}

/* A word goes on behind a soft hyphen at the end of a line. */
static gboolean
ends_soft (const char *text, gsize end)
{
  return end >= 2 && (guchar) text[end - 2] == 0xc2 && (guchar) text[end - 1] == 0xad;
}

/* The end of what is written without a space, and the beginning of what follows */
static gsize
find_end (const char *text, gsize at, gsize length)
{
  while (at < length && (!is_space (text[at]) || ends_soft (text, at)))
    at++;
  return at;
}

static gsize
find_next (const char *text, gsize at, gsize length)
{
  while (at < length && is_space (text[at]))
    at++;
  return at;
}

/* May a word that is looked for begin with the character beyond ASCII at @at? It counts without accents. */
static gboolean
may_begin_beyond (const OffprintMarksBeginnings *beginnings, gunichar character)
{
  char folded[OFFPRINT_CHARACTER_MAX_FOLD];
  gsize ignored, length = offprint_character_fold (character, folded);
  guint class = length > 0 ? offprint_marks_classify (folded[0]) : OFFPRINT_MARKS_SIGN;
  if ((beginnings->beyond >> character % 64 & 1) != 0)
    return TRUE;
  if (class != OFFPRINT_MARKS_BEYOND)
    return class == OFFPRINT_MARKS_SIGN || beginnings->seconds[class] != 0;
  return (beginnings->beyond >> offprint_character_decode (folded, &ignored) % 64 & 1) != 0;
}

/* Initials may be one word without their full stops. */
static gboolean
may_begin (const OffprintMarksBeginnings *beginnings, guint class, char next)
{
  guint second = next == '.' ? OFFPRINT_MARKS_BEYOND : offprint_marks_classify (next);
  return (beginnings->seconds[class] >> second & 1) != 0;
}

/* Does a word that it is in go on behind it? Behind ideographs, signs and emoji another may begin. */
static gboolean
is_letter (gunichar character)
{
  gboolean ideograph = character >= 0x1100 && offprint_character_is_cjk (character);
  return !ideograph && character != 0x2bc && (g_unichar_isalpha (character) || g_unichar_ismark (character));
}

typedef enum
{
  CHUNK_OTHER,
  CHUNK_EMPTY, /* signs only */
  CHUNK_CANDIDATE,
} Chunk;

typedef struct
{
  gboolean inside; /* a word */
  gboolean words; /* there are any */
  gboolean mixed; /* with ideographs and the like: a word may begin anywhere */
} Progress;

/* Returns: %TRUE when a word begins here that may be looked for */
static gboolean
step_ascii (Progress *progress, const OffprintMarksBeginnings *beginnings, char byte, char next)
{
  guint class = offprint_marks_classify (byte);
  gboolean begins = !progress->inside && class != OFFPRINT_MARKS_SIGN;
  progress->inside = class != OFFPRINT_MARKS_SIGN && !progress->mixed;
  progress->words = progress->words || begins;
  return begins && may_begin (beginnings, class, next);
}

static gboolean
step_beyond (Progress *progress, const OffprintMarksBeginnings *beginnings, gunichar character)
{
  gboolean letter = is_letter (character);
  gboolean begins = !progress->inside || !letter;
  progress->inside = letter;
  progress->mixed = progress->mixed || !letter;
  progress->words = progress->words
                    || offprint_character_get_kind (character) == OFFPRINT_CHARACTER_LETTER;
  return begins && may_begin_beyond (beginnings, character);
}

/* Behind the letters and digits of a word: most bytes */
static gsize
skip_word (const Scan *scan, gsize at)
{
  while (at < scan->length && scan->classes[(guchar) scan->text[at]] < OFFPRINT_MARKS_SIGN)
    at++;
  return at;
}

/* Does any word from @at to the next space begin as one of those that are looked for? */
static Chunk
classify (const Scan *scan, gsize at, gsize *end)
{
  Progress progress = { FALSE, FALSE, FALSE };
  const char *text = scan->text;
  gsize length = scan->length;
  for (gsize step = 1; at < length && (!is_space (text[at]) || ends_soft (text, at)); at += step)
    {
      gboolean ascii = (text[at] & 0x80) == 0;
      gunichar character = ascii ? 0 : offprint_character_decode (text + at, &step);
      step = ascii ? 1 : step;
      if (ascii ? step_ascii (&progress, scan->beginnings, text[at], at + 1 < length ? text[at + 1] : ' ')
                : step_beyond (&progress, scan->beginnings, character))
        {
          *end = find_end (text, at, length);
          return CHUNK_CANDIDATE;
        }
      if (progress.inside)
        at = skip_word (scan, at + step) - step;
    }
  *end = at;
  return progress.words ? CHUNK_OTHER : CHUNK_EMPTY;
}

/* A stemmer that cuts off how words begin (Irish, Indonesian): any word may then be a form of another. */
static gboolean
cuts_beginnings (XapStem *stem)
{
  static const char *const probes[] = { "membaca", "bhfuil" };
  gboolean cuts = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (probes) && stem != NULL; i++)
    {
      gsize length;
      const char *found = xap_stem_word (stem, probes[i], strlen (probes[i]), &length);
      cuts = cuts || length < 2 || memcmp (found, probes[i], 2) != 0;
    }
  return cuts;
}

/* Words next to each other are split together: they may be a phrase. */
static void
split_run (Scan *scan, gsize *start, gsize end)
{
  if (*start < end)
    scan->position = offprint_words_foreach (scan->text + *start, end - *start, scan->position + 2, take_word, scan);
  *start = G_MAXSIZE;
}

static void
scan_text (Scan *scan)
{
  gsize run_end = 0, length = scan->length;
  scan->offset = G_MAXSIZE;
  for (gsize at = find_next (scan->text, 0, length); at < length && scan->marks->len < OFFPRINT_MARKS_MAX;)
    {
      gsize end;
      Chunk chunk = classify (scan, at, &end);
      if (chunk == CHUNK_CANDIDATE)
        {
          scan->offset = MIN (scan->offset, at);
          run_end = end;
        }
      else if (chunk == CHUNK_OTHER)
        split_run (scan, &scan->offset, run_end);
      at = find_next (scan->text, end, length);
    }
  split_run (scan, &scan->offset, run_end);
}

/**
 * offprint_marks_scan:
 * @marks: what to mark
 * @stem: (nullable): of the text's language
 * @text: (array length=length): valid UTF-8
 * @length: bytes of @text
 *
 * Returns: (transfer full) (element-type OffprintMark): at most #OFFPRINT_MARKS_MAX places, which may overlap and need
 *   not be in order
 */
GArray *
offprint_marks_scan (const OffprintMarks *marks, XapStem *stem, const char *text, gsize length)
{
  Scan scan = { .walk = { .marks = marks, .stem = stem }, .text = text, .length = length };
  scan.marks = g_array_new (FALSE, FALSE, sizeof (OffprintMark));
  if (offprint_marks_get_count (marks) == 0)
    return scan.marks;
  memset (&scan.all, 0xff, sizeof scan.all);
  scan.beginnings = cuts_beginnings (stem) ? &scan.all : offprint_marks_get_beginnings (marks);
  for (guint byte = 0; byte < G_N_ELEMENTS (scan.classes); byte++)
    scan.classes[byte] = (guint8) offprint_marks_classify ((char) byte);
  scan_text (&scan);
  return scan.marks;
}
