/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can only be decided when it is known what the index holds:
 *
 * - Of a whole page that was pasted, the words that say most are looked for: those that are rare in the index and
 *   frequent in the query. Common ones would cost a second and change nothing.
 * - An address of which there is an article means that article; else it is looked for in the texts.
 * - A word is also meant as it is written with a hyphen, where the index has that (email, e-mail). */
#include "store/query-adapt.h"

#include "core/i18n.h"
#include "core/words.h"

#include <math.h>
#include <string.h>

/* More words of one group are weighed against each other. */
#define WORDS_MAX 100
/* In longer queries no word is looked for in two forms. */
#define HYPHENS_MAX 12
#define HYPHENED_CHARS_MIN 5

/* A word of a group, perhaps typed many times */
typedef struct
{
  OffprintQueryNode *node; /* the first one */
  guint count;
  double worth;
} Candidate;

typedef struct
{
  OffprintQuery *query;
  const OffprintQueryIndex *index;
  guint32 n_articles;
} Adapter;

static gboolean
get_frequency (const Adapter *adapter, const OffprintFieldInfo *field, const char *word, guint32 *frequency,
               GError **error)
{
  const char *prefix = field != NULL && field->prefix != NULL ? field->prefix : "";
  g_autofree char *term = g_strconcat (prefix, word, NULL);
  return xap_reader_get_frequency (adapter->index->reader, term, strlen (term), TRUE, frequency, error);
}

/* Of several terms that must be there, the rarest counts; of several forms, the most frequent. */
static gboolean
count (const Adapter *adapter, const OffprintQueryNode *node, guint32 *frequency, GError **error)
{
  guint32 least = node->terms->len > 0 ? G_MAXUINT32 : 0, greatest = 0;
  for (guint i = 0; i < node->terms->len; i++)
    {
      guint32 found;
      if (!get_frequency (adapter, node->field, g_ptr_array_index (node->terms, i), &found, error))
        return FALSE;
      least = MIN (least, found);
    }
  for (guint i = 0; i < node->children->len; i++)
    {
      guint32 found;
      if (!count (adapter, g_ptr_array_index (node->children, i), &found, error))
        return FALSE;
      greatest = MAX (greatest, found);
    }
  *frequency = MAX (least, greatest);
  return TRUE;
}

/* Words as they were typed in a text: not phrases in quotation marks, words in fields, beginnings of words. */
static gboolean
is_plain (const OffprintQueryNode *node)
{
  return !node->negated && node->kind != OFFPRINT_QUERY_START && node->words.end > node->words.start
         && node->typed.end - node->typed.start == node->words.end - node->words.start;
}

static char *
make_key (const OffprintQueryNode *node)
{
  g_autoptr (GString) key = g_string_new (NULL);
  for (guint i = 0; i < node->terms->len; i++)
    g_string_append_printf (key, "%s ", (const char *) g_ptr_array_index (node->terms, i));
  for (guint i = 0; i < node->children->len; i++)
    {
      g_autofree char *child = make_key (g_ptr_array_index (node->children, i));
      g_string_append_printf (key, "(%s)", child);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Returns: (element-type Candidate): each word once */
static GArray *
collect_candidates (const GPtrArray *children)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < children->len; i++)
    {
      OffprintQueryNode *node = g_ptr_array_index (children, i);
      if (!is_plain (node) || node->stop)
        continue;
      g_autofree char *key = make_key (node);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));
      if (place > 0)
        {
          g_array_index (candidates, Candidate, place - 1).count++;
          continue;
        }
      Candidate candidate = { node, 1, 0 };
      g_array_append_val (candidates, candidate);
      g_hash_table_insert (places, g_steal_pointer (&key), GUINT_TO_POINTER (candidates->len));
    }
  return candidates;
}

/* A word that no article has is worth nothing, and so is one that need not be there. */
static gboolean
weigh (const Adapter *adapter, GArray *candidates, GError **error)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);
      guint32 frequency;
      if (!count (adapter, candidate->node, &frequency, error))
        return FALSE;
      if (frequency > 0 && !candidate->node->stop)
        candidate->worth = (1 + log (candidate->count)) * log (1 + (double) adapter->n_articles / frequency);
    }
  return TRUE;
}

/* Equals by their order in the query */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;
  if (first->worth != second->worth)
    return first->worth > second->worth ? -1 : 1;
  return first->node->typed.start < second->node->typed.start ? -1 : 1;
}

/* With all their repetitions, which make them count more */
static void
keep_best (GPtrArray *children, GArray *candidates)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (candidates->len, WORDS_MAX); i++)
    g_hash_table_add (kept, make_key (g_array_index (candidates, Candidate, i).node));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_query_node_free);
  g_ptr_array_extend_and_steal (all, g_ptr_array_ref (children));
  for (guint i = 0; i < all->len; i++)
    {
      OffprintQueryNode *node = g_ptr_array_index (all, i);
      g_autofree char *key = make_key (node);
      if (node->stop || (is_plain (node) && !g_hash_table_contains (kept, key)))
        continue;
      g_ptr_array_add (children, node);
      all->pdata[i] = NULL;
    }
}

