/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record and its builder: values by field, cleaned and bounded by the schema table as they come in, so that nothing
 * later has to ask whether a value is valid UTF-8, how long it is, or whether a list holds a thing twice. */
#include "core/record.h"

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"

#include <string.h>

#define WARNINGS_MAX 20

struct _OffprintRecord
{
  gatomicrefcount references;
  char *values[OFFPRINT_N_RECORD_FIELDS]; /* LOCATION, LINE, DATE, TEXT */
  char **lists[OFFPRINT_N_RECORD_FIELDS]; /* LIST: never NULL there */
  guint64 words;
  char **warnings;
};

struct _OffprintRecordBuilder
{
  char *values[OFFPRINT_N_RECORD_FIELDS];
  GPtrArray *lists[OFFPRINT_N_RECORD_FIELDS];
  guint64 words; /* of a text that the record does not hold itself */
  GPtrArray *warnings;
};

static gboolean
is_list (OffprintField field)
{
  return offprint_schema_get (field)->kind == OFFPRINT_KIND_LIST;
}

/**
 * offprint_record_builder_new:
 *
 * Returns: (transfer full): a builder without any value
 */
OffprintRecordBuilder *
offprint_record_builder_new (void)
{
  OffprintRecordBuilder *builder = g_new0 (OffprintRecordBuilder, 1);
  builder->warnings = g_ptr_array_new_with_free_func (g_free);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    if (is_list (field))
      builder->lists[field] = g_ptr_array_new_with_free_func (g_free);
  return builder;
}

/**
 * offprint_record_builder_new_from:
 * @record: a record
 *
 * Returns: (transfer full): a builder that starts with all values and warnings of @record, to change a few
 */
OffprintRecordBuilder *
offprint_record_builder_new_from (const OffprintRecord *record)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      builder->values[field] = g_strdup (record->values[field]);
      for (gsize i = 0; record->lists[field] != NULL && record->lists[field][i] != NULL; i++)
        g_ptr_array_add (builder->lists[field], g_strdup (record->lists[field][i]));
    }
  builder->words = record->words;
  for (gsize i = 0; record->warnings[i] != NULL; i++)
    g_ptr_array_add (builder->warnings, g_strdup (record->warnings[i]));
  return builder;
}

/**
 * offprint_record_builder_free:
 * @builder: (transfer full) (nullable): a builder that was not ended
 */
void
offprint_record_builder_free (OffprintRecordBuilder *builder)
{
  if (builder == NULL)
    return;
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      g_free (builder->values[field]);
      g_clear_pointer (&builder->lists[field], g_ptr_array_unref);
    }
  g_ptr_array_unref (builder->warnings);
  g_free (builder);
}

static char *
clean_date (const char *value)
{
  OffprintDate date;
  char buffer[OFFPRINT_DATE_BUFFER];
  if (!offprint_date_parse_iso8601 (value, &date))
    return NULL;
  return g_strdup (offprint_date_format (&date, buffer));
}

/* A list item must not hold the separator that joins items in the index. */
static char *
clean_item (const char *value, gsize max_bytes)
{
  g_autofree char *item = offprint_text_squeeze (value, max_bytes);
  for (char *at = item; (at = strstr (at, OFFPRINT_LIST_SEPARATOR)) != NULL;)
    *at = ',';
  return g_steal_pointer (&item);
}

/* Returns: (transfer full) (nullable): the value as the field may hold it, NULL when nothing is left */
static char *
clean (OffprintField field, const char *value)
{
  const OffprintFieldInfo *info = offprint_schema_get (field);
  g_autofree char *result = NULL;
  switch (info->kind)
    {
    case OFFPRINT_KIND_LOCATION:
      result = strlen (value) <= info->max_bytes ? g_strdup (value) : NULL;
      break;
    case OFFPRINT_KIND_LINE:
      result = offprint_text_squeeze (value, info->max_bytes);
      break;
    case OFFPRINT_KIND_LIST:
      result = clean_item (value, info->max_bytes);
      break;
    case OFFPRINT_KIND_DATE:
      result = clean_date (value);
      break;
    case OFFPRINT_KIND_TEXT:
      result = offprint_text_clean_paragraphs (value, info->max_bytes);
      break;
    case OFFPRINT_KIND_NUMBER:
      break;
    }
  return result != NULL && *result != '\0' ? g_steal_pointer (&result) : NULL;
}

