/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits what was typed with the same walk as articles are split with, so that both agree by construction: whatever one
 * finds in a text can be typed as it stands (e-mail, 13,200, don't, l'été, AT&T, U.S., x@y.com, 東京都). Several parts
 * without a space between them are a phrase. Not here: stems and prefixes (query-terms.c). */
#include "store/query-words.h"

#include "core/i18n.h"
#include "core/words.h"
#include "store/query-forms.h"

#define PHRASE_MAX_TERMS 100

/* What stands at one position: a word, or an ideograph and the pair that begins with it. */
typedef struct
{
  char *plain;
  char *pair;
  gsize start, end;
} Place;

typedef struct
{
  GArray *places; /* (element-type Place): the first is that of the first word */
  char *whole; /* (nullable): the form that covers most of the text, of those that join parts or keep signs */
  gsize whole_start, whole_end;
} Places;

static void
clear_place (gpointer data)
{
  Place *place = data;
  g_free (place->plain);
  g_free (place->pair);
}

static Place *
get_place (Places *places, guint32 position)
{
  if (position >= places->places->len)
    g_array_set_size (places->places, position + 1);
  return &g_array_index (places->places, Place, position);
}

static void
keep_whole (Places *places, const OffprintWord *word)
{
  if (word->end - word->start <= places->whole_end - places->whole_start)
    return;
  g_free (places->whole);
  places->whole = g_strndup (word->term, word->length);
  places->whole_start = word->start;
  places->whole_end = word->end;
}

static gboolean
collect_word (const OffprintWord *word, gpointer data)
{
  Places *places = data;
  if (word->position >= PHRASE_MAX_TERMS)
    return FALSE;
  if (word->form == OFFPRINT_WORD_SPAN || word->form == OFFPRINT_WORD_PARSER)
    keep_whole (places, word);
  if (word->form != OFFPRINT_WORD_PLAIN && word->form != OFFPRINT_WORD_CJK_PAIR)
    return TRUE;
  Place *place = get_place (places, word->position);
  char **term = word->form == OFFPRINT_WORD_PLAIN ? &place->plain : &place->pair;
  if (*term != NULL)
    return TRUE;
  *term = g_strndup (word->term, word->length);
  if (word->form == OFFPRINT_WORD_PLAIN)
    {
      place->start = word->start;
      place->end = word->end;
    }
  return TRUE;
}

static void
add_term (OffprintQueryNode *node, const char *term)
{
  g_ptr_array_add (node->terms, g_strdup (term));
}

/* The terms in order. A pair says what its second ideograph would say again, unless something follows that has to be
 * next to it. */
static OffprintQueryNode *
make_phrase (const GArray *places, guint n_places, const OffprintFieldInfo *field)
{
  OffprintQueryNode *node = offprint_query_node_new (OFFPRINT_QUERY_PHRASE, field);
  guint first = n_places;
  for (guint i = 0; i < n_places; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      gboolean said = i + 1 == n_places && i > 0 && g_array_index (places, Place, i - 1).pair != NULL;
      if (place->plain == NULL || said)
        continue;
      first = MIN (first, i);
      node->window = i - first + 1;
      add_term (node, place->pair != NULL ? place->pair : place->plain);
    }
  return node;
}

static OffprintQueryNode *
make_single (OffprintQueryKind kind, const char *term, const OffprintFieldInfo *field)
{
  OffprintQueryNode *node = offprint_query_node_new (kind, field);
  node->window = 1;
  add_term (node, term);
  return node;
}

static gboolean
has_pairs (const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).pair != NULL)
      return TRUE;
  return FALSE;
}

static const Place *
get_first (const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).plain != NULL)
      return &g_array_index (places, Place, i);
  return NULL;
}

/* Does the joined form say more than all parts (c++, #tag)? */
static gboolean
covers (const Places *places, const Place *first, const Place *last)
{
  return places->whole != NULL && places->whole_start <= first->start && places->whole_end >= last->end;
}

/* The last word goes on: as the joined form if there is one, else all parts must be there somewhere. */
static OffprintQueryNode *
make_start (const Places *places, const OffprintFieldInfo *field)
{
  guint n_places = places->places->len;
  const Place *first = get_first (places->places);
  const Place *last = &g_array_index (places->places, Place, n_places - 1);
  if (n_places == 1 || last->plain == NULL)
    return make_single (OFFPRINT_QUERY_START, first->plain, field);
  if (covers (places, first, last))
    return make_single (OFFPRINT_QUERY_START, places->whole, field);
  OffprintQueryNode *node = offprint_query_node_new (OFFPRINT_QUERY_ALL, field);
  g_ptr_array_add (node->children, make_phrase (places->places, n_places - 1, field));
  g_ptr_array_add (node->children, make_single (OFFPRINT_QUERY_START, last->plain, field));
  return node;
}

