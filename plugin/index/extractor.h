/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads, extracts and makes terms of files on several threads, each with a worker process of its own. Orders go in and
 * results come out of queues; nothing else is shared but what is immutable. Used by one thread. */
#pragma once

#include "index/article.h"
#include "index/signature.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OffprintExtractor OffprintExtractor;

/**
 * OffprintCandidate:
 * @path: of a file in the index
 * @signature: of the state that was indexed
 *
 * A file that the one to be read may be, by its path, or by size and time.
 */
typedef struct
{
  char *path;
  OffprintSignature signature;
} OffprintCandidate;

/**
 * OffprintOrder:
 * @path: a file
 * @signature: as the scan saw it
 * @always: extract also what is known
 * @urgent: goes before all that are not
 * @candidates: (nullable) (element-type OffprintCandidate) (transfer full): the same path, or others with the same size
 * and time whose file may be gone
 */
typedef struct
{
  const char *path;
  OffprintSignature signature;
  gboolean always;
  gboolean urgent;
  GPtrArray *candidates;
} OffprintOrder;

/**
 * OffprintExtraction:
 * @path: the file
 * @signature: of the state that was read; only size, times and inode when @error is set
 * @md5: of the content
 * @renamed_from: (nullable): it was not extracted: it is the candidate of this path, under another name (its own, when
 * only attributes changed)
 * @articles: (element-type OffprintArticle) (nullable): what is in it
 * @error: (nullable): why there is none of both. %OFFPRINT_ERROR_INPUT, %OFFPRINT_ERROR_UNSUPPORTED: it will be the
 * same until the file changes; %OFFPRINT_ERROR_IO: that may pass; %OFFPRINT_ERROR_FAILED: there are no workers, so that
 * no file can be read: the run must end
 */
typedef struct
{
  char *path;
  OffprintSignature signature;
  guint8 md5[16];
  char *renamed_from;
  GPtrArray *articles;
  GError *error;
} OffprintExtraction;

typedef void (*OffprintExtractorFunc) (gpointer data);

OffprintExtractor *
offprint_extractor_new (guint jobs, guint64 max_file_bytes, OffprintExtractorFunc ready, gpointer data);
void offprint_extractor_free (OffprintExtractor *extractor);
void offprint_extractor_push (OffprintExtractor *extractor, const OffprintOrder *order);
OffprintExtraction *offprint_extractor_pop (OffprintExtractor *extractor);
OffprintExtraction *offprint_extractor_try_pop (OffprintExtractor *extractor);
guint offprint_extractor_get_pending (const OffprintExtractor *extractor);
gboolean offprint_extractor_is_full (const OffprintExtractor *extractor);
void offprint_extractor_rest (OffprintExtractor *extractor);
void offprint_extraction_free (OffprintExtraction *extraction);
OffprintCandidate *offprint_candidate_new (const char *path, const OffprintSignature *signature);
void offprint_candidate_free (OffprintCandidate *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtractor, offprint_extractor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtraction, offprint_extraction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintCandidate, offprint_candidate_free)

G_END_DECLS
