/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of terms that is filled once, walked once and thrown away: open addressing, and one arena for the terms,
 * their bytes and their positions. Xapian's own document would sort and allocate for every single word; it is given
 * each distinct term once. The hash is seeded, since the words come from pages that may want to be slow to index. */
#include "store/terms.h"

#include <string.h>

#define ARENA_BLOCK (64 * 1024)
#define SLOTS_FIRST 2048
#define POSITIONS_FIRST 4

struct _OffprintTerms
{
  OffprintTerm **slots; /* (array length=n_slots) (nullable items); none when terms are only appended */
  gsize n_slots; /* a power of two */
  guint64 seed;
  GPtrArray *terms; /* in order of their first appearance */
  GPtrArray *blocks;
  char *free; /* in the last block */
  gsize n_free;
  GVariant *owner; /* (nullable): of the bytes of terms that were appended */
};

static gpointer
allocate (OffprintTerms *terms, gsize size)
{
  size = (size + 7) & ~(gsize) 7;
  if (size > terms->n_free)
    {
      terms->n_free = MAX (size, ARENA_BLOCK);
      terms->free = g_malloc (terms->n_free);
      g_ptr_array_add (terms->blocks, terms->free);
    }
  gpointer result = terms->free;
  terms->free += size;
  terms->n_free -= size;
  return result;
}

/* Folds the 128-bit product: every bit of both factors takes part in every bit of the result. */
static guint64
mix (guint64 a, guint64 b)
{
  __extension__ typedef unsigned __int128 Product;
  Product product = (Product) a * b;
  return (guint64) product ^ (guint64) (product >> 64);
}

