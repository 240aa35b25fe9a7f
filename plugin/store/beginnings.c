/* SPDX-License-Identifier: GPL-2.0-or-later */
/* To find all words that begin alike, Xapian walks every term of the index that does: for the first letters of a word
 * that is a good part of the vocabulary. With these terms it is one list of articles.
 *
 * They are derived from the words of fields that a document has anyway, here, where it is written: so they are always
 * those of its words, whoever made the document. They have no count and no positions: lengths, and with them the order
 * of Recoll's, Omega's and our own hits, stay as they are. */
#include "store/beginnings.h"

#include "core/schema.h"
#include "store/document-private.h"

#include <string.h>

typedef struct
{
  OffprintField field;
  const char *prefix;
} Source;

static const Source sources[] = {
  { OFFPRINT_FIELD_TITLE, OFFPRINT_PREFIX_TITLE_BEGINNING },
  { OFFPRINT_FIELD_AUTHORS, OFFPRINT_PREFIX_OTHER_BEGINNING },
  { OFFPRINT_FIELD_PUBLISHER, OFFPRINT_PREFIX_OTHER_BEGINNING },
  { OFFPRINT_FIELD_AGENCY, OFFPRINT_PREFIX_OTHER_BEGINNING },
  { OFFPRINT_FIELD_KEYWORDS, OFFPRINT_PREFIX_OTHER_BEGINNING },
};

/* Returns: (nullable): the word of @term that stands under @prefix; a prefix is all the capitals at the start */
static const char *
get_word (const OffprintTerm *term, const char *prefix)
{
  gsize length = strlen (prefix);
  if (term->length <= length || *term->text != *prefix || memcmp (term->text, prefix, length) != 0
      || g_ascii_isupper (term->text[length]))
    return NULL;
  return term->text + length;
}

static gboolean
add_beginnings (XapDocument *target, const char *prefix, int max, const char *word, GError **error)
{
  char text[16 + 6 * OFFPRINT_FIRST_BEGINNING_MAX];
  const char *at = word;
  for (int i = 0; i < max && *at != '\0'; i++)
    {
      at = g_utf8_next_char (at);
      int length = g_snprintf (text, sizeof text, "%s%.*s", prefix, (int) (at - word), word);
      if (!xap_document_add_term (target, text, (gsize) length, 0, NULL, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_field (XapDocument *target, const OffprintTerms *terms, const Source *source, GError **error)
{
  const char *prefix = offprint_schema_get (source->field)->prefix;
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const char *word = get_word (offprint_terms_get (terms, i), prefix);
      if (word != NULL && !add_beginnings (target, source->prefix, OFFPRINT_BEGINNING_MAX, word, error))
        return FALSE;
    }
  return TRUE;
}

/* Where the first word of the title stands: in all of its forms */
static guint32
find_first (const OffprintTerms *terms, const char *prefix)
{
  guint32 first = G_MAXUINT32;
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (terms, i);
      if (term->n_positions > 0 && get_word (term, prefix) != NULL)
        first = MIN (first, term->positions[0]);
    }
  return first;
}

static gboolean
add_first (XapDocument *target, const OffprintTerms *terms, GError **error)
{
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_TITLE)->prefix;
  guint32 first = find_first (terms, prefix);
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (terms, i);
      const char *word = term->n_positions > 0 && term->positions[0] == first ? get_word (term, prefix) : NULL;
      if (word != NULL && !add_beginnings (target, OFFPRINT_PREFIX_FIRST_BEGINNING, OFFPRINT_FIRST_BEGINNING_MAX, word,
                                           error))
        return FALSE;
    }
  return TRUE;
}

/**
 * offprint_beginnings_add:
 * @target: what is written
 * @document: what it is made of
 * @error: return location
 *
 * Adds the beginnings of the words of @document's fields to @target.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_beginnings_add (XapDocument *target, const OffprintDocument *document, GError **error)
{
  if (!document->beginnings)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!add_field (target, document->terms, &sources[i], error))
      return FALSE;
  return add_first (target, document->terms, error);
}
