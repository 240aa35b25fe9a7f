/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching: pages of hits, order, collapsing, facets, limits, and terms to widen a search. */
#include "fixture.h"

#include <string.h>

#define SLOT_DATE 0
#define SLOT_GROUP 1
#define SLOT_PUBLISHER 2
#define SLOT_EMPTY 3

typedef struct
{
  char *directory;
  XapReader *reader;
  XapQuery *query;
} Fixture;

/* All five documents match, the first best. */
static const struct
{
  const char *text, *date, *group, *publisher;
} documents[] = {
  { "otter otter otter otter otter", "2020", "a", "Tidal" },
  { "otter otter otter otter x", "2022", "b", "River" },
  { "otter otter otter x y", "2019", "a", "Tidal" },
  { "otter otter x y z", "2022", "a", NULL },
  { "otter x y z w", NULL, "c", "Tidal" },
};

static void
set_values (XapDocument *document, gsize i)
{
  fixture_set_value (document, SLOT_GROUP, documents[i].group);
  if (documents[i].date != NULL)
    fixture_set_value (document, SLOT_DATE, documents[i].date);
  if (documents[i].publisher != NULL)
    fixture_set_value (document, SLOT_PUBLISHER, documents[i].publisher);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (XapWriter) writer = NULL;

  fixture->directory = fixture_make_directory ();
  path = fixture_get_path (fixture->directory, "db");
  writer = fixture_open_writer (path);
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (XapDocument) document = fixture_make_document (documents[i].text, documents[i].text);

      set_values (document, i);
      fixture_replace (writer, documents[i].text, document);
    }
  fixture_commit (writer);
  fixture->reader = fixture_open_reader (path, NULL);
  fixture->query = fixture_make_term_query ("otter");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  xap_query_free (fixture->query);
  xap_reader_free (fixture->reader);
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
}

static void
assert_finds (Fixture *fixture, const XapSearch *search, const char *expected)
{
  g_autofree char *found = fixture_search (fixture->reader, fixture->query, search);

  g_assert_cmpstr (found, ==, expected);
}

/* The best hits come first, with their data, weights that fall and the best at 100 percent. */
static void
test_hits (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 5);
  g_assert_cmpuint (xap_hits_get_matches_estimated (hits), ==, 5);
  g_assert_false (xap_hits_get_cut (hits));
  g_assert_cmpint (xap_hits_get (hits, 0)->percent, ==, 100);
  for (gsize i = 0; i < 5; i++)
    {
      const XapHit *hit = xap_hits_get (hits, i);

      g_assert_cmpuint (hit->docid, ==, i + 1);
      g_assert_cmpuint (hit->collapsed, ==, 0);
      fixture_assert_bytes (hit->data, documents[i].text);
      if (i > 0)
        g_assert_cmpfloat (hit->weight, <, xap_hits_get (hits, i - 1)->weight);
    }
}

/* Hits outlive the reader and the query that found them. */
static void
test_hits_are_copies (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 1, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);

  g_assert_no_error (error);
  g_clear_pointer (&fixture->reader, xap_reader_free);
  g_clear_pointer (&fixture->query, xap_query_free);
  fixture_assert_bytes (xap_hits_get (hits, 0)->data, documents[0].text);
}

/* Pages: offset and limit, beyond the end too. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 offset, limit;
    const char *expected;
  } rows[] = {
    { 0, 2, "1 2" }, { 2, 2, "3 4" }, { 4, 2, "5" }, { 5, 2, "" }, { 0, 0, "" }, { 0, G_MAXUINT32, "1 2 3 4 5" },
    { G_MAXUINT32, G_MAXUINT32, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const XapSearch search = { .offset = rows[i].offset, .limit = rows[i].limit, .collapse_slot = NO_SLOT };

      assert_finds (fixture, &search, rows[i].expected);
    }
}

/* By value, the greatest first, equals by relevance, and those without a value last. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT, .sort = XAP_SORT_VALUE, .sort_slot = SLOT_DATE };

  assert_finds (fixture, &search, "2 4 1 3 5");
}

/* Of each group only the best hit is brought, and it tells how many stand behind it. */
static void
test_collapse (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = SLOT_GROUP, .check_at_least = 100 };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);

  g_assert_no_error (error);
  assert_finds (fixture, &search, "1 2 5");
  g_assert_cmpuint (xap_hits_get (hits, 0)->collapsed, ==, 2);
  g_assert_cmpuint (xap_hits_get (hits, 1)->collapsed, ==, 0);
  g_assert_cmpuint (xap_hits_get_matches_estimated (hits), ==, 3);
}

