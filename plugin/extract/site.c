/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "The Example Gazette" is "the-example-gazette.org" and the end of "Old cranes stay - The Example Gazette": compared
 * without spaces and marks, as names of hosts are made of names of sites. */
#include "extract/site.h"

#include "core/text.h"

#include <string.h>

#define NAME_MIN_BYTES 4

/* Letters and digits alone, folded. */
static char *
squash (const char *text)
{
  g_autofree char *folded = offprint_text_fold (text, -1);
  GString *letters = g_string_new (NULL);
  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at) || (guchar) *at >= 0x80)
      g_string_append_c (letters, *at);
  return g_string_free (letters, FALSE);
}

/**
 * offprint_site_is_within:
 * @name: valid UTF-8
 * @text: (nullable): valid UTF-8, the name of a host, or a line
 *
 * Returns: whether @text holds @name, whatever case, accents and marks; names of less than four letters are in
 * everything, so in nothing
 */
gboolean
offprint_site_is_within (const char *name, const char *text)
{
  if (text == NULL)
    return FALSE;
  g_autofree char *bare = squash (name);
  g_autofree char *whole = squash (text);
  return strlen (bare) >= NAME_MIN_BYTES && strstr (whole, bare) != NULL;
}

/**
 * offprint_site_ends:
 * @name: valid UTF-8
 * @text: (nullable): valid UTF-8, a title
 *
 * Returns: whether @text ends in @name and there is more before it
 */
gboolean
offprint_site_ends (const char *name, const char *text)
{
  if (text == NULL)
    return FALSE;
  g_autofree char *bare = squash (name);
  g_autofree char *whole = squash (text);
  return strlen (bare) >= NAME_MIN_BYTES && strlen (bare) < strlen (whole) && g_str_has_suffix (whole, bare);
}
