/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions whose index changes under them, that are stopped, or whose time is up. */
#include "index-fixture.h"

#include "core/error.h"
#include "store/maintenance.h"
#include "store/reader-private.h"

typedef struct
{
  char *directory;
  OffprintReader *reader;
  guint calls; /* of the question's function */
} Library;

/* Long enough for a block of its own, and hard to compress */
static char *
make_text (guint commit, guint article)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (commit * 1000 + article);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_printf (text, "The otter of commit%u, and what commit%u says.\n\n", commit, commit);
  for (guint i = 0; i < 700; i++)
    g_string_append_printf (text, "%x ", g_rand_int (random));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Every article again, with another text: an old snapshot does not outlive several such commits. */
static void
rewrite (const char *directory, guint commits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < commits; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (fixture_articles); j++)
        {
          g_autofree char *text = make_text (i, (guint) j);
          g_autofree char *title = g_strdup_printf ("commit%u", i);
          FixtureArticle article = fixture_articles[j];
          article.text = text;
          article.title = title;
          fixture_put (writer, &article);
        }
      g_assert_true (offprint_writer_commit (writer, &error));
      g_assert_no_error (error);
    }
}

static void
set_up (Library *library, gconstpointer data)
{
  library->directory = fixture_make_index ();
  rewrite (library->directory, 1);
  library->reader = fixture_open_reader (library->directory);
}

static void
tear_down (Library *library, gconstpointer data)
{
  offprint_reader_free (library->reader);
  fixture_remove_index (library->directory);
}

/* Title and text are of one revision, or there is no text. */
static void
assert_whole (const OffprintHits *hits, guint expected)
{
  g_assert_cmpuint (hits->hits->len, ==, expected);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      const char *title = offprint_record_get (hit->record, OFFPRINT_FIELD_TITLE);
      g_assert_true (*hit->snippet == '\0' || strstr (hit->snippet, title) != NULL);
    }
}

static XapHits *
find_all (OffprintReader *reader, GError **error)
{
  const XapSearch wanted = { .limit = 100, .weighting = "bool", .collapse_slot = OFFPRINT_NO_SLOT };
  g_autoptr (XapQuery) all = xap_query_new_all (error);
  return offprint_reader_run (reader, all, &wanted, error);
}

static gpointer
take_all (OffprintReader *reader, XapHits *found, GError **error)
{
  g_autoptr (OffprintQuery) query = offprint_query_new ("otter", 0);
  if (!offprint_reader_load_stems (reader, error))
    return NULL;
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, reader->stems);
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  hits->notes = g_new0 (char *, 1);
  return offprint_reader_take_hits (reader, found, marks, 0, hits, error) ? g_steal_pointer (&hits) : NULL;
}

static gpointer
search_and_change (OffprintReader *reader, gconstpointer question, GError **error)
{
  Library *library = (Library *) (guintptr) question;
  g_autoptr (XapHits) found = find_all (reader, error);
  g_assert_nonnull (found);
  if (library->calls++ == 0)
    rewrite (library->directory, 5);
  return take_all (reader, found, error);
}

/* Between finding hits and reading their texts all of them change, so often that the reader has to go on to the newest
 * state: then all is asked again. */
