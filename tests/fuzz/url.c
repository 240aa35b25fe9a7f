/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses as pages state them: what is made of them is ASCII, and terms fit into Xapian. */
#include "store/url.h"

#include "shim/xap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
check_site (const char *site, gpointer data)
{
  if (strlen (site) + 1 > XAP_TERM_MAX_BYTES)
    abort ();
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *url = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autofree char *normal = offprint_url_normalise (url);
  g_autofree char *host = offprint_url_get_host (url);
  g_autofree char *term = offprint_url_get_term (url);
  if (host != NULL)
    offprint_url_foreach_site (host, check_site, NULL);
  if (normal == NULL)
    return 0;
  if (term == NULL || strlen (term) > XAP_TERM_MAX_BYTES || !g_str_is_ascii (normal) || *normal == '\0')
    abort ();
  return 0;
}
