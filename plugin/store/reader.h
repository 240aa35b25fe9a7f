/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads one or many indexes: what is in them, and searches. Owned by one thread. Never blocks a writer. */
#pragma once

#include "core/hit.h"

G_BEGIN_DECLS

typedef struct _OffprintReader OffprintReader;

typedef enum
{
  OFFPRINT_SORT_RELEVANCE,
  OFFPRINT_SORT_PUBLISHED, /* newest first, undated last */
  OFFPRINT_SORT_SAVED,
} OffprintSort;

/**
 * OffprintSearch:
 * @text: what was typed, any bytes
 * @offset: hits to leave out
 * @limit: hits wanted
 * @sort: order; hits that are equal in it come by relevance, then in the order in which they came into the index
 * @fold: %TRUE: near-duplicates, copies among them, give one hit: the one that comes first in @sort
 * @unfinished: %TRUE: it is still being typed: the last word goes on somehow
 * @expand: %TRUE: the words of the best hits move up others that have them too: better, but twice the work. Nothing is
 *   found by them alone. Not for what is @unfinished
 * @recency: %TRUE: later articles come a little higher
 * @all: %TRUE: without any word it means all articles; else none
 * @now: the present in Unix seconds, for dates in words
 * @time_limit_ms: when it takes longer, the best hits found so far are given; 0: never
 */
typedef struct
{
  const char *text;
  guint offset, limit;
  OffprintSort sort;
  gboolean fold;
  gboolean unfinished;
  gboolean expand;
  gboolean recency;
  gboolean all;
  gint64 now;
  guint time_limit_ms;
} OffprintSearch;

/* Nobody reads more of one article on a screen. */
#define OFFPRINT_TEXT_MAX_BYTES (1024 * 1024)

/**
 * OffprintMarkedText:
 * @text: an article's text, paragraphs separated by empty lines, valid UTF-8; empty where there is none
 * @matches: (array length=n_matches): words of the query in @text, in order, not overlapping
 */
typedef struct
{
  char *text;
  OffprintMatch *matches;
  gsize n_matches;
} OffprintMarkedText;

typedef enum
{
  OFFPRINT_FACET_PUBLISHER,
  OFFPRINT_FACET_AGENCY,
  OFFPRINT_FACET_AUTHOR,
  OFFPRINT_FACET_YEAR, /* of publication */
  OFFPRINT_FACET_MONTH, /* of publication, where it is known */
  OFFPRINT_FACET_LANGUAGE,
  OFFPRINT_FACET_TYPE, /* media type */
  OFFPRINT_FACET_PLACE,
  OFFPRINT_N_FACETS,
} OffprintFacet;

/* A value, valid UTF-8, and how many articles have it */
typedef struct
{
  char *value;
  guint count;
} OffprintFacetCount;

/**
 * OffprintFacets:
 * @counts: (element-type OffprintFacetCount): for each #OffprintFacet its values, the most frequent first
 * @estimated: about how many articles match
 * @cut: the time limit struck: only a part was counted
 * @notes: (array zero-terminated=1): what was not understood
 */
typedef struct
{
  GArray *counts[OFFPRINT_N_FACETS];
  guint estimated;
  gboolean cut;
  char **notes;
} OffprintFacets;

typedef struct
{
  const char *path; /* bytes */
  const char *member; /* (nullable) */
  const char *signature;
} OffprintEntry;

typedef struct
{
  const char *path;
  const char *signature;
  const char *reason;
} OffprintFailure;

/**
 * OffprintReaderStatus:
 * @articles: how many there are
 * @last_docid: the greatest number given to one of them, over all indexes; 0 when one is on a server
 * @failures: files that could not be read
 * @bytes: on disk, of the local indexes
 * @languages: (array zero-terminated=1): of the articles, the most frequent first
 * @left_out: (array zero-terminated=1): servers that do not answer
 */
typedef struct
{
  guint32 articles;
  guint32 last_docid;
  guint32 failures;
  guint64 bytes;
  char **languages;
  char **left_out;
} OffprintReaderStatus;

typedef gboolean (*OffprintEntryFunc) (const OffprintEntry *entry, gpointer data);
typedef gboolean (*OffprintFailureFunc) (const OffprintFailure *failure, gpointer data);

typedef void (*OffprintStateFunc) (GVariant *state, gpointer data);

gboolean offprint_sort_find (const char *name, OffprintSort *sort);
OffprintReader *offprint_reader_open (const char *const *databases, GError **error);
void offprint_reader_free (OffprintReader *reader);
void offprint_reader_set_stop (OffprintReader *reader, const gint *stop);
gboolean offprint_reader_reopen (OffprintReader *reader, GError **error);
guint32 offprint_reader_count (OffprintReader *reader, GError **error);
gboolean offprint_reader_foreach_entry (OffprintReader *reader, OffprintEntryFunc func, gpointer data, GError **error);
gboolean offprint_reader_foreach_failure (OffprintReader *reader, OffprintFailureFunc func, gpointer data,
                                          GError **error);
GVariant *offprint_reader_get_state (OffprintReader *reader, const char *name, const GVariantType *type,
                                     GError **error);
gboolean offprint_reader_foreach_state (OffprintReader *reader, const char *name, const GVariantType *type,
                                        OffprintStateFunc func, gpointer data, GError **error);
char *offprint_reader_get_text (OffprintReader *reader, guint32 docid, GError **error);
OffprintReaderStatus *offprint_reader_describe (OffprintReader *reader, GError **error);
void offprint_reader_status_free (OffprintReaderStatus *status);
OffprintHits *offprint_reader_search (OffprintReader *reader, const OffprintSearch *search, GError **error);
OffprintHits *offprint_reader_similar (OffprintReader *reader, const char *path, const char *member, guint limit,
                                       GError **error);
OffprintMarkedText *offprint_reader_read (OffprintReader *reader, const char *path, const char *member,
                                          const OffprintSearch *search, GError **error);
void offprint_marked_text_free (OffprintMarkedText *marked);
GPtrArray *offprint_reader_list (OffprintReader *reader, const OffprintSearch *search, const char *const *paths,
                                 GError **error);
GPtrArray *offprint_reader_find (OffprintReader *reader, const char *path, GError **error);
OffprintFacets *offprint_reader_facets (OffprintReader *reader, const OffprintSearch *search, GError **error);
const char *offprint_facet_get_name (OffprintFacet facet);
void offprint_facets_free (OffprintFacets *facets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintReader, offprint_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintReaderStatus, offprint_reader_status_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintMarkedText, offprint_marked_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintFacets, offprint_facets_free)

G_END_DECLS
