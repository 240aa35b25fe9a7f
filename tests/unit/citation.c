/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Citations say what is known and no more, in three forms, each of which is read back as what was meant: by a reader of
 * Markdown, by one of BibTeX. */
#include "desktop/citation.h"

#include "offprint-config.h"

#include <string.h>
#if HAVE_CMARK
#include <cmark.h>
#endif

typedef struct
{
  const char *title, *author, *second_author, *publisher, *agency, *published, *saved, *url, *language;
} Article;

static void
set (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  if (value != NULL)
    offprint_record_builder_set (builder, field, value);
}

static void
add_author (OffprintRecordBuilder *builder, const char *name)
{
  if (name != NULL)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, name);
}

static OffprintRecord *
make_record (const Article *article)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/articles/saved page.html");
  set (builder, OFFPRINT_FIELD_TITLE, article->title);
  add_author (builder, article->author);
  add_author (builder, article->second_author);
  set (builder, OFFPRINT_FIELD_PUBLISHER, article->publisher);
  set (builder, OFFPRINT_FIELD_AGENCY, article->agency);
  set (builder, OFFPRINT_FIELD_PUBLISHED, article->published);
  set (builder, OFFPRINT_FIELD_SAVED, article->saved);
  set (builder, OFFPRINT_FIELD_URL, article->url);
  set (builder, OFFPRINT_FIELD_LANGUAGE, article->language);
  return offprint_record_builder_end (builder);
}

static char *
cite (const Article *article, OffprintCitationForm form)
{
  g_autoptr (OffprintRecord) record = make_record (article);
  char *citation = offprint_citation_format (record, form);
  g_assert_true (g_utf8_validate (citation, -1, NULL));
  return citation;
}

static void
assert_cited (const Article *article, OffprintCitationForm form, const char *expected)
{
  g_autofree char *citation = cite (article, form);
  g_assert_cmpstr (citation, ==, expected);
}

static const Article otters = { .title = "Otters return to the Thames",
                                .author = "Jane Doe",
                                .second_author = "Émile Roë",
                                .publisher = "Thames Courier",
                                .agency = "River Press",
                                .published = "2022-01-27T23:30:00-05:00",
                                .saved = "2022-02-03T10:00:00Z",
                                .url = "https://courier.example/otters?a=1&b=2",
                                .language = "en" };

/* Everything that is known, in each form; the day is the one that the article states. */
static void
test_whole (void)
{
  assert_cited (&otters, OFFPRINT_CITATION_PLAIN,
                "Jane Doe, Émile Roë, “Otters return to the Thames”, Thames Courier, 2022-01-27, "
                "https://courier.example/otters?a=1&b=2");
  assert_cited (&otters, OFFPRINT_CITATION_MARKDOWN,
                "Jane Doe, Émile Roë: [Otters return to the Thames](https://courier.example/otters?a=1&b=2). "
                "*Thames Courier*, 2022-01-27.");
  assert_cited (&otters, OFFPRINT_CITATION_BIBTEX,
                "@article{doe2022otters-2bdc52,\n"
                "  author = {Jane Doe and Émile Roë},\n"
                "  title = {Otters return to the {Thames}},\n"
                "  journal = {Thames Courier},\n"
                "  year = {2022},\n"
                "  month = jan,\n"
                "  day = {27},\n"
                "  language = {en},\n"
                "  url = {https://courier.example/otters?a=1&b=2},\n"
                "  urldate = {2022-02-03},\n"
                "}");
}

