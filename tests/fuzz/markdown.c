/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: any bytes as a Markdown file; what comes out is a record or an error. */
#include "extract/markdown.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) builders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  OffprintSource source = { .path = "x", .bytes = bytes };
  gboolean read = offprint_markdown_read (&source, builders, &error);
  g_assert_cmpuint (builders->len, ==, read ? 1 : 0);
  g_assert_true (read == (error == NULL));
  for (guint i = 0; i < builders->len; i++)
    {
      g_autoptr (OffprintRecord) record = offprint_record_builder_end (g_ptr_array_index (builders, i));
      const char *text = offprint_record_get (record, OFFPRINT_FIELD_TEXT);
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
  return 0;
}
