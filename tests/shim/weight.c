/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighting schemes by name. */
#include "fixture.h"

typedef struct
{
  char *directory;
  XapReader *reader;
  XapQuery *query;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->directory = fixture_make_directory ();
  path = fixture_get_path (fixture->directory, "db");
  fixture_make_database (path, "otter otter otter red", "otter and some more words to make it longer", "red newt",
                         "newt", NULL);
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

static XapHits *
search (Fixture *fixture, const char *weighting, GError **error)
{
  const XapSearch with_weighting = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = weighting };

  return xap_reader_search (fixture->reader, fixture->query, &with_weighting, error);
}

static double
weigh (Fixture *fixture, const char *weighting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = search (fixture, weighting, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 2);
  return xap_hits_get (hits, 0)->weight;
}

/* All names are known, and all but `bool` give weight. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "bm25", "bm25+", "coord", "dlh", "dph", "ifb2", "ineb2", "inl2", "bb2", "pl2",
                                       "tfidf", "trad" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpfloat (weigh (fixture, names[i]), >, 0);
  g_assert_cmpfloat (weigh (fixture, "bool"), ==, 0);
  g_assert_cmpfloat (weigh (fixture, "coord"), ==, 1);
}

/* Parameters change the weight; those that are not given are as in Xapian, and no name at all is BM25. */
static void
test_parameters (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpfloat (weigh (fixture, "ineb2 1.5"), !=, weigh (fixture, "ineb2"));
  g_assert_cmpfloat (weigh (fixture, "ineb2 1"), ==, weigh (fixture, "ineb2"));
  g_assert_cmpfloat (weigh (fixture, "bm25 1.6 0 1 0.6 0"), !=, weigh (fixture, "bm25"));
  g_assert_cmpfloat (weigh (fixture, "bm25 1 0 1 0.5 0.5"), ==, weigh (fixture, NULL));
  g_assert_cmpfloat (weigh (fixture, "  bm25   1.6 "), ==, weigh (fixture, "bm25 1.6"));
  g_assert_cmpfloat (weigh (fixture, "bm25+ 1 0 1 0.5 0.5 2"), >, weigh (fixture, "bm25+"));
  g_assert_cmpfloat (weigh (fixture, "tfidf nnn"), ==, 3);
}

/* Wrong names, numbers and counts are told. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "magic", "", " ", "BM25", "bm25 x", "bm25 1 2 3 4 5 6", "bool 1", "ineb2 nan",
                                       "ineb2 1x", "ineb2 -1", "tfidf zzz", "tfidf nnn n" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (XapHits) hits = search (fixture, wrong[i], &error);

      g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
      g_assert_null (hits);
    }
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/weight/names", test_names);
  ADD ("/shim/weight/parameters", test_parameters);
  ADD ("/shim/weight/refused", test_refused);
  return g_test_run ();
}
