/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds all places to mark in one walk, slides a window over them to find where most of the query stands together, and
 * writes the passage around it (snippet-passage.c) as one line. Linear in the length of the text. */
#include "store/snippet.h"

#include "store/marks-scan.h"
#include "store/snippet-passage.h"

#include <string.h>

/* Nobody reads a million characters into an article to see why it was found. */
#define TEXT_MAX_BYTES (1024 * 1024)
/* In characters: what the marks may lie apart */
#define WINDOW 220
#define SAMPLE_BYTES 512 /* tell how many bytes a character has */
/* What it is worth that a word is there again, and what it costs that the marks fill the window; a word is worth 1. */
#define REPETITION 0.01
#define ROOM 0.02

#define ELLIPSIS "\xe2\x80\xa6"

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
  GArray *found = offprint_marks_scan (marks, stem, text, length);
  g_array_sort (found, compare_marks);
  return found;
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

/* A window's bytes: counting the characters between all marks would cost more than finding these. */
static double
get_window_bytes (const char *text, const char *end)
{
  const char *stop = text + MIN (end - text, SAMPLE_BYTES);
  glong chars = g_utf8_strlen (text, stop - text);
  return chars > 0 ? WINDOW * (double) (stop - text) / (double) chars : WINDOW;
}

/* From the mark @first to the mark @last */
typedef struct
{
  guint first, last;
  double score;
} Window;

/* Moves the right end mark by mark and draws the left end after it. Repetitions count a little, room between the marks
 * against them less. */
static Window
find_best (const OffprintPassage *passage, const GArray *marks, guint n_units)
{
  g_autofree double *weights = weigh_units (marks, n_units);
  g_autofree guint *counts = g_new0 (guint, n_units + 1);
  Window best = { 0, 0, -1 }, window = { 0, 0, 0 };
  double best_score = -1, window_bytes = get_window_bytes (passage->text + get_mark (marks, 0)->start, passage->end);
  for (; window.last < marks->len; window.last++)
    {
      const OffprintMark *mark = get_mark (marks, window.last);
      window.score += counts[mark->unit]++ == 0 ? weights[mark->unit] : REPETITION;
      for (; (double) (mark->start - get_mark (marks, window.first)->start) > window_bytes; window.first++)
        {
          const OffprintMark *gone = get_mark (marks, window.first);
          window.score -= --counts[gone->unit] == 0 ? weights[gone->unit] : REPETITION;
        }
      double room = (double) (mark->start - get_mark (marks, window.first)->start) / window_bytes;
      double score = window.score - ROOM * room;
      if (score <= best_score + 1e-6)
        continue;
      best = window;
      best_score = score;
    }
  return best;
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iscntrl (character);
}

static void
choose_passage (OffprintPassage *passage, const GArray *marks, guint n_units)
{
  const char *place = offprint_passage_skip_space (passage, passage->text), *place_end = place;
  if (marks->len > 0)
    {
      Window best = find_best (passage, marks, n_units);
      place = place_end = passage->text + get_mark (marks, best.first)->start;
      for (guint i = best.first; i <= best.last; i++)
        place_end = MAX (place_end, passage->text + get_mark (marks, i)->end);
    }
  offprint_passage_choose (passage, place, place_end);
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
find_first (const OffprintPassage *passage, const GArray *marks)
{
  guint first = 0;
  while (first < marks->len && passage->text + get_mark (marks, first)->start < passage->start)
    first++;
  return first;
}

static void
write_passage (Writer *writer, const OffprintPassage *passage, const GArray *marks)
{
  guint next = find_first (passage, marks);
  const char *match_end = NULL;
  for (const char *at = passage->start; at < passage->stop; at = g_utf8_next_char (at))
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

static void
write_line (Writer *writer, const OffprintPassage *passage, const GArray *marks)
{
  if (!offprint_passage_starts_sentence (passage))
    g_string_append (writer->line, ELLIPSIS);
  write_passage (writer, passage, marks);
  if (!offprint_passage_ends_sentence (passage))
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
  OffprintPassage passage = { text, text + length, NULL, NULL };
  choose_passage (&passage, found, offprint_marks_get_count (marks));
  Writer writer = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (OffprintMatch)), FALSE, FALSE };
  write_line (&writer, &passage, found);
  snippet->text = g_string_free (writer.line, FALSE);
  snippet->n_matches = writer.matches->len;
  snippet->matches = (OffprintMatch *) (gpointer) g_array_free (writer.matches, FALSE);
}
