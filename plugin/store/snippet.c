/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds all places to mark in one walk, slides a window over them to find where most of the query stands together, and
 * cuts the passage around it at sentences where it can. Linear in the length of the text. */
#include "store/snippet.h"

#include <string.h>

/* Nobody reads a million characters into an article to see why it was found. */
#define TEXT_MAX_BYTES (1024 * 1024)
#define MARKS_MAX 20000
/* In characters: what the marks may lie apart, and what a passage may hold and should hold */
#define WINDOW 150
#define PASSAGE_MAX 240
#define PASSAGE_MIN 150
/* So much may stand before the first mark. */
#define LEAD_MAX 90

#define ELLIPSIS "\xe2\x80\xa6"

typedef struct
{
  OffprintMarksWalk walk;
  GArray *marks; /* (element-type OffprintMark) */
} Finder;

typedef struct
{
  const char *text, *end; /* of what is looked at */
  const char *start, *stop; /* of the passage */
} Passage;

static gboolean
collect (const OffprintWord *word, gpointer data)
{
  Finder *finder = data;
  OffprintMark mark;
  if (offprint_marks_find (&finder->walk, word, &mark))
    g_array_append_val (finder->marks, mark);
  return finder->marks->len < MARKS_MAX;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const OffprintMark *first = a, *second = b;
  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end < second->end ? -1 : first->end > second->end;
}

/* In the order of the text. Those that overlap are kept: they may answer different parts of the query. */
static GArray *
find_marks (const char *text, gsize length, const OffprintMarks *marks, XapStem *stem)
{
  Finder finder = { .walk = { .marks = marks, .stem = stem } };
  finder.marks = g_array_new (FALSE, FALSE, sizeof (OffprintMark));
  if (offprint_marks_get_count (marks) > 0)
    offprint_words_foreach (text, length, 0, collect, &finder);
  g_array_sort (finder.marks, compare_marks);
  return finder.marks;
}

static const OffprintMark *
get_mark (const GArray *marks, guint index)
{
  return &g_array_index (marks, OffprintMark, index);
}

/* What a part of the query is worth in a passage: those that stand rarely in this text say more. */
static double *
weigh_units (const GArray *marks, guint n_units)
{
  double *weights = g_new0 (double, n_units + 1);
  for (guint i = 0; i < marks->len; i++)
    weights[get_mark (marks, i)->unit]++;
  for (guint i = 1; i <= n_units; i++)
    weights[i] = weights[i] > 0 ? 1 + 1 / weights[i] : 0;
  return weights;
}

static glong
count_chars (const char *text, gsize start, gsize end)
{
  return end > start ? g_utf8_strlen (text + start, (gssize) (end - start)) : 0;
}

/* A window from the mark @first on */
typedef struct
{
  guint first;
  double score;
} Window;

/* Moves the right end mark by mark and draws the left end after it; repetitions count a little. */
static guint
find_best (const char *text, const GArray *marks, guint n_units)
{
  g_autofree double *weights = weigh_units (marks, n_units);
  g_autofree guint *counts = g_new0 (guint, n_units + 1);
  Window best = { 0, -1 }, window = { 0, 0 };
  glong chars = 0;
  for (guint last = 0; last < marks->len; last++)
    {
      const OffprintMark *mark = get_mark (marks, last);
      chars += last > 0 ? count_chars (text, get_mark (marks, last - 1)->start, mark->start) : 0;
      window.score += counts[mark->unit]++ == 0 ? weights[mark->unit] : 0.01;
      for (; chars > WINDOW; window.first++)
        {
          const OffprintMark *gone = get_mark (marks, window.first);
          chars -= count_chars (text, gone->start, get_mark (marks, window.first + 1)->start);
          window.score -= --counts[gone->unit] == 0 ? weights[gone->unit] : 0.01;
        }
      if (window.score > best.score + 1e-6)
        best = window;
    }
  return best.first;
}

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
char_at (const Passage *passage, const char *at)
{
  return at < passage->end ? g_utf8_get_char (at) : 0;
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iscntrl (character);
}

static const char *
skip_space (const Passage *passage, const char *at)
{
  while (at < passage->end && is_space (g_utf8_get_char (at)))
    at = next_char (at);
  return at;
}

/* A full stop after up to three letters with a capital at the start is more often an abbreviation's (Mr., U.S., Jan.)
 * than a sentence's. */
static gboolean
is_abbreviation (const Passage *passage, const char *stop)
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
is_sentence_end (const Passage *passage, const char *at)
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
is_word_end (const Passage *passage, const char *at)
{
  if (at == passage->text || at == passage->end)
    return TRUE;
  gunichar next = g_utf8_get_char (at);
  return is_space (next) || is_space (g_utf8_get_char (g_utf8_prev_char (at)))
         || (is_ideograph (next) && is_ideograph (g_utf8_get_char (g_utf8_prev_char (at))));
}

/* The start of the sentence if it is near, else of a word: the farthest one within half the lead. */
static const char *
find_start (const Passage *passage, const char *mark)
{
  const char *word = mark, *at = mark;
  for (int i = 0; i <= LEAD_MAX; i++)
    {
      if (is_sentence_end (passage, at))
        return skip_space (passage, at);
      if (i <= LEAD_MAX / 2 && is_word_end (passage, at))
        word = at;
      at = g_utf8_prev_char (at);
    }
  return skip_space (passage, word);
}

