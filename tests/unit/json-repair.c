/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/json-repair.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
check (const char *broken, const char *expected)
{
  g_autofree char *json = offprint_json_repair (broken, strlen (broken));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  g_autofree char *found = json_to_string (json_parser_get_root (parser), FALSE);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_good (void)
{
  g_test_summary ("JSON without faults keeps its meaning");
  check ("{\"a\": [1, -2.5e3, true, false, null, \"x\\n\\u00e4\\\"y\\\\\"], \"b\": {}}", "[{\"a\":[1,-2500.0,true,false,null,\"x\\nä\\\"y\\\\\"],\"b\":{}}]");
  check ("[\"a, b\", \"{}\", \"// no comment\"]", "[[\"a, b\",\"{}\",\"// no comment\"]]");
}

static void
test_faults (void)
{
  g_test_summary ("The faults of real pages are mended");
  check ("{\"a\":1,}", "[{\"a\":1}]");
  check ("[1,,2,]", "[[1,2]]");
  check ("{\"a\":\"two\nlines\tand\"}", "[{\"a\":\"two lines and\"}]");
  check ("{\"a\":\"the \"old\" one\", \"b\":1}", "[{\"a\":\"the \\\"old\\\" one\",\"b\":1}]");
  check ("{\"a\":\"it\\'s\"}", "[{\"a\":\"it's\"}]");
  check ("{\"a\":1 \"b\":2}", "[{\"a\":1,\"b\":2}]");
  check ("{\"a\":1}{\"a\":2};", "[{\"a\":1},{\"a\":2}]");
  check ("//<![CDATA[\n{\"a\":1}\n//]]>", "[{\"a\":1}]");
  check ("<!-- {\"a\":1} -->", "[{\"a\":1}]");
  check ("{/* c */\"a\":1 // d\n}", "[{\"a\":1}]");
  check ("{\"a\":undefined,\"b\":NaN}", "[{\"a\":null,\"b\":null}]");
  check ("{\"a\":", "[{\"a\":null}]");
  check ("{\"a\":[{\"b\":\"cut of", "[{\"a\":[{\"b\":\"cut of\"}]}]");
  check ("{\"a\":[1}", "[{\"a\":[1]}]");
  check ("}]", "[]");
  check ("", "[]");
}

static void
test_deep (void)
{
  g_test_summary ("What is nested deeper than a parser may recurse is refused");
  g_autofree char *deep = g_strnfill (OFFPRINT_JSON_REPAIR_MAX_DEPTH + 1, '[');
  g_assert_null (offprint_json_repair (deep, strlen (deep)));
  g_autofree char *good = offprint_json_repair (deep, OFFPRINT_JSON_REPAIR_MAX_DEPTH - 1);
  g_assert_nonnull (good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-repair/good", test_good);
  g_test_add_func ("/json-repair/faults", test_faults);
  g_test_add_func ("/json-repair/deep", test_deep);
  return g_test_run ();
}
