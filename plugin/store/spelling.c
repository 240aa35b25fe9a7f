/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks among the index's own words for those that are spelt alike. There is no table of spellings: it would cost every
 * indexing time and go stale, while a walk over all words that begin with a letter takes a millisecond or two in an
 * index of 100,000 articles (0.15 us a word).
 *
 * A word is doubted if it is made of letters only, at least four of them, and no article has it or its stem in any
 * language of the index, or very few have. What differs in one letter is preferred to what differs in two (only words
 * of six letters and more), then what more articles have. A wrong first letter is found by trying each letter in its
 * place; by walking over all words when nothing at all was found. Words that were run together are taken apart. */
#include "store/spelling.h"

#include "core/text.h"
#include "core/words.h"
#include "store/spelling-distance.h"

#include <string.h>

/* A query's words that are looked up, and terms of the index that are walked over for all of them: at most 100 ms */
#define WORDS_MAX 8
#define TERMS_MAX 600000
#define CHARS_MIN 4
#define CHARS_MIN_TWO 6 /* for a distance of two */
#define HALF_MIN 3 /* of words run together */
/* A word in two articles or one of 2,000 may be a slip if another is in so many times more. */
#define RARE 2
#define RARE_SHARE 2000
#define RARE_CHARS_MIN 5
#define RARE_FACTOR 50

typedef struct
{
  gsize start, end; /* in the query's text */
  char *term; /* folded */
  char *instead; /* (nullable) */
} Word;

typedef struct
{
  const OffprintQuery *query;
  const OffprintQueryIndex *index;
  OffprintSpellingEffort effort;
  GArray *words; /* (element-type Word) */
  guint n_terms; /* walked over */
  guint32 rare; /* in so many articles or fewer */
  gsize offset; /* of the text that is walked over */
} Speller;

/* What is looked for, and the best found so far; @term is as the index has it, perhaps with accents */
typedef struct
{
  Speller *speller;
  gboolean known; /* some articles have the word */
  OffprintSpellingWord word;
  gsize length; /* bytes */
  guint max; /* distance */
  guint distance;
  guint32 frequency; /* of the best, and what the next one must have more than */
  char *folded, *term;
  guint32 term_frequency;
} Search;

static void
clear_word (gpointer data)
{
  Word *word = data;
  g_free (word->term);
  g_free (word->instead);
}

/* Where all words were found, no server is asked: a word that is not here is there. */
static gboolean
get_frequency (const Speller *speller, const char *prefix, const char *word, gsize length, guint32 *frequency,
               GError **error)
{
  guint32 found;
  gboolean local = speller->effort == OFFPRINT_SPELLING_FOUND;
  g_autofree char *term = g_strdup_printf ("%s%.*s", prefix, (int) length, word);
  if (!xap_reader_get_frequency (speller->index->reader, term, strlen (term), local, &found, error))
    return FALSE;
  *frequency = MAX (*frequency, found);
  return TRUE;
}

/* In how many articles a word is, or another that has its stem in some language */
static gboolean
count (const Speller *speller, const char *word, guint32 *frequency, GError **error)
{
  *frequency = 0;
  if (!get_frequency (speller, "", word, strlen (word), frequency, error))
    return FALSE;
  for (guint i = 0; i < speller->index->stems->len; i++)
    {
      gsize length;
      const OffprintQueryStem *source = g_ptr_array_index (speller->index->stems, i);
      const char *stem = xap_stem_word (source->stem, word, strlen (word), &length);
      if (!get_frequency (speller, "Z", stem, length, frequency, error))
        return FALSE;
    }
  return TRUE;
}

static void
keep (Search *search, const char *term, gsize length, const char *folded, guint distance, guint32 frequency)
{
  gboolean same = search->folded != NULL && strcmp (search->folded, folded) == 0;
  if (same && frequency > search->term_frequency / 2)
    {
      g_free (search->term);
      search->term = g_strndup (term, length);
      search->term_frequency = frequency;
    }
  if (same || distance > search->distance || (distance == search->distance && frequency <= search->frequency))
    return;
  g_free (search->term);
  g_free (search->folded);
  search->term = g_strndup (term, length);
  search->folded = g_strdup (folded);
  search->frequency = search->term_frequency = frequency;
  search->distance = distance;
}

/* One letter for another mostly makes another word, not a slip: `biden` is not meant to be `widen`. */
static gboolean
is_slip (const Search *search, const OffprintSpellingWord *other)
{
  guint length = other->length, at = 0;
  const gunichar *a = search->word.chars, *b = other->chars;
  if (!search->known || length != search->word.length)
    return TRUE;
  while (at < length && a[at] == b[at])
    at++;
  return at + 1 < length && a[at] == b[at + 1] && a[at + 1] == b[at];
}

