/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts of what the articles found have in common. */
#include "index-fixture.h"

static char *
count_as (OffprintReader *reader, const char *text, OffprintFacet facet, gboolean fold)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch wanted = { .text = text, .fold = fold };
  g_autoptr (OffprintFacets) facets = offprint_reader_facets (reader, &wanted, &error);
  g_autoptr (GString) line = g_string_new (NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < facets->counts[facet]->len; i++)
    {
      const OffprintFacetCount *entry = &g_array_index (facets->counts[facet], OffprintFacetCount, i);
      g_string_append_printf (line, "%s%s %u", i > 0 ? ", " : "", entry->value, entry->count);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
count (OffprintReader *reader, const char *text, OffprintFacet facet)
{
  return count_as (reader, text, facet, FALSE);
}

/* lint: table */
static const struct
{
  const char *query;
  OffprintFacet facet;
  const char *counts;
} cases[] = {
  { "otter", OFFPRINT_FACET_PUBLISHER, "Copenhagen News 2" },
  { "otter OR nato", OFFPRINT_FACET_PUBLISHER, "Copenhagen News 3, The Daily Copenhagen 1" },
  { "otter OR nato", OFFPRINT_FACET_AGENCY, "RFE/RL 2" },
  { "otter OR nato", OFFPRINT_FACET_YEAR, "2022 3, 2023 1" },
  { "otter OR nato", OFFPRINT_FACET_MONTH, "2022-01 2, 2022-12 1, 2023-05 1" },
  { "type:html", OFFPRINT_FACET_MONTH, "2022-01 4, 1999-12 1, 2022-02 1, 2022-03 1, 2022-12 1" },
  { "otter OR nato", OFFPRINT_FACET_PLACE, "London 1, Moscow 1" },
  { "otter OR nato", OFFPRINT_FACET_LANGUAGE, "en 3, en-GB 1" },
  { "otter OR nato", OFFPRINT_FACET_TYPE, "text/html 3, text/plain 1" },
  { "otter OR nato", OFFPRINT_FACET_AUTHOR, "Ann O'Brien 1, Jane Doe-Smith 1, Jane Roe 1" },
  { "nato comment", OFFPRINT_FACET_PUBLISHER, "Copenhagen News 1" },
  { "heron", OFFPRINT_FACET_PUBLISHER, "" },
  { "", OFFPRINT_FACET_TYPE, "text/html 10, text/plain 3, application/xhtml+xml 1, text/markdown 1" },
  { "lang:ja", OFFPRINT_FACET_YEAR, "2022 2" },
};

/* Each facet counts all articles found, copies each, the most frequent value first. */
static void
test_counts (void)
{
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *counts = count (reader, cases[i].query, cases[i].facet);
      g_test_message ("%s by %s", cases[i].query, offprint_facet_get_name (cases[i].facet));
      g_assert_cmpstr (counts, ==, cases[i].counts);
    }
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* Copies count once where results are folded: as the one that would be the hit. */
static void
test_folded (void)
{
  char *directory = fixture_make_index ();
  OffprintReader *reader = fixture_open_reader (directory);
  g_autofree char *publishers = count_as (reader, "otter OR nato", OFFPRINT_FACET_PUBLISHER, TRUE);
  g_autofree char *years = count_as (reader, "otter OR nato", OFFPRINT_FACET_YEAR, TRUE);
  g_autofree char *types = count_as (reader, "", OFFPRINT_FACET_TYPE, TRUE);
  g_autofree char *places = count_as (reader, "otter", OFFPRINT_FACET_PLACE, TRUE);
  OffprintSearch wanted = { .text = "otter", .fold = TRUE, .limit = 1 };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &wanted, NULL);
  const OffprintHit *hit = g_ptr_array_index (hits->hits, 0);
  g_assert_cmpstr (publishers, ==, "Copenhagen News 2, The Daily Copenhagen 1");
  g_assert_cmpstr (years, ==, "2022 2, 2023 1");
  g_assert_cmpstr (types, ==, "text/html 9, text/plain 3, application/xhtml+xml 1, text/markdown 1");
  g_assert_cmpstr (places, ==, offprint_record_get (hit->record, OFFPRINT_FIELD_PLACE) != NULL ? "London 1" : "");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

/* Of several authors each counts. */
static void
test_authors (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = fixture_make_index ();
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Jane Roe");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Ann Other");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "Herons and nothing else");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (g_steal_pointer (&builder));
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  OffprintIdentity identity = { .path = "/two.txt", .mime_type = "text/plain", .signature = "s" };
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
  OffprintReader *reader = fixture_open_reader (directory);
  g_autofree char *counts = count (reader, "heron OR envoy", OFFPRINT_FACET_AUTHOR);
  g_assert_cmpstr (counts, ==, "Jane Roe 2, Ann Other 1");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

