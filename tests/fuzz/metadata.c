/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stored texts and values of an index that someone else may have written. */
#include "store/metadata.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = offprint_metadata_unpack_text (bytes);
  g_autoptr (GVariant) value = offprint_metadata_unpack_variant (bytes, OFFPRINT_METADATA_FAILURE_TYPE);
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    abort ();
  return 0;
}