/* What is not known leaves no empty place: not a title, not a date better than the article's. */
static void
test_bare (void)
{
  const Article nothing = { 0 };
  assert_cited (&nothing, OFFPRINT_CITATION_PLAIN, "“saved page.html”");
  assert_cited (&nothing, OFFPRINT_CITATION_MARKDOWN, "“saved page.html”.");
  const Article month = { .title = "Tides", .published = "2022-05" };
  assert_cited (&month, OFFPRINT_CITATION_PLAIN, "“Tides”, 2022-05");
  assert_cited (&month, OFFPRINT_CITATION_MARKDOWN, "“Tides”. 2022-05.");
  g_autofree char *bibtex = cite (&month, OFFPRINT_CITATION_BIBTEX);
  g_assert_true (g_str_has_prefix (bibtex, "@misc{article2022tides-"));
  g_assert_nonnull (strstr (bibtex, "  month = may,\n"));
  g_assert_null (strstr (bibtex, "day"));
  g_assert_null (strstr (bibtex, "{}"));
}

/* A wire report without a name is the agency's; a paper that is its own author is not named twice. */
static void
test_creators (void)
{
  const Article wire = { .title = "Tides", .publisher = "Courier", .agency = "River Press" };
  assert_cited (&wire, OFFPRINT_CITATION_PLAIN, "River Press, “Tides”, Courier");
  const Article own = { .title = "Tides", .publisher = "Courier", .author = "Courier" };
  assert_cited (&own, OFFPRINT_CITATION_PLAIN, "Courier, “Tides”");
}

/* --- Markdown --- */

/* Text of which each part would be something else in Markdown. */
static const char *const awkward[] = {
  "Otters *return* to the _Thames_ [sic] `now`",
  "# Not a heading",
  "- not a list",
  "+ not a list",
  "1. FC Ottertown wins",
  "2022) not a list",
  "=== not a heading",
  "a < b > c & d &copy;e &#65;f <b>not bold</b>",
  "C:\\otters\\*.html",
  "](https://elsewhere.example) ![image](x.png)",
  "~~not struck~~ | not | a table | $x^2$",
  "https://plain.example and <https://auto.example>",
  "水獭回到*泰晤士河*",
  "trailing backslash \\",
};

#if HAVE_CMARK
/* Returns: (transfer full): the plain text below @root, with the address of each link in angles behind it */
static char *
read_markdown (const char *markdown)
{
  cmark_node *root = cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (root);
  GString *text = g_string_new (NULL);
  for (cmark_event_type event = cmark_iter_next (iter); event != CMARK_EVENT_DONE; event = cmark_iter_next (iter))
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);
      if (type == CMARK_NODE_TEXT && event == CMARK_EVENT_ENTER)
        g_string_append (text, cmark_node_get_literal (node));
      else if (type == CMARK_NODE_LINK && event == CMARK_EVENT_EXIT)
        g_string_append_printf (text, "<%s>", cmark_node_get_url (node));
      else if (type != CMARK_NODE_TEXT && type != CMARK_NODE_LINK && event == CMARK_EVENT_ENTER)
        g_string_append_printf (text, "{%s}", cmark_node_get_type_string (node));
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
  return g_string_free (text, FALSE);
}

/* A reader of Markdown sees the text as it was, as the text of one link to the right address, wherever it stands. */
static void
test_markdown_read_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (awkward); i++)
    {
      const Article article = { .title = awkward[i],
                                .author = awkward[i],
                                .publisher = awkward[(i + 1) % G_N_ELEMENTS (awkward)],
                                .url = "https://courier.example/a_(b)?c=*d*&copy;=1" };
      g_autofree char *markdown = cite (&article, OFFPRINT_CITATION_MARKDOWN);
      g_autofree char *text = read_markdown (markdown);
      g_autofree char *expected
          = g_strdup_printf ("{document}{paragraph}%s: %s<https://courier.example/a_%%28b%%29?c=*d*&copy;=1>. {emph}%s.",
                             article.author, article.title, article.publisher);
      g_assert_cmpstr (text, ==, expected);
    }
}
#endif

/* --- BibTeX --- */

/* Reads one entry as BibTeX does: braces are counted, whatever stands before them.
 * Returns: (transfer full): the value of @field, without its own braces, or %NULL */
