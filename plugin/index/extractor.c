/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pool of threads over a bounded number of files: at most a few are in memory at once, whatever waits to be indexed.
 * Large files, which take a few times their size, have one thread of their own: there are never two in memory. */
#include "index/extractor.h"

#include "core/error.h"
#include "extract/extract.h"
#include "index/place.h"

#include <string.h>

#define PENDING_PER_JOB 4
#define LARGE_BYTES (8 * 1024 * 1024)

typedef struct
{
  char *path;
  OffprintSignature signature;
  gboolean always;
  GPtrArray *candidates;
} Order;

struct _OffprintExtractor
{
  GThreadPool *pool;
  GThreadPool *large_pool;
  GAsyncQueue *results; /* of OffprintExtraction */
  void (*ready) (gpointer data);
  gpointer data;
  guint64 max_file_bytes;
  guint jobs;
  guint pending;
  gint ended; /* atomic: files that wait are not wanted any more */
};

static void
article_free (gpointer data)
{
  OffprintArticle *article = data;
  g_free (article->member); g_free (article->mime_type); g_strfreev (article->warnings);
  offprint_document_free (article->document);
  g_free (article);
}

/**
 * offprint_extraction_free:
 * @extraction: (transfer full) (nullable): a result
 */
void
offprint_extraction_free (OffprintExtraction *extraction)
{
  if (extraction == NULL)
    return;
  g_free (extraction->path);
  g_free (extraction->renamed_from);
  g_clear_pointer (&extraction->articles, g_ptr_array_unref);
  g_clear_error (&extraction->error);
  g_free (extraction);
}