static OffprintQueryNode *
make_node (const Places *places, const OffprintQueryText *text)
{
  guint n_places = places->places->len;
  const Place *first = get_first (places->places);
  if (first == NULL)
    return places->whole != NULL ? make_single (OFFPRINT_QUERY_PHRASE, places->whole, text->field) : NULL;
  if (text->unfinished && !has_pairs (places->places))
    return make_start (places, text->field);
  if (n_places > 1)
    return make_phrase (places->places, n_places, text->field);
  if (covers (places, first, first) && places->whole_end - places->whole_start > first->end - first->start)
    return make_single (OFFPRINT_QUERY_PHRASE, places->whole, text->field);
  return make_single (text->exact ? OFFPRINT_QUERY_PHRASE : OFFPRINT_QUERY_WORD, first->plain, text->field);
}

static OffprintQueryNode *
split_words (const OffprintQueryText *text, GPtrArray *notes)
{
  g_autoptr (GArray) array = g_array_new (FALSE, TRUE, sizeof (Place));
  Places places = { .places = array };
  g_array_set_clear_func (array, clear_place);
  guint32 n_positions = offprint_words_foreach (text->text, text->length, 0, collect_word, &places);
  g_autofree char *whole = places.whole;
  if (n_positions > PHRASE_MAX_TERMS || array->len >= PHRASE_MAX_TERMS)
    offprint_query_add_note (notes, _("of a long phrase only the first %d words are looked for"), PHRASE_MAX_TERMS);
  return make_node (&places, text);
}

/**
 * offprint_query_node_new_words:
 * @text: what was typed
 * @notes: (element-type utf8): for what a person should know
 *
 * Returns: (transfer full) (nullable): a WORD, PHRASE or START, or an ALL of these; %NULL when @text holds no word
 */
OffprintQueryNode *
offprint_query_node_new_words (const OffprintQueryText *text, GPtrArray *notes)
{
  OffprintQueryText stripped = *text;
  gboolean as_typed = text->exact || text->unfinished;
  if (!as_typed)
    offprint_query_forms_strip (&stripped);
  OffprintQueryNode *node = split_words (&stripped, notes);
  if (node != NULL && !as_typed)
    offprint_query_forms_add (node, &stripped);
  return node;
}

/**
 * offprint_query_node_new_unfinished:
 * @text: what was typed so far: words, not quoted
 * @notes: (element-type utf8): for what a person should know
 *
 * Its last word may be whole already, and then be meant in its other forms too.
 *
 * Returns: (transfer full) (nullable): as offprint_query_node_new_words(); or, of one word, an unfinished ANY of a WORD
 *   and a START
 */
OffprintQueryNode *
offprint_query_node_new_unfinished (OffprintQueryText *text, GPtrArray *notes)
{
  OffprintQueryNode *node = offprint_query_node_new_words (text, notes);
  if (node == NULL || node->kind != OFFPRINT_QUERY_WORD)
    {
      offprint_query_node_free (node);
      text->unfinished = TRUE;
      node = offprint_query_node_new_words (text, notes);
      if (node != NULL)
        node->unfinished = node->kind != OFFPRINT_QUERY_PHRASE;
      return node;
    }
  OffprintQueryNode *any = offprint_query_node_new (OFFPRINT_QUERY_ANY, NULL);
  g_ptr_array_add (any->children, node);
  g_ptr_array_add (any->children, make_single (OFFPRINT_QUERY_START, g_ptr_array_index (node->terms, 0), text->field));
  any->unfinished = TRUE;
  return any;
}

/**
 * offprint_query_node_finish:
 * @node: what is not wanted
 *
 * Nobody who types `-ott` wants to lose all that begins so: of an unfinished word only the whole one is excluded.
 */
void
offprint_query_node_finish (OffprintQueryNode *node)
{
  if (node->unfinished && node->kind == OFFPRINT_QUERY_ANY)
    g_ptr_array_set_size (node->children, 1);
  node->unfinished = FALSE;
}
