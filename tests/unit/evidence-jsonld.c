/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/evidence-finders.h"

#include <string.h>

static OffprintEvidence *
find (const char *head, const char *json)
{
  g_autofree char *html = g_strconcat (head, "<script type='application/ld+json'>", json, "</script>", NULL);
  g_autoptr (OffprintPage) page = offprint_page_new (html, strlen (html));
  OffprintEvidence *evidence = offprint_evidence_new ();
  offprint_evidence_find_head (page, evidence);
  offprint_evidence_find_json_ld (page, evidence);
  return evidence;
}

static const char *
get (const OffprintEvidence *evidence, OffprintField field)
{
  return offprint_evidence_get (evidence, field, OFFPRINT_EVIDENCE_JSON_LD);
}

static void
test_choice (void)
{
  g_test_summary ("Of several articles the one that the page is titled after is believed; those in lists are others");
  g_autoptr (OffprintEvidence) evidence = find (
      "<title>Old cranes stay</title>",
      "[{\"@type\":\"NewsArticle\",\"headline\":\"Something else\",\"datePublished\":\"2001-01-01\"},"
      "{\"@type\":\"NewsArticle\",\"headline\":\"Old cranes stay\",\"datePublished\":\"2022-01-27\"},"
      "{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"headline\":\"Old cranes stay\",\"datePublished\":\"1999-01-01\"}]}]");
  g_assert_cmpstr (get (evidence, OFFPRINT_FIELD_PUBLISHED), ==, "2022-01-27");
}

static void
test_people (void)
{
  g_test_summary (
      "Authors come as names, things, lists and references; organisations are told apart; addresses are no names");
  g_autoptr (OffprintEvidence) evidence = find (
      "",
      "{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada Quill\"},"
      "{\"@type\":\"Article\",\"author\":[{\"@id\":\"#a\"},\"Tom Reed\",\"https://a.test/x\",{\"@type\":\"Person\",\"givenName\":\"Jo\",\"familyName\":\"Lee\"},"
      "{\"@type\":\"Organization\",\"name\":\"Gazette\"}]}]}");
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_AUTHORS)
        g_string_append_printf (names, "%s%s;", claim->value,
                                claim->source == OFFPRINT_EVIDENCE_JSON_LD_ORGANIZATION ? " (organisation)" : "");
    }
  g_assert_cmpstr (names->str, ==, "Ada Quill;Tom Reed;Jo Lee;Gazette (organisation);");
}

static void
test_values (void)
{
  g_test_summary ("Values lose markup and references; a page that is no article only says what pages say");
  g_autoptr (OffprintEvidence) article = find (
      "",
      "{\"@type\":\"http://schema.org/BlogPosting\",\"headline\":\"<b>A</b> &amp; B\",\"inLanguage\":{\"@type\":\"Language\",\"alternateName\":\"de\"}}");
  g_assert_cmpstr (get (article, OFFPRINT_FIELD_TITLE), ==, "A & B");
  g_assert_cmpstr (get (article, OFFPRINT_FIELD_LANGUAGE), ==, "de");
  g_autoptr (OffprintEvidence) page = find ("", "{\"@type\":\"WebPage\",\"datePublished\":\"2022-01-27\"}");
  g_assert_null (get (page, OFFPRINT_FIELD_PUBLISHED));
  g_assert_cmpstr (offprint_evidence_get (page, OFFPRINT_FIELD_PUBLISHED, OFFPRINT_EVIDENCE_JSON_LD_PAGE), ==,
                   "2022-01-27");
}

static void
test_odd (void)
{
  g_test_summary ("Wrong types and references in a circle claim nothing, and do no harm");
  static const char *const odd[]
      = { "[]", "3", "\"x\"", "{\"@type\":[1,{},\"Article\"],\"author\":[[[[[[\"x\"]]]]]],\"keywords\":7}",
          "{\"@type\":\"Article\",\"@id\":\"a\",\"author\":{\"@id\":\"a\"},\"publisher\":{\"@id\":\"nowhere\"}}" };
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (OffprintEvidence) evidence = find ("", odd[i]);
      g_assert_null (get (evidence, OFFPRINT_FIELD_AUTHORS));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence-jsonld/choice", test_choice);
  g_test_add_func ("/evidence-jsonld/people", test_people);
  g_test_add_func ("/evidence-jsonld/values", test_values);
  g_test_add_func ("/evidence-jsonld/odd", test_odd);
  return g_test_run ();
}
