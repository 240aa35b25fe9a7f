/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/metadata.h"

#include "core/error.h"
#include "core/schema.h"

#include <string.h>
#include <zlib.h>

/* Keys are Recoll's, and never longer than Xapian allows. */
static void
test_keys (void)
{
  char buffer[OFFPRINT_METADATA_TEXT_KEY];
  g_autofree char *path = g_strnfill (4000, '\xe9');
  g_autofree char *failure = offprint_metadata_failure_key (path);
  g_autofree char *other = offprint_metadata_failure_key ("/a");
  g_autofree char *state = offprint_metadata_state_key ("roots");
  g_assert_cmpstr (offprint_metadata_text_key (7, buffer), ==, "0000000007");
  g_assert_cmpstr (offprint_metadata_text_key (G_MAXUINT32, buffer), ==, "4294967295");
  g_assert_cmpuint (strlen (failure), <=, XAP_TERM_MAX_BYTES);
  g_assert_cmpint (g_utf8_validate (failure, -1, NULL), ==, TRUE);
  g_assert_cmpstr (failure, !=, other);
  g_assert_cmpstr (state, ==, "offprint.state.roots");
}

/* A text comes back as it was, from a stream that Recoll's uncompress() reads. */
static void
test_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < 200000)
    g_string_append_printf (text, "Otter %u schwimmt über den Fluß.\n\n", (guint) text->len);
  g_autoptr (GBytes) packed = offprint_metadata_pack_text (text->str);
  g_autofree char *unpacked = offprint_metadata_unpack_text (packed);
  g_assert_cmpstr (unpacked, ==, text->str);
  g_autofree guint8 *plain = g_malloc (text->len);
  uLongf size = text->len;
  g_assert_cmpint (uncompress (plain, &size, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed)), ==, Z_OK);
  g_assert_cmpmem (plain, size, text->str, text->len);
}

static GBytes *
pack (const void *data, gsize length)
{
  uLongf size = compressBound (length);
  guint8 *packed = g_malloc (size);
  g_assert_cmpint (compress (packed, &size, data, length), ==, Z_OK);
  return g_bytes_new_take (packed, size);
}

static void
assert_no_text (GBytes *packed)
{
  g_autofree char *text = offprint_metadata_unpack_text (packed);
  g_assert_null (text);
}

/* What is damaged, cut, larger than any text or no UTF-8 gives no text: nothing else either. */
static void
test_text_damaged (void)
{
  gsize too_long = offprint_schema_get (OFFPRINT_FIELD_TEXT)->max_bytes + 1;
  g_autofree char *bomb = g_strnfill (too_long, 'x');
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GBytes) large = pack (bomb, too_long);
  g_autoptr (GBytes) latin = pack ("caf\xe9", 4);
  g_autoptr (GBytes) whole = pack (bomb, 100000);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 5);
  assert_no_text (empty);
  assert_no_text (junk);
  assert_no_text (large);
  assert_no_text (latin);
  assert_no_text (cut);
}

/* A value comes back with its type only, and junk gives none. */
static void
test_variant (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed ("[('/a', uint64 7), ('/b', 8)]"));
  g_autoptr (GBytes) packed = offprint_metadata_pack_variant (value);
  g_autoptr (GVariant) unpacked = offprint_metadata_unpack_variant (packed, G_VARIANT_TYPE ("a(st)"));
  g_autoptr (GVariant) other = offprint_metadata_unpack_variant (packed, G_VARIANT_TYPE ("a(ss)"));
  g_autoptr (GBytes) junk = g_bytes_new_static ("\xff\xff\0a(st)", 8);
  g_autoptr (GVariant) damaged = offprint_metadata_unpack_variant (junk, G_VARIANT_TYPE ("a(st)"));
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GVariant) none = offprint_metadata_unpack_variant (empty, G_VARIANT_TYPE ("a(st)"));
  g_assert_cmpvariant (unpacked, value);
  g_assert_null (other);
  g_assert_null (damaged);
  g_assert_null (none);
}

static void
assert_version (const char *version, guint32 n_documents, gboolean good)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (version, strlen (version));
  g_assert_cmpint (offprint_metadata_check_version (bytes, n_documents, "/x", &error), ==, good);
  if (!good)
    g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
}

/* Ours, or empty; neither another version nor somebody else's index. */
static void
test_version (void)
{
  assert_version (OFFPRINT_SCHEMA_VERSION, 10, TRUE);
  assert_version (OFFPRINT_SCHEMA_VERSION, 0, TRUE);
  assert_version ("", 0, TRUE);
  assert_version ("", 1, FALSE);
  assert_version (OFFPRINT_SCHEMA_VERSION "0", 0, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata/keys", test_keys);
  g_test_add_func ("/metadata/text", test_text);
  g_test_add_func ("/metadata/text/damaged", test_text_damaged);
  g_test_add_func ("/metadata/variant", test_variant);
  g_test_add_func ("/metadata/version", test_version);
  return g_test_run ();
}
