/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading: which folders are indexes, what is read from one, and how hits are ordered, folded and paged. */
#include "index-fixture.h"

#include "core/error.h"
#include "shim/xap.h"
#include "store/metadata.h"

typedef struct
{
  char *directory;
  OffprintReader *reader;
} Library;

static void
set_up (Library *library, gconstpointer data)
{
  library->directory = fixture_make_index ();
  library->reader = fixture_open_reader (library->directory);
}

static void
tear_down (Library *library, gconstpointer data)
{
  offprint_reader_free (library->reader);
  fixture_remove_index (library->directory);
}

static OffprintWriter *
open_writer (const char *directory)
{
  g_autoptr (GError) error = NULL;
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  return writer;
}

static void
commit (OffprintWriter *writer)
{
  g_autoptr (GError) error = NULL;
  offprint_writer_commit (writer, &error);
  g_assert_no_error (error);
}

static OffprintHits *
search (Library *library, OffprintSearch wanted)
{
  g_autoptr (GError) error = NULL;
  OffprintHits *hits = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_no_error (error);
  return hits;
}

static const OffprintHit *
get_hit (const OffprintHits *hits, guint index)
{
  g_assert_cmpuint (index, <, hits->hits->len);
  return g_ptr_array_index (hits->hits, index);
}

static char *
list_paths (const OffprintHits *hits)
{
  g_autoptr (GString) paths = g_string_new (NULL);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const char *path = offprint_record_get (get_hit (hits, i)->record, OFFPRINT_FIELD_PATH);
      g_autofree char *name = g_path_get_basename (path);
      g_string_append_printf (paths, "%s%s", i > 0 ? "|" : "", name);
    }
  return g_string_free (g_steal_pointer (&paths), FALSE);
}

static void
assert_refused (const char *directory, OffprintError code, const char *advice)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { directory, NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_error (error, OFFPRINT_ERROR, (int) code);
  g_assert_null (reader);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, advice));
  g_assert_nonnull (strstr (error->message, directory));
  g_assert_null (strchr (error->message, '\n'));
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_assert_no_error (error);
  return directory;
}

/* A database as Xapian makes it, of one article, with @version as ours where it is not NULL */
static char *
make_database (const char *version)
{
  g_autoptr (GError) error = NULL;
  char *directory = make_folder ();
  g_autoptr (XapWriter) writer = xap_writer_open (directory, XAP_WRITER_CREATE, &error);
  g_assert_no_error (error);
  g_autoptr (XapDocument) document = xap_document_new (&error);
  xap_writer_replace (writer, "Qx", 2, document, &error);
  g_assert_no_error (error);
  if (version != NULL)
    xap_writer_set_metadata (writer, OFFPRINT_METADATA_VERSION, version, strlen (version), &error);
  g_assert_no_error (error);
  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
  return directory;
}

/* What is no index of ours is refused with a line that says what to do. */
static void
test_refused (void)
{
  char *empty = make_folder (), *foreign = make_database (NULL), *newer = make_database ("999");
  g_autofree char *missing = g_build_filename (empty, "missing", NULL);
  assert_refused (missing, OFFPRINT_ERROR_INDEX, "run 'offprint index'");
  assert_refused (empty, OFFPRINT_ERROR_DAMAGED, "offprint index");
  assert_refused (foreign, OFFPRINT_ERROR_INDEX, "another program's index");
  assert_refused (newer, OFFPRINT_ERROR_INDEX, "of another version of Offprint");
  fixture_remove_index (empty);
  fixture_remove_index (foreign);
  fixture_remove_index (newer);
}

