/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Snippets: that the right words are marked, that the passage is the best one and well cut, and that no text is too
 * much. */
#include "store/snippet.h"

#include <string.h>

static void
stem_free (gpointer data)
{
  OffprintQueryStem *stem = data;
  xap_stem_free (stem->stem);
  g_ptr_array_unref (stem->languages);
  g_free (stem);
}

/* Returns: (element-type OffprintQueryStem): as of an index in these languages */
static GPtrArray *
make_stems (void)
{
  static const char *const names[] = { "english", "french", "german", "russian" };
  GPtrArray *stems = g_ptr_array_new_with_free_func (stem_free);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      OffprintQueryStem *stem = g_new0 (OffprintQueryStem, 1);
      stem->stem = xap_stem_new (names[i], &error);
      stem->languages = g_ptr_array_new ();
      g_assert_no_error (error);
      g_ptr_array_add (stems, stem);
    }
  return stems;
}

static void
check_snippet (const OffprintSnippet *snippet)
{
  gsize end = 0, length = strlen (snippet->text);
  g_assert_true (g_utf8_validate (snippet->text, -1, NULL));
  for (const char *at = snippet->text; *at != '\0'; at += g_utf8_skip[(guchar) *at])
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
  for (gsize i = 0; i < snippet->n_matches; i++)
    {
      const OffprintMatch *match = &snippet->matches[i];
      g_assert_cmpuint (match->start, >=, end);
      g_assert_cmpuint (match->end, >, match->start);
      g_assert_cmpuint (match->end, <=, length);
      g_assert_true (g_utf8_validate (snippet->text + match->start, (gssize) (match->end - match->start), NULL));
      end = match->end;
    }
}

/* Returns: the snippet with its matches in square brackets */
static char *
show (const OffprintSnippet *snippet)
{
  GString *shown = g_string_new (NULL);
  gsize at = 0;
  for (gsize i = 0; i < snippet->n_matches; i++)
    {
      const OffprintMatch *match = &snippet->matches[i];
      g_string_append_len (shown, snippet->text + at, (gssize) (match->start - at));
      g_string_append_printf (shown, "[%.*s]", (int) (match->end - match->start), snippet->text + match->start);
      at = match->end;
    }
  g_string_append (shown, snippet->text + at);
  return g_string_free (shown, FALSE);
}

static char *
make (const char *query_text, const char *language, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stems = make_stems ();
  g_autoptr (OffprintQuery) query = offprint_query_new (query_text, 0);
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, stems);
  g_autoptr (XapStem) stem = xap_stem_new (language, &error);
  g_assert_no_error (error);
  OffprintSnippet snippet;
  offprint_snippet_make (text, marks, stem, &snippet);
  check_snippet (&snippet);
  char *shown = show (&snippet);
  g_free (snippet.text);
  g_free (snippet.matches);
  return shown;
}

