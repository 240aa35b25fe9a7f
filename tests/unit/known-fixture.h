/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder with an index in it that holds just the files that a test says, and what a run knows of them. */
#pragma once

#include "index/known.h"
#include "store/writer.h"
#include "tests/unit/folder.h"

#include <sys/stat.h>

typedef struct
{
  Folder *folder;
  OffprintWriter *writer;
} Shelf;

static inline Shelf *
shelf_new (void)
{
  g_autoptr (GError) error = NULL;
  Shelf *shelf = g_new0 (Shelf, 1);
  shelf->folder = folder_new ();
  g_autofree char *database = folder_get (shelf->folder, "index");
  shelf->writer = offprint_writer_open (database, &error);
  g_assert_no_error (error);
  return shelf;
}

static inline void
shelf_free (Shelf *shelf)
{
  offprint_writer_free (shelf->writer);
  folder_free (shelf->folder);
  g_free (shelf);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shelf, shelf_free)

/* Puts the article @member, or the file itself, into the index. */
static inline void
shelf_put (Shelf *shelf, const char *path, const char *member, const char *signature)
{
  g_autoptr (GError) error = NULL;
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "An otter swims in the river.");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  const OffprintIdentity identity
      = { .path = path, .member = member, .mime_type = "text/plain", .size = 28, .signature = signature };
  offprint_writer_put (shelf->writer, &identity, document, &error);
  g_assert_no_error (error);
}

static inline void
shelf_fail (Shelf *shelf, const char *path, const char *signature, const char *reason)
{
  g_autoptr (GError) error = NULL;
  offprint_writer_set_failure (shelf->writer, path, signature, reason, &error);
  g_assert_no_error (error);
}

static inline OffprintKnown *
shelf_load (Shelf *shelf)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = folder_get (shelf->folder, "index");
  const char *databases[] = { database, NULL };
  offprint_writer_commit (shelf->writer, &error);
  g_assert_no_error (error);
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  OffprintKnown *known = offprint_known_load (reader, &error);
  g_assert_no_error (error);
  return known;
}
