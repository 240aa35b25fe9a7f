/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several indexes as one: local ones and real servers, and servers that fail in each way. */
#include "index-fixture.h"
#include "tests/server-fixture.h"

#include "core/error.h"
#include "shim/xap.h"
#include "store/metadata.h"

#include <math.h>

/* More than this is no longer "two seconds" on any machine that is merely busy. */
#define PATIENCE_US (4 * G_USEC_PER_SEC)

typedef struct
{
  char *parts[3]; /* indexes that share the articles between them */
  char *whole; /* the index of all */
  char *stub;
  GSubprocess *server; /* (nullable): of the last part */
  guint16 port;
} Library;

static char *
make_part (guint part, guint n_parts)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_autoptr (OffprintWriter) writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  for (gsize i = part; i < G_N_ELEMENTS (fixture_articles); i += n_parts)
    fixture_put (writer, &fixture_articles[i]);
  g_assert_true (offprint_writer_commit (writer, &error));
  return directory;
}

static void
set_up (Library *library, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (library->parts); i++)
    library->parts[i] = make_part (i, G_N_ELEMENTS (library->parts));
  library->whole = make_part (0, 1);
  library->stub = g_build_filename (library->whole, "stub", NULL);
  library->port = server_fixture_find_port ();
  library->server = server_fixture_have ("xapian-tcpsrv") ? server_fixture_start (library->parts[2], library->port)
                                                          : NULL;
}

static void
tear_down (Library *library, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (library->parts); i++)
    fixture_remove_index (library->parts[i]);
  if (library->server != NULL)
    server_fixture_stop (library->server);
  fixture_remove_index (library->whole);
  g_free (library->stub);
}

/* The first two parts, and what the line says */
static OffprintReader *
open_with (Library *library, const char *format, ...) G_GNUC_PRINTF (2, 3);

static OffprintReader *
open_with (Library *library, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { library->parts[0], library->stub, NULL };
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *text = g_strdup_printf ("auto %s\n%s\n", library->parts[1], line);
  g_assert_true (g_file_set_contents (library->stub, text, -1, &error));
  OffprintReader *reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  return reader;
}

static OffprintHits *
search (OffprintReader *reader, const OffprintSearch *wanted)
{
  g_autoptr (GError) error = NULL;
  OffprintHits *hits = offprint_reader_search (reader, wanted, &error);
  g_assert_no_error (error);
  return hits;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const OffprintHit *x = *(OffprintHit *const *) a, *y = *(OffprintHit *const *) b;
  if (fabs (x->score - y->score) > 1e-6)
    return x->score > y->score ? -1 : 1;
  return strcmp (offprint_record_get (x->record, OFFPRINT_FIELD_PATH),
                 offprint_record_get (y->record, OFFPRINT_FIELD_PATH));
}

/* Hits of one score are in no order that several indexes could have in common: here, in that of their paths. */
static char *
describe (OffprintReader *reader, const OffprintSearch *wanted)
{
  g_autoptr (OffprintHits) hits = search (reader, wanted);
  g_autoptr (GString) text = g_string_new (NULL);
  if (wanted->sort == OFFPRINT_SORT_RELEVANCE)
    g_ptr_array_sort (hits->hits, compare_hits);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      g_string_append_printf (text, "%.5f %s %u \"%s\" %" G_GSIZE_FORMAT "\n",
                              hit->score, offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), hit->duplicates,
                              hit->snippet, hit->n_matches);
    }
  g_autofree char *notes = g_strjoinv ("\n", hits->notes);
  g_string_append (text, notes);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* lint: table */
static const OffprintSearch searches[] = {
  { .text = "copenhag", .limit = 10, .unfinished = TRUE },
  { .text = "letter*", .limit = 10 },
  { .text = "otter", .limit = 10 },
  { .text = "otter", .limit = 10, .fold = TRUE },
  { .text = "lavrov nato", .limit = 10 },
  { .text = "alliance OR lavrov OR otter OR news", .limit = 10 },
  { .text = "lavrov heron beta", .limit = 10 },
  { .text = "\"river otters\"", .limit = 10 },
  { .text = "author:jane", .limit = 10 },
  { .text = "lang:ja", .limit = 10, .sort = OFFPRINT_SORT_PUBLISHED },
  { .text = "published:2022", .limit = 10, .sort = OFFPRINT_SORT_PUBLISHED },
  { .text = "nato OR otter", .limit = 3, .sort = OFFPRINT_SORT_SAVED, .fold = TRUE },
  { .text = "haus", .limit = 10 },
  { .text = "été", .limit = 10 },
};

static void
assert_same (OffprintReader *whole, OffprintReader *parts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *expected = describe (whole, &searches[i]);
      g_autofree char *found = describe (parts, &searches[i]);
      g_test_message ("%s", searches[i].text);
      g_assert_cmpstr (found, ==, expected);
    }
}

