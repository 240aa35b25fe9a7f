/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries put together by hand: what each operator finds. */
#include "fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *directory;
  XapReader *reader;
} Fixture;

/* Documents 1 to 4; slot 0 holds a date in all but the last. */
static void
set_number (XapDocument *document, double number)
{
  g_autoptr (GError) error = NULL;
  char buffer[9];
  gsize length = xap_sortable_serialise (number, buffer);

  xap_document_set_value (document, 1, buffer, length, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "red otter swims", "blue otter", "red badger", "green newt" };
  static const char *const dates[] = { "2020", "2021-05", "2022", NULL };
  static const double numbers[] = { 3, 0.5, 2, -1 };
  g_autofree char *path = NULL;
  g_autoptr (XapWriter) writer = NULL;

  fixture->directory = fixture_make_directory ();
  path = fixture_get_path (fixture->directory, "db");
  writer = fixture_open_writer (path);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (XapDocument) document = fixture_make_document (texts[i], texts[i]);

      if (dates[i] != NULL)
        fixture_set_value (document, 0, dates[i]);
      if (numbers[i] >= 0)
        set_number (document, numbers[i]);
      fixture_replace (writer, texts[i], document);
    }
  fixture_commit (writer);
  fixture->reader = fixture_open_reader (path, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  xap_reader_free (fixture->reader);
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
}

/* What is preferred comes first, and nothing else is found by it. */
static void
test_prefer (Fixture *fixture, gconstpointer data)
{
  const XapSearch ten = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (XapQuery) otter = fixture_make_term_query ("otter");
  g_autoptr (XapQuery) newt = fixture_make_term_query ("newt");
  g_autoptr (XapQuery) blue = fixture_make_term_query ("blue");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) found = xap_query_scale (otter, 0, &error);
  g_autoptr (XapQuery) first = xap_query_prefer (found, blue, &error);
  g_autoptr (XapQuery) same = xap_query_prefer (found, newt, &error);
  g_autofree char *preferred = NULL;
  g_autofree char *others = NULL;

  g_assert_no_error (error);
  preferred = fixture_search (fixture->reader, first, &ten);
  others = fixture_search (fixture->reader, same, &ten);
  g_assert_cmpstr (preferred, ==, "2 1");
  g_assert_cmpstr (others, ==, "1 2");
}

static void
assert_finds (Fixture *fixture, XapQuery *query, const char *expected)
{
  const XapSearch by_number = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = "bool" };
  g_autofree char *found = NULL;

  g_assert_nonnull (query);
  found = fixture_search (fixture->reader, query, &by_number);
  g_assert_cmpstr (found, ==, expected);
}

static XapQuery *
combine (XapOperator op, guint32 parameter, const char *first, const char *second)
{
  g_autoptr (XapQuery) a = fixture_make_term_query (first);
  g_autoptr (XapQuery) b = fixture_make_term_query (second);
  XapQuery *const both[] = { a, b };
  g_autoptr (GError) error = NULL;
  XapQuery *query = xap_query_combine (op, both, 2, parameter, &error);

  g_assert_no_error (error);
  return query;
}

/* Each operator, on two words. */
static void
test_operators (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    XapOperator op;
    guint32 parameter;
    const char *first, *second, *expected;
  } rows[] = {
    { XAP_OPERATOR_AND, 0, "red", "otter", "1" },
    { XAP_OPERATOR_OR, 0, "red", "otter", "1 2 3" },
    { XAP_OPERATOR_AND_NOT, 0, "red", "otter", "3" },
    { XAP_OPERATOR_FILTER, 0, "red", "otter", "1" },
    { XAP_OPERATOR_PHRASE, 0, "red", "otter", "1" },
    { XAP_OPERATOR_PHRASE, 0, "red", "swims", "" },
    { XAP_OPERATOR_PHRASE, 3, "red", "swims", "1" },
    { XAP_OPERATOR_PHRASE, 3, "swims", "red", "" },
    { XAP_OPERATOR_NEAR, 3, "swims", "red", "1" },
    { XAP_OPERATOR_NEAR, 0, "swims", "red", "" },
    { XAP_OPERATOR_SYNONYM, 0, "badger", "newt", "3 4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (XapQuery) query = combine (rows[i].op, rows[i].parameter, rows[i].first, rows[i].second);

      assert_finds (fixture, query, rows[i].expected);
    }
}

static XapQuery *
make_range (const char *low, const char *high)
{
  g_autoptr (GError) error = NULL;
  XapQuery *query = xap_query_new_range (0, low, low != NULL ? strlen (low) : 0, high,
                                         high != NULL ? strlen (high) : 0, &error);

  g_assert_no_error (error);
  return query;
}