/* A damaged index is named as such. */
static void
test_damaged (void)
{
  char *directory = fixture_make_index ();
  g_autofree char *version = g_build_filename (directory, "iamglass", NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (version, "nonsense", -1, &error);
  g_assert_no_error (error);
  assert_refused (directory, OFFPRINT_ERROR_DAMAGED, "damaged");
  fixture_remove_index (directory);
}

static gboolean
keep_entry (const OffprintEntry *entry, gpointer data)
{
  GHashTable *entries = data;
  g_hash_table_insert (entries, g_strdup (entry->path), g_strdup (entry->signature));
  return TRUE;
}

static gboolean
stop_at_once (const OffprintEntry *entry, gpointer data)
{
  (*(guint *) data)++;
  return FALSE;
}

/* Each article is given with its path and signature; the walk ends when it is told to. */
static void
test_entries (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint count = 0;
  g_assert_true (offprint_reader_foreach_entry (library->reader, keep_entry, entries, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (entries), ==, G_N_ELEMENTS (fixture_articles));
  g_assert_cmpuint (offprint_reader_count (library->reader, &error), ==, G_N_ELEMENTS (fixture_articles));
  for (gsize i = 0; i < G_N_ELEMENTS (fixture_articles); i++)
    {
      g_autofree char *signature = g_strconcat ("signature of ", fixture_articles[i].name, NULL);
      g_assert_cmpstr (g_hash_table_lookup (entries, fixture_articles[i].path), ==, signature);
    }
  g_assert_true (offprint_reader_foreach_entry (library->reader, stop_at_once, &count, &error));
  g_assert_cmpuint (count, ==, 1);
}

static gboolean
keep_member (const OffprintEntry *entry, gpointer data)
{
  char **found = data;
  if (entry->member != NULL)
    *found = g_strjoin ("|", entry->path, entry->member, entry->signature, NULL);
  return TRUE;
}

/* A member of a container keeps its name, and a path need not be UTF-8. */
static void
test_member (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = open_writer (library->directory);
  g_autoptr (OffprintRecord) record = fixture_make_record (&fixture_articles[0]);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  OffprintIdentity identity = { .path = "/a/\xff.mht", .member = "one", .mime_type = "text/html", .signature = "s" };
  g_autofree char *found = NULL;
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
  commit (writer);
  g_assert_true (offprint_reader_reopen (library->reader, &error));
  g_assert_true (offprint_reader_foreach_entry (library->reader, keep_member, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, "/a/\xff.mht|one|s");
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = "ext:mht", .limit = 10 });
  g_assert_cmpstr (offprint_record_get (get_hit (hits, 0)->record, OFFPRINT_FIELD_PATH), ==, "/a/\xff.mht");
  g_assert_cmpstr (offprint_record_get (get_hit (hits, 0)->record, OFFPRINT_FIELD_MEMBER), ==, "one");
}

static gboolean
keep_failure (const OffprintFailure *failure, gpointer data)
{
  char **found = data;
  g_autofree char *before = *found;
  *found = g_strdup_printf ("%s%s|%s|%s;", before != NULL ? before : "", failure->path, failure->signature,
                            failure->reason);
  return TRUE;
}

/* Failures and states come back as they were written; a state of another type is none; damaged ones are passed over. */
static void
test_metadata (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = open_writer (library->directory);
  g_autofree char *found = NULL;
  g_assert_true (offprint_writer_set_failure (writer, "/a/\xff", "1 2", "too large", &error));
  g_assert_true (offprint_writer_set_state (writer, "roots", g_variant_new_strv ((const char *[]){ "a", "b" }, 2),
                                            &error));
  commit (writer);
  g_clear_pointer (&writer, offprint_writer_free);
  g_autoptr (XapWriter) raw = xap_writer_open (library->directory, 0, &error);
  g_assert_no_error (error);
  g_assert_true (xap_writer_set_metadata (raw, OFFPRINT_METADATA_FAILURE_PREFIX "x", "nonsense", 8, &error));
  g_assert_true (xap_writer_set_metadata (raw, OFFPRINT_METADATA_STATE_PREFIX "x", "nonsense", 8, &error));
  g_assert_true (xap_writer_commit (raw, &error));
  g_assert_true (offprint_reader_reopen (library->reader, &error));
  g_assert_true (offprint_reader_foreach_failure (library->reader, keep_failure, &found, &error));
  g_assert_cmpstr (found, ==, "/a/\xff|1 2|too large;");
  g_autoptr (GVariant) roots = offprint_reader_get_state (library->reader, "roots", G_VARIANT_TYPE_STRING_ARRAY,
                                                          &error);
  g_assert_cmpuint (g_variant_n_children (roots), ==, 2);
  g_assert_null (offprint_reader_get_state (library->reader, "roots", G_VARIANT_TYPE_STRING, &error));
  g_assert_null (offprint_reader_get_state (library->reader, "x", G_VARIANT_TYPE_STRING, &error));
  g_assert_null (offprint_reader_get_state (library->reader, "missing", G_VARIANT_TYPE_STRING, &error));
  g_assert_no_error (error);
}

/* The numbers for a person are those of the library. */
static void
test_status (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintReaderStatus) status = offprint_reader_describe (library->reader, &error);
  g_assert_no_error (error);
  g_autofree char *languages = g_strjoinv (" ", status->languages);
  g_assert_cmpuint (status->articles, ==, G_N_ELEMENTS (fixture_articles));
  g_assert_cmpuint (status->last_docid, ==, G_N_ELEMENTS (fixture_articles));
  g_assert_cmpuint (status->failures, ==, 0);
  g_assert_cmpuint (status->bytes, >, 10000);
  g_assert_cmpstr (languages, ==, "en ja de es fi fr ko ru");
  g_assert_cmpuint (g_strv_length (status->left_out), ==, 0);
}

