/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that read an index share. */
#pragma once

#include "store/marks.h"
#include "store/query-terms.h"
#include "store/ranking.h"
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
 * @stop: (nullable): see offprint_reader_set_stop()
 * @deadline: of the question under way, in time of g_get_monotonic_time(); 0: none
 * @cut: the question under way was ended by it
 * @places_only: of hits nothing is wanted but where they are
 * @trouble: the last #XapError of the question under way, or %OFFPRINT_READER_NO_TROUBLE
 * @stop_words: (nullable): of their languages; %NULL: likewise
 * @weights: how the parts of a query are weighed
 */
struct _OffprintReader
{
  char **databases;
  char *name;
  XapReader *index;
  GHashTable *stemmers;
  GPtrArray *stems;
  const gint *stop;
  gint64 deadline;
  gboolean cut;
  gboolean places_only;
  int trouble;
  OffprintStopWords *stop_words;
  const OffprintRankingWeights *weights;
};

#define OFFPRINT_READER_NO_TROUBLE (-1)

/* Returns: (transfer full): the answer to @question, or %NULL with an #OffprintError */
typedef gpointer (*OffprintReaderFunc) (OffprintReader *reader, gconstpointer question, GError **error);

gpointer offprint_reader_ask (OffprintReader *reader, OffprintReaderFunc func, gconstpointer question,
                              GDestroyNotify free_answer, guint time_limit_ms, GError **error);
gboolean offprint_reader_is_over (const OffprintReader *reader);
gboolean offprint_reader_check (OffprintReader *reader, GError **error);
gboolean offprint_reader_load_stems (OffprintReader *reader, GError **error);
XapStem *offprint_reader_get_stem (OffprintReader *reader, const char *language, GError **error);
gboolean offprint_reader_fail (OffprintReader *reader, GError *problem, GError **error);
XapHits *offprint_reader_run (OffprintReader *reader, XapQuery *query, const XapSearch *search, GError **error);
XapHits *offprint_reader_run_text (OffprintReader *reader, OffprintQuery *query, const OffprintSearch *search,
                                   const XapSearch *wanted, XapQuery **asked, GError **error);
void offprint_reader_count_duplicates (OffprintReader *reader, XapQuery *query, const OffprintHits *hits);
gboolean offprint_reader_take_hits (OffprintReader *reader, XapHits *found, const OffprintMarks *marks, guint offset,
                                    OffprintHits *hits, GError **error);
OffprintHit *offprint_reader_make_hit (OffprintReader *reader, const XapHit *found, const OffprintMarks *marks,
                                       guint64 generation, GError **error);
guint32 offprint_reader_find_docid (OffprintReader *reader, const char *path, const char *member, XapQuery **self,
                                    GError **error);
guint64 offprint_reader_hash_place (const OffprintRecord *record);
gboolean offprint_reader_get_hit (OffprintReader *reader, guint32 docid, const OffprintMarks *marks, OffprintHit **hit,
                                  GError **error);
OffprintQuery *offprint_reader_understand (OffprintReader *reader, const OffprintSearch *search, GError **error);
char **offprint_reader_take_notes (OffprintReader *reader, OffprintQuery *query);
gboolean offprint_reader_advise (OffprintReader *reader, const OffprintQuery *query, guint n_found, char **suggestion,
                                 GError **error);

G_END_DECLS
