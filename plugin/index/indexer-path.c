/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done about one path: the disk is looked at, what the index knows is compared, and it is decided whether there
 * is anything to do. */
#include "index/indexer-private.h"

#include <errno.h>
#include <string.h>

/* So many files of the same size and time are compared; what comes after them is read and extracted. */
#define CANDIDATES_LOOKED_AT 256
#define CANDIDATES_MAX 16
#define NS_PER_US 1000

static void
add_candidate (GPtrArray *candidates, const OffprintKnownFile *file)
{
  g_ptr_array_add (candidates, offprint_candidate_new (file->path, &file->signature));
}

static void
free_candidate (gpointer candidate)
{
  offprint_candidate_free (candidate);
}

/* Returns: (transfer full): what the file may be, so that it need not be extracted */
static GPtrArray *
list_candidates (OffprintIndexer *indexer, const char *path, const OffprintSignature *signature)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (free_candidate);
  const OffprintKnownFile *same = offprint_known_find (indexer->known, path);
  if (same != NULL && same->members->len > 0)
    {
      add_candidate (candidates, same);
      return candidates;
    }
  const OffprintKnownFile *like = offprint_known_find_like (indexer->known, signature);
  for (guint i = 0; like != NULL && i < CANDIDATES_LOOKED_AT && candidates->len < CANDIDATES_MAX; i++)
    {
      if (offprint_path_may_have_moved (like->path, path))
        add_candidate (candidates, like);
      like = like->next_like;
    }
  return candidates;
}

/**
 * offprint_indexer_push:
 * @indexer: an indexer
 * @work: (transfer full): what is known of why the file is read
 * @path: a file that is not being extracted
 * @signature: as it was seen
 * @always: extract it also when it is known
 *
 * Has a file extracted.
 */
void
offprint_indexer_push (OffprintIndexer *indexer, OffprintWork *work, const char *path,
                       const OffprintSignature *signature, gboolean always)
{
  g_hash_table_insert (indexer->work, g_strdup (path), work);
  indexer->n_urgent += work->urgent;
  if (work->job != NULL)
    work->job->in_work++;
  OffprintOrder order = { .path = path, .signature = *signature, .always = always, .urgent = work->urgent };
  order.candidates = always ? NULL : list_candidates (indexer, path, signature);
  offprint_extractor_push (indexer->extractor, &order);
}

/* A folder that was moved takes its files with it as they are, times of change and all: then not even reading is
 * needed. */
static OffprintKnownFile *
find_moved (OffprintIndexer *indexer, const char *path, const OffprintSignature *signature)
{
  OffprintKnownFile *file = offprint_known_find_like (indexer->known, signature);
  for (guint i = 0; file != NULL && i < CANDIDATES_LOOKED_AT; i++)
    {
      if (offprint_signature_compare (&file->signature, signature) == OFFPRINT_FRESH && *file->signature.md5 != '\0'
          && !g_hash_table_contains (indexer->work, file->path) && offprint_path_may_have_moved (file->path, path))
        return file;
      file = file->next_like;
    }
  return NULL;
}

static gboolean
rename_moved (OffprintIndexer *indexer, OffprintJob *job, const char *path, const OffprintSignature *signature)
{
  OffprintKnownFile *moved = find_moved (indexer, path, signature);
  if (moved == NULL)
    return FALSE;
  OffprintSignature complete = moved->signature;
  if (offprint_indexer_rename (indexer, moved, path, &complete, job == NULL) && job != NULL)
    job->progress.renamed++;
  return TRUE;
}

/* A file that has articles and a failure could not be read for a reason that may have passed. */
static gboolean
is_settled (const OffprintKnownFile *known, const OffprintSignature *signature)
{
  return known != NULL && (known->failure == NULL || known->members->len == 0)
         && offprint_signature_compare (&known->signature, signature) == OFFPRINT_FRESH;
}

static void
count_settled (OffprintJob *job, const OffprintKnownFile *known)
{
  if (job == NULL)
    return;
  if (known->failure != NULL)
    offprint_job_complain (job, known->path, known->failure, TRUE);
  else
    job->progress.unchanged++;
}

