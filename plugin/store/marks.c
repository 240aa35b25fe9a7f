/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hash tables of what to look for, so that a text is marked in time linear in its length however long the query is. A
 * phrase is looked for as its neighbouring pairs of words: that finds every place where it stands, and at worst a part
 * of it. */
#include "store/marks.h"

#include <string.h>

#define ID_MAX G_MAXUINT16

/* What a term means to a query; 0: nothing */
typedef struct
{
  guint unit; /* where it stands alone */
  guint16 id; /* as a word of phrases */
} Term;

struct _OffprintMarks
{
  GHashTable *terms; /* folded term -> Term */
  GHashTable *stems; /* stem -> unit */
  GHashTable *starts; /* beginning of words -> unit */
  GHashTable *pairs; /* two ids -> unit */
  guint64 start_lengths; /* bit n: a beginning of n bytes */
  OffprintMarksBeginnings beginnings;
  guint n_units;
  guint n_ids;
  const GPtrArray *stemmers; /* while it is made */
};

/* Signs that a word begins with (#tag, .net) are no part of how it begins in a text. @open: it may go on anyhow */
static void
add_beginning (OffprintMarks *marks, const char *text, gboolean open)
{
  while (offprint_marks_classify (*text) == OFFPRINT_MARKS_SIGN && *text != '\0')
    text++;
  guint first = offprint_marks_classify (text[0]);
  guint second = text[0] != '\0' ? offprint_marks_classify (text[1]) : OFFPRINT_MARKS_SIGN;
  guint64 *seconds = &marks->beginnings.seconds[first];
  if (first == OFFPRINT_MARKS_BEYOND)
    marks->beginnings.beyond |= G_GUINT64_CONSTANT (1) << g_utf8_get_char (text) % 64;
  *seconds |= G_GUINT64_CONSTANT (1) << second | G_GUINT64_CONSTANT (1) << OFFPRINT_MARKS_BEYOND;
  if (second == OFFPRINT_MARKS_BEYOND || (open && text[0] != '\0' && text[1] == '\0'))
    *seconds = G_MAXUINT64;
}

static Term *
get_term (OffprintMarks *marks, const char *text)
{
  Term *term = g_hash_table_lookup (marks->terms, text);
  if (term != NULL)
    return term;
  term = g_new0 (Term, 1);
  add_beginning (marks, text, FALSE);
  g_hash_table_insert (marks->terms, g_strdup (text), term);
  return term;
}

static void
add_alone (OffprintMarks *marks, const char *text)
{
  Term *term = get_term (marks, text);
  if (term->unit == 0)
    term->unit = ++marks->n_units;
}

static void
add_word (OffprintMarks *marks, const char *text)
{
  add_alone (marks, text);
  guint unit = get_term (marks, text)->unit;
  for (guint i = 0; i < marks->stemmers->len; i++)
    {
      gsize length;
      const OffprintQueryStem *source = g_ptr_array_index (marks->stemmers, i);
      const char *stem = xap_stem_word (source->stem, text, strlen (text), &length);
      g_autofree char *copy = g_strndup (stem, length);
      add_beginning (marks, copy, TRUE);
      if (!g_hash_table_contains (marks->stems, copy))
        g_hash_table_insert (marks->stems, g_steal_pointer (&copy), GUINT_TO_POINTER (unit));
    }
}

static void
add_start (OffprintMarks *marks, const char *text)
{
  gsize length = strlen (text);
  if (length > OFFPRINT_WORD_MAX_BYTES || g_hash_table_contains (marks->starts, text))
    return;
  g_hash_table_insert (marks->starts, g_strdup (text), GUINT_TO_POINTER (++marks->n_units));
  add_beginning (marks, text, TRUE);
  marks->start_lengths |= G_GUINT64_CONSTANT (1) << length;
}

static guint16
get_id (OffprintMarks *marks, const char *text)
{
  Term *term = get_term (marks, text);
  if (term->id == 0 && marks->n_ids < ID_MAX)
    term->id = (guint16) ++marks->n_ids;
  return term->id;
}

static gpointer
make_pair (guint16 first, guint16 second)
{
  return GUINT_TO_POINTER ((guint) first << 16 | second);
}

static void
add_phrase (OffprintMarks *marks, const GPtrArray *terms)
{
  guint unit = ++marks->n_units;
  for (guint i = 0; i + 1 < terms->len; i++)
    {
      guint16 first = get_id (marks, g_ptr_array_index (terms, i));
      guint16 second = get_id (marks, g_ptr_array_index (terms, i + 1));
      if (first != 0 && second != 0)
        g_hash_table_insert (marks->pairs, make_pair (first, second), GUINT_TO_POINTER (unit));
    }
}

static void
add_each (OffprintMarks *marks, const GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++)
    add_alone (marks, g_ptr_array_index (terms, i));
}

static void
add_node (OffprintMarks *marks, const OffprintQueryNode *node)
{
  if (node->negated || node->stop)
    return;
  switch (node->kind)
    {
    case OFFPRINT_QUERY_WORD:
      add_word (marks, g_ptr_array_index (node->terms, 0));
      break;
    case OFFPRINT_QUERY_START:
      add_start (marks, g_ptr_array_index (node->terms, 0));
      break;
    case OFFPRINT_QUERY_PHRASE:
      node->terms->len > 1 ? add_phrase (marks, node->terms) : add_each (marks, node->terms);
      break;
    case OFFPRINT_QUERY_NEAR:
      add_each (marks, node->terms);
      break;
    case OFFPRINT_QUERY_ALL:
    case OFFPRINT_QUERY_ANY:
    case OFFPRINT_QUERY_FILTER:
    case OFFPRINT_QUERY_SPAN:
      break;
    }
  for (guint i = 0; i < node->children->len; i++)
    add_node (marks, g_ptr_array_index (node->children, i));
}

