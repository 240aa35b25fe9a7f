/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From typed text to queries: what a word means, what operators do, and that no text harms. */
#include "fixture.h"

#include <pthread.h>
#include <string.h>

/* Instrumented code needs several times the stack. */
#if defined __SANITIZE_ADDRESS__ || defined __clang__
#define SMALL_STACK (4 * 1024 * 1024)
#else
#define SMALL_STACK (512 * 1024)
#endif

static const XapPrefix prefixes[] = {
  { "title", "S", FALSE },
  { "by", "A", FALSE },
  { "by", "XYPUB", FALSE },
  { "type", "T", TRUE },
  { "site", "H", TRUE },
  { "tag", "XTAG", TRUE },
};
static const char *const english[] = { "en", NULL };
static const char *const several[] = { "en", "de", "fr", NULL };

static XapQuery *
parse (const char *text, const char *const *stems, const char *how, GError **error)
{
  const XapParseOptions options = {
    .prefixes = prefixes,
    .n_prefixes = G_N_ELEMENTS (prefixes),
    .stems = stems,
    .any = strstr (how, "any") != NULL,
    .plain = strstr (how, "plain") != NULL,
    .partial = strstr (how, "partial") != NULL,
  };

  return xap_query_parse (text, &options, error);
}

static void
assert_parses (const char *text, const char *const *stems, const char *how, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) query = parse (text, stems, how, &error);
  g_autofree char *description = NULL;

  g_assert_no_error (error);
  description = xap_query_describe (query);
  g_assert_cmpstr (description, ==, expected);
}

typedef struct
{
  const char *text;
  const char *how;
  const char *expected;
} Case;

static const Case cases[] = {
  /* words, with and without capitals, and what no stemmer knows */
  { "otters swimming", "", "Query((Zotter@1 AND Zswim@2))" },
  { "Otters Swimming", "", "Query((Zotter@1 AND Zswim@2))" },
  { "OTTERS", "", "Query(Zotter@1)" },
  { "otters swimming", "any", "Query((Zotter@1 OR Zswim@2))" },
  { "otters otters", "", "Query((Zotter@1 AND Zotter@2))" },
  { "don't panics", "", "Query((Zdon't@1 AND Zpanic@2))" },
  { "c++ at&t", "", "Query((Zc++@1 AND Zat&t@2))" },
  { "13,200 2022 3.5mm", "", "Query((13,200@1 AND 2022@2 AND 3.5mm@3))" },
  { "\xc3\x89""clairs", "", "Query(Z\xc3\xa9""clair@1)" },
  { "", "", "Query()" },
  { " \t\n", "", "Query()" },
  { "()", "", "Query()" },
  { "*", "", "Query()" },

  /* characters without spaces between words */
  { "\xe6\x9d\xb1\xe4\xba\xac", "", "Query((\xe6\x9d\xb1@1 AND \xe6\x9d\xb1\xe4\xba\xac@2 AND \xe4\xba\xac@3))" },
  { "\xed\x95\x9c\xea\xb5\xad", "plain", "Query((\xed\x95\x9c@1 AND \xed\x95\x9c\xea\xb5\xad@2 AND \xea\xb5\xad@3))" },

  /* positions need the words as they stand */
  { "\"red otters\" swims", "", "Query(((red@1 PHRASE 2 otters@2) AND Zswim@3))" },
  { "title:\"red otters\"", "", "Query((Sred@1 PHRASE 2 Sotters@2))" },
  { "red NEAR otters", "", "Query((red@1 NEAR 11 otters@2))" },
  { "red NEAR/3 otters", "", "Query((red@1 NEAR 4 otters@2))" },
  { "red ADJ otters", "", "Query((red@1 PHRASE 11 otters@2))" },
  { "e-mail", "", "Query((e@1 PHRASE 2 mail@2))" },
  { "\"half typed", "", "Query((half@1 PHRASE 2 typed@2))" },
  { "\"half typed\" \"", "", "Query((half@1 PHRASE 2 typed@2))" },

  /* operators */
  { "otters -swimming", "", "Query((Zotter@1 AND_NOT Zswim@2))" },
  { "otters NOT swimming", "", "Query((Zotter@1 AND_NOT Zswim@2))" },
  { "otters OR swimming", "", "Query((Zotter@1 OR Zswim@2))" },
  { "otters XOR swimming", "", "Query((Zotter@1 XOR Zswim@2))" },
  { "+otters swimming", "any", "Query((Zotter@1 AND_MAYBE Zswim@2))" },
  { "a OR (b c)", "", "Query((Za@1 OR (Zb@2 AND Zc@3)))" },
  { "red -\"blue otter\"", "", "Query((Zred@1 AND_NOT (blue@2 PHRASE 2 otter@3)))" },
  { "(otters", "", "Query(Zotter@1)" },

  /* fields: of words, one name for several prefixes too */
  { "title:Otters", "", "Query(ZSotter@1)" },
  { "by:smiths", "", "Query((ZAsmith@1 OR ZXYPUBsmith@2))" },
  { "by:\"john smiths\"", "", "Query(((Ajohn@1 PHRASE 2 Asmiths@2) OR (XYPUBjohn@1 PHRASE 2 XYPUBsmiths@2)))" },
  { "title:2022", "", "Query(S2022@1)" },
  { "unknown:foo", "", "Query((unknown@1 PHRASE 2 foo@2))" },

  /* fields: filters are taken as they are, ORed when of one name, ANDed when of different names */
  { "type:text/html otters", "", "Query((Zotter@1 FILTER Ttext/html))" },
  { "type:text/html type:text/plain otters", "", "Query((Zotter@1 FILTER (Ttext/html OR Ttext/plain)))" },
  { "type:text/html site:a.example", "", "Query(0 * (Ha.example AND Ttext/html))" },
  { "-type:html otters", "", "Query((Zotter@1 AND_NOT Thtml))" },
  { "site:Example.org otters", "", "Query((Zotter@1 FILTER HExample.org))" },
  { "site::odd otters", "", "Query((Zotter@1 FILTER H:odd))" },
  { "tag:Foo otters", "", "Query((Zotter@1 FILTER XTAG:Foo))" },
  { "tag:foo otters", "", "Query((Zotter@1 FILTER XTAGfoo))" },
  { "tag::foo otters", "", "Query((Zotter@1 FILTER XTAG::foo))" },
  { "tag:\"foo bars\" otters", "", "Query((Zotter@1 FILTER XTAGfoo bars))" },

  /* unfinished words */
  { "otter*", "", "Query(WILDCARD SYNONYM otter)" },
  { "title:otter*", "", "Query(WILDCARD SYNONYM Sotter)" },
  { "red otte", "partial", "Query((Zred@1 AND (WILDCARD SYNONYM otte OR Zott@3)))" },
  { "Otte", "partial", "Query((WILDCARD SYNONYM otte OR Zott@2))" },
  { "title:otte", "partial", "Query((WILDCARD SYNONYM Sotte OR ZSott@2))" },
  { "red otte ", "partial", "Query((Zred@1 AND Zott@2))" },

  /* only words */
  { "red AND -otters (blue", "plain", "Query((Zred@1 AND Zand@2 AND Zotter@3 AND Zblue@4))" },
  { "otter*", "plain", "Query(Zotter@1)" },
  { "\"red otters\"", "plain", "Query((Zred@1 AND Zotter@2))" },
  { "NOT", "plain", "Query(Znot@1)" },
};

