/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text as the JSON-LD of a page: it is read without recursing too deep, and claims are valid UTF-8. */
#include "extract/evidence-finders.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (OffprintPage) page = offprint_page_new ("", 0);
  g_ptr_array_add (page->json_ld, g_steal_pointer (&text));
  g_autoptr (OffprintEvidence) evidence = offprint_evidence_new ();
  offprint_evidence_find_json_ld (page, evidence);
  for (guint i = 0; i < evidence->claims->len; i++)
    g_assert_true (g_utf8_validate (g_array_index (evidence->claims, OffprintClaim, i).value, -1, NULL));
  return 0;
}
