/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents given by number, as a part of a query. Local databases only: servers can't be asked for numbers. */
#pragma once

#include "shim/handles.hh"

namespace xap
{

/* @docids: over all of @shards; those on servers are left out.
 * Returns: what these documents match, without weight; where it is joined to others by FILTER it is looked at first */
Xapian::Query make_chosen (const std::vector<Shard> &shards, const std::vector<Xapian::docid> &docids);

} /* namespace xap */
