/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several databases read as one, without forgetting which they are. Walks are in walk.cc, searching in search.cc. */
#include "shim/handles.hh"

#include <algorithm>
#include <thread>

using xap::Failure;
using xap::guard;
using xap::guard_read;
using xap::Location;
using xap::Shard;

/* Replaces all shards; on failure those that were open stay. */
void
_XapReader::open (const std::vector<Location> &locations)
{
  const std::vector<std::unique_ptr<Shard>> found = xap::open_shards (locations, tolerant);

  shards.clear ();
  for (gsize i = 0; i < found.size (); i++)
    if (found[i] != nullptr)
      shards.push_back (*found[i]);
    else
      left_out.push_back (locations[i]);
  combine ();
}

/* What was left out once stays out: asking it again would cost two seconds each time. */
std::vector<Location>
_XapReader::expand () const
{
  std::vector<Location> locations = xap::expand_paths (paths);
  const auto is_left_out = [&] (const Location &location) {
    return std::find (left_out.begin (), left_out.end (), location) != left_out.end ();
  };

  locations.erase (std::remove_if (locations.begin (), locations.end (), is_left_out), locations.end ());
  return locations;
}

/* With no shards at all, an empty database: Xapian refuses to search none. */
void
_XapReader::combine ()
{
  generation++;
  database = shards.empty () ? Xapian::Database (std::string (), Xapian::DB_BACKEND_INMEMORY) : Xapian::Database ();
  local = Xapian::Database ();
  for (const Shard &shard : shards)
    {
      database.add_database (shard.database);
      if (shard.location.kind == Location::Kind::LOCAL)
        local.add_database (shard.database);
    }
}

Shard &
_XapReader::get_shard (guint index)
{
  if (index >= shards.size ())
    throw Failure (XAP_ERROR_FAILED,
                   "no shard " + std::to_string (index) + " among " + std::to_string (shards.size ()));
  return shards[index];
}

namespace
{

bool
is_current (const std::vector<Shard> &shards, const std::vector<Location> &locations)
{
  if (shards.size () != locations.size ())
    return false;
  for (gsize i = 0; i < shards.size (); i++)
    if (!(shards[i].location == locations[i]) || !(shards[i].identity == xap::get_identity (locations[i])))
      return false;
  return true;
}

/* What Xapian says of a server when something is wrong with it */
std::string
get_context (const Location &location)
{
  return location.kind == Location::Kind::SERVER
           ? "remote:tcp(" + location.get_name () + ")"
           : "remote:prog(" + location.place + " " + location.arguments + ")";
}

/* A program that hangs would be waited for. */
void
let_go (Shard &shard)
{
  std::thread ([database = std::move (shard.database)] () mutable { database = Xapian::Database (); }).detach ();
}

} /* namespace */

/* Who failed a search is not asked again. */
void
_XapReader::note_silent (const Xapian::Error &problem)
{
  for (Shard &shard : shards)
    if (!shard.is_local () && get_context (shard.location) == problem.get_context ())
      shard.silent = true;
}

/* Answers of the others to what was asked last may still be under way: so they are all opened anew. */
void
_XapReader::drop_dead ()
{
  std::vector<Location> locations;

  for (Shard &shard : shards)
    (shard.silent ? left_out : locations).push_back (shard.location);
  database = local = Xapian::Database ();
  for (Shard &shard : shards)
    if (!shard.is_local ())
      let_go (shard);
  tolerant = true;
  open (locations);
}

/* Goes on to the newest state of the same databases. One that was replaced needs more: refresh().
 * Returns: whether anything is different */
bool
_XapReader::reopen ()
{
  const auto changed = std::count_if (shards.begin (), shards.end (), [] (Shard &shard) { return shard.reopen (); });

  generation += changed > 0;
  return changed > 0;
}

/* Returns: whether anything may be different */
bool
_XapReader::refresh ()
{
  const std::vector<Location> locations = expand ();

  if (!is_current (shards, locations))
    {
      open (locations);
      return true;
    }
  try
    {
      return reopen ();
    }
  catch (const Xapian::NetworkError &problem)
    {
      if (!tolerant)
        throw;
      note_silent (problem);
    }
  drop_dead ();
  return true;
}

namespace
{

std::unique_ptr<XapReader>
open_reader (const char *const *paths, bool tolerant)
{
  auto reader = std::make_unique<XapReader> ();

  for (gsize i = 0; paths[i] != nullptr; i++)
    reader->paths.emplace_back (paths[i]);
  reader->tolerant = tolerant;
  reader->open (xap::expand_paths (reader->paths));
  return reader;
}

} /* namespace */

