/* SPDX-License-Identifier: GPL-2.0-or-later */
/* People write "lavrov since january" and mean the date of the article. What can hardly be meant otherwise is taken so
 * (query-dates.c says what that is), beside other words only, and a note tells. Articles that have these very words are
 * found all the same. In quotation marks, in brackets or next to an operator they are words. */
#include "store/query-period.h"

#include "core/i18n.h"
#include "store/query-date-words.h"
#include "store/query-dates.h"
#include "store/query-words.h"

#include <string.h>

static gboolean
is_operator (const char *word, gsize length)
{
  static const char *const operators[] = { "OR", "AND", "NOT", "NEAR" };
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strlen (operators[i]) == length && memcmp (operators[i], word, length) == 0)
      return TRUE;
  return length > 5 && memcmp (word, "NEAR/", 5) == 0;
}

/* Where the words of the text begin and end, the first ones or the last ones, and one more */
typedef struct
{
  OffprintQueryRange words[OFFPRINT_DATE_WORDS_MAX + 1]; /* from the end of the text inwards */
  guint n_words;
} Words;

static gsize
skip (const char *text, gsize at, gboolean space, int direction, gsize limit)
{
  while (at != limit && g_ascii_isspace (direction > 0 ? text[at] : text[at - 1]) == space)
    at = direction > 0 ? at + 1 : at - 1;
  return at;
}

static void
collect (const char *text, int direction, Words *words)
{
  gsize length = strlen (text), limit = direction > 0 ? length : 0;
  gsize at = skip (text, direction > 0 ? 0 : length, TRUE, direction, limit);
  for (words->n_words = 0; words->n_words < G_N_ELEMENTS (words->words) && at != limit; words->n_words++)
    {
      gsize other = skip (text, at, FALSE, direction, limit);
      words->words[words->n_words] = (OffprintQueryRange){ MIN (at, other), MAX (at, other) };
      at = skip (text, other, TRUE, direction, limit);
    }
}

/* Signs mean something else: -last week */
static gboolean
has_signs (const char *text, OffprintQueryRange range)
{
  for (gsize at = range.start; at < range.end; at++)
    if ((text[at] & 0x80) == 0 && !g_ascii_isalnum (text[at]) && !g_ascii_isspace (text[at]))
      return TRUE;
  return FALSE;
}

static OffprintQueryNode *
make_node (const char *text, OffprintQueryRange range, const OffprintDateSpan *span)
{
  OffprintQueryNode *any = offprint_query_node_new (OFFPRINT_QUERY_ANY, NULL);
  OffprintQueryNode *dates = offprint_query_node_new (OFFPRINT_QUERY_SPAN,
                                                      offprint_schema_get (OFFPRINT_FIELD_PUBLISHED));
  gsize in = g_ascii_strncasecmp (text + range.start, "in ", 3) == 0 ? 3 : 0;
  OffprintQueryText words = { .text = text + range.start + in, .length = range.end - range.start - in, .exact = TRUE };
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  OffprintQueryNode *phrase = offprint_query_node_new_words (&words, notes);
  dates->span = *span;
  any->filter = TRUE;
  any->typed = range;
  g_ptr_array_add (any->children, dates);
  if (phrase != NULL)
    g_ptr_array_add (any->children, phrase);
  return any;
}

/* The longest date at one end of the text, with another word beside it */
static OffprintQueryNode *
take (const char *text, gint64 now, int direction, OffprintQueryRange *range, GPtrArray *notes)
{
  Words words;
  collect (text, direction, &words);
  for (guint n_words = words.n_words; n_words-- > 2;)
    {
      OffprintDateSpan span;
      const OffprintQueryRange *first = &words.words[0], *last = &words.words[n_words - 1], *next = last + 1;
      *range = (OffprintQueryRange){ MIN (first->start, last->start), MAX (first->end, last->end) };
      g_autofree char *meaning = offprint_query_dates_find (text + range->start, range->end - range->start, now, &span);
      if (meaning == NULL || has_signs (text, *range) || is_operator (text + next->start, next->end - next->start))
        continue;
      offprint_query_add_note (notes, _("%.*s: taken as %s; in quotation marks it would be words"),
                               (int) (range->end - range->start), text + range->start, meaning);
      return make_node (text, *range, &span);
    }
  return NULL;
}

/**
 * offprint_query_period_take:
 * @text: a query, valid UTF-8
 * @now: the present in Unix seconds
 * @rest: (out): what is left of @text
 * @notes: (element-type utf8): a note is added when there is one
 *
 * Returns: (transfer full) (nullable): a filter by date; %NULL when there is none, and all of @text is left
 */
OffprintQueryNode *
offprint_query_period_take (const char *text, gint64 now, OffprintQueryRange *rest, GPtrArray *notes)
{
  OffprintQueryRange range;
  gsize length = strlen (text);
  *rest = (OffprintQueryRange){ 0, length };
  OffprintQueryNode *node = take (text, now, -1, &range, notes);
  if (node != NULL)
    rest->end = range.start;
  else if ((node = take (text, now, 1, &range, notes)) != NULL)
    rest->start = range.end;
  return node;
}
