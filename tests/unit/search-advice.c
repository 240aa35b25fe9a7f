/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said when little was found: why, and what may have been meant. */
#include "index-fixture.h"

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
search (Library *library, OffprintSearch wanted)
{
  g_autoptr (GError) error = NULL;
  wanted.limit = 100;
  wanted.now = NOW;
  OffprintHits *hits = offprint_reader_search (library->reader, &wanted, &error);
  g_assert_no_error (error);
  return hits;
}

/* A filter, date or excluded word that all articles fail by is named, with how many there are without it; the results
 * honour it all the same. */
static void
test_exclusions (Library *library, gconstpointer data)
{
  static const struct
  {
    const char *query;
    guint n_hits;
    const char *notes;
  } cases[] = {
    { "otter before:2022", 0, "nothing has these words with before:2022; 2 articles do without it" },
    { "nato before:2022", 0, "nothing has these words with before:2022; 2 articles do without it" },
    { "cafe published:2021", 0, "nothing has these words with published:2021; one article does without it" },
    { "otter -thames", 0, "nothing has these words with -thames; 2 articles do without it" },
    { "otter NOT (thames OR tide)", 0, "nothing has these words with NOT (thames OR tide); 2 articles do without it" },
    { "otter lang:fr", 0, "nothing has these words with lang:fr; 2 articles do without it" },
    { "otter lang:fr lang:de", 0, "nothing has these words with lang:fr lang:de; 2 articles do without it" },
    { "otter after:30 days ago", 0, "nothing has these words with after:30 days ago; 2 articles do without it" },
    { "otter site:nowhere.example", 0, "nothing at all fits site:nowhere.example"
                                       "|nothing has these words with site:nowhere.example; 2 articles do without it" },
    { "type:pdf", 0, "nothing at all fits type:pdf" },
    { "lang:fr site:example.org", 0, "with lang:fr nothing is left; without it there are 2 articles"
                                     "|with site:example.org nothing is left; without it there is one article" },
    { "otter lang:fr before:2022", 0, "nothing has these words with lang:fr before:2022; 2 articles do without it" },
    { "nato lavrov otter lang:fr", 0, "" },
    { "lavrov comment before:2023", 1, "no article has all words; showing those with some"
                                       "|no article has all words with before:2023; one article does without it" },
    { "otter lang:en", 2, "" },
    { "otter -lavrov", 2, "" },
    { "zebra lang:fr", 0, "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = cases[i].query });
      g_autofree char *notes = g_strjoinv ("|", hits->notes);
      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (notes, ==, cases[i].notes);
      g_assert_cmpuint (hits->hits->len, ==, cases[i].n_hits);
      g_assert_null (hits->suggestion);
    }
}

/* When nothing was found, or nothing with all words of a short query, what may have been meant is looked for, and said.
 */
static void
test_corrected (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = "Ottre Thames lang:en" });
  g_autoptr (OffprintHits) alone = search (library, (OffprintSearch){ .text = "alliaance" });
  g_autofree char *notes = g_strjoinv ("|", alone->notes);
  g_assert_cmpuint (alone->hits->len, ==, 1);
  g_assert_true (alone->corrected);
  g_assert_cmpstr (alone->suggestion, ==, "alliance");
  g_assert_cmpstr (notes, ==, "nothing found for \"alliaance\"; showing results for \"alliance\"");
  g_assert_cmpstr (hits->suggestion, ==, "Otter Thames lang:en");
  g_assert_true (hits->corrected);
  g_assert_cmpuint (hits->hits->len, ==, 2);
}

/* In a sentence one word more or less does not matter: it is only said. */
static void
test_sentence (Library *library, gconstpointer data)
{
  const char *text = "why did sixty volunteers count every ottre along those muddy banks below twelve bridges";
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = text });
  g_assert_cmpuint (hits->hits->len, >, 0);
  g_assert_false (hits->corrected);
  g_assert_nonnull (strstr (hits->suggestion, "every otter along"));
}

/* The second page of such results is theirs too. */
static void
test_corrected_page (Library *library, gconstpointer data)
{
  g_autoptr (OffprintHits) hits = search (library, (OffprintSearch){ .text = "ottre", .offset = 1 });
  g_assert_cmpuint (hits->hits->len, ==, 1);
  g_assert_true (hits->corrected);
}

/* What finds nothing either is not suggested, and what is still being typed is not doubted. */
static void
test_not_corrected (Library *library, gconstpointer data)
{
  static const OffprintSearch cases[] = {
    { .text = "ottre lang:fr" },
    { .text = "ottre", .unfinished = TRUE },
    { .text = "zebra" },
    { .text = "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OffprintHits) hits = search (library, cases[i]);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (hits->hits->len, ==, 0);
      g_assert_null (hits->suggestion);
      g_assert_false (hits->corrected);
    }
}

#define ADD(path, func) g_test_add (path, Library, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/search-advice/exclusions", test_exclusions);
  ADD ("/search-advice/corrected", test_corrected);
  ADD ("/search-advice/corrected-page", test_corrected_page);
  ADD ("/search-advice/sentence", test_sentence);
  ADD ("/search-advice/not-corrected", test_not_corrected);
  return g_test_run ();
}
