/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xapian in C, shaped after what Offprint needs. Compiles as C99 and as C++11.
 *
 * Rules of the whole header:
 * - A function that can fail ends in GError **error, with domain XAP_ERROR; outputs are untouched on failure. No C++
 *   exception ever leaves.
 * - Text is pointer and length (bytes, NUL allowed), or a NUL-terminated UTF-8 string where no length is given.
 * - Results are copied out: nothing is read from the database later than in the call that returned it.
 * - A handle, and everything made from it, belongs to one thread at a time (Xapian's reference counts are not atomic).
 * - Freeing a handle never fails and accepts NULL. A writer that is freed without xap_writer_commit() loses what was
 *   not committed.
 * - When a change can't be written (disk full, database damaged) all changes since the last commit are dropped,
 *   and the writer stays usable. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define XAP_ERROR (xap_error_quark ())

/**
 * XapError:
 * @XAP_ERROR_LOCKED: another writer holds the database
 * @XAP_ERROR_CORRUPT: the database is damaged, of an unknown version, or no database
 * @XAP_ERROR_NOT_FOUND: no database, document or file there
 * @XAP_ERROR_MODIFIED: the reader's snapshot was overwritten: reopen (the shim already tried a few times)
 * @XAP_ERROR_QUERY: the query text can't be parsed
 * @XAP_ERROR_NO_SPACE: disk full or quota exceeded
 * @XAP_ERROR_NETWORK: a remote database does not answer
 * @XAP_ERROR_FAILED: anything else: out of memory, wrong argument, a bug
 */
typedef enum
{
  XAP_ERROR_LOCKED,
  XAP_ERROR_CORRUPT,
  XAP_ERROR_NOT_FOUND,
  XAP_ERROR_MODIFIED,
  XAP_ERROR_QUERY,
  XAP_ERROR_NO_SPACE,
  XAP_ERROR_NETWORK,
  XAP_ERROR_FAILED,
} XapError;

GQuark xap_error_quark (void);
const char *xap_version (void);

/* Longest term in bytes, as Xapian stores it (a NUL counts twice). */
#define XAP_TERM_MAX_BYTES 245

typedef struct _XapDocument XapDocument;
typedef struct _XapWriter XapWriter;
typedef struct _XapReader XapReader;
typedef struct _XapQuery XapQuery;
typedef struct _XapStem XapStem;
typedef struct _XapHits XapHits;

/* Documents */
XapDocument *xap_document_new (GError **error);
void xap_document_free (XapDocument *document);
gboolean xap_document_add_term (XapDocument *document, const char *term, gsize length, guint32 wdf,
                                const guint32 *positions, gsize n_positions, GError **error);
gboolean xap_document_remove_term (XapDocument *document, const char *term, gsize length, GError **error);
gboolean xap_document_set_value (XapDocument *document, guint32 slot, const void *value, gsize length, GError **error);
gboolean xap_document_set_data (XapDocument *document, const void *data, gsize length, GError **error);
GBytes *xap_document_get_data (XapDocument *document, GError **error);
GBytes *xap_document_get_value (XapDocument *document, guint32 slot, GError **error);

/* Writing */
typedef enum
{
  XAP_WRITER_CREATE = 1 << 0, /* make the database where there is none */
  XAP_WRITER_NO_SYNC = 1 << 1, /* no fsync at commit: a power cut may lose the database, a killed process does not */
} XapWriterFlags;

XapWriter *xap_writer_open (const char *path, XapWriterFlags flags, GError **error);
void xap_writer_free (XapWriter *writer);
gboolean xap_writer_commit (XapWriter *writer, GError **error);
guint32 xap_writer_replace (XapWriter *writer, const char *unique_term, gsize length, XapDocument *document,
                            GError **error);
gboolean xap_writer_replace_docid (XapWriter *writer, guint32 docid, XapDocument *document, GError **error);
gboolean xap_writer_delete (XapWriter *writer, guint32 docid, GError **error);
XapDocument *xap_writer_get_document (XapWriter *writer, guint32 docid, GError **error);
GBytes *xap_writer_get_value (XapWriter *writer, guint32 docid, guint32 slot, GError **error);
gboolean xap_writer_find (XapWriter *writer, const char *term, gsize length, guint32 *docid, GError **error);
gboolean xap_writer_set_metadata (XapWriter *writer, const char *key, const void *value, gsize length, GError **error);
GBytes *xap_writer_get_metadata (XapWriter *writer, const char *key, GError **error);
gboolean xap_writer_add_synonym (XapWriter *writer, const char *term, const char *synonym, GError **error);
gboolean xap_writer_remove_synonym (XapWriter *writer, const char *term, const char *synonym, GError **error);
gboolean xap_writer_add_spelling (XapWriter *writer, const char *word, guint32 frequency, GError **error);
gboolean xap_writer_remove_spelling (XapWriter *writer, const char *word, guint32 frequency, GError **error);

/* Reading. Several databases are searched as one; a path may also be a Xapian stub file, whose lines are then
 * shards of their own. */
XapReader *xap_reader_open (const char *const *paths, GError **error);
XapReader *xap_reader_open_reachable (const char *const *paths, GError **error);
gboolean xap_reader_drop_unreachable (XapReader *reader, GError **error);
char **xap_reader_list_left_out (XapReader *reader);
void xap_reader_free (XapReader *reader);
gboolean xap_reader_reopen (XapReader *reader, gboolean *changed, GError **error);
guint32 xap_reader_get_document_count (XapReader *reader, GError **error);
guint xap_reader_get_shard_count (XapReader *reader);
guint64 xap_reader_get_generation (XapReader *reader);
gboolean xap_reader_is_local (XapReader *reader);
void xap_reader_set_limit (XapReader *reader, gint64 deadline, const gint *stop);
char *xap_reader_get_shard_name (XapReader *reader, guint shard);
void xap_reader_locate (XapReader *reader, guint32 docid, guint *shard, guint32 *shard_docid);
GBytes *xap_reader_get_metadata (XapReader *reader, guint shard, const char *key, GError **error);
gboolean xap_reader_get_frequency (XapReader *reader, const char *term, gsize length, gboolean local,
                                   guint32 *frequency, GError **error);
char *xap_reader_suggest (XapReader *reader, const char *word, GError **error);
GBytes *xap_reader_get_data (XapReader *reader, guint32 docid, GError **error);
GBytes *xap_reader_get_value (XapReader *reader, guint32 docid, guint32 slot, GError **error);

/* Walks; the callback returns FALSE to stop. The bytes are valid during the call only. What @frequency counts is said
 * with each walk. */
typedef gboolean (*XapTermFunc) (const char *term, gsize length, guint32 frequency, gpointer data);
typedef gboolean (*XapValueFunc) (guint32 docid, const void *value, gsize length, gpointer data);
typedef gboolean (*XapPositionFunc) (guint32 position, gpointer data);
gboolean xap_reader_foreach_term (XapReader *reader, const char *prefix, XapTermFunc func, gpointer data,
                                  GError **error);
gboolean xap_reader_foreach_local_term (XapReader *reader, const char *prefix, XapTermFunc func, gpointer data,
                                        GError **error);
gboolean xap_reader_foreach_document_term (XapReader *reader, guint32 docid, XapTermFunc func, gpointer data,
                                           GError **error);
gboolean xap_reader_foreach_position (XapReader *reader, guint32 docid, const char *term, gsize length,
                                      XapPositionFunc func, gpointer data, GError **error);
gboolean xap_reader_foreach_value (XapReader *reader, guint32 slot, XapValueFunc func, gpointer data, GError **error);
gboolean xap_writer_foreach_value (XapWriter *writer, guint32 slot, XapValueFunc func, gpointer data, GError **error);
gboolean xap_reader_foreach_metadata (XapReader *reader, guint shard, const char *prefix, XapTermFunc func,
                                      gpointer data, GError **error);
gboolean xap_reader_foreach_synonym_key (XapReader *reader, guint shard, const char *prefix, XapTermFunc func,
                                         gpointer data, GError **error);
gboolean xap_reader_foreach_synonym (XapReader *reader, guint shard, const char *key, XapTermFunc func, gpointer data,
                                     GError **error);

/* Queries: values, combined into others; each call copies what it is given. */
typedef enum
{
  XAP_OPERATOR_AND,
  XAP_OPERATOR_OR,
  XAP_OPERATOR_AND_NOT, /* first without all others */
  XAP_OPERATOR_FILTER, /* first, where the others match too, without their weight */
  XAP_OPERATOR_PHRASE, /* parameter: window in positions, 0: as many as there are */
  XAP_OPERATOR_NEAR, /* likewise */
  XAP_OPERATOR_SYNONYM, /* as if all were one term */
} XapOperator;

XapQuery *xap_query_new_all (GError **error);
XapQuery *xap_query_new_term (const char *term, gsize length, GError **error);
XapQuery *xap_query_new_range (guint32 slot, const void *low, gsize low_length, const void *high, gsize high_length,
                               GError **error);
XapQuery *xap_query_new_weight (double weight, GError **error);
XapQuery *xap_query_new_value_weight (guint32 slot, GError **error);
XapQuery *xap_query_new_wildcard (XapReader *reader, const char *prefix, gsize length, guint32 max_expansion,
                                  GError **error);
XapQuery *xap_query_combine (XapOperator op, XapQuery *const *queries, gsize n_queries, guint32 parameter,
                             GError **error);
XapQuery *xap_query_prefer (XapQuery *query, XapQuery *other, GError **error);
XapQuery *xap_query_scale (XapQuery *query, double factor, GError **error);
void xap_query_free (XapQuery *query);
gboolean xap_query_is_empty (XapQuery *query);
char *xap_query_describe (XapQuery *query);

/**
 * XapPrefix:
 * @name: as typed before the colon
 * @prefix: of the terms; the same @name may stand in several rows, which are then searched together
 * @boolean: %TRUE for a filter (values of one boolean @prefix are ORed, different ones ANDed)
 */
typedef struct
{
  const char *name;
  const char *prefix;
  gboolean boolean;
} XapPrefix;

/**
 * XapParseOptions:
 * @prefixes: @n_prefixes rows
 * @stems: names of stemmers, as for xap_stem_new(), %NULL-terminated: a word outside phrases means any of its stems
 *    in them (`Z` terms). Empty: words as they are
 * @any: %TRUE: OR between words, %FALSE: AND
 * @plain: %TRUE: the text holds no operators at all, only words
 * @partial: %TRUE: the last word is unfinished
 */
typedef struct
{
  const XapPrefix *prefixes;
  gsize n_prefixes;
  const char *const *stems;
  gboolean any;
  gboolean plain;
  gboolean partial;
} XapParseOptions;

XapQuery *xap_query_parse (const char *text, const XapParseOptions *options, GError **error);

/* Searching */
typedef enum
{
  XAP_SORT_RELEVANCE,
  XAP_SORT_VALUE, /* by the slot descending, equals by relevance */
} XapSort;

/**
 * XapSearch:
 * @weighting: (nullable): bm25, bm25+, bool, coord, dlh, dph, ifb2, ineb2, inl2, bb2, pl2, tfidf, trad; parameters
 *    follow after a space (`ineb2 1.5`). %NULL: bm25
 * @sort_slot: for XAP_SORT_VALUE
 * @collapse_slot: one hit for each value of the slot, or G_MAXUINT32
 * @facet_slots: @n_facet_slots slots whose values are counted over all matches (up to @check_at_least); with a
 *    @collapse_slot, over the best match of each value of that
 * @check_at_least: count this many matches exactly
 * @closer: (nullable): preferred among the best @closer_limit hits of a search by relevance, none of which falls behind
 *    the others then: for what costs too much to be asked of all that matches, such as phrases. Where there are servers
 *    it is preferred among all hits
 * @deadline: stop at this time of g_get_monotonic_time(); 0: never
 * @stop: (nullable): stop when another thread sets this to anything but 0, which it has to do atomically
 */
typedef struct
{
  guint32 offset, limit;
  const char *weighting;
  XapSort sort;
  guint32 sort_slot;
  guint32 collapse_slot;
  const guint32 *facet_slots;
  gsize n_facet_slots;
  guint32 check_at_least;
  XapQuery *closer;
  guint32 closer_limit;
  gint64 deadline;
  const gint *stop;
} XapSearch;

typedef struct
{
  guint32 docid; /* combined over all shards */
  double weight;
  int percent;
  guint32 collapsed; /* how many others were folded into this one (a lower bound) */
  GBytes *data;
} XapHit;

XapHits *xap_reader_search (XapReader *reader, XapQuery *query, const XapSearch *search, GError **error);
gboolean xap_reader_count_matches (XapReader *reader, XapQuery *query, const guint32 *docids, gsize n_docids,
                                   guint32 *count, GError **error);
void xap_hits_free (XapHits *hits);
gsize xap_hits_get_count (XapHits *hits);
const XapHit *xap_hits_get (XapHits *hits, gsize index);
guint32 xap_hits_get_matches_estimated (XapHits *hits);
gboolean xap_hits_get_cut (XapHits *hits);
guint64 xap_hits_get_generation (XapHits *hits);
typedef gboolean (*XapFacetFunc) (const void *value, gsize length, guint32 count, gpointer data);
void xap_hits_foreach_facet (XapHits *hits, gsize facet, XapFacetFunc func, gpointer data);
gboolean xap_reader_expand (XapReader *reader, const guint32 *docids, gsize n_docids, const char *prefix,
                            guint32 max_terms, XapTermFunc func, gpointer data, GError **error);
gboolean xap_query_foreach_term (XapQuery *query, XapTermFunc func, gpointer data, GError **error);

/* Stemming */
XapStem *xap_stem_new (const char *language, GError **error);
void xap_stem_free (XapStem *stem);
const char *xap_stem_word (XapStem *stem, const char *word, gsize length, gsize *stem_length);

/* Numbers as bytes that sort alike */
gsize xap_sortable_serialise (double number, char buffer[9]);

/* Maintenance */
gboolean xap_compact (const char *const *sources, const char *destination, gboolean renumber, GError **error);
gboolean xap_check (const char *path, char **report, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapDocument, xap_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapWriter, xap_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapReader, xap_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapQuery, xap_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapStem, xap_stem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XapHits, xap_hits_free)

G_END_DECLS
