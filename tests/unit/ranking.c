/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which order articles are found. */
#include "store-fixture.h"

#include "store/ranking.h"
#include "store/reader.h"

typedef struct
{
  const char *name, *title, *published, *text;
} Article;

#define FILLER " The weather stayed mild for the rest of that week and nobody along the shore complained about it."

/* lint: table */
static const Article articles[] = {
  { "scattered", "Notes", "2020-01-01", "A lantern hung there. It was copper. Nobody had polished the festival drum." FILLER },
  { "phrase", "Notes", "2020-01-01", "They hung the copper lantern, polished. A festival drum was nobody's." FILLER },
  { "exact", "Copper lantern festival", "2020-01-01", "It begins at dusk." FILLER },
  { "often", "Notes", "2020-01-01", "Copper, lantern, festival. Festival of the lantern, copper and copper." FILLER },
  { "titled", "The walrus", "2020-01-01", "An animal of the north with tusks." FILLER },
  { "mentioned", "Animals", "2020-01-01", "A walrus of the north with tusks." FILLER },
  { "old", "Harbour", "2001-05-05", "The harbour of Gdynia froze." FILLER },
  { "new", "Harbour", "2023-05-05", "The harbour of Gdynia froze." FILLER },
  { "all four", "Notes", "2020-01-01", "Turbines, cables, seabed and seabirds." FILLER FILLER FILLER FILLER FILLER FILLER },
  { "two of four", "Turbines and cables", "2020-01-01", "Turbines turbines cables cables." },
  { "best", "Pollen", "2020-01-01", "Pollen pollen: honeybee, hive, nectar, beekeeper." },
  { "second", "Pollen", "2020-01-01", "Pollen pollen: honeybee, hive, nectar, beekeeper." },
  { "other sense", "Spores", "2020-01-01", "Pollen of pine in a lake core, radiocarbon, sediment, glacier." },
  { "same sense", "Spores", "2020-01-01", "Pollen of lime in a hive, honeybee, nectar, beekeeper, glacier." },
  { "no pollen", "Bees", "2020-01-01", "Honeybee, hive, nectar, beekeeper." },
};

typedef struct
{
  StoreFixture store;
  OffprintReader *reader;
} Library;

static void
put (OffprintWriter *writer, const Article *article)
{
  g_autoptr (GError) error = NULL;
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  g_autofree char *path = g_strconcat ("/library/", article->name, NULL);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, article->title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, article->published);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, "en");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, article->text);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  OffprintIdentity identity = { .path = path, .mime_type = "text/plain", .signature = "s" };
  g_strlcpy ((char *) identity.md5, article->name, sizeof identity.md5);
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
}

static void
set_up (Library *library, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  store_fixture_set_up (&library->store, data);
  OffprintWriter *writer = offprint_writer_open (library->store.index, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    put (writer, &articles[i]);
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
  const char *databases[] = { library->store.index, NULL };
  library->reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
}

static void
tear_down (Library *library, gconstpointer data)
{
  offprint_reader_free (library->reader);
  store_fixture_tear_down (&library->store, data);
}

/* Returns: the names of the articles found, the best first, with commas between, after the notes */
static char *
find (Library *library, const OffprintSearch *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits = offprint_reader_search (library->reader, wanted, &error);
  g_assert_no_error (error);
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      const char *path = offprint_record_get (hit->record, OFFPRINT_FIELD_PATH);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", path + strlen ("/library/"));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* lint: table */
static const struct
{
  const char *text, *found;
} orders[] = {
  { "walrus", "titled, mentioned" },
  { "copper lantern festival", "exact, often, phrase, scattered" },
  { "copper lantern polished", "phrase, scattered" },
  { "the harbour of gdynia", "new, old" },
  { "turbines and cables on the seabed with seabirds", "all four, two of four" },
  { "turbines cables lighthouse", "two of four, all four" },
  { "what is a walrus", "titled, mentioned" },
};

/* The title, the words as they were typed, all words, later articles. */
static void
test_orders (Library *library, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const OffprintSearch wanted = { .text = orders[i].text, .limit = 20, .recency = TRUE };
      g_autofree char *found = find (library, &wanted);
      g_test_message ("%s", orders[i].text);
      g_assert_cmpstr (found, ==, orders[i].found);
    }
}

/* Without recency equal articles stand in the order in which they came. */
static void
test_no_recency (Library *library, gconstpointer data)
{
  const OffprintSearch wanted = { .text = "harbour", .limit = 20 };
  g_autofree char *found = find (library, &wanted);
  g_assert_cmpstr (found, ==, "old, new");
}

/* The words of the best hits move up what has them too; nothing is found by them alone, and nothing is lost. */
static void
test_expansion (Library *library, gconstpointer data)
{
  OffprintSearch wanted = { .text = "pollen", .limit = 20 };
  g_autofree char *plain = find (library, &wanted);
  wanted.expand = TRUE;
  g_autofree char *expanded = find (library, &wanted);
  g_assert_cmpstr (plain, ==, "best, second, other sense, same sense");
  g_assert_cmpstr (expanded, ==, "best, second, same sense, other sense");
}

/* A page that begins later shows what the whole list shows there. */
static void
test_pages (Library *library, gconstpointer data)
{
  OffprintSearch wanted = { .text = "turbines and cables on the seabed with seabirds", .limit = 1, .offset = 1 };
  g_autofree char *second = find (library, &wanted);
  wanted.offset = 2;
  g_autofree char *beyond = find (library, &wanted);
  g_assert_cmpstr (second, ==, "two of four");
  g_assert_cmpstr (beyond, ==, "");
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ranking/orders", test_orders);
  ADD ("/ranking/no-recency", test_no_recency);
  ADD ("/ranking/expansion", test_expansion);
  ADD ("/ranking/pages", test_pages);
  return g_test_run ();
}
