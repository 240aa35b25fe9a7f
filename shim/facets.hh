/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts of the values that documents found have in some slots. */
#pragma once

#include "shim/handles.hh"

#include <deque>
#include <unordered_map>

namespace xap
{

/* More different values of one slot are not handed out: the most frequent are. */
constexpr gsize MAX_FACET_VALUES = 10000;

struct FacetValue
{
  std::string value;
  guint32 count;
};

using Facet = std::vector<FacetValue>;

/* Counts over several slots. Of a group, documents with the same in the slot to collapse by, the best one counts. */
class FacetSpy : public Xapian::MatchSpy
{
public:
  explicit FacetSpy (const XapSearch &search);

  void operator() (const Xapian::Document &document, double weight) override;
  /* To be called once, after the search. Returns: how many documents were counted */
  guint32 finish ();
  Facet take (gsize facet) const;
  guint32 get_seen () const { return seen; }

private:
  /* All values of a slot, numbered in the order in which they came; number 0 is no value. */
  struct Values
  {
    std::unordered_map<std::string, guint32> numbers;
    std::vector<guint32> counts = { 0 };

    guint32 get_number (const std::string &value);
  };

  struct Key
  {
    guint64 first, second;
  };

  struct Member
  {
    Key key;
    double weight;
    Xapian::docid docid;
    guint32 row; /* in @rows, one number a slot */

    bool is_before (const Member &other) const;
    bool is_like (const Member &other) const;
  };

  static Key make_key (const std::string &value);
  void add_member (const Xapian::Document &document, double weight);
  void uncount (const Member &member);

  const std::vector<guint32> slots;
  const guint32 group_slot; /* or G_MAXUINT32 */
  guint32 seen = 0;
  std::vector<Values> values;
  std::vector<Member> members;
  std::vector<guint32> rows;
};

/* Of one search. Servers know only Xapian's own spies, which count each document. */
class Spies
{
public:
  Spies (const XapSearch &search, bool all_local);

  void add_to (Xapian::Enquire &enquire);
  void copy_to (std::vector<Facet> &facets) const;
  FacetSpy *get_together () const { return together.get (); }

private:
  const gsize n_slots;
  std::deque<Xapian::ValueCountMatchSpy> by_slot; /* a deque, because spies can't be moved */
  std::unique_ptr<FacetSpy> together;
};

} /* namespace xap */
