/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the values that the articles found by a query have in some fields. */
#include "store/reader-private.h"

#include "core/text.h"
#include "core/words.h"
#include "store/ranking.h"

#include <string.h>

/* More matches than this are counted in part. */
#define COUNTED_MAX 100000
/* Values of one facet that are given, the most frequent ones */
#define VALUES_MAX 1000

/* lint: table */
static const struct
{
  const char *name;
  OffprintField field;
  gsize bytes; /* of the value that count; 0: all. Values that have fewer are not counted */
} facets_table[OFFPRINT_N_FACETS] = {
  [OFFPRINT_FACET_PUBLISHER] = { "publisher", OFFPRINT_FIELD_PUBLISHER },
  [OFFPRINT_FACET_AGENCY] = { "agency", OFFPRINT_FIELD_AGENCY },
  [OFFPRINT_FACET_AUTHOR] = { "author", OFFPRINT_FIELD_AUTHORS },
  [OFFPRINT_FACET_YEAR] = { "year", OFFPRINT_FIELD_PUBLISHED, 4 },
  [OFFPRINT_FACET_MONTH] = { "month", OFFPRINT_FIELD_PUBLISHED, 7 },
  [OFFPRINT_FACET_LANGUAGE] = { "language", OFFPRINT_FIELD_LANGUAGE },
  [OFFPRINT_FACET_TYPE] = { "type", OFFPRINT_FIELD_MIME_TYPE },
  [OFFPRINT_FACET_PLACE] = { "place", OFFPRINT_FIELD_PLACE },
};

/* A value, as most articles have it: in other case, with other accents and marks it is the same. */
typedef struct
{
  char *value;
  guint most; /* articles that have it so */
  guint count;
} Spellings;

/* Several values of a slot may be one of the facet, and one of a list several. */
typedef struct
{
  OffprintFacet facet;
  GHashTable *counts; /* of char * to Spellings */
} Counter;

static void
spellings_free (gpointer data)
{
  Spellings *spellings = data;
  g_free (spellings->value);
  g_free (spellings);
}

static gboolean
take_word (const OffprintWord *word, gpointer key)
{
  if (word->form == OFFPRINT_WORD_PLAIN)
    g_string_append_printf (key, "%s ", word->term);
  return TRUE;
}

/* What a filter for the whole of the value does not tell apart has one key. */
static char *
make_key (OffprintFacet facet, const char *value)
{
  GString *key = g_string_new (NULL);
  if (offprint_schema_get (facets_table[facet].field)->prefix != NULL)
    offprint_words_foreach (value, strlen (value), 0, take_word, key);
  if (key->len == 0)
    g_string_append (key, value);
  return g_string_free (key, FALSE);
}

static void
count_value (Counter *counter, const char *value, guint count)
{
  g_autofree char *key = make_key (counter->facet, value);
  Spellings *spellings = g_hash_table_lookup (counter->counts, key);
  if (*value == '\0')
    return;
  if (spellings == NULL)
    {
      spellings = g_new0 (Spellings, 1);
      g_hash_table_insert (counter->counts, g_steal_pointer (&key), spellings);
    }
  spellings->count += count;
  if (count < spellings->most || (count == spellings->most && strcmp (value, spellings->value) > 0))
    return;
  g_free (spellings->value);
  spellings->value = g_strdup (value);
  spellings->most = count;
}

