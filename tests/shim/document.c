/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents: what goes in comes out, and what a database could not store is refused at once. */
#include "fixture.h"

#include <string.h>

/* Data and values keep every byte, NUL included, and are empty where nothing was set. */
static void
test_round_trip (void)
{
  static const char bytes[] = "a\0b\xff\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = xap_document_new (&error);
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GBytes) value = NULL;
  g_autoptr (GBytes) unset = NULL;

  g_assert_no_error (error);
  g_assert_true (xap_document_set_data (document, bytes, sizeof bytes, &error));
  g_assert_true (xap_document_set_value (document, 1000, bytes, sizeof bytes, &error));
  g_assert_no_error (error);

  data = xap_document_get_data (document, &error);
  value = xap_document_get_value (document, 1000, &error);
  unset = xap_document_get_value (document, 1001, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (data, NULL), g_bytes_get_size (data), bytes, sizeof bytes);
  g_assert_cmpmem (g_bytes_get_data (value, NULL), g_bytes_get_size (value), bytes, sizeof bytes);
  g_assert_cmpuint (g_bytes_get_size (unset), ==, 0);
}

/* NULL with length 0 is an empty value or no data, and takes away what was there. */
static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = xap_document_new (&error);
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GBytes) value = NULL;

  g_assert_true (xap_document_set_data (document, "x", 1, &error));
  g_assert_true (xap_document_set_data (document, NULL, 0, &error));
  g_assert_true (xap_document_set_value (document, 5, "x", 1, &error));
  g_assert_true (xap_document_set_value (document, 5, NULL, 0, &error));
  data = xap_document_get_data (document, &error);
  value = xap_document_get_value (document, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (data), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (value), ==, 0);
}

/* The longest term is taken, one byte more is not; a NUL counts twice; an empty term is refused. */
static void
test_term_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = xap_document_new (&error);
  char term[XAP_TERM_MAX_BYTES + 1];

  memset (term, 'x', sizeof term);
  g_assert_true (xap_document_add_term (document, term, XAP_TERM_MAX_BYTES, 1, NULL, 0, &error));
  g_assert_no_error (error);

  g_assert_false (xap_document_add_term (document, term, XAP_TERM_MAX_BYTES + 1, 1, NULL, 0, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);

  term[0] = '\0';
  g_assert_false (xap_document_add_term (document, term, XAP_TERM_MAX_BYTES, 1, NULL, 0, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_false (xap_document_add_term (document, "", 0, 1, NULL, 0, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

/* Of a term with positions the count is the one given, were it 0, and adding again adds up: ranking by counts
 * shows it. */
static void
test_counts (void)
{
  static const guint32 positions[] = { 3, 5, 9 };
  static const guint32 counts[] = { 0, 1, 7 };
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = "tfidf nnn" };
  g_autofree char *directory = fixture_make_directory ();
  g_autofree char *path = fixture_get_path (directory, "db");
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");
  g_autoptr (XapHits) hits = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (XapDocument) document = xap_document_new (&error);
      g_autofree char *id = g_strdup_printf ("%zu", i);

      g_assert_true (xap_document_add_term (document, "otter", 5, counts[i], positions, 3, &error));
      if (counts[i] == 7)
        g_assert_true (xap_document_add_term (document, "otter", 5, 2, positions + 1, 1, &error));
      fixture_add_term (document, id, 0);
      g_assert_cmpuint (xap_writer_replace (writer, id, 1, document, &error), ==, i + 1);
      g_assert_no_error (error);
    }
  fixture_commit (writer);

  reader = fixture_open_reader (path, NULL);
  hits = xap_reader_search (reader, query, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 3);
  g_assert_cmpfloat (xap_hits_get (hits, 0)->weight, ==, 9);
  g_assert_cmpfloat (xap_hits_get (hits, 1)->weight, ==, 1);
  g_assert_cmpfloat (xap_hits_get (hits, 2)->weight, ==, 0);

  for (guint32 docid = 1; docid <= 3; docid++)
    {
      Gathered gathered = gathered_init (0);
      g_autofree char *text = NULL;

      g_assert_true (xap_reader_foreach_position (reader, docid, "otter", 5, gather_position, &gathered, &error));
      text = gathered_finish (&gathered);
      g_assert_cmpstr (text, ==, "3 5 9");
    }
  g_clear_pointer (&reader, xap_reader_free);
  g_clear_pointer (&writer, xap_writer_free);
  fixture_remove_directory (directory);
}

/* A removed term is gone; removing one that is not there is no error. */
static void
test_remove_term (void)
{
  g_autofree char *directory = fixture_make_directory ();
  g_autofree char *path = fixture_get_path (directory, "db");
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (XapDocument) document = fixture_make_document ("1", "red otter");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autofree char *text = NULL;
  Gathered gathered = gathered_init (0);

  g_assert_true (xap_document_remove_term (document, "otter", 5, &error));
  g_assert_true (xap_document_remove_term (document, "badger", 6, &error));
  g_assert_no_error (error);
  fixture_replace (writer, "1", document);
  fixture_commit (writer);
  reader = fixture_open_reader (path, NULL);
  g_assert_true (xap_reader_foreach_document_term (reader, 1, gather_term, &gathered, &error));
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, "Q1 Zotter/1 Zred/1 red/1");
  g_clear_pointer (&reader, xap_reader_free);
  g_clear_pointer (&writer, xap_writer_free);
  fixture_remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shim/document/round-trip", test_round_trip);
  g_test_add_func ("/shim/document/empty", test_empty);
  g_test_add_func ("/shim/document/term-length", test_term_length);
  g_test_add_func ("/shim/document/counts", test_counts);
  g_test_add_func ("/shim/document/remove-term", test_remove_term);
  return g_test_run ();
}