/**
 * xap_reader_open:
 * @paths: (array zero-terminated=1) (element-type filename): directories of databases, databases in one file, stub
 *    files, or directories with a stub file `XAPIANDB`; none at all makes an empty reader
 * @error: return location for an error
 *
 * Opens databases to be searched as one. A stub file holds lines `auto PATH` (relative to the file), `remote
 * HOST:PORT` or `remote :PROGRAM ARGUMENTS`; the shards are the databases in the order in which they are named. A
 * server has two seconds for each answer. (Xapian ignores SIGPIPE in the whole process once it talked to a server.)
 *
 * Returns: (transfer full): the reader, or %NULL with %XAP_ERROR_NOT_FOUND (nothing there), %XAP_ERROR_CORRUPT
 *    (something else is there, or it is damaged), %XAP_ERROR_NETWORK or %XAP_ERROR_FAILED
 */
XapReader *
xap_reader_open (const char *const *paths, GError **error)
{
  return guard<XapReader *> (nullptr, error, [&] { return open_reader (paths, false).release (); });
}

/**
 * xap_reader_open_reachable:
 * @paths: (array zero-terminated=1) (element-type filename): as for xap_reader_open()
 * @error: return location for an error
 *
 * Opens databases as xap_reader_open() does, but leaves out servers that do not answer, which
 * xap_reader_list_left_out() tells.
 *
 * Returns: (transfer full): the reader, or %NULL with an error as for xap_reader_open(), but %XAP_ERROR_NETWORK
 */
XapReader *
xap_reader_open_reachable (const char *const *paths, GError **error)
{
  return guard<XapReader *> (nullptr, error, [&] { return open_reader (paths, true).release (); });
}

/**
 * xap_reader_drop_unreachable:
 * @reader: a reader
 * @error: return location for an error
 *
 * Opens all anew, and leaves out the servers that failed the last call and those that do not answer now: what to do
 * after %XAP_ERROR_NETWORK, before searching again. Docids from before then mean nothing any more. They stay left out
 * for as long as the reader lives, and servers that do not answer later, when it is reopened, are left out too.
 *
 * Returns: %TRUE, whether any was left out or not, or %FALSE with a #XapError
 */
gboolean
xap_reader_drop_unreachable (XapReader *reader, GError **error)
{
  return guard (FALSE, error, [&] {
    reader->drop_dead ();
    return TRUE;
  });
}

/**
 * xap_reader_list_left_out:
 * @reader: a reader
 *
 * Returns: (transfer full) (array zero-terminated=1): the servers that were left out, as `HOST:PORT` or `:PROGRAM
 *    ARGUMENTS`, valid UTF-8; empty when there are none
 */
char **
xap_reader_list_left_out (XapReader *reader)
{
  char **names = g_new0 (char *, reader->left_out.size () + 1);

  guard (false, nullptr, [&] {
    for (gsize i = 0; i < reader->left_out.size (); i++)
      names[i] = xap::make_utf8 (reader->left_out[i].get_name ());
    return true;
  });
  return names;
}

/**
 * xap_reader_free:
 * @reader: (nullable) (transfer full): a reader
 */
void
xap_reader_free (XapReader *reader)
{
  delete reader;
}

/**
 * xap_reader_reopen:
 * @reader: a reader
 * @changed: (out) (optional): %TRUE when anything may be different from before
 * @error: return location for an error
 *
 * Goes on to the newest state. Stub files are read again, and a database that was replaced by another of the same
 * name is opened anew: then docids from before mean nothing any more.
 *
 * Returns: %TRUE, or %FALSE with an error as for xap_reader_open(); the reader then still has its old state
 */
gboolean
xap_reader_reopen (XapReader *reader, gboolean *changed, GError **error)
{
  return guard (FALSE, error, [&] {
    const bool different = reader->refresh ();

    if (changed != nullptr)
      *changed = different;
    return TRUE;
  });
}

/**
 * xap_reader_get_document_count:
 * @reader: a reader
 * @error: return location for an error
 *
 * Returns: how many documents there are in all shards; 0 with @error set on failure
 */
guint32
xap_reader_get_document_count (XapReader *reader, GError **error)
{
  return guard_read<guint32> (*reader, 0, error, [&] { return reader->database.get_doccount (); });
}

/**
 * xap_reader_get_shard_count:
 * @reader: a reader
 *
 * Returns: how many single databases there are behind the paths
 */
guint
xap_reader_get_shard_count (XapReader *reader)
{
  return static_cast<guint> (reader->shards.size ());
}

/**
 * xap_reader_is_local:
 * @reader: a reader
 *
 * Returns: whether all its databases are on this machine
 */
gboolean
xap_reader_is_local (XapReader *reader)
{
  return guard (FALSE, nullptr, [&] { return reader->all_local () ? TRUE : FALSE; });
}

/**
 * xap_reader_set_limit:
 * @reader: a reader
 * @deadline: in time of g_get_monotonic_time(); 0: none
 * @stop: (nullable): as in #XapSearch; must live until another one, or %NULL, is set
 *
 * From now on what is done before a search, xap_query_new_wildcard(), ends there too. The search has its own limit.
 */
void
xap_reader_set_limit (XapReader *reader, gint64 deadline, const gint *stop)
{
  reader->deadline = deadline;
  reader->stop = stop;
}

