/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a search is ended early. Xapian's own time limit only ends the counting of matches; here the matcher is told that
 * no later document is wanted, so that it ends with the best of those that it has seen. Local databases only: servers
 * can't be told. */
#pragma once

#include "shim/guard.hh"

#include <memory>
#include <vector>

namespace xap
{

/* When to stop, for one search in one thread. The clock is looked at each so many calls. */
class Limit
{
public:
  Limit (gint64 deadline, const gint *stop);

  bool
  strikes (unsigned interval) noexcept
  {
    return struck || (is_set && calls++ % interval == 0 && look ());
  }

  bool has_struck () const { return struck; }
  double get_seconds () const;

private:
  bool look () noexcept;

  const gint64 deadline; /* 0: none */
  const gint *const stop;
  const bool is_set;
  bool struck = false;
  unsigned calls = 0;
};

/* Refuses all documents once the limit has struck. */
class LimitDecider : public Xapian::MatchDecider
{
public:
  explicit LimitDecider (Limit &the_limit) : limit (the_limit) {}

  bool operator() (const Xapian::Document &) const override;

private:
  Limit &limit;
};

/* Joins a phrase in a query to the limit of the search that runs it. A decider is asked only about documents that
 * match, and two words that are everywhere may be looked at in all documents without ever standing together. */
struct Brake
{
  Limit *limit = nullptr; /* while a search runs */
};

/* For the time of a search. */
class Braking
{
public:
  Braking (const std::vector<std::shared_ptr<Brake>> &all, Limit &limit);
  Braking (const Braking &) = delete;
  Braking &operator= (const Braking &) = delete;
  ~Braking ();

private:
  const std::vector<std::shared_ptr<Brake>> &brakes;
};

Xapian::Query add_brake (const Xapian::Query &query, const std::shared_ptr<Brake> &brake);

} /* namespace xap */