/* Who writes a file that a scan comes upon will hardly be done with it; the event of its closing comes later. */
static gboolean
is_being_written (OffprintIndexer *indexer, const OffprintSignature *signature)
{
  gint64 age = g_get_real_time () - signature->modified_ns / NS_PER_US;
  return indexer->options.follow && ABS (age) < OFFPRINT_QUEUE_QUIET_US;
}

/* Returns: whether there is no more to do about the file */
static gboolean
decide (OffprintIndexer *indexer, OffprintJob *job, const char *path, const OffprintSignature *signature)
{
  OffprintKnownFile *known = offprint_known_find (indexer->known, path);
  OffprintWork *work = g_hash_table_lookup (indexer->work, path);
  if (known != NULL)
    known->seen = indexer->generation;
  if (work != NULL)
    {
      work->again = TRUE;
      return TRUE;
    }
  if (job != NULL && job->full)
    return FALSE;
  if (is_settled (known, signature))
    {
      count_settled (job, known);
      return TRUE;
    }
  if (job != NULL && job->is_internal && is_being_written (indexer, signature))
    {
      offprint_queue_add (indexer->queue, path, TRUE, g_get_monotonic_time ());
      return TRUE;
    }
  return (known == NULL || known->members->len == 0) && rename_moved (indexer, job, path, signature);
}

/* What a job that was cancelled left with the extractor: who asks for it now waits for it. */
static gboolean
take_over (OffprintIndexer *indexer, OffprintJob *job, const char *path)
{
  OffprintWork *work = job != NULL ? g_hash_table_lookup (indexer->work, path) : NULL;
  if (work == NULL || work->job != NULL)
    return FALSE;
  OffprintKnownFile *known = offprint_known_find (indexer->known, path);
  if (known != NULL)
    known->seen = indexer->generation;
  work->again = TRUE;
  work->job = job;
  job->in_work++;
  return TRUE;
}

/**
 * offprint_indexer_found_file:
 * @indexer: an indexer with a writer
 * @job: (nullable): whose scan came upon it; %NULL: an event told of it
 * @path: a file that may be an article
 * @status: of the file
 */
void
offprint_indexer_found_file (OffprintIndexer *indexer, OffprintJob *job, const char *path, const struct stat *status)
{
  OffprintSignature signature;
  offprint_signature_init (&signature, status);
  if (job != NULL)
    job->progress.found++;
  gboolean is_in_work = take_over (indexer, job, path);
  if (!is_in_work && !decide (indexer, job, path, &signature))
    {
      OffprintWork *work = g_new0 (OffprintWork, 1);
      *work = (OffprintWork){ .job = job, .urgent = job == NULL };
      offprint_indexer_push (indexer, work, path, &signature, job != NULL && job->full);
    }
  else if (!is_in_work && job != NULL)
    job->progress.done++;
  if (job != NULL)
    offprint_job_report (job, path, FALSE);
}

/**
 * offprint_indexer_doubt:
 * @indexer: an indexer
 * @folder: where files may be wanted no more
 *
 * What is being extracted there is to be looked at again when that is done.
 */
void
offprint_indexer_doubt (OffprintIndexer *indexer, const char *folder)
{
  GHashTableIter iter;
  gpointer path, work;
  g_hash_table_iter_init (&iter, indexer->work);
  while (g_hash_table_iter_next (&iter, &path, &work))
    if (offprint_path_is_below (path, folder))
      ((OffprintWork *) work)->again = TRUE;
}

static gboolean
knows_anything (OffprintIndexer *indexer, const char *path)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (indexer->known, path);
  return files->len > 0;
}

/* A file may have taken the place of a folder. */
static gboolean
knows_anything_inside (OffprintIndexer *indexer, const char *path)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (indexer->known, path);
  return files->len > (offprint_known_find (indexer->known, path) != NULL);
}

/* Only later, when it is clear that it was not moved */
static void
note_gone (OffprintIndexer *indexer, const char *path)
{
  offprint_indexer_doubt (indexer, path);
  if (!knows_anything (indexer, path))
    return;
  if (g_hash_table_size (indexer->gone) == 0)
    indexer->gone_since = g_get_monotonic_time ();
  g_hash_table_add (indexer->gone, g_strdup (path));
}