/* A hit carries the record as it was stored, and a snippet of its text with the words marked. */
static void
test_hit (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = "lavrov envoy", .limit = 10 });
  const FixtureArticle *article = &fixture_articles[2];
  const OffprintHit *hit = get_hit (hits, 0);
  g_assert_cmpuint (hits->hits->len, ==, 1);
  g_assert_cmpuint (hits->estimated, ==, 1);
  g_assert_cmpuint (hit->rank, ==, 1);
  g_assert_cmpfloat (hit->score, >, 0);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_TITLE), ==, article->title);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_URL), ==, article->url);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_PUBLISHED), ==, article->published);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_SAVED), ==, article->saved);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_AGENCY), ==, article->agency);
  g_assert_cmpstr (offprint_record_get (hit->record, OFFPRINT_FIELD_MIME_TYPE), ==, article->mime_type);
  g_assert_cmpstr (offprint_record_get_list (hit->record, OFFPRINT_FIELD_AUTHORS)[0], ==, article->authors);
  g_assert_cmpstr (hit->snippet, ==, article->text);
  g_assert_cmpuint (hit->n_matches, ==, 2);
  g_assert_cmpuint (hit->matches[0].start, ==, strlen ("Sergei "));
  g_assert_cmpuint (hit->matches[0].end, ==, strlen ("Sergei Lavrov"));
  g_autofree char *text = offprint_reader_get_text (library->reader, hit->docid, &error);
  g_assert_cmpstr (text, ==, article->text);
}

/* Titles weigh more than texts. */
static void
test_relevance (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = "alliance OR lavrov", .limit = 10 });
  g_autofree char *paths = list_paths (hits);
  g_assert_cmpstr (paths, ==, "alliance.html|lavrov.txt");
}

/* The newest come first, the undated last and in the order in which they came. */
static void
test_sort (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) published =
    search (library,
            (OffprintSearch){ .text = "type:text OR type:html", .limit = 100, .sort = OFFPRINT_SORT_PUBLISHED });
  g_autofree char *paths = list_paths (published);
  g_assert_cmpstr (paths, ==,
                   "lavrov.txt|alliance.html|kyoto.html|cafés.html|moscow.html|otters.html|otters copy.html|tokyo.html|"
                   "talo.html|ninos.html|seoul.html|code.md|greek letters.txt|far.txt");
  g_autoptr (OffprintHits) saved =
    search (library, (OffprintSearch){ .text = "nato OR otter OR c", .limit = 4, .sort = OFFPRINT_SORT_SAVED });
  g_autofree char *saved_paths = list_paths (saved);
  g_assert_cmpstr (saved_paths, ==, "lavrov.txt|code.md|alliance.html|otters.html");
}

