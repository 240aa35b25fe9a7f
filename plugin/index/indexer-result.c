/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done about a file that the extractor read: its articles are written, or moved, or its failure is noted; and
 * what the engine knows is kept in step. */
#include "index/indexer-private.h"

#include "core/error.h"

#include <errno.h>
#include <string.h>

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

static OffprintIdentity
identify (const char *path, const char *member, const char *mime_type, const OffprintSignature *signature,
          const char *formatted)
{
  OffprintIdentity identity = {
    .path = path,
    .member = member,
    .mime_type = mime_type,
    .size = signature->size,
    .modified = signature->modified_ns / NS_PER_SECOND,
    .signature = formatted,
  };
  offprint_signature_get_md5 (signature, identity.md5);
  return identity;
}

static const char *
as_member (const char *name)
{
  return *name != '\0' ? name : NULL;
}

/**
 * offprint_indexer_forget_failure:
 * @indexer: an indexer
 * @file: (nullable): a file that can be read, or is gone
 */
void
offprint_indexer_forget_failure (OffprintIndexer *indexer, OffprintKnownFile *file)
{
  if (file == NULL || file->failure == NULL || offprint_indexer_has_failed (indexer)
      || !offprint_writer_clear_failure (indexer->writer, file->path, &indexer->error))
    return;
  offprint_indexer_count_change (indexer, NULL, 0, FALSE);
  offprint_known_clear_failure (indexer->known, file);
}

/**
 * offprint_indexer_set_failure:
 * @indexer: an indexer
 * @path: of a file or folder that can't be read
 * @signature: (nullable): of the state that can't be read and need not be tried again; %NULL: the reason may pass
 * @reason: in words
 */
void
offprint_indexer_set_failure (OffprintIndexer *indexer, const char *path, const OffprintSignature *signature,
                              const char *reason)
{
  static const OffprintSignature none;
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  OffprintKnownFile *known = offprint_known_find (indexer->known, path);
  if (signature == NULL && known != NULL && g_strcmp0 (known->failure, reason) == 0)
    known->seen = indexer->generation;
  if (offprint_indexer_has_failed (indexer)
      || (signature == NULL && known != NULL && g_strcmp0 (known->failure, reason) == 0))
    return;
  const char *formatted = signature != NULL ? offprint_signature_format (signature, buffer) : "";
  if (!offprint_writer_set_failure (indexer->writer, path, formatted, reason, &indexer->error))
    return;
  offprint_indexer_count_change (indexer, NULL, 0, FALSE);
  known = offprint_known_set_failure (indexer->known, path, signature != NULL ? signature : &none, reason);
  known->seen = indexer->generation;
}

static gboolean
remove_members (OffprintIndexer *indexer, const OffprintKnownFile *file, GPtrArray *kept)
{
  for (guint i = 0; i < file->members->len; i++)
    {
      const char *member = g_ptr_array_index (file->members, i);
      if (kept != NULL && g_ptr_array_find_with_equal_func (kept, member, g_str_equal, NULL))
        continue;
      if (!offprint_writer_remove (indexer->writer, file->path, as_member (member), &indexer->error))
        return FALSE;
    }
  return TRUE;
}

/**
 * offprint_indexer_drop_file:
 * @indexer: an indexer
 * @file: (transfer full): a file whose articles and failure are to be forgotten
 * @urgent: whether it was lost just now
 *
 * Returns: whether it had articles
 */
gboolean
offprint_indexer_drop_file (OffprintIndexer *indexer, OffprintKnownFile *file, gboolean urgent)
{
  if (file->members->len == 0)
    {
      offprint_indexer_forget_failure (indexer, file);
      return FALSE;
    }
  if (offprint_indexer_has_failed (indexer) || !remove_members (indexer, file, NULL))
    return FALSE;
  g_autofree char *path = g_strdup (file->path);
  offprint_known_remove_articles (indexer->known, file);
  offprint_indexer_forget_failure (indexer, offprint_known_find (indexer->known, path));
  offprint_indexer_count_change (indexer, path, 0, urgent);
  return TRUE;
}

