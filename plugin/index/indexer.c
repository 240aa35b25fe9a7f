/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run: the calling thread scans, decides and writes; the extractor's threads do what lies between. What the disk
 * says now always wins: after the run the index holds what a new index of the same roots would hold. */
#include "index/indexer.h"

#include "core/error.h"
#include "index/extractor.h"
#include "index/place.h"
#include "index/scan.h"
#include "store/writer.h"

#include <stdlib.h>
#include <string.h>

/* What is not committed is kept in memory, and more of it costs Xapian more time an article. */
#define COMMIT_AFTER_ARTICLES 250
#define COMMIT_AFTER_TERMS 1000000
#define PROGRESS_INTERVAL_US 100000

typedef struct
{
  const OffprintIndexJob *job;
  OffprintWriter *writer;
  OffprintKnown *known;
  OffprintExtractor *extractor;
  GPtrArray *places;     /* of OffprintPlace */
  GPtrArray *roots;      /* of char *: those that are there */
  GPtrArray *unreadable; /* of char *: folders of which nothing is known */
  GHashTable *seen;      /* of char *: paths that are on disk */
  GHashTable *moved;     /* of char *: paths that were found again under another name */
  OffprintProgress progress;
  gint64 last_progress;
  guint uncommitted;
  gsize uncommitted_terms;
  gboolean places_changed;
  GError *error; /* the first one that ends the run */
} Run;

