/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes in any encoding: they give valid UTF-8 without NUL. */
#include "extract/encoding.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  for (OffprintEncodingKind kind = OFFPRINT_ENCODING_PLAIN; kind <= OFFPRINT_ENCODING_MARKUP; kind++)
    {
      OffprintEncodingResult result;
      offprint_encoding_to_utf8 (bytes, kind, &result);
      g_autoptr (GBytes) text = result.text;
      gsize length;
      const char *utf8 = g_bytes_get_data (text, &length);
      g_assert_true (length == 0 || g_utf8_validate_len (utf8, length, NULL));
      g_assert_nonnull (result.name);
    }
  return 0;
}
