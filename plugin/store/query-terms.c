/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns the parts of a query into Xapian's: what each asks for. How they are weighed against each other is decided in
 * ranking.c; filters are in query-filters.c. */
#include "store/query-terms.h"

#include <string.h>

typedef struct
{
  const OffprintQueryIndex *index;
  GPtrArray *filters, *minus; /* (element-type XapQuery) */
} Parts;

/**
 * offprint_query_build_terms:
 * @op: how
 * @terms: (element-type utf8): whole terms, none empty
 * @window: in positions, for a phrase and what is near; else 0
 * @error: return location
 *
 * Returns: (transfer full): the query, which nothing matches when there are no terms; %NULL with a #XapError
 */
XapQuery *
offprint_query_build_terms (XapOperator op, const GPtrArray *terms, guint window, GError **error)
{
  g_autoptr (GPtrArray) parts = offprint_parts_new ();
  for (guint i = 0; i < terms->len; i++)
    {
      const char *term = g_ptr_array_index (terms, i);
      if (!offprint_parts_take (parts, xap_query_new_term (term, strlen (term), error)))
        return NULL;
    }
  return offprint_query_combine (op, parts, window, error);
}

static const char *
get_prefix (const OffprintFieldInfo *field)
{
  return field != NULL && field->prefix != NULL ? field->prefix : "";
}

/* A stem of the word that is looked for, and the terms of the languages in which it is one */
typedef struct
{
  char *term;
  gboolean anywhere;
  GPtrArray *languages; /* (element-type utf8), not owned */
} Alternative;

static void
clear_alternative (gpointer data)
{
  Alternative *alternative = data;
  g_free (alternative->term);
  g_ptr_array_unref (alternative->languages);
}

static Alternative *
get_alternative (GArray *alternatives, const char *term)
{
  for (guint i = 0; i < alternatives->len; i++)
    if (strcmp (g_array_index (alternatives, Alternative, i).term, term) == 0)
      return &g_array_index (alternatives, Alternative, i);
  Alternative alternative = { g_strdup (term), FALSE, g_ptr_array_new () };
  g_array_append_val (alternatives, alternative);
  return &g_array_index (alternatives, Alternative, alternatives->len - 1);
}

static void
add_stem (GArray *alternatives, const OffprintQueryStem *source, const char *prefix, const char *word)
{
  gsize length;
  const char *stem = xap_stem_word (source->stem, word, strlen (word), &length);
  g_autofree char *term = g_strdup_printf ("Z%s%.*s", prefix, (int) length, stem);
  Alternative *alternative = get_alternative (alternatives, term);
  alternative->anywhere = alternative->anywhere || source->languages->len == 0;
  g_ptr_array_extend (alternative->languages, source->languages, NULL, NULL);
}

