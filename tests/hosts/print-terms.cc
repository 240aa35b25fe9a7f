/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints what an indexer put at the positions of a document, one `position term` a line, for the tests that compare
 * our words with a host's. Of a database that holds several documents, the one with the longest position list counts
 * (Recoll adds one for the folder). Terms with line feeds are printed with `\n`. */
#include <xapian.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using Positions = std::vector<std::pair<Xapian::termpos, std::string>>;

bool
is_prefixed (const std::string &term)
{
  return !term.empty () && term[0] >= 'A' && term[0] <= 'Z';
}

Positions
read_positions (const Xapian::Database &database, Xapian::docid id)
{
  Positions found;

  for (auto term = database.termlist_begin (id); term != database.termlist_end (id); ++term)
    if (!is_prefixed (*term))
      for (auto at = term.positionlist_begin (); at != term.positionlist_end (); ++at)
        found.emplace_back (*at, *term);
  std::sort (found.begin (), found.end ());
  return found;
}

Positions
find_document (const Xapian::Database &database)
{
  Positions longest;

  for (auto document = database.postlist_begin (""); document != database.postlist_end (""); ++document)
    {
      Positions positions = read_positions (database, *document);
      if (positions.size () > longest.size ())
        longest.swap (positions);
    }
  return longest;
}

void
print_line (Xapian::termpos position, const std::string &term)
{
  std::cout << position << ' ';
  for (char byte : term)
    if (byte == '\n')
      std::cout << "\\n";
    else
      std::cout << byte;
  std::cout << '\n';
}

} // namespace

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      std::cerr << "usage: print-terms DATABASE\n";
      return 2;
    }
  try
    {
      for (const auto &[position, term] : find_document (Xapian::Database (argv[1])))
        print_line (position, term);
    }
  catch (const Xapian::Error &error)
    {
      std::cerr << error.get_description () << '\n';
      return 1;
    }
  return 0;
}