/* Words are marked in whatever form they stand in the text, and no others are. */
static void
test_marks (void)
{
  static const struct
  {
    const char *query, *language, *text, *snippet;
  } cases[] = {
    { "otter", "english", "An otter and two Otters.", "An [otter] and two [Otters]." },
    { "counted", "english", "They count, counting the counts.", "They [count], [counting] the [counts]." },
    { "cafe", "french", "Au café, les CAFÉS.", "Au [café], les [CAFÉS]." },
    { "café", "french", "Au cafe\xcc\x81.", "Au [cafe\xcc\x81]." },
    { "häuser", "german", "Das Haus.", "Das [Haus]." },
    { "Haus", "german", "Das Haus. Die Häuser.", "Das [Haus]. Die [Häuser]." },
    { "Haus", "english", "Das Haus. Die Häuser.", "Das [Haus]. Die Häuser." },
    { "straße", "german", "Eine Strasse, die STRASSE, Straßen.", "Eine [Strasse], die [STRASSE], [Straßen]." },
    { "газета", "russian", "Все газеты.", "Все [газеты]." },
    { "e-mail", "english", "An e-mail, not mail.", "An [e-mail], not mail." },
    { "\"e mail\"", "english", "An e-mail.", "An [e-mail]." },
    { "don't", "english", "I don\xe2\x80\x99t.", "I [don\xe2\x80\x99t]." },
    { "AT&T", "english", "At AT&T, t.", "At [AT&T], t." },
    { "13,200", "english", "Of 13,200 or 13.", "Of [13,200] or 13." },
    { "c++", "english", "C and C++.", "C and [C++]." },
    { "\"old news\"", "english", "Old news is no news, old.", "[Old news] is no news, old." },
    { "\"one two three\"", "english", "One, two\n\nthree; three two.", "[One, two three]; three two." },
    { "ott*", "english", "Otter, otto, hot.", "[Otter], [otto], hot." },
    { "otter -hot", "english", "Otter, hot.", "[Otter], hot." },
    { "otter OR hot", "english", "Otter, hot.", "[Otter], [hot]." },
    { "otter NEAR hot", "english", "Otter, hot.", "[Otter], [hot]." },
    { "title:otter lang:hot", "english", "Otter, hot.", "[Otter], hot." },
    { "-(otter)", "english", "Otter.", "Otter." },
    { "京都", "none", "東京都は京都。", "東[京都]は[京都]。" },
    { "東京都", "none", "東京都は京都。", "[東京都]は京都。" },
    { "東", "none", "東京都。", "[東]京都。" },
    { "l'été", "french", "De l\xe2\x80\x99été, un été, les étés.", "De l\xe2\x80\x99[été], un [été], les [étés]." },
    { "otter's", "english", "An otter's tail, otters.", "An [otter]'s tail, [otters]." },
    { "e-mail", "english", "Email, an e-mail, a mail.", "[Email], an [e-mail], a mail." },
    { "1000", "english", "Of 1,000, 1000 or 1.000.", "Of [1,000], [1000] or [1.000]." },
    { "#climate", "english", "#climate is climate.", "[#climate] is [climate]." },
    { "U.S.", "english", "The U.S. is the US.", "The [U.S]. is the [US]." },
    { "שלום", "none", "אמר שָׁלוֹם לכולם", "אמר [שָׁלוֹם] לכולם" },
    { "محمد", "arabic", "قال مُحَمَّد", "قال [مُحَمَّد]" },
    { "one", "english", "\xe2\x80\xaeone\xe2\x80\xac two", "[one] two" },
    { "x", "english", "", "" },
    { "one", "english", " \n\n one\t\x01 two\xe2\x80\xae \xc2\xad three ", "[one] two three" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = make (cases[i].query, cases[i].language, cases[i].text);
      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (shown, ==, cases[i].snippet);
    }
}

/* Sentences of 40 characters each, numbered */
static void
append_filler (GString *text, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "Sentence %04u says nothing of interest. ", i);
}

/* The passage that has most of the query is shown, as whole sentences of a bearable length. */
static void
test_best_passage (void)
{
  g_autoptr (GString) text = g_string_new ("An otter came. ");
  append_filler (text, 50);
  g_string_append (text, "Here the otter met a heron by the river. ");
  append_filler (text, 50);
  g_string_append (text, "A heron flew. ");
  g_autofree char *shown = make ("otter heron river", "english", text->str);
  g_assert_true (g_str_has_prefix (shown, "Here the [otter] met a [heron] by the [river]. Sentence 0000 "));
  g_assert_true (g_str_has_suffix (shown, "interest."));
  g_assert_cmpint (g_utf8_strlen (shown, -1), >=, 150);
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 256);
}

/* Where the words stand as the phrase that was asked for is better than where they stand apart. */
static void
test_phrase_preferred (void)
{
  g_autoptr (GString) text = g_string_new ("News of Copenhagen. ");
  append_filler (text, 30);
  g_string_append (text, "It was in the Copenhagen News. ");
  append_filler (text, 30);
  g_autofree char *shown = make ("\"copenhagen news\"", "english", text->str);
  g_assert_nonnull (strstr (shown, "in the [Copenhagen News]."));
  g_assert_null (strstr (shown, "[News]"));
}

