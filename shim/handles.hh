/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the opaque handles of xap.h hold, and the few helpers that several files of shim/ need. */
#pragma once

#include "shim/guard.hh"

#include <memory>
#include <sys/types.h>
#include <vector>

struct _XapDocument
{
  Xapian::Document document;
};

/* A transaction is open between any two calls: so nothing is committed but by xap_writer_commit(). */
struct _XapWriter
{
  std::string path;
  unsigned flags = 0;
  Xapian::WritableDatabase database;

  void open ();
};

struct _XapQuery
{
  Xapian::Query query;
};

struct _XapStem
{
  explicit _XapStem (const std::string &language);

  Xapian::Stem stem;
  bool keeps_start;
  std::string word;
};

namespace xap
{

/* Where one shard is: a database on this machine, or a server, reached over the network or as a program. */
struct Location
{
  enum class Kind
  {
    LOCAL,
    SERVER,
    PROGRAM,
  };

  Kind kind;
  std::string place; /* path, host or program */
  std::string arguments; /* of the program */
  unsigned port;

  bool operator== (const Location &other) const;
  std::string get_name () const;
};

/* A directory or single file may be replaced by another of the same name: this tells. */
struct Identity
{
  dev_t device;
  ino_t inode;

  bool operator== (const Identity &other) const { return device == other.device && inode == other.inode; }
};

struct Shard
{
  Location location;
  Identity identity; /* zero for a remote shard */
  Xapian::Database database; /* exactly one: see xap_reader_locate() */
};

std::vector<Location> expand_paths (const std::vector<std::string> &paths);
Shard open_shard (const Location &location);
Identity get_identity (const Location &location);

std::string make_text (const char *text, gsize length);
GBytes *make_bytes (const std::string &bytes);
char *make_utf8 (const std::string &bytes);
void check_key (const char *what, const std::string &key);
bool file_exists (const std::string &path);
bool is_database (const std::string &folder);
std::unique_ptr<Xapian::Weight> make_weight (const char *weighting);

} /* namespace xap */

struct _XapReader
{
  std::vector<std::string> paths; /* as asked for */
  bool tolerant = false; /* servers that do not answer are left out */
  std::vector<xap::Location> left_out;
  std::vector<xap::Shard> shards;
  Xapian::Database database; /* all shards */
  Xapian::Database local; /* those with spellings */

  void open (const std::vector<xap::Location> &locations);
  std::vector<xap::Location> expand () const;
  bool reopen ();
  void combine ();
  void drop_dead ();
  xap::Shard &get_shard (guint index);
};
