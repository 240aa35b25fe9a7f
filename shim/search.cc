/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching: everything that a result page needs is copied out in one guarded call. */
#include "shim/chosen.hh"
#include "shim/facets.hh"

#include <algorithm>
#include <map>

using xap::guard;
using xap::guard_read;
using xap::Facet;
using xap::FacetValue;
using xap::Spies;

struct _XapHits
{
  std::vector<XapHit> hits;
  std::vector<Facet> facets;
  guint32 matches_estimated = 0;
  guint64 generation = 0;
  gboolean cut = FALSE;

  _XapHits () = default;
  _XapHits (const _XapHits &) = delete;
  _XapHits &operator= (const _XapHits &) = delete;
  ~_XapHits ()
  {
    for (const XapHit &hit : hits)
      g_bytes_unref (hit.data);
  }
};

namespace
{

void
prepare (Xapian::Enquire &enquire, const Xapian::Query &query, const XapSearch &search)
{
  enquire.set_query (query);
  enquire.set_weighting_scheme (*xap::make_weight (search.weighting));
  if (search.sort == XAP_SORT_VALUE)
    enquire.set_sort_by_value_then_relevance (search.sort_slot, true);
  /* Of no hits there is nothing to collapse: Xapian would only do again, slowly, what the facets do. */
  if (search.collapse_slot != G_MAXUINT32 && (search.limit > 0 || search.n_facet_slots == 0))
    enquire.set_collapse_key (search.collapse_slot);
}

/* Without MSet::fetch(), which would ask servers for all hits at once: it crashes when the first hit is not number
 * 0 (Xapian 1.4.22). */
void
copy_hits (XapHits &hits, Xapian::MSetIterator begin, const Xapian::MSetIterator &end)
{
  for (; begin != end; ++begin)
    {
      const std::string data = begin.get_document ().get_data ();

      hits.hits.push_back ({ *begin, begin.get_weight (), begin.get_percent (), begin.get_collapse_count (),
                             xap::make_bytes (data) });
    }
}

/* With facets of all matches their number is known, also where Xapian's is a guess because of collapsing. */
guint32
count_matches (const Xapian::MSet &found, const Spies &spies, const XapSearch &search)
{
  xap::FacetSpy *together = spies.get_together ();
  const guint32 counted = together != nullptr ? together->finish () : 0;

  return together != nullptr && together->get_seen () < search.check_at_least ? counted
                                                                              : found.get_matches_estimated ();
}

/* What was folded into a hit before, when only the best of each fold were looked at again */
void
take_collapsed (XapHits &hits, const Xapian::MSet &before)
{
  std::map<Xapian::docid, guint32> counts;

  for (Xapian::MSetIterator i = before.begin (); i != before.end (); ++i)
    counts[*i] = i.get_collapse_count ();
  for (XapHit &hit : hits.hits)
    hit.collapsed = std::max (hit.collapsed, counts[hit.docid]);
}

/* One search under way, which may take two passes over the database. */
class Matcher
{
public:
  Matcher (const XapReader &the_reader, const XapSearch &the_search)
    : reader (the_reader), search (the_search), limit (search.deadline, search.stop), decider (limit),
      spies (search, reader.all_local ())
  {
  }

  void run (const XapQuery &query, XapHits &hits);

private:
  void run_whole (const Xapian::Query &query, XapHits &hits);
  void run_closer (const Xapian::Query &query, XapHits &hits);
  void show_closer (const Xapian::Query &query, const Xapian::MSet &best, XapHits &hits);
  bool shows_best (const Xapian::MSet &best) const;
  Xapian::MSet match_all (const Xapian::Query &query, guint32 first, guint32 n_hits, XapHits &hits);
  Xapian::MSet match (Xapian::Enquire &enquire, guint32 first, guint32 n_hits, guint32 check_at_least);