/**
 * offprint_indexer_rename:
 * @indexer: an indexer
 * @old: (transfer full): the file as it is known
 * @path: its new path, or the same
 * @signature: its new signature, with the MD5
 * @urgent: whether it was moved just now
 *
 * Gives the articles of a file another path without extracting them again.
 *
 * Returns: whether that could be written
 */
gboolean
offprint_indexer_rename (OffprintIndexer *indexer, OffprintKnownFile *old, const char *path,
                         const OffprintSignature *signature, gboolean urgent)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  const char *formatted = offprint_signature_format (signature, buffer);
  OffprintKnownFile *replaced = offprint_known_find (indexer->known, path);
  if (replaced != NULL && replaced != old)
    {
      if (!remove_members (indexer, replaced, old->members))
        return FALSE;
      offprint_indexer_forget_failure (indexer, replaced);
    }
  offprint_indexer_forget_failure (indexer, old);
  for (guint i = 0; i < old->members->len; i++)
    {
      const char *member = as_member (g_ptr_array_index (old->members, i));
      OffprintIdentity identity = identify (path, member, NULL, signature, formatted);
      if (!offprint_writer_rename (indexer->writer, old->path, member, &identity, &indexer->error))
        return FALSE;
    }
  g_autofree char *old_path = g_strdup (old->path);
  guint n_articles = old->members->len;
  OffprintKnownFile *renamed = offprint_known_rename (indexer->known, old, path, signature);
  renamed->seen = indexer->generation;
  if (strcmp (old_path, path) != 0)
    offprint_indexer_count_change (indexer, old_path, 0, urgent);
  for (guint i = 0; i < n_articles; i++)
    offprint_indexer_count_change (indexer, path, 0, urgent);
  return TRUE;
}

/* Returns: FALSE when the candidate has become something else meanwhile: two copies of a file that is gone are on disk,
 * or the file was moved away and back */
static gboolean
settle_rename (OffprintIndexer *indexer, const OffprintExtraction *result, OffprintWork *work)
{
  OffprintKnownFile *old = offprint_known_find (indexer->known, result->renamed_from);
  gboolean same_path = strcmp (result->renamed_from, result->path) == 0;
  if (old == NULL || old->members->len == 0 || !offprint_signature_same_content (&old->signature, &result->signature)
      || (!same_path && !offprint_path_is_gone (old->path)))
    return FALSE;
  offprint_indexer_rename (indexer, old, result->path, &result->signature, work->urgent);
  if (work->job != NULL)
    {
      work->job->progress.unchanged += same_path;
      work->job->progress.renamed += !same_path;
    }
  return TRUE;
}

static void
put_article (OffprintIndexer *indexer, const OffprintExtraction *result, const OffprintArticle *article,
             GPtrArray *members, OffprintWork *work)
{
  char buffer[OFFPRINT_SIGNATURE_BUFFER];
  const char *formatted = offprint_signature_format (&result->signature, buffer);
  OffprintIdentity identity
      = identify (result->path, article->member, article->mime_type, &result->signature, formatted);
  for (gsize i = 0; work->job != NULL && article->warnings[i] != NULL; i++)
    offprint_job_complain (work->job, result->path, article->warnings[i], FALSE);
  g_ptr_array_add (members, g_strdup (article->member != NULL ? article->member : ""));
  if (offprint_writer_put (indexer->writer, &identity, article->document, &indexer->error))
    offprint_indexer_count_change (indexer, result->path, offprint_document_get_term_count (article->document),
                                   work->urgent);
}

static void
settle_articles (OffprintIndexer *indexer, const OffprintExtraction *result, OffprintWork *work)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  OffprintKnownFile *known = offprint_known_find (indexer->known, result->path);
  gboolean is_new = known == NULL || known->members->len == 0;
  for (guint i = 0; i < result->articles->len && !offprint_indexer_has_failed (indexer); i++)
    put_article (indexer, result, g_ptr_array_index (result->articles, i), members, work);
  if (offprint_indexer_has_failed (indexer) || (known != NULL && !remove_members (indexer, known, members)))
    return;
  known = offprint_known_put (indexer->known, result->path, &result->signature, members);
  known->seen = indexer->generation;
  offprint_indexer_forget_failure (indexer, known);
  if (work->job == NULL)
    return;
  work->job->progress.bytes += result->signature.size;
  work->job->progress.added += is_new;
  work->job->progress.changed += !is_new;
}