/**
 * xap_reader_get_shard_name:
 * @reader: a reader
 * @shard: index of the shard
 *
 * Returns: (transfer full): its path, or `HOST:PORT`, or `:PROGRAM ARGUMENTS`, valid UTF-8; `?` when there is no such
 *    shard
 */
char *
xap_reader_get_shard_name (XapReader *reader, guint shard)
{
  char *name = guard<char *> (nullptr, nullptr,
                              [&] { return xap::make_utf8 (reader->get_shard (shard).location.get_name ()); });

  return name != nullptr ? name : g_strdup ("?");
}

/**
 * xap_reader_get_generation:
 * @reader: a reader
 *
 * Any call that reads may go on to a newer state of the databases by itself. What was read while this number stayed the
 * same belongs together.
 *
 * Returns: a number that grows when that happens, and when databases are opened anew or left out
 */
guint64
xap_reader_get_generation (XapReader *reader)
{
  return reader->generation;
}

/**
 * xap_reader_locate:
 * @reader: a reader
 * @docid: document number over all shards, from 1
 * @shard: (out): index of the shard
 * @shard_docid: (out): the document's number there; 0 when @docid is 0 or there are no shards
 *
 * Tells where a document of the combined databases is: Xapian deals the numbers out in turn, one to each shard.
 */
void
xap_reader_locate (XapReader *reader, guint32 docid, guint *shard, guint32 *shard_docid)
{
  const guint32 n_shards = static_cast<guint32> (reader->shards.size ());
  const bool valid = docid > 0 && n_shards > 0;

  *shard = valid ? (docid - 1) % n_shards : 0;
  *shard_docid = valid ? (docid - 1) / n_shards + 1 : 0;
}

/**
 * xap_reader_get_metadata:
 * @reader: a reader
 * @shard: index of the shard
 * @key: a name
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the value, empty when there is none; or %NULL with a #XapError
 */
GBytes *
xap_reader_get_metadata (XapReader *reader, guint shard, const char *key, GError **error)
{
  return guard<GBytes *> (nullptr, error, [&] {
    Xapian::Database &database = reader->get_shard (shard).database;

    return xap::retry (*reader, [&] { return xap::make_bytes (database.get_metadata (key)); });
  });
}

/**
 * xap_reader_get_frequency:
 * @reader: a reader
 * @term: (array length=length): a term
 * @length: bytes of @term
 * @local: %TRUE: servers are not asked, which takes as long as the network does
 * @frequency: (out): in how many documents it is
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
xap_reader_get_frequency (XapReader *reader, const char *term, gsize length, gboolean local, guint32 *frequency,
                          GError **error)
{
  Xapian::Database &database = local ? reader->local : reader->database;

  return guard_read<gboolean> (*reader, FALSE, error, [&] {
    *frequency = length > 0 ? database.get_termfreq (std::string (term, length)) : 0;
    return TRUE;
  });
}

/**
 * xap_reader_suggest:
 * @reader: a reader
 * @word: UTF-8, a word that may be misspelt
 * @error: return location for an error
 *
 * Looks for a word that is spelt alike (at most two letters different) and more frequent. Servers are not asked: they
 * have no answer.
 *
 * Returns: (transfer full) (nullable): the word; %NULL without an error when there is none, or %NULL with a #XapError
 */
char *
xap_reader_suggest (XapReader *reader, const char *word, GError **error)
{
  return guard_read<char *> (*reader, nullptr, error, [&]() -> char * {
    const std::string suggestion = reader->local.get_spelling_suggestion (word);

    return suggestion.empty () ? nullptr : xap::make_utf8 (suggestion);
  });
}

/**
 * xap_reader_get_data:
 * @reader: a reader
 * @docid: document number over all shards
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the document's data, or %NULL with %XAP_ERROR_NOT_FOUND or another #XapError
 */
GBytes *
xap_reader_get_data (XapReader *reader, guint32 docid, GError **error)
{
  return guard_read<GBytes *> (*reader, nullptr, error, [&] {
    if (docid == 0)
      throw Failure (XAP_ERROR_NOT_FOUND, "documents are numbered from 1");
    return xap::make_bytes (reader->database.get_document (docid).get_data ());
  });
}

/**
 * xap_reader_get_value:
 * @reader: a reader
 * @docid: document number over all shards
 * @slot: number of the value slot
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the document's value, empty when there is none; or %NULL with
 *    %XAP_ERROR_NOT_FOUND or another #XapError
 */
GBytes *
xap_reader_get_value (XapReader *reader, guint32 docid, guint32 slot, GError **error)
{
  return guard_read<GBytes *> (*reader, nullptr, error, [&] {
    if (docid == 0)
      throw Failure (XAP_ERROR_NOT_FOUND, "documents are numbered from 1");
    return xap::make_bytes (reader->database.get_document (docid).get_value (slot));
  });
}