  const XapReader &reader;
  const XapSearch &search;
  xap::Limit limit;
  const xap::LimitDecider decider;
  Spies spies; /* outlives each Enquire that points to it */
};

Xapian::MSet
Matcher::match (Xapian::Enquire &enquire, guint32 first, guint32 n_hits, guint32 check_at_least)
{
  const bool is_limited = search.deadline != 0 || search.stop != nullptr;

  if (!reader.all_local () && search.deadline != 0)
    enquire.set_time_limit (limit.get_seconds ());
  return enquire.get_mset (first, n_hits, check_at_least, nullptr,
                           reader.all_local () && is_limited ? &decider : nullptr);
}

/* The pass that counts */
Xapian::MSet
Matcher::match_all (const Xapian::Query &query, guint32 first, guint32 n_hits, XapHits &hits)
{
  Xapian::Enquire enquire (reader.database);

  prepare (enquire, query, search);
  spies.add_to (enquire);

  const Xapian::MSet found = match (enquire, first, n_hits, search.check_at_least);

  hits.matches_estimated = count_matches (found, spies, search);
  return found;
}

void
Matcher::run_whole (const Xapian::Query &query, XapHits &hits)
{
  const Xapian::MSet found = match_all (query, search.offset, search.limit, hits);

  copy_hits (hits, found.begin (), found.end ());
}

/* Whether no hit of the page follows the best ones */
bool
Matcher::shows_best (const Xapian::MSet &best) const
{
  return search.limit <= search.closer_limit - search.offset || best.size () < search.closer_limit;
}

/* The best hits among themselves. All others weigh less than any of these even without what is added to it, so they
 * follow in the order that they have: it is the same one for each page. */
void
Matcher::show_closer (const Xapian::Query &query, const Xapian::MSet &best, XapHits &hits)
{
  const Xapian::Query chosen
    = xap::make_chosen (reader.shards, std::vector<Xapian::docid> (best.begin (), best.end ()));
  const Xapian::Query closer (Xapian::Query::OP_FILTER, search.closer->query, chosen);
  const Xapian::Query among
    = shows_best (best) ? Xapian::Query (Xapian::Query::OP_FILTER, query, chosen) : query;
  Xapian::Enquire enquire (reader.database);

  prepare (enquire, xap::prefer (among, closer), search);

  const Xapian::MSet found = match (enquire, search.offset, search.limit, 0);

  if (limit.has_struck ())
    return;
  copy_hits (hits, found.begin (), found.end ());
  take_collapsed (hits, best);
}

void
Matcher::run_closer (const Xapian::Query &query, XapHits &hits)
{
  const Xapian::MSet best = match_all (query, 0, search.closer_limit, hits);

  if (!limit.has_struck ())
    show_closer (query, best, hits);
  if (limit.has_struck ())
    {
      const guint32 begin = std::min (search.offset, best.size ());

      copy_hits (hits, best[begin], best[begin + std::min (search.limit, best.size () - begin)]);
    }
}

/* Nothing is looked at more closely where that would not be seen. To servers no documents can be named: there all are
 * looked at. */
void
Matcher::run (const XapQuery &query, XapHits &hits)
{
  const bool closer = search.closer != nullptr && search.limit > 0 && search.sort == XAP_SORT_RELEVANCE
                      && search.offset < search.closer_limit;
  const xap::Braking braking (query.brakes, limit);

  if (!closer)
    run_whole (query.query, hits);
  else
    {
      const xap::Braking braking_closer (search.closer->brakes, limit);

      if (reader.all_local ())
        run_closer (query.query, hits);
      else
        run_whole (xap::prefer (query.query, search.closer->query), hits);
    }
  hits.cut = limit.has_struck ();
  hits.generation = reader.generation;
  spies.copy_to (hits.facets);
}

std::unique_ptr<XapHits>
run (const XapReader &reader, const XapQuery &query, const XapSearch &search)
{
  auto hits = std::make_unique<XapHits> ();

  Matcher (reader, search).run (query, *hits);
  return hits;
}

/* Servers among the shards have no documents that could be named. */
Xapian::doccount
count_matches (const XapReader &reader, const Xapian::Query &query, const std::vector<Xapian::docid> &docids)
{
  Xapian::Enquire enquire (reader.local);

  enquire.set_query (Xapian::Query (Xapian::Query::OP_FILTER, query, xap::make_chosen (reader.shards, docids)));
  enquire.set_weighting_scheme (Xapian::BoolWeight ());
  enquire.set_docid_order (Xapian::Enquire::DONT_CARE);
  return enquire.get_mset (0, static_cast<Xapian::doccount> (docids.size ())).size ();
}

/* Terms of one field: what follows the prefix must not be a capital, or it would be part of a longer prefix. */
class PrefixDecider : public Xapian::ExpandDecider
{
public:
  explicit PrefixDecider (const char *start) : prefix (start) {}

