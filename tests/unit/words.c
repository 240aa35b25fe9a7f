/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words: which terms a text gives, where they stand, and that no text is too much. */
#include "core/words.h"

#include <string.h>

static const char form_letters[] = {
  [OFFPRINT_WORD_PLAIN] = 'p',    [OFFPRINT_WORD_CJK_PAIR] = 'c', [OFFPRINT_WORD_SPAN] = 's',
  [OFFPRINT_WORD_UNFOLDED] = 'u', [OFFPRINT_WORD_PARSER] = 'x',
};

#define MAX_POSITIONS 16

/* The forms of each position in the order in which they are given; positions may go back within joined words. */
typedef struct
{
  GString *forms[MAX_POSITIONS];
} Forms;

static gboolean
append_form (const OffprintWord *word, gpointer data)
{
  Forms *forms = data;

  g_assert_cmpuint (strlen (word->term), ==, word->length);
  g_assert_cmpuint (word->position, <, MAX_POSITIONS);
  g_string_append_printf (forms->forms[word->position], " %u%c:%s", word->position, form_letters[word->form],
                          word->term);
  return TRUE;
}

/* Returns: the forms of @text, such as `0p:e 0s:e-mail 1p:mail` */
static char *
list_forms (const char *text)
{
  g_autoptr (GString) all = g_string_new (NULL);
  Forms forms;

  for (guint i = 0; i < MAX_POSITIONS; i++)
    forms.forms[i] = g_string_new (NULL);
  offprint_words_foreach (text, strlen (text), 0, append_form, &forms);
  for (guint i = 0; i < MAX_POSITIONS; i++)
    {
      g_string_append (all, forms.forms[i]->str);
      g_string_free (forms.forms[i], TRUE);
    }
  return g_strdup (all->len > 0 ? all->str + 1 : "");
}

static void
assert_forms (const char *text, const char *expected)
{
  g_autofree char *forms = list_forms (text);

  g_test_message ("%s", text);
  g_assert_cmpstr (forms, ==, expected);
}

