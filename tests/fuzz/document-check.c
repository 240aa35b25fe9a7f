/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an untrusted process may send as a document; and what an honest one makes of any page, which must pass. */
#include "extract/extract.h"
#include "store/document-variant.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static OffprintDocument *
read_document (GVariant *variant)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (variant);
  return offprint_document_new_from_variant (sunk, NULL);
}

/* What passed once passes again as it was written. */
static void
check_untrusted (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (OffprintDocument) document
      = read_document (g_variant_new_from_bytes (G_VARIANT_TYPE (OFFPRINT_DOCUMENT_TYPE), bytes, FALSE));
  if (document == NULL)
    return;
  g_autoptr (OffprintDocument) again = read_document (offprint_document_to_variant (document));
  if (again == NULL || offprint_document_get_term_count (again) != offprint_document_get_term_count (document))
    abort ();
}

static void
check_honest (const uint8_t *data, size_t size, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  const OffprintSource source = { .path = name, .bytes = bytes };
  g_autoptr (GPtrArray) records = offprint_extract (&source, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autoptr (OffprintDocument) document = offprint_document_new (g_ptr_array_index (records, i), NULL);
      g_autoptr (OffprintDocument) back
          = document != NULL ? read_document (offprint_document_to_variant (document)) : NULL;
      if (back == NULL)
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check_untrusted (data, size);
  check_honest (data, size, "a.html");
  check_honest (data, size, "a.txt");
  return 0;
}