static char *
read_bibtex (const char *entry, const char *field)
{
  g_autofree char *start = g_strdup_printf ("\n  %s = {", field);
  const char *value = strstr (entry, start);
  if (value == NULL)
    return NULL;
  value += strlen (start);
  guint depth = 1;
  for (const char *p = value; *p != '\0'; p++)
    {
      depth += *p == '{';
      depth -= *p == '}';
      if (depth == 0)
        return g_strndup (value, p - value);
    }
  return NULL;
}

static guint
count (const char *text, char c)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

static const struct
{
  const char *title, *expected;
} escapes[] = {
  { "50 % of $5 & #1 in foo_bar", "50 \\% of \\$5 \\& \\#1 in foo\\_bar" },
  { "{ a ~ b ^ c \\ d", "\\textbraceleft{} a \\textasciitilde{} b \\textasciicircum{} c \\textbackslash{} d" },
  { "a } b", "a \\textbraceright{} b" },
  { "a < b > c | d `e", "a \\textless{} b \\textgreater{} c \\textbar{} d \\textasciigrave{}e" },
  { "the \"best\" -- or ''not''", "the {\"}best{\"} -{}- or '{}'not'{}'" },
  { "Otters return to the Thames", "Otters return to the {Thames}" },
  { "NATO and the EU", "{NATO} and the {EU}" },
  { "iPhone, a story", "{iPhone,} a story" },
  { "at&T sells \\Users", "{at\\&T} sells {{\\textbackslash{}Users}}" },
  { "$HOME is where", "{{\\$HOME}} is where" },
  { "Über Élan und Ärger", "Über {Élan} und {Ärger}" },
  { "水獭回到泰晤士河", "水獭回到泰晤士河" },
  { "“Quoted” – it’s", "{“Quoted”} – it’s" },
};

/* LaTeX's ten characters are escaped, words with capitals are in braces, the rest stays as it is. */
static void
test_bibtex_escapes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    {
      const Article article = { .title = escapes[i].title, .publisher = "A & B" };
      g_autofree char *entry = cite (&article, OFFPRINT_CITATION_BIBTEX);
      g_autofree char *title = read_bibtex (entry, "title");
      g_autofree char *journal = read_bibtex (entry, "journal");
      g_assert_cmpstr (title, ==, escapes[i].expected);
      g_assert_cmpstr (journal, ==, "A \\& B");
    }
}

/* No text makes an entry that swallows what follows it. */
static void
test_bibtex_braces (void)
{
  static const char *const titles[] = { "{", "}", "}}}{", "\\}", "a\\{b", "}, evil = {x", "@article{x," };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const Article article = { .title = titles[i],
                                .author = titles[i],
                                .publisher = titles[i],
                                .url = "https://x.example/{a}\\b c?d=%20&e=#f" };
      g_autofree char *entry = cite (&article, OFFPRINT_CITATION_BIBTEX);
      g_autofree char *evil = read_bibtex (entry, "evil");
      g_autofree char *url = read_bibtex (entry, "url");
      g_assert_cmpuint (count (entry, '{'), ==, count (entry, '}'));
      g_assert_true (g_str_has_suffix (entry, "\n}"));
      g_assert_null (evil);
      g_assert_cmpstr (url, ==, "https://x.example/%7Ba%7D%5Cb%20c?d=%20&e=#f");
    }
}

static const struct
{
  const char *name, *expected;
} names[] = {
  { "Jane Doe", "Jane Doe" },
  { "Ludwig van Beethoven", "Ludwig van Beethoven" },
  { "John Roe, Jr.", "{John Roe, Jr.}" },
  { "Marsh and Sons", "{Marsh and Sons}" },
  { "others", "{others}" },
  { "Thames Courier", "{Thames Courier}" },
  { "Sandra Anders", "Sandra Anders" },
};

