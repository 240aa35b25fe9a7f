/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the opaque handles of xap.h hold, and the few helpers that several files of shim/ need. */
#pragma once

#include "shim/limit.hh"

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
  guint64 value_changes = 0; /* documents written or deleted since the last commit */

  void open ();
  void write_values ();
};

struct _XapQuery
{
  Xapian::Query query;
  std::vector<std::shared_ptr<xap::Brake>> brakes = {}; /* of its phrases: see limit.hh */
};

struct _XapStem
{
  explicit _XapStem (const std::string &language) : stem (language) {}

  Xapian::Stem stem;
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

/* A directory that is held open: whatever takes its name meanwhile, this one is read. (Xapian opens tables by their
 * path again each time, and would mix those of two databases.) */
class Folder
{
public:
  explicit Folder (const std::string &path);
  Folder (const Folder &) = delete;
  Folder &operator= (const Folder &) = delete;
  ~Folder ();

  bool is_open () const { return fd >= 0; }
  Identity get_identity () const;
  std::string get_path () const;

private:
  int fd;
};

struct Shard
{
  Location location;
  Identity identity; /* zero for a remote shard */
  std::shared_ptr<Folder> folder; /* %NULL when it is none */
  Xapian::Database database; /* exactly one: see xap_reader_locate() */
  bool silent = false; /* a server that did not answer, or not as it should */

  bool reopen ();
  bool is_local () const { return location.kind == Location::Kind::LOCAL; }
};

std::vector<Location> expand_paths (const std::vector<std::string> &paths);
Shard open_shard (const Location &location);
std::vector<std::unique_ptr<Shard>> open_shards (const std::vector<Location> &locations, bool tolerant);
Identity get_identity (const Location &location);

std::string make_text (const char *text, gsize length);
GBytes *make_bytes (const std::string &bytes);
char *make_utf8 (const std::string &bytes);
void check_key (const char *what, const std::string &key);
bool file_exists (const std::string &path);
bool is_database (const std::string &folder);
std::unique_ptr<Xapian::Weight> make_weight (const char *weighting);
Xapian::Query prefer (const Xapian::Query &query, const Xapian::Query &other);

} /* namespace xap */

struct _XapReader
{
  std::vector<std::string> paths; /* as asked for */
  bool tolerant = false; /* servers that do not answer are left out */
  std::vector<xap::Location> left_out;
  std::vector<xap::Shard> shards;
  Xapian::Database database; /* all shards */
  Xapian::Database local; /* those with spellings */
  guint64 generation = 0; /* counts the states seen */
  gint64 deadline = 0; /* of what is asked just now: see xap_reader_set_limit() */
  const gint *stop = nullptr;

  void open (const std::vector<xap::Location> &locations);
  std::vector<xap::Location> expand () const;
  bool refresh ();
  bool reopen ();
  bool all_local () const { return local.size () == database.size (); }
  void combine ();
  void drop_dead ();
  void note_silent (const Xapian::Error &problem);
  xap::Shard &get_shard (guint index);
};
