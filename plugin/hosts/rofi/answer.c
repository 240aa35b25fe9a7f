/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where there are no hits there is one row that says why and what to do. */
#include "hosts/rofi/answer.h"

#include "core/i18n.h"
#include "hosts/rofi/row.h"

#include <string.h>

struct _Answer
{
  char *asked; /* the text typed, empty for the newest and for similar articles */
  char *title; /* of the article that these are like, or NULL */
  OffprintHits *hits;
  char *notice; /* instead of hits: what is the matter */
  char *advice;
};

static void
set_notice (Answer *answer, const char *notice, const char *advice)
{
  answer->notice = g_strdup (notice);
  answer->advice = g_strdup (advice);
}

static Answer *
make (const char *asked, const char *title, OffprintHits *hits, const GError *error)
{
  Answer *answer = g_rc_box_new0 (Answer);
  answer->asked = g_strdup (asked);
  answer->title = g_strdup (title);
  answer->hits = hits != NULL ? hits : offprint_hits_new ();
  if (error != NULL)
    set_notice (answer, _("The articles can't be searched"), error->message);
  return answer;
}

/**
 * answer_new:
 * @asked: what was typed; nothing: the newest articles were asked for
 * @hits: (transfer full) (nullable): what was found
 * @error: (nullable): why nothing could be found
 * @no_articles: the index is empty
 *
 * Returns: (transfer full): the answer
 */
Answer *
answer_new (const char *asked, OffprintHits *hits, const GError *error, gboolean no_articles)
{
  Answer *answer = make (asked, NULL, hits, error);
  if (answer->hits->hits->len > 0 || error != NULL)
    return answer;
  if (no_articles || *asked == '\0')
    set_notice (answer, _("No articles yet"), _("Choose a folder of saved articles with: offprint add DIR"));
  else
    set_notice (answer, _("Nothing found"), _("Enter opens the search window with these words"));
  return answer;
}

/**
 * answer_new_similar:
 * @title: of an article
 * @hits: (transfer full) (nullable): articles like it
 * @error: (nullable): why they could not be found
 *
 * Returns: (transfer full): the answer
 */
Answer *
answer_new_similar (const char *title, OffprintHits *hits, const GError *error)
{
  Answer *answer = make ("", title, hits, error);
  if (answer->hits->hits->len == 0 && error == NULL)
    set_notice (answer, _("No similar articles"), "");
  return answer;
}

/**
 * answer_ref:
 * @answer: an answer
 *
 * Returns: (transfer full): @answer
 */
Answer *
answer_ref (Answer *answer)
{
  return g_rc_box_acquire (answer);
}

static void
answer_clear (gpointer data)
{
  Answer *answer = data;
  g_free (answer->asked);
  g_free (answer->title);
  offprint_hits_free (answer->hits);
  g_free (answer->notice);
  g_free (answer->advice);
}

/**
 * answer_unref:
 * @answer: (nullable) (transfer full): an answer
 */
void
answer_unref (Answer *answer)
{
  if (answer != NULL)
    g_rc_box_release_full (answer, answer_clear);
}

/**
 * answer_count_rows:
 * @answer: an answer
 *
 * Returns: how many rows it has, at least one
 */
guint
answer_count_rows (const Answer *answer)
{
  return answer->notice != NULL ? 1 : answer->hits->hits->len;
}

/**
 * answer_get_hit:
 * @answer: an answer
 * @row: any number
 *
 * Returns: (transfer none) (nullable): the hit of that row, if it is one
 */
const OffprintHit *
answer_get_hit (const Answer *answer, guint row)
{
  return row < answer->hits->hits->len ? g_ptr_array_index (answer->hits->hits, row) : NULL;
}

static gboolean
is_same (const OffprintRecord *a, const OffprintRecord *b, OffprintField field)
{
  return g_strcmp0 (offprint_record_get (a, field), offprint_record_get (b, field)) == 0;
}

/**
 * answer_find:
 * @answer: an answer
 * @record: an article
 *
 * Returns: (transfer none) (nullable): the hit that is that article
 */
const OffprintHit *
answer_find (const Answer *answer, const OffprintRecord *record)
{
  for (guint i = 0; i < answer->hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (answer->hits->hits, i);
      if (is_same (hit->record, record, OFFPRINT_FIELD_PATH) && is_same (hit->record, record, OFFPRINT_FIELD_MEMBER))
        return hit;
    }
  return NULL;
}

/**
 * answer_make_row:
 * @answer: an answer
 * @row: any number
 * @two_lines: whether there is room for a second line
 *
 * Returns: (transfer full): the row in Pango markup, empty if there is no such row
 */
char *
answer_make_row (const Answer *answer, guint row, gboolean two_lines)
{
  const OffprintHit *hit = answer_get_hit (answer, row);
  if (hit != NULL)
    return row_new (hit, two_lines);
  return row == 0 ? row_new_notice (answer->notice, answer->advice, two_lines) : g_strdup ("");
}

/**
 * answer_make_message:
 * @answer: an answer
 *
 * Returns: (transfer full) (nullable): a line about all rows, in Pango markup: what they are like, what was not
 * understood
 */
char *
answer_make_message (const Answer *answer)
{
  if (answer->title != NULL)
    return g_markup_printf_escaped (_("Articles like “%s”"), answer->title);
  if (answer->notice != NULL || answer->hits->notes == NULL)
    return NULL;
  g_autofree char *notes = g_strjoinv (" · ", answer->hits->notes);
  return *notes != '\0' ? g_markup_escape_text (notes, -1) : NULL;
}

/**
 * answer_get_asked:
 * @answer: an answer
 *
 * Returns: what was typed
 */
const char *
answer_get_asked (const Answer *answer)
{
  return answer->asked;
}