/* A sentence that is too long is cut between words, which an ellipsis tells. */
static void
test_cut (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "word%u ", i);
  g_string_append (text, "otter");
  for (guint i = 200; i < 400; i++)
    g_string_append_printf (text, " word%u", i);
  g_autofree char *shown = make ("otter", "english", text->str);
  g_assert_true (g_str_has_prefix (shown, "…word"));
  g_assert_true (g_str_has_suffix (shown, "…"));
  g_assert_nonnull (strstr (shown, "word199 [otter] word200"));
  g_assert_cmpint (g_utf8_strlen (shown, -1), >=, 150);
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 250);
}

/* When the sentence with the words is short, those around it make up what is missing; when it begins far before them,
 * it is shown from its beginning if they can still be reached. */
static void
test_whole_sentences (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  append_filler (text, 10);
  g_string_append (text, "In that year, as every year before it, the old men of the town went down to the bridge in the "
                         "evening and waited there until the otter came.");
  g_autofree char *far = make ("otter", "english", text->str);
  g_assert_cmpstr (far, ==, "Sentence 0009 says nothing of interest. In that year, as every year before it, the old men "
                            "of the town went down to the bridge in the evening and waited there until the [otter] "
                            "came.");
  g_string_append (text, "\n\nAll slept.\n\n");
  g_autofree char *near = make ("slept", "english", text->str);
  g_assert_true (g_str_has_suffix (near, "came. All [slept]."));
  g_assert_cmpint (g_utf8_strlen (near, -1), >=, 150);
  g_assert_cmpint (g_utf8_strlen (near, -1), <=, 250);
}

/* Near the end of a text the sentences before fill the passage; with nothing to mark it is the start of the text. */
static void
test_ends (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  append_filler (text, 20);
  g_string_append (text, "The otter left.");
  g_autofree char *end = make ("otter", "english", text->str);
  g_assert_true (g_str_has_prefix (end, "Sentence 0016 says"));
  g_assert_true (g_str_has_suffix (end, "The [otter] left."));
  g_autofree char *start = make ("zebra", "english", text->str);
  g_assert_true (g_str_has_prefix (start, "Sentence 0000 says"));
  g_assert_true (g_str_has_suffix (start, "interest."));
  g_assert_cmpint (g_utf8_strlen (start, -1), >=, 150);
}

/* Abbreviations do not end sentences; closing quotation marks belong to theirs. */
static void
test_sentences (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  append_filler (text, 10);
  g_string_append (text, "\"All is said.\" So wrote Dr. Smith of the U.S. about the otter in question. ");
  append_filler (text, 10);
  g_autofree char *shown = make ("otter", "english", text->str);
  g_assert_true (g_str_has_prefix (shown, "So wrote Dr. Smith"));
}

/* Time is linear in the text and does not depend on the length of the query; passages stay short without any space to
 * cut at. */
static void
test_hostile (void)
{
  static const char *const parts[] = { "otter ", "a", "\xe6\x9d\xb1", "otter. ", "\n", "a-", "\xcc\x81", ".",
                                       "\xe2\x80\xae", "w1 w2 w3 ", "\" " };
  g_autoptr (GString) query = g_string_new ("otter \"w1 w2\" o* ");
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (query, "w%u a%u* \"b%u c\" ", i, i, i);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < 8 * 1024 * 1024)
        g_string_append (text, parts[i]);
      gint64 started = g_get_monotonic_time ();
      g_autofree char *shown = make (query->str, "english", text->str);
      gint64 elapsed = g_get_monotonic_time () - started;
      g_test_message ("part %" G_GSIZE_FORMAT ": %" G_GINT64_FORMAT " us", i, elapsed);
      g_assert_cmpint (elapsed, <, 20 * G_USEC_PER_SEC);
      g_assert_cmpint (g_utf8_strlen (shown, -1), <, 600);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snippet/marks", test_marks);
  g_test_add_func ("/snippet/best-passage", test_best_passage);
  g_test_add_func ("/snippet/phrase-preferred", test_phrase_preferred);
  g_test_add_func ("/snippet/cut", test_cut);
  g_test_add_func ("/snippet/whole-sentences", test_whole_sentences);
  g_test_add_func ("/snippet/ends", test_ends);
  g_test_add_func ("/snippet/sentences", test_sentences);
  g_test_add_func ("/snippet/hostile", test_hostile);
  return g_test_run ();
}