/* Most values come from a parser and are valid already. */
static char *
clean_bytes (OffprintField field, const char *value)
{
  if (offprint_schema_get (field)->kind == OFFPRINT_KIND_LOCATION || g_utf8_validate (value, -1, NULL))
    return clean (field, value);
  g_autofree char *valid = offprint_text_make_valid (value, -1);
  return clean (field, valid);
}

/**
 * offprint_record_builder_set:
 * @builder: a builder
 * @field: any record field but %OFFPRINT_FIELD_WORDS, which is counted at the end
 * @value: (nullable): the new value, any bytes; a date must be in ISO 8601. For a list the only item
 *
 * Sets @field to the cleaned value; to nothing if @value is %NULL, empty or no date. What is too long is cut.
 */
void
offprint_record_builder_set (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  g_return_if_fail (field < OFFPRINT_N_RECORD_FIELDS && field != OFFPRINT_FIELD_WORDS);

  if (is_list (field))
    {
      g_ptr_array_set_size (builder->lists[field], 0);
      if (value != NULL)
        offprint_record_builder_add (builder, field, value);
      return;
    }
  g_autofree char *cleaned = value != NULL ? clean_bytes (field, value) : NULL;
  g_free (builder->values[field]);
  builder->values[field] = g_steal_pointer (&cleaned);
}

/**
 * offprint_record_builder_add:
 * @builder: a builder
 * @field: a field that is a list
 * @value: an item, any bytes
 *
 * Adds the cleaned item, unless it is empty, there already, or the list is full.
 */
void
offprint_record_builder_add (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  g_return_if_fail (field < OFFPRINT_N_RECORD_FIELDS && is_list (field));

  GPtrArray *list = builder->lists[field];
  if (list->len >= offprint_schema_get (field)->max_items)
    return;
  g_autofree char *item = clean_bytes (field, value);
  if (item == NULL || g_ptr_array_find_with_equal_func (list, item, g_str_equal, NULL))
    return;
  g_ptr_array_add (list, g_steal_pointer (&item));
}

/**
 * offprint_record_builder_add_before:
 * @builder: a builder
 * @field: a field that is a list
 * @values: (array zero-terminated=1): items, any bytes
 *
 * Adds items as offprint_record_builder_add() does, but before those that are there: of these the last ones go where
 * the list gets full.
 */
void
offprint_record_builder_add_before (OffprintRecordBuilder *builder, OffprintField field, const char *const *values)
{
  g_return_if_fail (field < OFFPRINT_N_RECORD_FIELDS && is_list (field));

  g_autoptr (GPtrArray) others = builder->lists[field];
  builder->lists[field] = g_ptr_array_new_with_free_func (g_free);
  for (; *values != NULL; values++)
    offprint_record_builder_add (builder, field, *values);
  for (guint i = 0; i < others->len; i++)
    offprint_record_builder_add (builder, field, g_ptr_array_index (others, i));
}

/**
 * offprint_record_builder_set_words:
 * @builder: a builder
 * @words: number of words in the article's text
 *
 * For a record that does not hold the text itself; where it does, its words are counted.
 */
void
offprint_record_builder_set_words (OffprintRecordBuilder *builder, guint64 words)
{
  builder->words = words;
}

/**
 * offprint_record_builder_get:
 * @builder: a builder
 * @field: a field
 *
 * Returns: (transfer none) (nullable): the value so far, of a list its first item
 */
const char *
offprint_record_builder_get (const OffprintRecordBuilder *builder, OffprintField field)
{
  g_return_val_if_fail (field < OFFPRINT_N_RECORD_FIELDS, NULL);

  if (!is_list (field))
    return builder->values[field];
  return builder->lists[field]->len > 0 ? g_ptr_array_index (builder->lists[field], 0) : NULL;
}

