/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an order to its result: open and read the file here, recognise it, or let a worker extract it. */
#include "index/extractor-private.h"

#include "index/place.h"

#include <string.h>

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

/**
 * offprint_candidate_new:
 * @path: of a file in the index
 * @signature: of it
 *
 * Returns: (transfer full): a candidate
 */
OffprintCandidate *
offprint_candidate_new (const char *path, const OffprintSignature *signature)
{
  OffprintCandidate *candidate = g_new0 (OffprintCandidate, 1);
  candidate->path = g_strdup (path);
  candidate->signature = *signature;
  return candidate;
}

/**
 * offprint_candidate_free:
 * @candidate: (transfer full) (nullable): a candidate
 */
void
offprint_candidate_free (OffprintCandidate *candidate)
{
  if (candidate == NULL)
    return;
  g_free (candidate->path);
  g_free (candidate);
}

/* A file under another path is the same only if extraction would give the same, and the other path is no more. */
static gboolean
is_candidate (const OffprintOrder *order, const OffprintSignature *signature, const OffprintCandidate *candidate)
{
  return offprint_signature_same_content (&candidate->signature, signature)
      && (strcmp (candidate->path, order->path) == 0
          || offprint_path_may_have_moved (candidate->path, order->path));
}

/* Returns: (transfer full) (nullable): path of the candidate that the file is */
static char *
recognise (const OffprintOrder *order, const OffprintSignature *signature)
{
  for (guint i = 0; !order->always && order->candidates != NULL && i < order->candidates->len; i++)
    {
      const OffprintCandidate *candidate = g_ptr_array_index (order->candidates, i);
      if (is_candidate (order, signature, candidate))
        return g_strdup (candidate->path);
    }
  return NULL;
}

/**
 * offprint_order_carry_out:
 * @order: an order
 * @max_file_bytes: larger files are refused
 * @worker: (inout) (nullable): of the calling thread; started when it is needed and there is none
 * @cancellable: ends it early
 *
 * Returns: (transfer full): the result
 */
OffprintExtraction *
offprint_order_carry_out (const OffprintOrder *order, guint64 max_file_bytes, OffprintWorker **worker,
                          GCancellable *cancellable)
{
  OffprintExtraction *result = g_new0 (OffprintExtraction, 1);
  result->path = g_strdup (order->path);
  result->signature = order->signature;
  g_autoptr (OffprintArticleFile) file
      = offprint_article_file_read (order->path, max_file_bytes, cancellable, &result->error);
  if (file == NULL)
    return result;
  result->signature = file->signature;
  memcpy (result->md5, file->md5, sizeof result->md5);
  result->renamed_from = recognise (order, &file->signature);
  if (result->renamed_from == NULL)
    result->articles = offprint_worker_extract_surely (worker, offprint_worker_extract, file, order->path, cancellable,
                                                       &result->error);
  return result;
}