static gboolean
is_article (OffprintIndexer *indexer, const char *root, const char *path, const struct stat *status)
{
  g_autofree char *name = g_path_get_basename (path);
  return S_ISREG (status->st_mode) && status->st_size > 0
         && (strcmp (path, root) == 0 || offprint_scan_wants_name (name))
         && offprint_scan_covers (root, path, &indexer->rules, NULL);
}

/* Whether the folders of a page's parts are scanned depends on the page. */
static void
scan_parts (OffprintIndexer *indexer, const char *root, const char *path)
{
  g_autoptr (GPtrArray) folders = offprint_scan_list_parts (path);
  for (guint i = 0; i < folders->len; i++)
    offprint_indexer_scan_path (indexer, root, g_ptr_array_index (folders, i), TRUE);
}

static void
look_again (OffprintIndexer *indexer, const char *path)
{
  OffprintWork *work = g_hash_table_lookup (indexer->work, path);
  if (work != NULL)
    work->again = TRUE;
  else
    offprint_queue_add (indexer->queue, path, TRUE, g_get_monotonic_time ());
}

/* Whether a second look at @link is of use: not when all is well with it, nor when there is trouble that would lead
 * back here for ever */
static gboolean
is_doubtful (const OffprintKnownFile *link, const OffprintSignature *now)
{
  gboolean in_trouble = link->failure != NULL && link->members->len > 0;
  return !in_trouble && (now == NULL || offprint_signature_compare (&link->signature, now) != OFFPRINT_FRESH);
}

/* What is done to one of a file's names is told of that name only. All of them have one status, @now. */
static void
look_at_links (OffprintIndexer *indexer, const char *path, guint64 inode, const OffprintSignature *now)
{
  OffprintKnownFile *link = offprint_known_find_links (indexer->known, inode);
  for (; link != NULL; link = link->next_link)
    if (strcmp (link->path, path) != 0 && is_doubtful (link, now))
      look_again (indexer, link->path);
}

/* @status: (nullable): of what is there now; NULL: nothing is */
static void
look_at_other_names (OffprintIndexer *indexer, const char *path, const struct stat *status)
{
  const OffprintKnownFile *known = offprint_known_find (indexer->known, path);
  if (known != NULL && (status == NULL || status->st_ino != known->signature.inode))
    look_at_links (indexer, path, known->signature.inode, NULL);
  if (status == NULL || !S_ISREG (status->st_mode) || status->st_nlink < 2)
    return;
  OffprintSignature now;
  offprint_signature_init (&now, status);
  look_at_links (indexer, path, now.inode, &now);
}

/* A path longer than a system call takes says nothing of whether anything is there: only who lists its folder sees. */
static void
look_at_too_long (OffprintIndexer *indexer, const char *root, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  if (offprint_path_is_below (folder, root))
    offprint_indexer_scan_path (indexer, root, folder, TRUE);
}

/**
 * offprint_indexer_look_at:
 * @indexer: an indexer with a writer
 * @path: of which an event told
 */
void
offprint_indexer_look_at (OffprintIndexer *indexer, const char *path)
{
  struct stat status;
  const char *root = offprint_indexer_find_root (indexer, path);
  if (root == NULL)
    return;
  g_autofree char *name = g_path_get_basename (path);
  if (strcmp (name, OFFPRINT_SCAN_IGNORE_NAME) == 0)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      offprint_indexer_scan_path (indexer, root, folder, TRUE);
      return;
    }
  scan_parts (indexer, root, path);
  gboolean is_there = lstat (path, &status) == 0;
  if (!is_there && errno == ENAMETOOLONG)
    {
      look_at_too_long (indexer, root, path);
      return;
    }
  look_at_other_names (indexer, path, is_there ? &status : NULL);
  if (!is_there)
    note_gone (indexer, path);
  else if (S_ISDIR (status.st_mode))
    offprint_indexer_scan_path (indexer, root, path, TRUE);
  else if (!is_article (indexer, root, path, &status) || knows_anything_inside (indexer, path))
    note_gone (indexer, path);
  else
    offprint_indexer_found_file (indexer, NULL, path, &status);
}
