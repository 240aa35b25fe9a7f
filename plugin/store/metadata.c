/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys and values beside the documents: stored texts, failures, state, version. What is read back is bounded and
 * checked, since whoever can write the folder can write anything into it. */
#include "store/metadata.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/schema.h"

#include <string.h>
#include <zlib.h>

/* Measured on news text: level 6 saves 1% and takes a third more time, level 1 wastes 5% and takes a sixth less. */
#define TEXT_LEVEL 4
#define INFLATE_STEP 65536

/**
 * offprint_metadata_text_key:
 * @docid: of the article
 * @buffer: receives the key
 *
 * Returns: (transfer none): @buffer, holding Recoll's key of the stored text
 */
const char *
offprint_metadata_text_key (guint32 docid, char buffer[OFFPRINT_METADATA_TEXT_KEY])
{
  g_snprintf (buffer, OFFPRINT_METADATA_TEXT_KEY, "%010u", docid);
  return buffer;
}

/**
 * offprint_metadata_group_key:
 * @key: (array fixed-size=16): of a group of near-duplicates
 * @buffer: room for the name
 *
 * Returns: (transfer none): @buffer, with the name of its metadata
 */
const char *
offprint_metadata_group_key (const guint8 *key, char buffer[OFFPRINT_METADATA_GROUP_KEY])
{
  const gsize start = sizeof OFFPRINT_METADATA_GROUP_PREFIX - 1;
  memcpy (buffer, OFFPRINT_METADATA_GROUP_PREFIX, start);
  for (gsize i = 0; i < 16; i++)
    g_snprintf (buffer + start + 2 * i, 3, "%02x", key[i]);
  return buffer;
}

/**
 * offprint_metadata_failure_key:
 * @path: any bytes but NUL
 *
 * Keys are short and UTF-8, paths need not be: so the key is a hash, and the value holds the path.
 *
 * Returns: (transfer full): the key under which the failure of @path is kept
 */
char *
offprint_metadata_failure_key (const char *path)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  return g_strconcat (OFFPRINT_METADATA_FAILURE_PREFIX, hash, NULL);
}

/**
 * offprint_metadata_state_key:
 * @name: a short name in ASCII
 *
 * Returns: (transfer full): the key under which the state @name is kept
 */
char *
offprint_metadata_state_key (const char *name)
{
  return g_strconcat (OFFPRINT_METADATA_STATE_PREFIX, name, NULL);
}

/**
 * offprint_metadata_pack_text:
 * @text: valid UTF-8
 *
 * Returns: (transfer full) (nullable): the zlib stream that Recoll makes snippets of; %NULL when memory ran out
 */
GBytes *
offprint_metadata_pack_text (const char *text)
{
  gsize length = strlen (text);
  uLongf size = compressBound (length);
  g_autofree guint8 *packed = g_try_malloc (size);
  if (packed == NULL || compress2 (packed, &size, (const Bytef *) text, length, TEXT_LEVEL) != Z_OK)
    return NULL;
  return g_bytes_new (packed, size);
}

static gboolean
inflate_all (z_stream *stream, GByteArray *text, gsize max_bytes)
{
  int status = Z_OK;
  while (status == Z_OK && text->len < max_bytes)
    {
      guint start = text->len;
      g_byte_array_set_size (text, start + INFLATE_STEP);
      stream->next_out = text->data + start;
      stream->avail_out = INFLATE_STEP;
      status = inflate (stream, Z_NO_FLUSH);
      g_byte_array_set_size (text, start + INFLATE_STEP - stream->avail_out);
    }
  return status == Z_STREAM_END;
}

/**
 * offprint_metadata_unpack_text:
 * @packed: value of a text key
 *
 * Returns: (transfer full) (nullable): the text, valid UTF-8; %NULL when @packed is empty, damaged, or longer than a
 *   text may be
 */
char *
offprint_metadata_unpack_text (GBytes *packed)
{
  gsize size;
  const void *data = g_bytes_get_data (packed, &size);
  gsize max_bytes = offprint_schema_get (OFFPRINT_FIELD_TEXT)->max_bytes;
  if (size == 0 || size > compressBound (max_bytes))
    return NULL;
  z_stream stream = { .next_in = (Bytef *) (guintptr) data, .avail_in = (uInt) size };
  if (inflateInit (&stream) != Z_OK)
    return NULL;
  g_autoptr (GByteArray) text = g_byte_array_sized_new (INFLATE_STEP);
  gboolean complete = inflate_all (&stream, text, max_bytes + 1);
  inflateEnd (&stream);
  if (!complete || text->len > max_bytes || !g_utf8_validate ((const char *) text->data, text->len, NULL))
    return NULL;
  g_byte_array_append (text, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&text), FALSE);
}

/* On disk always little-endian. */
static GVariant *
to_disk_order (GVariant *value)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (value) : g_variant_byteswap (value);
}

/**
 * offprint_metadata_pack_variant:
 * @value: (transfer floating): any value
 *
 * Returns: (transfer full): @value with its type, as bytes
 */
GBytes *
offprint_metadata_pack_variant (GVariant *value)
{
  g_autoptr (GVariant) boxed = g_variant_ref_sink (g_variant_new_variant (value));
  g_autoptr (GVariant) ordered = to_disk_order (boxed);
  return g_variant_get_data_as_bytes (ordered);
}

/**
 * offprint_metadata_unpack_variant:
 * @packed: what offprint_metadata_pack_variant() made, or anything
 * @type: the type wanted
 *
 * Returns: (transfer full) (nullable): the value; %NULL when @packed is not in normal form or of another type
 */
GVariant *
offprint_metadata_unpack_variant (GBytes *packed, const GVariantType *type)
{
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, packed, FALSE));
  if (g_bytes_get_size (packed) == 0 || !g_variant_is_normal_form (raw))
    return NULL;
  g_autoptr (GVariant) boxed = to_disk_order (raw);
  g_autoptr (GVariant) value = g_variant_get_variant (boxed);
  return g_variant_is_of_type (value, type) ? g_steal_pointer (&value) : NULL;
}

/**
 * offprint_metadata_check_version:
 * @version: value of %OFFPRINT_METADATA_VERSION, empty where there is none
 * @n_documents: in the database
 * @database: (type filename): its directory
 * @error: return location
 *
 * A database that holds documents and no version of ours belongs to someone else: most likely a person's own Recoll
 * index.
 *
 * Returns: %TRUE when it is one of ours, or empty; else %FALSE with %OFFPRINT_ERROR_INDEX
 */
gboolean
offprint_metadata_check_version (GBytes *version, guint32 n_documents, const char *database, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (version, &size);
  gsize length = strlen (OFFPRINT_SCHEMA_VERSION);
  if (size == 0 ? n_documents == 0 : size == length && memcmp (text, OFFPRINT_SCHEMA_VERSION, length) == 0)
    return TRUE;
  g_autofree char *name = g_filename_display_name (database);
  if (size == 0)
    g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX,
                 _("'%s' is another program's index: name a folder of its own with --database"), name);
  else
    g_set_error (
        error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX,
        _("index '%s' is of another version of Offprint: move that folder away and run 'offprint index' to build it "
          "anew"),
        name);
  return FALSE;
}
