/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recoll's stem expansion: for each stem the words that have it, as synonyms, written once each. */
#include "store/synonyms.h"

#include "store/metadata.h"

#include <string.h>

/* Pairs are a few dozen bytes each; with more than these the memory starts anew, and some are written once more. */
#define KNOWN_MAX 100000

/**
 * OffprintSynonyms:
 * @known: (element-type utf8): stemmer, colon, word of the pairs that were written
 * @chunk: of their strings
 * @stems: stemmer (static) -> XapStem
 */
struct _OffprintSynonyms
{
  GHashTable *known;
  GStringChunk *chunk;
  GHashTable *stems;
};

/**
 * offprint_synonyms_new:
 *
 * Returns: (transfer full): nothing is known to be written
 */
OffprintSynonyms *
offprint_synonyms_new (void)
{
  OffprintSynonyms *synonyms = g_new0 (OffprintSynonyms, 1);
  synonyms->known = g_hash_table_new (g_str_hash, g_str_equal);
  synonyms->chunk = g_string_chunk_new (4096);
  synonyms->stems = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) xap_stem_free);
  return synonyms;
}

/**
 * offprint_synonyms_free:
 * @synonyms: (transfer full) (nullable): synonyms
 */
void
offprint_synonyms_free (OffprintSynonyms *synonyms)
{
  if (synonyms == NULL)
    return;
  g_hash_table_unref (synonyms->known);
  g_string_chunk_free (synonyms->chunk);
  g_hash_table_unref (synonyms->stems);
  g_free (synonyms);
}

/**
 * offprint_synonyms_forget:
 * @synonyms: synonyms of which some may not have been written after all
 */
void
offprint_synonyms_forget (OffprintSynonyms *synonyms)
{
  g_hash_table_remove_all (synonyms->known);
  g_string_chunk_clear (synonyms->chunk);
}

/* Returns: %TRUE when the pair was not known */
static gboolean
remember (OffprintSynonyms *synonyms, const char *stemmer, const char *word)
{
  char pair[128];
  g_snprintf (pair, sizeof pair, "%s:%s", stemmer, word);
  if (g_hash_table_contains (synonyms->known, pair))
    return FALSE;
  if (g_hash_table_size (synonyms->known) >= KNOWN_MAX)
    offprint_synonyms_forget (synonyms);
  g_hash_table_add (synonyms->known, g_string_chunk_insert (synonyms->chunk, pair));
  return TRUE;
}

/* Returns: (transfer none) (nullable): NULL with error */
static XapStem *
get_stem (OffprintSynonyms *synonyms, const char *stemmer, GError **error)
{
  XapStem *stem = g_hash_table_lookup (synonyms->stems, stemmer);
  if (stem == NULL && (stem = xap_stem_new (stemmer, error)) != NULL)
    g_hash_table_insert (synonyms->stems, (gpointer) stemmer, stem);
  return stem;
}

/* All articles share these, so the stem is not taken from the document, whose maker may not be trusted. */
static gboolean
put_synonym (XapWriter *writer, XapStem *stem, const char *stemmer, const OffprintTerm *term, GError **error)
{
  gsize length;
  const char *word = xap_stem_word (stem, term->text, term->length, &length);
  if (length == 0 || (length == term->length && memcmp (word, term->text, length) == 0))
    return TRUE;
  g_autofree char *key = g_strdup_printf (OFFPRINT_METADATA_STEM_PREFIX "%s:%.*s", stemmer, (int) length, word);
  return xap_writer_add_synonym (writer, key, term->text, error);
}

static gboolean
put_words (OffprintSynonyms *synonyms, XapWriter *writer, const OffprintDocument *document, XapStem *stem,
           GError **error)
{
  const char *stemmer = document->stemmer;
  for (gsize i = 0; i < offprint_terms_get_count (document->terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (document->terms, i);
      if (term->synonym && remember (synonyms, stemmer, term->text)
          && !put_synonym (writer, stem, stemmer, term, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * offprint_synonyms_put:
 * @synonyms: what was written already
 * @writer: of the index
 * @document: an article
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_synonyms_put (OffprintSynonyms *synonyms, XapWriter *writer, const OffprintDocument *document,
                       GError **error)
{
  const char *stemmer = document->stemmer;
  XapStem *stem = document->synonyms ? get_stem (synonyms, stemmer, error) : NULL;
  if (stem == NULL)
    return !document->synonyms;
  if (remember (synonyms, stemmer, "")
      && !xap_writer_add_synonym (writer, OFFPRINT_METADATA_STEM_MEMBERS, stemmer, error))
    return FALSE;
  return put_words (synonyms, writer, document, stem, error);
}
