/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/article.h"

#include <string.h>

#define P1                                                                                                             \
  "The council voted on Monday to rebuild the bridge across the river, after two years in which every bus had to take the long way round."
#define P2                                                                                                             \
  "Engineers had found cracks in one of the pillars during a regular inspection, and nobody wanted to pay for the repair at first."
#define P3                                                                                                             \
  "The work is to begin in autumn, the mayor said, and it will take three years if the ice does not come early, as it did in the year before."
#define BODY "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p>"
#define TEXT P1 "\n\n" P2 "\n\n" P3

static char *
find (const char *html, const char *title)
{
  g_autoptr (OffprintPage) page = offprint_page_new (html, strlen (html));
  OffprintArticleHints hints
      = { .title = title, .title_node = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_H1) };
  return offprint_article_find_text (page, &hints);
}

static void
check (const char *html, const char *expected)
{
  g_autofree char *text = find (html, NULL);
  g_assert_cmpstr (text, ==, expected);
}

#define NAV                                                                                                            \
  "<nav><ul><li><a href=/1>News</a></li><li><a href=/2>Sport</a></li><li><a href=/3>Weather</a></li></ul></nav>"
#define FOOTER                                                                                                         \
  "<footer><p>Example Media is the publisher of this site, and all that is written on it belongs to those who wrote it.</p></footer>"

static void
test_frame (void)
{
  g_test_summary ("Navigation, sidebars, share bars, headline and footer are not the text");
  check (
      "<body>" NAV
      "<main><article><h1>The bridge</h1><div class=byline>By Jane Roe</div><div class=share-bar><a href=/f>Facebook</a></div>" BODY
      "<div class=tags><a href=/t>rivers</a></div></article><aside class=sidebar><p>This is a text beside the article that nobody asked for at all.</p></aside></main>" FOOTER
      "</body>",
      TEXT);
}

static void
test_comments (void)
{
  g_test_summary ("Comments never win, however much longer they are than the post");
  g_autoptr (GString) html = g_string_new ("<body><div class=post>" BODY "</div><div id=comments>");
  for (guint i = 0; i < 50; i++)
    g_string_append_printf (
        html,
        "<div class=comment><p>Comment %u is a long one, with commas, with opinions, and with more words than the post has in all.</p></div>",
        i);
  g_string_append (html, "</div></body>");
  check (html->str, TEXT);
}

static void
test_split_body (void)
{
  g_test_summary ("A body that adverts cut into chunks is one text");
  check (
      "<body>" NAV "<article><h1>The bridge</h1><div class=chunk><p>" P1
      "</p></div><div class=ad-slot>Advertisement</div><div class=chunk><p>" P2
      "</p></div><div class=related-box><h3>Related</h3><a href=/r>Ferry fares to rise</a></div><div class=chunk><p>" P3
      "</p></div></article></body>",
      TEXT);
}

static void
test_other_article (void)
{
  g_test_summary ("The next article of an endless page is not this one");
  check (
      "<body><article><h1 class=headline>The bridge</h1>" BODY "</article><article><h1 class=headline>The ferry</h1>"
      "<p>The ferry is a boat that goes from here to there, and from there to here, all day long and in all weathers.</p>"
      "<p>It carries bicycles free of charge, and dogs for half the price, but it never carries pianos, said its captain.</p></article></body>",
      TEXT);
}

static void
test_misleading_names (void)
{
  g_test_summary ("A name that most of the text has says nothing");
  check ("<body>" NAV "<div class=has-sidebar><div class='sidebar-grid widget'><p class=paywall>" P1
         "</p><p class=paywall>" P2 "</p><p class=paywall>" P3 "</p></div></div></body>",
         TEXT);
}

static void
test_hidden (void)
{
  g_test_summary ("A text that is hidden until a script shows it is read when there is no other");
  check ("<body>" NAV "<div style='display:none'>" BODY "</div></body>", TEXT);
  check (
      "<body><div style='display:none'><p>This paragraph is for machines only, and it must never be taken for the text of the article.</p></div>" BODY
      "</body>",
      TEXT);
}

static void
test_parts (void)
{
  g_test_summary ("Headings, lists, quotes, tables, code and lines divided by br stay, in order");
  check (
      "<body><article><h1>T</h1><p>" P1 "</p><h2>Why it broke</h2><ul><li>ice</li><li>salt</li></ul><p>" P2
      "</p><blockquote>It was old.</blockquote><table><tr><th>Year</th><td>2021</td></tr></table><pre>a\n  b</pre><div>" P3
      "<br><br>" P1 " Again.</div></article></body>",
      P1 "\n\nWhy it broke\n\nice\n\nsalt\n\n" P2 "\n\nIt was old.\n\nYear 2021\n\na\nb\n\n" P3 "\n\n" P1 " Again.");
}

static void
test_json_body (void)
{
  g_test_summary ("Where the page itself shows nothing, what it says of itself is the text");
  const char *html = "<body><div id=app></div></body>";
  g_autoptr (OffprintPage) page = offprint_page_new (html, strlen (html));
  OffprintArticleHints hints = { .body = BODY };
  g_autofree char *text = offprint_article_find_text (page, &hints);
  g_assert_cmpstr (text, ==, TEXT);
}

static void
test_nothing (void)
{
  g_test_summary ("A page without text has none, and repeated paragraphs are one");
  check ("", NULL);
  check ("<body><img src=x></body>", NULL);
  check ("<body><div>" BODY "</div><div>" BODY "</div></body>", TEXT);
}

static void
test_size (void)
{
  g_test_summary ("Cost is linear: deep and long pages end in time");
  g_autoptr (GString) html = g_string_new ("<body>");
  for (guint i = 0; i < 20000; i++)
    g_string_append (html, "<table><tr><td><div class='a b-c dE'>");
  for (guint i = 0; i < 20000; i++)
    g_string_append (html, "<p>One, two, three.<br>");
  g_autofree char *text = find (html->str, "T");
  g_assert_nonnull (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/frame", test_frame);
  g_test_add_func ("/article/comments", test_comments);
  g_test_add_func ("/article/split-body", test_split_body);
  g_test_add_func ("/article/other-article", test_other_article);
  g_test_add_func ("/article/misleading-names", test_misleading_names);
  g_test_add_func ("/article/hidden", test_hidden);
  g_test_add_func ("/article/parts", test_parts);
  g_test_add_func ("/article/json-body", test_json_body);
  g_test_add_func ("/article/nothing", test_nothing);
  g_test_add_func ("/article/size", test_size);
  return g_test_run ();
}
