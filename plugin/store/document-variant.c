/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing is the untrusted side's part: it copies, and checks nothing. */
#include "store/document-variant-private.h"

#include <string.h>

static GVariant *
make_bytes (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, length, 1);
}

static GVariant *
make_array (GArray *array, const GVariantType *type)
{
  return g_variant_new_fixed_array (type, array->data, array->len, g_array_get_element_size (array));
}

typedef struct
{
  GString *bytes;
  GArray *rows;
  GArray *positions;
} Terms;

static void
add_term (Terms *terms, const OffprintTerm *term)
{
  const OffprintTermRow row = { term->length, term->wdf, term->n_positions, term->synonym };
  g_string_append_len (terms->bytes, term->text, (gssize) term->length + 1);
  g_array_append_val (terms->rows, row);
  g_array_append_vals (terms->positions, term->positions, term->n_positions);
}

static void
add_terms (GVariantBuilder *builder, const OffprintTerms *all)
{
  gsize n_terms = offprint_terms_get_count (all);
  g_autoptr (GString) bytes = g_string_sized_new (n_terms * 12);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (OffprintTermRow), (guint) n_terms);
  g_autoptr (GArray) positions = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_terms);
  Terms terms = { bytes, rows, positions };
  for (gsize i = 0; i < n_terms; i++)
    add_term (&terms, offprint_terms_get (all, i));
  g_variant_builder_add_value (builder, make_bytes (bytes->str, bytes->len));
  g_variant_builder_add_value (builder, make_array (rows, G_VARIANT_TYPE ("(uuuu)")));
  g_variant_builder_add_value (builder, make_array (positions, G_VARIANT_TYPE_UINT32));
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
