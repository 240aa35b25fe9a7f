/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries as values, put together by the caller. Queries from typed text are made in parse.cc. */
#include "shim/handles.hh"

#include <algorithm>

using xap::Failure;
using xap::guard;
using xap::guard_read;
using xap::make_text;

namespace
{

/* In the order of XapOperator. */
const Xapian::Query::op operators[] = {
  Xapian::Query::OP_AND,    Xapian::Query::OP_OR,   Xapian::Query::OP_AND_NOT, Xapian::Query::OP_FILTER,
  Xapian::Query::OP_PHRASE, Xapian::Query::OP_NEAR, Xapian::Query::OP_SYNONYM,
};

} /* namespace */

/**
 * xap_query_new_all:
 * @error: return location for an error
 *
 * Returns: (transfer full): a query that every document matches, without weight, or %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_new_all (GError **error)
{
  return guard<XapQuery *> (nullptr, error, [] { return new XapQuery{ Xapian::Query (std::string ()) }; });
}

/**
 * xap_query_new_term:
 * @term: (array length=length): bytes of the term, prefix included
 * @length: bytes
 * @error: return location for an error
 *
 * Returns: (transfer full): a query for one term, or %NULL with %XAP_ERROR_FAILED (empty; one that is too long just
 *    matches nothing)
 */
XapQuery *
xap_query_new_term (const char *term, gsize length, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    /* To Xapian the empty term means all documents: a caller's slip must not. */
    if (length == 0)
      throw Failure (XAP_ERROR_FAILED, "empty term");
    return new XapQuery{ Xapian::Query (make_text (term, length)) };
  });
}

/**
 * xap_query_new_range:
 * @slot: number of the value slot
 * @low: (nullable) (array length=low_length): the least value that matches, or %NULL: no lower end
 * @low_length: bytes
 * @high: (nullable) (array length=high_length): the greatest value that matches, or %NULL: no upper end
 * @high_length: bytes
 * @error: return location for an error
 *
 * Values compare as bytes. A document without a value in the slot matches only where there is no end at all.
 *
 * Returns: (transfer full): the query, or %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_new_range (guint32 slot, const void *low, gsize low_length, const void *high, gsize high_length,
                     GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    const std::string from = make_text (static_cast<const char *> (low), low == nullptr ? 0 : low_length);
    const std::string to = make_text (static_cast<const char *> (high), high == nullptr ? 0 : high_length);

    if (high == nullptr)
      return new XapQuery{ Xapian::Query (Xapian::Query::OP_VALUE_GE, slot, from) };
    return new XapQuery{ Xapian::Query (Xapian::Query::OP_VALUE_RANGE, slot, from, to) };
  });
}

/**
 * xap_query_new_weight:
 * @weight: 0 or more
 * @error: return location for an error
 *
 * With %XAP_OPERATOR_FILTER it gives what another query matches a weight that is always the same.
 *
 * Returns: (transfer full): a query that every document matches with @weight, or %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_new_weight (double weight, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    if (!(weight >= 0) || weight > G_MAXFLOAT)
      throw Failure (XAP_ERROR_FAILED, "no weight: " + std::to_string (weight));
    return new XapQuery{ Xapian::Query ((new Xapian::FixedWeightPostingSource (weight))->release ()) };
  });
}

/**
 * xap_query_new_value_weight:
 * @slot: number of a value slot with numbers as xap_sortable_serialise() makes them, none negative
 * @error: return location for an error
 *
 * To be preferred, not to be searched for: it matches all documents that have a value, whose weight is that number.
 * Servers know it too.
 *
 * Returns: (transfer full): the query, or %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_new_value_weight (guint32 slot, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    return new XapQuery{ Xapian::Query ((new Xapian::ValueWeightPostingSource (slot))->release ()) };
  });
}

namespace
{

struct FrequentTerm
{
  Xapian::doccount frequency;
  std::string term;

  bool operator< (const FrequentTerm &other) const { return frequency > other.frequency; }
};

/* Terms whose frequency is read between two looks at the clock */
constexpr unsigned TERM_INTERVAL = 64;

/* Those that begin with @prefix, the most frequent @max of them in any order; when the limit strikes, those met so
 * far */
std::vector<FrequentTerm>
list_terms (const XapReader &reader, const std::string &prefix, gsize max)
{
  const Xapian::Database &database = reader.database;
  xap::Limit limit (reader.deadline, reader.stop);
  std::vector<FrequentTerm> terms;

  for (auto i = database.allterms_begin (prefix); i != database.allterms_end (prefix); ++i)
    {
      if (limit.strikes (TERM_INTERVAL))
        break;
      terms.push_back ({ i.get_termfreq (), *i });
    }
  if (terms.size () > max)
    {
      std::nth_element (terms.begin (), terms.begin () + static_cast<gssize> (max), terms.end ());
      terms.resize (max);
    }
  return terms;
}

XapQuery *
expand_wildcard (XapReader &reader, const std::string &prefix, guint32 max_expansion)
{
  std::vector<Xapian::Query> parts;

  for (const FrequentTerm &term : list_terms (reader, prefix, max_expansion > 0 ? max_expansion : G_MAXUINT32))
    parts.push_back (Xapian::Query (term.term));
  return new XapQuery{ Xapian::Query (Xapian::Query::OP_SYNONYM, parts.begin (), parts.end ()) };
}

} /* namespace */

