/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/page.h"

#include <string.h>

/* The tree as text: elements as names, children in brackets, text in quotes; hidden ones with `!`, those in links with
 * `@`. */
static void
print_node (const OffprintPage *page, guint32 node, GString *out)
{
  const OffprintNode *at = &page->nodes[node];
  if (at->tag == OFFPRINT_TAG_TEXT)
    {
      g_string_append_c (out, '"');
      g_string_append_len (out, page->text + at->text_start, at->text_end - at->text_start);
      g_string_append_c (out, '"');
    }
  else
    g_string_append (out, offprint_tag_get_name ((OffprintTag) at->tag));
  g_string_append (out, at->flags & OFFPRINT_NODE_HIDDEN ? "!" : "");
  g_string_append (out, at->flags & OFFPRINT_NODE_IN_LINK ? "@" : "");
  if (at->first_child == 0)
    return;
  g_string_append_c (out, '(');
  for (guint32 n = at->first_child; n != 0; n = page->nodes[n].next)
    {
      print_node (page, n, out);
      g_string_append (out, page->nodes[n].next != 0 ? " " : "");
    }
  g_string_append_c (out, ')');
}

static OffprintPage *
parse (const char *html)
{
  return offprint_page_new (html, strlen (html));
}

static void
check_body (const char *html, const char *expected)
{
  g_autoptr (OffprintPage) page = parse (html);
  g_autoptr (GString) out = g_string_new (NULL);
  print_node (page, page->body, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_tree (void)
{
  g_test_summary ("Elements that are left open or closed in the wrong order give the tree that browsers show");
  check_body ("<p>one<p>two<div>three</div>", "body(p(\"one\") p(\"two\") div(\"three\"))");
  check_body ("<h1><p>title</p></h1>", "body(h1(p(\"title\")))");
  check_body ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "body(ul(li(\"a\") li(\"b\" ul(li(\"c\"))) li(\"d\")))");
  check_body ("<table><tr><td>1<td>2<tr><td>3</table>x", "body(table(tr(td(\"1\") td(\"2\")) tr(td(\"3\"))) \"x\")");
  check_body ("<table><tr><td></div>1<table><tr><td>2</table>3</table>",
              "body(table(tr(td(\"1\" table(tr(td(\"2\"))) \"3\"))))");
  check_body ("<dl><dt>a<dd>b<dt>c</dl>", "body(dl(dt(\"a\") dd(\"b\") dt(\"c\")))");
  check_body ("a</p>b<br>c<img>d", "body(\"a\" p \"b\" br \"c\" img \"d\")");
  check_body ("<section><p>a<article>b</article></section>", "body(section(p(\"a\") article(\"b\")))");
  check_body ("<b><i>x</b>y</i>z", "body(b(i(\"x\")) \"yz\")");
  check_body ("<h2>a<h3>b", "body(h2(\"a\") h3(\"b\"))");
  check_body ("<h1>a<p>b", "body(h1(\"a\") p(\"b\"))");
}

static void
test_links (void)
{
  g_test_summary ("A link ends at its end tag, also where blocks that began in it go on");
  check_body ("<a href=x>in</a>out", "body(a@(\"in\"@) \"out\")");
  check_body ("<a href=x><div>in</a>out</div>after", "body(a@(div@(\"in\"@ \"out\") \"after\"))");
  check_body ("<a name=x>anchor</a>", "body(a(\"anchor\"))");
  check_body ("<a href=x>one<a href=y>two</a>", "body(a@(\"one\"@) a@(\"two\"@))");
}

static void
test_hidden (void)
{
  g_test_summary ("What a reader does not see is marked, with all that is in it");
  check_body ("<div hidden>a</div>b", "body(div!(\"a\"!) \"b\")");
  check_body ("<p style=' DISPLAY : None '>a", "body(p!(\"a\"!))");
  check_body ("<p style='visibility:hidden'>a", "body(p!(\"a\"!))");
  check_body ("<noscript><p>a</p></noscript>", "body");
  check_body ("x<noscript><p>a</p></noscript>", "body(\"x\" noscript!(p!(\"a\"!)))");
  check_body ("x<template>a</template><template shadowrootmode=open>b</template>",
              "body(\"x\" template!(\"a\"!) template(\"b\"))");
  check_body ("<div><svg><title>a</title><path/>b</svg>c", "body(div(svg!(title!(\"a\"!) #other! \"b\"!) \"c\"))");
  check_body ("x<script>var a = '<p>';</script>y", "body(\"x\" script! \"y\")");
  check_body ("x<textarea><b>&amp;</textarea>y", "body(\"x\" textarea!(\"<b>&\"!) \"y\")");
}

static void
test_skeleton (void)
{
  g_test_summary ("html, head and body are there once, wherever and how often they are written");
  g_autoptr (OffprintPage) page = parse ("<meta name=a><title>T</title><p>x</body></html><body class=late><p>y<html>");
  g_assert_cmpuint (page->nodes[page->head].parent, ==, page->html);
  g_assert_cmpuint (page->nodes[page->body].parent, ==, page->html);
  guint32 title = offprint_page_find_tag (page, page->head, OFFPRINT_TAG_TITLE);
  g_assert_cmpuint (title, !=, 0);
  g_autofree char *text = offprint_page_get_text (page, title, 100);
  g_assert_cmpstr (text, ==, "T");
  g_autofree char *body = offprint_page_get_text (page, page->body, 100);
  g_assert_cmpstr (body, ==, "x y");
}

static void
test_attributes (void)
{
  g_test_summary (
      "Values are kept with references resolved, the first of each name; data: addresses and huge values are not");
  g_autoptr (OffprintPage) page = parse (
      "<p CLASS=\"a&amp;b\" class=second id='x' onclick=evil() title=un/quoted><a href='?a=1&copy=2&lt;'>l</a><img alt=\"data:image/png;base64,AAAA\">");
  guint32 p = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_P);
  guint32 a = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_A);
  guint32 img = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_IMG);
  g_assert_cmpstr (offprint_page_get_attribute (page, p, OFFPRINT_ATTRIBUTE_CLASS), ==, "a&b");
  g_assert_cmpstr (offprint_page_get_attribute (page, p, OFFPRINT_ATTRIBUTE_ID), ==, "x");
  g_assert_cmpstr (offprint_page_get_attribute (page, p, OFFPRINT_ATTRIBUTE_TITLE), ==, "un/quoted");
  g_assert_cmpstr (offprint_page_get_attribute (page, a, OFFPRINT_ATTRIBUTE_HREF), ==, "?a=1&copy=2<");
  g_assert_null (offprint_page_get_attribute (page, img, OFFPRINT_ATTRIBUTE_ALT));
  g_assert_null (offprint_page_get_attribute (page, p, OFFPRINT_ATTRIBUTE_REL));
}