/* The best hits change places among themselves, none falls behind the others, and each page is a part of that order. */
static void
test_closer (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 collapse_slot, closer_limit, offset, limit;
    const char *expected;
  } rows[] = {
    { NO_SLOT, 3, 0, 10, "3 1 2 4 5" }, { NO_SLOT, 3, 0, 2, "3 1" }, { NO_SLOT, 3, 2, 1, "2" },
    { NO_SLOT, 3, 1, 3, "1 2 4" },      { NO_SLOT, 3, 3, 2, "4 5" }, { NO_SLOT, 3, 7, 2, "" },
    { NO_SLOT, 0, 0, 10, "1 2 3 4 5" }, { NO_SLOT, 9, 0, 10, "3 4 5 1 2" },
    { NO_SLOT, 9, 4, G_MAXUINT32, "2" }, { SLOT_GROUP, 2, 0, 10, "1 2 5" },
    { SLOT_GROUP, 3, 0, 10, "5 1 2" },  { SLOT_GROUP, 9, 1, 1, "1" },
  };
  g_autoptr (XapQuery) y = fixture_make_term_query ("y");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) closer = xap_query_scale (y, 10, &error);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const XapSearch search = { .collapse_slot = rows[i].collapse_slot, .closer = closer,
                                 .closer_limit = rows[i].closer_limit, .offset = rows[i].offset,
                                 .limit = rows[i].limit, .check_at_least = 10 };
      g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);

      g_test_message ("row %zu", i);
      assert_finds (fixture, &search, rows[i].expected);
      g_assert_cmpuint (xap_hits_get_matches_estimated (hits), ==, rows[i].collapse_slot == NO_SLOT ? 5 : 3);
    }
}

/* Facets count all matches, a fold counts what is in it, and an order by value stays as it is. */
static void
test_closer_counts (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { SLOT_PUBLISHER };
  g_autoptr (XapQuery) closer = fixture_make_term_query ("y");
  XapSearch search = { .collapse_slot = SLOT_GROUP, .closer = closer, .closer_limit = 2, .limit = 2,
                       .facet_slots = slots, .n_facet_slots = 1, .check_at_least = 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);
  Gathered gathered = gathered_init (0);
  g_autofree char *publishers = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get (hits, 0)->docid, ==, 1);
  g_assert_cmpuint (xap_hits_get (hits, 0)->collapsed, ==, 2);
  xap_hits_foreach_facet (hits, 0, gather_facet, &gathered);
  publishers = gathered_finish (&gathered);
  g_assert_cmpstr (publishers, ==, "Tidal/2 River/1");
  search = (XapSearch){ .limit = 10, .collapse_slot = NO_SLOT, .sort = XAP_SORT_VALUE, .sort_slot = SLOT_DATE,
                        .closer = closer, .closer_limit = 9 };
  assert_finds (fixture, &search, "2 4 1 3 5");
}