static gboolean
add_article (GPtrArray *articles, OffprintRecord *record, GError **error)
{
  g_autoptr (OffprintDocument) document = offprint_document_new (record, error);
  if (document == NULL)
    return FALSE;
  OffprintArticle *article = g_new0 (OffprintArticle, 1);
  article->member = g_strdup (offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
  article->mime_type = g_strdup (offprint_record_get (record, OFFPRINT_FIELD_MIME_TYPE));
  article->warnings = g_strdupv ((char **) offprint_record_get_warnings (record));
  article->document = g_steal_pointer (&document);
  g_ptr_array_add (articles, article);
  return TRUE;
}

static GPtrArray *
extract_articles (const char *path, const OffprintArticleFile *file, GError **error)
{
  g_autoptr (GPtrArray) records = offprint_article_file_extract (file, path, error);
  if (records == NULL)
    return NULL;
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (article_free);
  for (guint i = 0; i < records->len; i++)
    if (!add_article (articles, g_ptr_array_index (records, i), error))
      return NULL;
  return g_steal_pointer (&articles);
}

static char *
recognise (const Order *order, const OffprintSignature *signature)
{
  for (guint i = 0; order->candidates != NULL && i < order->candidates->len; i++)
    {
      OffprintCandidate *c = g_ptr_array_index (order->candidates, i);
      if (offprint_signature_same_content (&c->signature, signature)
          && (strcmp (c->path, order->path) == 0 || offprint_path_is_gone (c->path)))
        return g_strdup (c->path);
    }
  return NULL;
}

static OffprintExtraction *
carry_out (const OffprintExtractor *extractor, const Order *order)
{
  OffprintExtraction *result = g_new0 (OffprintExtraction, 1);
  result->path = g_strdup (order->path);
  result->signature = order->signature;
  g_autoptr (OffprintArticleFile) file
      = offprint_article_file_read (order->path, extractor->max_file_bytes, &result->error);
  if (file == NULL)
    return result;
  result->signature = file->signature;
  memcpy (result->md5, file->md5, sizeof result->md5);
  result->renamed_from = recognise (order, &file->signature);
  if (result->renamed_from == NULL)
    result->articles = extract_articles (order->path, file, &result->error);
  return result;
}

static void
work (gpointer data, gpointer user_data)
{
  Order *order = data;
  OffprintExtractor *extractor = user_data;
  if (!g_atomic_int_get (&extractor->ended))
    g_async_queue_push (extractor->results, carry_out (extractor, order));
  if (extractor->ready) extractor->ready (extractor->data);
  g_clear_pointer (&order->candidates, g_ptr_array_unref);
  g_free (order->path);
  g_free (order);
}

/**
 * offprint_extractor_new:
 * @jobs: threads, at least 1; one more for large files
 * @max_file_bytes: larger files are refused
 * @known: what the index held, for finding renamed files; outlives the extractor
 *
 * Returns: (transfer full): an extractor
 */
OffprintExtractor *
offprint_extractor_new (guint jobs, guint64 max_file_bytes, void (*ready) (gpointer data), gpointer data)
{
  OffprintExtractor *extractor = g_new0 (OffprintExtractor, 1);
  extractor->jobs = MAX (jobs, 1);
  extractor->max_file_bytes = MIN (max_file_bytes, OFFPRINT_SOURCE_MAX_BYTES);
  extractor->ready = ready; extractor->data = data;
  extractor->results = g_async_queue_new_full ((GDestroyNotify) offprint_extraction_free);
  extractor->pool = g_thread_pool_new (work, extractor, (int) extractor->jobs, FALSE, NULL);
  extractor->large_pool = g_thread_pool_new (work, extractor, 1, FALSE, NULL);
  return extractor;
}

/**
 * offprint_extractor_free:
 * @extractor: (transfer full) (nullable): an extractor; waits for the files in work, drops those that wait and the
 * results
 */
void
offprint_extractor_free (OffprintExtractor *extractor)
{
  if (extractor == NULL)
    return;
  /* Not left to the pools' own way of ending at once: that loses what a thread has just taken. */
  g_atomic_int_set (&extractor->ended, TRUE);
  g_thread_pool_free (extractor->pool, FALSE, TRUE);
  g_thread_pool_free (extractor->large_pool, FALSE, TRUE);
  g_async_queue_unref (extractor->results);
  g_free (extractor);
}

/**
 * offprint_extractor_push:
 * @extractor: an extractor
 * @path: a file
 * @signature: as the scan saw it
 * @always: extract also what is known
 */
void
offprint_extractor_push (OffprintExtractor *extractor, const OffprintOrder *given)
{
  Order *order = g_new0 (Order, 1);
  order->path = g_strdup (given->path);
  order->signature = given->signature;
  order->always = given->always;
  order->candidates = given->candidates;
  extractor->pending++;
  g_thread_pool_push (given->signature.size > LARGE_BYTES ? extractor->large_pool : extractor->pool, order, NULL);
}

OffprintExtraction *
offprint_extractor_try_pop (OffprintExtractor *extractor)
{
  OffprintExtraction *result = g_async_queue_try_pop (extractor->results);
  if (result) extractor->pending--;
  return result;
}
void offprint_extractor_rest (OffprintExtractor *extractor) {}
/**
 * offprint_extractor_pop:
 * @extractor: an extractor with pending files
 *
 * Waits for the next result, in no order.
 *
 * Returns: (transfer full): the result
 */
OffprintExtraction *
offprint_extractor_pop (OffprintExtractor *extractor)
{
  g_return_val_if_fail (extractor->pending > 0, NULL);

  extractor->pending--;
  return g_async_queue_pop (extractor->results);
}

/**
 * offprint_extractor_get_pending:
 * @extractor: an extractor
 *
 * Returns: how many results are still to be popped
 */
guint
offprint_extractor_get_pending (const OffprintExtractor *extractor)
{
  return extractor->pending;
}

/**
 * offprint_extractor_is_full:
 * @extractor: an extractor
 *
 * Returns: whether a result should be popped before the next file is pushed
 */
gboolean
offprint_extractor_is_full (const OffprintExtractor *extractor)
{
  return extractor->pending >= extractor->jobs * PENDING_PER_JOB;
}