static void
test_references (void)
{
  g_test_summary ("Character references mean what browsers make of them");
  check_body ("&auml;&#228;&#xE4;&#150;&copy 1&ampx&nosuch;&#0;&#x110000;& &hellip;",
              "body(\"äää–© 1&x&nosuch;\xef\xbf\xbd\xef\xbf\xbd& …\")");
}

static void
test_notes (void)
{
  g_test_summary ("JSON-LD is kept apart as it is; comments near the start and those of savers are kept");
  g_autoptr (OffprintPage) page = parse (
      "<!-- saved from url=(0014)http://a.test --><script type='application/ld+json'>{\"a\":\"<b>&amp;\"}</script>"
      "<body><p>x</p><p>y<!-- ordinary --></p><!-- FILE ARCHIVED ON x -->");
  g_assert_cmpuint (page->json_ld->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (page->json_ld, 0), ==, "{\"a\":\"<b>&amp;\"}");
  g_assert_cmpuint (page->comments->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (page->comments, 0), ==, " saved from url=(0014)http://a.test ");
}

static void
test_sums (void)
{
  g_test_summary ("Sums count what is seen, in all scripts, and add up the tree");
  g_autoptr (OffprintPage) page = parse (
      "<p>Two words, here. <a href=x>and a link</a></p><p hidden>not this, at all.</p><p>日本語、です。</p><ul><li>x</ul><h2>H</h2>");
  const OffprintSums *sums = &page->nodes[0].sums;
  g_assert_cmpuint (sums->words, ==, 3 + 3 + 5 + 1 + 1);
  g_assert_cmpuint (sums->commas, ==, 2);
  g_assert_cmpuint (sums->sentences, ==, 2);
  g_assert_cmpuint (sums->paragraphs, ==, 2);
  g_assert_cmpuint (sums->links, ==, 1);
  g_assert_cmpuint (sums->short_links, ==, 1);
  g_assert_cmpuint (sums->link_chars, ==, strlen ("and a link"));
  g_assert_cmpuint (sums->items, ==, 1);
  g_assert_cmpuint (sums->headings, ==, 1);
  g_assert_cmpuint (sums->chars, ==, strlen ("Two words, here.") + strlen ("and a link") + 7 + 1 + 1);
}

