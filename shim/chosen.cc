/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/chosen.hh"

#include <algorithm>
#include <map>

namespace
{

using Docids = std::vector<Xapian::docid>;
/* Of each shard, ascending, by the shard's UUID: that is what a source is told of the database that it is used for. Two
 * copies of one database have one list, and so maybe some documents more. */
using DocidsByShard = std::map<std::string, Docids>;

class ChosenSource : public Xapian::PostingSource
{
public:
  explicit ChosenSource (const std::shared_ptr<const DocidsByShard> &chosen) : by_shard (chosen) {}

  Xapian::PostingSource *clone () const override { return new ChosenSource (by_shard); }

  /* In an AND Xapian begins with what it takes for the rarest. */
  Xapian::doccount get_termfreq_min () const override { return 0; }
  Xapian::doccount get_termfreq_est () const override { return 0; }
  Xapian::doccount get_termfreq_max () const override { return static_cast<Xapian::doccount> (docids->size ()); }
  bool at_end () const override { return at >= docids->size (); }
  Xapian::docid get_docid () const override { return (*docids)[at]; }

  void
  init (const Xapian::Database &database) override
  {
    static const Docids none;
    const auto found = by_shard->find (database.get_uuid ());

    docids = found != by_shard->end () ? &found->second : &none;
    at = 0;
    started = false;
  }

  void
  next (double) override
  {
    at += started ? 1 : 0;
    started = true;
  }

  void
  skip_to (Xapian::docid docid, double) override
  {
    const auto begin = docids->begin () + static_cast<gssize> (at);

    at += static_cast<gsize> (std::lower_bound (begin, docids->end (), docid) - begin);
    started = true;
  }

private:
  const std::shared_ptr<const DocidsByShard> by_shard;
  const Docids *docids = nullptr;
  gsize at = 0;
  bool started = false;
};

void
sort_out (Docids &docids)
{
  std::sort (docids.begin (), docids.end ());
  docids.erase (std::unique (docids.begin (), docids.end ()), docids.end ());
}

} /* namespace */

/* Xapian deals documents out to the shards in turn. */
Xapian::Query
xap::make_chosen (const std::vector<Shard> &shards, const std::vector<Xapian::docid> &docids)
{
  const gsize n_shards = shards.size ();
  auto by_shard = std::make_shared<DocidsByShard> ();
  std::vector<Docids *> lists;

  for (const Shard &shard : shards)
    lists.push_back (shard.is_local () ? &(*by_shard)[shard.database.get_uuid ()] : nullptr);
  for (const Xapian::docid docid : docids)
    if (docid > 0 && lists[(docid - 1) % n_shards] != nullptr)
      lists[(docid - 1) % n_shards]->push_back (static_cast<Xapian::docid> ((docid - 1) / n_shards + 1));
  for (auto &list : *by_shard)
    sort_out (list.second);
  return Xapian::Query ((new ChosenSource (by_shard))->release ());
}
