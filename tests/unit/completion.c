/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Search as you type: which articles each keystroke finds, and in which order. */
#include "store-fixture.h"

#include "store/reader.h"

#include <string.h>

/* 2023-06-07 12:00 UTC */
#define NOW G_GINT64_CONSTANT (1686139200)

typedef struct
{
  const char *name, *title, *author, *text, *published;
} Article;

/* They came in this order. */
static const Article articles[] = {
  { "body", "Rivers in spring", NULL, "An ottoman was found in the river, and lotteries were held.", "2020" },
  { "author", "Small boats", "Ottoline Marsh", "Boats are small here.", "2020" },
  { "later", "The last otters", NULL, "They came back with the tide.", "2020" },
  { "first", "Ottomans at war", NULL, "A history of the tide.", "2020" },
  { "otto", "Gift to Otto", NULL, "He thanked everybody.", "2020" },
  { "tide", "Tide tables", NULL, "When the otter swims, in the estuary. The tide, the tide, the tide.", "2020" },
  { "tides", "Of moon and men", NULL, "Once there was a tide, and an otter, among many other words of no weight at all.",
    "2020" },
  { "new", "Eel prices", NULL, "Eels cost more.", "2023-06" },
  { "old", "Eel prices", NULL, "Eels cost more.", "1999-01" },
  { "undated", "Eel prices", NULL, "Eels cost more.", NULL },
  { "ancient", "Eel prices", NULL, "Eels cost more.", "1901" },
  { "future", "Eel fishing", NULL, "Eels cost more.", "9999" },
  { "cafe", "Caf\xc3\xa9 Stra\xc3\x9f" "e", NULL, "On the corner.", "2020" },
  { "tokyo", "\xe6\x9d\xb1\xe4\xba\xac", NULL, "\xe6\x9d\xb1\xe4\xba\xac", "2020" },
  { "hebrew", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", NULL, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "2020" },
  { "cpp", "Learning C++", NULL, "Templates.", "2020" },
  { "bodymail", "Letters", NULL, "Email, email and email.", "2020" },
  { "titlemail", "Farewell, e-mail", NULL, "There is less of it, and nobody knows why that may be.", "2020" },
};

static OffprintRecord *
make_record (const Article *article)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, article->title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, "en");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, article->text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, article->published);
  if (article->author != NULL)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, article->author);
  return offprint_record_builder_end (builder);
}

static void
put (OffprintWriter *writer, const Article *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = make_record (article);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  g_autofree char *path = g_strconcat ("/", article->name, NULL);
  OffprintIdentity identity = store_fixture_identity (path);
  offprint_writer_put (writer, &identity, document, &error);
  g_assert_no_error (error);
}

static OffprintReader *
open_reader (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { fixture->index, NULL };
  OffprintReader *reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  return reader;
}

static OffprintReader *
make_library (const StoreFixture *fixture)
{
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    put (writer, &articles[i]);
  store_fixture_commit (writer);
  return open_reader (fixture);
}

static OffprintHits *
complete_page (OffprintReader *reader, const char *text, guint offset, guint limit)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch search = { .text = text, .offset = offset, .limit = limit, .unfinished = TRUE, .recency = TRUE,
                            .now = NOW };
  OffprintHits *hits = offprint_reader_search (reader, &search, &error);
  g_assert_no_error (error);
  return hits;
}

static char *
list (const OffprintHits *hits)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                              offprint_record_get (hit->record, OFFPRINT_FIELD_PATH) + 1);
    }
  return g_string_free (names, FALSE);
}

static void
assert_order (OffprintReader *reader, const char *text, const char *expected)
{
  g_autoptr (OffprintHits) hits = complete_page (reader, text, 0, 100);
  g_autofree char *found = list (hits);
  g_test_message ("%s -> %s", text, found);
  g_assert_cmpstr (found, ==, expected);
}