/* Ranges with both ends, one or none; what has no value is found only where there is no end at all. */
static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *low, *high, *expected;
  } rows[] = {
    { "2020", "2021-12", "1 2" }, { "2021", "2021~", "2" },   { "2021", NULL, "2 3" },
    { NULL, "2021", "1" },        { NULL, NULL, "1 2 3 4" }, { "2023", "2020", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (XapQuery) query = make_range (rows[i].low, rows[i].high);

      assert_finds (fixture, query, rows[i].expected);
    }
}

/* All documents, those of a prefix, and none. */
static void
test_leaves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) all = xap_query_new_all (&error);
  g_autoptr (XapQuery) wildcard = xap_query_new_wildcard (fixture->reader, "b", 1, 0, &error);
  g_autoptr (XapQuery) one = xap_query_new_wildcard (fixture->reader, "b", 1, 1, &error);
  g_autoptr (XapQuery) none = xap_query_combine (XAP_OPERATOR_OR, NULL, 0, 0, &error);
  g_autoptr (XapHits) hits = NULL;
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };

  g_assert_no_error (error);
  assert_finds (fixture, all, "1 2 3 4");
  assert_finds (fixture, wildcard, "2 3");
  assert_finds (fixture, none, "");
  g_assert_false (xap_query_is_empty (all));
  g_assert_true (xap_query_is_empty (none));

  hits = xap_reader_search (fixture->reader, one, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 1);
}

/* An empty term would mean all documents to Xapian, and a negative weight anything: both are refused. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapQuery) otter = fixture_make_term_query ("otter");
  g_autoptr (GError) error = NULL;

  g_assert_null (xap_query_new_term ("", 0, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (xap_query_scale (otter, -1, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (xap_query_scale (otter, NAN, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

static double
weigh (Fixture *fixture, XapQuery *query)
{
  const XapSearch search = { .limit = 1, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (fixture->reader, query, &search, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 1);
  return xap_hits_get (hits, 0)->weight;
}

/* Scaling multiplies the weight; zero takes it away. */
static void
test_scale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) newt = fixture_make_term_query ("newt");
  g_autoptr (XapQuery) third = xap_query_scale (newt, 0.25, &error);
  g_autoptr (XapQuery) nothing = xap_query_scale (newt, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (weigh (fixture, newt), >, 0);
  g_assert_cmpfloat_with_epsilon (weigh (fixture, third), weigh (fixture, newt) / 4, 1e-9);
  g_assert_cmpfloat (weigh (fixture, nothing), ==, 0);
}

/* The number in a slot is the weight; what has none there is not found. */
static void
test_value_weight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) query = xap_query_new_value_weight (1, &error);
  g_autoptr (XapHits) hits = NULL;
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };
  static const double weights[] = { 3, 2, 0.5 };
  static const guint32 docids[] = { 1, 3, 2 };

  g_assert_no_error (error);
  hits = xap_reader_search (fixture->reader, query, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, G_N_ELEMENTS (weights));
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_assert_cmpuint (xap_hits_get (hits, i)->docid, ==, docids[i]);
      g_assert_cmpfloat (xap_hits_get (hits, i)->weight, ==, weights[i]);
    }
}

/* A query is a value: what was made from it lives on without it. */
static void
test_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapQuery) query = NULL;
  g_autofree char *description = NULL;

  query = combine (XAP_OPERATOR_AND, 0, "red", "otter");
  description = xap_query_describe (query);
  g_assert_cmpstr (description, ==, "Query((red AND otter))");
  assert_finds (fixture, query, "1");
}

/* Its terms are told once each, in order, until the caller has enough. */
static void
test_terms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapQuery) query = combine (XAP_OPERATOR_OR, 0, "red", "otter");
  g_autoptr (XapQuery) again = fixture_make_term_query ("red");
  XapQuery *const both[] = { query, again };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) whole = xap_query_combine (XAP_OPERATOR_OR, both, 2, 0, &error);
  Gathered all = gathered_init (0);
  Gathered first = gathered_init (1);
  g_autofree char *all_text = NULL;
  g_autofree char *first_text = NULL;

  g_assert_true (xap_query_foreach_term (whole, gather_term, &all, &error));
  g_assert_true (xap_query_foreach_term (whole, gather_term, &first, &error));
  g_assert_no_error (error);
  all_text = gathered_finish (&all);
  first_text = gathered_finish (&first);
  g_assert_cmpstr (all_text, ==, "otter red");
  g_assert_cmpstr (first_text, ==, "otter");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/query/operators", test_operators);
  ADD ("/shim/query/prefer", test_prefer);
  ADD ("/shim/query/ranges", test_ranges);
  ADD ("/shim/query/leaves", test_leaves);
  ADD ("/shim/query/refused", test_refused);
  ADD ("/shim/query/scale", test_scale);
  ADD ("/shim/query/value", test_value);
  ADD ("/shim/query/value-weight", test_value_weight);
  ADD ("/shim/query/terms", test_terms);
  return g_test_run ();
}
