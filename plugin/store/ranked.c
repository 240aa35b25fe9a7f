/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of hits as it was at one moment, for paging through it later: articles that went meanwhile leave a gap, new
 * ones do not come in, and what is shown of each is of the moment of showing. */
#include "store/ranked.h"

#include "store/reader-private.h"

#include <string.h>

typedef struct
{
  guint32 docid;
  guint duplicates;
  double score;
  guint64 place; /* hash of path and member: another index of the same name has other articles under the same docids */
} RankedHit;

struct _OffprintRanked
{
  gatomicrefcount count;
  GArray *hits; /* of RankedHit */
  char *text; /* what was searched for in the end */
  guint estimated;
  gboolean cut;
  char **notes;
  char *suggestion; /* (nullable) */
  gboolean corrected;
};

static guint64
add_to_hash (guint64 hash, const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/* FNV-1a: nobody gains anything from two paths that are hashed alike. */
static guint64
hash_place (const OffprintRecord *record)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  hash = add_to_hash (hash, offprint_record_get (record, OFFPRINT_FIELD_PATH));
  return add_to_hash (hash, offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
}

static OffprintRanked *
make_ranked (const OffprintHits *hits, const char *text)
{
  OffprintRanked *ranked = g_new0 (OffprintRanked, 1);
  g_atomic_ref_count_init (&ranked->count);
  ranked->hits = g_array_sized_new (FALSE, FALSE, sizeof (RankedHit), hits->hits->len);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      RankedHit ranked_hit = { hit->docid, hit->duplicates, hit->score, hash_place (hit->record) };
      g_array_append_val (ranked->hits, ranked_hit);
    }
  ranked->text = g_strdup (hits->corrected ? hits->suggestion : text);
  ranked->suggestion = g_strdup (hits->suggestion);
  ranked->corrected = hits->corrected;
  ranked->estimated = hits->estimated;
  ranked->cut = hits->cut;
  ranked->notes = g_strdupv (hits->notes);
  return ranked;
}

/**
 * offprint_ranked_new:
 * @reader: a reader
 * @search: what to look for; offset and limit do not matter
 * @error: return location
 *
 * Returns: (transfer full): the first %OFFPRINT_RANKED_MAX hits, or %NULL with an error as of offprint_reader_search()
 */
OffprintRanked *
offprint_ranked_new (OffprintReader *reader, const OffprintSearch *search, GError **error)
{
  OffprintSearch whole = *search;
  whole.offset = 0;
  whole.limit = OFFPRINT_RANKED_MAX;
  reader->places_only = TRUE;
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &whole, error);
  reader->places_only = FALSE;
  return hits != NULL ? make_ranked (hits, search->text) : NULL;
}

/**
 * offprint_ranked_ref:
 * @ranked: a list; any thread may hold it
 *
 * Returns: (transfer full): @ranked
 */
OffprintRanked *
offprint_ranked_ref (OffprintRanked *ranked)
{
  g_atomic_ref_count_inc (&ranked->count);
  return ranked;
}

/**
 * offprint_ranked_unref:
 * @ranked: (nullable) (transfer full): a list
 */
void
offprint_ranked_unref (OffprintRanked *ranked)
{
  if (ranked == NULL || !g_atomic_ref_count_dec (&ranked->count))
    return;
  g_array_unref (ranked->hits);
  g_strfreev (ranked->notes);
  g_free (ranked->text);
  g_free (ranked->suggestion);
  g_free (ranked);
}

/**
 * offprint_ranked_covers:
 * @ranked: a list
 * @offset: hits before a page
 * @limit: hits of the page
 *
 * Returns: whether the page is in the list, or behind the last hit of all
 */
gboolean
offprint_ranked_covers (const OffprintRanked *ranked, guint offset, guint limit)
{
  gboolean is_whole = ranked->hits->len < OFFPRINT_RANKED_MAX;
  return is_whole || (offset <= OFFPRINT_RANKED_MAX && limit <= OFFPRINT_RANKED_MAX - offset);
}

typedef struct
{
  const OffprintRanked *ranked;
  const OffprintSearch *search;
} Question;

/* An article that is gone, or is another one now, is passed over. */
static gboolean
show_hit (OffprintReader *reader, const RankedHit *ranked, guint rank, const OffprintMarks *marks, OffprintHits *hits,
          GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint64 generation = xap_reader_get_generation (reader->index);
  g_autoptr (GBytes) data = xap_reader_get_data (reader->index, ranked->docid, &problem);
  if (g_error_matches (problem, XAP_ERROR, XAP_ERROR_NOT_FOUND))
    return TRUE;
  if (data == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  const XapHit found = { .docid = ranked->docid, .weight = ranked->score, .collapsed = ranked->duplicates,
                         .data = data };
  OffprintHit *hit = offprint_reader_make_hit (reader, &found, marks, generation, error);
  if (hit == NULL)
    return FALSE;
  hit->rank = rank;
  if (hash_place (hit->record) == ranked->place)
    g_ptr_array_add (hits->hits, hit);
  else
    offprint_hit_free (hit);
  return TRUE;
}

static gpointer
show_once (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  const OffprintRanked *ranked = question->ranked;
  OffprintSearch search = *question->search;
  search.text = ranked->text;
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  g_autoptr (OffprintQuery) query = offprint_reader_understand (reader, &search, error);
  if (query == NULL)
    return NULL;
  g_autoptr (OffprintMarks) marks = offprint_marks_new (query, reader->stems);
  guint begin = MIN (search.offset, ranked->hits->len);
  guint end = begin + MIN (search.limit, ranked->hits->len - begin);
  for (guint i = begin; i < end; i++)
    if (!show_hit (reader, &g_array_index (ranked->hits, RankedHit, i), i + 1, marks, hits, error))
      return NULL;
  hits->estimated = ranked->estimated;
  hits->cut = ranked->cut;
  hits->notes = g_strdupv (ranked->notes);
  hits->suggestion = g_strdup (ranked->suggestion);
  hits->corrected = ranked->corrected;
  return g_steal_pointer (&hits);
}

/**
 * offprint_ranked_show:
 * @ranked: a list, of @reader's index
 * @reader: a reader
 * @search: which page, and the time that the list was made with
 * @error: return location
 *
 * Returns: (transfer full): the hits of that page that are still there, under the ranks that they had; or %NULL with an
 *   #OffprintError
 */
OffprintHits *
offprint_ranked_show (const OffprintRanked *ranked, OffprintReader *reader, const OffprintSearch *search,
                      GError **error)
{
  const Question question = { ranked, search };
  return offprint_reader_ask (reader, show_once, &question, (GDestroyNotify) offprint_hits_free,
                              search->time_limit_ms, error);
}
