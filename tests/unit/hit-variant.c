/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/hit.h"

static OffprintHit *
make_hit (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/articles/caf\xe9.html");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, "Otters return");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Jo Marsh");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Ada Quill");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, "2023-05");
  offprint_record_builder_set_words (builder, 321);
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  *hit = (OffprintHit){
    .rank = 3,
    .score = 4.5,
    .record = offprint_record_builder_end (builder),
    .snippet = g_strdup ("The otter swims."),
    .matches = g_new (OffprintMatch, 1),
    .n_matches = 1,
    .duplicates = 2,
    .near_duplicate = TRUE,
  };
  hit->matches[0] = (OffprintMatch){ 4, 9 };
  return hit;
}

/* A hit arrives as it was sent, a path in any bytes with it. */
static void
test_round_trip (void)
{
  g_autoptr (OffprintHit) hit = make_hit ();
  g_autoptr (GVariant) variant = g_variant_ref_sink (offprint_hit_to_variant (hit));
  g_autoptr (OffprintHit) back = offprint_hit_new_from_variant (variant);
  g_autoptr (GVariant) again = g_variant_ref_sink (offprint_hit_to_variant (back));
  g_assert_true (g_variant_equal (variant, again));
  g_assert_cmpstr (offprint_record_get (back->record, OFFPRINT_FIELD_PATH), ==, "/articles/caf\xe9.html");
  g_assert_null (offprint_record_get (back->record, OFFPRINT_FIELD_PUBLISHER));
  g_assert_cmpuint (offprint_record_get_words (back->record), ==, 321);
}

/* Many hits, and what is to be known of them, too */
static void
test_hits (void)
{
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  g_ptr_array_add (hits->hits, make_hit ());
  hits->estimated = 17;
  hits->cut = TRUE;
  hits->notes = g_strsplit ("one two", " ", 0);
  hits->suggestion = g_strdup ("otter");
  hits->corrected = TRUE;
  g_autoptr (GVariant) variant = g_variant_ref_sink (offprint_hits_to_variant (hits));
  g_autoptr (GVariant) info = g_variant_ref_sink (offprint_hits_get_info (hits));
  g_autoptr (OffprintHits) back = offprint_hits_new_from_variant (variant, info);
  g_autoptr (GVariant) again = g_variant_ref_sink (offprint_hits_get_info (back));
  g_assert_true (g_variant_equal (info, again));
  g_assert_cmpuint (back->hits->len, ==, 1);
  g_autoptr (OffprintHits) bare = offprint_hits_new_from_variant (variant, NULL);
  g_assert_cmpuint (bare->estimated, ==, 1);
}

/* What is missing, of another type or out of place is passed over. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    gsize n_matches;
  } cases[] = {
    { "@a{sv} {}", 0 },
    { "{'title': <5>, 'path': <'x'>, 'authors': <'x'>, 'words': <'many'>, 'rank': <'x'>, 'snippet': <3>}", 0 },
    { "{'snippet': <'otter'>, 'matches': <[(uint32 0, uint32 2), (1, 3), (2, 2), (4, 9), (3, 5)]>}", 2 },
    { "{'snippet': <'été'>, 'matches': <[(uint32 1, uint32 3), (0, 1), (0, 5)]>}", 1 },
    { "{'snippet': <'otter'>, 'matches': <'all'>, 'new key': <[1, 2]>}", 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (cases[i].text));
      g_autoptr (OffprintHit) hit = offprint_hit_new_from_variant (variant);
      g_assert_nonnull (hit->snippet);
      g_assert_cmpuint (hit->n_matches, ==, cases[i].n_matches);
      g_assert_cmpuint (hit->rank, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hit-variant/round-trip", test_round_trip);
  g_test_add_func ("/hit-variant/hits", test_hits);
  g_test_add_func ("/hit-variant/wrong", test_wrong);
  return g_test_run ();
}
