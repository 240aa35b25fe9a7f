/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening the index, and what is done when it can't be opened or written: wait for room or for another writer, build a
 * damaged one anew, refuse one of another version. After trouble everything is scanned again: what was not committed
 * is gone. */
#include "index/indexer-private.h"

#include "core/error.h"
#include "store/maintenance.h"
#include "store/swap.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

#define RETRY_LOCKED_US (2 * G_USEC_PER_SEC)
#define RETRY_SPACE_US (5 * G_USEC_PER_SEC)
#define RETRY_OTHER_US (60 * G_USEC_PER_SEC)
#define ROOM_WANTED (1024 * 1024)

static gboolean
load (OffprintIndexer *indexer)
{
  const char *databases[] = { indexer->database, NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &indexer->error);
  indexer->known = reader != NULL ? offprint_known_load (reader, &indexer->error) : NULL;
  if (indexer->known == NULL)
    return FALSE;
  g_autoptr (GVariant) places
      = offprint_reader_get_state (reader, OFFPRINT_PLACES_STATE, OFFPRINT_PLACES_TYPE, &indexer->error);
  indexer->places = offprint_places_new (places);
  return indexer->error == NULL && offprint_indexer_load_leads (indexer, reader);
}

/* So that it is noticed when it is deleted */
static void
watch_database (OffprintIndexer *indexer)
{
  g_autofree char *path = offprint_path_resolve (indexer->database);
  const char *roots[] = { path, NULL };
  if (indexer->database_watch == NULL || path == NULL)
    return;
  offprint_watch_set_roots (indexer->database_watch, roots);
  offprint_watch_add (indexer->database_watch, path);
}

/**
 * offprint_indexer_open:
 * @indexer: an indexer without a writer
 *
 * Returns: whether the index is open for writing; else the indexer's error is set
 */
gboolean
offprint_indexer_open (OffprintIndexer *indexer)
{
  indexer->writer = offprint_writer_open (indexer->database, &indexer->error);
  if (indexer->writer != NULL && load (indexer))
    {
      watch_database (indexer);
      return TRUE;
    }
  offprint_indexer_close (indexer);
  return FALSE;
}

/**
 * offprint_indexer_close:
 * @indexer: an indexer: loses what is not committed
 */
void
offprint_indexer_close (OffprintIndexer *indexer)
{
  g_clear_pointer (&indexer->writer, offprint_writer_free);
  g_clear_pointer (&indexer->known, offprint_known_free);
  g_clear_pointer (&indexer->places, g_ptr_array_unref);
  g_hash_table_remove_all (indexer->changed);
  indexer->missed_at = 0;
  indexer->places_changed = FALSE;
  indexer->uncommitted = 0;
  indexer->uncommitted_terms = 0;
  indexer->uncommitted_since = 0;
  indexer->uncommitted_urgent = FALSE;
}

/**
 * offprint_indexer_compact_now:
 * @indexer: an indexer with a writer, and with nothing under way
 * @error: return location
 *
 * Has the index made small, and opens it again. When that can't be done, the indexer's own error is set too.
 */
void
offprint_indexer_compact_now (OffprintIndexer *indexer, GError **error)
{
  guint64 before, after;
  offprint_indexer_close (indexer);
  offprint_maintenance_compact (indexer->database, &before, &after, error);
  offprint_indexer_open (indexer);
}

/* Results that are still to come are about what is known no more. */
static void
drop_work (OffprintIndexer *indexer, const GError *error)
{
  while (indexer->jobs.head != NULL)
    offprint_job_end (indexer, indexer->jobs.head->data, error);
  g_hash_table_remove_all (indexer->work);
  g_hash_table_remove_all (indexer->gone);
  offprint_queue_clear (indexer->queue);
  indexer->n_urgent = 0;
  offprint_indexer_renew_extractor (indexer);
}

