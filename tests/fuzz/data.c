/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Document data of an index that someone else may have written. */
#include "store/data.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (OffprintRecord) record = offprint_data_to_record ((const char *) data, size);
  g_autofree char *value = offprint_data_get ((const char *) data, size, "url");
  const char *title = offprint_record_get (record, OFFPRINT_FIELD_TITLE);
  if (title != NULL && !g_utf8_validate (title, -1, NULL))
    abort ();
  return 0;
}
