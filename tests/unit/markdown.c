/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/markdown.h"

#include "core/error.h"

#include <string.h>

static OffprintRecord *
read_markdown (const char *text)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_markdown_read_text (text, strlen (text), builder);
  return offprint_record_builder_end (builder);
}

static void
check (const OffprintRecord *record, OffprintField field, const char *expected)
{
  g_assert_cmpstr (offprint_record_get (record, field), ==, expected);
}

static char *
join (const OffprintRecord *record, OffprintField field)
{
  return g_strjoinv ("|", (char **) (gsize) offprint_record_get_list (record, field));
}

static void
check_list (const OffprintRecord *record, OffprintField field, const char *expected)
{
  g_autofree char *found = join (record, field);
  g_assert_cmpstr (found, ==, expected);
}

#define BODY                                                                                                           \
  "The council voted on Monday to rebuild the bridge across the river, after two years in which every bus had to take the long way round."

static void
test_web_clipper (void)
{
  g_test_summary ("YAML as a note-taker's clipper writes it");
  g_autoptr (OffprintRecord) record = read_markdown (
      "---\ntitle: \"Bridge: a story\"\nsource: \"https://example.org/b\"\nauthor:\n  - \"[[Jane Roe]]\"\n  - \"[[John Doe]]\"\n"
      "published: 2024-05-06\ncreated: 2024-06-07\ndescription: \"All of it\"\ntags:\n  - \"clippings\"\n  - \"rivers\"\n---\n" BODY
      "\n");
  check (record, OFFPRINT_FIELD_TITLE, "Bridge: a story");
  check (record, OFFPRINT_FIELD_URL, "https://example.org/b");
  check (record, OFFPRINT_FIELD_PUBLISHED, "2024-05-06");
  check (record, OFFPRINT_FIELD_SAVED, "2024-06-07");
  check (record, OFFPRINT_FIELD_DESCRIPTION, "All of it");
  check (record, OFFPRINT_FIELD_TEXT, BODY);
  check_list (record, OFFPRINT_FIELD_AUTHORS, "Jane Roe|John Doe");
  check_list (record, OFFPRINT_FIELD_KEYWORDS, "clippings|rivers");
}

static void
test_excerpt (void)
{
  g_test_summary ("A quote headed Excerpt is the description, a time with a remark is a time");
  g_autoptr (OffprintRecord) record = read_markdown (
      "---\ncreated: 2022-01-27T10:11:12 (UTC +01:00)\ntags: [rivers, bridges]\nsource: https://example.org/b\nauthor: Jane Roe\n---\n\n"
      "# The bridge\n\n> ## Excerpt\n> What it is about.\n\n---\n" BODY "\n");
  check (record, OFFPRINT_FIELD_TITLE, "The bridge");
  check (record, OFFPRINT_FIELD_DESCRIPTION, "What it is about.");
  g_assert_true (g_str_has_prefix (offprint_record_get (record, OFFPRINT_FIELD_SAVED), "2022-01-27"));
  check (record, OFFPRINT_FIELD_TEXT, BODY);
  check_list (record, OFFPRINT_FIELD_KEYWORDS, "rivers|bridges");
}

static void
test_other_front_matter (void)
{
  g_test_summary ("TOML and JSON, and YAML that is none");
  g_autoptr (OffprintRecord) toml = read_markdown (
      "+++\ntitle = \"The bridge\"\ndate = 2021-02-03\nauthors = [\"Jane Roe\", \"John Doe\"]\n+++\n" BODY "\n");
  check (toml, OFFPRINT_FIELD_TITLE, "The bridge");
  check (toml, OFFPRINT_FIELD_PUBLISHED, "2021-02-03");
  check_list (toml, OFFPRINT_FIELD_AUTHORS, "Jane Roe|John Doe");
  g_autoptr (OffprintRecord) json = read_markdown (
      "{\n \"title\": \"The bridge\",\n \"author\": {\"name\": \"Jane Roe\"},\n \"tags\": [\"a\", \"b\"]\n}\n" BODY
      "\n");
  check (json, OFFPRINT_FIELD_TITLE, "The bridge");
  check (json, OFFPRINT_FIELD_TEXT, BODY);
  check_list (json, OFFPRINT_FIELD_AUTHORS, "Jane Roe");
  check_list (json, OFFPRINT_FIELD_KEYWORDS, "a|b");
  g_autoptr (OffprintRecord) broken
      = read_markdown ("---\ntitle: Bridge: a story\nurl: https://example.org/b\n---\n" BODY "\n");
  check (broken, OFFPRINT_FIELD_TITLE, "Bridge: a story");
  check (broken, OFFPRINT_FIELD_URL, "https://example.org/b");
}

