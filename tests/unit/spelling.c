/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which words are put in place of others in a small index: the nearest, the most frequent, and none for what is right.
 */
#include "index-fixture.h"

#include "store/spelling.h"

typedef struct
{
  char *directory;
  XapReader *reader;
  GPtrArray *stems;
  OffprintQueryStem stem;
} Index;

/* Words and in how many articles they are */
static const struct
{
  const char *word;
  guint count;
} words[] = {
  { "government", 200 }, { "goverment", 2 }, { "otter", 5 }, { "outer", 3 }, { "putter", 1 }, { "bridge", 9 },
  { "insurance", 9 }, { "company", 9 }, { "house", 9 }, { "horse", 2 }, { "widen", 200 }, { "biden", 2 },
  { "running", 3 }, { "café", 9 }, { "газета", 4 }, { "été", 3 }, { "13200", 2 }, { "parliament", 4 }, { "NATO", 5 },
};

static void
add_article (OffprintWriter *writer, guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_strdup_printf ("/library/%u.txt", number);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (number < words[i].count)
      g_string_append_printf (text, "%s ", words[i].word);
  fixture_put (writer, &(FixtureArticle){ .name = "one", .path = path, .mime_type = "text/plain", .content = "a",
                                          .language = "en", .text = text->str });
}

static void
set_up (Index *index, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  index->directory = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_autoptr (OffprintWriter) writer = offprint_writer_open (index->directory, &error);
  for (guint i = 0; i < 200; i++)
    add_article (writer, i);
  offprint_writer_commit (writer, &error);
  g_assert_no_error (error);
  index->reader = xap_reader_open ((const char *const[]){ index->directory, NULL }, &error);
  index->stem = (OffprintQueryStem){ xap_stem_new ("english", &error), g_ptr_array_new () };
  index->stems = g_ptr_array_new ();
  g_ptr_array_add (index->stems, &index->stem);
  g_assert_no_error (error);
}

static void
tear_down (Index *index, gconstpointer data)
{
  g_ptr_array_unref (index->stems);
  g_ptr_array_unref (index->stem.languages);
  xap_stem_free (index->stem.stem);
  xap_reader_free (index->reader);
  fixture_remove_index (index->directory);
}

typedef struct
{
  const char *query, *corrected; /* NULL: nothing to correct */
} Case;

static void
check (Index *index, OffprintSpellingEffort effort, const Case *cases, gsize n_cases)
{
  OffprintQueryIndex where = { index->reader, index->stems };
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintQuery) query = offprint_query_new (cases[i].query, 0);
      g_test_message ("%s", cases[i].query);
      g_autofree char *corrected = offprint_spelling_correct (query, &where, effort, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (corrected, ==, cases[i].corrected);
    }
}

/* Words that no article has give way to those that some have; all else of the query stays as it was typed. */
static void
test_unknown (Index *index, gconstpointer data)
{
  static const Case cases[] = {
    { "govermnent", "government" },
    { "goverrment", "government" },
    { "ottre", "otter" },
    { "oter", "otter" }, /* outer is as near but rarer */
    { "ptter", "otter" }, /* putter too */
    { "toter", "otter" },
    { "btidge", "bridge" },
    { "rbidge", "bridge" },
    { "Brigde  -ottre \"Otetr tide\"", "Bridge  -ottre \"Otter tide\"" },
    { "title:brdige lang:enn", "title:bridge lang:enn" },
    { "(brigde OR otetr) near", "(bridge OR otter) near" },
    { "insurancecompany", "insurance company" },
    { "caffe", "café" },
    { "gazete газзта", "gazete газета" },
    { "parlaiment", "parliament" },
    { "brigde-otetr", "bridge-otter" },
  };
  check (index, OFFPRINT_SPELLING_PARTIAL, cases, G_N_ELEMENTS (cases));
}

/* What an article has in any form is right, as is what no other word is like, and what is no word. */
static void
test_right (Index *index, gconstpointer data)
{
  static const Case cases[] = {
    { "otter", NULL }, { "otters", NULL }, { "runs", NULL }, { "CAFE", NULL }, { "zebra", NULL }, { "horse", NULL },
    { "", NULL }, { "13300", NULL }, { "nat", NULL }, { "govern*", NULL }, { "ott*", NULL }, { "-brigde", NULL },
    { "published:brigde1", NULL }, { "site:brigde", NULL }, { "https://brigde.example/ottre", NULL }, { "東京", NULL },
    { "biden", NULL },
  };
  check (index, OFFPRINT_SPELLING_PARTIAL, cases, G_N_ELEMENTS (cases));
}

/* A word that few have may be a slip of the articles themselves: when another is much more frequent. */
static void
test_rare (Index *index, gconstpointer data)
{
  static const Case cases[] = {
    { "goverment", "government" },
    { "goverment otter", "government otter" },
    { "brigde", NULL }, /* is on a server, since all words were found */
    { "horse", NULL },
    { "biden", NULL }, /* one letter changed makes another word */
  };
  check (index, OFFPRINT_SPELLING_FOUND, cases, G_N_ELEMENTS (cases));
}

/* Two letters wrong, the first among them: only when nothing at all was found. */
static void
test_thorough (Index *index, gconstpointer data)
{
  static const Case hard[] = { { "psrliamentt", "parliament" }, { "qarliamont", "parliament" } };
  static const Case harder[] = { { "psrliamentt", "parliament" }, { "qarliamont", NULL } };
  check (index, OFFPRINT_SPELLING_NOTHING, hard, G_N_ELEMENTS (hard));
  check (index, OFFPRINT_SPELLING_PARTIAL, harder, G_N_ELEMENTS (harder));
}

#define ADD(path, func) g_test_add (path, Index, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/spelling/unknown", test_unknown);
  ADD ("/spelling/right", test_right);
  ADD ("/spelling/rare", test_rare);
  ADD ("/spelling/thorough", test_thorough);
  return g_test_run ();
}
