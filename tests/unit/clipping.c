/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/clipping.h"

#include "core/error.h"

#include <string.h>

static OffprintRecord *
read_clipping (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  OffprintSource source = { .path = "x.txt", .bytes = bytes };
  g_autoptr (GPtrArray) builders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (offprint_clipping_read (&source, builders, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (builders->len, ==, 1);
  return offprint_record_builder_end (g_ptr_array_index (builders, 0));
}

static void
check (const OffprintRecord *record, OffprintField field, const char *expected)
{
  g_assert_cmpstr (offprint_record_get (record, field), ==, expected);
}

#define FIRST                                                                                                          \
  "The council voted on Monday to rebuild the bridge across the river, after two years in which every bus had to take the long way round."
#define SECOND                                                                                                         \
  "Engineers had found cracks in one of the pillars during a regular inspection, and nobody wanted to pay for the repair at first."

static void
test_wire_story (void)
{
  g_test_summary (
      "Date line, agency, rights, publisher of a republished wire story; calls and pointers are no part of the text");
  g_autoptr (OffprintRecord) record = read_clipping (
      "Mon, 7 March 2022\n\n" FIRST "\n\nLive Briefing: Rivers On The Rise\n\n"
      "Check out our new live briefing on the floods along the river. Rivers On The Rise presents the latest developments, updated throughout the day.\n\n" SECOND
      " SEE ALSO: Who Pays For The Bridge? A Town Waits.\n\n"
      "Copyright (c) 2018. RFE/RL, Inc. Republished with the permission of Radio Free Europe/Radio Liberty\n\n"
      "More River News\n\nAccess More\n\nSign up for Riverside Times\n\na daily newsletter full of things and it's on the house!\n");
  check (record, OFFPRINT_FIELD_PUBLISHED, "2022-03-07");
  check (record, OFFPRINT_FIELD_AGENCY, "RFE/RL");
  check (record, OFFPRINT_FIELD_PUBLISHER, "Riverside Times");
  check (record, OFFPRINT_FIELD_RIGHTS,
         "Copyright (c) 2018. RFE/RL, Inc. Republished with the permission of Radio Free Europe/Radio Liberty");
  check (record, OFFPRINT_FIELD_LANGUAGE, "en");
  check (record, OFFPRINT_FIELD_TEXT, FIRST "\n\n" SECOND);
  g_assert_true (g_str_has_prefix (offprint_record_get (record, OFFPRINT_FIELD_TITLE), "The council voted on Monday"));
  g_assert_true (g_str_has_suffix (offprint_record_get (record, OFFPRINT_FIELD_TITLE), "…"));
}

static void
test_head (void)
{
  g_test_summary ("Headline, byline, date, labels and dateline above the text");
  g_autoptr (OffprintRecord) record = read_clipping (
      "Will the bridge open again?\r\nBy Jane Roe and John Doe\r\n12 May 2021\r\nSource: https://example.org/bridge\r\n\r\n"
      "OSLO (Reuters) - " FIRST "\r\n\r\n" SECOND "\r\n");
  check (record, OFFPRINT_FIELD_TITLE, "Will the bridge open again?");
  check (record, OFFPRINT_FIELD_PUBLISHED, "2021-05-12");
  check (record, OFFPRINT_FIELD_URL, "https://example.org/bridge");
  check (record, OFFPRINT_FIELD_AGENCY, "Reuters");
  check (record, OFFPRINT_FIELD_TEXT, "OSLO (Reuters) - " FIRST "\n\n" SECOND);
  const char *const *authors = offprint_record_get_list (record, OFFPRINT_FIELD_AUTHORS);
  g_assert_cmpuint (g_strv_length ((char **) (gsize) authors), ==, 2);
  g_assert_cmpstr (authors[0], ==, "Jane Roe");
  g_assert_cmpstr (authors[1], ==, "John Doe");
}

static void
test_agency_line (void)
{
  g_test_summary ("An agency beside the date, and a paper that has its name in the notice");
  g_autoptr (OffprintRecord) record
      = read_clipping ("Bridge to open in spring\n\nXinhua, 12 March 2021, 08:45 GMT+8\n\n" FIRST
                       "\n\n© 2021 Riverside Gazette. All rights reserved.\n");
  check (record, OFFPRINT_FIELD_TITLE, "Bridge to open in spring");
  check (record, OFFPRINT_FIELD_AGENCY, "Xinhua");
  check (record, OFFPRINT_FIELD_PUBLISHER, "Riverside Gazette");
  check (record, OFFPRINT_FIELD_PUBLISHED, "2021-03-12T08:45+08:00");
  check (record, OFFPRINT_FIELD_RIGHTS, "© 2021 Riverside Gazette. All rights reserved.");
  check (record, OFFPRINT_FIELD_TEXT, FIRST);
}

static void
test_title_with_stop (void)
{
  g_test_summary ("A title line with a full stop above one paragraph is the title, and is not lost if it is none");
  g_autoptr (OffprintRecord) loose = read_clipping ("flow in a pipe of small width .\n\n" FIRST "\n");
  check (loose, OFFPRINT_FIELD_TITLE, "flow in a pipe of small width .");
  check (loose, OFFPRINT_FIELD_TEXT, FIRST);
  g_autoptr (OffprintRecord) record = read_clipping ("Flow in a pipe of small width.\n\n" FIRST "\n");
  check (record, OFFPRINT_FIELD_TITLE, "Flow in a pipe of small width.");
  check (record, OFFPRINT_FIELD_TEXT, "Flow in a pipe of small width.\n\n" FIRST);
}

static void
test_notice_in_paragraph (void)
{
  g_test_summary ("A notice at the end of the last paragraph is cut off, the paragraph stays");
  g_autoptr (OffprintRecord) record
      = read_clipping ("Bridges\n\n" FIRST " Copyright 2008 Example Press. All rights reserved.\n");
  check (record, OFFPRINT_FIELD_TEXT, FIRST);
  check (record, OFFPRINT_FIELD_RIGHTS, "Copyright 2008 Example Press. All rights reserved.");
}

static void
test_wrapped (void)
{
  g_test_summary ("Hard-wrapped lines become paragraphs again, by blank lines and by indents");
  g_autoptr (OffprintRecord) record
      = read_clipping ("Bridge closed\n\n"
                       "     The bridge over the river has been closed since Monday, and it\n"
                       "will stay so for at least two weeks, the city said. Engineers had\n"
                       "found cracks in one of the pillars during a regular inspection in\n"
                       "the early hours.\n"
                       "     Buses take the long way round.\n");
  check (
      record, OFFPRINT_FIELD_TEXT,
      "The bridge over the river has been closed since Monday, and it will stay so for at least two weeks, the city said. Engineers had "
      "found cracks in one of the pillars during a regular inspection in the early hours.\n\nBuses take the long way round.");
}

static void
test_labelled_markdown (void)
{
  g_test_summary ("What a reader service writes is read by its labels, its body as Markdown");
  g_autoptr (OffprintRecord) record = read_clipping (
      "Title: The bridge\n\nURL Source: https://example.org/b\n\nPublished Time: 2024-02-03T10:00:00Z\n\n"
      "Markdown Content:\n# The bridge\n\nThe [council](https://example.org) voted *again* on Monday, and again it said no to the bridge.\n");
  check (record, OFFPRINT_FIELD_TITLE, "The bridge");
  check (record, OFFPRINT_FIELD_URL, "https://example.org/b");
  check (record, OFFPRINT_FIELD_PUBLISHED, "2024-02-03T10:00:00Z");
  check (record, OFFPRINT_FIELD_TEXT, "The council voted again on Monday, and again it said no to the bridge.");
}

static void
test_small (void)
{
  g_test_summary ("An empty file is refused, one line is a text with a title");
  g_autoptr (GBytes) bytes = g_bytes_new_static (" \n\r\n", 4);
  OffprintSource source = { .path = "x.txt", .bytes = bytes };
  g_autoptr (GPtrArray) builders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_assert_false (offprint_clipping_read (&source, builders, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_cmpuint (builders->len, ==, 0);
  g_autoptr (OffprintRecord) record = read_clipping ("a note");
  check (record, OFFPRINT_FIELD_TITLE, "a note");
  check (record, OFFPRINT_FIELD_TEXT, "a note");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clipping/wire-story", test_wire_story);
  g_test_add_func ("/clipping/head", test_head);
  g_test_add_func ("/clipping/agency-line", test_agency_line);
  g_test_add_func ("/clipping/title-with-stop", test_title_with_stop);
  g_test_add_func ("/clipping/notice-in-paragraph", test_notice_in_paragraph);
  g_test_add_func ("/clipping/wrapped", test_wrapped);
  g_test_add_func ("/clipping/labelled-markdown", test_labelled_markdown);
  g_test_add_func ("/clipping/small", test_small);
  return g_test_run ();
}
