/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that read an index share. */
#pragma once

#include "store/marks.h"
#include "store/query-terms.h"
#include "store/reader.h"
#include "store/stop-words.h"

G_BEGIN_DECLS

/**
 * OffprintReader:
 * @databases: as opened
 * @name: (type filename): of the indexes, for messages
 * @stemmers: (element-type utf8 XapStem): by name, those used so far
 * @stems: (nullable) (element-type OffprintQueryStem): what articles of the index are stemmed with; %NULL: not known
 *   yet
 * @stop_words: (nullable): of their languages; %NULL: likewise
 */
struct _OffprintReader
{
  char **databases;
  char *name;
  XapReader *index;
  GHashTable *stemmers;
  GPtrArray *stems;
  OffprintStopWords *stop_words;
};

gboolean offprint_reader_load_stems (OffprintReader *reader, GError **error);
XapStem *offprint_reader_get_stem (OffprintReader *reader, const char *language, GError **error);
gboolean offprint_reader_fail (const OffprintReader *reader, GError *problem, GError **error);
XapHits *offprint_reader_run (OffprintReader *reader, XapQuery *query, const XapSearch *search, GError **error);
XapHits *offprint_reader_run_text (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search,
                                   const XapSearch *wanted, GError **error);
gboolean offprint_reader_take_hits (OffprintReader *reader, XapHits *found, const OffprintMarks *marks, guint offset,
                                    OffprintHits *hits, GError **error);
OffprintQuery *offprint_reader_understand (OffprintReader *reader, const OffprintSearch *search, GError **error);
char **offprint_reader_take_notes (OffprintReader *reader, OffprintQuery *query);
gboolean offprint_reader_advise (OffprintReader *reader, const OffprintQuery *query, guint n_found, char **suggestion,
                                 GError **error);
OffprintHits *offprint_hits_new (void);

G_END_DECLS
