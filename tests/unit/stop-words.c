/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which words of a query need not be there. */
#include "store/stop-words.h"

static const char *const english[] = { "en", "fr", "de", "ja", "xx", NULL };
static const char *const german[] = { "de", "en", NULL };

static char *
list_stop_words (const char *const *languages, const char *text)
{
  g_autoptr (OffprintStopWords) words = offprint_stop_words_new (languages);
  g_autoptr (OffprintQuery) query = offprint_query_new (text, 0);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  offprint_stop_words_mark (words, query);
  for (guint i = 0; i < query->root->children->len; i++)
    {
      const OffprintQueryNode *node = g_ptr_array_index (query->root->children, i);
      if (node->stop)
        g_ptr_array_add (found, g_ptr_array_index (node->terms, 0));
    }
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (char **) found->pdata);
}

/* lint: table */
static const struct
{
  const char *const *languages;
  const char *text;
  const char *stop_words;
} cases[] = {
  { english, "what is information science", "what is" },
  { english, "The Guardian", "the" },
  { english, "to be or not to be", "" },
  { english, "the who", "" },
  { english, "the \"who\"", "the" },
  { english, "die hard", "" },
  { english, "nato comment", "" },
  { english, "die Geschichte der Mauer", "die der" },
  { english, "comment préparer les fêtes", "comment les" },
  { english, "title:the otter", "" },
  { english, "-the otter of", "of" },
  { english, "the lang:en", "" },
  { german, "die hard", "die" },
  { german, "über die Brücke", "uber die" },
  { german, "Straße", "" },
  { english, "東京 の", "" },
  { english, "", "" },
};

/* Those of the index's first language, or of the one that the query is more likely in; never all of a query. */
static void
test_mark (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = list_stop_words (cases[i].languages, cases[i].text);
      g_test_message ("%s: %s", cases[i].text, found);
      g_assert_cmpstr (found, ==, cases[i].stop_words);
    }
}

/* More languages than are counted are passed over, not written past the end. */
static void
test_many_languages (void)
{
  static const char *const one[] = { "en", "de", "fr", "es", "it", "pt", "nl", "da", "no", "sv", "fi", "ru" };
  const char *many[200] = { NULL };
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (many); i++)
    many[i] = one[i % G_N_ELEMENTS (one)];
  g_autofree char *found = list_stop_words (many, "the otter");
  g_assert_cmpstr (found, ==, "the");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stop-words/mark", test_mark);
  g_test_add_func ("/stop-words/many-languages", test_many_languages);
  return g_test_run ();
}