static XapQuery *
build_alternative (const Alternative *alternative, GError **error)
{
  g_autoptr (XapQuery) term = xap_query_new_term (alternative->term, strlen (alternative->term), error);
  if (term == NULL || alternative->anywhere)
    return g_steal_pointer (&term);
  g_autoptr (XapQuery) languages = offprint_query_build_terms (XAP_OPERATOR_OR, alternative->languages, 0, error);
  XapQuery *both[] = { term, languages };
  return languages != NULL ? xap_query_combine (XAP_OPERATOR_FILTER, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

/* How much the word counts, however it is stemmed. It is asked apart from the languages because Xapian only guesses how
 * many articles an intersection has, and weighs as infinitely rare what it guesses to be in none. */
static XapQuery *
build_synonym (const GArray *alternatives, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new ();
  for (guint i = 0; i < alternatives->len; i++)
    g_ptr_array_add (terms, g_array_index (alternatives, Alternative, i).term);
  return offprint_query_build_terms (XAP_OPERATOR_SYNONYM, terms, 0, error);
}

/**
 * offprint_query_build_word:
 * @word: folded
 * @field: (nullable): where it stands; %NULL: anywhere
 * @index: where to search
 * @error: return location
 *
 * An article's words are stemmed by its language, which is not the query's to know: so the word may be stemmed by any
 * of the index's languages, but each stem counts only in articles of that language: else who looks for "note" would
 * find "not", because in French both have one stem.
 *
 * Returns: (transfer full): the articles that have @word in any of its forms, or %NULL with a #XapError
 */
XapQuery *
offprint_query_build_word (const char *word, const OffprintFieldInfo *field, const OffprintQueryIndex *index,
                           GError **error)
{
  g_autoptr (GArray) alternatives = g_array_new (FALSE, FALSE, sizeof (Alternative));
  g_autoptr (GPtrArray) parts = offprint_parts_new ();
  g_array_set_clear_func (alternatives, clear_alternative);
  for (guint i = 0; i < index->stems->len; i++)
    add_stem (alternatives, g_ptr_array_index (index->stems, i), get_prefix (field), word);
  for (guint i = 0; i < alternatives->len; i++)
    if (!offprint_parts_take (parts, build_alternative (&g_array_index (alternatives, Alternative, i), error)))
      return NULL;
  g_autoptr (XapQuery) any = offprint_query_combine (XAP_OPERATOR_OR, parts, 0, error);
  if (any == NULL || alternatives->len == 1)
    return g_steal_pointer (&any);
  g_autoptr (XapQuery) synonym = build_synonym (alternatives, error);
  XapQuery *both[] = { synonym, any };
  return synonym != NULL ? xap_query_combine (XAP_OPERATOR_FILTER, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

static XapQuery *
build_positions (const OffprintQueryNode *node, GError **error)
{
  const char *prefix = get_prefix (node->field);
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  gboolean near = node->kind == OFFPRINT_QUERY_NEAR;
  for (guint i = 0; i < node->terms->len; i++)
    g_ptr_array_add (terms, g_strconcat (prefix, g_ptr_array_index (node->terms, i), NULL));
  return offprint_query_build_terms (near ? XAP_OPERATOR_NEAR : XAP_OPERATOR_PHRASE, terms,
                                     near ? node->window + node->terms->len - 1 : node->window, error);
}

/* As it was typed, or in another way to write it */
static XapQuery *
build_forms (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error)
{
  g_autoptr (GPtrArray) forms = offprint_parts_new ();
  gboolean word = node->kind == OFFPRINT_QUERY_WORD;
  XapQuery *typed = word ? offprint_query_build_word (g_ptr_array_index (node->terms, 0), node->field, index, error)
                         : build_positions (node, error);
  if (!offprint_parts_take (forms, typed))
    return NULL;
  for (guint i = 0; i < node->children->len; i++)
    if (!offprint_parts_take (forms, offprint_query_build_node (g_ptr_array_index (node->children, i), index, error)))
      return NULL;
  return offprint_query_combine (XAP_OPERATOR_OR, forms, 0, error);
}

static XapQuery *
build_start (const OffprintQueryNode *node, XapReader *reader, GError **error)
{
  g_autofree char *start = g_strconcat (get_prefix (node->field), g_ptr_array_index (node->terms, 0), NULL);
  return xap_query_new_wildcard (reader, start, strlen (start), OFFPRINT_QUERY_EXPANSION_MAX, error);
}

static XapQuery *
build_span (const OffprintQueryNode *node, GError **error)
{
  const OffprintDateSpan *span = &node->span;
  return xap_query_new_range (node->field->slot, span->low, strlen (span->low), span->high, strlen (span->high), error);
}

/* Several filters of one field mean any of them: no article is in two languages. It may have two authors, though. */
static gboolean
take_filters (Parts *parts, const GPtrArray *children, const OffprintFieldInfo *field, GError **error)
{
  g_autoptr (GPtrArray) same = offprint_parts_new ();
  for (guint i = 0; i < children->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (children, i);
      if (node->kind == OFFPRINT_QUERY_FILTER && !node->negated && node->field == field
          && !offprint_parts_take (same, offprint_query_build_node (node, parts->index, error)))
        return FALSE;
    }
  XapOperator op = field->kind == OFFPRINT_KIND_LIST ? XAP_OPERATOR_AND : XAP_OPERATOR_OR;
  return same->len == 0 || offprint_parts_take (parts->filters, offprint_query_combine (op, same, 0, error));
}

static gboolean
take_restrictions (Parts *parts, const GPtrArray *children, GError **error)
{
  for (guint i = 0; i < children->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (children, i);
      gboolean filter = node->kind != OFFPRINT_QUERY_FILTER && offprint_query_is_filter (node);
      GPtrArray *target = node->negated ? parts->minus : filter ? parts->filters : NULL;
      if (target != NULL && !offprint_parts_take (target, offprint_query_build_node (node, parts->index, error)))
        return FALSE;
    }
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    if (!take_filters (parts, children, offprint_schema_get (field), error))
      return FALSE;
  return TRUE;
}

/* @first stays first, the others do with it what @op says. */
static XapQuery *
apply (XapOperator op, XapQuery *first, GPtrArray *others, GError **error)
{
  g_autoptr (XapQuery) owned = first;
  if (first == NULL || others->len == 0)
    return g_steal_pointer (&owned);
  g_ptr_array_insert (others, 0, g_steal_pointer (&owned));
  return offprint_query_combine (op, others, 0, error);
}

/**
 * offprint_query_restrict:
 * @words: (nullable) (transfer full): what is looked for; %NULL: an error that is set already
 * @node: an ALL
 * @index: where to search
 * @error: return location
 *
 * Returns: (transfer full): of @words only what the filters of @node let through, without what it excludes; %NULL with
 *   a #XapError
 */
XapQuery *
offprint_query_restrict (XapQuery *words, const OffprintQueryNode *node, const OffprintQueryIndex *index,
                         GError **error)
{
  g_autoptr (XapQuery) owned = words;
  g_autoptr (GPtrArray) filters = offprint_parts_new (), minus = offprint_parts_new ();
  Parts parts = { index, filters, minus };
  if (words == NULL || !take_restrictions (&parts, node->children, error))
    return NULL;
  XapQuery *query = apply (XAP_OPERATOR_FILTER, g_steal_pointer (&owned), filters, error);
  return apply (XAP_OPERATOR_AND_NOT, query, minus, error);
}

/* Of only filters or only what must not be there the articles have no weight. */
static XapQuery *
build_all (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error)
{
  g_autoptr (GPtrArray) words = offprint_parts_new ();
  for (guint i = 0; i < node->children->len; i++)
    {
      const OffprintQueryNode *child = g_ptr_array_index (node->children, i);
      if (!child->negated && !child->stop && !offprint_query_is_filter (child)
          && !offprint_parts_take (words, offprint_query_build_node (child, index, error)))
        return NULL;
    }
  XapQuery *query = words->len > 0 ? offprint_query_combine (XAP_OPERATOR_AND, words, 0, error)
                                   : xap_query_new_all (error);
  return offprint_query_restrict (query, node, index, error);
}

static XapQuery *
build_without (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error)
{
  g_autoptr (XapQuery) all = xap_query_new_all (error);
  g_autoptr (XapQuery) query = all != NULL ? offprint_query_build_node (node, index, error) : NULL;
  XapQuery *both[] = { all, query };
  return query != NULL ? xap_query_combine (XAP_OPERATOR_AND_NOT, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

static XapQuery *
build_any (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error)
{
  g_autoptr (GPtrArray) parts = offprint_parts_new ();
  for (guint i = 0; i < node->children->len; i++)
    {
      const OffprintQueryNode *child = g_ptr_array_index (node->children, i);
      if (!offprint_parts_take (parts, child->negated ? build_without (child, index, error)
                                                      : offprint_query_build_node (child, index, error)))
        return NULL;
    }
  return offprint_query_combine (XAP_OPERATOR_OR, parts, 0, error);
}

/**
 * offprint_query_build_node:
 * @node: a part of a query; whether it is negated is its parent's matter
 * @index: where to search
 * @error: return location
 *
 * Recursion ends at the depth of brackets.
 *
 * Returns: (transfer full): what @node asks for, or %NULL with a #XapError
 */
XapQuery *
offprint_query_build_node (const OffprintQueryNode *node, const OffprintQueryIndex *index, GError **error)
{
  switch (node->kind)
    {
    case OFFPRINT_QUERY_WORD:
    case OFFPRINT_QUERY_PHRASE:
      return build_forms (node, index, error);
    case OFFPRINT_QUERY_NEAR:
      return build_positions (node, error);
    case OFFPRINT_QUERY_START:
      return build_start (node, index->reader, error);
    case OFFPRINT_QUERY_FILTER:
      return offprint_query_build_filter (node, index->reader, error);
    case OFFPRINT_QUERY_SPAN:
      return build_span (node, error);
    case OFFPRINT_QUERY_ALL:
      return build_all (node, index, error);
    case OFFPRINT_QUERY_ANY:
      return build_any (node, index, error);
    }
  g_return_val_if_reached (NULL);
}
