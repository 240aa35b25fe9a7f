/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/headline.h"

#include "extract/evidence-finders.h"

#include <string.h>

static char *
find (const char *html)
{
  g_autoptr (OffprintPage) page = offprint_page_new (html, strlen (html));
  g_autoptr (OffprintEvidence) evidence = offprint_evidence_new ();
  offprint_evidence_find_head (page, evidence);
  guint32 node = offprint_headline_find (page, evidence);
  return node != 0 ? offprint_page_get_text (page, node, 500) : NULL;
}

static void
test_find (void)
{
  g_test_summary ("The headline is the heading that says most nearly what the page calls itself");
  g_autofree char *likely = find ("<title>Old cranes stay, says board | Gazette</title><h1>Gazette</h1><h2>Old cranes stay, board says</h2><h2>Other news</h2>");
  g_assert_cmpstr (likely, ==, "Old cranes stay, board says");
  g_autofree char *first = find ("<title>Old cranes stay</title><aside><h3>Old cranes stay</h3></aside><h1>Old cranes stay</h1>");
  g_assert_cmpstr (first, ==, "Old cranes stay");
  g_autofree char *site = find ("<meta property='og:site_name' content='Crane Watch'><title>Crane Watch</title><h1>Crane Watch</h1>");
  g_assert_null (site);
  g_autofree char *hidden = find ("<title>Old cranes stay</title><h1 hidden>Old cranes stay</h1>");
  g_assert_null (hidden);
  g_autofree char *only = find ("<title>Seite 1</title><h1>Quite another thing entirely</h1>");
  g_assert_cmpstr (only, ==, "Quite another thing entirely");
}

static void
test_compare (void)
{
  g_test_summary ("Titles are compared by their words, whatever case, accents, order");
  g_assert_cmpfloat (offprint_headline_compare ("Café LIFE", "life cafe"), ==, 1.0);
  g_assert_cmpfloat (offprint_headline_compare ("one two", "three four"), ==, 0.0);
  g_assert_cmpfloat (offprint_headline_compare ("", ""), ==, 0.0);
  g_assert_cmpfloat (offprint_headline_compare ("港湾委員会", "港湾委員会、決定"), >, 0.7);
}

static void
check_clean (const char *title, const char *expected)
{
  static const char *const sites[] = { "Example Gazette", NULL };
  g_autofree char *clean = offprint_headline_clean (title, sites);
  g_assert_cmpstr (clean, ==, expected);
}

static void
test_clean (void)
{
  g_test_summary ("The name of the site is taken off, a dash within the title stays");
  check_clean ("Old cranes stay | Example Gazette", "Old cranes stay");
  check_clean ("Example Gazette: Old cranes stay", "Old cranes stay");
  check_clean ("Old cranes stay – Local – Example Gazette", "Old cranes stay");
  check_clean ("Cranes - a long story of the harbour and its people", "Cranes - a long story of the harbour and its people");
  check_clean ("Old cranes stay", "Old cranes stay");
  check_clean ("", "");
}

static void
test_kicker (void)
{
  g_test_summary ("A line above the headline that stands within it is left out when the page itself calls the article without it");
  g_autoptr (OffprintEvidence) evidence = offprint_evidence_new ();
  offprint_evidence_add (evidence, OFFPRINT_FIELD_TITLE, OFFPRINT_EVIDENCE_OPEN_GRAPH, 0, "Old cranes stay");
  g_assert_cmpstr (offprint_headline_strip_kicker ("Opinion | Old cranes stay", evidence), ==, "Old cranes stay");
  g_assert_null (offprint_headline_strip_kicker ("Old cranes stay", evidence));
  g_assert_null (offprint_headline_strip_kicker ("Old cranes stay for ever", evidence));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headline/find", test_find);
  g_test_add_func ("/headline/compare", test_compare);
  g_test_add_func ("/headline/clean", test_clean);
  g_test_add_func ("/headline/kicker", test_kicker);
  return g_test_run ();
}
