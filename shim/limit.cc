/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/limit.hh"

#include <algorithm>

using xap::Brake;
using xap::Braking;
using xap::Limit;

namespace
{

/* Documents that match, and documents with all words of a phrase, whose positions then have to be read */
constexpr unsigned DECIDER_INTERVAL = 256;
constexpr unsigned BRAKE_INTERVAL = 16;

/* Has all documents, and those that are not there too, until the limit strikes: to be joined to others by AND. Where it
 * is sent to a server it is a source that does nothing, since servers know only Xapian's own. */
class BrakeSource : public Xapian::PostingSource
{
public:
  explicit BrakeSource (const std::shared_ptr<Brake> &the_brake) : brake (the_brake) {}

  Xapian::PostingSource *clone () const override { return new BrakeSource (brake); }
  std::string name () const override { return Xapian::FixedWeightPostingSource (0).name (); }
  std::string serialise () const override { return Xapian::FixedWeightPostingSource (0).serialise (); }
  std::string get_description () const override { return "Brake"; }

  void
  init (const Xapian::Database &database) override
  {
    count = database.get_doccount ();
    last = database.get_lastdocid ();
    current = 0;
    set_maxweight (0);
  }

  Xapian::doccount get_termfreq_min () const override { return 0; }
  Xapian::doccount get_termfreq_est () const override { return count; }
  Xapian::doccount get_termfreq_max () const override { return count; }
  void next (double) override { move (current + 1); }
  void skip_to (Xapian::docid docid, double) override { move (docid); }
  bool at_end () const override { return current > last; }
  Xapian::docid get_docid () const override { return current; }

  bool
  check (Xapian::docid docid, double) override
  {
    move (docid);
    return true;
  }

private:
  void
  move (Xapian::docid docid)
  {
    const bool ends = brake->limit != nullptr && brake->limit->strikes (BRAKE_INTERVAL);

    current = ends ? last + 1 : std::max (docid, current);
  }

  const std::shared_ptr<Brake> brake;
  Xapian::doccount count = 0;
  Xapian::docid last = 0;
  Xapian::docid current = 0;
};

} /* namespace */

Limit::Limit (gint64 when, const gint *stopped)
  : deadline (when), stop (stopped), is_set (when != 0 || stopped != nullptr)
{
}

bool
Limit::look () noexcept
{
  struck = (stop != nullptr && g_atomic_int_get (stop) != 0) || (deadline != 0 && g_get_monotonic_time () >= deadline);
  return struck;
}

/* Returns: the seconds left, 0 when there is no deadline */
double
Limit::get_seconds () const
{
  const gint64 left = std::max<gint64> (deadline - g_get_monotonic_time (), 1);

  return deadline != 0 ? static_cast<double> (left) / G_USEC_PER_SEC : 0;
}

bool
xap::LimitDecider::operator() (const Xapian::Document &) const
{
  return !limit.strikes (DECIDER_INTERVAL);
}

Braking::Braking (const std::vector<std::shared_ptr<Brake>> &all, Limit &limit) : brakes (all)
{
  for (const std::shared_ptr<Brake> &brake : brakes)
    brake->limit = &limit;
}

Braking::~Braking ()
{
  for (const std::shared_ptr<Brake> &brake : brakes)
    brake->limit = nullptr;
}

/* FILTER, not AND, so that it adds no weight: Xapian looks at the words first, then here, at positions last. */
Xapian::Query
xap::add_brake (const Xapian::Query &query, const std::shared_ptr<Brake> &brake)
{
  Xapian::PostingSource *source = new BrakeSource (brake);

  return Xapian::Query (Xapian::Query::OP_FILTER, query, Xapian::Query (source->release ()));
}