static void
run_clear (Run *run)
{
  offprint_extractor_free (run->extractor);
  offprint_known_free (run->known);
  offprint_writer_free (run->writer);
  g_clear_pointer (&run->places, g_ptr_array_unref);
  g_clear_pointer (&run->roots, g_ptr_array_unref);
  g_clear_pointer (&run->unreadable, g_ptr_array_unref);
  g_clear_pointer (&run->seen, g_hash_table_unref);
  g_clear_pointer (&run->moved, g_hash_table_unref);
  g_clear_error (&run->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
must_stop (Run *run)
{
  return run->error != NULL || g_cancellable_set_error_if_cancelled (run->job->cancellable, &run->error);
}

static void
complain (Run *run, const char *path, const char *reason, gboolean failed)
{
  run->progress.failed += failed;
  if (run->job->complaint != NULL)
    run->job->complaint (path, reason, failed, run->job->data);
}

static void
report_progress (Run *run, const char *current, gboolean now)
{
  gint64 time = g_get_monotonic_time ();
  if (run->job->progress == NULL || (!now && time - run->last_progress < PROGRESS_INTERVAL_US))
    return;
  run->last_progress = time;
  run->progress.current = current;
  run->job->progress (&run->progress, run->job->data);
  run->progress.current = NULL;
}

/* Counts a change to an article, and commits when there are enough. @terms: that it added */
static void
commit_batch (Run *run, gsize terms)
{
  run->uncommitted++;
  run->uncommitted_terms += terms;
  if (run->error != NULL
      || (run->uncommitted < COMMIT_AFTER_ARTICLES && run->uncommitted_terms < COMMIT_AFTER_TERMS))
    return;
  run->uncommitted = 0;
  run->uncommitted_terms = 0;
  offprint_writer_commit (run->writer, &run->error);
}

static gboolean
remove_members (Run *run, const OffprintKnownFile *file, GPtrArray *kept)
{
  for (guint i = 0; i < file->members->len; i++)
    {
      const char *member = g_ptr_array_index (file->members, i);
      if (kept != NULL && g_ptr_array_find_with_equal_func (kept, member, g_str_equal, NULL))
        continue;
      if (!offprint_writer_remove (run->writer, file->path, *member != '\0' ? member : NULL, &run->error))
        return FALSE;
    }
  return TRUE;
}

static void
forget_failure (Run *run, const OffprintKnownFile *file)
{
  if (run->error == NULL && file != NULL && file->failure != NULL)
    offprint_writer_clear_failure (run->writer, file->path, &run->error);
}

/* What became of a file that could not be read. A reason that may pass is no reason to take an article out of the
 * index. */
static void
settle_failure (Run *run, const OffprintExtraction *result, const OffprintKnownFile *known)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  gboolean may_pass = g_error_matches (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  complain (run, result->path, result->error->message, TRUE);
  if (!may_pass && known != NULL && !remove_members (run, known, NULL))
    return;
  const char *signature = may_pass ? "" : offprint_signature_format (&result->signature, buffer);
  offprint_writer_set_failure (run->writer, result->path, signature, result->error->message, &run->error);
}

static OffprintIdentity
identify (const OffprintExtraction *result, const char *member, const char *mime_type, const char *signature)
{
  OffprintIdentity identity = {
    .path = result->path,
    .member = member,
    .mime_type = mime_type,
    .size = result->signature.size,
    .modified = result->signature.modified_ns / G_GINT64_CONSTANT (1000000000),
    .signature = signature,
  };
  memcpy (identity.md5, result->md5, sizeof identity.md5);
  return identity;
}

/* Returns: FALSE when the articles of @old have another path by now: two copies of a file that is gone are on disk, or
 * the file was moved away and back during the run */
static gboolean
take_old_path (Run *run, const OffprintKnownFile *old, gboolean same_path)
{
  return same_path ? !g_hash_table_contains (run->moved, old->path) : g_hash_table_add (run->moved, old->path);
}

static void
settle_rename (Run *run, const OffprintExtraction *result)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  const OffprintKnownFile *old = result->renamed_from;
  gboolean same_path = strcmp (old->path, result->path) == 0;
  if (!take_old_path (run, old, same_path))
    {
      offprint_extractor_push (run->extractor, result->path, &result->signature, TRUE);
      return;
    }
  const char *signature = offprint_signature_format (&result->signature, buffer);
  for (guint i = 0; i < old->members->len && run->error == NULL; i++)
    {
      const char *name = g_ptr_array_index (old->members, i);
      const char *member = *name != '\0' ? name : NULL;
      OffprintIdentity identity = identify (result, member, NULL, signature);
      offprint_writer_rename (run->writer, old->path, member, &identity, &run->error);
      commit_batch (run, 0);
    }
  forget_failure (run, old);
  forget_failure (run, offprint_known_find (run->known, result->path));
  run->progress.done++;
  run->progress.unchanged += same_path;
  run->progress.renamed += !same_path;
}

static void
put_article (Run *run, const OffprintExtraction *result, const OffprintArticle *article, GPtrArray *members)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  const char *member = offprint_record_get (article->record, OFFPRINT_FIELD_MEMBER);
  OffprintIdentity identity = identify (result, member, offprint_record_get (article->record, OFFPRINT_FIELD_MIME_TYPE),
                                        offprint_signature_format (&result->signature, buffer));
  const char *const *warnings = offprint_record_get_warnings (article->record);
  for (; *warnings != NULL; warnings++)
    complain (run, result->path, *warnings, FALSE);
  g_ptr_array_add (members, g_strdup (member != NULL ? member : ""));
  offprint_writer_put (run->writer, &identity, article->document, &run->error);
  commit_batch (run, offprint_document_get_term_count (article->document));
}

static void
settle_articles (Run *run, const OffprintExtraction *result, const OffprintKnownFile *known)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < result->articles->len && run->error == NULL; i++)
    put_article (run, result, g_ptr_array_index (result->articles, i), members);
  run->progress.bytes += result->signature.size;
  if (known == NULL || known->members->len == 0)
    run->progress.added++;
  else
    run->progress.changed++;
  forget_failure (run, known);
  if (run->error == NULL && known != NULL)
    remove_members (run, known, members);
}

/* A file that went away between scan and reading is as if it had never been seen. */
static gboolean
is_gone (const OffprintExtraction *result)
{
  return result->error != NULL && offprint_path_is_gone (result->path);
}