/* Accents don't count; a term that has some stands for the one without them. */
static void
consider (Search *search, const char *term, gsize length, guint32 frequency)
{
  OffprintSpellingWord other;
  if (!offprint_spelling_word_set (&other, term, length))
    return;
  g_autofree char *folded = g_str_is_ascii (term) ? g_strndup (term, length)
                                                  : offprint_text_fold (term, (gssize) length);
  if (!offprint_spelling_word_set (&other, folded, strlen (folded)))
    return;
  guint max = MIN (search->max, search->distance);
  guint distance = offprint_spelling_get_distance (&search->word, &other, max);
  if (distance > 0 && distance <= max && is_slip (search, &other))
    keep (search, term, length, folded, distance, frequency);
}

static gboolean
take_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  Search *search = data;
  char copy[OFFPRINT_WORD_MAX_BYTES + 1];
  gsize more = search->max * 4;
  if (length <= OFFPRINT_WORD_MAX_BYTES && length + more >= search->length && length <= search->length + more
      && g_utf8_validate (term, (gssize) length, NULL))
    {
      memcpy (copy, term, length);
      copy[length] = '\0';
      consider (search, copy, length, frequency);
    }
  return ++search->speller->n_terms < TERMS_MAX;
}

static gboolean
walk (Search *search, const char *start, GError **error)
{
  return search->speller->n_terms >= TERMS_MAX
         || xap_reader_foreach_local_term (search->speller->index->reader, start, take_term, search, error);
}

/* Words that begin with the same letter */
static gboolean
walk_first (Search *search, GError **error)
{
  char start[8] = { 0 };
  g_unichar_to_utf8 (search->word.chars[0], start);
  return walk (search, start, error);
}

/* Words that begin with any other letter, of the script at hand: terms with prefixes are in capitals. */
static gboolean
walk_others (Search *search, const char *word, GError **error)
{
  char start[2] = { 0 };
  if ((*word & 0x80) != 0)
    {
      start[0] = *word;
      return walk (search, start, error);
    }
  for (start[0] = 'a'; start[0] <= 'z'; start[0]++)
    if (start[0] != *word && !walk (search, start, error))
      return FALSE;
  return TRUE;
}

static gboolean
try_term (Search *search, const char *term, GError **error)
{
  guint32 frequency = 0;
  if (!xap_reader_get_frequency (search->speller->index->reader, term, strlen (term), TRUE, &frequency, error))
    return FALSE;
  if (frequency > 0)
    consider (search, term, strlen (term), frequency);
  return TRUE;
}

static gboolean
try_letter (Search *search, gunichar letter, const char *word, GError **error)
{
  char start[8] = { 0 };
  g_unichar_to_utf8 (letter, start);
  g_autofree char *changed = g_strconcat (start, word + g_utf8_skip[(guchar) *word], NULL);
  g_autofree char *longer = g_strconcat (start, word, NULL);
  return try_term (search, changed, error) && try_term (search, longer, error);
}

static char *
swap_first (const char *word)
{
  const char *second = g_utf8_next_char (word), *third = g_utf8_next_char (second);
  return g_strdup_printf ("%.*s%.*s%s", (int) (third - second), second, (int) (second - word), word, third);
}

/* Another first letter, one more, one less, the first two swapped. Letters of the same script are near. */
static gboolean
try_first_letters (Search *search, const char *word, GError **error)
{
  gboolean ascii = search->word.chars[0] < 0x80;
  gunichar first = ascii ? 'a' : MAX (search->word.chars[0], 0x80 + 32) - 32;
  gunichar last = ascii ? 'z' : search->word.chars[0] + 32;
  g_autofree char *swapped = swap_first (word);
  if (!try_term (search, g_utf8_next_char (word), error) || !try_term (search, swapped, error))
    return FALSE;
  for (gunichar letter = first; letter <= last; letter++)
    if (g_unichar_isalpha (letter) && !try_letter (search, letter, word, error))
      return FALSE;
  return TRUE;
}

/* The halves of words that were run together, where both are words: those whose rarer one is the most frequent */
static gboolean
try_halves (Search *search, const char *word, GError **error)
{
  const char *end = word + strlen (word);
  for (const char *at = word; at < end; at = g_utf8_next_char (at))
    {
      guint32 first = 0, second = 0;
      if (g_utf8_strlen (word, at - word) < HALF_MIN || g_utf8_strlen (at, end - at) < HALF_MIN)
        continue;
      if (!get_frequency (search->speller, "", word, (gsize) (at - word), &first, error)
          || !get_frequency (search->speller, "", at, (gsize) (end - at), &second, error))
        return FALSE;
      if (MIN (first, second) <= search->frequency)
        continue;
      g_free (search->term);
      search->term = g_strdup_printf ("%.*s %s", (int) (at - word), word, at);
      search->frequency = MIN (first, second);
    }
  return TRUE;
}

