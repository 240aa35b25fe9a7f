/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record as JSON (json-glib): every field of the table in its order, null or an empty array where nothing is known.
 */
#include "core/record.h"

#include "core/text.h"

static void
add_string (JsonBuilder *json, const char *value)
{
  if (value == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, value);
}

static void
add_strings (JsonBuilder *json, const char *const *values)
{
  json_builder_begin_array (json);
  for (; *values != NULL; values++)
    json_builder_add_string_value (json, *values);
  json_builder_end_array (json);
}

/* A file name may be any bytes, JSON may not. */
static void
add_location (JsonBuilder *json, const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  add_string (json, valid);
}

static void
add_field (JsonBuilder *json, const OffprintRecord *record, OffprintField field)
{
  const OffprintFieldInfo *info = offprint_schema_get (field);
  json_builder_set_member_name (json, info->name);
  switch (info->kind)
    {
    case OFFPRINT_KIND_LOCATION:
      add_location (json, offprint_record_get (record, field));
      break;
    case OFFPRINT_KIND_LIST:
      add_strings (json, offprint_record_get_list (record, field));
      break;
    case OFFPRINT_KIND_NUMBER:
      json_builder_add_int_value (json, (gint64) offprint_record_get_words (record));
      break;
    default:
      add_string (json, offprint_record_get (record, field));
      break;
    }
}

/**
 * offprint_record_add_json:
 * @record: a record
 * @json: a builder inside an object
 * @fields: (array length=n_fields): which fields to add, in this order
 * @n_fields: how many
 */
void
offprint_record_add_json (const OffprintRecord *record, JsonBuilder *json, const OffprintField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    add_field (json, record, fields[i]);
}

/**
 * offprint_record_to_json:
 * @record: a record
 *
 * Returns: (transfer full): one JSON object on one line, without a line end: all record fields, and `warnings`. Bytes
 * of `path` that are not UTF-8 are replaced by U+FFFD
 */
char *
offprint_record_to_json (const OffprintRecord *record)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    add_field (json, record, field);
  json_builder_set_member_name (json, "warnings");
  add_strings (json, offprint_record_get_warnings (record));
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}
