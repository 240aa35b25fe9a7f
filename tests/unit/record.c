/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/record.h"
#include "core/error.h"

#include <string.h>

static OffprintRecord *
make_record (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/articles/caf\xe9.html");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, "Otters  return\nto the Halve");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Jo Marsh");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Ada Quill");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, "2023-05-28");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "One two three.\n\n\n\nFour five.");
  offprint_record_builder_warn (builder, "the encoding was guessed: %s", "windows-1252");
  return offprint_record_builder_end (builder);
}

/* Values come out cleaned: one line, one blank line between paragraphs, words counted. */
static void
test_clean (void)
{
  g_autoptr (OffprintRecord) record = make_record ();
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_TITLE), ==, "Otters return to the Halve");
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_TEXT), ==, "One two three.\n\nFour five.");
  g_assert_cmpuint (offprint_record_get_words (record), ==, 5);
  g_assert_null (offprint_record_get (record, OFFPRINT_FIELD_PUBLISHER));
  g_assert_cmpstr (offprint_record_get_warnings (record)[0], ==, "the encoding was guessed: windows-1252");
  g_autofree char *joined = offprint_record_join_list (record, OFFPRINT_FIELD_AUTHORS);
  g_assert_cmpstr (joined, ==, "Jo Marsh; Ada Quill");
}

/* Nothing is longer than the table allows, and all is valid UTF-8 whatever came in. */
static void
test_bounds (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  g_autofree char *path = g_strnfill (5000, 'p');
  g_autofree char *title = g_strnfill (100000, '\xe9');
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, path);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Author %d", i);
      offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, name);
      offprint_record_builder_warn (builder, "warning %d", i);
    }
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  const char *cut = offprint_record_get (record, OFFPRINT_FIELD_TITLE);
  const OffprintFieldInfo *authors = offprint_schema_get (OFFPRINT_FIELD_AUTHORS);
  g_assert_null (offprint_record_get (record, OFFPRINT_FIELD_PATH));
  g_assert_cmpuint (strlen (cut), <=, offprint_schema_get (OFFPRINT_FIELD_TITLE)->max_bytes);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpuint (g_strv_length ((char **) offprint_record_get_list (record, OFFPRINT_FIELD_AUTHORS)), ==,
                    authors->max_items);
  g_assert_cmpuint (g_strv_length ((char **) offprint_record_get_warnings (record)), ==, 20);
}

/* A list holds each item once, and no item holds what joins them. */
static void
test_lists (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, " tide ");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "tide");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "a; b; c");
  g_assert_cmpstr (offprint_record_builder_get (builder, OFFPRINT_FIELD_KEYWORDS), ==, "tide");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  const char *const *list = offprint_record_get_list (record, OFFPRINT_FIELD_KEYWORDS);
  g_assert_cmpstr (list[0], ==, "tide");
  g_assert_cmpstr (list[1], ==, "a, b, c");
  g_assert_null (list[2]);
}

/* What is added before comes first, once, and what has no room any more is what came last. */
static void
test_add_before (void)
{
  const char *const values[] = { "tide", " ", "mill ", NULL };
  const guint max_items = offprint_schema_get (OFFPRINT_FIELD_KEYWORDS)->max_items;
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  for (guint i = 0; i < max_items - 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, number);
    }
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "mill");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "last");
  offprint_record_builder_add_before (builder, OFFPRINT_FIELD_KEYWORDS, values);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  const char *const *list = offprint_record_get_list (record, OFFPRINT_FIELD_KEYWORDS);
  g_assert_cmpuint (g_strv_length ((char **) list), ==, max_items);
  g_assert_cmpstr (list[0], ==, "tide");
  g_assert_cmpstr (list[1], ==, "mill");
  g_assert_cmpstr (list[2], ==, "0");
  g_assert_false (g_strv_contains (list + 2, "mill"));
  g_assert_false (g_strv_contains (list, "last"));
}

/* A date field holds ISO 8601 in the known precision or nothing. */
static void
test_dates (void)
{
  static const struct
  {
    const char *value, *kept;
  } cases[] = {
    { "2022", "2022" },
    { "2022-01", "2022-01" },
    { "2022-01-27", "2022-01-27" },
    { "yesterday", NULL },
    { "2022-02-30", NULL },
    { "", NULL },
    { "2022-01-27T10:00:05+01:00", "2022-01-27T10:00:05+01:00" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
      offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, cases[i].value);
      g_assert_cmpstr (offprint_record_builder_get (builder, OFFPRINT_FIELD_PUBLISHED), ==, cases[i].kept);
    }
}

/* JSON holds every field of the table, null or empty where nothing is known, and is valid whatever the file's name is.
 */
static void
test_json (void)
{
  g_autoptr (OffprintRecord) record = make_record ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = offprint_record_to_json (record);
  g_autoptr (JsonNode) root = json_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_null (strchr (text, '\n'));
  JsonObject *object = json_node_get_object (root);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    g_assert_true (json_object_has_member (object, offprint_schema_get (field)->name));
  g_assert_cmpstr (json_object_get_string_member (object, "path"), ==, "/articles/caf\xef\xbf\xbd.html");
  g_assert_true (json_object_get_null_member (object, "publisher"));
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (object, "keywords")), ==, 0);
  g_assert_cmpint (json_object_get_int_member (object, "words"), ==, 5);
}

