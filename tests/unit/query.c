/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: what each finds in a small library, that dates mean the right days, and that no text is refused. */
#include "index-fixture.h"

#include "store/query-dates.h"
#include "store/query.h"

/* 2023-06-07 12:00 UTC, a Wednesday */
#define NOW G_GINT64_CONSTANT (1686139200)

typedef struct
{
  char *directory;
  OffprintReader *reader;
} Library;

static void
set_up (Library *library, gconstpointer data)
{
  library->directory = fixture_make_index ();
  library->reader = fixture_open_reader (library->directory);
}

static void
tear_down (Library *library, gconstpointer data)
{
  offprint_reader_free (library->reader);
  fixture_remove_index (library->directory);
}

static OffprintHits *
search (Library *library, const char *text, gboolean unfinished)
{
  g_autoptr (GError) error = NULL;
  OffprintSearch wanted = { .text = text, .limit = 100, .now = NOW, .unfinished = unfinished };
  OffprintHits *hits = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_no_error (error);
  g_assert_nonnull (hits);
  return hits;
}

static const char *
get_name (const OffprintHit *hit)
{
  const char *path = offprint_record_get (hit->record, OFFPRINT_FIELD_PATH);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture_articles); i++)
    if (g_strcmp0 (fixture_articles[i].path, path) == 0)
      return fixture_articles[i].name;
  return "?";
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: the names of the articles found, in the alphabet's order */
static char *
list_names (const OffprintHits *hits)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < hits->hits->len; i++)
    g_ptr_array_add (names, (gpointer) (guintptr) get_name (g_ptr_array_index (hits->hits, i)));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

typedef struct
{
  const char *query;
  const char *articles; /* exactly these */
  const char *note; /* (nullable): part of a note */
} Case;

static void
check_typed (Library *library, const Case *cases, gsize n_cases, gboolean unfinished)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (OffprintHits) hits = search (library, cases[i].query, unfinished);
      g_autofree char *names = list_names (hits);
      g_autofree char *notes = g_strjoinv ("; ", hits->notes);
      g_test_message ("%s -> %s (%s)", cases[i].query, names, notes);
      g_assert_cmpstr (names, ==, cases[i].articles);
      if (cases[i].note == NULL && *names != '\0') /* why nothing was found: search-advice.c */
        g_assert_cmpstr (notes, ==, "");
      else if (cases[i].note != NULL)
        g_assert_nonnull (strstr (notes, cases[i].note));
    }
}

static void
check_cases (Library *library, const Case *cases, gsize n_cases)
{
  check_typed (library, cases, n_cases, FALSE);
}

/* The last word of what is still being typed goes on, or is whole; a space or a quotation mark ends it. */
static void
test_unfinished (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "alph", "far greek" },
    { "ott count", "copy otter", "no article has all words" },
    { "counted ott", "copy otter" },
    { "otters", "copy otter" },
    { "envoy", "lavrov" },
    { "ott ", "" },
    { "\"ott\"", "" },
    { "title:ott", "copy otter" },
    { "-ott lavro", "alliance lavrov" },
    { "e-m", "otter" },
    { "l'ét", "cafe" },
    { "東京", "tokyo" },
    { "site:example.org", "ninos otter" },
    { "alpha OR", "far greek", "OR" },
  };
  check_typed (library, cases, G_N_ELEMENTS (cases), TRUE);
}