/* Names that BibTeX would take apart are kept whole. */
static void
test_bibtex_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const Article article
          = { .title = "Tides", .author = names[i].name, .second_author = "Ada Quill", .publisher = "Thames Courier" };
      g_autofree char *entry = cite (&article, OFFPRINT_CITATION_BIBTEX);
      g_autofree char *author = read_bibtex (entry, "author");
      g_autofree char *expected = g_strdup_printf ("%s and Ada Quill", names[i].expected);
      g_assert_cmpstr (author, ==, expected);
    }
}

static char *
get_key (const Article *article)
{
  g_autofree char *entry = cite (article, OFFPRINT_CITATION_BIBTEX);
  const char *start = strchr (entry, '{') + 1;
  return g_strndup (start, strchr (start, ',') - start);
}

/* A key is the same for the same article, another for another one of the same author, year and word, and is of letters,
 * digits and a hyphen, whatever the script. */
static void
test_keys (void)
{
  Article again = otters, other = otters, undated = { .title = "水獭", .author = "王小明" };
  again.title = "Otters return to the Thames";
  other.url = "https://courier.example/otters-2";
  g_autofree char *key = get_key (&otters);
  g_autofree char *same_key = get_key (&again);
  g_autofree char *other_key = get_key (&other);
  g_autofree char *foreign_key = get_key (&undated);
  g_assert_cmpstr (key, ==, same_key);
  g_assert_cmpstr (key, !=, other_key);
  g_assert_true (g_str_has_prefix (other_key, "doe2022otters-"));
  g_assert_true (g_regex_match_simple ("^article-[0-9a-f]{6}$", foreign_key, 0, 0));
  const Article umlaut = { .title = "Das „Öl“ – Über Straßen", .author = "Jürgen Müßig-Ødegård" };
  g_autofree char *umlaut_key = get_key (&umlaut);
  g_assert_cmpstr (umlaut_key, ==, "mussigoedegarduber-a048d6");
}

/* --- several --- */

static char *
cite_all (const Article *const *articles, OffprintCitationForm form)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (; *articles != NULL; articles++)
    g_ptr_array_add (records, make_record (*articles));
  return offprint_citation_format_all (records, form);
}

/* Several are lines, a list, or entries of which no key comes twice; one is as if alone. */
static void
test_several (void)
{
  const Article a = { .title = "A" }, b = { .title = "B" };
  g_autofree char *none = cite_all ((const Article *[]){ NULL }, OFFPRINT_CITATION_PLAIN);
  g_autofree char *one = cite_all ((const Article *[]){ &a, &a, NULL }, OFFPRINT_CITATION_MARKDOWN);
  g_autofree char *plain = cite_all ((const Article *[]){ &a, &b, NULL }, OFFPRINT_CITATION_PLAIN);
  g_autofree char *markdown = cite_all ((const Article *[]){ &a, &b, NULL }, OFFPRINT_CITATION_MARKDOWN);
  g_autofree char *bibtex = cite_all ((const Article *[]){ &a, &b, &a, NULL }, OFFPRINT_CITATION_BIBTEX);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "“A”.");
  g_assert_cmpstr (plain, ==, "“A”\n“B”\n");
  g_assert_cmpstr (markdown, ==, "- “A”.\n- “B”.\n");
  g_assert_cmpuint (count (bibtex, '@'), ==, 2);
  g_assert_nonnull (strstr (bibtex, "}\n\n@misc{"));
  g_assert_true (g_str_has_suffix (bibtex, "}\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citation/whole", test_whole);
  g_test_add_func ("/citation/bare", test_bare);
  g_test_add_func ("/citation/creators", test_creators);
#if HAVE_CMARK
  g_test_add_func ("/citation/markdown-read-back", test_markdown_read_back);
#endif
  g_test_add_func ("/citation/bibtex-escapes", test_bibtex_escapes);
  g_test_add_func ("/citation/bibtex-braces", test_bibtex_braces);
  g_test_add_func ("/citation/bibtex-names", test_bibtex_names);
  g_test_add_func ("/citation/keys", test_keys);
  g_test_add_func ("/citation/several", test_several);
  return g_test_run ();
}
