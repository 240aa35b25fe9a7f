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

static OffprintRanked *
make_ranked (const OffprintHits *hits, const char *text)
{
  OffprintRanked *ranked = g_new0 (OffprintRanked, 1);
  g_atomic_ref_count_init (&ranked->count);
  ranked->hits = g_array_sized_new (FALSE, FALSE, sizeof (RankedHit), hits->hits->len);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      RankedHit ranked_hit = { hit->docid, hit->duplicates, hit->score,
                               offprint_reader_hash_place (hit->record) };
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
  OffprintHit *hit;
  if (!offprint_reader_get_hit (reader, ranked->docid, marks, &hit, error))
    return FALSE;
  if (hit != NULL && offprint_reader_hash_place (hit->record) != ranked->place)
    g_clear_pointer (&hit, offprint_hit_free);
  if (hit == NULL)
    return TRUE;
  hit->rank = rank;
  hit->score = ranked->score;
  hit->duplicates = ranked->duplicates;
  g_ptr_array_add (hits->hits, hit);
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