/* Each text gives exactly the query that is written beside it. */
static void
test_descriptions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_parses (cases[i].text, english, cases[i].how, cases[i].expected);
}

/* A word means its different stems in all languages, weighted as one; in phrases it stays itself; filters have no
 * language. */
static void
test_languages (void)
{
  assert_parses ("otters", several, "", "Query((Zott@1 SYNONYM Zotter@1))");
  assert_parses ("Otters", several, "", "Query((Zott@1 SYNONYM Zotter@1))");
  assert_parses ("title:otters", several, "", "Query((ZSott@1 SYNONYM ZSotter@1))");
  assert_parses ("red", several, "", "Query(Zred@1)");
  assert_parses ("otters -swimming", several, "",
                 "Query(((Zott@1 SYNONYM Zotter@1) AND_NOT (Zswim@2 SYNONYM Zswimming@2)))");
  assert_parses ("\"otters swimming\"", several, "", "Query((otters@1 PHRASE 2 swimming@2))");
  assert_parses ("type:otters red", several, "", "Query((Zred@1 FILTER Totters))");
}

/* Without stemmers words are as they are, and an unknown stemmer is the caller's mistake. */
static void
test_no_stems (void)
{
  static const char *const martian[] = { "martian", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) query = NULL;

  assert_parses ("Otters title:swimming", NULL, "", "Query((otters@1 AND Sswimming@2))");
  query = parse ("otters", martian, "", &error);
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_assert_null (query);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) query = parse (text, english, "", &error);

  g_assert_error (error, XAP_ERROR, XAP_ERROR_QUERY);
  g_assert_null (query);
}

/* What has no meaning is refused, and could still be read as plain words. */
static void
test_refused (void)
{
  static const char *const texts[] = { "otters AND", "OR", "NOT otters", "red AND OR blue" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) query = parse (texts[i], english, "plain", &error);

      assert_refused (texts[i]);
      g_assert_no_error (error);
      g_assert_false (xap_query_is_empty (query));
    }
}

static char *
repeat (const char *text, guint times)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (repeated, text);
  return g_string_free (repeated, FALSE);
}