static void
test_body (void)
{
  g_test_summary ("Marks go, words stay: links, lists, quotes, code; pictures and raw tags go");
  g_autoptr (OffprintRecord) record = read_markdown (
      "# The bridge\n\nThe **council** of the [[Town|town]] voted [on Monday](https://example.org) ![picture](x.png) and ![[y.png]] said no.\n\n"
      "- one thing that they said was that it costs too much\n- another thing\n\n> A quote of the mayor, who was not amused.\n\n"
      "```\nint main (void);\n```\n\n<div class=\"x\">Raw <b>text</b> that stood between tags, and it is kept.</div>\n\n<script>alert (1)</script>\n");
  check (record, OFFPRINT_FIELD_TITLE, "The bridge");
  check (
      record, OFFPRINT_FIELD_TEXT,
      "The council of the town voted on Monday and said no.\n\none thing that they said was that it costs too much\n\nanother thing\n\n"
      "A quote of the mayor, who was not amused.\n\nint main (void);\n\nRaw text that stood between tags, and it is kept.");
}

static void
test_labels_below_title (void)
{
  g_test_summary ("Fields written as lines below the title, as an export of notes does");
  g_autoptr (OffprintRecord) record = read_markdown (
      "# The bridge\n\nCreated: January 27, 2022 10:11 AM\nTags: rivers, bridges\nURL: https://example.org/b\n\n" BODY
      "\n");
  check (record, OFFPRINT_FIELD_URL, "https://example.org/b");
  check_list (record, OFFPRINT_FIELD_KEYWORDS, "rivers|bridges");
  g_assert_true (g_str_has_prefix (offprint_record_get (record, OFFPRINT_FIELD_SAVED), "2022-01-27"));
  check (record, OFFPRINT_FIELD_TEXT, BODY);
}

static void
test_hostile (void)
{
  g_test_summary ("Aliases, depth and fences without end are survived; an empty file is refused");
  g_autoptr (OffprintRecord) aliases
      = read_markdown ("---\na: &a [x, x]\nb: &b [*a, *a, *a]\ntags: *b\ntitle: fine\n---\n" BODY "\n");
  check (aliases, OFFPRINT_FIELD_TITLE, "fine");
  g_autoptr (GString) deep = g_string_new ("---\na: ");
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "\n---\ntext of the note\n");
  g_autoptr (OffprintRecord) record = read_markdown (deep->str);
  check (record, OFFPRINT_FIELD_TEXT, "text of the note");
  g_autoptr (GString) quotes = g_string_new (NULL);
  for (guint i = 0; i < 20000; i++)
    g_string_append (quotes, "> ");
  g_string_append (quotes, "deep");
  g_autoptr (OffprintRecord) quoted = read_markdown (quotes->str);
  check (quoted, OFFPRINT_FIELD_TEXT, "deep");

  g_autoptr (GBytes) bytes = g_bytes_new_static ("---\na: b\n---\n", 13);
  OffprintSource source = { .path = "x.md", .bytes = bytes };
  g_autoptr (GPtrArray) builders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_assert_false (offprint_markdown_read (&source, builders, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/web-clipper", test_web_clipper);
  g_test_add_func ("/markdown/excerpt", test_excerpt);
  g_test_add_func ("/markdown/other-front-matter", test_other_front_matter);
  g_test_add_func ("/markdown/body", test_body);
  g_test_add_func ("/markdown/labels-below-title", test_labels_below_title);
  g_test_add_func ("/markdown/hostile", test_hostile);
  return g_test_run ();
}
