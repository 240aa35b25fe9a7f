/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stub files, and real servers on this machine: one started as a program, one listening on the loopback. */
#include "fixture.h"

#include "tests/server-fixture.h"

#include <string.h>

typedef struct
{
  char *directory;
  char *first, *second, *stub;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_directory ();
  fixture->first = fixture_get_path (fixture->directory, "first");
  fixture->second = fixture_get_path (fixture->directory, "second");
  fixture->stub = fixture_get_path (fixture->directory, "stub");
  fixture_make_database (fixture->first, "red otter", "blue otter", NULL);
  fixture_make_database (fixture->second, "otter", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->stub);
}

static void
assert_finds (XapReader *reader, const char *word, const char *expected)
{
  const XapSearch by_number = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = "bool" };
  g_autoptr (XapQuery) query = fixture_make_term_query (word);
  g_autofree char *found = fixture_search (reader, query, &by_number);

  g_assert_cmpstr (found, ==, expected);
}

/* The lines of a stub file are shards of their own, in their order; paths are relative to the file; remarks and
 * empty lines are skipped. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("# remark\n\nauto second\nauto %s", fixture->first);
  g_autoptr (XapReader) reader = NULL;
  guint shard;
  guint32 docid;

  fixture_write_file (fixture->stub, text);
  reader = fixture_open_reader (fixture->stub, NULL);
  g_autofree char *name = xap_reader_get_shard_name (reader, 1);
  g_autofree char *no_name = xap_reader_get_shard_name (reader, 2);
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 2);
  g_assert_cmpstr (name, ==, fixture->first);
  g_assert_cmpstr (no_name, ==, "?");
  g_assert_true (xap_reader_is_local (reader));
  assert_finds (reader, "otter", "1 2 4");
  xap_reader_locate (reader, 4, &shard, &docid);
  g_assert_cmpuint (shard, ==, 1);
  g_assert_cmpuint (docid, ==, 2);
}

/* A folder may hold its stub file, and stub files may name others. */
static void
test_nested (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_folder = fixture_get_path (fixture->directory, "XAPIANDB");
  g_autoptr (XapReader) reader = NULL;

  fixture_write_file (in_folder, "auto stub\nglass second\n");
  fixture_write_file (fixture->stub, "auto first\n");
  reader = fixture_open_reader (fixture->directory, NULL);
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 2);
  assert_finds (reader, "otter", "1 2 3");
}

static void
assert_open_fails (const char *path, int code)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = xap_reader_open (paths, &error);

  g_assert_error (error, XAP_ERROR, code);
  g_assert_null (reader);
}

/* Lines that mean nothing are told by number, not by what they hold. */
static void
test_bad_lines (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "secret", "auto", "auto ", "magic x", "remote", "remote host", "remote host:", "remote host:99999",
    "remote host:x", "remote host:0", " auto x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *const paths[] = { fixture->stub, NULL };
      g_autofree char *text = g_strdup_printf ("auto first\n%s\n", lines[i]);
      g_autoptr (GError) error = NULL;

      fixture_write_file (fixture->stub, text);
      g_assert_null (xap_reader_open (paths, &error));
      g_assert_error (error, XAP_ERROR, XAP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "line 2"));
      g_assert_null (strstr (error->message, "secret"));
    }
}

/* Circles, floods and large files end with an error, not with the machine. */
static void
test_bounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *large = g_strnfill (100000, '\n');

  fixture_write_file (fixture->stub, "auto stub\n");
  assert_open_fails (fixture->stub, XAP_ERROR_CORRUPT);
  fixture_write_file (fixture->stub, "auto first\nauto stub\nauto stub\n");
  assert_open_fails (fixture->stub, XAP_ERROR_CORRUPT);
  for (guint i = 0; i < 257; i++)
    g_string_append (many, "auto first\n");
  fixture_write_file (fixture->stub, many->str);
  assert_open_fails (fixture->stub, XAP_ERROR_FAILED);
  fixture_write_file (fixture->stub, large);
  assert_open_fails (fixture->stub, XAP_ERROR_CORRUPT);
  fixture_write_file (fixture->stub, "auto missing\n");
  assert_open_fails (fixture->stub, XAP_ERROR_NOT_FOUND);
}