/**
 * offprint_record_builder_warn:
 * @builder: a builder
 * @format: printf format of one line: what could not be read, for a person
 *
 * Notes that the record is partial or uncertain. At most 20 are kept.
 */
void
offprint_record_builder_warn (OffprintRecordBuilder *builder, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (builder->warnings->len >= WARNINGS_MAX)
    return;
  g_autofree char *valid = offprint_text_make_valid (message, -1);
  g_ptr_array_add (builder->warnings, offprint_text_squeeze (valid, 500));
}

/**
 * offprint_record_builder_end:
 * @builder: (transfer full): a builder
 *
 * Returns: (transfer full): the record, with its words counted
 */
OffprintRecord *
offprint_record_builder_end (OffprintRecordBuilder *builder)
{
  OffprintRecord *record = g_new0 (OffprintRecord, 1);
  g_atomic_ref_count_init (&record->references);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      record->values[field] = g_steal_pointer (&builder->values[field]);
      if (builder->lists[field] == NULL)
        continue;
      g_ptr_array_add (builder->lists[field], NULL);
      record->lists[field] = (char **) g_ptr_array_steal (builder->lists[field], NULL);
    }
  g_ptr_array_add (builder->warnings, NULL);
  record->warnings = (char **) g_ptr_array_steal (builder->warnings, NULL);
  const char *text = record->values[OFFPRINT_FIELD_TEXT];
  record->words = text != NULL ? offprint_text_count_words (text) : builder->words;
  offprint_record_builder_free (builder);
  return record;
}

/**
 * offprint_record_ref:
 * @record: a record
 *
 * Returns: (transfer full): @record. Thread-safe
 */
OffprintRecord *
offprint_record_ref (OffprintRecord *record)
{
  g_atomic_ref_count_inc (&record->references);
  return record;
}

/**
 * offprint_record_unref:
 * @record: (transfer full) (nullable): a record. Thread-safe
 */
void
offprint_record_unref (OffprintRecord *record)
{
  if (record == NULL || !g_atomic_ref_count_dec (&record->references))
    return;
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      g_free (record->values[field]);
      g_strfreev (record->lists[field]);
    }
  g_strfreev (record->warnings);
  g_free (record);
}

/**
 * offprint_record_get:
 * @record: a record
 * @field: a field that is neither a list nor a number
 *
 * Returns: (transfer none) (nullable): its value: never empty, valid UTF-8 but for a LOCATION
 */
const char *
offprint_record_get (const OffprintRecord *record, OffprintField field)
{
  g_return_val_if_fail (field < OFFPRINT_N_RECORD_FIELDS && !is_list (field), NULL);

  return record->values[field];
}

/**
 * offprint_record_get_list:
 * @record: a record
 * @field: a field that is a list
 *
 * Returns: (transfer none) (not nullable): its items, %NULL-terminated, each once
 */
const char *const *
offprint_record_get_list (const OffprintRecord *record, OffprintField field)
{
  g_return_val_if_fail (field < OFFPRINT_N_RECORD_FIELDS && is_list (field), NULL);

  return (const char *const *) record->lists[field];
}

/**
 * offprint_record_join_list:
 * @record: a record
 * @field: a field that is a list
 *
 * Returns: (transfer full): its items in one string, joined by %OFFPRINT_LIST_SEPARATOR; empty when there is none
 */
char *
offprint_record_join_list (const OffprintRecord *record, OffprintField field)
{
  g_return_val_if_fail (field < OFFPRINT_N_RECORD_FIELDS && is_list (field), NULL);

  return g_strjoinv (OFFPRINT_LIST_SEPARATOR, record->lists[field]);
}

/**
 * offprint_record_get_words:
 * @record: a record
 *
 * Returns: the number of words in the text
 */
guint64
offprint_record_get_words (const OffprintRecord *record)
{
  return record->words;
}

/**
 * offprint_record_get_warnings:
 * @record: a record
 *
 * Returns: (transfer none) (not nullable): what extraction could not read or was not sure of, %NULL-terminated
 */
const char *const *
offprint_record_get_warnings (const OffprintRecord *record)
{
  return (const char *const *) record->warnings;
}
