/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An engine that follows a folder of articles, with an index beside it, in the main context of the test. */
#pragma once

#include "index/indexer-private.h"
#include "tests/unit/folder.h"

#define ENGINE_FAILSAFE_SECONDS 60

typedef struct
{
  Folder *folder;
  char *articles;
  char *database;
  OffprintIndexer *indexer; /* (nullable) */
  gboolean flushed;
  GError *error; /* of the last flush */
} EngineFixture;

static inline void
engine_set_up (EngineFixture *fixture, gconstpointer data)
{
  fixture->folder = folder_new ();
  fixture->articles = folder_get (fixture->folder, "articles");
  fixture->database = folder_get (fixture->folder, "xapiandb");
  g_assert_no_errno (g_mkdir (fixture->articles, 0700));
}

static inline void
engine_end (EngineFixture *fixture)
{
  g_clear_pointer (&fixture->indexer, offprint_indexer_free);
}

static inline void
engine_tear_down (EngineFixture *fixture, gconstpointer data)
{
  engine_end (fixture);
  folder_free (fixture->folder);
  g_free (fixture->articles);
  g_free (fixture->database);
  g_clear_error (&fixture->error);
}

static inline void
engine_start (EngineFixture *fixture, gboolean follow)
{
  g_autoptr (GError) error = NULL;
  const char *roots[] = { fixture->articles, NULL };
  const OffprintIndexerOptions options = {
    .database = fixture->database,
    .jobs = 1,
    .max_depth = 20,
    .max_file_bytes = 100000,
    .follow = follow,
    .scan_interval = 300,
  };
  fixture->indexer = offprint_indexer_new (&options, NULL, NULL, &error);
  g_assert_no_error (error);
  offprint_indexer_set_roots (fixture->indexer, roots);
}

static inline void
engine_note_flushed (const GError *error, gpointer data)
{
  EngineFixture *fixture = data;
  fixture->flushed = TRUE;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static inline gboolean
engine_fail (gpointer data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

/* Asks for a flush, and does not wait for it. */
static inline void
engine_begin_flush (EngineFixture *fixture)
{
  fixture->flushed = FALSE;
  offprint_indexer_flush (fixture->indexer, engine_note_flushed, fixture);
}

static inline void
engine_wait_flushed (EngineFixture *fixture)
{
  guint failsafe = g_timeout_add_seconds (ENGINE_FAILSAFE_SECONDS, engine_fail, NULL);
  while (!fixture->flushed)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (failsafe);
}

static inline void
engine_flush (EngineFixture *fixture)
{
  engine_begin_flush (fixture);
  engine_wait_flushed (fixture);
  g_assert_no_error (fixture->error);
}

/* Lets it do what it would do now. */
static inline void
engine_turn (EngineFixture *fixture)
{
  offprint_indexer_wake (fixture->indexer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static inline void
engine_expect_state (EngineFixture *fixture, OffprintIndexerState state)
{
  OffprintIndexerStatus status;
  offprint_indexer_get_status (fixture->indexer, &status);
  g_assert_cmpint (status.state, ==, state);
  g_assert_cmpint (status.reason != NULL, ==, state >= OFFPRINT_INDEXER_NO_SPACE);
}

/* @count articles are in the index, for readers too. */
static inline void
engine_expect_articles (EngineFixture *fixture, guint count)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { fixture->database, NULL };
  OffprintIndexerStatus status;
  engine_flush (fixture);
  offprint_indexer_get_status (fixture->indexer, &status);
  g_assert_cmpuint (status.articles, ==, count);
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  g_autoptr (OffprintKnown) known = offprint_known_load (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offprint_known_count_articles (known), ==, count);
}
