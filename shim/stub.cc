/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From paths to the list of single databases behind them: stub files, whose lines name other databases, are read
 * here, not by Xapian, because a database that Xapian put together does not tell its parts (and asks only the
 * first for metadata). */
#include "shim/handles.hh"

#include <cerrno>
#include <fstream>
#include <sys/stat.h>

using xap::Failure;
using xap::Location;

namespace
{

constexpr unsigned MAX_NESTING = 8;
constexpr gsize MAX_SHARDS = 256;
constexpr gsize MAX_STUB_BYTES = 65536;
constexpr char STUB_IN_DIRECTORY[] = "/XAPIANDB";

class Expander
{
public:
  std::vector<Location> locations;

  void add_path (const std::string &path, unsigned nesting);

private:
  void add (Location location);
  void add_file (const std::string &path, unsigned nesting);
  void add_stub (const std::string &path, unsigned nesting);
  bool add_line (const std::string &line, const std::string &stub, unsigned nesting);
  bool add_remote (const std::string &line);
};

[[noreturn]] void
fail (XapError code, const std::string &what, const std::string &path, const std::string &more = std::string ())
{
  throw Failure (code, what + " '" + path + "'" + more);
}

std::string
resolve (const std::string &path, const std::string &stub)
{
  return path.empty () || path[0] == '/' || stub.rfind ('/') == std::string::npos
           ? path
           : stub.substr (0, stub.rfind ('/') + 1) + path;
}

/* A database in one file begins with these bytes; any other file is taken for a stub. */
bool
is_single_file (const std::string &path)
{
  static const std::string magic ("\x0f\x0dXapian Glass", 14);
  std::string head (magic.size (), '\0');
  std::ifstream file (path, std::ios::binary);

  return file.read (&head[0], static_cast<std::streamsize> (head.size ())) && head == magic;
}

std::string
read_stub (const std::string &path)
{
  std::string text (MAX_STUB_BYTES + 1, '\0');
  std::ifstream file (path, std::ios::binary);

  if (!file)
    fail (XAP_ERROR_FAILED, "can't read", path);
  file.read (&text[0], static_cast<std::streamsize> (text.size ()));
  text.resize (static_cast<gsize> (file.gcount ()));
  if (text.size () > MAX_STUB_BYTES)
    fail (XAP_ERROR_CORRUPT, "neither a Xapian database nor a stub file:", path);
  return text;
}

void
Expander::add (Location location)
{
  if (locations.size () == MAX_SHARDS)
    throw Failure (XAP_ERROR_FAILED,
                   "too many databases, at most " + std::to_string (MAX_SHARDS) + " are searched together");
  locations.push_back (std::move (location));
}

void
Expander::add_path (const std::string &path, unsigned nesting)
{
  struct stat status;

  if (nesting > MAX_NESTING)
    fail (XAP_ERROR_CORRUPT, "stub files nested too deeply, or in a circle, at", path);
  if (stat (path.c_str (), &status) != 0)
    fail (errno == ENOENT || errno == ENOTDIR ? XAP_ERROR_NOT_FOUND : XAP_ERROR_FAILED, "no database at", path,
          std::string (": ") + g_strerror (errno));
  if (!S_ISDIR (status.st_mode))
    add_file (path, nesting);
  else if (xap::is_database (path))
    add (Location{ Location::Kind::LOCAL, path, std::string (), 0 });
  else if (xap::file_exists (path + STUB_IN_DIRECTORY))
    add_stub (path + STUB_IN_DIRECTORY, nesting);
  else
    fail (XAP_ERROR_CORRUPT, "no Xapian database in the folder", path);
}

/* Only regular files are opened: a pipe or device would block. */
void
Expander::add_file (const std::string &path, unsigned nesting)
{
  if (!g_file_test (path.c_str (), G_FILE_TEST_IS_REGULAR))
    fail (XAP_ERROR_CORRUPT, "neither a folder nor a file:", path);
  if (is_single_file (path))
    add (Location{ Location::Kind::LOCAL, path, std::string (), 0 });
  else
    add_stub (path, nesting);
}

void
Expander::add_stub (const std::string &path, unsigned nesting)
{
  const std::string text = read_stub (path);
  unsigned number = 1;

  for (gsize start = 0; start < text.size (); number++)
    {
      const gsize end = std::min (text.find ('\n', start), text.size ());

      /* The line itself is not shown: the file may be none of the reader's. */
      if (!add_line (text.substr (start, end - start), path, nesting))
        fail (XAP_ERROR_CORRUPT, "bad line " + std::to_string (number) + " in the Xapian stub file", path);
      start = end + 1;
    }
}

/* Returns: whether the line could be understood */
bool
Expander::add_line (const std::string &line, const std::string &stub, unsigned nesting)
{
  if (line.empty () || line[0] == '#')
    return true;

  const gsize space = line.find (' ');
  if (space == std::string::npos || space + 1 == line.size ())
    return false;

  const std::string type = line.substr (0, space);
  const std::string rest = line.substr (space + 1);

  if (type == "remote")
    return add_remote (rest);
  if (type != "auto" && type != "glass" && type != "chert")
    return false;
  add_path (resolve (rest, stub), nesting + 1);
  return true;
}

/* `:PROGRAM ARGUMENTS`, `HOST:PORT` or `[ADDRESS]:PORT` */
bool
Expander::add_remote (const std::string &line)
{
  const gsize colon = line.rfind (':');

  if (line[0] == ':')
    {
      const gsize space = std::min (line.find (' '), line.size ());

      add (Location{ Location::Kind::PROGRAM, line.substr (1, space - 1),
                     line.substr (std::min (space + 1, line.size ())), 0 });
      return true;
    }

  if (colon == std::string::npos)
    return false;

  guint64 port;
  if (!g_ascii_string_to_unsigned (line.c_str () + colon + 1, 10, 1, 65535, &port, nullptr))
    return false;

  std::string host = line.substr (0, colon);
  if (host.size () > 2 && host.front () == '[' && host.back () == ']')
    host = host.substr (1, host.size () - 2);
  add (Location{ Location::Kind::SERVER, host, std::string (), static_cast<unsigned> (port) });
  return true;
}

} /* namespace */

bool
Location::operator== (const Location &other) const
{
  return kind == other.kind && place == other.place && arguments == other.arguments && port == other.port;
}

/* As it stands in a stub file. */
std::string
Location::get_name () const
{
  switch (kind)
    {
    case Kind::SERVER:
      return place + ":" + std::to_string (port);
    case Kind::PROGRAM:
      return ":" + place + " " + arguments;
    case Kind::LOCAL:
    default:
      return place;
    }
}

bool
xap::file_exists (const std::string &path)
{
  return g_file_test (path.c_str (), G_FILE_TEST_EXISTS);
}

/* Whether a folder holds one; stub files are not counted. */
bool
xap::is_database (const std::string &folder)
{
  return file_exists (folder + "/iamglass") || file_exists (folder + "/iamchert");
}

std::vector<Location>
xap::expand_paths (const std::vector<std::string> &paths)
{
  Expander expander;

  for (const std::string &path : paths)
    expander.add_path (path, 0);
  return expander.locations;
}