/* What the header promises about numbers and ranges. */
static void
check_order (const OffprintPage *page)
{
  for (guint32 n = 1; n < page->n_nodes; n++)
    {
      const OffprintNode *node = &page->nodes[n];
      const OffprintNode *parent = &page->nodes[node->parent];
      g_assert_cmpuint (node->parent, <, n);
      g_assert_cmpuint (node->end, >, n);
      g_assert_cmpuint (node->end, <=, parent->end);
      g_assert_cmpuint (node->depth, ==, parent->depth + 1);
      g_assert_cmpuint (node->text_start, >=, parent->text_start);
      g_assert_cmpuint (node->text_end, <=, parent->text_end);
      g_assert_cmpuint (node->text_end, >=, node->text_start);
    }
}

static void
test_deep (void)
{
  g_test_summary ("What is nested too deep is flattened: all of its text is there");
  GString *html = g_string_new ("<body>");
  for (guint i = 0; i < 3000; i++)
    g_string_append (html, "<div>x");
  for (guint i = 0; i < 3000; i++)
    g_string_append (html, "</div>y");
  g_autofree char *text = g_string_free (html, FALSE);
  g_autoptr (OffprintPage) page = parse (text);
  check_order (page);
  g_assert_cmpuint (page->nodes[0].text_end, ==, 6000);
  for (guint32 n = 0; n < page->n_nodes; n++)
    g_assert_cmpuint (page->nodes[n].depth, <=, OFFPRINT_PAGE_MAX_DEPTH + 1);
}

static void
test_huge (void)
{
  g_test_summary (
      "Megabytes of one thing are read in time that grows no faster than they do, and never too much is kept");
  static const char *const pieces[]
      = { "<div>",           "<p class=\"",     "<!--",    "<script>", "<title>", "<",        "&amp",
          "<a href=x><div>", "<table><tr><td>", "</span>", "<b a='",   "<i ",     "\"<!-- >", "]]>" };
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *html = g_string_new ("<body><p>x");
      while (html->len < 5 * 1024 * 1024)
        g_string_append (html, pieces[i]);
      g_autofree char *text = g_string_free (html, FALSE);
      g_autoptr (OffprintPage) page = parse (text);
      check_order (page);
      g_assert_cmpuint (page->n_nodes, <=, OFFPRINT_PAGE_MAX_NODES);
    }
}

static void
test_huge_attribute (void)
{
  g_test_summary ("An attribute of 5 MB is left out, what follows it is read");
  g_autofree char *value = g_strnfill (5 * 1024 * 1024, 'x');
  g_autofree char *html = g_strconcat ("<p class='", value, "'>text", NULL);
  g_autoptr (OffprintPage) page = parse (html);
  guint32 p = offprint_page_find_tag (page, page->body, OFFPRINT_TAG_P);
  g_assert_null (offprint_page_get_attribute (page, p, OFFPRINT_ATTRIBUTE_CLASS));
  g_assert_cmpuint (page->nodes[p].sums.words, ==, 1);
}

static void
test_nothing (void)
{
  g_test_summary ("No bytes, zero bytes and the beginnings of markup are pages too");
  static const char *const pages[]
      = { "", "<", "<!", "</", "<a", "<a b", "<a b=", "<a b='", "<!--", "<!-->", "&", "&#", "<a \x01=\x02>" };
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (OffprintPage) page = parse (pages[i]);
      check_order (page);
      g_assert_cmpuint (page->n_nodes, >=, 1);
    }
  g_autoptr (OffprintPage) zeros = offprint_page_new ("<a \0=\0 b/\0>\0<\0p>", 16);
  check_order (zeros);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/tree", test_tree);
  g_test_add_func ("/page/links", test_links);
  g_test_add_func ("/page/hidden", test_hidden);
  g_test_add_func ("/page/skeleton", test_skeleton);
  g_test_add_func ("/page/attributes", test_attributes);
  g_test_add_func ("/page/references", test_references);
  g_test_add_func ("/page/notes", test_notes);
  g_test_add_func ("/page/sums", test_sums);
  g_test_add_func ("/page/deep", test_deep);
  g_test_add_func ("/page/huge", test_huge);
  g_test_add_func ("/page/huge-attribute", test_huge_attribute);
  g_test_add_func ("/page/nothing", test_nothing);
  return g_test_run ();
}