static void
settle (Run *run)
{
  g_autoptr (OffprintExtraction) result = offprint_extractor_pop (run->extractor);
  const OffprintKnownFile *known = offprint_known_find (run->known, result->path);
  if (result->renamed_from != NULL)
    {
      settle_rename (run, result);
      return;
    }
  run->progress.done++;
  if (is_gone (result))
    g_hash_table_remove (run->seen, result->path);
  else if (result->error != NULL)
    settle_failure (run, result, known);
  else
    settle_articles (run, result, known);
  report_progress (run, result->path, FALSE);
}

/* A file that has articles and a failure could not be read for a reason that may have passed. */
static gboolean
is_settled (const OffprintKnownFile *known, const OffprintSignature *signature)
{
  return known != NULL && (known->failure == NULL || known->members->len == 0)
      && offprint_signature_compare (&known->signature, signature) == OFFPRINT_FRESH;
}

static gboolean
found_file (const char *path, const struct stat *status, gpointer data)
{
  Run *run = data;
  OffprintSignature signature;
  if (must_stop (run))
    return FALSE;
  if (!g_hash_table_add (run->seen, g_strdup (path)))
    return TRUE;
  run->progress.found++;
  offprint_signature_init (&signature, status);
  const OffprintKnownFile *known = offprint_known_find (run->known, path);
  if (!run->job->full && is_settled (known, &signature))
    {
      run->progress.done++;
      if (known->failure != NULL)
        complain (run, path, known->failure, TRUE);
      else
        run->progress.unchanged++;
      return TRUE;
    }
  while (offprint_extractor_is_full (run->extractor) && !must_stop (run))
    settle (run);
  offprint_extractor_push (run->extractor, path, &signature, run->job->full);
  report_progress (run, path, FALSE);
  return TRUE;
}

static void
found_unreadable (const char *path, const char *reason, gpointer data)
{
  Run *run = data;
  g_ptr_array_add (run->unreadable, g_strdup (path));
  complain (run, path, reason, TRUE);
}

static void
found_mount (const char *path, gpointer data)
{
  Run *run = data;
  run->places_changed |= offprint_places_set (run->places, path, FALSE);
}

static gboolean
is_below_any (const char *path, GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++)
    if (offprint_path_is_below (path, g_ptr_array_index (folders, i)))
      return TRUE;
  return FALSE;
}

static gboolean
saw_anything_below (Run *run, const char *folder)
{
  GHashTableIter iter;
  gpointer path;
  g_hash_table_iter_init (&iter, run->seen);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (offprint_path_is_below (path, folder))
      return TRUE;
  return FALSE;
}

/* Whether a place that a scan passed is without its file system now. */
static gboolean
is_missing (Run *run, const OffprintPlace *place)
{
  gboolean was_asked = g_ptr_array_find_with_equal_func (run->roots, place->path, g_str_equal, NULL);
  return is_below_any (place->path, run->roots) && (was_asked || place->is_mount) && !offprint_place_is_there (place);
}

/* What was below a file system that is not mounted now is not gone, only away. Where there are articles all the same,
 * the place has become another one. */
static void
protect_away_places (Run *run)
{
  for (guint i = 0; i < run->places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (run->places, i);
      if (!is_missing (run, place))
        continue;
      if (saw_anything_below (run, place->path))
        {
          run->places_changed |= offprint_places_set (run->places, place->path, place->is_root);
          continue;
        }
      g_ptr_array_add (run->unreadable, g_strdup (place->path));
      complain (run, place->path, "not mounted now: its articles stay in the index", FALSE);
    }
}

static void
remove_if_gone (const OffprintKnownFile *file, gpointer data)
{
  Run *run = data;
  if (run->error != NULL || g_hash_table_contains (run->seen, file->path)
      || g_hash_table_contains (run->moved, file->path) || !is_below_any (file->path, run->roots)
      || is_below_any (file->path, run->unreadable))
    return;
  forget_failure (run, file);
  if (run->error != NULL || file->members->len == 0 || !remove_members (run, file, NULL))
    return;
  run->progress.removed++;
  commit_batch (run, 0);
}