static gboolean
take_value (const void *bytes, gsize length, guint32 count, gpointer data)
{
  Counter *counter = data;
  const char *text = bytes;
  gsize wanted = facets_table[counter->facet].bytes;
  OffprintFieldKind kind = offprint_schema_get (facets_table[counter->facet].field)->kind;
  if (length < wanted)
    return TRUE;
  g_autofree char *value = offprint_text_make_valid (text, (gssize) (wanted > 0 ? wanted : length));
  if (kind != OFFPRINT_KIND_LIST)
    {
      count_value (counter, value, count);
      return TRUE;
    }
  g_auto (GStrv) items = g_strsplit (value, OFFPRINT_LIST_SEPARATOR, -1);
  for (gsize i = 0; items[i] != NULL; i++)
    count_value (counter, items[i], count);
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
take_facet (XapHits *hits, OffprintFacet facet, gsize slot_index)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, spellings_free);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (OffprintFacetCount));
  Counter counter = { facet, counts };
  GHashTableIter iter;
  gpointer data;
  g_array_set_clear_func (sorted, clear_count);
  xap_hits_foreach_facet (hits, slot_index, take_value, &counter);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Spellings *spellings = data;
      OffprintFacetCount entry = { g_steal_pointer (&spellings->value), spellings->count };
      g_array_append_val (sorted, entry);
    }
  g_array_sort (sorted, compare_counts);
  if (sorted->len > VALUES_MAX)
    g_array_set_size (sorted, VALUES_MAX);
  return sorted;
}

/* Two facets may be of one slot, which is read once. */
typedef struct
{
  guint32 slots[OFFPRINT_N_FACETS];
  gsize n_slots;
  gsize of[OFFPRINT_N_FACETS]; /* indexes into @slots */
} Slots;

static void
list_slots (Slots *slots)
{
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    {
      guint32 slot = offprint_schema_get (facets_table[facet].field)->slot;
      gsize i = 0;
      while (i < slots->n_slots && slots->slots[i] != slot)
        i++;
      slots->of[facet] = i;
      slots->slots[i] = slot;
      slots->n_slots = MAX (slots->n_slots, i + 1);
    }
}

/* Weights decide which member of a group counts; where each counts, none are needed. */
static XapHits *
run (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search, const Slots *slots,
     GError **error)
{
  const XapSearch wanted = {
    .weighting = search->fold ? OFFPRINT_RANKING_WEIGHTING : "bool",
    .collapse_slot = search->fold ? OFFPRINT_SLOT_COLLAPSE : OFFPRINT_NO_SLOT,
    .facet_slots = slots->slots,
    .n_facet_slots = slots->n_slots,
    .check_at_least = COUNTED_MAX,
  };
  g_autoptr (GError) problem = NULL;
  XapHits *found = offprint_reader_run_text (reader, query, search, &wanted, NULL, &problem);
  if (found == NULL)
    offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return found;
}

static gpointer
count_once (OffprintReader *reader, gconstpointer question, GError **error)
{
  const OffprintSearch *search = question;
  Slots slots = { .n_slots = 0 };
  list_slots (&slots);
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, search, error);
  if (query == NULL)
    return NULL;
  g_autoptr (XapHits) found = run (reader, query, search, &slots, error);
  if (found == NULL)
    return NULL;
  OffprintFacets *facets = g_new0 (OffprintFacets, 1);
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    facets->counts[facet] = take_facet (found, facet, slots.of[facet]);
  facets->estimated = xap_hits_get_matches_estimated (found);
  facets->cut = reader->cut;
  facets->notes = offprint_reader_take_notes (reader, query);
  return facets;
}

/**
 * offprint_reader_facets:
 * @reader: a reader
 * @search: what to look for; a text without any word means all articles; its offset, limit and order do not matter
 * @error: return location
 *
 * Counts over the articles that offprint_reader_search() finds, exactly for up to 100,000 of them. Where it folds, a
 * group of copies counts once, as its best member; copies on servers count each. Values that differ only in case,
 * accents and marks are one. A filter for the whole of a value, `publisher:="Le Monde"`, finds as many as it counts.
 *
 * Returns: (transfer full): the counts, or %NULL with an #OffprintError
 */
OffprintFacets *
offprint_reader_facets (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  return offprint_reader_ask (reader, count_once, search, (GDestroyNotify) offprint_facets_free,
                              search->time_limit_ms, error);
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
