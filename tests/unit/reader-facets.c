/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts of what the articles found have in common. */
#include "index-fixture.h"

static char *
count (OffprintReader *reader, const char *text, OffprintFacet facet)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch wanted = { .text = text };
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-facets/counts", test_counts);
  g_test_add_func ("/reader-facets/authors", test_authors);
  return g_test_run ();
}
