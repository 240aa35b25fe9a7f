/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks: complete, in order, and stopped when the callback says so. (That they survive a writer is tested in
 * error.c.) */
#include "fixture.h"

#include <string.h>

typedef struct
{
  char *directory;
  XapReader *one; /* the first shard alone */
  XapReader *both;
} Fixture;

static void
fill_first (const char *path)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (GError) error = NULL;

  fixture_add (writer, "1", "red otter otter");
  fixture_add (writer, "2", "red");
  {
    g_autoptr (XapDocument) document = xap_writer_get_document (writer, 2, &error);

    fixture_set_value (document, 5, "x");
    g_assert_true (xap_writer_replace_docid (writer, 2, document, &error));
  }
  xap_writer_set_metadata (writer, "b", "2", 1, &error);
  xap_writer_set_metadata (writer, "a1", "1", 1, &error);
  xap_writer_set_metadata (writer, "a2", "1", 1, &error);
  xap_writer_add_synonym (writer, ":Stm:en:run", "runs", &error);
  xap_writer_add_synonym (writer, ":Stm:en:run", "running", &error);
  xap_writer_add_synonym (writer, ":Stm;members", "en", &error);
  g_assert_no_error (error);
  fixture_commit (writer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture->directory = fixture_make_directory ();
  first = fixture_get_path (fixture->directory, "first");
  second = fixture_get_path (fixture->directory, "second");
  fill_first (first);
  fixture_make_database (second, "red", NULL);
  fixture->one = fixture_open_reader (first, NULL);
  fixture->both = fixture_open_reader (first, second, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  xap_reader_free (fixture->one);
  xap_reader_free (fixture->both);
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
}

static void
assert_terms (XapReader *reader, const char *prefix, guint limit, const char *expected)
{
  Gathered gathered = gathered_init (limit);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (xap_reader_foreach_term (reader, prefix, gather_term, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, expected);
}

/* All terms or those of a prefix, with how many documents hold them, over all shards. */
static void
test_terms (Fixture *fixture, gconstpointer data)
{
  assert_terms (fixture->one, "", 0, "Q1/1 Q2/1 Zotter/1 Zred/2 otter/1 red/2");
  assert_terms (fixture->both, "", 0, "Q1/2 Q2/1 Zotter/1 Zred/3 otter/1 red/3");
  assert_terms (fixture->both, "Z", 0, "Zotter/1 Zred/3");
  assert_terms (fixture->both, "", 2, "Q1/2 Q2/1");
  assert_terms (fixture->both, "nothing", 0, "");
}

/* Local databases have the same walk of their own. */
static void
test_local_terms (Fixture *fixture, gconstpointer data)
{
  Gathered gathered = gathered_init (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (xap_reader_foreach_local_term (fixture->both, "r", gather_term, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, "red/3");
}

static void
assert_frequency (XapReader *reader, const char *term, guint32 expected)
{
  for (gboolean local = FALSE; local <= TRUE; local++)
    {
      g_autoptr (GError) error = NULL;
      guint32 frequency = G_MAXUINT32;

      g_assert_true (xap_reader_get_frequency (reader, term, strlen (term), local, &frequency, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (frequency, ==, expected);
    }
}

/* A term's frequency is that over all shards, and 0 for what is no term. */
static void
test_frequency (Fixture *fixture, gconstpointer data)
{
  assert_frequency (fixture->both, "red", 3);
  assert_frequency (fixture->one, "red", 2);
  assert_frequency (fixture->both, "nothing", 0);
  assert_frequency (fixture->both, "", 0);
}

static gboolean
walk_document (XapReader *reader, guint32 docid, guint limit, char **text, GError **error)
{
  Gathered gathered = gathered_init (limit);
  gboolean done = xap_reader_foreach_document_term (reader, docid, gather_term, &gathered, error);

  *text = gathered_finish (&gathered);
  return done;
}

/* The terms of one document with their counts in it; of a missing one there are none to tell. */
static void
test_document_terms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *some = NULL;
  g_autofree char *none = NULL;

  g_assert_true (walk_document (fixture->both, 1, 0, &first, &error));
  g_assert_true (walk_document (fixture->both, 2, 0, &second, &error));
  g_assert_true (walk_document (fixture->both, 1, 1, &some, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "Q1 Zotter/2 Zred/1 otter/2 red/1");
  g_assert_cmpstr (second, ==, "Q1 Zred/1 red/1");
  g_assert_cmpstr (some, ==, "Q1");
  g_assert_false (walk_document (fixture->both, 50, 0, &none, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

static void
assert_positions (XapReader *reader, guint32 docid, const char *term, guint limit, const char *expected)
{
  Gathered gathered = gathered_init (limit);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (xap_reader_foreach_position (reader, docid, term, strlen (term), gather_position, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, expected);
}

/* Positions of one term in one document; a term without positions, or not there, has none. */
static void
test_positions (Fixture *fixture, gconstpointer data)
{
  assert_positions (fixture->both, 1, "otter", 0, "2 3");
  assert_positions (fixture->both, 1, "otter", 1, "2");
  assert_positions (fixture->both, 1, "Zotter", 0, "");
  assert_positions (fixture->both, 1, "newt", 0, "");
}

/* The values of one slot with the combined docids of their documents. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  Gathered gathered = gathered_init (0);
  Gathered nothing = gathered_init (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *values = NULL;
  g_autofree char *none = NULL;

  g_assert_true (xap_reader_foreach_value (fixture->both, 5, gather_value, &gathered, &error));
  g_assert_true (xap_reader_foreach_value (fixture->both, 6, gather_value, &nothing, &error));
  g_assert_no_error (error);
  values = gathered_finish (&gathered);
  none = gathered_finish (&nothing);
  g_assert_cmpstr (values, ==, "x/3");
  g_assert_cmpstr (none, ==, "");
}

typedef gboolean (*ShardWalk) (XapReader *reader, guint shard, const char *text, XapTermFunc func, gpointer data,
                               GError **error);

static void
assert_walk (ShardWalk walk, XapReader *reader, guint shard, const char *argument, guint limit, const char *expected)
{
  Gathered gathered = gathered_init (limit);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (walk (reader, shard, argument, gather_term, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, expected);
}

/* Metadata keys and synonyms of one shard. */
static void
test_shard_walks (Fixture *fixture, gconstpointer data)
{
  assert_walk (xap_reader_foreach_metadata, fixture->both, 0, "", 0, "a1 a2 b");
  assert_walk (xap_reader_foreach_metadata, fixture->both, 0, "a", 0, "a1 a2");
  assert_walk (xap_reader_foreach_metadata, fixture->both, 0, "a", 1, "a1");
  assert_walk (xap_reader_foreach_metadata, fixture->both, 1, "", 0, "");
  assert_walk (xap_reader_foreach_synonym_key, fixture->both, 0, "", 0, ":Stm:en:run :Stm;members");
  assert_walk (xap_reader_foreach_synonym_key, fixture->both, 0, ":Stm:", 0, ":Stm:en:run");
  assert_walk (xap_reader_foreach_synonym_key, fixture->both, 1, "", 0, "");
  assert_walk (xap_reader_foreach_synonym, fixture->both, 0, ":Stm:en:run", 0, "running runs");
  assert_walk (xap_reader_foreach_synonym, fixture->both, 0, ":Stm:en:run", 1, "running");
  assert_walk (xap_reader_foreach_synonym, fixture->both, 0, ":Stm", 0, "");
}

/* A shard that is not there is told. */
static void
test_no_shard (Fixture *fixture, gconstpointer data)
{
  static const ShardWalk walks[] = { xap_reader_foreach_metadata, xap_reader_foreach_synonym_key,
                                     xap_reader_foreach_synonym };

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (walks[i] (fixture->both, 2, "x", gather_term, NULL, &error));
      g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
    }
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/walk/terms", test_terms);
  ADD ("/shim/walk/local-terms", test_local_terms);
  ADD ("/shim/walk/frequency", test_frequency);
  ADD ("/shim/walk/document-terms", test_document_terms);
  ADD ("/shim/walk/positions", test_positions);
  ADD ("/shim/walk/values", test_values);
  ADD ("/shim/walk/shard-walks", test_shard_walks);
  ADD ("/shim/walk/no-shard", test_no_shard);
  return g_test_run ();
}
