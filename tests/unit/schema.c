/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/schema.h"

#include <string.h>

static void
assert_new (GHashTable *seen, const char *value)
{
  if (value != NULL)
    g_assert_true (g_hash_table_add (seen, g_strdup (value)));
}

/* Each row has what its kind needs. */
static void
test_complete (void)
{
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      g_assert_nonnull (info->name);
      g_assert_cmpint (offprint_schema_get_field (info), ==, field);
      g_assert_true (info->kind != OFFPRINT_KIND_LIST || info->max_items > 0);
      g_assert_true (field >= OFFPRINT_N_RECORD_FIELDS || info->kind == OFFPRINT_KIND_NUMBER || info->max_bytes > 0);
      g_assert_true ((info->query_names == NULL) == (info->help == NULL));
      g_assert_true (info->query_names == NULL || info->prefix != NULL || info->filter != NULL
                     || info->slot != OFFPRINT_NO_SLOT);
    }
}

/* No name, prefix, slot or key stands for two fields. */
static void
test_unique (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) slots = g_hash_table_new (NULL, NULL);
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      assert_new (names, info->name);
      assert_new (prefixes, info->prefix);
      assert_new (prefixes, info->filter);
      assert_new (keys, info->data_key);
      g_auto (GStrv) words = g_strsplit (info->query_names != NULL ? info->query_names : "", " ", -1);
      for (gsize i = 0; words[i] != NULL; i++)
        assert_new (queries, words[i]);
      if (info->slot != OFFPRINT_NO_SLOT)
        g_assert_true (g_hash_table_add (slots, GUINT_TO_POINTER (info->slot)));
      g_assert_true (info->slot == OFFPRINT_NO_SLOT
                     || (info->slot >= 1000 && info->slot < OFFPRINT_SLOT_RECENCY));
    }
}

/* What the hosts use for something else is not taken: Recoll's parents (F), its markers (XX), its stems (Z). */
static void
test_prefixes (void)
{
  static const char *const taken[] = { "F", "Z", "XX", "XM", "XB", "R", "Q", "D", "M", "Y" };
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
      {
        g_assert_cmpstr (offprint_schema_get (field)->prefix, !=, taken[i]);
        g_assert_cmpstr (offprint_schema_get (field)->filter, !=, taken[i]);
      }
}

/* Rows are found by each of their names, in any case, and by nothing else. */
static void
test_find (void)
{
  const OffprintFieldInfo *title = offprint_schema_get (OFFPRINT_FIELD_TITLE);
  g_assert_true (offprint_schema_find_name ("title") == title);
  g_assert_true (offprint_schema_find_query_name ("TITLE", 5) == title);
  g_assert_true (offprint_schema_find_query_name ("subject:x", 7) == title);
  g_assert_true (offprint_schema_find_data_key ("caption", 7) == title);
  g_assert_null (offprint_schema_find_name ("caption"));
  g_assert_null (offprint_schema_find_query_name ("titl", 4));
  g_assert_null (offprint_schema_find_query_name ("", 0));
  g_assert_null (offprint_schema_find_data_key ("title", 5));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/complete", test_complete);
  g_test_add_func ("/schema/unique", test_unique);
  g_test_add_func ("/schema/prefixes", test_prefixes);
  g_test_add_func ("/schema/find", test_find);
  return g_test_run ();
}