/* The last end of a sentence behind @least and behind PASSAGE_MIN characters, else the last end of a word. */
static const char *
find_stop (const Passage *passage, const char *least)
{
  const char *sentence = NULL, *word = NULL, *at = passage->start;
  int i = 0;
  for (; i < PASSAGE_MAX && at < passage->end; i++)
    {
      at = next_char (at);
      if (i >= PASSAGE_MIN && at >= least && is_sentence_end (passage, at))
        sentence = at;
      if (is_word_end (passage, at))
        word = at;
    }
  if (at == passage->end)
    return at;
  return sentence != NULL ? sentence : word != NULL ? word : at;
}

/* At the end of a text there may be room for sentences before the first mark. */
static const char *
extend_start (const Passage *passage)
{
  const char *best = passage->start, *at = passage->start;
  for (glong room = PASSAGE_MAX - g_utf8_strlen (passage->start, passage->stop - passage->start);
       passage->stop == passage->end && room > 0 && at > passage->text; room--)
    {
      at = g_utf8_prev_char (at);
      if (is_sentence_end (passage, at))
        best = skip_space (passage, at);
    }
  return best;
}

static void
choose_passage (Passage *passage, const GArray *marks, guint n_units)
{
  passage->start = skip_space (passage, passage->text);
  const char *least = passage->start;
  if (marks->len > 0)
    {
      const OffprintMark *first = get_mark (marks, find_best (passage->text, marks, n_units));
      passage->start = find_start (passage, passage->text + first->start);
      least = passage->text + first->end;
    }
  passage->stop = find_stop (passage, least);
  passage->start = extend_start (passage);
}

/* Directional and other invisible characters could make a line of a list look like another. Joiners are part of words.
 * */
static gboolean
is_dropped (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_FORMAT && character != 0x200c && character != 0x200d;
}

typedef struct
{
  GString *line;
  GArray *matches; /* (element-type OffprintMatch) */
  gboolean space; /* one is due */
  gboolean inside; /* a match */
} Writer;

static void
write_char (Writer *writer, const char *at)
{
  gunichar character = g_utf8_get_char (at);
  if (is_space (character))
    writer->space = writer->line->len > 0;
  if (is_space (character) || is_dropped (character))
    return;
  if (writer->space)
    g_string_append_c (writer->line, ' ');
  writer->space = FALSE;
  g_string_append_unichar (writer->line, character);
}

static void
begin_match (Writer *writer)
{
  if (writer->space)
    g_string_append_c (writer->line, ' ');
  writer->space = FALSE;
  OffprintMatch match = { writer->line->len, writer->line->len };
  g_array_append_val (writer->matches, match);
  writer->inside = TRUE;
}

static void
end_match (Writer *writer)
{
  OffprintMatch *last = &g_array_index (writer->matches, OffprintMatch, writer->matches->len - 1);
  last->end = writer->line->len;
  if (last->end == last->start)
    g_array_set_size (writer->matches, writer->matches->len - 1);
  writer->inside = FALSE;
}

/* The first mark in the passage; marks that a cut goes through are left out. */
static guint
find_first (const Passage *passage, const GArray *marks)
{
  guint first = 0;
  while (first < marks->len && passage->text + get_mark (marks, first)->start < passage->start)
    first++;
  return first;
}

static void
write_passage (Writer *writer, const Passage *passage, const GArray *marks)
{
  guint next = find_first (passage, marks);
  const char *match_end = NULL;
  for (const char *at = passage->start; at < passage->stop; at = next_char (at))
    {
      if (writer->inside && at >= match_end)
        end_match (writer);
      for (; next < marks->len && passage->text + get_mark (marks, next)->start <= at; next++)
        {
          const char *end = passage->text + get_mark (marks, next)->end;
          if (end > passage->stop || end <= at)
            continue;
          if (!writer->inside)
            begin_match (writer);
          match_end = match_end != NULL ? MAX (match_end, end) : end;
        }
      write_char (writer, at);
    }
  if (writer->inside)
    end_match (writer);
}

static gboolean
starts_sentence (const Passage *passage)
{
  const char *at = passage->start;
  while (at > passage->text && is_space (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  return is_sentence_end (passage, at);
}

static void
write_line (Writer *writer, const Passage *passage, const GArray *marks)
{
  if (!starts_sentence (passage))
    g_string_append (writer->line, ELLIPSIS);
  write_passage (writer, passage, marks);
  if (!is_sentence_end (passage, passage->stop))
    g_string_append (writer->line, ELLIPSIS);
}

/**
 * offprint_snippet_make:
 * @text: valid UTF-8; only its first MiB is looked at
 * @marks: what to mark
 * @stem: (nullable): of the text's language
 * @snippet: (out): 150 to 250 characters where the text has that many, the caller's to free; from the start of @text
 *   when there is nothing to mark
 */
void
offprint_snippet_make (const char *text, const OffprintMarks *marks, XapStem *stem, OffprintSnippet *snippet)
{
  gsize length = strnlen (text, TEXT_MAX_BYTES + 4);
  if (length > TEXT_MAX_BYTES)
    length = (gsize) (g_utf8_find_prev_char (text, text + TEXT_MAX_BYTES) - text);
  g_autoptr (GArray) found = find_marks (text, length, marks, stem);
  Passage passage = { text, text + length, NULL, NULL };
  choose_passage (&passage, found, offprint_marks_get_count (marks));
  Writer writer = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (OffprintMatch)), FALSE, FALSE };
  write_line (&writer, &passage, found);
  snippet->text = g_string_free (writer.line, FALSE);
  snippet->n_matches = writer.matches->len;
  snippet->matches = (OffprintMatch *) (gpointer) g_array_free (writer.matches, FALSE);
}
