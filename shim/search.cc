/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching: everything that a result page needs is copied out in one guarded call. */
#include "shim/facets.hh"

#include <algorithm>

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
copy_hits (XapHits &hits, const Xapian::MSet &found)
{
  hits.hits.reserve (found.size ());
  for (Xapian::MSetIterator i = found.begin (); i != found.end (); ++i)
    {
      const std::string data = i.get_document ().get_data ();

      hits.hits.push_back ({ *i, i.get_weight (), i.get_percent (), i.get_collapse_count (), xap::make_bytes (data) });
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

std::unique_ptr<XapHits>
run (const XapReader &reader, const XapQuery &query, const XapSearch &search)
{
  const bool all_local = reader.all_local ();
  xap::Limit limit (search.deadline, search.stop);
  const xap::LimitDecider decider (limit);
  const xap::Braking braking (query.brakes, limit);
  Spies spies (search, all_local); /* outlives the Enquire that points to it */
  Xapian::Enquire enquire (reader.database);
  auto hits = std::make_unique<XapHits> ();

  prepare (enquire, query.query, search);
  spies.add_to (enquire);
  if (!all_local && search.deadline != 0)
    enquire.set_time_limit (limit.get_seconds ());

  const bool is_limited = search.deadline != 0 || search.stop != nullptr;
  const Xapian::MSet found = enquire.get_mset (search.offset, search.limit, search.check_at_least, nullptr,
                                               all_local && is_limited ? &decider : nullptr);

  hits->cut = limit.has_struck ();
  hits->generation = reader.generation;
  hits->matches_estimated = count_matches (found, spies, search);
  copy_hits (*hits, found);
  spies.copy_to (hits->facets);
  return hits;
}

/* Given documents of one database, ascending */
class Chosen : public Xapian::PostingSource
{
public:
  explicit Chosen (std::vector<Xapian::docid> numbers) : docids (std::move (numbers)) {}

  Xapian::doccount get_termfreq_min () const override { return size (); }
  Xapian::doccount get_termfreq_est () const override { return size (); }
  Xapian::doccount get_termfreq_max () const override { return size (); }
  void next (double) override { started ? void (at++) : void (started = true); }
  bool at_end () const override { return at >= docids.size (); }
  Xapian::docid get_docid () const override { return docids[at]; }

  void
  skip_to (Xapian::docid docid, double) override
  {
    started = true;
    at = std::max<size_t> (at, std::lower_bound (docids.begin (), docids.end (), docid) - docids.begin ());
  }

  void
  init (const Xapian::Database &) override
  {
    started = false;
    at = 0;
  }

private:
  Xapian::doccount size () const { return static_cast<Xapian::doccount> (docids.size ()); }

  std::vector<Xapian::docid> docids;
  size_t at = 0;
  bool started = false;
};

Xapian::doccount
count_in_shard (const Xapian::Database &database, const Xapian::Query &query, const std::vector<Xapian::docid> &docids)
{
  Chosen chosen (docids);
  Xapian::Enquire enquire (database);

  enquire.set_query (Xapian::Query (Xapian::Query::OP_FILTER, query, Xapian::Query (&chosen)));
  enquire.set_weighting_scheme (Xapian::BoolWeight ());
  enquire.set_docid_order (Xapian::Enquire::DONT_CARE);
  return enquire.get_mset (0, static_cast<Xapian::doccount> (docids.size ())).size ();
}

/* Xapian deals documents out to the shards in turn. */
std::vector<Xapian::docid>
choose_shard (const guint32 *docids, gsize n_docids, size_t n_shards, size_t shard)
{
  std::vector<Xapian::docid> chosen;

  for (gsize i = 0; i < n_docids; i++)
    if (docids[i] > 0 && (docids[i] - 1) % n_shards == shard)
      chosen.push_back (static_cast<Xapian::docid> ((docids[i] - 1) / n_shards + 1));
  std::sort (chosen.begin (), chosen.end ());
  return chosen;
}

Xapian::doccount
count_matches (XapReader &reader, const Xapian::Query &query, const guint32 *docids, gsize n_docids)
{
  Xapian::doccount count = 0;

  for (size_t i = 0; i < reader.shards.size (); i++)
    {
      const std::vector<Xapian::docid> chosen = choose_shard (docids, n_docids, reader.shards.size (), i);

      if (!chosen.empty () && reader.shards[i].location.kind == xap::Location::Kind::LOCAL)
        count += xap::retry (reader, [&] { return count_in_shard (reader.shards[i].database, query, chosen); });
    }
  return count;
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
  return guard (FALSE, error, [&] {
    *count = count_matches (*reader, query->query, docids, n_docids);
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
