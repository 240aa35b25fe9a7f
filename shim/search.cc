/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching: everything that a result page needs is copied out in one guarded call. */
#include "shim/handles.hh"

#include <algorithm>
#include <deque>

using xap::guard;
using xap::guard_read;

namespace
{

/* More different values of one slot are not handed out: the most frequent are. */
constexpr gsize MAX_FACET_VALUES = 10000;

struct FacetValue
{
  std::string value;
  guint32 count;
};

using Facet = std::vector<FacetValue>;
/* A deque, because spies can't be moved. */
using Spies = std::deque<Xapian::ValueCountMatchSpy>;

} /* namespace */

struct _XapHits
{
  std::vector<XapHit> hits;
  std::vector<Facet> facets;
  guint32 matches_estimated = 0;
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
prepare (Xapian::Enquire &enquire, const Xapian::Query &query, const XapSearch &search, Spies &spies)
{
  enquire.set_query (query);
  enquire.set_weighting_scheme (*xap::make_weight (search.weighting));
  if (search.sort == XAP_SORT_VALUE)
    enquire.set_sort_by_value_then_relevance (search.sort_slot, true);
  if (search.collapse_slot != G_MAXUINT32)
    enquire.set_collapse_key (search.collapse_slot);
  if (search.time_limit > 0)
    enquire.set_time_limit (search.time_limit);
  for (gsize i = 0; i < search.n_facet_slots; i++)
    enquire.add_matchspy (&spies.emplace_back (search.facet_slots[i]));
}

Facet
copy_facet (const Xapian::ValueCountMatchSpy &spy)
{
  Facet facet;

  for (auto i = spy.top_values_begin (MAX_FACET_VALUES); i != spy.top_values_end (MAX_FACET_VALUES); ++i)
    facet.push_back ({ *i, i.get_termfreq () });
  return facet;
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

/* Xapian does not tell whether the limit struck; but without it all matches, up to check_at_least, would have been
 * looked at. The spies know how many were; without spies it shows in the number of matches, unless that was known
 * beforehand. */
bool
is_cut (const Xapian::MSet &found, const Spies &spies, const XapSearch &search, gint64 started)
{
  const double elapsed = static_cast<double> (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
  const Xapian::doccount known = found.get_matches_lower_bound ();
  const bool count_cut = known < found.get_matches_upper_bound () && known < search.check_at_least;
  const bool facets_cut = !spies.empty () && spies[0].get_total () < std::min (known, search.check_at_least);

  return search.time_limit > 0 && elapsed >= search.time_limit && (count_cut || facets_cut);
}

std::unique_ptr<XapHits>
run (const Xapian::Database &database, const Xapian::Query &query, const XapSearch &search)
{
  const gint64 started = g_get_monotonic_time ();
  Spies spies; /* outlives the Enquire that points to it */
  Xapian::Enquire enquire (database);
  auto hits = std::make_unique<XapHits> ();

  prepare (enquire, query, search, spies);

  const Xapian::MSet found = enquire.get_mset (search.offset, search.limit, search.check_at_least);

  hits->cut = is_cut (found, spies, search, started);
  hits->matches_estimated = found.get_matches_estimated ();
  copy_hits (*hits, found);
  std::transform (spies.begin (), spies.end (), std::back_inserter (hits->facets), copy_facet);
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
        count += xap::retry (reader.shards[i].database,
                             [&] { return count_in_shard (reader.shards[i].database, query, chosen); });
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
  const bool all_local = reader.local.size () == reader.database.size ();

  return all_local ? Xapian::Enquire::USE_EXACT_TERMFREQ : 0;
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
 * Facets and the number of matches are exact for up to `check_at_least` matches. The time limit only stops that
 * counting: the hits asked for are always found and always the best ones, so a limit without `check_at_least` does
 * nothing, nor does one when hits are sorted by value, which means looking at all anyway. Over servers the limit may
 * do nothing too.
 *
 * Returns: (transfer full): the hits, maybe none; or %NULL with %XAP_ERROR_MODIFIED, %XAP_ERROR_NETWORK,
 *    %XAP_ERROR_QUERY (a wildcard of unlimited expansion stands for too much), %XAP_ERROR_FAILED (no such weighting
 *    scheme) or another #XapError
 */
XapHits *
xap_reader_search (XapReader *reader, XapQuery *query, const XapSearch *search, GError **error)
{
  return guard_read<XapHits *> (reader->database, nullptr, error,
                                [&] { return run (reader->database, query->query, *search).release (); });
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
 * Returns: %TRUE when the time limit ended the counting early: facets and the number of matches are then of a part
 *    only. The hits themselves are never cut.
 */
gboolean
xap_hits_get_cut (XapHits *hits)
{
  return hits->cut;
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
      = xap::retry (reader->database, [&] { return expand (*reader, relevant, prefix, max_terms); });

    for (const ExpandTerm &found : terms)
      if (!func (found.term.data (), found.term.size (), found.frequency, data))
        break;
    return TRUE;
  });
}