/* Of some documents those that match are counted, over all shards, whatever their order. */
static void
test_count_matches (Fixture *fixture, gconstpointer data)
{
  static const guint32 docids[] = { 5, 1, 6, 1000, 0 };
  g_autoptr (XapQuery) other = fixture_make_term_query ("nowhere");
  g_autoptr (GError) error = NULL;
  guint32 count = 77;

  g_assert_true (xap_reader_count_matches (fixture->reader, fixture->query, docids, 2, &count, &error));
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (xap_reader_count_matches (fixture->reader, fixture->query, docids, G_N_ELEMENTS (docids), &count,
                                           &error));
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (xap_reader_count_matches (fixture->reader, fixture->query, docids, 0, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (xap_reader_count_matches (fixture->reader, other, docids, 2, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  g_assert_no_error (error);
}

static void
assert_weights (Fixture *fixture, XapQuery *query, const char *expected)
{
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, query, &search, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (gsize i = 0; i < xap_hits_get_count (hits); i++)
    g_string_append_printf (found, "%u:%.1f ", xap_hits_get (hits, i)->docid, xap_hits_get (hits, i)->weight);
  g_assert_cmpstr (found->str, ==, expected);
}

/* What a query finds can be given one weight. */
static void
test_weights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) word = fixture_make_term_query ("z");
  g_autoptr (XapQuery) weight = xap_query_new_weight (2.5, &error);
  XapQuery *both[] = { weight, word };
  g_autoptr (XapQuery) weighted = xap_query_combine (XAP_OPERATOR_FILTER, both, G_N_ELEMENTS (both), 0, &error);

  g_assert_no_error (error);
  assert_weights (fixture, weighted, "4:2.5 5:2.5 ");
  g_assert_null (xap_query_new_weight (-1, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

/* Documents without a value are no group. */
static void
test_collapse_empty (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = SLOT_EMPTY };

  assert_finds (fixture, &search, "1 2 3 4 5");
}

static char *
list_facet (XapHits *hits, gsize facet, guint limit)
{
  Gathered gathered = gathered_init (limit);

  xap_hits_foreach_facet (hits, facet, gather_facet, &gathered);
  return gathered_finish (&gathered);
}

/* Values are counted over all matches, not only the page, the most frequent first, equals in their order. */
static void
test_facets (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { SLOT_PUBLISHER, SLOT_DATE, SLOT_EMPTY };
  const XapSearch search
    = { .limit = 1, .collapse_slot = NO_SLOT, .facet_slots = slots, .n_facet_slots = G_N_ELEMENTS (slots),
        .check_at_least = 100 };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);
  g_autofree char *publishers = NULL;
  g_autofree char *dates = NULL;
  g_autofree char *none = NULL;
  g_autofree char *first = NULL;

  g_assert_no_error (error);
  publishers = list_facet (hits, 0, 0);
  dates = list_facet (hits, 1, 0);
  none = list_facet (hits, 2, 0);
  first = list_facet (hits, 0, 1);
  g_assert_cmpstr (publishers, ==, "Tidal/3 River/1");
  g_assert_cmpstr (dates, ==, "2022/2 2019/1 2020/1");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (first, ==, "Tidal/3");
}

static XapReader *
make_large (const char *path, guint n)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (GError) error = NULL;

  for (guint32 i = 1; i <= n; i++)
    {
      g_autoptr (XapDocument) document = xap_document_new (&error);

      fixture_add_term (document, "otter", i % 7 + 1);
      fixture_set_value (document, SLOT_DATE, i % 2 == 0 ? "even" : "odd");
      xap_writer_replace_docid (writer, i, document, &error);
      g_assert_no_error (error);
    }
  fixture_commit (writer);
  return fixture_open_reader (path, NULL);
}

static gboolean
add_count (const void *value, gsize length, guint32 count, gpointer data)
{
  *(guint *) data += count;
  return TRUE;
}

/* When time is up, or somebody says stop, the search ends with what it has seen, which is told. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { SLOT_DATE };
  gint stop = 0;
  XapSearch search = { .limit = 3, .collapse_slot = NO_SLOT, .facet_slots = slots, .n_facet_slots = 1,
                       .check_at_least = G_MAXUINT32, .stop = &stop };
  g_autofree char *path = fixture_get_path (fixture->directory, "large");
  g_autoptr (XapReader) reader = make_large (path, 1000);

  for (guint i = 0; i < 4; i++)
    {
      const gboolean cut = i >= 2;
      g_autoptr (GError) error = NULL;
      g_autoptr (XapHits) hits = NULL;
      guint counted = 0;

      search.deadline = i == 1 ? G_MAXINT64 : i == 2 ? 1 : 0;
      stop = i == 3;
      hits = xap_reader_search (reader, fixture->query, &search, &error);
      g_assert_no_error (error);
      g_assert_cmpint (xap_hits_get_cut (hits), ==, cut);
      g_assert_cmpuint (xap_hits_get_count (hits), ==, cut ? 0 : 3);
      xap_hits_foreach_facet (hits, 0, add_count, &counted);
      g_assert_cmpuint (counted, ==, cut ? 0 : 1000);
      g_assert_cmpuint (xap_hits_get_generation (hits), ==, xap_reader_get_generation (reader));
    }
}

static XapQuery *
make_phrase (const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) a = fixture_make_term_query (first);
  g_autoptr (XapQuery) b = fixture_make_term_query (second);
  XapQuery *parts[] = { a, b };
  XapQuery *phrase = xap_query_combine (XAP_OPERATOR_PHRASE, parts, 2, 0, &error);

  g_assert_no_error (error);
  return phrase;
}

/* A phrase that nothing matches ends too: nobody would be asked whether a document is wanted. So does one that is part
 * of something else. Without a limit phrases are found as ever, and after a search that was stopped too. */
static void
test_limit_phrase (Fixture *fixture, gconstpointer data)
{
  XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) absent = make_phrase ("x", "otter");
  g_autoptr (XapQuery) present = make_phrase ("otter", "x");
  g_autoptr (XapQuery) lighter = xap_query_scale (absent, 0.5, &error);
  XapQuery *parts[] = { fixture->query, lighter };
  g_autoptr (XapQuery) whole = xap_query_combine (XAP_OPERATOR_AND, parts, 2, 0, &error);
  XapQuery *const queries[] = { absent, lighter, whole };
  g_autofree char *found = fixture_search (fixture->reader, present, &search);

  g_assert_cmpstr (found, ==, "2 3 4 5");
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (XapHits) hits = NULL;
      g_autofree char *none = NULL;

      search.deadline = 1;
      hits = xap_reader_search (fixture->reader, queries[i], &search, &error);
      g_assert_no_error (error);
      g_assert_true (xap_hits_get_cut (hits));
      search.deadline = 0;
      none = fixture_search (fixture->reader, queries[i], &search);
      g_assert_cmpstr (none, ==, "");
    }
}