typedef struct
{
  const char *path, *content, *published, *saved, *text;
} Dated;

/* Sorted by publication: undated last, equals by relevance, then in the order in which they came. A group of copies
 * stands where the first of it in that order would.
 * lint: table */
static const Dated dated[] = {
  { "/b-2022.txt", "1", "2022-05-01", "2023-01-01", "heron heron filler words" },
  { "/undated.txt", "2", NULL, NULL, "heron heron egret heron" },
  { "/a-2022.txt", "3", "2022-05-01", "2023-02-01", "heron heron heron filler" },
  { "/old-copy.txt", "4", "2019-01-01", "2023-05-01", "heron heron copy words" },
  { "/new-copy.txt", "4", "2021-01-01", "2023-04-01", "heron heron copy words" },
  { "/c-2022.txt", "5", "2022-05-01", "2023-02-01", "heron filler heron words" },
  { "/undated-2.txt", "6", NULL, NULL, "heron egret heron heron" },
  { "/year-only.txt", "7", "2022", "2022", "heron filler words here" },
};

static char *
make_dated (guint part, guint n_parts)
{
  char *directory = make_folder ();
  g_autoptr (OffprintWriter) writer = open_writer (directory);
  for (guint i = part; i < G_N_ELEMENTS (dated); i += n_parts)
    {
      FixtureArticle article = { .name = "dated", .path = dated[i].path, .mime_type = "text/plain",
                                 .content = dated[i].content, .published = dated[i].published,
                                 .saved = dated[i].saved, .language = "en", .text = dated[i].text };
      fixture_put (writer, &article);
    }
  commit (writer);
  return directory;
}

static char *
list_sorted (OffprintReader *reader, OffprintSort sort, gboolean fold)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = "heron", .limit = 100, .sort = sort, .fold = fold };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &wanted, &error);
  g_assert_no_error (error);
  return list_paths (hits);
}

static void
test_sort_ties (void)
{
  for (guint n_parts = 1; n_parts <= 2; n_parts++)
    {
      g_autoptr (GError) error = NULL;
      char *parts[] = { make_dated (0, n_parts), n_parts > 1 ? make_dated (1, n_parts) : NULL, NULL };
      g_autoptr (OffprintReader) reader = offprint_reader_open ((const char *const *) parts, &error);
      g_autofree char *all = list_sorted (reader, OFFPRINT_SORT_PUBLISHED, FALSE);
      g_autofree char *folded = list_sorted (reader, OFFPRINT_SORT_PUBLISHED, TRUE);
      g_autofree char *saved = list_sorted (reader, OFFPRINT_SORT_SAVED, TRUE);
      g_assert_cmpstr (all, ==, "a-2022.txt|b-2022.txt|c-2022.txt|year-only.txt|new-copy.txt|old-copy.txt|undated.txt|"
                                "undated-2.txt");
      g_assert_cmpstr (folded, ==, "a-2022.txt|b-2022.txt|c-2022.txt|year-only.txt|new-copy.txt|undated.txt|"
                                   "undated-2.txt");
      g_assert_cmpstr (saved, ==, "old-copy.txt|a-2022.txt|c-2022.txt|b-2022.txt|year-only.txt|undated.txt|undated-2.txt");
      for (guint i = 0; i < n_parts; i++)
        fixture_remove_index (parts[i]);
    }
}

/* Files with the same content give one hit, which tells how many others there are. */
static void
test_fold (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) all = search (library, (OffprintSearch){ .text = "otter", .limit = 10 });
  g_autoptr (OffprintHits) folded = search (library, (OffprintSearch){ .text = "otter", .limit = 10, .fold = TRUE });
  g_assert_cmpuint (all->hits->len, ==, 2);
  g_assert_cmpuint (get_hit (all, 0)->duplicates, ==, 0);
  g_assert_cmpuint (folded->hits->len, ==, 1);
  g_assert_cmpuint (get_hit (folded, 0)->duplicates, ==, 1);
}

