/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer: docids that stay, changes that are made together or not at all, and all that is kept beside documents. */
#include "fixture.h"

#include <string.h>

typedef struct
{
  char *directory;
  char *path;
  XapWriter *writer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_directory ();
  fixture->path = fixture_get_path (fixture->directory, "db");
  fixture->writer = fixture_open_writer (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->writer, xap_writer_free);
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static char *
find_word (const char *path, const char *word)
{
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);
  g_autoptr (XapQuery) query = fixture_make_term_query (word);

  return fixture_search (reader, query, NULL);
}

static guint32
find_docid (XapWriter *writer, const char *term)
{
  g_autoptr (GError) error = NULL;
  guint32 docid = G_MAXUINT32;

  g_assert_true (xap_writer_find (writer, term, strlen (term), &docid, &error));
  g_assert_no_error (error);
  return docid;
}

/* A document that is replaced keeps its docid, and a docid is not given twice, not even after a deletion. */
static void
test_docids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fixture_add (fixture->writer, "a", "red otter"), ==, 1);
  g_assert_cmpuint (fixture_add (fixture->writer, "b", "blue otter"), ==, 2);
  g_assert_cmpuint (fixture_add (fixture->writer, "c", "grey otter"), ==, 3);
  g_assert_cmpuint (fixture_add (fixture->writer, "a", "green otter"), ==, 1);
  fixture_commit (fixture->writer);
  g_assert_cmpuint (fixture_add (fixture->writer, "b", "white otter"), ==, 2);
  g_assert_true (xap_writer_delete (fixture->writer, 3, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_add (fixture->writer, "d", "black otter"), ==, 4);
  g_assert_false (xap_writer_delete (fixture->writer, 3, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

/* A docid that was free can be chosen: segments of one index number their documents so. */
static void
test_replace_docid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = fixture_make_document ("far", "otter");
  g_autofree char *found = NULL;

  g_assert_true (xap_writer_replace_docid (fixture->writer, 5000, document, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_add (fixture->writer, "next", "otter"), ==, 5001);
  g_assert_false (xap_writer_replace_docid (fixture->writer, 0, document, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  fixture_commit (fixture->writer);
  found = find_word (fixture->path, "otter");
  g_assert_cmpstr (found, ==, "5000 5001");
}

/* A term is found at once, before the commit; one that nothing holds gives 0 and is no error. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint32 docid = 77;

  fixture_add (fixture->writer, "a", "red");
  fixture_add (fixture->writer, "b", "blue");
  g_assert_cmpuint (find_docid (fixture->writer, "Qb"), ==, 2);
  fixture_commit (fixture->writer);
  g_assert_cmpuint (find_docid (fixture->writer, "Qb"), ==, 2);
  g_assert_cmpuint (find_docid (fixture->writer, "Qc"), ==, 0);
  g_assert_true (xap_writer_delete (fixture->writer, 2, &error));
  g_assert_cmpuint (find_docid (fixture->writer, "Qb"), ==, 0);

  g_assert_false (xap_writer_find (fixture->writer, "", 0, &docid, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_assert_cmpuint (docid, ==, 77);
}

/* What is not committed is lost with the handle: Xapian alone would commit it. */
static void
test_no_silent_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  fixture_add (fixture->writer, "a", "otter");
  fixture_commit (fixture->writer);
  fixture_add (fixture->writer, "b", "otter");
  g_assert_true (xap_writer_set_metadata (fixture->writer, "key", "value", 5, &error));
  g_clear_pointer (&fixture->writer, xap_writer_free);

  found = find_word (fixture->path, "otter");
  g_assert_cmpstr (found, ==, "1");
  fixture->writer = fixture_open_writer (fixture->path);
  {
    g_autoptr (GBytes) value = xap_writer_get_metadata (fixture->writer, "key", &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (value), ==, 0);
  }
}

/* Nor is anything committed on the way, however many changes there are (Xapian alone: every 10,000). */
static void
test_one_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  fixture_commit (fixture->writer);
  for (guint i = 0; i < 10500; i++)
    {
      g_autoptr (XapDocument) document = xap_document_new (&error);
      g_autofree char *id = g_strdup_printf ("Q%u", i);

      fixture_add_term (document, id, 0);
      xap_writer_replace (fixture->writer, id, strlen (id), document, &error);
      g_assert_no_error (error);
    }
  reader = fixture_open_reader (fixture->path, NULL);
  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 0);
  fixture_commit (fixture->writer);
  g_assert_true (xap_reader_reopen (reader, NULL, &error));
  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 10500);
  g_assert_no_error (error);
}

/* A document is changed in place: the changed value is stored, all else stays, and its docid too. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autofree char *terms = NULL;
  g_autofree char *values = NULL;
  g_autoptr (GBytes) text = NULL;
  Gathered gathered_terms = gathered_init (0);
  Gathered gathered_values = gathered_init (0);

  fixture_add (fixture->writer, "a", "red otter");
  fixture_commit (fixture->writer);
  document = xap_writer_get_document (fixture->writer, 1, &error);
  g_assert_no_error (error);
  fixture_set_value (document, 7, "new");
  g_assert_true (xap_writer_replace_docid (fixture->writer, 1, document, &error));
  fixture_commit (fixture->writer);

  reader = fixture_open_reader (fixture->path, NULL);
  g_assert_true (xap_reader_foreach_document_term (reader, 1, gather_term, &gathered_terms, &error));
  g_assert_true (xap_reader_foreach_value (reader, 7, gather_value, &gathered_values, &error));
  terms = gathered_finish (&gathered_terms);
  values = gathered_finish (&gathered_values);
  g_assert_cmpstr (terms, ==, "Qa Zotter/1 Zred/1 otter/1 red/1");
  g_assert_cmpstr (values, ==, "new/1");
  text = xap_reader_get_data (reader, 1, &error);
  fixture_assert_bytes (text, "red otter");

  g_assert_null (xap_writer_get_document (fixture->writer, 2, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

/* A document that a writer gave out is of no use after the writer is gone: an error, no crash. */
static void
test_orphan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = NULL;
  g_autoptr (GBytes) text = NULL;

  fixture_add (fixture->writer, "a", "otter");
  fixture_commit (fixture->writer);
  document = xap_writer_get_document (fixture->writer, 1, &error);
  g_clear_pointer (&fixture->writer, xap_writer_free);
  text = xap_document_get_data (document, &error);
  if (text == NULL)
    g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  else
    fixture_assert_bytes (text, "otter");
}