/* Each kind of word gives the forms that Recoll and Xapian's parser ask for. */
static void
test_forms (void)
{
  static const struct
  {
    const char *text, *forms;
  } cases[] = {
    { "", "" },
    { " \n ...", "" },
    { "The OTTER, again.", "0p:the 1p:otter 2p:again" },
    { "e-mail", "0p:e 0s:e-mail 1p:mail" },
    { "vingt-et-un ans", "0p:vingt 0s:vingt-et 0s:vingt-et-un 1p:et 1s:et-un 2p:un 3p:ans" },
    { "don't", "0p:don 0s:don't 1p:t" },
    { "don’t", "0p:don 0s:don't 1p:t" },
    { "dogs' 'dogs", "0p:dogs 1p:dogs" },
    { "x@y.com", "0p:x 0s:x@y 0s:x@y.com 1p:y 1s:y.com 2p:com" },
    { "U.S.A.", "0s:usa 0p:u 0s:u.s 0s:u.s.a 1p:s 1s:s.a 2p:a" },
    { ".net", "0s:.net 0p:net" },
    { "foo_bar", "0p:foo 0s:foo_bar 1p:bar" },
    { "13,200 3.14", "0p:13 0x:13,200 1p:200 2p:3.14" },
    { "-10 1e-5", "0p:-10 0x:10 1p:1e-5 1x:1e 1x:5" },
    { "10:30 2021-03-04", "0p:10 1p:30 2p:2021 3p:03 4p:04" },
    { "C++ C#", "0p:c++ 1p:c#" },
    { "C++. C#.", "0p:c+ 0x:c++ 1p:c 1x:c#" },
    { "fish+chips", "0p:fish 1p:chips" },
    { "#tag", "0p:#tag 0x:tag" },
    { "AT&T", "0p:at 0x:at&t 1p:t" },
    { "foo/bar — baz…qux", "0p:foo 1p:bar 2p:baz 3p:qux" },
    { "café", "0p:cafe 0u:café" },
    { "cafe\314\201", "0p:cafe 0u:cafe\314\201 0u:café" },
    { "Straße Łódź", "0p:strasse 0u:straße 1p:łodz 1u:łódź" },
    { "l’été", "0p:l 0s:l'ete 0x:l'été 1p:ete" },
    { "super\302\255cali", "0p:supercali" },
    { "super\302\255\ncali", "0p:supercali" },
    { "m² ½", "0p:m 0x:m² 1x:½" },
    { "日本語", "0p:日 0c:日本 1p:本 1c:本語 2p:語" },
    { "a日本 b", "0p:a 1p:日 1c:日本 2p:本 3p:b" },
    { "日本\n語", "0p:日 0c:日本 1p:本 3p:語" },
    { "ＡＢ", "0p:a 0u:Ａ 0c:ab 0x:ＡＢ 1p:b 1u:Ｂ" },
    { "한국", "0p:한 0c:한국 1p:국" },
    { "がか", "0p:が 0c:がか 1p:か" },
    { "Й ё", "0p:и 0u:й 1p:е 1u:ё" },
    { "x˘y", "0p:x 0p:y" },
    { "\314\201 x", "0u:\314\201 1p:x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_forms (cases[i].text, cases[i].forms);
}

/* A word of 40 bytes is a term, a longer one only takes its position. */
static void
test_length (void)
{
  assert_forms ("abcdefghijabcdefghijabcdefghijabcdefghij x", "0p:abcdefghijabcdefghijabcdefghijabcdefghij 1p:x");
  assert_forms ("abcdefghijabcdefghijabcdefghijabcdefghijk x", "1p:x");
  assert_forms ("éabcdefghijabcdefghijabcdefghijabcdefghij x", "1p:x");
  assert_forms ("abcdefghijabcdefghij-abcdefghijabcdefghij", "0p:abcdefghijabcdefghij 1p:abcdefghijabcdefghij");
}

/* Seven words are joined at most, then a new chain begins, as in Recoll. */
static void
test_chain (void)
{
  g_autofree char *forms = list_forms ("a-b-c-d-e-f-g-h-i");

  g_assert_nonnull (strstr (forms, "0s:a-b-c-d-e-f-g "));
  g_assert_null (strstr (forms, "g-h"));
  g_assert_true (g_str_has_suffix (forms, "7p:h 7s:h-i 8p:i"));
}

typedef struct
{
  const char *term;
  gsize start, end;
} Range;

static gboolean
find_range (const OffprintWord *word, gpointer data)
{
  Range *range = data;

  if (!g_str_equal (word->term, range->term))
    return TRUE;
  range->start = word->start;
  range->end = word->end;
  return FALSE;
}

/* The range of a form is the bytes that it was made of, in the text as it was given; and FALSE stops the walk. */
static void
test_ranges (void)
{
  static const struct
  {
    const char *text, *term, *made_of;
  } cases[] = {
    { "an Otter.", "otter", "Otter" },
    { "an E-Mail!", "e-mail", "E-Mail" },
    { "«Œuvre»", "oeuvre", "Œuvre" },
    { "su\302\255per x", "super", "su\302\255per" },
    { "the U.S. of", "us", "U.S" },
    { "pay AT&T now", "at&t", "AT&T" },
    { "日本語", "本語", "本語" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Range range = { .term = cases[i].term };
      g_autofree char *made_of = NULL;
      offprint_words_foreach (cases[i].text, strlen (cases[i].text), 0, find_range, &range);
      made_of = g_strndup (cases[i].text + range.start, range.end - range.start);
      g_assert_cmpstr (made_of, ==, cases[i].made_of);
    }
}

static gboolean
stop (const OffprintWord *word, gpointer data)
{
  guint *calls = data;

  (*calls)++;
  return FALSE;
}

/* After the caller has asked to stop it is not called again, wherever in the text that is. */
static void
test_stop (void)
{
  const char *texts[] = { "one two three", "e-mail-box", "日本語", "½ ½", "13,200", "ＡＢ", "U.S.A." };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint calls = 0;
      offprint_words_foreach (texts[i], strlen (texts[i]), 0, stop, &calls);
      g_assert_cmpuint (calls, ==, 1);
    }
}

static gboolean
count_form (const OffprintWord *word, gpointer data)
{
  gsize *forms = data;

  (*forms)++;
  return TRUE;
}

/* Positions go on from where the caller says, and the return value is where the next text goes on. */
static void
test_positions (void)
{
  gsize forms = 0;

  g_assert_cmpuint (offprint_words_foreach ("one e-mail", 10, 100, count_form, &forms), ==, 103);
  g_assert_cmpuint (offprint_words_foreach ("", 0, 7, count_form, &forms), ==, 7);
  g_assert_cmpuint (offprint_words_foreach ("½", 2, 7, count_form, &forms), ==, 8);
  g_assert_cmpuint (offprint_words_foreach ("one twofold", 7, 0, count_form, &forms), ==, 2);
}

static char *
repeat (const char *piece, gsize times)
{
  GString *text = g_string_sized_new (strlen (piece) * times + 1);

  while (times-- > 0)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* Long text of one kind gives output in proportion to its length, and a thousand times the text takes no more than some
 * thousand times the time: the quadratic would not end. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "a",  "a-",  "A.",   "a.",  "\314\201", "é",    "\302\255", "½ ",   "'", "a'",   "1,",
    "++", "日a", "日\n", "a&", "_",        "-1e-", ".a",       "a\302\255\n", "x˘", "\342\200\215", "ﷺ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      const gsize times = 200000;
      g_autofree char *text = repeat (pieces[i], times);
      gsize forms = 0;
      guint32 end = offprint_words_foreach (text, strlen (text), 0, count_form, &forms);
      g_assert_cmpuint (end, <=, 3 * times);
      g_assert_cmpuint (forms, <=, 30 * times);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/forms", test_forms);
  g_test_add_func ("/words/length", test_length);
  g_test_add_func ("/words/chain", test_chain);
  g_test_add_func ("/words/ranges", test_ranges);
  g_test_add_func ("/words/stop", test_stop);
  g_test_add_func ("/words/positions", test_positions);
  g_test_add_func ("/words/hostile", test_hostile);
  return g_test_run ();
}