/* What may be read no more is hidden at once; what no more can be read as an article is none. Only trouble with the
 * disk or the network, which may pass, is no reason to take an article out of the index. */
static void
settle_failure (OffprintIndexer *indexer, const OffprintExtraction *result, OffprintWork *work)
{
  OffprintKnownFile *known = offprint_known_find (indexer->known, result->path);
  gboolean is_trouble = g_error_matches (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  gboolean may_pass = is_trouble || g_error_matches (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_ACCESS);
  if (work->job != NULL)
    offprint_job_complain (work->job, result->path, result->error->message, TRUE);
  if (!is_trouble && known != NULL && known->members->len > 0)
    {
      if (!remove_members (indexer, known, NULL))
        return;
      offprint_known_remove_articles (indexer->known, known);
      offprint_indexer_count_change (indexer, result->path, 0, work->urgent);
    }
  offprint_indexer_set_failure (indexer, result->path, may_pass ? NULL : &result->signature, result->error->message);
}

/* Whether nobody wants the articles of that file any more: its folder was taken off the list meanwhile */
static gboolean
is_unwanted (OffprintIndexer *indexer, const OffprintExtraction *result, const OffprintWork *work)
{
  return (work->job == NULL || work->job->is_internal) && offprint_indexer_find_root (indexer, result->path) == NULL;
}

/* A file that went away between scan and end of reading is as if it had never been seen. */
static void
settle_gone (OffprintIndexer *indexer, const OffprintExtraction *result, OffprintWork *work)
{
  OffprintKnownFile *known = offprint_known_find (indexer->known, result->path);
  if (known != NULL)
    known->seen = 0;
  work->again |= work->job == NULL;
}

/* Whether what was read is not there any more, or as a scan sees it no file with anything in it: the event that told of
 * that may have come before the result. */
static gboolean
is_no_file (const char *path)
{
  struct stat status;
  if (lstat (path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  return !S_ISREG (status.st_mode) || status.st_size == 0;
}

/* Returns: whether it is settled */
static gboolean
settle_result (OffprintIndexer *indexer, const OffprintExtraction *result, OffprintWork *work)
{
  if (is_unwanted (indexer, result, work))
    return TRUE;
  if (is_no_file (result->path))
    {
      settle_gone (indexer, result, work);
      return TRUE;
    }
  if (result->renamed_from != NULL)
    return settle_rename (indexer, result, work);
  if (result->articles != NULL)
    settle_articles (indexer, result, work);
  else
    settle_failure (indexer, result, work);
  return TRUE;
}

/**
 * offprint_indexer_settle:
 * @indexer: an indexer with a writer
 * @result: (transfer full): what the extractor gave back
 */
void
offprint_indexer_settle (OffprintIndexer *indexer, OffprintExtraction *result)
{
  g_autoptr (OffprintExtraction) owned = result;
  g_autofree OffprintWork *work = NULL;
  g_autofree char *key = NULL;
  if (g_error_matches (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED))
    {
      g_set_error_literal (&indexer->error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, result->error->message);
      return;
    }
  if (!g_hash_table_steal_extended (indexer->work, result->path, (gpointer *) &key, (gpointer *) &work))
    return;
  indexer->n_urgent -= work->urgent;
  if (work->job != NULL)
    work->job->in_work--;
  if (!settle_result (indexer, result, work) && !offprint_indexer_has_failed (indexer))
    {
      /* It is the same work: what was found out of the file meanwhile is still to be looked into. */
      offprint_indexer_push (indexer, g_steal_pointer (&work), result->path, &result->signature, TRUE);
      return;
    }
  if (work->job != NULL)
    {
      work->job->progress.done++;
      offprint_job_report (work->job, result->path, FALSE);
    }
  if (work->again && indexer->options.follow)
    offprint_queue_add (indexer->queue, result->path, TRUE, g_get_monotonic_time ());
}