/**
 * offprint_marks_new:
 * @query: a query
 * @stems: (element-type OffprintQueryStem): of the index; used during the call only
 *
 * Takes the words of @query that an article is searched for by, those of fields included; not filters, and not what is
 * excluded.
 *
 * Returns: (transfer full): what to mark
 */
OffprintMarks *
offprint_marks_new (const OffprintQuery *query, const GPtrArray *stems)
{
  OffprintMarks *marks = g_new0 (OffprintMarks, 1);
  marks->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  marks->stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  marks->starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  marks->pairs = g_hash_table_new (NULL, NULL);
  marks->stemmers = stems;
  add_node (marks, query->root);
  marks->stemmers = NULL;
  return marks;
}

/**
 * offprint_marks_free:
 * @marks: (nullable) (transfer full): what to mark
 */
void
offprint_marks_free (OffprintMarks *marks)
{
  if (marks == NULL)
    return;
  g_hash_table_unref (marks->terms);
  g_hash_table_unref (marks->stems);
  g_hash_table_unref (marks->starts);
  g_hash_table_unref (marks->pairs);
  g_free (marks);
}

/**
 * offprint_marks_get_beginnings:
 * @marks: what to mark
 *
 * Returns: (transfer none): how words begin that there is something to mark in
 */
const OffprintMarksBeginnings *
offprint_marks_get_beginnings (const OffprintMarks *marks)
{
  return &marks->beginnings;
}

/**
 * offprint_marks_get_count:
 * @marks: what to mark
 *
 * Returns: the highest unit there is; 0: there is nothing to mark
 */
guint
offprint_marks_get_count (const OffprintMarks *marks)
{
  return marks->n_units;
}

static guint
find_start (const OffprintMarks *marks, const OffprintWord *word)
{
  char start[OFFPRINT_WORD_MAX_BYTES + 1];
  guint64 lengths = marks->start_lengths;
  for (gsize length = 1; length <= MIN (word->length, OFFPRINT_WORD_MAX_BYTES) && lengths >> length != 0; length++)
    {
      if ((lengths >> length & 1) == 0)
        continue;
      memcpy (start, word->term, length);
      start[length] = '\0';
      guint unit = GPOINTER_TO_UINT (g_hash_table_lookup (marks->starts, start));
      if (unit != 0)
        return unit;
    }
  return 0;
}

static guint
find_stem (const OffprintMarksWalk *walk, const OffprintWord *word)
{
  char stem[256];
  gsize length;
  if (walk->stem == NULL || word->form != OFFPRINT_WORD_PLAIN || g_hash_table_size (walk->marks->stems) == 0)
    return 0;
  const char *found = xap_stem_word (walk->stem, word->term, word->length, &length);
  if (length >= sizeof stem)
    return 0;
  memcpy (stem, found, length);
  stem[length] = '\0';
  return GPOINTER_TO_UINT (g_hash_table_lookup (walk->marks->stems, stem));
}

/* Goes on with a phrase that a word at the position before began. */
static guint
find_pair (OffprintMarksWalk *walk, const OffprintWord *word, guint16 id, gsize *start)
{
  guint unit = 0;
  for (guint i = 0; i < MIN (walk->n_steps, OFFPRINT_MARKS_STEPS) && unit == 0; i++)
    {
      const OffprintMarksStep *step = &walk->steps[i];
      if (step->position + 1 != word->position)
        continue;
      unit = GPOINTER_TO_UINT (g_hash_table_lookup (walk->marks->pairs, make_pair (step->id, id)));
      *start = unit != 0 ? step->start : *start;
    }
  walk->steps[walk->n_steps++ % OFFPRINT_MARKS_STEPS] = (OffprintMarksStep){ word->position, id, word->start };
  return unit;
}

/**
 * offprint_marks_find:
 * @walk: where in the text one is
 * @word: the next form of a word that offprint_words_foreach() gives
 * @mark: (out): the place that @word, or a phrase that it goes on with, takes up
 *
 * Returns: %TRUE when there is something to mark; places may overlap and need not be in order
 */
gboolean
offprint_marks_find (OffprintMarksWalk *walk, const OffprintWord *word, OffprintMark *mark)
{
  const OffprintMarks *marks = walk->marks;
  const Term *term = g_hash_table_lookup (marks->terms, word->term);
  gsize start = word->start;
  guint unit = 0;
  if (term != NULL && term->id != 0 && (word->form == OFFPRINT_WORD_PLAIN || word->form == OFFPRINT_WORD_CJK_PAIR))
    unit = find_pair (walk, word, term->id, &start);
  if (unit == 0 && term != NULL)
    unit = term->unit;
  if (unit == 0)
    unit = find_stem (walk, word);
  if (unit == 0 && marks->start_lengths != 0)
    unit = find_start (marks, word);
  if (unit == 0)
    return FALSE;
  *mark = (OffprintMark){ MIN (start, word->start), word->end, unit };
  return TRUE;
}
