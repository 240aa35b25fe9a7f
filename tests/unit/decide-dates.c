/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/decide.h"

typedef struct
{
  OffprintEvidenceSource source;
  const char *value;
} Claim;

static void
check (const Claim *claims, const char *url, const char *expected)
{
  g_autoptr (OffprintEvidence) evidence = offprint_evidence_new ();
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  for (; claims->value != NULL; claims++)
    offprint_evidence_add (evidence, OFFPRINT_FIELD_PUBLISHED, claims->source, 0, claims->value);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, url);
  offprint_decide_dates (evidence, "en", builder);
  g_assert_cmpstr (offprint_record_builder_get (builder, OFFPRINT_FIELD_PUBLISHED), ==, expected);
}

#define CLAIMS(...) ((const Claim[]){ __VA_ARGS__, { 0, NULL } })

static void
test_votes (void)
{
  g_test_summary ("The best source wins, unless others agree on another day; the time comes from whoever knows it");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022-01-27" }, { OFFPRINT_EVIDENCE_TIME, "2022-03-03" }), NULL,
         "2022-01-27");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_OPEN_GRAPH, "2022-01-27" }, { OFFPRINT_EVIDENCE_TIME, "2022-03-03" },
                 { OFFPRINT_EVIDENCE_TEXT, "2022-03-03" }),
         NULL, "2022-03-03");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022-01-27" },
                 { OFFPRINT_EVIDENCE_OPEN_GRAPH, "2022-01-27T06:30:00+01:00" }),
         NULL, "2022-01-27T06:30:00+01:00");
}

static void
test_address (void)
{
  g_test_summary ("The date in the address is one vote: it wins alone, and not against better");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_TEXT, "no date" }), "https://a.test/2022/01/27/x", "2022-01-27");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022-01-27" }), "https://a.test/2020/05/05/x", "2022-01-27");
}

static void
test_local_day (void)
{
  g_test_summary ("A time in UTC gives way to the day beside it that the page shows");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022-01-28T01:06:51Z" }, { OFFPRINT_EVIDENCE_TEXT, "27 January 2022" }),
         NULL, "2022-01-27");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022-01-28T01:06:51+01:00" },
                 { OFFPRINT_EVIDENCE_TEXT, "27 January 2022" }),
         NULL, "2022-01-28T01:06:51+01:00");
}

static void
test_silence (void)
{
  g_test_summary ("What is no day, or long before the web, is not believed");
  check (CLAIMS ({ OFFPRINT_EVIDENCE_JSON_LD, "2022" }, { OFFPRINT_EVIDENCE_META, "1970-01-01" },
                 { OFFPRINT_EVIDENCE_BYLINE, "2022-01-27" }),
         NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decide-dates/votes", test_votes);
  g_test_add_func ("/decide-dates/address", test_address);
  g_test_add_func ("/decide-dates/local-day", test_local_day);
  g_test_add_func ("/decide-dates/silence", test_silence);
  return g_test_run ();
}