/* Words are found in any case, with or without accents, in any form that a language of the index knows. */
static void
test_words (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "otter", "copy otter" },
    { "OTTERS", "copy otter" },
    { "counted", "copy otter" },
    { "lavrov NATO", "alliance lavrov" },
    { "nato lavrov comment", "lavrov" },
    { "cafe", "cafe" },
    { "café", "cafe" },
    { "CAFÉS", "cafe" },
    { "cafe\xcc\x81", "cafe" },
    { "étés", "cafe" },
    { "cheval", "cafe" },
    { "chevaux", "cafe" },
    { "parler", "cafe" },
    { "boeuf", "cafe" },
    { "bœuf", "cafe" },
    { "straße", "finnish strasse" },
    { "strasse", "finnish strasse" },
    { "Häuser", "strasse" },
    { "Zeitung", "strasse" },
    { "niños", "ninos" },
    { "nino", "ninos" },
    { "canción", "ninos" },
    { "газета", "moscow" },
    { "ёлка", "moscow" },
    { "ПЕРЕГОВОРЫ", "moscow" },
    { "talo", "finnish" },
    { "envoy", "lavrov" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* What is written with signs inside can be typed as it stands. */
static void
test_joined_words (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "e-mail", "otter" },
    { "email", "otter" },
    { "title:email", "" },
    { "l'otter", "copy otter" },
    { "\"l'otter\"", "" },
    { "d\xe2\x80\x99""Artagnan's", "" },
    { "otter's", "copy otter" },
    { "Otters' tracks", "otter" },
    { "l'etes", "cafe" },
    { "o'b's", "" },
    { "US", "lavrov" },
    { "N.A.T.O.", "alliance lavrov" },
    { "\"N.A.T.O.\"", "" },
    { "13200", "otter" },
    { "13.200", "otter" },
    { "\"13200\"", "" },
    { "#otter", "copy otter" },
    { "@lavrov", "alliance lavrov" },
    { "ot-ter", "copy otter" },
    { ".NET", "" },
    { "rock'n'roll", "" },
    { "don't", "otter" },
    { "don\xe2\x80\x99t", "otter" },
    { "AT&T", "otter" },
    { "at&t", "otter" },
    { "13,200", "otter" },
    { "\"found 13,200 tracks\"", "otter" },
    { "\"call AT&T they\"", "otter" },
    { "\"tracks and don't expect\"", "otter" },
    { "x@y.com", "otter" },
    { "C++", "code" },
    { "C#", "code" },
    { "c", "code" },
    { "Jean-Luc", "cafe" },
    { "l'été", "cafe" },
    { "L'ÉTÉ", "cafe" },
    { "RFE/RL", "lavrov otter" },
    { "doe-smith", "otter" },
    { "U.S.", "code lavrov" },
    { "\"U.S. and\"", "lavrov" },
    { "O'Brien", "alliance" },
    { "docs.example.org", "code" },
    { "https://journal.example.fr/cafes", "cafe" },
    { "http://example.org/news/otters/?id=7&fbclid=abc#tides", "otter" },
    { "m.example.org/news/otters?id=7", "otter" },
    { "example.org/news/otters?id=7.", "otter" },
    { "<https://amp.example.org/news/otters?id=7>", "otter" },
    { "https://archive.example/2022/https://www.example.org/news/otters?id=7", "otter" },
    { "example.org/news/otters?id=8", "", "no article from this address" },
    { "https://journal.example.fr/caf%65s/", "cafe" },
    { "www.example.org", "ninos" },
    { "https://docs.example.org/guide/start", "code", "looked for in texts" },
    { "docs.example.org/guide", "code", "looked for in texts" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* Text without spaces is found by any run of its characters. */
static void
test_ideographs (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "京都", "kyoto tokyo" },
    { "東京", "tokyo" },
    { "東京都", "tokyo" },
    { "東", "kyoto tokyo" },
    { "東 京都", "kyoto tokyo" },
    { "東都", "" },
    { "京都は雨", "kyoto" },
    { "\"京都の寺\"", "kyoto" },
    { "title:天気", "tokyo" },
    { "手机", "tokyo" },
    { "iphone手机", "tokyo" },
    { "한국어", "seoul" },
    { "title:신문", "seoul" },
    { "東京*", "tokyo" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* Phrases, exclusion, OR, NEAR, beginnings of words and brackets mean what the help says. */
static void
test_operators (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "\"copenhagen news\"", "copy lavrov otter" },
    { "\"news copenhagen\"", "" },
    { "\"otter was\" tracks", "otter" },
    { "“otter was” tracks", "otter" },
    { "«otter was» -tracks", "copy" },
    { "\"otters\" thames", "copy otter" },
    { "otter -tracks", "copy" },
    { "otter NOT tracks", "copy" },
    { "otter AND NOT tracks", "copy" },
    { "otter -\"found 13,200\"", "copy" },
    { "copenhagen -(otter OR envoys)", "alliance" },
    { "lavrov OR otter", "alliance copy lavrov otter" },
    { "nato lavrov OR otter", "alliance lavrov" },
    { "(nato lavrov) OR otter", "alliance copy lavrov otter" },
    { "otter OR -example title:otters", "copy otter" },
    { "lavrov AND nato", "alliance lavrov" },
    { "alpha beta", "far greek" },
    { "alpha NEAR beta", "greek" },
    { "alpha NEAR/1 beta", "greek" },
    { "alpha NEAR/1 gamma", "" },
    { "beta NEAR alpha NEAR gamma", "greek" },
    { "alpha NEAR/50 beta", "far greek" },
    { "alpha NEAR \"one two\"", "far", "NEAR stands between single words" },
    { "alph*", "far greek" },
    { "ott* count*", "copy otter" },
    { "l'ét*", "cafe" },
    { "e-m*", "otter" },
    { "title:ott*", "copy otter" },
    { "author:brien", "alliance" },
    { "+nato +lavrov", "alliance lavrov" },
    { "or near", "far" },
    { "((nato) (lavrov))", "alliance lavrov" },
    { "-otter", "alliance cafe code far finnish greek kyoto lavrov moscow ninos seoul strasse tokyo" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* Each field of the schema that has a query name finds the articles that hold the value there, and only those. */
static void
test_fields (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "title:otters", "copy otter" },
    { "title:otter", "copy otter" },
    { "TITLE:Otter", "copy otter" },
    { "title:\"return to the\"", "copy otter" },
    { "title:\"otters\"", "copy otter" },
    { "title:counted", "" },
    { "-title:otter otter", "" },
    { "author:doe-smith", "otter" },
    { "author:\"jane roe\"", "lavrov" },
    { "from:jane", "lavrov otter" },
    { "author:O'Brien", "alliance" },
    { "author:étienne", "cafe" },
    { "publisher:\"Copenhagen News\"", "copy lavrov otter" },
    { "publisher:copenhagen", "alliance copy lavrov otter" },
    { "publisher:\"copenhagen news\" agency:RFE/RL", "lavrov otter" },
    { "agency:RFE/RL", "lavrov otter" },
    { "agency:rfe", "lavrov otter" },
    { "publisher:beispiel-zeitung", "strasse" },
    { "publisher:=\"copenhagen news\"", "copy lavrov otter" },
    { "publisher:=copenhagen", "" },
    { "publisher:=\"the daily copenhagen\"", "alliance" },
    { "publisher:=\"daily copenhagen\"", "" },
    { "publisher:=Beispiel-Zeitung publisher:=\"Le Journal\"", "cafe strasse" },
    { "-publisher:=\"Copenhagen News\" nato", "alliance" },
    { "agency:=RFE", "" },
    { "agency:=RFE/RL", "lavrov otter" },
    { "author:=jane", "" },
    { "author:=\"Jane Roe\"", "lavrov" },
    { "author:=\"Jane Roe\" author:=\"Ann O'Brien\"", "" },
    { "title:=東京", "" },
    { "title:=東京都の天気", "tokyo" },
    { "lang:=en", "copy lavrov otter" },
    { "lang:=en lang:=en-GB", "alliance copy lavrov otter" },
    { "type:=text/plain", "far greek lavrov" },
    { "type:=html", "" },
    { "published:=2023", "lavrov" },
    { "title:= otters", "copy otter" },
    { "section:world", "alliance lavrov" },
    { "section:\"world news\"", "lavrov" },
    { "tag:wild", "otter" },
    { "keyword:letters", "greek" },
    { "place:london", "otter" },
    { "place:besancon", "cafe" },
    { "description:survey", "otter" },
    { "survey", "otter" },
    { "lang:ja", "kyoto tokyo" },
    { "lang:en lang:fr", "alliance cafe copy lavrov otter" },
    { "lang:en-GB", "alliance" },
    { "lang:de OR lang:fr", "cafe strasse" },
    { "language:EN nato", "alliance lavrov" },
    { "type:html", "alliance cafe copy finnish kyoto moscow ninos otter seoul tokyo" },
    { "type:text/plain", "far greek lavrov" },
    { "type:markdown", "code" },
    { "mime:xhtml", "strasse" },
    { "type:text nato", "alliance lavrov" },
    { "type:pdf", "" },
    { "site:example.org", "ninos otter" },
    { "site:www.example.org", "otter" },
    { "site:EXAMPLE.NET.", "lavrov" },
    { "site:https://daily.example.com/", "alliance" },
    { "site:example.com site:example.net", "alliance lavrov" },
    { "url:https://www.example.org/news/otters?id=7", "otter" },
    { "url:\"HTTPS://www.example.org/news/otters?id=7&utm_source=other#top\"", "otter" },
    { "url:www.example.org/news/otters?id=7", "otter" },
    { "url:example.org", "ninos" },
    { "dir:News", "alliance lavrov moscow otter" },
    { "dir:news/2022", "moscow otter" },
    { "dir:/library/News/2023", "alliance lavrov" },
    { "dir:/News", "" },
    { "dir:\"old copies\"", "copy finnish ninos" },
    { "dir:file:///library/News/2023", "alliance lavrov" },
    { "dir:\"file:///library/News/2023/\"", "alliance lavrov" },
    { "dir:file:///News", "" },
    { "dir:file:nonsense", "" },
    { "dir:etranger", "cafe strasse" },
    { "dir:Notes", "code far greek" },
    { "dir:Notes/sub", "far" },
    { "file:otters", "copy otter" },
    { "file:otters.html", "otter" },
    { "file:\"otters copy.html\"", "copy" },
    { "file:otte*", "copy otter" },
    { "filename:cafés", "cafe" },
    { "ext:md", "code" },
    { "ext:.TXT", "far greek lavrov" },
    { "ext:md OR ext:xhtml", "code strasse" },
    { "otter -file:copy", "otter" },
    { "-type:html", "code far greek lavrov strasse" },
    { "(lang:fr OR lang:de) haus", "strasse" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* Dates limit by the local day as written; an undated article is in no span. Now is 2023-06-07. */
static void
test_dates (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "published:2021", "strasse" },
    { "published:2022-01", "copy moscow otter tokyo" },
    { "published:2022-01-27", "copy otter" },
    { "date:2022-01-31", "moscow" },
    { "published:2022-01..2022-02", "cafe copy moscow otter tokyo" },
    { "published:2022-02..2022-01", "cafe copy moscow otter tokyo" },
    { "published:..2021", "ninos strasse" },
    { "published:2022-12..", "alliance lavrov" },
    { "published:2022-12-01/2023-05-28", "alliance lavrov" },
    { "published:2022 nato", "alliance" },
    { "-published:2022 otter", "" },
    { "after:2022-02-14", "alliance cafe kyoto lavrov" },
    { "before:2022", "ninos strasse" },
    { "before:2022-01-28 after:2022-01-27", "copy otter" },
    { "published:\"last week\"", "" },
    { "published:last month", "lavrov" },
    { "after:last year", "alliance cafe copy finnish kyoto lavrov moscow otter tokyo" },
    { "published:this year", "lavrov" },
    { "published:last-year nato", "alliance" },
    { "after:30 days ago", "lavrov" },
    { "after:3 days ago", "" },
    { "published:\"last 2 weeks\"", "lavrov" },
    { "published:10 days ago", "lavrov" },
    { "published:yesterday", "" },
    { "published:today", "" },
    { "published:in may 2023", "lavrov" },
    { "published:27 January 2022", "copy otter" },
    { "published:27 january 2022 tracks", "otter" },
    { "published:may", "lavrov" },
    { "published:mai", "lavrov" },
    { "after:last november", "alliance lavrov" },
    { "published:two weeks ago", "lavrov" },
    { "before:easter", "", "\"easter\" is no date" },
    { "published:2022 march", "" },
    { "saved:2022", "cafe otter" },
    { "saved:2022-01", "otter" },
    { "saved:2023-01..2023-01", "alliance code" },
    { "modified:2023", "alliance lavrov" },
    { "-published:0001..9999", "code far greek seoul" },
    { "published:nonsense", "", "\"nonsense\" is no date" },
    { "published:otter", "copy otter", "\"otter\" is no date" },
    { "before:2022-01..2022-02", "", "is no date" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* A date in words beside other words limits what is found, unless the words themselves are there; the note says how it
 * was taken. Now is 2023-06-07. */
static void
test_periods (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "nato since may", "lavrov", "since may: taken as after:2023-05; in quotation marks it would be words" },
    { "since may nato", "lavrov", "taken as after:2023-05" },
    { "nato since last year", "alliance lavrov", "taken as after:2022" },
    { "nato since november 2022", "alliance lavrov", "taken as after:2022-11" },
    { "Nato Since Last  Month ", "lavrov", "taken as after:2023-05" },
    { "nato this year", "lavrov", "taken as published:2023" },
    { "nato in december 2022", "alliance", "taken as published:2022-12" },
    { "nato in the last 3 weeks", "lavrov", "taken as published:2023-05-17..2023-06-07" },
    { "10 days ago nato", "lavrov", "taken as published:2023-05-28" },
    { "nato last week", "", "taken as published:2023-05-29..2023-06-04" },
    { "otter next year", "otter" }, /* words */
    { "return otter this year", "", "nothing has these words with this year" },
    { "nine ten eleven two weeks ago", "", "taken as" },
    { "lavrov late last month OR nato", "alliance lavrov", "no article has all" },
    { "\"since may\" nato", "alliance lavrov", "no article has all words" },
    { "nato \"last week\"", "alliance lavrov", "no article has all words" },
    { "nato OR this year", "alliance lavrov otter", "no article has all words" },
    { "-this year nato", "alliance lavrov otter", "no article has all words" },
    { "this year", "otter" },
    { "nato yesterday", "alliance lavrov", "no article has all words" },
    { "nato since 1949", "alliance lavrov", "no article has all words" },
    { "nato before easter", "alliance lavrov", "no article has all words" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

/* Nothing is refused: what makes no sense is taken as words or left out, and a note says so. */
static void
test_notes (Library *library, gconstpointer data)
{
  static const Case cases[] = {
    { "", "", "no word to search for" },
    { "  \t ", "", "no word to search for" },
    { "?!", "", "no word to search for" },
    { "\"\"", "", "no word to search for" },
    { "title:", "", "nothing follows \"title:\"" },
    { "title: otter", "copy otter", "nothing follows \"title:\"" },
    { "colour:otter", "copy otter", "there is no field \"colour:\"" },
    { "note: otter", "copy otter", "no article has all words" },
    { "note:", "" },
    { "\"otter was", "copy otter", "quotation mark" },
    { "title:\"otters", "copy otter", "quotation mark" },
    { "(otter", "copy otter", "bracket" },
    { "otter)", "copy otter", "bracket" },
    { "otter () )(", "copy otter", "bracket" },
    { "OR near", "far", "\"OR\" has nothing to join" },
    { "near OR", "far", "\"OR\" has nothing to join" },
    { "near -", "far" },
    { "- near", "far" },
    { "near --", "far" },
    { "--near", "far" },
    { "* near", "far" },
    { "nato otter", "alliance copy lavrov otter", "no article has all words" },
    { "nato otter -thames", "alliance lavrov", "no article has all words" },
    { "nato otter lang:fr", "" },
    { "zebra", "" },
    { "zebra quagga", "" },
  };
  check_cases (library, cases, G_N_ELEMENTS (cases));
}

static char *
repeat (const char *text, guint count)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < count; i++)
    g_string_append (all, text);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Long and broken queries neither fail nor take long, even under sanitizers. */
static void
test_hostile (Library *library, gconstpointer data)
{
  static const char *const parts[] = {
    "(", "((((", ")", "\"", "-", "-(", "+", "*", "a OR ", "OR ", "NEAR ", "NOT ", "title:", "title:\"", "a NEAR ",
    "otter ", "ott* ", "o* ", "\xff", "\xe6\x9d", "\x01", "published:", "published:..", "after:1 ", "saved:9999 ",
    "東京", "a-", "a.", "a&", "\"a b\" ", "file:a* ", "dir:/a/ ", "type:x ", "site:. ", "url:/ ",
    "http://", "lang:\xc3\xa9 ",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = repeat (parts[i], 10000);
      gint64 started = g_get_monotonic_time ();
      g_autoptr (OffprintHits) hits = search (library, text, FALSE);
      gint64 elapsed = g_get_monotonic_time () - started;
      g_autofree char *name = g_strescape (parts[i], NULL);
      g_test_message ("10000 x %s: %" G_GINT64_FORMAT " us", name, elapsed);
      g_assert_cmpint (elapsed, <, 10 * G_USEC_PER_SEC);
    }
}

/* 10,000 different words: those that the index knows are looked for, wherever they stand. */
static void
test_many_words (Library *library, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "w%u ", i);
  g_string_append (text, "otter \"otter was\"");
  g_autoptr (OffprintHits) hits = search (library, text->str, FALSE);
  g_autofree char *names = list_names (hits);
  g_assert_cmpstr (names, ==, "copy otter");
  g_assert_true (g_strv_contains ((const char *const *) hits->notes, "of 10001 words the 100 that say most were looked for"));
}

/* Dates in words are counted from the present day; ends are bytes that compare with ISO 8601. */
static void
test_date_words (void)
{
  static const struct
  {
    const char *text;
    OffprintDateLimit sense;
    const char *low, *high;
  } cases[] = {
    { "2022", OFFPRINT_DATE_WITHIN, "2022", "2022\xff" },
    { "2022-01", OFFPRINT_DATE_BEFORE, "0", "2021-12\xff" },
    { "2022-03-01", OFFPRINT_DATE_BEFORE, "0", "2022-02-28\xff" },
    { "2024-03-01", OFFPRINT_DATE_BEFORE, "0", "2024-02-29\xff" },
    { "2022", OFFPRINT_DATE_BEFORE, "0", "2021\xff" },
    { "2022-01", OFFPRINT_DATE_AFTER, "2022-01", "9999\xff" },
    { "2022/01/27", OFFPRINT_DATE_WITHIN, "2022-01-27", "2022-01-27\xff" },
    { "2022-01-27T10:00", OFFPRINT_DATE_WITHIN, "2022-01-27", "2022-01-27\xff" },
    { " 2022 .. 2023 ", OFFPRINT_DATE_WITHIN, "2022", "2023\xff" },
    { "last month..today", OFFPRINT_DATE_WITHIN, "2023-05", "2023-06-07\xff" },
    { "today", OFFPRINT_DATE_WITHIN, "2023-06-07", "2023-06-07\xff" },
    { "Yesterday", OFFPRINT_DATE_WITHIN, "2023-06-06", "2023-06-06\xff" },
    { "monday", OFFPRINT_DATE_WITHIN, "2023-06-05", "2023-06-05\xff" },
    { "wednesday", OFFPRINT_DATE_WITHIN, "2023-05-31", "2023-05-31\xff" },
    { "this week", OFFPRINT_DATE_WITHIN, "2023-06-05", "2023-06-11\xff" },
    { "last week", OFFPRINT_DATE_WITHIN, "2023-05-29", "2023-06-04\xff" },
    { "last week", OFFPRINT_DATE_AFTER, "2023-05-29", "9999\xff" },
    { "last week", OFFPRINT_DATE_BEFORE, "0", "2023-05-28\xff" },
    { "this month", OFFPRINT_DATE_WITHIN, "2023-06", "2023-06\xff" },
    { "last month", OFFPRINT_DATE_WITHIN, "2023-05", "2023-05\xff" },
    { "last year", OFFPRINT_DATE_WITHIN, "2022", "2022\xff" },
    { "past 3 days", OFFPRINT_DATE_WITHIN, "2023-06-04", "2023-06-07\xff" },
    { "3 days ago", OFFPRINT_DATE_WITHIN, "2023-06-04", "2023-06-04\xff" },
    { "2 weeks ago", OFFPRINT_DATE_WITHIN, "2023-05-22", "2023-05-28\xff" },
    { "2 weeks ago", OFFPRINT_DATE_AFTER, "2023-05-24", "9999\xff" },
    { "6 months ago", OFFPRINT_DATE_WITHIN, "2022-12", "2022-12\xff" },
    { "10 years ago", OFFPRINT_DATE_BEFORE, "0", "2013-06-06\xff" },
    { "9999 years ago", OFFPRINT_DATE_WITHIN, "0001", "0001\xff" },
    { "9999 weeks ago", OFFPRINT_DATE_WITHIN, "1831-10-17", "1831-10-23\xff" },
    { "10000 months ago", OFFPRINT_DATE_WITHIN, "1190-02", "1190-02\xff" },
    { "january", OFFPRINT_DATE_WITHIN, "2023-01", "2023-01\xff" },
    { "june", OFFPRINT_DATE_WITHIN, "2023-06", "2023-06\xff" },
    { "last june", OFFPRINT_DATE_WITHIN, "2022-06", "2022-06\xff" },
    { "december", OFFPRINT_DATE_AFTER, "2022-12", "9999\xff" },
    { "the last three weeks", OFFPRINT_DATE_WITHIN, "2023-05-17", "2023-06-07\xff" },
    { "a week ago", OFFPRINT_DATE_AFTER, "2023-05-31", "9999\xff" },
    { "last monday", OFFPRINT_DATE_WITHIN, "2023-06-05", "2023-06-05\xff" },
    { "in march 2021", OFFPRINT_DATE_WITHIN, "2021-03", "2021-03\xff" },
    { "März 2021", OFFPRINT_DATE_WITHIN, "2021-03", "2021-03\xff" },
    { "27 January 2022", OFFPRINT_DATE_WITHIN, "2022-01-27", "2022-01-27\xff" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OffprintDateSpan span;
      g_test_message ("%s", cases[i].text);
      g_assert_true (offprint_query_dates_parse (cases[i].text, strlen (cases[i].text), cases[i].sense, NOW, &span));
      g_assert_cmpstr (span.low, ==, cases[i].low);
      g_assert_cmpstr (span.high, ==, cases[i].high);
    }
}

/* What is no date is not taken for one. */
static void
test_no_dates (void)
{
  static const char *const texts[] = {
    "", " ", "..", "/", "nonsense", "2022-13", "2022-02-30", "last", "last day ago", "0 days ago",
    "-1 days ago", "99999 days ago", "3 ago days", "3 parsecs ago", "next week", "2022..nonsense", "nonsense..2022",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      OffprintDateSpan span;
      g_test_message ("%s", texts[i]);
      g_assert_false (offprint_query_dates_parse (texts[i], strlen (texts[i]), OFFPRINT_DATE_WITHIN, NOW, &span));
    }
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/query/words", test_words);
  ADD ("/query/unfinished", test_unfinished);
  ADD ("/query/joined-words", test_joined_words);
  ADD ("/query/ideographs", test_ideographs);
  ADD ("/query/operators", test_operators);
  ADD ("/query/fields", test_fields);
  ADD ("/query/dates", test_dates);
  ADD ("/query/periods", test_periods);
  ADD ("/query/notes", test_notes);
  ADD ("/query/hostile", test_hostile);
  ADD ("/query/many-words", test_many_words);
  g_test_add_func ("/query/date-words", test_date_words);
  g_test_add_func ("/query/no-dates", test_no_dates);
  return g_test_run ();
}
