/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said when a search found little: which filter, date or excluded word stands in the way, and what may have
 * been meant by words that are not known. The former costs further searches, and is asked for only when not all words
 * were found together. */
#include "core/i18n.h"
#include "store/reader-private.h"

#include "core/text.h"
#include "store/ranking.h"
#include "store/spelling.h"

#define COUNTED 1000
#define EXCLUSIONS_MAX 8
#define QUOTED_MAX_CHARS 60

typedef struct
{
  OffprintReader *reader;
  const OffprintQuery *query;
  gboolean words; /* there are any besides what excludes */
  gboolean explained;
} Advice;

static gboolean
is_exclusion (const OffprintQueryNode *node)
{
  return node->negated || offprint_query_is_filter (node);
}

/* Filters of one field stand for each other, where an article has one value of it: they are one. */
static gboolean
is_same (const OffprintQueryNode *node, const OffprintQueryNode *other)
{
  return node == other
         || (node->kind == OFFPRINT_QUERY_FILTER && other->kind == OFFPRINT_QUERY_FILTER && node->field == other->field
             && node->field->kind != OFFPRINT_KIND_LIST && !node->negated && !other->negated);
}

typedef gboolean (*ChooseFunc) (const OffprintQueryNode *node, const OffprintQueryNode *exclusion);

static gboolean
is_other (const OffprintQueryNode *node, const OffprintQueryNode *exclusion)
{
  return !is_same (node, exclusion);
}

static gboolean
is_wanted (const OffprintQueryNode *node, const OffprintQueryNode *ignored)
{
  return !is_exclusion (node);
}

/* How many articles have all those parts of the query that are chosen */
static gboolean
count (const Advice *advice, ChooseFunc choose, const OffprintQueryNode *exclusion, guint *number, GError **error)
{
  static const XapSearch search = {
    .weighting = "bool",
    .collapse_slot = OFFPRINT_NO_SLOT,
    .check_at_least = COUNTED + 1,
  };
  const GPtrArray *all = advice->query->root->children;
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  OffprintQueryNode root = { .kind = OFFPRINT_QUERY_ALL, .children = children };
  OffprintQuery part = { .root = &root, .notes = advice->query->notes };
  OffprintQueryIndex index = { advice->reader->index, advice->reader->stems };
  for (guint i = 0; i < all->len; i++)
    if (choose (g_ptr_array_index (all, i), exclusion))
      g_ptr_array_add (children, g_ptr_array_index (all, i));
  OffprintRanking ranking = { &part, &index, advice->reader->weights, FALSE };
  g_autoptr (XapQuery) query = offprint_ranking_build (&ranking, OFFPRINT_RANKING_ALL, error);
  g_autoptr (XapHits) hits = query != NULL ? offprint_reader_run (advice->reader, query, &search, error) : NULL;
  *number = hits != NULL ? xap_hits_get_matches_estimated (hits) : 0;
  return hits != NULL;
}

/* What there would be without what was @typed: @number articles */
static char *
describe_without (const Advice *advice, const char *typed, guint number)
{
  gboolean many = number > COUNTED;
  guint shown = MIN (number, COUNTED);
  if (!advice->words)
    return g_strdup_printf (many ? _("with %s nothing is left; without it there are more than %u articles")
                                 : ngettext ("with %s nothing is left; without it there is one article",
                                             "with %s nothing is left; without it there are %u articles", number),
                            typed, shown);
  if (advice->query->partial)
    return g_strdup_printf (many ? _("no article has all words with %s; more than %u articles do without it")
                                 : ngettext ("no article has all words with %s; one article does without it",
                                             "no article has all words with %s; %u articles do without it", number),
                            typed, shown);
  return g_strdup_printf (many ? _("nothing has these words with %s; more than %u articles do without it")
                               : ngettext ("nothing has these words with %s; one article does without it",
                                           "nothing has these words with %s; %u articles do without it", number),
                          typed, shown);
}

