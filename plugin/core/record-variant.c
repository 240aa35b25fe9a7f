/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record as a GVariant `a{sv}`, for passing between processes. What comes back is not trusted: it goes through the
 * builder like anything else from outside. */
#include "core/record.h"

#include "core/error.h"

#define WARNINGS_NAME "warnings"

static GVariant *
field_to_variant (const OffprintRecord *record, OffprintField field)
{
  const OffprintFieldInfo *info = offprint_schema_get (field);
  if (info->kind == OFFPRINT_KIND_LIST)
    return g_variant_new_strv (offprint_record_get_list (record, field), -1);
  const char *value = info->kind == OFFPRINT_KIND_NUMBER ? NULL : offprint_record_get (record, field);
  if (value == NULL)
    return NULL;
  return info->kind == OFFPRINT_KIND_LOCATION ? g_variant_new_bytestring (value) : g_variant_new_string (value);
}

/**
 * offprint_record_to_variant:
 * @record: a record
 *
 * Returns: (transfer floating): `a{sv}` by JSON name: `s`, `as` for lists, `ay` for locations; unknown fields are left
 * out
 */
GVariant *
offprint_record_to_variant (const OffprintRecord *record)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      GVariant *value = field_to_variant (record, field);
      if (value != NULL)
        g_variant_dict_insert_value (&dict, offprint_schema_get (field)->name, value);
    }
  g_variant_dict_insert_value (&dict, WARNINGS_NAME, g_variant_new_strv (offprint_record_get_warnings (record), -1));
  return g_variant_dict_end (&dict);
}

static void
take_list (OffprintRecordBuilder *builder, OffprintField field, GVariant *value)
{
  g_autofree const char **items = g_variant_get_strv (value, NULL);
  for (gsize i = 0; items[i] != NULL; i++)
    offprint_record_builder_add (builder, field, items[i]);
}

static gboolean
take_field (OffprintRecordBuilder *builder, OffprintField field, GVariant *value)
{
  OffprintFieldKind kind = offprint_schema_get (field)->kind;
  const char *type = kind == OFFPRINT_KIND_LIST ? "as" : kind == OFFPRINT_KIND_LOCATION ? "ay" : "s";
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (type)) || kind == OFFPRINT_KIND_NUMBER)
    return FALSE;
  if (kind == OFFPRINT_KIND_LIST)
    take_list (builder, field, value);
  else if (kind == OFFPRINT_KIND_LOCATION)
    offprint_record_builder_set (builder, field, g_variant_get_bytestring (value));
  else
    offprint_record_builder_set (builder, field, g_variant_get_string (value, NULL));
  return TRUE;
}

static void
take_warnings (OffprintRecordBuilder *builder, GVariant *value)
{
  g_autofree const char **items = g_variant_get_strv (value, NULL);
  for (gsize i = 0; items[i] != NULL; i++)
    offprint_record_builder_warn (builder, "%s", items[i]);
}

/**
 * offprint_record_new_from_variant:
 * @variant: what offprint_record_to_variant() made, perhaps in a process that is not trusted
 * @error: return location
 *
 * Values are cleaned and bounded anew and the words counted anew.
 *
 * Returns: (transfer full) (nullable): the record; %OFFPRINT_ERROR_INPUT for another type, bytes that are not in
 * normal form, an unknown name or a value of a wrong type
 */
OffprintRecord *
offprint_record_new_from_variant (GVariant *variant, GError **error)
{
  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "record of type '%s', 'a{sv}' wanted",
                   g_variant_get_type_string (variant));
      return NULL;
    }
  if (!g_variant_is_normal_form (variant))
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "record in a form that nothing writes");
      return NULL;
    }
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  GVariantIter iter;
  const char *name;
  GVariant *child;
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &child))
    {
      g_autoptr (GVariant) value = child;
      const OffprintFieldInfo *info = offprint_schema_find_name (name);
      if (info == NULL && g_str_equal (name, WARNINGS_NAME)
          && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        {
          take_warnings (builder, value);
          continue;
        }
      OffprintField field = info != NULL ? offprint_schema_get_field (info) : OFFPRINT_N_FIELDS;
      if (field < OFFPRINT_N_RECORD_FIELDS && take_field (builder, field, value))
        continue;
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "record with a wrong value for '%s'", name);
      return NULL;
    }
  return offprint_record_builder_end (g_steal_pointer (&builder));
}
