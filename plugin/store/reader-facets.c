/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the values that the articles found by a query have in some fields. Copies count each: nothing is folded. */
#include "store/reader-private.h"

#include "core/text.h"

#include <string.h>

/* More matches than this are counted in part. */
#define COUNTED_MAX 100000
/* Values of one facet that are given, the most frequent ones */
#define VALUES_MAX 1000
#define YEAR_BYTES 4

/* lint: table */
static const struct
{
  const char *name;
  OffprintField field;
} facets_table[OFFPRINT_N_FACETS] = {
  [OFFPRINT_FACET_PUBLISHER] = { "publisher", OFFPRINT_FIELD_PUBLISHER },
  [OFFPRINT_FACET_AGENCY] = { "agency", OFFPRINT_FIELD_AGENCY },
  [OFFPRINT_FACET_AUTHOR] = { "author", OFFPRINT_FIELD_AUTHORS },
  [OFFPRINT_FACET_YEAR] = { "year", OFFPRINT_FIELD_PUBLISHED },
  [OFFPRINT_FACET_LANGUAGE] = { "language", OFFPRINT_FIELD_LANGUAGE },
  [OFFPRINT_FACET_TYPE] = { "type", OFFPRINT_FIELD_MIME_TYPE },
};

/* Several values of a slot may be one of the facet, and one of a list several. */
typedef struct
{
  OffprintFacet facet;
  GHashTable *counts; /* of char * to guint */
} Counter;

static void
count_value (Counter *counter, char *value, guint count)
{
  gpointer before = g_hash_table_lookup (counter->counts, value);
  if (*value != '\0')
    g_hash_table_insert (counter->counts, value, GUINT_TO_POINTER (GPOINTER_TO_UINT (before) + count));
  else
    g_free (value);
}

static gboolean
take_value (const void *bytes, gsize length, guint32 count, gpointer data)
{
  Counter *counter = data;
  const char *text = bytes;
  OffprintFieldKind kind = offprint_schema_get (facets_table[counter->facet].field)->kind;
  g_autofree char *value = offprint_text_make_valid (text, (gssize) (kind == OFFPRINT_KIND_DATE
                                                                     ? MIN (length, YEAR_BYTES) : length));
  if (kind != OFFPRINT_KIND_LIST)
    {
      count_value (counter, g_steal_pointer (&value), count);
      return TRUE;
    }
  g_auto (GStrv) items = g_strsplit (value, OFFPRINT_LIST_SEPARATOR, -1);
  for (gsize i = 0; items[i] != NULL; i++)
    count_value (counter, g_strdup (items[i]), count);
  return TRUE;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const OffprintFacetCount *x = a, *y = b;
  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp (x->value, y->value);
}

static void
clear_count (gpointer data)
{
  OffprintFacetCount *count = data;
  g_free (count->value);
}

static GArray *
take_facet (XapHits *hits, OffprintFacet facet)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (OffprintFacetCount));
  Counter counter = { facet, counts };
  GHashTableIter iter;
  gpointer value, count;
  g_array_set_clear_func (sorted, clear_count);
  xap_hits_foreach_facet (hits, facet, take_value, &counter);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &count))
    {
      OffprintFacetCount entry = { value, GPOINTER_TO_UINT (count) };
      g_hash_table_iter_steal (&iter);
      g_array_append_val (sorted, entry);
    }
  g_array_sort (sorted, compare_counts);
  if (sorted->len > VALUES_MAX)
    g_array_set_size (sorted, VALUES_MAX);
  return sorted;
}

/**
 * offprint_reader_facets:
 * @reader: a reader
 * @search: what to look for; a text without any word means all articles; its offset, limit, order and folding do not
 *   matter
 * @error: return location
 *
 * Counts over the articles that offprint_reader_search() finds, exactly for up to 100,000 of them.
 *
 * Returns: (transfer full): the counts, or %NULL with an #OffprintError
 */
OffprintFacets *
offprint_reader_facets (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  guint32 slots[OFFPRINT_N_FACETS];
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    slots[facet] = offprint_schema_get (facets_table[facet].field)->slot;
  const XapSearch wanted = {
    .weighting = "bool",
    .collapse_slot = OFFPRINT_NO_SLOT,
    .facet_slots = slots,
    .n_facet_slots = G_N_ELEMENTS (slots),
    .check_at_least = COUNTED_MAX,
  };
  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, search, error);
  if (query == NULL)
    return NULL;
  g_autoptr (XapHits) found = offprint_reader_run_text (reader, query, search, &wanted, &problem);
  if (found == NULL)
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  OffprintFacets *facets = g_new0 (OffprintFacets, 1);
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    facets->counts[facet] = take_facet (found, facet);
  facets->estimated = xap_hits_get_matches_estimated (found);
  facets->notes = offprint_reader_take_notes (reader, query);
  return facets;
}

/**
 * offprint_facet_get_name:
 * @facet: what is counted
 *
 * Returns: (transfer none): its name in JSON, on the bus and for a person
 */
const char *
offprint_facet_get_name (OffprintFacet facet)
{
  g_return_val_if_fail (facet < OFFPRINT_N_FACETS, NULL);

  return facets_table[facet].name;
}

/**
 * offprint_facets_free:
 * @facets: (nullable) (transfer full): counts
 */
void
offprint_facets_free (OffprintFacets *facets)
{
  if (facets == NULL)
    return;
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    g_array_unref (facets->counts[facet]);
  g_strfreev (facets->notes);
  g_free (facets);
}
