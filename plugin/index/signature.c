/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures are stored as one line of text: "1 SIZE MODIFIED CHANGED INODE MD5 ORIGIN", `-` for what is not known. */
#include "index/signature.h"

#include <string.h>

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)
#define N_PARTS 7
#define UNKNOWN "-"

/**
 * offprint_signature_init:
 * @signature: (out caller-allocates): the signature, without MD5 and origin
 * @status: of the file
 */
void
offprint_signature_init (OffprintSignature *signature, const struct stat *status)
{
  *signature = (OffprintSignature){
    .size = (guint64) status->st_size,
    .modified_ns = status->st_mtim.tv_sec * NS_PER_SECOND + status->st_mtim.tv_nsec,
    .changed_ns = status->st_ctim.tv_sec * NS_PER_SECOND + status->st_ctim.tv_nsec,
    .inode = status->st_ino,
  };
}

static const char *
or_unknown (const char *hex)
{
  return *hex != '\0' ? hex : UNKNOWN;
}

/**
 * offprint_signature_format:
 * @signature: a signature
 * @buffer: where to write
 *
 * Returns: (transfer none): @buffer
 */
const char *
offprint_signature_format (const OffprintSignature *signature, char buffer[OFFPRINT_SIGNATURE_BUFFER])
{
  g_snprintf (buffer, OFFPRINT_SIGNATURE_BUFFER,
              "1 %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %s %s",
              signature->size, signature->modified_ns, signature->changed_ns, signature->inode,
              or_unknown (signature->md5), or_unknown (signature->origin));
  return buffer;
}

static gboolean
take_hex (const char *part, char hex[33])
{
  if (strcmp (part, UNKNOWN) == 0)
    return TRUE;
  return g_strlcpy (hex, part, 33) == 32 && strspn (part, "0123456789abcdef") == 32;
}

/**
 * offprint_signature_parse:
 * @text: what offprint_signature_format() wrote
 * @signature: (out caller-allocates): the signature
 *
 * Returns: %FALSE for any other text: the file is then to be read again
 */
gboolean
offprint_signature_parse (const char *text, OffprintSignature *signature)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", N_PARTS + 1);
  OffprintSignature result = { 0 };
  if (g_strv_length (parts) != N_PARTS || strcmp (parts[0], "1") != 0
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT64, &result.size, NULL)
      || !g_ascii_string_to_signed (parts[2], 10, G_MININT64, G_MAXINT64, &result.modified_ns, NULL)
      || !g_ascii_string_to_signed (parts[3], 10, G_MININT64, G_MAXINT64, &result.changed_ns, NULL)
      || !g_ascii_string_to_unsigned (parts[4], 10, 0, G_MAXUINT64, &result.inode, NULL)
      || !take_hex (parts[5], result.md5) || !take_hex (parts[6], result.origin))
    return FALSE;
  *signature = result;
  return TRUE;
}

/**
 * offprint_signature_compare:
 * @known: what the index holds
 * @current: what the disk says, without having read the file
 *
 * Returns: what has to be done about the file
 */
OffprintFreshness
offprint_signature_compare (const OffprintSignature *known, const OffprintSignature *current)
{
  if (known->size != current->size || known->modified_ns != current->modified_ns)
    return OFFPRINT_STALE;
  if (known->changed_ns != current->changed_ns || known->inode != current->inode)
    return OFFPRINT_TOUCHED;
  return OFFPRINT_FRESH;
}

/**
 * offprint_signature_same_content:
 * @a: a signature
 * @b: another
 *
 * Returns: whether both were read, and extraction would give the same record: same bytes, same attributes, same time
 */
gboolean
offprint_signature_same_content (const OffprintSignature *a, const OffprintSignature *b)
{
  return *a->md5 != '\0' && a->size == b->size && a->modified_ns == b->modified_ns && strcmp (a->md5, b->md5) == 0
      && strcmp (a->origin, b->origin) == 0;
}

/**
 * offprint_signature_get_md5:
 * @signature: a signature
 * @md5: (out caller-allocates): its MD5 as bytes, zero where the file was not read
 */
void
offprint_signature_get_md5 (const OffprintSignature *signature, guint8 md5[16])
{
  memset (md5, 0, 16);
  for (gsize i = 0; i < 16 && *signature->md5 != '\0'; i++)
    md5[i] = (guint8) (g_ascii_xdigit_value (signature->md5[2 * i]) << 4
                       | g_ascii_xdigit_value (signature->md5[2 * i + 1]));
}