/* A stub file that names another database since is followed at the next reopening. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  fixture_write_file (fixture->stub, "auto first\n");
  reader = fixture_open_reader (fixture->stub, NULL);
  assert_finds (reader, "otter", "1 2");
  fixture_write_file (fixture->stub, "auto second\n");
  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  assert_finds (reader, "otter", "1");
}

/* A server's documents are found together with local ones, and its metadata is its own; suggestions come from here
 * only. */
static void
assert_works_together (Fixture *fixture, XapReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GBytes) metadata = NULL;
  g_autofree char *suggestion = NULL;
  Gathered gathered = gathered_init (0);
  g_autofree char *terms = NULL;

  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 2);
  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 3);
  g_assert_false (xap_reader_is_local (reader));
  assert_finds (reader, "otter", "1 2 3");
  data = xap_reader_get_data (reader, 2, &error);
  g_assert_no_error (error);
  fixture_assert_bytes (data, "otter");
  metadata = xap_reader_get_metadata (reader, 1, "key", &error);
  g_assert_no_error (error);
  fixture_assert_bytes (metadata, "far");
  suggestion = xap_reader_suggest (reader, "ottre", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (suggestion, ==, "otter");
  g_assert_true (xap_reader_foreach_document_term (reader, 2, gather_term, &gathered, &error));
  terms = gathered_finish (&gathered);
  g_assert_cmpstr (terms, ==, "Q1 Zotter/1 otter/1");
}

static void
add_extras (Fixture *fixture)
{
  g_autoptr (XapWriter) near = fixture_open_writer (fixture->first);
  g_autoptr (XapWriter) far = fixture_open_writer (fixture->second);
  g_autoptr (GError) error = NULL;

  xap_writer_add_spelling (near, "otter", 1, &error);
  xap_writer_set_metadata (far, "key", "far", 3, &error);
  g_assert_no_error (error);
  fixture_commit (near);
  fixture_commit (far);
}

static void
test_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("auto first\nremote :xapian-progsrv %s\n", fixture->second);
  g_autoptr (XapReader) reader = NULL;

  if (!server_fixture_have ("xapian-progsrv"))
    return;
  add_extras (fixture);
  fixture_write_file (fixture->stub, text);
  reader = fixture_open_reader (fixture->stub, NULL);
  assert_works_together (fixture, reader);
}

static void
test_server (Fixture *fixture, gconstpointer data)
{
  const guint16 port = server_fixture_find_port ();
  g_autofree char *text = g_strdup_printf ("auto first\nremote 127.0.0.1:%u\n", port);
  g_autoptr (XapReader) reader = NULL;
  GSubprocess *server;

  if (!server_fixture_have ("xapian-tcpsrv"))
    return;
  add_extras (fixture);
  fixture_write_file (fixture->stub, text);
  server = server_fixture_start (fixture->second, port);
  reader = fixture_open_reader (fixture->stub, NULL);
  assert_works_together (fixture, reader);
  server_fixture_stop (server);
}

static void
assert_expands (XapReader *reader, guint32 docid, const char *expected)
{
  Gathered gathered = gathered_init (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (xap_reader_expand (reader, &docid, 1, "", 1, gather_term, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, expected);
}

static void
add_newt (const char *path)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (XapDocument) document = fixture_make_document ("1", "otter newt");

  fixture_set_value (document, 5, "same");
  fixture_replace (writer, "1", document);
  fixture_commit (writer);
}

static void
assert_values (XapReader *reader, const char *expected)
{
  Gathered gathered = gathered_init (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (xap_reader_foreach_value (reader, 5, gather_value, &gathered, &error));
  g_assert_no_error (error);
  text = gathered_finish (&gathered);
  g_assert_cmpstr (text, ==, expected);
}

/* Facets, collapsing, weighting, expansion and values work over servers too. */
static void
test_server_search (Fixture *fixture, gconstpointer data)
{
  static const guint32 slots[] = { 5 };
  const XapSearch search = { .limit = 10, .collapse_slot = 5, .facet_slots = slots, .n_facet_slots = 1,
                             .check_at_least = 10, .weighting = "ineb2 1.5" };
  g_autofree char *text = g_strdup_printf ("auto first\nremote :xapian-progsrv %s\n", fixture->second);
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");
  g_autoptr (XapHits) hits = NULL;
  g_autoptr (GError) error = NULL;
  Gathered facets = gathered_init (0);
  g_autofree char *facet_text = NULL;

  if (!server_fixture_have ("xapian-progsrv"))
    return;
  add_newt (fixture->first);
  add_newt (fixture->second);
  fixture_write_file (fixture->stub, text);
  reader = fixture_open_reader (fixture->stub, NULL);
  hits = xap_reader_search (reader, query, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (xap_hits_get_count (hits), ==, 2);
  xap_hits_foreach_facet (hits, 0, gather_facet, &facets);
  facet_text = gathered_finish (&facets);
  g_assert_cmpstr (facet_text, ==, "same/2");
  assert_expands (reader, 1, "newt/2");
  assert_values (reader, "same/1 same/2");
}

/* The best hits are looked at more closely in whichever database they are. */
static void
test_closer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, fixture->second, NULL);
  g_autoptr (XapQuery) otter = fixture_make_term_query ("otter");
  g_autoptr (XapQuery) word = fixture_make_term_query ("blue");
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) closer = xap_query_scale (word, 10, &error);
  XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT, .closer = closer, .closer_limit = 3 };
  g_autofree char *all = fixture_search (reader, otter, &search);
  g_autofree char *one = NULL;

  search.closer_limit = 1;
  one = fixture_search (reader, otter, &search);
  g_assert_cmpstr (all, ==, "3 2 1");
  g_assert_cmpstr (one, ==, "2 1 3");
}

