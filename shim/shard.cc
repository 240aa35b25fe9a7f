/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening one database: a directory, which may be replaced by another at any moment, a file, or a server, which may
 * never answer. Servers are waited for all at once. */
#include "shim/handles.hh"

#include <fcntl.h>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

using xap::Folder;
using xap::Identity;
using xap::Location;
using xap::Shard;

namespace
{

/* For each step of talking to a server, connecting included: somebody waits for the answer. */
constexpr unsigned REMOTE_TIMEOUT_MS = 2000;
/* A directory that is replaced more often than this while it is opened */
constexpr unsigned MAX_REPLACEMENTS = 10;

/* Xapian's errors name the path as it is given here: so this is only for what goes well. */
Shard
open_folder (const Location &location, std::shared_ptr<Folder> folder)
{
  const Identity identity = folder->get_identity ();
  const std::string path = folder->get_path ();

  return Shard{ location, identity, std::move (folder), Xapian::Database (path) };
}

/* Returns: whether @shard is open, and is what stands under the name */
bool
try_folder (const Location &location, std::unique_ptr<Shard> &shard)
{
  auto folder = std::make_shared<Folder> (location.place);

  if (!folder->is_open ())
    return false;
  try
    {
      shard = std::make_unique<Shard> (open_folder (location, folder));
      return shard->identity == xap::get_identity (location);
    }
  catch (const Xapian::DatabaseError &)
    {
      return false;
    }
}

/* One that was replaced while it was opened may have lost tables that Xapian can do without. */
Shard
open_local (const Location &location)
{
  std::unique_ptr<Shard> shard;
  Identity last{ 0, 0 };

  for (unsigned i = 0; i < MAX_REPLACEMENTS; i++)
    {
      const Identity identity = xap::get_identity (location);

      if (identity == last)
        break;
      if (try_folder (location, shard))
        return *shard;
      last = identity;
    }

  const Identity identity = xap::get_identity (location);
  return Shard{ location, identity, nullptr, Xapian::Database (location.place) };
}

Shard
open_remote (const Location &location)
{
  const unsigned timeout = REMOTE_TIMEOUT_MS;
  const bool is_program = location.kind == Location::Kind::PROGRAM;

  return Shard{ location, Identity{ 0, 0 }, nullptr,
                is_program ? Xapian::Remote::open (location.place, location.arguments, timeout)
                           : Xapian::Remote::open (location.place, location.port, timeout, timeout) };
}

/* What is no Xapian server may say anything at all. */
std::unique_ptr<Shard>
try_shard (const Location &location, bool tolerant)
{
  try
    {
      return std::make_unique<Shard> (xap::open_shard (location));
    }
  catch (const Xapian::Error &)
    {
      if (!tolerant || location.kind == Location::Kind::LOCAL)
        throw;
      return nullptr;
    }
}

} /* namespace */

Folder::Folder (const std::string &path) : fd (open (path.c_str (), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

Folder::~Folder ()
{
  if (fd >= 0)
    close (fd);
}

Identity
Folder::get_identity () const
{
  struct stat status;

  return fstat (fd, &status) == 0 ? Identity{ status.st_dev, status.st_ino } : Identity{ 0, 0 };
}

std::string
Folder::get_path () const
{
  return "/proc/self/fd/" + std::to_string (fd);
}

/* Which directory or file the path means now: a compacted database takes the place of the old one under the same
 * name. */
Identity
xap::get_identity (const Location &location)
{
  struct stat status;

  if (location.kind != Location::Kind::LOCAL || stat (location.place.c_str (), &status) != 0)
    return Identity{ 0, 0 };
  return Identity{ status.st_dev, status.st_ino };
}

Shard
xap::open_shard (const Location &location)
{
  return location.kind == Location::Kind::LOCAL ? open_local (location) : open_remote (location);
}

/* Returns: in the order of @locations; %NULL for servers that do not answer, when @tolerant */
std::vector<std::unique_ptr<Shard>>
xap::open_shards (const std::vector<Location> &locations, bool tolerant)
{
  std::vector<std::future<std::unique_ptr<Shard>>> opening;
  std::vector<std::unique_ptr<Shard>> shards;

  for (const Location &location : locations)
    opening.push_back (std::async (location.kind == Location::Kind::LOCAL ? std::launch::deferred : std::launch::async,
                                   try_shard, location, tolerant));
  for (std::future<std::unique_ptr<Shard>> &one : opening)
    shards.push_back (one.get ());
  return shards;
}

/* Returns: whether there is a newer state */
bool
Shard::reopen ()
{
  try
    {
      return database.reopen ();
    }
  catch (const Xapian::DatabaseOpeningError &problem)
    {
      throw Xapian::DatabaseModifiedError ("the database was replaced", problem.get_msg ());
    }
}
