/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line is split into folded words once; then each word is looked up as the first word of phrases. Cost: one hash
 * look-up a word, whatever the number of phrases. What a found phrase means is not known here. */
#include "extract/phrases.h"

#include <string.h>

typedef struct
{
  OffprintPhraseLine *words;
  gconstpointer row;
} Phrase;

struct _OffprintPhrases
{
  GHashTable *by_first_word; /* word -> GPtrArray of Phrase */
};

static gboolean
is_own_word (gunichar c)
{
  return c == 0xa9 || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
      || (c >= 0x20000 && c <= 0x3ffff);
}

static gboolean
is_word_character (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static void
append_folded (GString *folded, gunichar c)
{
  if (c < 0x80)
    {
      g_string_append_c (folded, g_ascii_tolower ((char) c));
      return;
    }
  gunichar parts[4];
  gsize n = g_unichar_fully_decompose (g_unichar_tolower (c), FALSE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
    if (!g_unichar_ismark (parts[i]))
      g_string_append_unichar (folded, parts[i]);
}

/* Returns: where the word that starts at @p ends */
static const char *
skip_word (const char *p, const char *end)
{
  if (end - p >= 3 && (strncmp (p, "(c)", 3) == 0 || strncmp (p, "(C)", 3) == 0))
    return p + 3;
  gunichar c = g_utf8_get_char (p);
  if (is_own_word (c))
    return g_utf8_next_char (p);
  while (p < end && is_word_character (c = g_utf8_get_char (p)) && !is_own_word (c))
    p = g_utf8_next_char (p);
  return p;
}

static void
append_word (OffprintPhraseLine *line, const char *start, const char *end)
{
  OffprintPhraseWord word
      = { (guint32) line->folded->len, (guint32) (start - line->text), (guint32) (end - line->text) };
  if (*start == '(')
    g_string_append (line->folded, "©");
  else
    for (const char *p = start; p < end; p = g_utf8_next_char (p))
      append_folded (line->folded, g_utf8_get_char (p));
  if (line->folded->len == word.folded)
    return;
  g_string_append_c (line->folded, '\0');
  g_array_append_val (line->words, word);
}

static gsize
bounded_length (const char *text)
{
  gsize length = strnlen (text, OFFPRINT_PHRASES_MAX_BYTES + 1);
  if (length <= OFFPRINT_PHRASES_MAX_BYTES)
    return length;
  length = OFFPRINT_PHRASES_MAX_BYTES;
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

/**
 * offprint_phrase_line_new:
 * @text: valid UTF-8, must outlive the line
 *
 * Returns: (transfer full): the folded words of the first %OFFPRINT_PHRASES_MAX_BYTES bytes of @text
 */
OffprintPhraseLine *
offprint_phrase_line_new (const char *text)
{
  OffprintPhraseLine *line = g_new (OffprintPhraseLine, 1);
  line->text = text;
  line->length = bounded_length (text);
  line->folded = g_string_sized_new (line->length + 16);
  line->words = g_array_new (FALSE, FALSE, sizeof (OffprintPhraseWord));
  const char *end = text + line->length;
  for (const char *p = text; p < end;)
    {
      const char *after = skip_word (p, end);
      if (after > p)
        append_word (line, p, after);
      p = after > p ? after : g_utf8_next_char (p);
    }
  return line;
}

/**
 * offprint_phrase_line_free:
 * @line: (transfer full) (nullable): a line
 */
void
offprint_phrase_line_free (OffprintPhraseLine *line)
{
  if (line == NULL)
    return;
  g_string_free (line->folded, TRUE);
  g_array_unref (line->words);
  g_free (line);
}

/**
 * offprint_phrase_line_get_word:
 * @line: a line
 * @word: below the number of its words
 *
 * Returns: (transfer none): the folded word, valid as long as @line
 */
const char *
offprint_phrase_line_get_word (const OffprintPhraseLine *line, guint word)
{
  return line->folded->str + g_array_index (line->words, OffprintPhraseWord, word).folded;
}

/**
 * offprint_phrases_new:
 *
 * Returns: (transfer full): an empty index. It is meant to be filled once and kept for good: there is no way to free it
 */
OffprintPhrases *
offprint_phrases_new (void)
{
  OffprintPhrases *phrases = g_new (OffprintPhrases, 1);
  phrases->by_first_word = g_hash_table_new (g_str_hash, g_str_equal);
  return phrases;
}

/**
 * offprint_phrases_add:
 * @phrases: an index that is not yet shared between threads
 * @phrase: one word or more
 * @row: what to report when it is found
 */
void
offprint_phrases_add (OffprintPhrases *phrases, const char *phrase, gconstpointer row)
{
  Phrase *entry = g_new (Phrase, 1);
  entry->words = offprint_phrase_line_new (phrase);
  entry->words->text = NULL; /* not ours; the folded words are all that is needed */
  entry->row = row;
  g_return_if_fail (entry->words->words->len > 0);

  const char *first = offprint_phrase_line_get_word (entry->words, 0);
  GPtrArray *same_start = g_hash_table_lookup (phrases->by_first_word, first);
  if (same_start == NULL)
    {
      same_start = g_ptr_array_new ();
      g_hash_table_insert (phrases->by_first_word, g_strdup (first), same_start);
    }
  g_ptr_array_add (same_start, entry);
}

static gboolean
phrase_is_at (const Phrase *phrase, const OffprintPhraseLine *line, guint first)
{
  if (first + phrase->words->words->len > line->words->len)
    return FALSE;
  for (guint i = 1; i < phrase->words->words->len; i++)
    if (strcmp (offprint_phrase_line_get_word (phrase->words, i), offprint_phrase_line_get_word (line, first + i)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * offprint_phrases_find:
 * @phrases: an index, may be used by several threads at once
 * @line: a line
 * @func: called for each phrase found, in the order of the line
 * @data: for @func
 */
void
offprint_phrases_find (const OffprintPhrases *phrases, const OffprintPhraseLine *line, OffprintPhraseFunc func,
                       gpointer data)
{
  for (guint i = 0; i < line->words->len; i++)
    {
      GPtrArray *same_start = g_hash_table_lookup (phrases->by_first_word, offprint_phrase_line_get_word (line, i));
      for (guint k = 0; same_start != NULL && k < same_start->len; k++)
        {
          const Phrase *phrase = g_ptr_array_index (same_start, k);
          if (phrase_is_at (phrase, line, i))
            func (phrase->row, i, phrase->words->words->len, data);
        }
    }
}
