/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Form of the document data. The rules are those of Recoll's parser, the strictest of the readers: a line ends at the
 * newline, space around a value is dropped, and a backslash at the end of a line joins the next line to it. */
#include "store/data.h"

#include <string.h>

#define FILE_SCHEME "file://"

/**
 * offprint_data_append:
 * @lines: the document data so far
 * @key: without `=` and newline
 * @value: (nullable): any bytes but NUL; line ends in it become spaces
 *
 * Appends a line; none when @value is %NULL or empty. Where @value ends in a backslash an empty line follows, so that
 * Recoll does not join the next line to it.
 */
void
offprint_data_append (GString *lines, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append (lines, key);
  g_string_append_c (lines, '=');
  gsize start = lines->len;
  g_string_append (lines, value);
  for (gsize i = start; i < lines->len; i++)
    if (lines->str[i] == '\n' || lines->str[i] == '\r')
      lines->str[i] = ' ';
  g_string_append (lines, lines->str[lines->len - 1] == '\\' ? "\n\n" : "\n");
}

/**
 * offprint_data_foreach:
 * @lines: document data, any bytes
 * @length: bytes of @lines
 * @func: (scope call): called for every line that has a `=`
 * @user_data: for @func
 */
void
offprint_data_foreach (const char *lines, gsize length, OffprintDataFunc func, gpointer user_data)
{
  const char *end = lines + length;
  while (lines < end)
    {
      const char *line_end = memchr (lines, '\n', end - lines);
      line_end = line_end != NULL ? line_end : end;
      const char *equals = memchr (lines, '=', line_end - lines);
      if (equals != NULL && !func (lines, equals - lines, equals + 1, line_end - equals - 1, user_data))
        return;
      lines = line_end + 1;
    }
}

typedef struct
{
  const char *key;
  char *value;
} Lookup;

static gboolean
match_key (const char *key, gsize key_length, const char *value, gsize value_length, gpointer user_data)
{
  Lookup *lookup = user_data;
  if (strlen (lookup->key) != key_length || memcmp (lookup->key, key, key_length) != 0)
    return TRUE;
  lookup->value = g_strndup (value, value_length);
  return FALSE;
}

/**
 * offprint_data_get:
 * @lines: document data, any bytes
 * @length: bytes of @lines
 * @key: a key
 *
 * Returns: (transfer full) (nullable): the value of the first line with @key, as it is
 */
char *
offprint_data_get (const char *lines, gsize length, const char *key)
{
  Lookup lookup = { key, NULL };
  offprint_data_foreach (lines, length, match_key, &lookup);
  return lookup.value;
}

static gboolean
key_is (const char *key, gsize length, const char *name)
{
  return strlen (name) == length && memcmp (key, name, length) == 0;
}

static void
take_list (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, OFFPRINT_LIST_SEPARATOR, (int) offprint_schema_get (field)->max_items);
  for (gsize i = 0; items[i] != NULL; i++)
    offprint_record_builder_add (builder, field, items[i]);
}

static void
take_url (OffprintRecordBuilder *builder, const char *url)
{
  if (g_str_has_prefix (url, FILE_SCHEME) && offprint_record_builder_get (builder, OFFPRINT_FIELD_PATH) == NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, url + strlen (FILE_SCHEME));
}

static void
take_path (OffprintRecordBuilder *builder, const char *escaped)
{
  g_autoptr (GBytes) path = g_uri_unescape_bytes (escaped, -1, "", NULL);
  if (path == NULL)
    return;
  g_autofree char *text = g_strndup (g_bytes_get_data (path, NULL), g_bytes_get_size (path));
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, text);
}

static gboolean
take_line (const char *key, gsize key_length, const char *value, gsize value_length, gpointer user_data)
{
  OffprintRecordBuilder *builder = user_data;
  g_autofree char *text = g_strndup (value, value_length);
  if (key_is (key, key_length, OFFPRINT_DATA_URL))
    take_url (builder, text);
  else if (key_is (key, key_length, OFFPRINT_DATA_PATH))
    take_path (builder, text);
  const OffprintFieldInfo *info = offprint_schema_find_data_key (key, key_length);
  if (info != NULL && info->kind == OFFPRINT_KIND_NUMBER)
    offprint_record_builder_set_words (builder, g_ascii_strtoull (text, NULL, 10));
  if (info == NULL || info->kind == OFFPRINT_KIND_NUMBER || info->kind == OFFPRINT_KIND_TEXT)
    return TRUE;
  if (info->kind == OFFPRINT_KIND_LIST)
    take_list (builder, offprint_schema_get_field (info), text);
  else
    offprint_record_builder_set (builder, offprint_schema_get_field (info), text);
  return TRUE;
}

static gboolean
take_place_line (const char *key, gsize key_length, const char *value, gsize value_length, gpointer user_data)
{
  const char *member = offprint_schema_get (OFFPRINT_FIELD_MEMBER)->data_key;
  gboolean wanted = key_is (key, key_length, OFFPRINT_DATA_URL) || key_is (key, key_length, OFFPRINT_DATA_PATH)
                    || key_is (key, key_length, member);
  return !wanted || take_line (key, key_length, value, value_length, user_data);
}

/**
 * offprint_data_to_place:
 * @lines: document data, any bytes
 * @length: bytes of @lines
 *
 * Returns: (transfer full): of the record that the lines hold only path and member, which takes a tenth of the time
 */
OffprintRecord *
offprint_data_to_place (const char *lines, gsize length)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_data_foreach (lines, length, take_place_line, builder);
  return offprint_record_builder_end (builder);
}

/**
 * offprint_data_to_record:
 * @lines: document data, any bytes
 * @length: bytes of @lines
 *
 * Returns: (transfer full): the record that the lines hold: without text and so without words; without title where the
 *   caption is only the file name
 */
OffprintRecord *
offprint_data_to_record (const char *lines, gsize length)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_data_foreach (lines, length, take_line, builder);
  g_autofree char *untitled = offprint_data_get (lines, length, OFFPRINT_DATA_UNTITLED);
  if (untitled != NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, NULL);
  return offprint_record_builder_end (builder);
}
