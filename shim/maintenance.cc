/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done to whole databases: merging into a compact one, and checking. */
#include "shim/handles.hh"

#include <sstream>

using xap::Failure;
using xap::guard;
using xap::Location;

namespace
{

void
check_destination (const std::string &path)
{
  if (xap::is_database (path))
    throw Failure (XAP_ERROR_FAILED, "'" + path + "' already holds a database");
}

/* Several passes need room for temporary files, but are faster from four sources on; with fewer the flag does
 * nothing. */
unsigned
flags_to_xapian (bool renumber)
{
  return Xapian::Compactor::FULL | Xapian::DBCOMPACT_MULTIPASS | (renumber ? 0 : Xapian::DBCOMPACT_NO_RENUMBER);
}

} /* namespace */

/**
 * xap_compact:
 * @sources: (array zero-terminated=1) (element-type filename): local databases; none of them is written to, and no
 *    writer may commit to one meanwhile
 * @destination: (type filename): directory for the new database; made if missing, must not hold a database
 * @renumber: %FALSE: every document keeps its docid, for which the ranges of docids in the sources must not overlap;
 *    %TRUE: the docids of each source are moved behind those of the one before
 * @error: return location for an error
 *
 * Merges databases into one that takes as little room as it can. Metadata, synonyms and spellings are merged too;
 * where several sources hold the same metadata key, the first one's value is taken.
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_NOT_FOUND, %XAP_ERROR_CORRUPT, %XAP_ERROR_NO_SPACE or %XAP_ERROR_FAILED
 *    (overlapping docids); @destination may then hold remains, to be removed by the caller
 */
gboolean
xap_compact (const char *const *sources, const char *destination, gboolean renumber, GError **error)
{
  return guard (FALSE, error, [&] {
    const std::vector<std::string> paths (sources, sources + g_strv_length (const_cast<char **> (sources)));
    Xapian::Database merged;

    check_destination (destination);
    for (const Location &location : xap::expand_paths (paths))
      merged.add_database (xap::open_shard (location).database);
    merged.compact (destination, flags_to_xapian (renumber));
    return TRUE;
  });
}

/**
 * xap_check:
 * @path: (type filename): a local database
 * @report: (out) (optional) (transfer full): what was looked at and found, lines of UTF-8; set when the check ran,
 *    damage or not, else %NULL
 * @error: return location for an error
 *
 * Reads the whole database and checks that it is consistent. Nothing is repaired.
 *
 * Returns: %TRUE when it is sound, or %FALSE with %XAP_ERROR_CORRUPT (damage was found), %XAP_ERROR_NOT_FOUND or
 *    %XAP_ERROR_FAILED
 */
gboolean
xap_check (const char *path, char **report, GError **error)
{
  std::ostringstream out;
  const gboolean sound = guard (FALSE, error, [&] {
    xap::expand_paths ({ path });

    const gsize n_errors = Xapian::Database::check (path, 0, &out);

    if (n_errors > 0)
      throw Failure (XAP_ERROR_CORRUPT, std::to_string (n_errors) + " errors found in '" + path + "'");
    return TRUE;
  });

  if (report != nullptr)
    *report = guard<char *> (nullptr, nullptr, [&] { return xap::make_utf8 (out.str ()); });
  return sound;
}