/* A word that goes on somehow weighs the same whether its documents are in one database or in two. */
static void
test_wildcard (Fixture *fixture, gconstpointer data)
{
  const XapSearch ten = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autofree char *together = fixture_get_path (fixture->directory, "together");
  g_autoptr (XapReader) one = NULL;
  g_autoptr (XapReader) two = NULL;

  fixture_make_database (together, "red otter", "otter", "blue otter", NULL);
  one = fixture_open_reader (together, NULL);
  two = fixture_open_reader (fixture->first, fixture->second, NULL);
  for (guint32 max = 0; max < 3; max++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) here = xap_query_new_wildcard (one, "o", 1, max, &error);
      g_autoptr (XapQuery) there = xap_query_new_wildcard (two, "o", 1, max, &error);
      g_autoptr (XapHits) found = xap_reader_search (one, here, &ten, &error);
      g_autoptr (XapHits) parts = xap_reader_search (two, there, &ten, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (xap_hits_get_count (found), ==, 3);
      g_assert_cmpuint (xap_hits_get_count (parts), ==, 3);
      for (gsize i = 0; i < 3; i++)
        g_assert_cmpfloat_with_epsilon (xap_hits_get (found, i)->weight, xap_hits_get (parts, i)->weight, 1e-9);
    }
}

/* Too late, or when nobody waits any more, no word that begins so is looked for. */
static void
test_wildcard_limit (Fixture *fixture, gconstpointer data)
{
  static const gint stop = 1;
  const XapSearch ten = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (XapReader) reader = fixture_open_reader (fixture->first, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (XapQuery) query = NULL;
      g_autofree char *found = NULL;

      xap_reader_set_limit (reader, i == 1 ? 1 : 0, i == 2 ? &stop : NULL);
      query = xap_query_new_wildcard (reader, "o", 1, 10, &error);
      g_assert_no_error (error);
      found = fixture_search (reader, query, &ten);
      g_assert_cmpstr (found, ==, i == 0 ? "1 2" : "");
    }
}

/* Expansion knows how frequent terms are in all shards, not only in the one with the good answer. */
static void
test_expand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;

  add_newt (fixture->first);
  add_newt (fixture->second);
  reader = fixture_open_reader (fixture->first, fixture->second, NULL);
  assert_expands (reader, 1, "newt/2");
  assert_expands (reader, 2, "newt/2");
}

