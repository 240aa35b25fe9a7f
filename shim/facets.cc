/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each document is counted as it comes; what groups have too much is taken off at the end, which needs no look-up for
 * each document: most groups are of one. */
#include "shim/facets.hh"

#include <algorithm>
#include <cstring>

using xap::Facet;
using xap::FacetSpy;
using xap::FacetValue;
using xap::Spies;

namespace
{

bool
comes_first (const FacetValue &a, const FacetValue &b)
{
  return a.count != b.count ? a.count > b.count : a.value < b.value;
}

Facet
copy_facet (const Xapian::ValueCountMatchSpy &spy)
{
  Facet facet;

  for (auto i = spy.top_values_begin (xap::MAX_FACET_VALUES); i != spy.top_values_end (xap::MAX_FACET_VALUES); ++i)
    facet.push_back ({ *i, i.get_termfreq () });
  return facet;
}

} /* namespace */

guint32
FacetSpy::Values::get_number (const std::string &value)
{
  if (value.empty ())
    return 0;

  const guint32 next = static_cast<guint32> (counts.size ());
  const auto found = numbers.emplace (value, next);

  if (found.second)
    counts.push_back (0);
  return found.first->second;
}

bool
FacetSpy::Member::is_like (const Member &other) const
{
  return key.first == other.key.first && key.second == other.key.second;
}

/* Groups together, in each the best one first */
bool
FacetSpy::Member::is_before (const Member &other) const
{
  if (key.first != other.key.first)
    return key.first < other.key.first;
  if (key.second != other.key.second)
    return key.second < other.key.second;
  return weight > other.weight || (weight >= other.weight && docid < other.docid);
}

FacetSpy::FacetSpy (const XapSearch &search)
  : slots (search.facet_slots, search.facet_slots + search.n_facet_slots), group_slot (search.collapse_slot),
    values (search.n_facet_slots)
{
}

/* Keys are 16 bytes, a hash; others are made one. */
FacetSpy::Key
FacetSpy::make_key (const std::string &value)
{
  Key key;
  guint8 bytes[sizeof key];
  gsize length = sizeof bytes;

  if (value.size () == sizeof key)
    std::memcpy (&key, value.data (), sizeof key);
  else
    {
      GChecksum *checksum = g_checksum_new (G_CHECKSUM_MD5);

      g_checksum_update (checksum, reinterpret_cast<const guchar *> (value.data ()),
                         static_cast<gssize> (value.size ()));
      g_checksum_get_digest (checksum, bytes, &length);
      g_checksum_free (checksum);
      std::memcpy (&key, bytes, sizeof key);
    }
  return key;
}

void
FacetSpy::add_member (const Xapian::Document &document, double weight)
{
  const std::string group = document.get_value (group_slot);

  if (group.empty ())
    rows.resize (rows.size () - slots.size ());
  else
    members.push_back ({ make_key (group), weight, document.get_docid (),
                         static_cast<guint32> (rows.size () / slots.size () - 1) });
}

void
FacetSpy::operator() (const Xapian::Document &document, double weight)
{
  const bool grouped = group_slot != G_MAXUINT32;

  seen++;
  for (gsize i = 0; i < slots.size (); i++)
    {
      const guint32 number = values[i].get_number (document.get_value (slots[i]));

      values[i].counts[number]++;
      if (grouped)
        rows.push_back (number);
    }
  if (grouped)
    add_member (document, weight);
}

void
FacetSpy::uncount (const Member &member)
{
  for (gsize i = 0; i < slots.size (); i++)
    values[i].counts[rows[member.row * slots.size () + i]]--;
}

guint32
FacetSpy::finish ()
{
  guint32 counted = seen;

  std::sort (members.begin (), members.end (), [] (const Member &a, const Member &b) { return a.is_before (b); });
  for (gsize i = 1; i < members.size (); i++)
    if (members[i].is_like (members[i - 1]))
      {
        uncount (members[i]);
        counted--;
      }
  return counted;
}

Facet
FacetSpy::take (gsize facet) const
{
  Facet taken;

  for (const auto &value : values[facet].numbers)
    if (values[facet].counts[value.second] > 0)
      taken.push_back ({ value.first, values[facet].counts[value.second] });
  std::sort (taken.begin (), taken.end (), comes_first);
  taken.resize (std::min (taken.size (), MAX_FACET_VALUES));
  return taken;
}

Spies::Spies (const XapSearch &search, bool all_local) : n_slots (search.n_facet_slots)
{
  if (all_local && n_slots > 0)
    together = std::make_unique<FacetSpy> (search);
  for (gsize i = 0; !all_local && i < n_slots; i++)
    by_slot.emplace_back (search.facet_slots[i]);
}

void
Spies::add_to (Xapian::Enquire &enquire)
{
  if (together != nullptr)
    enquire.add_matchspy (together.get ());
  for (Xapian::ValueCountMatchSpy &spy : by_slot)
    enquire.add_matchspy (&spy);
}

void
Spies::copy_to (std::vector<Facet> &facets) const
{
  for (gsize i = 0; together != nullptr && i < n_slots; i++)
    facets.push_back (together->take (i));
  std::transform (by_slot.begin (), by_slot.end (), std::back_inserter (facets), copy_facet);
}
