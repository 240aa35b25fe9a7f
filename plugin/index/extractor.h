/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads, extracts and makes terms of files on several threads. Files go in and results come out of queues; nothing else
 * is shared but what is immutable. Used by one thread. */
#pragma once

#include "index/article-file.h"
#include "index/known.h"
#include "store/document.h"

G_BEGIN_DECLS

typedef struct _OffprintExtractor OffprintExtractor;

/**
 * OffprintArticle:
 * @record: the record, without its text
 * @document: what it puts into the index
 */
typedef struct
{
  OffprintRecord *record;
  OffprintDocument *document;
} OffprintArticle;

/**
 * OffprintExtraction:
 * @path: the file
 * @signature: of the state that was read; only size, times and inode when @error is set
 * @renamed_from: (nullable): it was not extracted: it is this file under another name (its own, when only attributes
 * changed)
 * @articles: (element-type OffprintArticle) (nullable): what is in it
 * @error: (nullable): why there is none of both
 */
typedef struct
{
  char *path;
  OffprintSignature signature;
  guint8 md5[16];
  const OffprintKnownFile *renamed_from;
  GPtrArray *articles;
  GError *error;
} OffprintExtraction;

OffprintExtractor *offprint_extractor_new (guint jobs, guint64 max_file_bytes, const OffprintKnown *known);
void offprint_extractor_free (OffprintExtractor *extractor);
void offprint_extractor_push (OffprintExtractor *extractor, const char *path, const OffprintSignature *signature,
                              gboolean always);
OffprintExtraction *offprint_extractor_pop (OffprintExtractor *extractor);
guint offprint_extractor_get_pending (const OffprintExtractor *extractor);
gboolean offprint_extractor_is_full (const OffprintExtractor *extractor);
void offprint_extraction_free (OffprintExtraction *extraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtractor, offprint_extractor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtraction, offprint_extraction_free)

G_END_DECLS