static guint64
hash_bytes (guint64 state, const char *bytes, gsize length)
{
  guint64 chunk;
  for (; length >= sizeof chunk; bytes += sizeof chunk, length -= sizeof chunk)
    {
      memcpy (&chunk, bytes, sizeof chunk);
      state = mix (state ^ chunk, G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
    }
  chunk = length;
  for (gsize i = 0; i < length; i++)
    chunk = chunk << 8 | (guchar) bytes[i];
  return mix (state ^ chunk, G_GUINT64_CONSTANT (0xd6e8feb86659fd93));
}

static gboolean
is_term (const OffprintTerm *term, guint64 hash, const char *prefix, gsize prefix_length, const char *word,
         gsize length)
{
  return term->hash == hash && term->prefix == prefix_length && term->length == prefix_length + length
         && memcmp (term->text, prefix, prefix_length) == 0 && memcmp (term->text + prefix_length, word, length) == 0;
}

static void
grow (OffprintTerms *terms)
{
  terms->n_slots *= 2;
  g_free (terms->slots);
  terms->slots = g_new0 (OffprintTerm *, terms->n_slots);
  for (guint i = 0; i < terms->terms->len; i++)
    {
      OffprintTerm *term = g_ptr_array_index (terms->terms, i);
      gsize at = term->hash & (terms->n_slots - 1);
      while (terms->slots[at] != NULL)
        at = (at + 1) & (terms->n_slots - 1);
      terms->slots[at] = term;
    }
}

static OffprintTerm *
make_term (OffprintTerms *terms, guint64 hash, const char *prefix, gsize prefix_length, const char *word, gsize length)
{
  OffprintTerm *term = allocate (terms, sizeof *term);
  char *text = allocate (terms, prefix_length + length + 1);
  memcpy (text, prefix, prefix_length);
  memcpy (text + prefix_length, word, length);
  text[prefix_length + length] = '\0';
  *term = (OffprintTerm) {
    .text = text, .hash = hash, .length = (guint32) (prefix_length + length), .prefix = (guint32) prefix_length,
  };
  g_ptr_array_add (terms->terms, term);
  return term;
}

/**
 * offprint_terms_new:
 *
 * Returns: (transfer full): an empty table
 */
OffprintTerms *
offprint_terms_new (void)
{
  OffprintTerms *terms = g_new0 (OffprintTerms, 1);
  terms->n_slots = SLOTS_FIRST;
  terms->seed = (guint64) g_random_int () << 32 | g_random_int ();
  terms->slots = g_new0 (OffprintTerm *, terms->n_slots);
  terms->terms = g_ptr_array_sized_new (SLOTS_FIRST / 2);
  terms->blocks = g_ptr_array_new_with_free_func (g_free);
  return terms;
}

/**
 * offprint_terms_new_for:
 * @owner: what holds the bytes and positions of the terms to come
 * @n_terms: how many there will be
 *
 * Returns: (transfer full): an empty table for offprint_terms_append() alone
 */
OffprintTerms *
offprint_terms_new_for (GVariant *owner, gsize n_terms)
{
  OffprintTerms *terms = g_new0 (OffprintTerms, 1);
  terms->terms = g_ptr_array_sized_new ((guint) n_terms);
  terms->blocks = g_ptr_array_new_with_free_func (g_free);
  terms->n_free = n_terms * sizeof (OffprintTerm);
  terms->free = g_malloc (terms->n_free);
  terms->owner = g_variant_ref (owner);
  g_ptr_array_add (terms->blocks, terms->free);
  return terms;
}

/**
 * offprint_terms_free:
 * @terms: (transfer full) (nullable): a table, with all its terms
 */
void
offprint_terms_free (OffprintTerms *terms)
{
  if (terms == NULL)
    return;
  g_free (terms->slots);
  g_ptr_array_unref (terms->terms);
  g_ptr_array_unref (terms->blocks);
  g_clear_pointer (&terms->owner, g_variant_unref);
  g_free (terms);
}

/**
 * offprint_terms_add:
 * @terms: a table
 * @prefix: (array length=prefix_length): may be empty
 * @prefix_length: bytes of @prefix
 * @word: (array length=length): any bytes
 * @length: bytes of @word
 *
 * A term is the pair: `S`, `otter` is another than the empty prefix and `Sotter`. (Words are lower-case, so the index
 * never sees such a pair.)
 *
 * Returns: (transfer none): the term, new with all counts 0, or the one that is there; valid as long as @terms
 */
OffprintTerm *
offprint_terms_add (OffprintTerms *terms, const char *prefix, gsize prefix_length, const char *word, gsize length)
{
  guint64 hash = hash_bytes (hash_bytes (terms->seed, prefix, prefix_length), word, length);
  gsize at = hash & (terms->n_slots - 1);
  for (; terms->slots[at] != NULL; at = (at + 1) & (terms->n_slots - 1))
    if (is_term (terms->slots[at], hash, prefix, prefix_length, word, length))
      return terms->slots[at];
  OffprintTerm *term = make_term (terms, hash, prefix, prefix_length, word, length);
  terms->slots[at] = term;
  if (terms->terms->len > terms->n_slots / 2)
    grow (terms);
  return term;
}

/**
 * offprint_terms_append:
 * @terms: a table made by offprint_terms_new_for()
 * @text: (array length=length): prefix and word with a NUL after them, in what owns the bytes
 * @length: bytes of @text
 *
 * Adds a term without looking whether it is there, and without copying it.
 *
 * Returns: (transfer none): the term, with all counts 0; valid as long as @terms
 */
OffprintTerm *
offprint_terms_append (OffprintTerms *terms, const char *text, gsize length)
{
  OffprintTerm *term = allocate (terms, sizeof *term);
  *term = (OffprintTerm){ .text = text, .length = (guint32) length };
  g_ptr_array_add (terms->terms, term);
  return term;
}

static void
grow_positions (OffprintTerms *terms, OffprintTerm *term)
{
  term->n_allocated = MAX (POSITIONS_FIRST, term->n_allocated * 2);
  guint32 *positions = allocate (terms, term->n_allocated * sizeof *positions);
  if (term->n_positions > 0)
    memcpy (positions, term->positions, term->n_positions * sizeof *positions);
  term->positions = positions;
}

/**
 * offprint_terms_add_position:
 * @terms: a table
 * @term: a term of it
 * @position: the last one or a little before it, as a rule: farther back costs more; one that is there is ignored
 */
void
offprint_terms_add_position (OffprintTerms *terms, OffprintTerm *term, guint32 position)
{
  guint32 at = term->n_positions;
  while (at > 0 && term->positions[at - 1] > position)
    at--;
  if (at > 0 && term->positions[at - 1] == position)
    return;
  if (term->n_positions == term->n_allocated)
    grow_positions (terms, term);
  memmove (term->positions + at + 1, term->positions + at, (term->n_positions - at) * sizeof *term->positions);
  term->positions[at] = position;
  term->n_positions++;
}

/**
 * offprint_terms_get_count:
 * @terms: a table
 *
 * Returns: how many distinct terms there are
 */
gsize
offprint_terms_get_count (const OffprintTerms *terms)
{
  return terms->terms->len;
}

/**
 * offprint_terms_get:
 * @terms: a table
 * @index: below offprint_terms_get_count()
 *
 * Returns: (transfer none): a term, in order of first appearance
 */
OffprintTerm *
offprint_terms_get (const OffprintTerms *terms, gsize index)
{
  return g_ptr_array_index (terms->terms, index);
}
