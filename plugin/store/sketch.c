/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which texts are near-duplicates: one report as two papers printed it, cut, rearranged and in part rewritten.
 *
 * Shingles. A text is taken for the set of its shingles, three neighbouring words each; what two texts A and B have in
 * common is the share J = |A & B| / |A | B| (Broder 1997, "On the resemblance and containment of documents"). Of two
 * copies that lost or replaced a share f of their sentences each, (1 - f)^2 is common: with f = 0.4 J is 0.22, so the
 * threshold has to be low. But notices written by one pattern (dividends, bond issues, the weather) share as many
 * shingles: only the names and numbers between them differ. So of each shingle its surroundings are looked at as well,
 * eight words with the shingle in the middle: in copies these are mostly the same too, since whole sentences are; where
 * a pattern was filled in differently they mostly are not.
 *
 * Sketch. One-permutation hashing (Li, Owen, Zhang 2012, "One permutation hashing"): the hash of a shingle chooses one
 * of 256 bins, each bin keeps its smallest. Two bins are the same with probability J; the estimate matches / (bins -
 * empty in both) is unbiased, its standard error at most sqrt (J (1 - J) / bins): 0.026 at J = 0.22. A text of n
 * shingles has about n full bins when it is short: nothing is estimated then, but counted. Of a bin four bits are kept
 * (Li, Koenig 2010, "b-bit minwise hashing"), and four of its surroundings: 0 is an empty bin, others are the same by
 * chance in one of 15, which is taken out of the estimate again and makes the error 0.030.
 *
 * Keys. Only texts that share one of their 24 smallest hashes of eight neighbouring words are compared. Each of the 24
 * smallest of both texts together is in both with probability J' (of those shingles), and is then a key of both: so a
 * pair is found with probability 1 - (1 - J')^24: 0.94 at J' = 0.11, 0.98 at 0.15, 0.9998 at 0.3, and always where both
 * texts have no more than 24 such shingles and one in common. Eight words, since three are common to articles that have
 * nothing to do with one another: each would be compared with hundreds. The smallest key that two texts share is a
 * random one of all long shingles that they share (MinHash once more): it stands for them when it is asked whether many
 * others have them too.
 *
 * The numbers are no secret: who wants to be folded into an article can copy its text just as well. */
#include "store/sketch.h"

#include <string.h>

#define SHINGLE 3
#define SURROUNDINGS 8
/* Words of the surroundings before the shingle */
#define BEFORE 2
/* What is longer is known by its beginning. */
#define WORDS_MAX 200000
#define NIBBLES 15
#define BASE G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define KEY_SEED G_GUINT64_CONSTANT (0x5851f42d4c957f2d)

/* Two texts are near-duplicates when the shingles that they have in common with their surroundings are an eighth of
 * the longer text and two besides (one stock sentence says nothing about two short texts), the surroundings are the
 * same for half of the common shingles, and the longer text is no more than two and a half times as long: what holds
 * many reports is a near-duplicate of none of them. Of (1 - f)^2 = 0.36 of the sentences a quarter of the surroundings
 * is lost where one sentence ends and another begins, which leaves 0.27 of the text, more than three standard errors
 * (0.04) above. `tests/bench/near.py --choose` shows what other numbers would do: each half of the texts chooses
 * smaller ones (0.10), which cost precision in the other. */
#define COMMON_SHARE 0.12
#define COMMON_LEAST 2.0
#define SURROUNDINGS_SHARE 0.5
#define LENGTHS_MAX 2.5

/* Pages of one site have its notes in common, and follow-ups the paragraphs on what went before: more of their texts
 * must be the same. Where their titles differ and the text is short it is not the article, but what else could be
 * read. */
#define SITE_SHARE 0.6
#define SITE_SHINGLES 128

/* What many articles have in common, wherever they are from, is hardly ever a report: it is what stands on each page of
 * some site, and may be all that could be read of it. Texts that share nothing else are near-duplicates only when their
 * titles are the same and three quarters of the text are, as in a page that was saved again and again. */
#define STOCK_SHARE 0.75

/* Where in a sketch */
#define SITE_AT 0
#define TITLE_AT 4
#define COUNT_AT 8
#define BINS_AT 12

/**
 * OffprintSketch:
 * @words: (element-type guint64): hashes, with nothing around the text
 * @site, @title: hashes, 0 when there is none
 * @keys: the smallest hashes of long shingles, ascending, each once
 */
struct _OffprintSketch
{
  GArray *words;
  guint32 site, title;
  guint32 keys[OFFPRINT_SKETCH_KEYS_MAX];
  guint n_keys;
};

typedef struct
{
  guint64 shingle, surroundings;
  gboolean full;
} Bin;

/* MurmurHash3's last step: each bit of the result depends on every bit. */
static guint64
mix (guint64 hash)
{
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return hash ^ hash >> 33;
}

/* FNV-1a, mixed */
static guint64
hash_word (const char *word, gsize length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) word[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return mix (hash);
}

/**
 * offprint_sketch_new:
 *
 * Returns: (transfer full): a sketch of no words yet
 */
OffprintSketch *
offprint_sketch_new (void)
{
  OffprintSketch *sketch = g_new0 (OffprintSketch, 1);
  const guint64 nothing[BEFORE] = { 0 };
  sketch->words = g_array_sized_new (FALSE, TRUE, sizeof (guint64), 1024);
  g_array_append_vals (sketch->words, nothing, BEFORE);
  return sketch;
}

/**
 * offprint_sketch_free:
 * @sketch: (transfer full) (nullable): a sketch
 */
void
offprint_sketch_free (OffprintSketch *sketch)
{
  if (sketch == NULL)
    return;
  g_array_unref (sketch->words);
  g_free (sketch);
}

/**
 * offprint_sketch_add_word:
 * @sketch: a sketch
 * @word: the text's next word, folded
 * @length: bytes
 */
void
offprint_sketch_add_word (OffprintSketch *sketch, const char *word, gsize length)
{
  if (sketch->words->len >= WORDS_MAX)
    return;
  guint64 hash = hash_word (word, length);
  g_array_append_val (sketch->words, hash);
}

/**
 * offprint_sketch_replace_word:
 * @sketch: a sketch
 * @word: what stands for the word that was added last: of two neighbouring characters of a script without spaces, both
 * @length: bytes
 */
void
offprint_sketch_replace_word (OffprintSketch *sketch, const char *word, gsize length)
{
  if (sketch->words->len > BEFORE && sketch->words->len < WORDS_MAX)
    g_array_index (sketch->words, guint64, sketch->words->len - 1) = hash_word (word, length);
}

static guint32
hash_line (const char *line)
{
  g_autofree char *folded = line != NULL ? g_utf8_casefold (line, -1) : NULL;
  return folded != NULL ? (guint32) hash_word (folded, strlen (folded)) : 0;
}

/**
 * offprint_sketch_set_source:
 * @sketch: a sketch
 * @site: (nullable): the host that the text is from
 * @title: (nullable): its title
 */
void
offprint_sketch_set_source (OffprintSketch *sketch, const char *site, const char *title)
{
  sketch->site = hash_line (site);
  sketch->title = hash_line (title);
}

static void
add_key (OffprintSketch *sketch, guint32 key)
{
  guint at = sketch->n_keys;
  if (at == OFFPRINT_SKETCH_KEYS_MAX && key >= sketch->keys[at - 1])
    return;
  while (at > 0 && sketch->keys[at - 1] > key)
    at--;
  if (at > 0 && sketch->keys[at - 1] == key)
    return;
  guint moved = MIN (sketch->n_keys, OFFPRINT_SKETCH_KEYS_MAX - 1) - at;
  memmove (sketch->keys + at + 1, sketch->keys + at, moved * sizeof *sketch->keys);
  sketch->keys[at] = key;
  sketch->n_keys = MIN (sketch->n_keys + 1, OFFPRINT_SKETCH_KEYS_MAX);
}

/* Where a shingle stands at two places, the smaller hash of their surroundings counts. */
static void
add_shingle (Bin *bins, guint64 shingle, guint64 surroundings)
{
  Bin *bin = &bins[shingle >> 56];
  if (bin->full && (shingle > bin->shingle || (shingle == bin->shingle && surroundings >= bin->surroundings)))
    return;
  *bin = (Bin) { shingle, surroundings, TRUE };
}

static guint64
hash_words (const guint64 *words, guint n_words)
{
  guint64 hash = 0;
  for (guint i = 0; i < n_words; i++)
    hash = hash * BASE + words[i];
  return hash;
}

/* @words: with @BEFORE words of nothing before and @SURROUNDINGS after the text. Hashes of eight words roll: each is
 * the last one without its first word and with one more. */
static void
add_shingles (OffprintSketch *sketch, Bin *bins, const guint64 *words, guint n_words)
{
  guint64 first_factor = 1;
  for (guint i = 0; i < SURROUNDINGS - 1; i++)
    first_factor *= BASE;
  guint64 rolling = hash_words (words, SURROUNDINGS);
  guint n_shingles = n_words > SHINGLE ? n_words - SHINGLE + 1 : 1;
  guint n_keys = n_words > SURROUNDINGS ? n_words - SURROUNDINGS + 1 : 1;
  for (guint i = 0; i < MAX (n_shingles, BEFORE + n_keys); i++)
    {
      guint64 surroundings = mix (rolling);
      if (i >= BEFORE && i < BEFORE + n_keys)
        add_key (sketch, (guint32) (mix (surroundings ^ KEY_SEED) >> 32));
      if (i < n_shingles)
        add_shingle (bins, mix (hash_words (words + BEFORE + i, SHINGLE)), surroundings);
      rolling = (rolling - words[i] * first_factor) * BASE + words[i + SURROUNDINGS];
    }
}

static guint8
make_nibble (guint64 hash)
{
  return (guint8) (1 + (hash & G_MAXUINT32) % NIBBLES);
}

static void
put_number (guint8 *packed, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (packed, &number, sizeof number);
}

static guint32
get_number (const guint8 *packed)
{
  guint32 number;
  memcpy (&number, packed, sizeof number);
  return GUINT32_FROM_BE (number);
}

static GBytes *
pack (const OffprintSketch *sketch, const Bin *bins, guint32 n_shingles)
{
  guint8 packed[OFFPRINT_SKETCH_BYTES];
  put_number (packed + SITE_AT, sketch->site);
  put_number (packed + TITLE_AT, sketch->title);
  put_number (packed + COUNT_AT, n_shingles);
  for (guint i = 0; i < OFFPRINT_SKETCH_BINS; i++)
    packed[BINS_AT + i] = bins[i].full
      ? (guint8) (make_nibble (bins[i].shingle) << 4 | make_nibble (bins[i].surroundings)) : 0;
  return g_bytes_new (packed, sizeof packed);
}

static GBytes *
pack_keys (const OffprintSketch *sketch)
{
  guint32 packed[OFFPRINT_SKETCH_KEYS_MAX];
  for (guint i = 0; i < sketch->n_keys; i++)
    packed[i] = GUINT32_TO_BE (sketch->keys[i]);
  return g_bytes_new (packed, sketch->n_keys * sizeof *packed);
}

/**
 * offprint_sketch_end:
 * @sketch: a sketch with all words of a text; can be freed after it
 * @keys: (out) (transfer full) (nullable): its keys, four bytes each, ascending
 *
 * Returns: (transfer full) (nullable): %OFFPRINT_SKETCH_BYTES bytes, or %NULL, both of them, when there was no word
 */
GBytes *
offprint_sketch_end (OffprintSketch *sketch, GBytes **keys)
{
  static const guint64 nothing[SURROUNDINGS] = { 0 };
  g_autofree Bin *bins = g_new0 (Bin, OFFPRINT_SKETCH_BINS);
  guint n_words = sketch->words->len - BEFORE;
  *keys = NULL;
  if (n_words == 0)
    return NULL;
  g_array_append_vals (sketch->words, nothing, SURROUNDINGS);
  add_shingles (sketch, bins, (const guint64 *) (gpointer) sketch->words->data, n_words);
  *keys = pack_keys (sketch);
  return pack (sketch, bins, n_words > SHINGLE ? n_words - SHINGLE + 1 : 1);
}

/**
 * offprint_sketch_is_valid:
 * @sketch: (array length=length): bytes from anywhere
 * @length: how many
 *
 * Returns: whether a text can have that sketch
 */
gboolean
offprint_sketch_is_valid (const guint8 *sketch, gsize length)
{
  guint n_full = 0;
  if (length != OFFPRINT_SKETCH_BYTES)
    return FALSE;
  for (gsize i = BINS_AT; i < length; i++)
    {
      if ((sketch[i] >> 4 == 0) != ((sketch[i] & 0xf) == 0))
        return FALSE;
      n_full += sketch[i] != 0;
    }
  return n_full > 0 && n_full <= get_number (sketch + COUNT_AT) && get_number (sketch + COUNT_AT) <= WORDS_MAX;
}

/**
 * offprint_sketch_keys_are_valid:
 * @keys: (array length=length): bytes from anywhere
 * @length: how many
 *
 * Returns: whether a text can have those keys
 */
gboolean
offprint_sketch_keys_are_valid (const guint8 *keys, gsize length)
{
  if (length == 0 || length % OFFPRINT_SKETCH_KEY_BYTES != 0
      || length > OFFPRINT_SKETCH_KEYS_MAX * OFFPRINT_SKETCH_KEY_BYTES)
    return FALSE;
  for (gsize i = OFFPRINT_SKETCH_KEY_BYTES; i < length; i += OFFPRINT_SKETCH_KEY_BYTES)
    if (memcmp (keys + i - OFFPRINT_SKETCH_KEY_BYTES, keys + i, OFFPRINT_SKETCH_KEY_BYTES) >= 0)
      return FALSE;
  return TRUE;
}

/**
 * Counts:
 * @any: bins that are full in one at least
 * @both: in both
 * @shingles: where the shingle looks the same
 * @surroundings: and its surroundings too
 */
typedef struct
{
  guint any, both, shingles, surroundings;
} Counts;

static void
count_bins (const guint8 *a, const guint8 *b, Counts *counts)
{
  *counts = (Counts) { 0 };
  for (gsize i = BINS_AT; i < OFFPRINT_SKETCH_BYTES; i++)
    {
      gboolean both = a[i] != 0 && b[i] != 0;
      counts->any += (a[i] | b[i]) != 0;
      counts->both += both;
      counts->shingles += both && a[i] >> 4 == b[i] >> 4;
      counts->surroundings += both && a[i] == b[i];
    }
}

/* How many of @same are so not only by chance, when each of @all could be */
static double
take_out_chance (double same, double all, double chance)
{
  return MAX (0, (same - all * chance) / (1 - chance));
}

/**
 * offprint_sketch_measure:
 * @a: a valid sketch
 * @b: another
 * @measures: (out): receives what they have in common
 */
void
offprint_sketch_measure (const guint8 *a, const guint8 *b, OffprintSketchMeasures *measures)
{
  const double chance = 1.0 / NIBBLES;
  guint32 n_a = get_number (a + COUNT_AT), n_b = get_number (b + COUNT_AT);
  double shorter = MIN (n_a, n_b), longer = MAX (n_a, n_b);
  Counts counts;
  count_bins (a, b, &counts);
  double shingles = take_out_chance (counts.shingles, counts.both, chance);
  double by_chance = (counts.both - shingles) * chance * chance;
  double surroundings = take_out_chance (counts.surroundings - by_chance, shingles, chance);
  double resemblance = MIN (1, surroundings / counts.any);
  measures->longer = longer;
  measures->lengths = longer / shorter;
  measures->common = resemblance / (1 + resemblance) * (shorter + longer);
  measures->kept = shingles > 0 ? surroundings / shingles : 0;
}

/**
 * offprint_sketch_is_near:
 * @a: a valid sketch
 * @b: another
 * @stock: whether all keys that they share are keys of many others too
 *
 * Symmetric; whether they share a key is asked by the caller. Texts that are the same are near, however short.
 *
 * Returns: whether they are of near-duplicates
 */
gboolean
offprint_sketch_is_near (const guint8 *a, const guint8 *b, gboolean stock)
{
  OffprintSketchMeasures measures;
  gboolean same_site = get_number (a + SITE_AT) != 0 && get_number (a + SITE_AT) == get_number (b + SITE_AT);
  guint32 shorter = MIN (get_number (a + COUNT_AT), get_number (b + COUNT_AT));
  if (get_number (a + TITLE_AT) != get_number (b + TITLE_AT) && (stock || (same_site && shorter < SITE_SHINGLES)))
    return FALSE;
  if (memcmp (a + COUNT_AT, b + COUNT_AT, OFFPRINT_SKETCH_BYTES - COUNT_AT) == 0)
    return TRUE;
  offprint_sketch_measure (a, b, &measures);
  double share = stock ? STOCK_SHARE : same_site ? SITE_SHARE : COMMON_SHARE;
  return measures.lengths <= LENGTHS_MAX && measures.kept >= SURROUNDINGS_SHARE
         && measures.common >= share * measures.longer + COMMON_LEAST;
}

/**
 * offprint_sketch_keys_get_length:
 * @keys: packed keys
 *
 * Returns: how many
 */
guint
offprint_sketch_keys_get_length (GBytes *keys)
{
  return (guint) (g_bytes_get_size (keys) / OFFPRINT_SKETCH_KEY_BYTES);
}

/**
 * offprint_sketch_keys_get:
 * @keys: packed keys
 * @index: of one of them
 *
 * Returns: a number that stands for that key; not in the order of keys
 */
guint32
offprint_sketch_keys_get (GBytes *keys, guint index)
{
  guint32 key;
  memcpy (&key, (const guint8 *) g_bytes_get_data (keys, NULL) + index * sizeof key, sizeof key);
  return key;
}

/**
 * offprint_sketch_keys_count:
 * @keys: packed keys
 * @counts: (element-type guint guint): how often each key was counted; receives one more of each of them
 */
void
offprint_sketch_keys_count (GBytes *keys, GHashTable *counts)
{
  for (guint i = 0; i < offprint_sketch_keys_get_length (keys); i++)
    {
      gpointer key = GUINT_TO_POINTER (offprint_sketch_keys_get (keys, i));
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (count + 1));
    }
}
