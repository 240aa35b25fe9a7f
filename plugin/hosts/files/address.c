/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/address.h"

/**
 * address_is_web:
 * @url: an address, perhaps none
 *
 * Returns: whether a web browser would open it, and not, say, a program a file
 */
gboolean
address_is_web (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  return scheme != NULL && (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0);
}