/* Metadata: bytes with NUL, replaced, removed, and refused where Xapian could not store the key. */
static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  static const char bytes[] = "x\0y";
  g_autoptr (GError) error = NULL;
  g_autofree char *long_key = g_strnfill (XAP_TERM_MAX_BYTES + 1, 'k');
  g_autoptr (GBytes) value = NULL;

  g_assert_true (xap_writer_set_metadata (fixture->writer, "key", bytes, sizeof bytes, &error));
  value = xap_writer_get_metadata (fixture->writer, "key", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (value, NULL), g_bytes_get_size (value), bytes, sizeof bytes);
  g_clear_pointer (&value, g_bytes_unref);

  g_assert_true (xap_writer_set_metadata (fixture->writer, "key", NULL, 0, &error));
  value = xap_writer_get_metadata (fixture->writer, "key", &error);
  g_assert_cmpuint (g_bytes_get_size (value), ==, 0);

  g_assert_false (xap_writer_set_metadata (fixture->writer, "", "x", 1, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (xap_writer_set_metadata (fixture->writer, long_key, "x", 1, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  long_key[XAP_TERM_MAX_BYTES] = '\0';
  g_assert_true (xap_writer_set_metadata (fixture->writer, long_key, "x", 1, &error));
  g_assert_no_error (error);
  fixture_commit (fixture->writer);
}

static char *
list_synonyms (const char *path, const char *key)
{
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);
  g_autoptr (GError) error = NULL;
  Gathered gathered = gathered_init (0);

  g_assert_true (xap_reader_foreach_synonym (reader, 0, key, gather_term, &gathered, &error));
  g_assert_no_error (error);
  return gathered_finish (&gathered);
}

/* Synonyms come and go one by one; keys and words that could not be stored are refused before they spoil a commit. */
static void
test_synonyms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_key = g_strnfill (XAP_TERM_MAX_BYTES + 1, 'k');
  g_autofree char *both = NULL;
  g_autofree char *one = NULL;

  g_assert_true (xap_writer_add_synonym (fixture->writer, ":Stm:english:count", "counted", &error));
  g_assert_true (xap_writer_add_synonym (fixture->writer, ":Stm:english:count", "counting", &error));
  g_assert_true (xap_writer_add_synonym (fixture->writer, ":Stm:english:count", "counting", &error));
  fixture_commit (fixture->writer);
  both = list_synonyms (fixture->path, ":Stm:english:count");
  g_assert_cmpstr (both, ==, "counted counting");

  g_assert_true (xap_writer_remove_synonym (fixture->writer, ":Stm:english:count", "counted", &error));
  g_assert_true (xap_writer_remove_synonym (fixture->writer, ":Stm:english:count", "never there", &error));
  g_assert_no_error (error);
  fixture_commit (fixture->writer);
  one = list_synonyms (fixture->path, ":Stm:english:count");
  g_assert_cmpstr (one, ==, "counting");

  g_assert_false (xap_writer_add_synonym (fixture->writer, long_key, "x", &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (xap_writer_add_synonym (fixture->writer, "x", long_key, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_clear_error (&error);
  long_key[XAP_TERM_MAX_BYTES] = '\0';
  g_assert_true (xap_writer_add_synonym (fixture->writer, long_key, long_key, &error));
  fixture_commit (fixture->writer);
}

static char *
suggest (const char *path, const char *word)
{
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);
  g_autoptr (GError) error = NULL;
  char *suggestion = xap_reader_suggest (reader, word, &error);

  g_assert_no_error (error);
  return suggestion;
}

/* A word that was added is suggested for one spelt alike, and no longer when it was taken away as often as it was
 * added. */
static void
test_spelling (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_word = g_strnfill (XAP_TERM_MAX_BYTES, 'k');
  g_autofree char *corrected = NULL;
  g_autofree char *unlike = NULL;
  g_autofree char *gone = NULL;

  g_assert_true (xap_writer_add_spelling (fixture->writer, "otter", 2, &error));
  g_assert_true (xap_writer_add_spelling (fixture->writer, long_word, 1, &error));
  g_assert_no_error (error);
  fixture_commit (fixture->writer);
  corrected = suggest (fixture->path, "ottre");
  unlike = suggest (fixture->path, "xylophone");
  g_assert_cmpstr (corrected, ==, "otter");
  g_assert_null (unlike);

  g_assert_true (xap_writer_remove_spelling (fixture->writer, "otter", 2, &error));
  g_assert_no_error (error);
  fixture_commit (fixture->writer);
  gone = suggest (fixture->path, "ottre");
  g_assert_null (gone);
}

/* A database is made only when asked for. */
static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = fixture_get_path (fixture->directory, "other");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapWriter) writer = xap_writer_open (other, 0, &error);

  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
  g_assert_null (writer);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  writer = xap_writer_open (other, XAP_WRITER_CREATE, &error);
  g_assert_no_error (error);
  fixture_add (writer, "a", "otter");
  g_assert_true (xap_writer_commit (writer, &error));
  g_clear_pointer (&writer, xap_writer_free);
  writer = xap_writer_open (other, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find_docid (writer, "Qa"), ==, 1);
}

/* Values are seen before they are committed, changed ones too, one by one and as a walk; a document that is gone has
 * none. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Gathered gathered = gathered_init (0);
  g_autofree char *values = NULL;

  for (guint i = 0; i < 3; i++)
    {
      static const char *const texts[] = { "one", "two", "three" };
      g_autoptr (XapDocument) document = fixture_make_document (texts[i], texts[i]);

      fixture_set_value (document, 7, texts[i]);
      g_assert_cmpuint (fixture_replace (fixture->writer, texts[i], document), ==, i + 1);
      if (i == 0)
        fixture_commit (fixture->writer);
    }
  {
    g_autoptr (XapDocument) first = xap_writer_get_document (fixture->writer, 1, &error);
    g_autoptr (GBytes) second = xap_writer_get_value (fixture->writer, 2, 7, &error);
    g_autoptr (GBytes) nothing = xap_writer_get_value (fixture->writer, 9, 7, &error);

    g_assert_no_error (error);
    fixture_assert_bytes (second, "two");
    fixture_assert_bytes (nothing, "");
    fixture_set_value (first, 7, "changed");
    g_assert_true (xap_writer_replace_docid (fixture->writer, 1, first, &error));
  }
  g_assert_true (xap_writer_delete (fixture->writer, 2, &error));
  g_assert_true (xap_writer_foreach_value (fixture->writer, 7, gather_value, &gathered, &error));
  g_assert_no_error (error);
  values = gathered_finish (&gathered);
  g_assert_cmpstr (values, ==, "changed/1 three/3");
  g_assert_null (xap_writer_get_value (fixture->writer, 0, 7, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/writer/docids", test_docids);
  ADD ("/shim/writer/replace-docid", test_replace_docid);
  ADD ("/shim/writer/find", test_find);
  ADD ("/shim/writer/no-silent-commit", test_no_silent_commit);
  ADD ("/shim/writer/one-commit", test_one_commit);
  ADD ("/shim/writer/change", test_change);
  ADD ("/shim/writer/orphan", test_orphan);
  ADD ("/shim/writer/values", test_values);
  ADD ("/shim/writer/metadata", test_metadata);
  ADD ("/shim/writer/synonyms", test_synonyms);
  ADD ("/shim/writer/spelling", test_spelling);
  ADD ("/shim/writer/create", test_create);
  return g_test_run ();
}