static gboolean
run (Search *search, const char *word, GError **error)
{
  gboolean thorough = search->speller->effort == OFFPRINT_SPELLING_NOTHING && search->max > 1;
  if (!try_first_letters (search, word, error) || !walk_first (search, error))
    return FALSE;
  if (search->term == NULL && !search->known && !try_halves (search, word, error))
    return FALSE;
  return search->term != NULL || !thorough || walk_others (search, word, error);
}

static gboolean
find_instead (Speller *speller, Word *word, guint32 frequency, GError **error)
{
  Search search = { .speller = speller, .length = strlen (word->term), .distance = G_MAXUINT };
  offprint_spelling_word_set (&search.word, word->term, search.length);
  search.known = frequency > 0;
  search.max = !search.known && search.word.length >= CHARS_MIN_TWO ? 2 : 1;
  gboolean good = run (&search, word->term, error);
  if (good && search.term != NULL && search.frequency / RARE_FACTOR >= frequency)
    word->instead = g_steal_pointer (&search.term);
  g_free (search.term);
  g_free (search.folded);
  return good;
}

static gboolean
is_doubted (const Speller *speller, const Word *word, guint32 frequency)
{
  if (frequency == 0 || speller->effort == OFFPRINT_SPELLING_PARTIAL)
    return frequency == 0 && speller->effort != OFFPRINT_SPELLING_FOUND;
  return frequency <= speller->rare && g_utf8_strlen (word->term, -1) >= RARE_CHARS_MIN;
}

static gboolean
look_up (Speller *speller, Word *word, GError **error)
{
  guint32 frequency;
  if (!count (speller, word->term, &frequency, error))
    return FALSE;
  return !is_doubted (speller, word, frequency) || find_instead (speller, word, frequency, error);
}

static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  Speller *speller = data;
  OffprintSpellingWord letters;
  if (word->form != OFFPRINT_WORD_PLAIN || !offprint_spelling_word_set (&letters, word->term, word->length)
      || letters.length < CHARS_MIN)
    return TRUE;
  Word kept = { speller->offset + word->start, speller->offset + word->end, g_strdup (word->term), NULL };
  g_array_append_val (speller->words, kept);
  return speller->words->len < WORDS_MAX;
}

/* The words that articles are looked for by, in the order of the text; not beginnings of words. */
static void
collect (Speller *speller, const OffprintQueryNode *node)
{
  if (node->negated || node->kind == OFFPRINT_QUERY_START || speller->words->len >= WORDS_MAX)
    return;
  speller->offset = node->words.start;
  if (node->words.end > node->words.start)
    offprint_words_foreach (speller->query->text + node->words.start, node->words.end - node->words.start, 0, take_word,
                            speller);
  else
    for (guint i = 0; i < node->children->len; i++)
      collect (speller, g_ptr_array_index (node->children, i));
}

/* As it was typed: with a capital letter, if it had one. */
static void
append_instead (GString *text, const char *typed, const char *instead)
{
  gunichar first = g_utf8_get_char (instead);
  g_string_append_unichar (text, g_unichar_isupper (g_utf8_get_char (typed)) ? g_unichar_toupper (first) : first);
  g_string_append (text, g_utf8_next_char (instead));
}

static char *
write_text (const Speller *speller)
{
  const char *text = speller->query->text;
  g_autoptr (GString) corrected = g_string_new (NULL);
  gsize at = 0;
  for (guint i = 0; i < speller->words->len; i++)
    {
      const Word *word = &g_array_index (speller->words, Word, i);
      if (word->instead == NULL)
        continue;
      g_string_append_len (corrected, text + at, (gssize) (word->start - at));
      append_instead (corrected, text + word->start, word->instead);
      at = word->end;
    }
  g_string_append (corrected, text + at);
  return at > 0 ? g_string_free (g_steal_pointer (&corrected), FALSE) : NULL;
}

/**
 * offprint_spelling_correct:
 * @query: what was typed, understood
 * @index: where it was looked for
 * @effort: which words are doubted, and how hard others are looked for
 * @error: return location
 *
 * At most the first eight words are looked at. Servers are asked for words only whether they have them.
 *
 * Returns: (transfer full) (nullable): the query's text with other words in place of those that are spelt wrong; %NULL
 *   without an error when there are none, or %NULL with a #XapError
 */
char *
offprint_spelling_correct (const OffprintQuery *query, const OffprintQueryIndex *index, OffprintSpellingEffort effort,
                           GError **error)
{
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (Word));
  g_autoptr (GError) problem = NULL;
  guint32 n_articles = xap_reader_get_document_count (index->reader, &problem);
  Speller speller = { query, index, effort, words, 0, MAX (RARE, n_articles / RARE_SHARE), 0 };
  g_array_set_clear_func (words, clear_word);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  collect (&speller, query->root);
  for (guint i = 0; i < words->len; i++)
    if (!look_up (&speller, &g_array_index (words, Word, i), error))
      return NULL;
  return write_text (&speller);
}
