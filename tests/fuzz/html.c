/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a web page: they give records whose texts are valid UTF-8, or an error, and never more than that. */
#include "extract/extract.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  OffprintSource source = { .path = "/fuzz/page.html", .bytes = bytes, .modified = 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = offprint_extract (&source, &error);
  g_assert_true ((records != NULL) == (error == NULL));
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autofree char *json = offprint_record_to_json (g_ptr_array_index (records, i));
      g_assert_true (g_utf8_validate (json, -1, NULL));
    }
  return 0;
}