/* A record that went through a variant is the same, the bytes of its path included. */
static void
test_variant (void)
{
  g_autoptr (OffprintRecord) record = make_record ();
  g_autoptr (GVariant) variant = g_variant_ref_sink (offprint_record_to_variant (record));
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) again = offprint_record_new_from_variant (variant, &error);
  g_assert_no_error (error);
  g_autofree char *before = offprint_record_to_json (record);
  g_autofree char *after = offprint_record_to_json (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (offprint_record_get (again, OFFPRINT_FIELD_PATH), ==, "/articles/caf\xe9.html");
}

/* A variant from a process that is not trusted: other types and names are refused, values are cleaned anew. */
static void
test_hostile_variant (void)
{
  static const char *const texts[] = {
    "{'title': <1>}",          "{'authors': <'one'>}", "{'words': <'5'>}",       "{'site': <'example.org'>}",
    "{'no-such-field': <''>}", "{'warnings': <1>}",    "{'path': <'a string'>}", "{'title': <['a']>}",
  };
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, texts[i], NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (offprint_record_new_from_variant (variant, &error));
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
      g_clear_error (&error);
    }
  g_autoptr (GVariant) number = g_variant_ref_sink (g_variant_new_int32 (1));
  g_assert_null (offprint_record_new_from_variant (number, NULL));
  g_autoptr (GVariant) untidy
      = g_variant_parse (NULL, "{'title': <'a\\nb'>, 'published': <'soon'>}", NULL, NULL, &error);
  g_autoptr (OffprintRecord) record = offprint_record_new_from_variant (untidy, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (offprint_record_get (record, OFFPRINT_FIELD_TITLE), ==, "a b");
  g_assert_null (offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED));
}

/* Bytes that are no record, and a record with any one of its bytes changed: refused, or a record of which each value is
 * within the table's bounds. */
static void
test_hostile_bytes (void)
{
  g_autoptr (OffprintRecord) whole = make_record ();
  g_autoptr (GVariant) written = g_variant_ref_sink (offprint_record_to_variant (whole));
  guint n_refused = 0;
  gsize size = g_variant_get_size (written);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GError) error = NULL;
      guint8 *data = g_memdup2 (g_variant_get_data (written), size);
      data[i] ^= 0xff;
      g_autoptr (GVariant) variant = g_variant_ref_sink (
          g_variant_new_from_data (G_VARIANT_TYPE_VARDICT, data, size, FALSE, g_free, data));
      g_autoptr (OffprintRecord) record = offprint_record_new_from_variant (variant, &error);
      n_refused += record == NULL;
      g_assert_true ((record == NULL) == (error != NULL));
      const char *title = record != NULL ? offprint_record_get (record, OFFPRINT_FIELD_TITLE) : NULL;
      g_assert_true (title == NULL || g_utf8_validate (title, -1, NULL));
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_refused, <, size);
}

/* A variant that is not in normal form is refused before anything of it is read. */
static void
test_other_form (void)
{
  static const guint8 bytes[] = { 't', 'i', 't', 'l', 'e', 0, 0, 0, 'a', 0, 0, 's', 200 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) variant = g_variant_ref_sink (
      g_variant_new_from_data (G_VARIANT_TYPE_VARDICT, bytes, sizeof bytes, FALSE, NULL, NULL));
  g_assert_null (offprint_record_new_from_variant (variant, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "form"));
}

/* A builder that starts from a record changes what is set and keeps the rest; words of a text held elsewhere can be
 * told. */
static void
test_change (void)
{
  g_autoptr (OffprintRecord) record = make_record ();
  OffprintRecordBuilder *builder = offprint_record_builder_new_from (record);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, "Another");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, NULL);
  offprint_record_builder_set_words (builder, 77);
  g_autoptr (OffprintRecord) changed = offprint_record_builder_end (builder);
  g_assert_cmpstr (offprint_record_get (changed, OFFPRINT_FIELD_TITLE), ==, "Another");
  g_assert_cmpstr (offprint_record_get (changed, OFFPRINT_FIELD_PUBLISHED), ==, "2023-05-28");
  g_assert_cmpuint (offprint_record_get_words (changed), ==, 77);
  g_assert_cmpuint (offprint_record_get_words (record), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/clean", test_clean);
  g_test_add_func ("/record/bounds", test_bounds);
  g_test_add_func ("/record/lists", test_lists);
  g_test_add_func ("/record/add-before", test_add_before);
  g_test_add_func ("/record/dates", test_dates);
  g_test_add_func ("/record/json", test_json);
  g_test_add_func ("/record/variant", test_variant);
  g_test_add_func ("/record/hostile-variant", test_hostile_variant);
  g_test_add_func ("/record/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/record/other-form", test_other_form);
  g_test_add_func ("/record/change", test_change);
  return g_test_run ();
}
