/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing is the untrusted side's part: it copies, and checks nothing. */
#include "store/document-variant-private.h"

#include <string.h>

static GVariant *
make_bytes (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, length, 1);
}

/* Sizes first: a term costs one copy then. */
static void
count_terms (const OffprintTerms *terms, gsize *n_bytes, gsize *n_positions)
{
  *n_bytes = *n_positions = 0;
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (terms, i);
      *n_bytes += term->length + 1;
      *n_positions += term->n_positions;
    }
}

static void
copy_terms (const OffprintTerms *terms, char *bytes, OffprintTermRow *rows, guint32 *positions)
{
  for (gsize i = 0; i < offprint_terms_get_count (terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (terms, i);
      rows[i] = (OffprintTermRow){ term->length, term->wdf, term->n_positions, (guint32) term->synonym };
      memcpy (bytes, term->text, term->length + 1);
      bytes += term->length + 1;
      if (term->n_positions == 0)
        continue;
      memcpy (positions, term->positions, term->n_positions * sizeof *positions);
      positions += term->n_positions;
    }
}

static void
add_terms (GVariantBuilder *builder, const OffprintTerms *terms)
{
  gsize n_bytes, n_positions, n_terms = offprint_terms_get_count (terms);
  count_terms (terms, &n_bytes, &n_positions);
  g_autofree char *bytes = g_malloc (n_bytes);
  g_autofree OffprintTermRow *rows = g_new (OffprintTermRow, n_terms);
  g_autofree guint32 *positions = g_new (guint32, n_positions);
  copy_terms (terms, bytes, rows, positions);
  g_variant_builder_add_value (builder, make_bytes (bytes, n_bytes));
  g_variant_builder_add_value (
      builder, g_variant_new_fixed_array (G_VARIANT_TYPE ("(uuuu)"), rows, n_terms, sizeof *rows));
  g_variant_builder_add_value (
      builder, g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, positions, n_positions, sizeof *positions));
}

static void
add_values (GVariantBuilder *builder, const GArray *values)
{
  g_variant_builder_open (builder, G_VARIANT_TYPE ("a(uay)"));
  for (guint i = 0; i < values->len; i++)
    {
      const OffprintValue *value = &g_array_index (values, OffprintValue, i);
      gsize length;
      const void *data = g_bytes_get_data (value->value, &length);
      g_variant_builder_add (builder, "(u@ay)", value->slot, make_bytes (data, length));
    }
  g_variant_builder_close (builder);
}

/**
 * offprint_document_to_variant:
 * @document: a document of the full layout
 *
 * Returns: (transfer floating): its value, of %OFFPRINT_DOCUMENT_TYPE
 */
GVariant *
offprint_document_to_variant (const OffprintDocument *document)
{
  GVariantBuilder builder;
  gsize text_length = 0;
  const void *text = document->text != NULL ? g_bytes_get_data (document->text, &text_length) : NULL;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (OFFPRINT_DOCUMENT_TYPE));
  add_terms (&builder, document->terms);
  add_values (&builder, document->values);
  g_variant_builder_add_value (&builder, make_bytes (document->lines->str, document->lines->len));
  g_variant_builder_add_value (&builder, make_bytes (text, text_length));
  g_variant_builder_add (&builder, "s", document->stemmer);
  return g_variant_builder_end (&builder);
}