/* Pages of hits put together are all hits; ranks go on; behind the last page there is nothing, and no other search
 * instead. */
static void
test_pages (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) whole = search (library, (OffprintSearch){ .text = "type:html", .limit = 100 });
  for (guint i = 0; i < whole->hits->len; i += 3)
    {
      g_autoptr (OffprintHits) page = search (library,
                                              (OffprintSearch){ .text = "type:html", .offset = i, .limit = 3 });
      g_assert_cmpuint (page->hits->len, ==, MIN (3, whole->hits->len - i));
      for (guint j = 0; j < page->hits->len; j++)
        {
          g_assert_cmpuint (get_hit (page, j)->docid, ==, get_hit (whole, i + j)->docid);
          g_assert_cmpuint (get_hit (page, j)->rank, ==, i + j + 1);
        }
    }
  g_autoptr (OffprintHits) beyond = search (library,
                                            (OffprintSearch){ .text = "lavrov nato", .offset = 2, .limit = 10 });
  g_assert_cmpuint (beyond->hits->len, ==, 0);
  g_assert_cmpuint (g_strv_length (beyond->notes), ==, 0);
  g_autoptr (OffprintHits) none = search (library, (OffprintSearch){ .text = "lavrov nato", .limit = 0 });
  g_assert_cmpuint (none->hits->len, ==, 0);
  g_assert_cmpuint (none->estimated, ==, 2);
  g_assert_cmpuint (g_strv_length (none->notes), ==, 0);
}

/* Two indexes are searched as one; each hit's text comes from its own. */
static void
test_several (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *second = make_folder ();
  g_autoptr (OffprintWriter) writer = open_writer (second);
  FixtureArticle article = fixture_articles[2];
  article.path = "/other/lavrov.txt";
  article.text = "Another text about Lavrov.";
  fixture_put (writer, &article);
  commit (writer);
  const char *databases[] = { library->directory, second, NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offprint_reader_count (reader, &error), ==, G_N_ELEMENTS (fixture_articles) + 1);
  OffprintSearch wanted = { .text = "dir:/other lavrov", .limit = 10 };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, ==, 1);
  g_assert_cmpstr (get_hit (hits, 0)->snippet, ==, article.text);
  fixture_remove_index (second);
}

/* What is committed later is seen after reopening, a language that the index did not have included. */
static void
test_reopen (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) before = search (library, (OffprintSearch){ .text = "libro", .limit = 10 });
  g_assert_cmpuint (before->hits->len, ==, 0);
  g_autoptr (OffprintWriter) writer = open_writer (library->directory);
  FixtureArticle article = { .name = "libri", .path = "/libri.html", .mime_type = "text/html", .content = "z",
                             .language = "it",
                             .text = "I libri sono molti." };
  fixture_put (writer, &article);
  commit (writer);
  g_assert_true (offprint_reader_reopen (library->reader, &error));
  g_assert_no_error (error);
  g_autoptr (OffprintHits) after = search (library, (OffprintSearch){ .text = "libro", .limit = 10 });
  g_assert_cmpuint (after->hits->len, ==, 1);
  g_assert_cmpuint (get_hit (after, 0)->n_matches, ==, 1);
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/refused", test_refused);
  g_test_add_func ("/reader/damaged", test_damaged);
  ADD ("/reader/entries", test_entries);
  ADD ("/reader/member", test_member);
  ADD ("/reader/metadata", test_metadata);
  ADD ("/reader/status", test_status);
  ADD ("/reader/hit", test_hit);
  ADD ("/reader/relevance", test_relevance);
  ADD ("/reader/sort", test_sort);
  g_test_add_func ("/reader/sort-ties", test_sort_ties);
  ADD ("/reader/fold", test_fold);
  ADD ("/reader/pages", test_pages);
  ADD ("/reader/several", test_several);
  ADD ("/reader/reopen", test_reopen);
  return g_test_run ();
}