/* Facets of collapsed hits count each group as its best hit. */
static void
test_facets_collapsed (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { SLOT_PUBLISHER, SLOT_DATE };
  const XapSearch search = { .collapse_slot = SLOT_GROUP, .facet_slots = slots, .n_facet_slots = 2,
                             .check_at_least = 100 };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, fixture->query, &search, &error);
  g_autofree char *publishers = NULL;
  g_autofree char *dates = NULL;

  g_assert_no_error (error);
  publishers = list_facet (hits, 0, 0);
  dates = list_facet (hits, 1, 0);
  g_assert_cmpuint (xap_hits_get_matches_estimated (hits), ==, 3);
  g_assert_cmpstr (publishers, ==, "Tidal/2 River/1");
  g_assert_cmpstr (dates, ==, "2020/1 2022/1");
}

/* The best member of a group need not come first. */
static void
test_facets_best (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { SLOT_PUBLISHER };
  const XapSearch search = { .collapse_slot = SLOT_GROUP, .facet_slots = slots, .n_facet_slots = 1,
                             .check_at_least = 100 };
  g_autofree char *path = fixture_get_path (fixture->directory, "best");
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (XapDocument) weak = fixture_make_document ("weak", "otter x y z");
  g_autoptr (XapDocument) strong = fixture_make_document ("strong", "otter otter otter otter");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapHits) hits = NULL;
  g_autofree char *publishers = NULL;

  fixture_set_value (weak, SLOT_GROUP, "g");
  fixture_set_value (weak, SLOT_PUBLISHER, "Weak");
  fixture_set_value (strong, SLOT_GROUP, "g");
  fixture_set_value (strong, SLOT_PUBLISHER, "Strong");
  fixture_replace (writer, "weak", weak);
  fixture_replace (writer, "strong", strong);
  fixture_commit (writer);
  reader = fixture_open_reader (path, NULL);
  hits = xap_reader_search (reader, fixture->query, &search, &error);
  g_assert_no_error (error);
  publishers = list_facet (hits, 0, 0);
  g_assert_cmpstr (publishers, ==, "Strong/1");
}

static char *
expand (XapReader *reader, guint32 docid, const char *prefix, guint32 max_terms, GError **error)
{
  Gathered gathered = gathered_init (0);
  gboolean done = xap_reader_expand (reader, &docid, 1, prefix, max_terms, gather_term, &gathered, error);
  g_autofree char *text = gathered_finish (&gathered);

  return done ? g_steal_pointer (&text) : NULL;
}

/* Terms that tell a document from the others: the rarest first, of the wanted field only, with their frequencies. */
static void
test_expand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = expand (fixture->reader, 5, "", 2, &error);
  g_autofree char *stems = expand (fixture->reader, 5, "Z", 1, &error);
  g_autofree char *none = expand (fixture->reader, 5, "XYZ", 5, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "w/1 z/2");
  g_assert_cmpstr (stems, ==, "Zw/1");
  g_assert_cmpstr (none, ==, "");
  g_assert_null (expand (fixture->reader, 99, "", 5, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/search/hits", test_hits);
  ADD ("/shim/search/hits-are-copies", test_hits_are_copies);
  ADD ("/shim/search/pages", test_pages);
  ADD ("/shim/search/sort", test_sort);
  ADD ("/shim/search/weights", test_weights);
  ADD ("/shim/search/collapse", test_collapse);
  ADD ("/shim/search/collapse-empty", test_collapse_empty);
  ADD ("/shim/search/closer", test_closer);
  ADD ("/shim/search/closer-counts", test_closer_counts);
  ADD ("/shim/search/count-matches", test_count_matches);
  ADD ("/shim/search/facets", test_facets);
  ADD ("/shim/search/limit", test_limit);
  ADD ("/shim/search/limit-phrase", test_limit_phrase);
  ADD ("/shim/search/facets-collapsed", test_facets_collapsed);
  ADD ("/shim/search/facets-best", test_facets_best);
  ADD ("/shim/search/expand", test_expand);
  return g_test_run ();
}
