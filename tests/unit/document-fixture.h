/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of files, and comparing them. */
#pragma once

#include "extract/extract.h"
#include "store/document-private.h"

#include <gio/gio.h>

static inline void
document_assert_terms_equal (const OffprintTerms *a, const OffprintTerms *b)
{
  g_assert_cmpuint (offprint_terms_get_count (a), ==, offprint_terms_get_count (b));
  for (gsize i = 0; i < offprint_terms_get_count (a); i++)
    {
      const OffprintTerm *one = offprint_terms_get (a, i), *two = offprint_terms_get (b, i);
      g_assert_cmpmem (one->text, one->length + 1, two->text, two->length + 1);
      g_assert_cmpuint (one->wdf, ==, two->wdf);
      g_assert_cmpint (one->synonym, ==, two->synonym);
      g_assert_cmpmem (one->positions, one->n_positions * sizeof (guint32), two->positions,
                       two->n_positions * sizeof (guint32));
    }
}

static inline void
document_assert_equal (const OffprintDocument *a, const OffprintDocument *b)
{
  document_assert_terms_equal (a->terms, b->terms);
  g_assert_cmpuint (a->values->len, ==, b->values->len);
  for (guint i = 0; i < a->values->len; i++)
    {
      g_assert_cmpuint (g_array_index (a->values, OffprintValue, i).slot, ==,
                        g_array_index (b->values, OffprintValue, i).slot);
      g_assert_true (g_bytes_equal (g_array_index (a->values, OffprintValue, i).value,
                                    g_array_index (b->values, OffprintValue, i).value));
    }
  g_assert_cmpstr (a->lines->str, ==, b->lines->str);
  g_assert_true ((a->text == NULL) == (b->text == NULL));
  g_assert_true (a->text == NULL || g_bytes_equal (a->text, b->text));
  g_assert_cmpstr (a->stemmer, ==, b->stemmer);
  g_assert_cmpint (a->synonyms, ==, b->synonyms);
  g_assert_cmpint (a->titled, ==, b->titled);
}

typedef void (*DocumentFileFunc) (const char *path, gpointer data);

/* Calls @func for each golden fixture of @folder, and returns how many there are. */
static inline guint
document_foreach_fixture (const char *folder, DocumentFileFunc func, gpointer data)
{
  static const char *const endings[] = { ".json", ".error", ".origin", ".tags", ".comment" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  guint n_files = 0;
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      gboolean beside = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
        beside = beside || g_str_has_suffix (name, endings[i]);
      if (beside)
        continue;
      g_autofree char *file = g_build_filename (path, name, NULL);
      func (file, data);
      n_files++;
    }
  return n_files;
}
