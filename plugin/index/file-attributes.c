/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Anybody may write anything into an attribute: a value is cleaned and bounded, and what can't be read, for whatever
 * reason, is not there. No article fails because of it. */
#include "index/file-attributes.h"

#include "core/text.h"

#include <linux/limits.h>
#include <string.h>
#include <sys/xattr.h>

/* Returns: (transfer full) (nullable): valid text, perhaps empty */
typedef char *(*CleanFunc) (const char *value, gsize length);

/* An address that is cut or mended is another one. */
static char *
clean_origin (const char *value, gsize length)
{
  if (length > OFFPRINT_ATTRIBUTE_ORIGIN_URL_MAX_BYTES || !g_utf8_validate_len (value, length, NULL))
    return NULL;
  return g_strndup (value, length);
}

/* Too many are cut between two. */
static char *
clean_tags (const char *value, gsize length)
{
  g_autofree char *valid = offprint_text_make_valid (value, (gssize) length);
  char *comma = strlen (valid) > OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES
                    ? g_strrstr_len (valid, OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES, ",")
                    : NULL;
  if (comma != NULL)
    *comma = '\0';
  return offprint_text_squeeze (valid, OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES);
}

static char *
clean_comment (const char *value, gsize length)
{
  g_autofree char *valid = offprint_text_make_valid (value, (gssize) length);
  return offprint_text_squeeze (valid, OFFPRINT_ATTRIBUTE_COMMENT_MAX_BYTES);
}

static const struct
{
  const char *name;
  CleanFunc clean;
} table[OFFPRINT_N_ATTRIBUTES] = {
  [OFFPRINT_ATTRIBUTE_ORIGIN_URL] = { "user.xdg.origin.url", clean_origin },
  [OFFPRINT_ATTRIBUTE_TAGS] = { "user.xdg.tags", clean_tags },
  [OFFPRINT_ATTRIBUTE_COMMENT] = { "user.xdg.comment", clean_comment },
};

/**
 * offprint_attribute_get_name:
 * @attribute: an attribute
 *
 * Returns: (transfer none): its name to the kernel
 */
const char *
offprint_attribute_get_name (OffprintAttribute attribute)
{
  return table[attribute].name;
}

/**
 * offprint_attribute_clean:
 * @attribute: an attribute
 * @value: (array length=length): its value, any bytes
 * @length: bytes of @value
 *
 * Returns: (transfer full) (nullable): what is taken from it: valid UTF-8, bounded, never empty
 */
char *
offprint_attribute_clean (OffprintAttribute attribute, const char *value, gsize length)
{
  g_autofree char *text = table[attribute].clean (value, length);
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * offprint_file_attributes_read:
 * @attributes: (out caller-allocates): what there is
 * @fd: a file
 *
 * Most files have none, which is one question to the file system. Thread-safe.
 */
void
offprint_file_attributes_read (OffprintFileAttributes *attributes, int fd)
{
  *attributes = (OffprintFileAttributes){ 0 };
  if (flistxattr (fd, NULL, 0) <= 0)
    return;
  g_autofree char *value = g_malloc (XATTR_SIZE_MAX);
  for (OffprintAttribute i = 0; i < OFFPRINT_N_ATTRIBUTES; i++)
    {
      gssize length = fgetxattr (fd, table[i].name, value, XATTR_SIZE_MAX);
      attributes->values[i] = length > 0 ? offprint_attribute_clean (i, value, (gsize) length) : NULL;
    }
}

/**
 * offprint_file_attributes_get_digest:
 * @attributes: attributes
 * @digest: (out caller-allocates): MD5 in hex of them all, empty where there is none
 */
void
offprint_file_attributes_get_digest (const OffprintFileAttributes *attributes, char digest[33])
{
  gboolean any = FALSE;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  for (OffprintAttribute i = 0; i < OFFPRINT_N_ATTRIBUTES; i++)
    {
      const char *value = attributes->values[i] != NULL ? attributes->values[i] : "";
      g_checksum_update (checksum, (const guchar *) value, (gssize) strlen (value) + 1);
      any = any || *value != '\0';
    }
  g_strlcpy (digest, any ? g_checksum_get_string (checksum) : "", 33);
}

/**
 * offprint_file_attributes_clear:
 * @attributes: attributes
 */
void
offprint_file_attributes_clear (OffprintFileAttributes *attributes)
{
  for (OffprintAttribute i = 0; i < OFFPRINT_N_ATTRIBUTES; i++)
    g_clear_pointer (&attributes->values[i], g_free);
}
