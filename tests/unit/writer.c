/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/writer.h"

#include "core/error.h"
#include "store-fixture.h"
#include "store/data.h"
#include "store/metadata.h"

#include <string.h>

static guint32
count (XapReader *reader)
{
  g_autoptr (GError) error = NULL;
  guint32 n_documents = xap_reader_get_document_count (reader, &error);
  g_assert_no_error (error);
  return n_documents;
}

static char *
get_line (XapReader *reader, guint32 docid, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = xap_reader_get_data (reader, docid, &error);
  g_assert_no_error (error);
  return offprint_data_get (g_bytes_get_data (data, NULL), g_bytes_get_size (data), key);
}

static char *
get_text (XapReader *reader, guint32 docid)
{
  g_autoptr (GError) error = NULL;
  char key[OFFPRINT_METADATA_TEXT_KEY];
  g_autoptr (GBytes) packed = xap_reader_get_metadata (reader, 0, offprint_metadata_text_key (docid, key), &error);
  g_assert_no_error (error);
  return offprint_metadata_unpack_text (packed);
}

static void
assert_line (XapReader *reader, guint32 docid, const char *key, const char *wanted)
{
  g_autofree char *value = get_line (reader, docid, key);
  g_assert_cmpstr (value, ==, wanted);
}

static void
assert_text (XapReader *reader, guint32 docid, const char *wanted)
{
  g_autofree char *text = get_text (reader, docid);
  g_assert_cmpstr (text, ==, wanted);
}

static void
assert_metadata (XapReader *reader, const char *key, const char *wanted)
{
  g_autoptr (GString) value = store_fixture_metadata (reader, key);
  g_assert_cmpstr (value->str, ==, wanted);
}

/* A new index is made with the folders above it and holds what Recoll and we look for. */
static void
test_new (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *above = g_build_filename (fixture->folder, "above", NULL);
  g_autofree char *nested = g_build_filename (above, "index", NULL);
  g_autoptr (OffprintWriter) nested_writer = offprint_writer_open (nested, &error);
  g_assert_no_error (error);
  offprint_swap_remove (nested);
  g_rmdir (above);
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  assert_metadata (reader, "RCL_IDX_VERSION_KEY", "1");
  assert_metadata (reader, "RCL_IDX_DESCRIPTOR_KEY", "storetext=1\n");
  assert_metadata (reader, "offprint.version", OFFPRINT_SCHEMA_VERSION);
}

/* An article is there after the commit and not before, with its data and its text. */
static void
test_put (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/a", "Otters", "They swim.");
  g_autoptr (XapReader) before = store_fixture_read (fixture);
  g_assert_cmpuint (count (before), ==, 0);
  store_fixture_commit (writer);
  g_autoptr (XapReader) after = store_fixture_read (fixture);
  g_assert_cmpuint (count (after), ==, 1);
  assert_line (after, 1, "caption", "Otters");
  assert_line (after, 1, "url", "file:///a");
  assert_text (after, 1, "They swim.");
}

/* The same path again replaces the article at its docid, text and all; other articles stay as they are. */
static void
test_replace (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/a", "Otters", "They swim.");
  store_fixture_put (writer, "/b", "Beavers", "They build.");
  store_fixture_commit (writer);
  store_fixture_put (writer, "/a", "Owls", NULL);
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autofree char *terms = store_fixture_terms (reader, 1);
  g_assert_cmpuint (count (reader), ==, 2);
  assert_line (reader, 1, "caption", "Owls");
  assert_text (reader, 1, NULL);
  assert_text (reader, 2, "They build.");
  g_assert_null (strstr (terms, "otter"));
}

static gboolean
append_position (guint32 position, gpointer data)
{
  g_string_append_printf (data, "%u ", position);
  return TRUE;
}

