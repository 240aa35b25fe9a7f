/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The script decides where it can; else frequent words are counted, each worth less the more languages it belongs to.
 * Articles are long enough for that, and it needs no model on disk. Silent when in doubt: an undeclared language is
 * better than a wrong one, since stemming follows it. */
#include "extract/language.h"

#include "core/language-words.h"

#include <string.h>

#define MAX_BYTES 16384 /* that many tell */
#define MAX_WORD 32 /* bytes; frequent words are short */
#define MIN_LETTERS 40
#define MIN_LETTERS_DENSE 8 /* of a script with many letters, where few say much */
#define MIN_SHARE 0.10 /* of all words, those frequent in the language */
#define MIN_LEAD 1.1 /* over the next language */

typedef struct
{
  GUnicodeScript script;
  const char *language; /* (nullable): NULL: several languages, words decide */
} Script;

/* lint: table */
static const Script scripts[] = {
  { G_UNICODE_SCRIPT_LATIN, NULL },
  { G_UNICODE_SCRIPT_CYRILLIC, NULL },
  { G_UNICODE_SCRIPT_ARABIC, NULL },
  { G_UNICODE_SCRIPT_DEVANAGARI, NULL },
  { G_UNICODE_SCRIPT_HAN, "zh" },
  { G_UNICODE_SCRIPT_HIRAGANA, "ja" },
  { G_UNICODE_SCRIPT_KATAKANA, "ja" },
  { G_UNICODE_SCRIPT_HANGUL, "ko" },
  { G_UNICODE_SCRIPT_GREEK, "el" },
  { G_UNICODE_SCRIPT_HEBREW, "he" },
  { G_UNICODE_SCRIPT_THAI, "th" },
  { G_UNICODE_SCRIPT_GEORGIAN, "ka" },
  { G_UNICODE_SCRIPT_ARMENIAN, "hy" },
  { G_UNICODE_SCRIPT_BENGALI, "bn" },
  { G_UNICODE_SCRIPT_TAMIL, "ta" },
  { G_UNICODE_SCRIPT_TELUGU, "te" },
  { G_UNICODE_SCRIPT_GUJARATI, "gu" },
  { G_UNICODE_SCRIPT_GURMUKHI, "pa" },
  { G_UNICODE_SCRIPT_KANNADA, "kn" },
  { G_UNICODE_SCRIPT_MALAYALAM, "ml" },
  { G_UNICODE_SCRIPT_SINHALA, "si" },
  { G_UNICODE_SCRIPT_KHMER, "km" },
  { G_UNICODE_SCRIPT_LAO, "lo" },
  { G_UNICODE_SCRIPT_MYANMAR, "my" },
  { G_UNICODE_SCRIPT_ETHIOPIC, "am" },
  { G_UNICODE_SCRIPT_TIBETAN, "bo" },
};

typedef struct
{
  guint letters[G_N_ELEMENTS (scripts)];
  guint all;
} ScriptCounts;

static gpointer
build_words (gpointer unused)
{
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal); /* word -> guint64 of languages, both kept for good */
  for (gsize i = 0; i < offprint_language_n_rows; i++)
    {
      g_auto (GStrv) parts = g_strsplit (offprint_language_rows[i].words, " ", -1);
      for (gsize k = 0; parts[k] != NULL; k++)
        {
          guint64 *languages = g_hash_table_lookup (words, parts[k]);
          if (languages == NULL)
            {
              languages = g_new0 (guint64, 1);
              g_hash_table_insert (words, g_strdup (parts[k]), languages);
            }
          *languages |= G_GUINT64_CONSTANT (1) << i;
        }
    }
  return words;
}

static GHashTable *
get_words (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, build_words, NULL);
}

static void
count_letter (ScriptCounts *counts, gunichar c)
{
  GUnicodeScript script = c < 0x80 ? G_UNICODE_SCRIPT_LATIN : g_unichar_get_script (c);
  counts->all++;
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (scripts[i].script == script)
      {
        counts->letters[i]++;
        return;
      }
}

static ScriptCounts
count_scripts (const char *text, const char *end)
{
  ScriptCounts counts = { { 0 }, 0 };
  for (const char *p = text; p < end && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isalpha (c))
        count_letter (&counts, c);
    }
  return counts;
}

/* Returns: (nullable): the script's row that most letters are of; kana among ideographs make Japanese */
static const Script *
find_script (const ScriptCounts *counts)
{
  gsize best = 0;
  guint kana = 0, ideographs = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      if (counts->letters[i] > counts->letters[best])
        best = i;
      if (g_strcmp0 (scripts[i].language, "ja") == 0)
        kana += counts->letters[i];
      if (g_strcmp0 (scripts[i].language, "zh") == 0)
        ideographs = counts->letters[i];
    }
  static const Script japanese = { G_UNICODE_SCRIPT_HIRAGANA, "ja" };
  if (kana * 12 > ideographs && (kana + ideographs) * 2 > counts->all)
    return &japanese;
  guint needed = scripts[best].language != NULL ? MIN_LETTERS_DENSE : MIN_LETTERS;
  return counts->letters[best] >= needed && counts->letters[best] * 2 > counts->all ? &scripts[best] : NULL;
}

typedef struct
{
  double scores[64];
  guint words, known;
} WordCounts;

static void
count_word (WordCounts *counts, const char *word)
{
  const guint64 *languages = g_hash_table_lookup (get_words (), word);
  counts->words++;
  if (languages == NULL)
    return;
  counts->known++;
  double worth = 1.0 / (1 + 0.5 * (__builtin_popcountll (*languages) - 1));
  for (guint64 rest = *languages; rest != 0; rest &= rest - 1)
    counts->scores[__builtin_ctzll (rest)] += worth;
}

static void
count_words (WordCounts *counts, const char *text, const char *end)
{
  char word[MAX_WORD + 8];
  gsize n = 0;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isalpha (c) || g_unichar_ismark (c))
        {
          if (n < MAX_WORD)
            n += (gsize) g_unichar_to_utf8 (g_unichar_tolower (c), word + n);
          continue;
        }
      word[n] = '\0';
      if (n > 0)
        count_word (counts, word);
      n = 0;
    }
}

/* Returns: (nullable): the language whose frequent words are there, when no other comes close */
static const char *
find_by_words (const char *text, const char *end)
{
  WordCounts counts = { { 0 }, 0, 0 };
  count_words (&counts, text, end);
  gsize best = 0;
  double second = 0;
  for (gsize i = 1; i < offprint_language_n_rows; i++)
    if (counts.scores[i] > counts.scores[best])
      best = i;
  for (gsize i = 0; i < offprint_language_n_rows; i++)
    if (i != best)
      second = MAX (second, counts.scores[i]);
  gboolean sure = counts.known >= 4 && counts.scores[best] >= MIN_SHARE * counts.words
                  && counts.scores[best] >= MIN_LEAD * second;
  return sure ? offprint_language_rows[best].language : NULL;
}

/**
 * offprint_language_detect:
 * @text: valid UTF-8 of any length; its first 16 KiB are looked at
 *
 * Returns: (transfer none) (nullable): the language of @text in BCP 47, %NULL when it is too short or too mixed to
 *   tell. Any thread
 */
const char *
offprint_language_detect (const char *text)
{
  const char *end = text + strnlen (text, MAX_BYTES);
  while (end > text && ((guchar) *end & 0xc0) == 0x80)
    end--;
  ScriptCounts counts = count_scripts (text, end);
  const Script *script = find_script (&counts);
  if (script == NULL)
    return NULL;
  return script->language != NULL ? script->language : find_by_words (text, end);
}