  bool
  operator() (const std::string &term) const override
  {
    return term.size () > prefix.size () && term.compare (0, prefix.size (), prefix) == 0
           && !g_ascii_isupper (term[prefix.size ()]);
  }

private:
  const std::string prefix;
};

Xapian::RSet
make_relevant (const guint32 *docids, gsize n_docids)
{
  Xapian::RSet relevant;

  for (gsize i = 0; i < n_docids; i++)
    relevant.add_document (docids[i]);
  return relevant;
}

struct ExpandTerm
{
  std::string term;
  guint32 frequency;
};

/* Over several shards Xapian only guesses frequencies from the shards of the good answers, so badly that it may
 * find nothing; but to know them costs servers an answer for each term of each document. */
int
expand_flags (const XapReader &reader)
{
  return reader.all_local () ? Xapian::Enquire::USE_EXACT_TERMFREQ : 0;
}

std::vector<ExpandTerm>
expand (const XapReader &reader, const Xapian::RSet &relevant, const char *prefix, guint32 max_terms)
{
  const PrefixDecider decider (prefix);
  const Xapian::Database &database = reader.database;
  const Xapian::ESet found = Xapian::Enquire (database).get_eset (max_terms, relevant, expand_flags (reader), &decider);
  std::vector<ExpandTerm> terms;

  for (Xapian::ESetIterator i = found.begin (); i != found.end (); ++i)
    terms.push_back ({ *i, database.get_termfreq (*i) });
  return terms;
}

} /* namespace */

/**
 * xap_reader_search:
 * @reader: a reader
 * @query: what to look for; stays the caller's
 * @search: which hits, in which order, and what to count besides; copied
 * @error: return location for an error
 *
 * Searches. When a writer overwrites the snapshot meanwhile, the whole search is run again on the newest one, up to
 * five times.
 *
 * Facets and the number of matches are exact for up to `check_at_least` matches. When the deadline strikes, or somebody
 * wants it to stop, the hits are the best of those documents that were looked at, and xap_hits_get_cut() tells. Servers
 * only stop counting then, and documents on servers are not collapsed in facets.
 *
 * Returns: (transfer full): the hits, maybe none; or %NULL with %XAP_ERROR_MODIFIED, %XAP_ERROR_NETWORK,
 *    %XAP_ERROR_QUERY (a wildcard of unlimited expansion stands for too much), %XAP_ERROR_FAILED (no such weighting
 *    scheme) or another #XapError
 */
XapHits *
xap_reader_search (XapReader *reader, XapQuery *query, const XapSearch *search, GError **error)
{
  return guard_read<XapHits *> (*reader, nullptr, error, [&] { return run (*reader, *query, *search).release (); });
}