static guint64
get_room (const char *path)
{
  struct statvfs status;
  return statvfs (path, &status) == 0 ? (guint64) status.f_bavail * status.f_frsize : 0;
}

/* The damaged one is kept once, for whoever wants to know what happened. */
static gboolean
set_aside (OffprintIndexer *indexer)
{
  g_autofree char *aside = g_strconcat (indexer->database, ".damaged", NULL);
  if (offprint_path_is_gone (indexer->database))
    return TRUE;
  offprint_swap_remove (aside);
  return g_rename (indexer->database, aside) == 0;
}

/* lint: table */
static const struct
{
  OffprintError code;
  OffprintIndexerState state;
  gint64 retry_us;
} troubles[] = {
  { OFFPRINT_ERROR_NO_SPACE, OFFPRINT_INDEXER_NO_SPACE, RETRY_SPACE_US },
  { OFFPRINT_ERROR_LOCKED, OFFPRINT_INDEXER_LOCKED, RETRY_LOCKED_US },
};

static void
wait_for_better_times (OffprintIndexer *indexer, const GError *error, gint64 now)
{
  gint64 wait = RETRY_OTHER_US;
  indexer->trouble_state = OFFPRINT_INDEXER_REFUSED;
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (g_error_matches (error, OFFPRINT_ERROR, (int) troubles[i].code))
      {
        indexer->trouble_state = troubles[i].state;
        wait = troubles[i].retry_us;
      }
  g_free (indexer->trouble);
  indexer->trouble = g_strdup (error->message);
  indexer->room_at_failure = get_room (indexer->database);
  indexer->retry_at = now + wait;
  indexer->retry_anyway_at = now + RETRY_OTHER_US;
}

static gboolean
rebuild (OffprintIndexer *indexer, gint64 now)
{
  gboolean is_deleted = offprint_path_is_gone (indexer->database);
  /* What is damaged again so soon would be damaged for ever. */
  if (!is_deleted && indexer->rebuilt_at > 0 && now < indexer->rebuilt_at + RETRY_OTHER_US)
    return FALSE;
  if (!set_aside (indexer) || !offprint_indexer_open (indexer))
    return FALSE;
  if (!is_deleted)
    indexer->rebuilt_at = now;
  return TRUE;
}

static void
go_on (OffprintIndexer *indexer)
{
  g_clear_pointer (&indexer->trouble, g_free);
  indexer->retry_at = 0;
  offprint_indexer_rescan (indexer, NULL);
}

/**
 * offprint_indexer_face_trouble:
 * @indexer: an indexer with an error
 * @now: monotonic microseconds
 *
 * Ends what is under way. An indexer that follows goes on as soon as it can.
 */
void
offprint_indexer_face_trouble (OffprintIndexer *indexer, gint64 now)
{
  g_autoptr (GError) error = g_steal_pointer (&indexer->error);
  offprint_indexer_close (indexer);
  drop_work (indexer, error);
  if (!indexer->options.follow)
    return;
  if (g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED) && rebuild (indexer, now))
    {
      go_on (indexer);
      return;
    }
  wait_for_better_times (indexer, indexer->error != NULL ? indexer->error : error, now);
  g_clear_error (&indexer->error);
}

/**
 * offprint_indexer_retry:
 * @indexer: an indexer without a writer
 * @now: monotonic microseconds
 *
 * Opens the index again when it is time for it and there may be room.
 */
void
offprint_indexer_retry (OffprintIndexer *indexer, gint64 now)
{
  if (indexer->retry_at == 0 || now < indexer->retry_at)
    return;
  if (indexer->trouble_state == OFFPRINT_INDEXER_NO_SPACE && now < indexer->retry_anyway_at
      && get_room (indexer->database) < indexer->room_at_failure + ROOM_WANTED)
    {
      indexer->retry_at = now + RETRY_SPACE_US;
      return;
    }
  if (offprint_indexer_open (indexer))
    go_on (indexer);
}
