/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of store/ share: a temporary folder with an index in it, articles, and what a reader sees. */
#pragma once

#include "core/record.h"
#include "shim/xap.h"
#include "store/swap.h"
#include "store/writer.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *index; /* in @folder, not made yet */
} StoreFixture;

static inline void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("offprint-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->index = g_build_filename (fixture->folder, "index", NULL);
}

static inline void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      offprint_swap_remove (path);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->index);
}

static inline OffprintRecord *
store_fixture_record (const char *title, const char *language, const char *text)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, language);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  return offprint_record_builder_end (builder);
}

static inline OffprintIdentity
store_fixture_identity (const char *path)
{
  return (OffprintIdentity) {
    .path = path, .mime_type = "text/html", .size = 1234, .modified = 1600000000,
    .md5 = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }, .signature = "1234-1600000000",
  };
}

static inline OffprintWriter *
store_fixture_open (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  OffprintWriter *writer = offprint_writer_open (fixture->index, &error);
  g_assert_no_error (error);
  return writer;
}

static inline void
store_fixture_put (OffprintWriter *writer, const char *path, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = store_fixture_record (title, "en", text);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  OffprintIdentity identity = store_fixture_identity (path);
  offprint_writer_put (writer, &identity, document, &error);
  g_assert_no_error (error);
}

static inline void
store_fixture_commit (OffprintWriter *writer)
{
  g_autoptr (GError) error = NULL;
  offprint_writer_commit (writer, &error);
  g_assert_no_error (error);
}

static inline XapReader *
store_fixture_read (const StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const char *const databases[] = { fixture->index, NULL };
  XapReader *reader = xap_reader_open (databases, &error);
  g_assert_no_error (error);
  return reader;
}

static inline gboolean
store_fixture_append_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  GString *terms = data;
  g_string_append_len (terms, term, (gssize) length);
  g_string_append_c (terms, ' ');
  return TRUE;
}

/* Returns: (transfer full): the terms of an article, each followed by a space */
static inline char *
store_fixture_terms (XapReader *reader, guint32 docid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) terms = g_string_new (NULL);
  xap_reader_foreach_document_term (reader, docid, store_fixture_append_term, terms, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&terms), FALSE);
}

static inline GString *
store_fixture_metadata (XapReader *reader, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = xap_reader_get_metadata (reader, 0, key, &error);
  g_assert_no_error (error);
  gsize length;
  const char *data = g_bytes_get_data (value, &length);
  return g_string_new_len (data, (gssize) length);
}

#define store_fixture_test(name, function) \
  g_test_add (name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