/**
 * xap_query_new_wildcard:
 * @reader: what will be searched
 * @prefix: (array length=length): how the terms begin, their field prefix included
 * @length: bytes
 * @max_expansion: look for at most this many terms, the most frequent ones; 0: all
 * @error: return location
 *
 * A wildcard whose weights are right also over several databases: Xapian's own is expanded in each by itself, without
 * knowing how frequent the terms are in the others, and such weights can't be compared. It also opens the list of each
 * term before it leaves most of them out. When the limit of xap_reader_set_limit() strikes, only the terms met so far
 * are looked for.
 *
 * Returns: (transfer full): a query for all terms that begin alike, weighted as one, or %NULL with a #XapError
 */
XapQuery *
xap_query_new_wildcard (XapReader *reader, const char *prefix, gsize length, guint32 max_expansion, GError **error)
{
  return guard_read<XapQuery *> (*reader, nullptr, error,
                                 [&] { return expand_wildcard (*reader, make_text (prefix, length), max_expansion); });
}

/**
 * xap_query_combine:
 * @op: how
 * @queries: (array length=n_queries): queries, which stay the caller's
 * @n_queries: how many; none gives a query that nothing matches
 * @parameter: for %XAP_OPERATOR_PHRASE and %XAP_OPERATOR_NEAR the window in positions, 0: as many as there are
 *    queries; else ignored
 * @error: return location for an error
 *
 * Under PHRASE and NEAR there may be only terms and alternatives of terms (OR).
 *
 * Returns: (transfer full): the query, or %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_combine (XapOperator op, XapQuery *const *queries, gsize n_queries, guint32 parameter, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    const bool positional = op == XAP_OPERATOR_PHRASE || op == XAP_OPERATOR_NEAR;
    std::vector<Xapian::Query> parts;
    auto result = std::make_unique<XapQuery> ();

    parts.reserve (n_queries);
    for (gsize i = 0; i < n_queries; i++)
      {
        parts.push_back (queries[i]->query);
        result->brakes.insert (result->brakes.end (), queries[i]->brakes.begin (), queries[i]->brakes.end ());
      }
    result->query = Xapian::Query (operators[op], parts.begin (), parts.end (), positional ? parameter : 0);
    if (positional && n_queries > 1)
      {
        result->brakes.push_back (std::make_shared<xap::Brake> ());
        result->query = xap::add_brake (result->query, result->brakes.back ());
      }
    return result.release ();
  });
}

/* In Xapian's words that is AND_MAYBE, but it loses documents, as does an OR, which becomes one on the way: once only
 * what both sides give together is good enough, it goes on behind the next document of the right side instead of at it
 * (AndMaybePostList::next() of Xapian 1.4.22). An alternative that all documents have says the same; and below an AND,
 * which never begins with what all have, documents are asked for by number, not for the next one. */
Xapian::Query
xap::prefer (const Xapian::Query &query, const Xapian::Query &other)
{
  return query & (Xapian::Query (std::string ()) | other);
}

/**
 * xap_query_prefer:
 * @query: a query that finds by weightless parts, or by parts that must all match: see below
 * @other: what need not match
 * @error: return location for an error
 *
 * Both stay the caller's. A hit is never lost by it; but alternatives that have weight may lose one that is good enough
 * when few hits are asked for (Xapian's fault). So where @query is such, it should be its weightless form, and itself
 * among what is preferred.
 *
 * Returns: (transfer full): what @query finds, better where @other matches too; %NULL with %XAP_ERROR_FAILED
 */
XapQuery *
xap_query_prefer (XapQuery *query, XapQuery *other, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    auto result = std::make_unique<XapQuery> (XapQuery{ xap::prefer (query->query, other->query), query->brakes });

    result->brakes.insert (result->brakes.end (), other->brakes.begin (), other->brakes.end ());
    return result.release ();
  });
}

/**
 * xap_query_scale:
 * @query: a query, which stays the caller's
 * @factor: 0 or more; 0 takes all weight away
 * @error: return location for an error
 *
 * Returns: (transfer full): the query with its weight multiplied, or %NULL with %XAP_ERROR_FAILED (negative factor)
 */
XapQuery *
xap_query_scale (XapQuery *query, double factor, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    if (!(factor >= 0) || factor > G_MAXFLOAT)
      throw Failure (XAP_ERROR_FAILED, "a weight can't be multiplied by " + std::to_string (factor));
    return new XapQuery{ Xapian::Query (factor, query->query), query->brakes };
  });
}

/**
 * xap_query_free:
 * @query: (nullable) (transfer full): a query
 */
void
xap_query_free (XapQuery *query)
{
  delete query;
}

/**
 * xap_query_is_empty:
 * @query: a query
 *
 * Returns: %TRUE when it can match nothing, as when the text it was made from holds no words
 */
gboolean
xap_query_is_empty (XapQuery *query)
{
  return query->query.empty ();
}

/**
 * xap_query_describe:
 * @query: a query
 *
 * For tests and debugging; the form is Xapian's and may change.
 *
 * Returns: (transfer full): the query in words, valid UTF-8
 */
char *
xap_query_describe (XapQuery *query)
{
  char *description
    = guard<char *> (nullptr, nullptr, [&] { return xap::make_utf8 (query->query.get_description ()); });

  return description != nullptr ? description : g_strdup ("?");
}

/**
 * xap_query_foreach_term:
 * @query: a query
 * @func: (scope call): called for each different term, in the order of the bytes; its frequency is always 0
 * @data: for @func
 * @error: return location for an error
 *
 * Tells the terms that stand in a query; what a wildcard expands to is not known before the search. @func must return
 * normally (no longjmp).
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with %XAP_ERROR_FAILED
 */
gboolean
xap_query_foreach_term (XapQuery *query, XapTermFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    for (auto i = query->query.get_unique_terms_begin (); i != query->query.get_unique_terms_end (); ++i)
      {
        const std::string term = *i;

        if (!func (term.data (), term.size (), 0, data))
          break;
      }
    return TRUE;
  });
}