static guint
count_hits (OffprintReader *reader, const char *query)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = query, .limit = 1000 };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &wanted, &error);
  g_assert_no_error (error);
  return hits->hits->len;
}

static void
check_filters (OffprintReader *reader, OffprintFacet facet, const char *field)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch all = { .text = "" };
  g_autoptr (OffprintFacets) facets = offprint_reader_facets (reader, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facets->counts[facet]->len, >, 0);
  for (guint i = 0; i < facets->counts[facet]->len; i++)
    {
      const OffprintFacetCount *entry = &g_array_index (facets->counts[facet], OffprintFacetCount, i);
      g_autofree char *query = g_strdup_printf ("%s:=\"%s\"", field, entry->value);
      g_test_message ("%s", query);
      g_assert_cmpuint (count_hits (reader, query), ==, entry->count);
    }
}

/* Puts an article of @publisher by @authors, NULL-terminated, into the index at @directory. */
static void
put_article (const char *directory, const char *path, const char *publisher, const char *const *authors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, publisher);
  for (gsize i = 0; authors[i] != NULL; i++)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, authors[i]);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, path);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (g_steal_pointer (&builder));
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  const OffprintIdentity identity = { .path = path, .mime_type = "text/plain", .signature = "s" };
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
}

/* A filter for the whole of a value finds as many articles as were counted: names that go on are others, and other ways
 * to write a name are the same. */
static void
test_filters (void)
{
  char *directory = fixture_make_index ();
  put_article (directory, "/a.txt", "Le Monde", (const char *const[]){ "Ann Bow", "Vi Lund", NULL });
  put_article (directory, "/b.txt", "Le Monde", (const char *const[]){ "Ann Bow-Lund", NULL });
  put_article (directory, "/c.txt", "LE MONDE", (const char *const[]){ "ann bow", "Jo Dale", NULL });
  put_article (directory, "/d.txt", "Le Monde diplomatique", (const char *const[]){ "Jo Ann Bow", NULL });
  put_article (directory, "/e.txt", "Nouveau Monde", (const char *const[]){ "Jo Dale", "Ann Bow", NULL });
  OffprintReader *reader = fixture_open_reader (directory);
  g_autofree char *publishers = count (reader, "publisher:monde", OFFPRINT_FACET_PUBLISHER);
  g_assert_cmpstr (publishers, ==, "Le Monde 3, Le Monde diplomatique 1, Nouveau Monde 1");
  g_assert_cmpuint (count_hits (reader, "author:=\"Ann Bow\" author:=\"Jo Dale\""), ==, 2);
  check_filters (reader, OFFPRINT_FACET_PUBLISHER, "publisher");
  check_filters (reader, OFFPRINT_FACET_AGENCY, "agency");
  check_filters (reader, OFFPRINT_FACET_AUTHOR, "author");
  check_filters (reader, OFFPRINT_FACET_YEAR, "published");
  check_filters (reader, OFFPRINT_FACET_MONTH, "published");
  check_filters (reader, OFFPRINT_FACET_LANGUAGE, "lang");
  check_filters (reader, OFFPRINT_FACET_TYPE, "type");
  check_filters (reader, OFFPRINT_FACET_PLACE, "place");
  offprint_reader_free (reader);
  fixture_remove_index (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-facets/counts", test_counts);
  g_test_add_func ("/reader-facets/folded", test_folded);
  g_test_add_func ("/reader-facets/authors", test_authors);
  g_test_add_func ("/reader-facets/filters", test_filters);
  return g_test_run ();
}