static void
test_changed (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits = offprint_reader_ask (library->reader, search_and_change, library,
                                                       (GDestroyNotify) offprint_hits_free, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (library->calls, ==, 2);
  assert_whole (hits, G_N_ELEMENTS (fixture_articles));
  g_assert_nonnull (strstr (((OffprintHit *) g_ptr_array_index (hits->hits, 0))->snippet, "commit4"));
}

static gpointer
search_and_always_change (OffprintReader *reader, gconstpointer question, GError **error)
{
  Library *library = (Library *) (guintptr) question;
  g_autoptr (XapHits) found = find_all (reader, error);
  g_assert_nonnull (found);
  library->calls++;
  rewrite (library->directory, 3);
  return take_all (reader, found, error);
}

/* When it changes each time there is an answer in the end, with no text rather than a wrong one. */
static void
test_always_changed (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits = offprint_reader_ask (library->reader, search_and_always_change, library,
                                                       (GDestroyNotify) offprint_hits_free, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (library->calls, >, 2);
  g_assert_cmpuint (library->calls, <, 20);
  assert_whole (hits, G_N_ELEMENTS (fixture_articles));
}

static void
compact (const char *directory)
{
  g_autoptr (GError) error = NULL;
  guint64 before, after;
  g_assert_true (offprint_maintenance_compact (directory, &before, &after, &error));
  g_assert_no_error (error);
}

static gpointer
search_and_replace (OffprintReader *reader, gconstpointer question, GError **error)
{
  Library *library = (Library *) (guintptr) question;
  g_autoptr (XapHits) found = find_all (reader, error);
  g_assert_nonnull (found);
  if (library->calls++ == 0)
    {
      compact (library->directory);
      rewrite (library->directory, 5);
    }
  return take_all (reader, found, error);
}

/* An index that is replaced in the middle is read to the end: nothing of the new one gets in. The next question is
 * about the new one. */
static void
test_replaced (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = "commit4", .limit = 100 };
  g_autoptr (OffprintHits) hits = offprint_reader_ask (library->reader, search_and_replace, library,
                                                       (GDestroyNotify) offprint_hits_free, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (library->calls, ==, 1);
  assert_whole (hits, G_N_ELEMENTS (fixture_articles));
  g_assert_true (offprint_reader_reopen (library->reader, &error));
  g_autoptr (OffprintHits) after = offprint_reader_search (library->reader, &wanted, &error);
  assert_whole (after, G_N_ELEMENTS (fixture_articles));
}

/* A snapshot that is gone together with its index: the new index answers. */
static void
test_gone (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = "otter", .limit = 100 };
  rewrite (library->directory, 5);
  compact (library->directory);
  g_autoptr (OffprintHits) hits = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_no_error (error);
  assert_whole (hits, G_N_ELEMENTS (fixture_articles));
  g_autoptr (OffprintFacets) facets
      = offprint_reader_facets (library->reader, &(OffprintSearch){ .text = "commit4" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facets->estimated, ==, G_N_ELEMENTS (fixture_articles));
}

/* A question that was stopped is an error of its own; the next one is answered. */
static void
test_stopped (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = "otter", .limit = 10 };
  gint stop = 1;
  offprint_reader_set_stop (library->reader, &stop);
  g_assert_null (offprint_reader_search (library->reader, &wanted, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (offprint_reader_facets (library->reader, &wanted, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED);
  g_clear_error (&error);
  offprint_reader_set_stop (library->reader, NULL);
  g_autoptr (OffprintHits) hits = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, ==, 10);
}

static gpointer
wait_and_search (OffprintReader *reader, gconstpointer question, GError **error)
{
  while (!offprint_reader_is_over (reader))
    g_thread_yield ();
  g_autoptr (XapHits) found = find_all (reader, error);
  return found != NULL ? take_all (reader, found, error) : NULL;
}

/* When time is up there is an answer all the same, and it is said that it was cut. */
static void
test_late (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits = offprint_reader_ask (library->reader, wait_and_search, NULL,
                                                       (GDestroyNotify) offprint_hits_free, 1, &error);
  g_autoptr (OffprintQuery) query = offprint_query_new ("otter", 0);
  g_assert_no_error (error);
  g_assert_nonnull (hits);
  g_assert_true (library->reader->cut);
  g_auto (GStrv) notes = offprint_reader_take_notes (library->reader, query);
  g_assert_nonnull (strstr (notes[0], "cut short"));
  const OffprintSearch wanted = { .text = "otter", .limit = 10, .time_limit_ms = 600000 };
  g_autoptr (OffprintHits) whole = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_false (whole->cut);
  g_assert_cmpuint (g_strv_length (whole->notes), ==, 0);
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reader-ask/changed", test_changed);
  ADD ("/reader-ask/always-changed", test_always_changed);
  ADD ("/reader-ask/replaced", test_replaced);
  ADD ("/reader-ask/gone", test_gone);
  ADD ("/reader-ask/stopped", test_stopped);
  ADD ("/reader-ask/late", test_late);
  return g_test_run ();
}