static gboolean
trim (const Adapter *adapter, OffprintQueryNode *group, GError **error)
{
  if (group->children->len <= WORDS_MAX)
    return TRUE;
  g_autoptr (GArray) candidates = collect_candidates (group->children);
  if (candidates->len > WORDS_MAX && !weigh (adapter, candidates, error))
    return FALSE;
  if (candidates->len > WORDS_MAX)
    offprint_query_add_note (adapter->query->notes, _("of %u words the %d that say most were looked for"),
                             candidates->len, WORDS_MAX);
  keep_best (group->children, candidates);
  return TRUE;
}

static gboolean
is_address (const OffprintQueryNode *node)
{
  if (node->kind != OFFPRINT_QUERY_ANY || node->joined)
    return FALSE;
  const OffprintQueryNode *first = g_ptr_array_index (node->children, 0);
  return first->kind == OFFPRINT_QUERY_FILTER && first->field == offprint_schema_get (OFFPRINT_FIELD_URL);
}

static gboolean
find_address (const Adapter *adapter, const OffprintQueryNode *filter, gboolean *found, GError **error)
{
  static const XapSearch search = { .limit = 1, .weighting = "bool", .collapse_slot = OFFPRINT_NO_SLOT };
  g_autoptr (XapQuery) query = offprint_query_build_filter (filter, adapter->index->reader, error);
  g_autoptr (XapHits) hits = query != NULL ? xap_reader_search (adapter->index->reader, query, &search, error) : NULL;
  *found = hits != NULL && xap_hits_get_count (hits) > 0;
  return hits != NULL;
}

/* Of the article's own address and the words in it one is left. */
static gboolean
settle_address (const Adapter *adapter, OffprintQueryNode *node, GError **error)
{
  gboolean found;
  if (!find_address (adapter, g_ptr_array_index (node->children, 0), &found, error))
    return FALSE;
  if (found)
    g_ptr_array_set_size (node->children, 1);
  else if (adapter->query->root->children->len == 1)
    offprint_query_add_note (adapter->query->notes,
                             _("no article from this address is in the index: looked for in texts"));
  return TRUE;
}

static void
add_form (OffprintQueryNode *node, const char *term)
{
  OffprintQueryNode *joined = offprint_query_node_new (OFFPRINT_QUERY_PHRASE, node->field);
  joined->window = 1;
  g_ptr_array_add (joined->terms, g_strdup (term));
  g_ptr_array_add (node->children, joined);
}

/* The form that most articles have */
static gboolean
add_hyphened (const Adapter *adapter, OffprintQueryNode *node, GError **error)
{
  const char *word = g_ptr_array_index (node->terms, 0);
  g_autofree char *best = NULL;
  guint32 most = 0;
  if (!g_str_is_ascii (word) || strlen (word) < HYPHENED_CHARS_MIN || strlen (word) > OFFPRINT_WORD_MAX_BYTES / 2)
    return TRUE;
  for (gsize at = 1; at + 1 < strlen (word); at++)
    {
      guint32 frequency;
      g_autofree char *form = g_strdup_printf ("%.*s-%s", (int) at, word, word + at);
      if (!get_frequency (adapter, node->field, form, &frequency, error))
        return FALSE;
      if (frequency <= most)
        continue;
      most = frequency;
      g_free (best);
      best = g_steal_pointer (&form);
    }
  if (best != NULL)
    add_form (node, best);
  return TRUE;
}

/* Recursion ends at the depth of brackets. */
static gboolean
adapt (const Adapter *adapter, OffprintQueryNode *node, guint n_siblings, GError **error)
{
  if (is_address (node))
    return settle_address (adapter, node, error);
  if (node->kind == OFFPRINT_QUERY_WORD && !node->negated && n_siblings <= HYPHENS_MAX)
    return add_hyphened (adapter, node, error);
  if (node->kind != OFFPRINT_QUERY_ALL && node->kind != OFFPRINT_QUERY_ANY)
    return TRUE;
  if (!trim (adapter, node, error))
    return FALSE;
  guint n_children = node->children->len;
  for (guint i = 0; i < n_children; i++)
    if (!adapt (adapter, g_ptr_array_index (node->children, i), n_children, error))
      return FALSE;
  return TRUE;
}

/**
 * offprint_query_adapt:
 * @query: a query, which is changed
 * @index: where it will be asked
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_query_adapt (OffprintQuery *query, const OffprintQueryIndex *index, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Adapter adapter = { query, index, xap_reader_get_document_count (index->reader, &problem) };
  if (problem == NULL)
    return adapt (&adapter, query->root, 1, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