/**
 * xap_reader_count_matches:
 * @reader: a reader
 * @query: what was looked for
 * @docids: (array length=n_docids): some documents over all shards, each once
 * @n_docids: how many
 * @count: (out): how many of them match
 * @error: return location for an error
 *
 * Looks at these documents only. Those on servers are not counted: they can't be asked for by number.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
xap_reader_count_matches (XapReader *reader, XapQuery *query, const guint32 *docids, gsize n_docids, guint32 *count,
                          GError **error)
{
  return guard_read (*reader, FALSE, error, [&] {
    *count = count_matches (*reader, query->query, std::vector<Xapian::docid> (docids, docids + n_docids));
    return TRUE;
  });
}

/**
 * xap_hits_free:
 * @hits: (nullable) (transfer full): hits
 */
void
xap_hits_free (XapHits *hits)
{
  delete hits;
}

/**
 * xap_hits_get_count:
 * @hits: hits
 *
 * Returns: how many hits were brought, at most the limit
 */
gsize
xap_hits_get_count (XapHits *hits)
{
  return hits->hits.size ();
}

/**
 * xap_hits_get:
 * @hits: hits
 * @index: less than the count; 0 is the best hit after the offset
 *
 * Returns: (transfer none): a hit, valid as long as @hits
 */
const XapHit *
xap_hits_get (XapHits *hits, gsize index)
{
  g_return_val_if_fail (index < hits->hits.size (), nullptr);
  return &hits->hits[index];
}

/**
 * xap_hits_get_matches_estimated:
 * @hits: hits
 *
 * Returns: how many documents match in all, hits before the offset included: exact up to `check_at_least`, a guess
 *    beyond; what was collapsed is left out
 */
guint32
xap_hits_get_matches_estimated (XapHits *hits)
{
  return hits->matches_estimated;
}

/**
 * xap_hits_get_cut:
 * @hits: hits
 *
 * Returns: %TRUE when the deadline, or somebody, ended the search early: then there may be more hits, and better ones
 */
gboolean
xap_hits_get_cut (XapHits *hits)
{
  return hits->cut;
}

/**
 * xap_hits_get_generation:
 * @hits: hits
 *
 * Returns: what xap_reader_get_generation() was when they were found
 */
guint64
xap_hits_get_generation (XapHits *hits)
{
  return hits->generation;
}

/**
 * xap_hits_foreach_facet:
 * @hits: hits
 * @facet: index into the slots that were asked for
 * @func: (scope call): called for each different value, the most frequent first, equals in the order of the bytes, up
 *    to 10,000 values; returns %FALSE to stop; must return normally (no longjmp)
 * @data: for @func
 *
 * Documents without a value in the slot are not counted.
 */
void
xap_hits_foreach_facet (XapHits *hits, gsize facet, XapFacetFunc func, gpointer data)
{
  g_return_if_fail (facet < hits->facets.size ());
  guard (false, nullptr, [&] {
    for (const FacetValue &value : hits->facets[facet])
      if (!func (value.value.data (), value.value.size (), value.count, data))
        break;
    return true;
  });
}

/**
 * xap_reader_expand:
 * @reader: a reader
 * @docids: (array length=n_docids): documents over all shards that are taken for good answers
 * @n_docids: how many
 * @prefix: only terms of this field, such as `Z` for stems of the text; empty: only terms without a prefix
 * @max_terms: how many at most
 * @func: (scope call): called for each term with its document frequency, the most telling first; must return normally
 *    (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Finds the terms that set some documents apart from all others: to widen a search, or to look for similar documents.
 *
 * Returns: %TRUE, also when @func stopped it or nothing was found, or %FALSE with %XAP_ERROR_NOT_FOUND (no such
 *    document) or another #XapError
 */
gboolean
xap_reader_expand (XapReader *reader, const guint32 *docids, gsize n_docids, const char *prefix, guint32 max_terms,
                   XapTermFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    const Xapian::RSet relevant = make_relevant (docids, n_docids);
    const std::vector<ExpandTerm> terms
      = xap::retry (*reader, [&] { return expand (*reader, relevant, prefix, max_terms); });

    for (const ExpandTerm &found : terms)
      if (!func (found.term.data (), found.term.size (), found.frequency, data))
        break;
    return TRUE;
  });
}