/* Too many operators, parentheses, wildcards, words or bytes are refused: each would end in deep recursion or long
 * work. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *text;
    guint fine, too_many;
  } rows[] = {
    { "a NOT ", 500, 501 }, { "a OR b XOR ", 250, 251 }, { "(", 100, 101 }, { "a* ", 20, 21 }, { "ab ", 11000, 12001 },
    { "?", 131071, 131072 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fine = repeat (rows[i].text, rows[i].fine);
      g_autofree char *fine_text = g_strconcat (fine, "z", NULL);
      g_autofree char *too_many = repeat (rows[i].text, rows[i].too_many);
      g_autofree char *too_many_text = g_strconcat (too_many, "z", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) query = parse (fine_text, several, "", &error);

      g_assert_no_error (error);
      g_assert_false (xap_query_is_empty (query));
      assert_refused (too_many_text);
    }
}

/* Runs on a small stack. Returns: whether all went well */
static gpointer
parse_and_search (gpointer data)
{
  const char *path = data;
  g_autofree char *deep = repeat ("a NOT (b OR ", 100);
  g_autofree char *alternating = repeat ("a NOT b XOR ", 240);
  g_autofree char *chain = repeat ("a AND -b ", 490);
  g_autofree char *near = repeat ("a NEAR ", 490);
  g_autofree char *wide = repeat ("some more words ", 3300);
  const char *const texts[] = { deep, alternating, chain, near, wide };
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strconcat (texts[i], "otter", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) query = parse (text, several, i % 2 == 0 ? "any" : "", &error);
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      found = fixture_search (reader, query, NULL);
    }
  return GINT_TO_POINTER (TRUE);
}

/* The deepest queries that are taken can be parsed, run and freed by a thread with a stack of 512 KiB. */
static void
test_small_stack (void)
{
  g_autofree char *directory = fixture_make_directory ();
  g_autofree char *path = fixture_get_path (directory, "db");
  pthread_attr_t attributes;
  pthread_t thread;
  void *done = NULL;

  fixture_make_database (path, "red otter", "some more words", NULL);
  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, SMALL_STACK), ==, 0);
  g_assert_cmpint (pthread_create (&thread, &attributes, parse_and_search, path), ==, 0);
  g_assert_cmpint (pthread_join (thread, &done), ==, 0);
  g_assert_true (GPOINTER_TO_INT (done));
  pthread_attr_destroy (&attributes);
  fixture_remove_directory (directory);
}

/* Bytes that are no UTF-8 do no harm. */
static void
test_bad_utf8 (void)
{
  static const char *const texts[] = { "caf\xe9", "\xff\xfe", "title:\xc3", "\"a \x80\"", "type:\xe9 otter",
                                       "\xf4\x90\x80\x80" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) query = parse (texts[i], several, "", &error);
      g_autofree char *description = NULL;

      g_assert_no_error (error);
      description = xap_query_describe (query);
      g_assert_true (g_utf8_validate (description, -1, NULL));
    }
}

/* A name can't be a field of words and a filter. */
static void
test_contradiction (void)
{
  static const XapPrefix rows[] = { { "x", "A", FALSE }, { "x", "B", TRUE } };
  const XapParseOptions options = { .prefixes = rows, .n_prefixes = G_N_ELEMENTS (rows) };
  g_autoptr (GError) error = NULL;

  g_assert_null (xap_query_parse ("x:y", &options, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

/* The queries find what they mean. */
static void
test_found (void)
{
  static const struct
  {
    const char *text, *how, *expected;
  } rows[] = {
    { "otters", "", "1 2" },
    { "Otter", "", "1 2" },
    { "otter red", "", "1" },
    { "otter -red", "", "2" },
    { "\"red otter\"", "", "1" },
    { "\"otter red\"", "", "" },
    { "hunting NEAR/2 otter", "", "2" },
    { "hunt* -badger", "", "2" },
    { "bad", "partial", "3" },
    { "badger OR red", "", "1 3" },
    { "nothing", "", "" },
  };
  g_autofree char *directory = fixture_make_directory ();
  g_autofree char *path = fixture_get_path (directory, "db");
  g_autoptr (XapReader) reader = NULL;

  fixture_make_database (path, "red otter swims", "an otter is hunting", "badgers hunted", NULL);
  reader = fixture_open_reader (path, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const XapSearch by_number = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = "bool" };
      g_autoptr (GError) error = NULL;
      g_autoptr (XapQuery) query = parse (rows[i].text, english, rows[i].how, &error);
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      found = fixture_search (reader, query, &by_number);
      g_assert_cmpstr (found, ==, rows[i].expected);
    }
  g_clear_pointer (&reader, xap_reader_free);
  fixture_remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shim/parse/descriptions", test_descriptions);
  g_test_add_func ("/shim/parse/languages", test_languages);
  g_test_add_func ("/shim/parse/no-stems", test_no_stems);
  g_test_add_func ("/shim/parse/refused", test_refused);
  g_test_add_func ("/shim/parse/bounds", test_bounds);
  g_test_add_func ("/shim/parse/small-stack", test_small_stack);
  g_test_add_func ("/shim/parse/bad-utf8", test_bad_utf8);
  g_test_add_func ("/shim/parse/contradiction", test_contradiction);
  g_test_add_func ("/shim/parse/found", test_found);
  return g_test_run ();
}