/* Three indexes find the same as one of the same articles, with the same scores and the same snippets: all of them
 * here, one on a server, one behind a program. */
static void
test_ranking (Library *library, gconstpointer data)
{
  g_autoptr (OffprintReader) whole = fixture_open_reader (library->whole);
  g_autoptr (OffprintReader) local = open_with (library, "auto %s", library->parts[2]);
  assert_same (whole, local);
  if (library->server == NULL)
    return;
  g_autoptr (OffprintReader) served = open_with (library, "remote 127.0.0.1:%u", library->port);
  assert_same (whole, served);
  g_autoptr (OffprintReader) run = open_with (library, "remote :xapian-progsrv %s", library->parts[2]);
  assert_same (whole, run);
}

static char *
count (OffprintReader *reader, OffprintFacet facet, const OffprintSearch *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintFacets) facets = offprint_reader_facets (reader, wanted, &error);
  g_assert_no_error (error);
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < facets->counts[facet]->len; i++)
    {
      const OffprintFacetCount *entry = &g_array_index (facets->counts[facet], OffprintFacetCount, i);
      g_string_append_printf (line, "%s %u, ", entry->value, entry->count);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Facets, files, similar articles, languages and numbers are those of all indexes. */
static void
test_questions (Library *library, gconstpointer data)
{
  if (library->server == NULL)
    return;
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintReader) whole = fixture_open_reader (library->whole);
  g_autoptr (OffprintReader) parts = open_with (library, "remote 127.0.0.1:%u", library->port);
  const OffprintSearch all = { .text = "" };
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    {
      g_autofree char *expected = count (whole, facet, &all);
      g_autofree char *found = count (parts, facet, &all);
      g_assert_cmpstr (found, ==, expected);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fixture_articles); i++)
    {
      g_autoptr (GPtrArray) records = offprint_reader_find (parts, fixture_articles[i].path, &error);
      g_assert_cmpuint (records->len, ==, 1);
      g_autoptr (OffprintHits) similar = offprint_reader_similar (parts, fixture_articles[i].path, NULL, 10, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < similar->hits->len; j++)
        {
          const OffprintHit *hit = g_ptr_array_index (similar->hits, j);
          g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), !=, fixture_articles[i].path);
          g_assert_cmpstr (hit->snippet, !=, "");
        }
    }
  g_autoptr (OffprintReaderStatus) status = offprint_reader_describe (parts, &error);
  g_assert_no_error (error);
  g_autofree char *languages = g_strjoinv (" ", status->languages);
  g_assert_cmpuint (status->articles, ==, G_N_ELEMENTS (fixture_articles));
  g_assert_cmpstr (languages, ==, "en ja de es fi fr ko ru");
}

/* What is on the server, 5 articles of 15, is not found; all else is, with a note; and nobody waits long. */
static void
assert_without_server (OffprintReader *reader, gint64 started)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch all = { .text = "type:text OR type:html OR type:application", .limit = 100 };
  g_autoptr (OffprintHits) hits = search (reader, &all);
  g_assert_cmpint (g_get_monotonic_time () - started, <, PATIENCE_US);
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC);
  g_assert_cmpuint (hits->hits->len, ==, 10);
  g_assert_cmpuint (g_strv_length (hits->notes), ==, 1);
  g_assert_nonnull (strstr (hits->notes[0], "does not answer"));
  g_autofree char *languages = count (reader, OFFPRINT_FACET_LANGUAGE, &(OffprintSearch){ .text = "otter" });
  g_assert_cmpstr (languages, ==, "en 2, ");
  g_autoptr (OffprintHits) again = search (reader, &all);
  g_assert_cmpuint (again->hits->len, ==, 10);
  g_assert_cmpint (g_get_monotonic_time () - started, <, PATIENCE_US);
}

/* Servers that are not there, take a connection and never answer, or are no Xapian server at all: left out from the
 * start. */
static void
test_absent (Library *library, gconstpointer data)
{
  static const RelayMode modes[] = { RELAY_HOLD, RELAY_CUT, RELAY_NONSENSE };
  gint64 started = g_get_monotonic_time ();
  g_autoptr (OffprintReader) none = open_with (library, "remote 127.0.0.1:%u", server_fixture_find_port ());
  assert_without_server (none, started);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      Relay *relay = server_fixture_relay (0, modes[i]);
      started = g_get_monotonic_time ();
      g_autoptr (OffprintReader) reader = open_with (library, "remote 127.0.0.1:%u", relay->port);
      assert_without_server (reader, started);
    }
  started = g_get_monotonic_time ();
  g_autoptr (OffprintReader) program = open_with (library, "remote :false x");
  assert_without_server (program, started);
  g_autoptr (OffprintReader) silent = open_with (library, "remote :sleep 100");
  assert_without_server (silent, g_get_monotonic_time ());
}