/* Only after everything below was seen and is known to be mounted may a place get a new identity. */
static void
record_roots (Run *run)
{
  for (guint i = 0; i < run->roots->len; i++)
    {
      const char *root = g_ptr_array_index (run->roots, i);
      if (!is_below_any (root, run->unreadable))
        run->places_changed |= offprint_places_set (run->places, root, TRUE);
    }
  if (run->places_changed && run->error == NULL)
    offprint_writer_set_state (run->writer, OFFPRINT_PLACES_STATE, offprint_places_to_variant (run->places),
                               &run->error);
}

static void
add_root (Run *run, const char *asked)
{
  g_autofree char *root = realpath (asked, NULL);
  if (root == NULL)
    {
      complain (run, asked, "no such file or folder: what is indexed of it stays", TRUE);
      return;
    }
  if (!is_below_any (root, run->roots))
    g_ptr_array_add (run->roots, g_strdup (root));
}

static gboolean
load (Run *run)
{
  const char *databases[] = { run->job->database, NULL };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &run->error);
  if (reader == NULL)
    return FALSE;
  run->known = offprint_known_load (reader, &run->error);
  if (run->known == NULL)
    return FALSE;
  g_autoptr (GVariant) places
      = offprint_reader_get_state (reader, OFFPRINT_PLACES_STATE, OFFPRINT_PLACES_TYPE, &run->error);
  run->places = offprint_places_new (places);
  return run->error == NULL;
}

static void
scan_root (Run *run, guint index)
{
  const OffprintScanFuncs funcs = { .file = found_file, .unreadable = found_unreadable, .mount = found_mount };
  const char *root = g_ptr_array_index (run->roots, index);
  g_autoptr (GError) error = NULL;
  if (!offprint_scan (root, run->job->max_depth, &funcs, run, &error))
    found_unreadable (root, error->message, run);
}

static void
scan_all (Run *run)
{
  run->progress.scanning = TRUE;
  for (guint i = 0; i < run->roots->len && !must_stop (run); i++)
    scan_root (run, i);
  run->progress.scanning = FALSE;
  while (offprint_extractor_get_pending (run->extractor) > 0 && !must_stop (run))
    settle (run);
}

static void
finish (Run *run)
{
  protect_away_places (run);
  offprint_known_foreach (run->known, remove_if_gone, run);
  record_roots (run);
}

/* What was written before a cancellation is kept: it is true. */
static void
commit_last (Run *run)
{
  if (run->error == NULL || g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    offprint_writer_commit (run->writer, run->error == NULL ? &run->error : NULL);
}

/**
 * offprint_index_run:
 * @job: what to do
 * @result: (out caller-allocates) (optional): what was done, also on failure
 * @error: return location
 *
 * Brings the index up to date with @job's roots once. Articles are removed only below roots that were scanned now. Runs
 * until done; its callbacks come from the calling thread. Killed at any moment, it loses at most what was not
 * committed.
 *
 * Returns: %TRUE when done, whatever single files did; %OFFPRINT_ERROR_INDEX when the index can't be written,
 * %OFFPRINT_ERROR_NO_SPACE, %G_IO_ERROR_CANCELLED
 */
gboolean
offprint_index_run (const OffprintIndexJob *job, OffprintProgress *result, GError **error)
{
  g_auto (Run) run = { .job = job };
  run.roots = g_ptr_array_new_with_free_func (g_free);
  run.unreadable = g_ptr_array_new_with_free_func (g_free);
  run.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run.moved = g_hash_table_new (g_str_hash, g_str_equal);
  for (const char *const *root = job->roots; *root != NULL; root++)
    add_root (&run, *root);
  run.writer = offprint_writer_open (job->database, &run.error);
  if (run.writer != NULL && load (&run))
    {
      run.extractor = offprint_extractor_new (job->jobs, job->max_file_bytes, run.known);
      scan_all (&run);
      if (!must_stop (&run))
        finish (&run);
      commit_last (&run);
    }
  report_progress (&run, NULL, TRUE);
  if (result != NULL)
    *result = run.progress;
  if (run.error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&run.error));
  return FALSE;
}
