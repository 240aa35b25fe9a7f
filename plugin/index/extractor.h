/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads, extracts and makes terms of files on several threads. Files go in and results come out of queues; nothing else
 * is shared but what is immutable. Used by one thread. */
#pragma once

#include "index/article-file.h"
#include "index/signature.h"
#include "store/document.h"

G_BEGIN_DECLS

typedef struct _OffprintExtractor OffprintExtractor;

typedef struct
{
  char *path;
  OffprintSignature signature;
} OffprintCandidate;

typedef struct
{
  const char *path;
  OffprintSignature signature;
  gboolean always;
  gboolean urgent;
  GPtrArray *candidates;
} OffprintOrder;

typedef struct
{
  char *member;
  char *mime_type;
  char **warnings;
  OffprintDocument *document;
} OffprintArticle;

typedef struct
{
  char *path;
  OffprintSignature signature;
  guint8 md5[16];
  char *renamed_from;
  GPtrArray *articles;
  GError *error;
} OffprintExtraction;

OffprintExtractor *offprint_extractor_new (guint jobs, guint64 max_file_bytes, void (*ready) (gpointer data),
                                           gpointer data);
void offprint_extractor_free (OffprintExtractor *extractor);
void offprint_extractor_push (OffprintExtractor *extractor, const OffprintOrder *order);
OffprintExtraction *offprint_extractor_pop (OffprintExtractor *extractor);
OffprintExtraction *offprint_extractor_try_pop (OffprintExtractor *extractor);
guint offprint_extractor_get_pending (const OffprintExtractor *extractor);
gboolean offprint_extractor_is_full (const OffprintExtractor *extractor);
void offprint_extractor_rest (OffprintExtractor *extractor);
void offprint_extraction_free (OffprintExtraction *extraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtractor, offprint_extractor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintExtraction, offprint_extraction_free)

G_END_DECLS