/* A renamed article keeps its docid, content, positions and text, and has nothing left of its old name. */
static void
test_rename (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  OffprintIdentity identity = store_fixture_identity ("/new/Second name.md");
  identity.mime_type = "text/markdown";
  identity.signature = "other";
  store_fixture_put (writer, "/old/First.html", NULL, "They swim.");
  store_fixture_put (writer, "/b", "Beavers", "They build.");
  store_fixture_commit (writer);
  offprint_writer_rename (writer, "/old/First.html", NULL, &identity, &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autofree char *terms = store_fixture_terms (reader, 1);
  g_autoptr (GString) positions = g_string_new (NULL);
  xap_reader_foreach_position (reader, 1, "swim", 4, append_position, positions, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (positions->str, ==, "100002 ");
  g_assert_cmpuint (count (reader), ==, 2);
  g_assert_cmpstr (
      terms, ==,
      "Emd Len Q/new/Second name.md| Ttext/markdown XEmd XP XPnew XSFNXXND XSFNXXST XSFNmd XSFNname XSFNname.md "
      "XSFNsecond XSFSsecond name.md XXND XXST Zswim Zthey swim they ");
  assert_line (reader, 1, "caption", "Second name.md");
  assert_line (reader, 1, "mtype", "text/markdown");
  assert_line (reader, 1, "sig", "other");
  assert_line (reader, 1, "words", "2");
  assert_text (reader, 1, "They swim.");
}

/* Renaming over another article replaces it, renaming to the same name changes only the rest, and what is not there
 * can't be renamed. */
static void
test_rename_over (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  OffprintIdentity identity = store_fixture_identity ("/b");
  store_fixture_put (writer, "/a", "Otters", "They swim.");
  store_fixture_put (writer, "/b", "Beavers", "They build.");
  offprint_writer_rename (writer, "/a", NULL, &identity, &error);
  g_assert_no_error (error);
  identity.signature = "again";
  offprint_writer_rename (writer, "/b", NULL, &identity, &error);
  g_assert_no_error (error);
  g_assert_cmpint (offprint_writer_rename (writer, "/a", NULL, &identity, &error), ==, FALSE);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_assert_cmpuint (count (reader), ==, 1);
  assert_line (reader, 1, "caption", "Otters");
  assert_line (reader, 1, "sig", "again");
  assert_text (reader, 2, NULL);
}

/* A removed article takes its text along, and its docid is not used again. */
static void
test_remove (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/a", "Otters", "They swim.");
  store_fixture_commit (writer);
  offprint_writer_remove (writer, "/a", NULL, &error);
  offprint_writer_remove (writer, "/never", NULL, &error);
  g_assert_no_error (error);
  store_fixture_put (writer, "/b", "Beavers", "They build.");
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_assert_cmpuint (count (reader), ==, 1);
  assert_text (reader, 1, NULL);
  assert_text (reader, 2, "They build.");
}

/* Recoll's stem expansion: words by stem and language, only where they differ, and the list of languages. */
static void
test_synonyms (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  store_fixture_put (writer, "/a", "Otters", "otters swimming swim");
  store_fixture_commit (writer);
  store_fixture_put (writer, "/b", "Swims", "otter swims");
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) members = g_string_new (NULL);
  xap_reader_foreach_synonym_key (reader, 0, ":Stm", store_fixture_append_term, keys, &error);
  xap_reader_foreach_synonym (reader, 0, ":Stm:english:swim", store_fixture_append_term, words, &error);
  xap_reader_foreach_synonym (reader, 0, ":Stm;members", store_fixture_append_term, members, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (keys->str, ==, ":Stm:english:otter :Stm:english:swim :Stm;members ");
  g_assert_cmpstr (words->str, ==, "swimming swims ");
  g_assert_cmpstr (members->str, ==, "english ");
}

/* A failure is kept with its path, whatever bytes that has, until it is cleared; state likewise. */
static void
test_failure_and_state (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  const char *path = "/a\n\xff";
  g_autofree char *key = offprint_metadata_failure_key (path);
  offprint_writer_set_failure (writer, path, "1-2", "no text in it", &error);
  offprint_writer_set_state (writer, "roots", g_variant_new_parsed ("['/a', '/b']"), &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autoptr (GBytes) packed = xap_reader_get_metadata (reader, 0, key, &error);
  g_autoptr (GVariant) failure = offprint_metadata_unpack_variant (packed, OFFPRINT_METADATA_FAILURE_TYPE);
  g_autoptr (GVariant) wanted = g_variant_ref_sink (g_variant_new ("(^ayss)", path, "1-2", "no text in it"));
  g_assert_cmpvariant (failure, wanted);
  g_autoptr (GBytes) state = xap_reader_get_metadata (reader, 0, "offprint.state.roots", &error);
  g_autoptr (GVariant) roots = offprint_metadata_unpack_variant (state, G_VARIANT_TYPE_STRING_ARRAY);
  g_autoptr (GVariant) wanted_roots = g_variant_ref_sink (g_variant_new_parsed ("['/a', '/b']"));
  g_assert_cmpvariant (roots, wanted_roots);
  offprint_writer_clear_failure (writer, path, &error);
  offprint_writer_set_state (writer, "roots", NULL, &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
  g_autoptr (XapReader) later = store_fixture_read (fixture);
  assert_metadata (later, key, "");
  assert_metadata (later, "offprint.state.roots", "");
}

static void
assert_refused (const StoreFixture *fixture, OffprintError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = offprint_writer_open (fixture->index, &error);
  g_assert_null (writer);
  g_assert_error (error, OFFPRINT_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
}

/* Only one can write. */
static void
test_locked (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  assert_refused (fixture, OFFPRINT_ERROR_LOCKED);
}

/* Neither an index of another version nor somebody else's is written to; both stay as they are. */
static void
test_foreign (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = xap_document_new (&error);
  g_autoptr (XapWriter) writer = xap_writer_open (fixture->index, XAP_WRITER_CREATE, &error);
  xap_document_add_term (document, "Q1", 2, 0, NULL, 0, &error);
  xap_writer_replace (writer, "Q1", 2, document, &error);
  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, xap_writer_free);
  assert_refused (fixture, OFFPRINT_ERROR_INDEX);
  writer = xap_writer_open (fixture->index, 0, &error);
  xap_writer_set_metadata (writer, OFFPRINT_METADATA_VERSION, "999", 3, &error);
  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, xap_writer_free);
  assert_refused (fixture, OFFPRINT_ERROR_INDEX);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_assert_cmpuint (count (reader), ==, 1);
  assert_metadata (reader, "RCL_IDX_VERSION_KEY", "");
}

/* What is left of an index whose making was killed is no obstacle to making one. */
static void
test_unfinished (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *version = g_build_filename (fixture->index, "iamglass", NULL);
  offprint_writer_free (store_fixture_open (fixture));
  g_assert_no_errno (g_unlink (version));
  g_autoptr (OffprintWriter) writer = offprint_writer_open (fixture->index, &error);
  g_assert_no_error (error);
  g_assert_true (offprint_writer_is_there (writer));
  g_assert_no_errno (g_unlink (version));
  g_assert_false (offprint_writer_is_there (writer));
  g_assert_false (offprint_writer_commit (writer, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED);
}

/* A file in the place of the folder is an error that says so, not a crash. */
static void
test_no_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (fixture->index, "x", 1, &error);
  g_assert_no_error (error);
  assert_refused (fixture, OFFPRINT_ERROR_INDEX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/writer/new", test_new);
  store_fixture_test ("/writer/put", test_put);
  store_fixture_test ("/writer/replace", test_replace);
  store_fixture_test ("/writer/rename", test_rename);
  store_fixture_test ("/writer/rename/over", test_rename_over);
  store_fixture_test ("/writer/remove", test_remove);
  store_fixture_test ("/writer/synonyms", test_synonyms);
  store_fixture_test ("/writer/failure-and-state", test_failure_and_state);
  store_fixture_test ("/writer/locked", test_locked);
  store_fixture_test ("/writer/foreign", test_foreign);
  store_fixture_test ("/writer/unfinished", test_unfinished);
  store_fixture_test ("/writer/no-folder", test_no_folder);
  return g_test_run ();
}
