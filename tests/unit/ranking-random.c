/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random queries of many articles: whichever page is asked for, it is a part of one order of all. What Xapian leaves
 * out, because a few hits are wanted only, must never be a hit; and what is looked at more closely must not move hits
 * from one page to another. */
#include "store-fixture.h"

#include "store/reader-private.h"

#include <math.h>
#include <string.h>

#define ARTICLES 3000
#define QUERIES 150
#define WORDS 60
#define SEED 20240607

typedef struct
{
  GRand *random;
  char words[WORDS][16];
} Language;

/* Words that begin alike, so that each beginning has several */
static void
make_language (Language *language)
{
  static const char *const starts[] = { "ba", "bal", "car", "car", "do", "dor", "el", "far", "farm", "gor" };
  language->random = g_rand_new_with_seed (SEED);
  for (guint i = 0; i < WORDS; i++)
    g_snprintf (language->words[i], sizeof language->words[i], "%s%c%cx", starts[i % G_N_ELEMENTS (starts)],
                'a' + (char) (i / 10), 'a' + (char) (i % 7));
}

/* A few words are everywhere, most are rare. */
static const char *
choose_word (Language *language)
{
  double share = g_rand_double (language->random);
  return language->words[(guint) (share * share * share * WORDS)];
}

static char *
make_text (Language *language, guint n_words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", choose_word (language));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A word of one letter is rare. */
static char *
make_title (Language *language)
{
  g_autofree char *title = make_text (language, (guint) g_rand_int_range (language->random, 1, 4));
  if (g_rand_int_range (language->random, 0, 20) > 0)
    return g_steal_pointer (&title);
  return g_strdup_printf ("%s %c", title, choose_word (language)[0]);
}

static OffprintRecord *
make_record (Language *language)
{
  g_autofree char *title = make_title (language);
  g_autofree char *text = make_text (language, (guint) g_rand_int_range (language->random, 2, 40));
  g_autofree char *year = g_strdup_printf ("%d", g_rand_int_range (language->random, 1900, 2030));
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, "en");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, year);
  if (g_rand_boolean (language->random))
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, choose_word (language));
  return offprint_record_builder_end (builder);
}

static void
put (OffprintWriter *writer, Language *language, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("/random/%u", number);
  g_autoptr (OffprintRecord) record = make_record (language);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  OffprintIdentity identity = store_fixture_identity (path);
  memcpy (identity.md5, &number, sizeof number);
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
}

static OffprintReader *
make_library (const StoreFixture *fixture, Language *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  for (guint i = 0; i < ARTICLES; i++)
    put (writer, language, i);
  store_fixture_commit (writer);
  const char *databases[] = { fixture->index, NULL };
  OffprintReader *reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  reader->places_only = TRUE;
  return reader;
}

static OffprintHits *
find (OffprintReader *reader, const OffprintSearch *search, guint offset, guint limit)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch page = *search;
  page.offset = offset;
  page.limit = limit;
  OffprintHits *hits = offprint_reader_search (reader, &page, &error);
  g_assert_no_error (error);
  return hits;
}

/* Equal weights may be told apart by rounding, when they are sums in another order. */
static void
assert_page (OffprintReader *reader, const OffprintSearch *search, const OffprintHits *whole, guint offset, guint limit)
{
  g_autoptr (OffprintHits) page = find (reader, search, offset, limit);
  guint left = whole->hits->len > offset ? whole->hits->len - offset : 0;
  g_test_message ("%s, from %u", search->text, offset);
  g_assert_cmpuint (page->hits->len, ==, MIN (limit, left));
  for (guint i = 0; i < page->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (page->hits, i);
      const OffprintHit *expected = g_ptr_array_index (whole->hits, offset + i);
      g_assert_cmpfloat_with_epsilon (hit->score, expected->score, 1e-9);
      if (fabs (hit->score - expected->score) > 0)
        continue;
      g_assert_cmpuint (hit->docid, ==, expected->docid);
    }
}

static void
assert_pages (OffprintReader *reader, Language *language, OffprintSearch *search)
{
  for (guint i = 0; i < QUERIES; i++)
    {
      g_autofree char *text = make_text (language, (guint) g_rand_int_range (language->random, 1, 6));
      if (search->unfinished)
        text[strlen (text) - (gsize) g_rand_int_range (language->random, 0, 4)] = '\0';
      search->text = text;
      g_autoptr (OffprintHits) whole = find (reader, search, 0, ARTICLES);
      assert_page (reader, search, whole, 0, 1);
      assert_page (reader, search, whole, 0, 10);
      assert_page (reader, search, whole, OFFPRINT_RANKING_CLOSER_HITS - 5, 10);
      assert_page (reader, search, whole, (guint) g_rand_int_range (language->random, 0, 400), 10);
    }
}

static void
test_search (StoreFixture *fixture, gconstpointer data)
{
  Language language;
  make_language (&language);
  g_autoptr (OffprintReader) reader = make_library (fixture, &language);
  OffprintSearch search = { .recency = TRUE };
  assert_pages (reader, &language, &search);
  search.expand = TRUE;
  assert_pages (reader, &language, &search);
  g_rand_free (language.random);
}

static void
test_complete (StoreFixture *fixture, gconstpointer data)
{
  Language language;
  make_language (&language);
  g_autoptr (OffprintReader) reader = make_library (fixture, &language);
  OffprintSearch search = { .recency = TRUE, .unfinished = TRUE };
  assert_pages (reader, &language, &search);
  g_rand_free (language.random);
}

/* Of one or two letters there are lists of their own. */
static void
test_first_letters (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "b", "ba", "c", "ca", "d", "do", "e", "f", "fa", "g", "go", "x", "b type:text" };
  Language language;
  make_language (&language);
  g_autoptr (OffprintReader) reader = make_library (fixture, &language);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (texts); i++)
    {
      OffprintSearch search = { .recency = i % 2 == 0, .unfinished = TRUE, .text = texts[i / 2] };
      g_autoptr (OffprintHits) whole = find (reader, &search, 0, ARTICLES);
      for (guint offset = 0; offset < 400; offset += 37)
        assert_page (reader, &search, whole, offset, 1 + offset % 50);
    }
  g_rand_free (language.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/ranking-random/search", test_search);
  store_fixture_test ("/ranking-random/complete", test_complete);
  store_fixture_test ("/ranking-random/first-letters", test_first_letters);
  return g_test_run ();
}
