/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Room on the disk for what must not fail. Xapian 1.4 writes changed values from a destructor (of ValueUpdater, in
 * glass_values.cc), where an error ends the process. So they are written by themselves, ahead of the commit, and only
 * when there is room for them: all else that a full disk hits is an exception like any other. */
#include "shim/handles.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace
{

constexpr guint64 BLOCK = 8192; /* bytes, which is Xapian's default */
constexpr guint64 SLOTS_MAX = 24; /* values that a document has */
constexpr guint64 VALUES_MAX = 4096; /* bytes in all the values of a document */
constexpr guint64 SPARE = 16 * BLOCK; /* the way from the root, and what is in no block yet */

/* At worst each entry is in a block of its own, which is copied and then split; but no block is copied twice. */
guint64
estimate_copies (const std::string &table, guint64 entries)
{
  struct stat status;
  const guint64 size = stat (table.c_str (), &status) == 0 ? status.st_size : 0;

  return 2 * MIN (size, entries * BLOCK);
}

/* For each document a list of its slots is written, too. */
guint64
estimate (const std::string &folder, guint64 changes)
{
  return estimate_copies (folder + "/postlist.glass", changes * SLOTS_MAX)
         + estimate_copies (folder + "/termlist.glass", changes) + changes * VALUES_MAX + SPARE;
}

/* 0, ENOSPC or EDQUOT. What counts is whether a file can have the room: a person may have less of it than the disk.
 * Where that can't be asked there is only what the disk says. */
int
ask_for_room (const std::string &folder, guint64 bytes)
{
  struct statvfs status;

  if (statvfs (folder.c_str (), &status) == 0 && static_cast<guint64> (status.f_bavail) * status.f_frsize < bytes)
    return ENOSPC;

  const int fd = open (folder.c_str (), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno == ENOSPC || errno == EDQUOT ? errno : 0;

  const bool is_refused = fallocate (fd, 0, 0, bytes) != 0 && (errno == ENOSPC || errno == EDQUOT);
  const int reason = is_refused ? errno : 0;

  close (fd);
  return reason;
}

} /* namespace */

/* Writes the changed values to the tables of the database, uncommitted: what then remains to be committed may fail. */
void
_XapWriter::write_values ()
{
  if (value_changes == 0)
    return;

  const int reason = ask_for_room (path, estimate (path, value_changes));

  if (reason != 0)
    throw Xapian::DatabaseError ("No room for values", path, reason);
  database.valuestream_begin (0); /* of whichever slot: a list of values is made from the tables alone */
  value_changes = 0;
}