/* As they were typed */
static char *
describe_exclusions (const Advice *advice, const OffprintQueryNode *exclusion)
{
  const GPtrArray *all = advice->query->root->children;
  g_autoptr (GString) typed = g_string_new (NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (all, i);
      if (exclusion != NULL ? !is_same (node, exclusion) : !is_exclusion (node))
        continue;
      g_string_append (typed, typed->len > 0 ? " " : "");
      g_string_append_len (typed, advice->query->text + node->typed.start,
                           (gssize) (node->typed.end - node->typed.start));
    }
  return offprint_text_truncate_words (typed->str, QUOTED_MAX_CHARS);
}

static void
note_exclusion (Advice *advice, const OffprintQueryNode *exclusion, guint number)
{
  g_autofree char *typed = describe_exclusions (advice, exclusion);
  g_autofree char *line = describe_without (advice, typed, number);
  advice->explained = TRUE;
  offprint_query_add_note (advice->query->notes, "%s", line);
}

static gboolean
is_only (const OffprintQueryNode *node, const OffprintQueryNode *exclusion)
{
  return is_same (node, exclusion);
}

/* What stands in the way alone: it fits no article at all, or none that the rest of the query fits. */
static gboolean
explain (Advice *advice, const OffprintQueryNode *exclusion, GError **error)
{
  guint alone = 1, without;
  if (!exclusion->negated && !count (advice, is_only, exclusion, &alone, error))
    return FALSE;
  if (alone == 0)
    {
      g_autofree char *typed = describe_exclusions (advice, exclusion);
      offprint_query_add_note (advice->query->notes, _("nothing at all fits %s"), typed);
      advice->explained = TRUE;
    }
  if (!count (advice, is_other, exclusion, &without, error))
    return FALSE;
  if (without > 0 && (advice->words || advice->query->root->children->len > 1))
    note_exclusion (advice, exclusion, without);
  return TRUE;
}

/* Several together may do what none does alone. */
static gboolean
explain_all (Advice *advice, GError **error)
{
  guint number;
  if (!count (advice, is_wanted, NULL, &number, error))
    return FALSE;
  if (number > 0)
    note_exclusion (advice, NULL, number);
  return TRUE;
}

static gboolean
is_first (const GPtrArray *exclusions, const OffprintQueryNode *node)
{
  for (guint i = 0; i < exclusions->len; i++)
    if (is_same (g_ptr_array_index (exclusions, i), node))
      return FALSE;
  return TRUE;
}

static gboolean
explain_exclusions (Advice *advice, GError **error)
{
  const GPtrArray *all = advice->query->root->children;
  g_autoptr (GPtrArray) exclusions = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    {
      OffprintQueryNode *node = g_ptr_array_index (all, i);
      advice->words = advice->words || !is_exclusion (node);
      if (is_exclusion (node) && exclusions->len < EXCLUSIONS_MAX && is_first (exclusions, node))
        g_ptr_array_add (exclusions, node);
    }
  for (guint i = 0; i < exclusions->len; i++)
    if (!explain (advice, g_ptr_array_index (exclusions, i), error))
      return FALSE;
  return advice->explained || exclusions->len < 2 || !advice->words || explain_all (advice, error);
}

static OffprintSpellingEffort
get_effort (guint n_found, const OffprintQuery *query)
{
  if (n_found == 0)
    return OFFPRINT_SPELLING_NOTHING;
  return query->partial ? OFFPRINT_SPELLING_PARTIAL : OFFPRINT_SPELLING_FOUND;
}

/**
 * offprint_reader_advise:
 * @reader: a reader whose stems are loaded
 * @query: what was looked for
 * @n_found: about how many articles were found
 * @suggestion: (out) (nullable) (transfer full): a query that may have been meant instead
 * @error: return location
 *
 * Adds notes on filters, dates and excluded words that all articles fail by. When they don't explain why nothing was
 * found, the spelling may.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_reader_advise (OffprintReader *reader, const OffprintQuery *query, guint n_found, char **suggestion,
                        GError **error)
{
  Advice advice = { reader, query, FALSE, FALSE };
  OffprintQueryIndex index = { reader->index, reader->stems };
  g_autoptr (GError) problem = NULL;
  *suggestion = NULL;
  if ((n_found == 0 || query->partial) && !explain_exclusions (&advice, error))
    return FALSE;
  if (!advice.explained || n_found > 0)
    *suggestion = offprint_spelling_correct (query, &index, get_effort (n_found, query), &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return problem == NULL;
}