/* A server that dies fails the search; left out, the search goes on with what is here, and says what is missing. */
static void
test_server_dies (Fixture *fixture, gconstpointer data)
{
  const guint16 port = server_fixture_find_port ();
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *text = g_strdup_printf ("remote %s\nauto first\n", name);
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) one = NULL;
  GSubprocess *server;
  gboolean changed = TRUE;

  if (!server_fixture_have ("xapian-tcpsrv"))
    return;
  fixture_write_file (fixture->stub, text);
  server = server_fixture_start (fixture->second, port);
  reader = fixture_open_reader (fixture->stub, NULL);
  g_assert_true (xap_reader_drop_unreachable (reader, &error));
  none = xap_reader_list_left_out (reader);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 2);

  server_fixture_stop (server);
  g_assert_null (xap_reader_search (reader, query, &(XapSearch){ .limit = 10, .collapse_slot = NO_SLOT }, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_true (xap_reader_drop_unreachable (reader, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (xap_reader_get_shard_count (reader), ==, 1);
  one = xap_reader_list_left_out (reader);
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, name);
  assert_finds (reader, "otter", "1 2");

  g_assert_true (xap_reader_reopen (reader, &changed, &error));
  g_assert_no_error (error);
  g_assert_false (changed);
  assert_finds (reader, "otter", "1 2");
}

/* Opened for what is reachable, a dead server is left out from the start; all else still has to be there. */
static void
test_open_reachable (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { fixture->stub, NULL };
  g_autofree char *text = g_strdup_printf ("remote 127.0.0.1:%u\nauto first\nremote :false x\n", server_fixture_find_port ());
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_auto (GStrv) left_out = NULL;

  fixture_write_file (fixture->stub, text);
  assert_open_fails (fixture->stub, XAP_ERROR_NETWORK);
  reader = xap_reader_open_reachable (paths, &error);
  g_assert_no_error (error);
  assert_finds (reader, "otter", "1 2");
  left_out = xap_reader_list_left_out (reader);
  g_assert_cmpuint (g_strv_length (left_out), ==, 2);
  g_assert_cmpstr (left_out[1], ==, ":false x");

  g_clear_pointer (&reader, xap_reader_free);
  fixture_write_file (fixture->stub, "auto missing\n");
  reader = xap_reader_open_reachable (paths, &error);
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NOT_FOUND);
}

/* Once dead servers are to be left out, one that dies later is left out at the reopening; before, it fails. */
static void
test_server_dies_later (Fixture *fixture, gconstpointer data)
{
  const guint16 port = server_fixture_find_port ();
  g_autofree char *text = g_strdup_printf ("remote 127.0.0.1:%u\nauto first\n", port);
  const char *const paths[] = { fixture->stub, NULL };
  g_autoptr (XapReader) strict = NULL;
  g_autoptr (XapReader) tolerant = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *server;
  gboolean changed = FALSE;

  if (!server_fixture_have ("xapian-tcpsrv"))
    return;
  fixture_write_file (fixture->stub, text);
  server = server_fixture_start (fixture->second, port);
  strict = xap_reader_open (paths, &error);
  g_assert_no_error (error);
  tolerant = xap_reader_open_reachable (paths, &error);
  g_assert_no_error (error);
  assert_finds (tolerant, "otter", "1 2 4");

  server_fixture_stop (server);
  g_assert_true (xap_reader_reopen (tolerant, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  assert_finds (tolerant, "otter", "1 2");
  g_assert_false (xap_reader_reopen (strict, &changed, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NETWORK);
}

/* A server that takes the connection and says nothing is given up after two seconds. */
static void
test_silent_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *text = g_strdup_printf ("remote 127.0.0.1:%u\n", port);
  const gint64 started = g_get_monotonic_time ();

  g_assert_no_error (error);
  fixture_write_file (fixture->stub, text);
  assert_open_fails (fixture->stub, XAP_ERROR_NETWORK);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 20 * G_USEC_PER_SEC);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/stub/file", test_file);
  ADD ("/shim/stub/nested", test_nested);
  ADD ("/shim/stub/bad-lines", test_bad_lines);
  ADD ("/shim/stub/bounds", test_bounds);
  ADD ("/shim/stub/changed", test_changed);
  ADD ("/shim/stub/expand", test_expand);
  ADD ("/shim/stub/closer", test_closer);
  ADD ("/shim/stub/wildcard", test_wildcard);
  ADD ("/shim/stub/wildcard-limit", test_wildcard_limit);
  ADD ("/shim/stub/program", test_program);
  ADD ("/shim/stub/server", test_server);
  ADD ("/shim/stub/server-search", test_server_search);
  ADD ("/shim/stub/server-dies", test_server_dies);
  ADD ("/shim/stub/server-dies-later", test_server_dies_later);
  ADD ("/shim/stub/open-reachable", test_open_reachable);
  ADD ("/shim/stub/silent-server", test_silent_server);
  return g_test_run ();
}