/* Several that never answer are waited for at once. */
static void
test_absent_together (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < 5; i++)
    g_string_append_printf (lines, "remote 127.0.0.1:%u\n", server_fixture_relay (0, RELAY_HOLD)->port);
  gint64 started = g_get_monotonic_time ();
  g_autoptr (OffprintReader) reader = open_with (library, "%s", lines->str);
  const OffprintSearch wanted = { .text = "otter", .limit = 10 };
  g_autoptr (OffprintHits) hits = search (reader, &wanted);
  g_assert_cmpuint (hits->hits->len, ==, 2);
  g_assert_cmpuint (g_strv_length (hits->notes), ==, 5);
  g_assert_cmpint (g_get_monotonic_time () - started, <, PATIENCE_US);
}

/* A server that fails when it was there before: in the middle of a search, or between two; another server stays. */
static void
test_fails_later (Library *library, gconstpointer data)
{
  static const RelayMode modes[] = { RELAY_HOLD, RELAY_CUT, RELAY_NONSENSE };
  if (library->server == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      Relay *relay = server_fixture_relay (library->port, RELAY_PASS);
      g_autoptr (OffprintReader) reader = open_with (library, "remote 127.0.0.1:%u", relay->port);
      const OffprintSearch all = { .text = "type:text OR type:html OR type:application", .limit = 100 };
      g_autoptr (OffprintHits) hits = search (reader, &all);
      g_assert_cmpuint (hits->hits->len, ==, G_N_ELEMENTS (fixture_articles));
      g_assert_cmpuint (g_strv_length (hits->notes), ==, 0);
      g_atomic_int_set (&relay->mode, (gint) modes[i]);
      assert_without_server (reader, g_get_monotonic_time ());
    }
}

/* Of two servers the one that still answers is kept. */
static void
test_one_of_two (Library *library, gconstpointer data)
{
  if (library->server == NULL)
    return;
  Relay *bad = server_fixture_relay (library->port, RELAY_PASS);
  Relay *good = server_fixture_relay (library->port, RELAY_PASS);
  g_autoptr (OffprintReader) reader
      = open_with (library, "remote 127.0.0.1:%u\nremote 127.0.0.1:%u", bad->port, good->port);
  const OffprintSearch all = { .text = "type:text OR type:html OR type:application", .limit = 100 };
  g_autoptr (OffprintHits) before = search (reader, &all);
  g_assert_cmpuint (before->hits->len, ==, G_N_ELEMENTS (fixture_articles) + 5);
  gint64 started = g_get_monotonic_time ();
  g_atomic_int_set (&bad->mode, RELAY_HOLD);
  g_autoptr (OffprintHits) after = search (reader, &all);
  g_assert_cmpuint (after->hits->len, ==, G_N_ELEMENTS (fixture_articles));
  g_assert_cmpuint (g_strv_length (after->notes), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - started, <, PATIENCE_US);
}

static void
assert_refused (const char *const *databases, const char *what, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_nonnull (strstr (error->message, name));
}

static char *
make_database (const char *version)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_autoptr (XapWriter) writer = xap_writer_open (directory, XAP_WRITER_CREATE, &error);
  g_autoptr (XapDocument) document = xap_document_new (&error);
  xap_writer_replace (writer, "Qx", 2, document, &error);
  if (version != NULL)
    xap_writer_set_metadata (writer, OFFPRINT_METADATA_VERSION, version, strlen (version), &error);
  g_assert_no_error (error);
  g_assert_true (xap_writer_commit (writer, &error));
  return directory;
}

/* Another program's database, or one of another version, is refused by name when it is one of several, here or on a
 * server. With no server that answers there is nothing. */
static void
test_refused (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *foreign = make_database (NULL), *newer = make_database ("999");
  assert_refused ((const char *[]){ library->whole, foreign, NULL }, "another program's index", foreign);
  assert_refused ((const char *[]){ newer, library->whole, NULL }, "of another version of Offprint", newer);
  const char *const stubs[] = { library->whole, library->stub, NULL };
  if (library->server != NULL)
    {
      g_autofree char *line = g_strdup_printf ("remote :xapian-progsrv %s", foreign);
      g_assert_true (g_file_set_contents (library->stub, line, -1, &error));
      assert_refused (stubs, "another program's index", line + strlen ("remote "));
    }
  g_autofree char *dead = g_strdup_printf ("remote 127.0.0.1:%u\n", server_fixture_find_port ());
  g_assert_true (g_file_set_contents (library->stub, dead, -1, &error));
  assert_refused (stubs + 1, "answers", library->stub);
  fixture_remove_index (foreign);
  fixture_remove_index (newer);
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reader-servers/ranking", test_ranking);
  ADD ("/reader-servers/questions", test_questions);
  ADD ("/reader-servers/absent", test_absent);
  ADD ("/reader-servers/absent-together", test_absent_together);
  ADD ("/reader-servers/fails-later", test_fails_later);
  ADD ("/reader-servers/one-of-two", test_one_of_two);
  ADD ("/reader-servers/refused", test_refused);
  return g_test_run ();
}