/* First word of the title, other words of it, authors and the like, the text. */
static void
test_steps (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "ott", "first later otto author body tide tides");
  assert_order (reader, "otto", "otto first author body");
  assert_order (reader, "ottom", "first body");
}

/* What is whole already comes before what goes on, in the title and in the text. */
static void
test_whole (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "otter", "later tide tides");
  assert_order (reader, "tide", "tide first later tides");
}

/* From the first letter on the title comes first, and the text is reached when nothing else is found. */
static void
test_short (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  g_autoptr (OffprintHits) one = complete_page (reader, "o", 0, 4);
  g_autofree char *found = list (one);
  g_assert_cmpstr (found, ==, "first tides later otto");
  assert_order (reader, "ot", "first later otto author body tide tides");
  assert_order (reader, "h", "body author first otto");
  assert_order (reader, "x", "");
}

/* One or two letters after finished words only prefer; three choose. */
static void
test_after_words (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "tide ", "tide first later tides");
  assert_order (reader, "tide o", "first tides later tide");
  assert_order (reader, "tide ot", "first later tide tides");
  assert_order (reader, "tide ott", "first later tide tides");
  assert_order (reader, "tide otte", "later tide tides");
  assert_order (reader, "tide hist", "first");
}

/* A finished word that may be written in several ways is in the title when it is there as it was typed. */
static void
test_ways_to_write (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "e-mail ", "titlemail bodymail");
}

/* What nothing has does not empty the list: the finished words stand. */
static void
test_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  g_autoptr (OffprintHits) hits = complete_page (reader, "otter tide qqq", 0, 10);
  g_autofree char *found = list (hits);
  g_assert_cmpstr (found, ==, "tide later tides");
  g_assert_cmpstr (hits->notes[0], ==, "no article has all words; showing those with some");
  assert_order (reader, "qqq", "");
}

/* Filters hold; one that is being typed does not empty the list; what is excluded is excluded as a whole word. */
static void
test_filters (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "published:2023 e", "new");
  assert_order (reader, "published:1999 ee", "old");
  assert_order (reader, "war lang:f", "first");
  assert_order (reader, "war lang:en", "first");
  assert_order (reader, "ottoman -otto", "first body");
  assert_order (reader, "otter -ti", "later tide tides");
  assert_order (reader, "otter -estuary", "later tides");
  assert_order (reader, "war title:", "first");
}

/* A field that is named restricts. */
static void
test_fields (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "title:o", "first tides later otto");
  assert_order (reader, "title:otto", "otto first");
  assert_order (reader, "author:o", "author");
  assert_order (reader, "author:Ottol", "author");
  assert_order (reader, "boats author:mar", "author");
}

/* Of what is equal the newest comes first, undated and very old last, and what claims to be of the future gains
 * nothing by it. */
static void
test_recency (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "pric", "new old undated ancient");
  assert_order (reader, "eel", "future new old undated ancient");
}

/* Accents, case, ideographs, right to left, signs. */
static void
test_characters (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  assert_order (reader, "CAF", "cafe");
  assert_order (reader, "caf\xc3\xa9", "cafe");
  assert_order (reader, "stras", "cafe");
  assert_order (reader, "stra\xc3\x9f", "cafe");
  assert_order (reader, "\xe6\x9d\xb1", "tokyo");
  assert_order (reader, "\xe4\xba\xac", "tokyo");
  assert_order (reader, "\xe6\x9d\xb1\xe4\xba\xac", "tokyo");
  assert_order (reader, "\xd7\xa9", "hebrew");
  assert_order (reader, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "hebrew");
  assert_order (reader, "c+", "cpp");
  assert_order (reader, "c++", "cpp");
}

