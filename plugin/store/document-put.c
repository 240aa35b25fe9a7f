/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a document to Xapian's: what its maker said, and what is derived from that here. */
#include "store/document-private.h"

#include "store/beginnings.h"

static gboolean
put_terms (XapDocument *target, const OffprintTerms *terms, GError **error)
{
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (terms, i);
      if (!xap_document_add_term (target, term->text, term->length, term->wdf, term->positions, term->n_positions,
                                  error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_values (XapDocument *target, const GArray *values, GError **error)
{
  for (guint i = 0; i < values->len; i++)
    {
      const OffprintValue *value = &g_array_index (values, OffprintValue, i);
      gsize length;
      const void *data = g_bytes_get_data (value->value, &length);
      if (!xap_document_set_value (target, value->slot, data, length, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * offprint_document_put:
 * @document: a document
 * @target: where its terms and slots go
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_document_put (const OffprintDocument *document, XapDocument *target, GError **error)
{
  return put_terms (target, document->terms, error) && offprint_beginnings_add (target, document, error)
         && put_values (target, document->values, error);
}