/* From the third letter of any word of its title on, an article is found; from the fourth of its first word, first. */
static void
test_prefixes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    for (glong length = 3; length <= g_utf8_strlen (articles[i].title, -1); length++)
      {
        g_autofree char *text = g_utf8_substring (articles[i].title, 0, length);
        g_autoptr (OffprintHits) hits = complete_page (reader, text, 0, 5);
        g_autofree char *found = list (hits);
        g_autofree char *spaced = g_strconcat (" ", found, " ", NULL);
        g_autofree char *wanted = g_strconcat (" ", articles[i].name, " ", NULL);
        g_test_message ("%s -> %s", text, found);
        g_assert_nonnull (strstr (spaced, wanted));
      }
}

/* Pages are parts of the one order, also where fields alone fill the page. */
static void
test_pages (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "o", "ot", "ott", "t", "tide ott", "tide o", "eel", "e", "title:o" };
  g_autoptr (OffprintReader) reader = make_library (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (OffprintHits) all = complete_page (reader, texts[i], 0, 100);
      g_autofree char *expected = list (all);
      g_autoptr (GString) pages = g_string_new (NULL);
      for (guint offset = 0; offset < all->hits->len; offset++)
        {
          g_autoptr (OffprintHits) page = complete_page (reader, texts[i], offset, 1);
          g_autofree char *found = list (page);
          g_string_append_printf (pages, "%s%s", offset > 0 ? " " : "", found);
        }
      g_assert_cmpstr (pages->str, ==, expected);
    }
}

/* One line with the words marked that begin so. */
static void
test_snippets (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintReader) reader = make_library (fixture);
  g_autoptr (OffprintHits) hits = complete_page (reader, "ottom", 0, 10);
  const OffprintHit *hit = g_ptr_array_index (hits->hits, 1);
  g_assert_cmpstr (hit->snippet, ==, "An ottoman was found in the river, and lotteries were held.");
  g_assert_cmpuint (hit->n_matches, ==, 1);
  g_assert_cmpuint (hit->matches[0].start, ==, 3);
  g_assert_cmpuint (hit->matches[0].end, ==, 10);
}

/* Nothing that can be typed is an error, and nothing takes long. */
static void
test_hostile (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *long_word = g_strnfill (10000, 'o');
  g_autoptr (GString) many = g_string_new (NULL);
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many, "o%u ", i);
  const char *const texts[] = {
    "", " ", "-", "\"", "\"ott", "(", "(ott", "((((ott", "ott)", "-ott", "NOT ott", "ott OR", "ott OR t", "OR", "*", "o*",
    "title:", "title:-", "nofield:ott", "ott NEAR", "ott NEAR t", "-(ott", "(ott t", "(ott OR t", "author:x title:o",
    "\xff\xfe", "ott\xff", "\xe2\x80\xae", "\xcc\x81", "e-m", "don'", "a.b.c", "c#", "-c++", "NOT e-m", "http://x.org/ott",
    "site:", "site:x", "-site:x", "published:", "published:20", "type:html o", "\xf0\x9f\xa6\xa6",
    long_word, many->str,
  };
  g_autoptr (OffprintReader) reader = make_library (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *escaped = g_strescape (texts[i], NULL);
      g_test_message ("%.60s", escaped);
      g_autoptr (OffprintHits) hits = complete_page (reader, texts[i], 0, 10);
      g_assert_cmpuint (hits->hits->len, <=, 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/completion/steps", test_steps);
  store_fixture_test ("/completion/whole", test_whole);
  store_fixture_test ("/completion/short", test_short);
  store_fixture_test ("/completion/after-words", test_after_words);
  store_fixture_test ("/completion/ways-to-write", test_ways_to_write);
  store_fixture_test ("/completion/nothing", test_nothing);
  store_fixture_test ("/completion/filters", test_filters);
  store_fixture_test ("/completion/fields", test_fields);
  store_fixture_test ("/completion/recency", test_recency);
  store_fixture_test ("/completion/characters", test_characters);
  store_fixture_test ("/completion/prefixes", test_prefixes);
  store_fixture_test ("/completion/pages", test_pages);
  store_fixture_test ("/completion/snippets", test_snippets);
  store_fixture_test ("/completion/hostile", test_hostile);
  return g_test_run ();
}
