/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loaded before a program (LD_PRELOAD): kills it, as by kill -9, at a chosen moment. Each phase of indexing is known by
 * a function of a library that it goes through; so the program itself needs no switch for being tested.
 *
 * KILL_PHASE: walk, watch, extract, add, remove, flush, commit, compact or worker; KILL_AT: at which call (0: never);
 * KILL_COUNT: descriptor on which the number of calls is written at exit.
 *
 * OFFPRINT_KILL_WORKER: at which message every worker dies; in the phase `worker` the deaths are counted. */
#undef _FILE_OFFSET_BITS /* Functions are replaced under the very names that the libraries call. */
#include <xapian.h>

#include <dirent.h>
#include <dlfcn.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

namespace
{
std::atomic<guint64> calls;

template <typename Function>
Function
next (const char *name)
{
  return reinterpret_cast<Function> (dlsym (RTLD_NEXT, name));
}

guint64
get_number (const char *name)
{
  guint64 number = 0;
  const char *value = getenv (name);
  if (value != nullptr)
    g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &number, nullptr);
  return number;
}

void
pass (const char *phase)
{
  static const char *const wanted = getenv ("KILL_PHASE");
  static const guint64 at = get_number ("KILL_AT");
  if (wanted == nullptr || strcmp (wanted, phase) != 0)
    return;
  if (++calls == at)
    kill (getpid (), SIGKILL);
}

/* What happens to files while compacting is a phase of its own. */
void
pass_write (const char *phase)
{
  pass (phase);
  pass ("compact");
}

/* Which descriptors are of inotify: of reading from others there is no end. */
std::atomic<bool> is_inotify[1024];

void
pass_read (int fd)
{
  if (fd >= 0 && fd < 1024 && is_inotify[fd])
    pass ("watch");
}

/* In a worker. SIGKILL it may not send, not even to itself; that it tries is its end as well. */
void
pass_message ()
{
  static const guint64 at = strcmp (program_invocation_short_name, "offprint-extract") == 0
                                ? get_number ("OFFPRINT_KILL_WORKER")
                                : 0;
  static std::atomic<guint64> messages;
  if (at > 0 && ++messages == at)
    __builtin_trap ();
}

struct Report
{
  ~Report ()
  {
    if (getenv ("KILL_COUNT") != nullptr)
      dprintf ((int) get_number ("KILL_COUNT"), "%" G_GUINT64_FORMAT "\n", calls.load ());
  }
} report;
}

extern "C"
{
  __attribute__ ((visibility ("default"))) struct dirent64 *
  readdir64 (DIR *dir)
  {
    pass ("walk");
    return next<struct dirent64 *(*) (DIR *)> ("readdir64") (dir);
  }

  __attribute__ ((visibility ("default"))) char *
  g_content_type_guess (const char *name, const guchar *data, gsize size, gboolean *uncertain)
  {
    pass ("extract");
    return next<char *(*) (const char *, const guchar *, gsize, gboolean *)> ("g_content_type_guess") (name, data, size,
                                                                                                       uncertain);
  }

  __attribute__ ((visibility ("default"))) int
  inotify_init1 (int flags)
  {
    const int fd = next<int (*) (int)> ("inotify_init1") (flags);
    if (fd >= 0 && fd < 1024)
      is_inotify[fd] = true;
    return fd;
  }

  __attribute__ ((visibility ("default"))) int
  inotify_add_watch (int fd, const char *path, uint32_t mask)
  {
    pass ("watch");
    return next<int (*) (int, const char *, uint32_t)> ("inotify_add_watch") (fd, path, mask);
  }

  __attribute__ ((visibility ("default"))) ssize_t
  read (int fd, void *data, size_t size)
  {
    pass_read (fd);
    return next<ssize_t (*) (int, void *, size_t)> ("read") (fd, data, size);
  }

  ssize_t __read_chk (int fd, void *data, size_t size, size_t room);

  __attribute__ ((visibility ("default"))) ssize_t
  __read_chk (int fd, void *data, size_t size, size_t room)
  {
    pass_read (fd);
    return next<ssize_t (*) (int, void *, size_t, size_t)> ("__read_chk") (fd, data, size, room);
  }

  __attribute__ ((visibility ("default"))) ssize_t
  sendmsg (int socket, const struct msghdr *message, int flags)
  {
    pass_message ();
    return next<ssize_t (*) (int, const struct msghdr *, int)> ("sendmsg") (socket, message, flags);
  }

  __attribute__ ((visibility ("default"))) pid_t
  waitpid (pid_t id, int *status, int options)
  {
    int own = 0;
    const pid_t result = next<pid_t (*) (pid_t, int *, int)> ("waitpid") (id, &own, options);
    if (result > 0 && WIFSIGNALED (own) && WTERMSIG (own) == SIGILL)
      pass ("worker");
    if (status != nullptr)
      *status = own;
    return result;
  }

  __attribute__ ((visibility ("default"))) ssize_t
  pwrite (int fd, const void *data, size_t size, off_t offset)
  {
    pass_write ("flush");
    return next<ssize_t (*) (int, const void *, size_t, off_t)> ("pwrite") (fd, data, size, offset);
  }

  __attribute__ ((visibility ("default"))) ssize_t
  pwrite64 (int fd, const void *data, size_t size, off64_t offset)
  {
    return pwrite (fd, data, size, offset);
  }

  __attribute__ ((visibility ("default"))) int
  fdatasync (int fd)
  {
    pass_write ("commit");
    return next<int (*) (int)> ("fdatasync") (fd);
  }

  __attribute__ ((visibility ("default"))) int
  fsync (int fd)
  {
    pass_write ("commit");
    return next<int (*) (int)> ("fsync") (fd);
  }

  __attribute__ ((visibility ("default"))) int
  rename (const char *from, const char *to)
  {
    pass_write ("commit");
    return next<int (*) (const char *, const char *)> ("rename") (from, to);
  }

  __attribute__ ((visibility ("default"))) int
  renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
  {
    pass ("compact");
    return next<int (*) (int, const char *, int, const char *, unsigned)> ("renameat2") (from_fd, from, to_fd, to,
                                                                                         flags);
  }

  __attribute__ ((visibility ("default"))) int
  unlink (const char *path)
  {
    pass ("compact");
    return next<int (*) (const char *)> ("unlink") (path);
  }
}

__attribute__ ((visibility ("default"))) Xapian::docid
Xapian::WritableDatabase::replace_document (const std::string &term, const Xapian::Document &document)
{
  pass ("add");
  using Function = Xapian::docid (*) (Xapian::WritableDatabase *, const std::string &, const Xapian::Document &);
  return next<Function> (
      "_ZN6Xapian16WritableDatabase16replace_documentERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
      "RKNS_8DocumentE") (this, term, document);
}

__attribute__ ((visibility ("default"))) void
Xapian::WritableDatabase::replace_document (Xapian::docid docid, const Xapian::Document &document)
{
  pass ("add");
  using Function = void (*) (Xapian::WritableDatabase *, Xapian::docid, const Xapian::Document &);
  next<Function> ("_ZN6Xapian16WritableDatabase16replace_documentEjRKNS_8DocumentE") (this, docid, document);
}

__attribute__ ((visibility ("default"))) void
Xapian::WritableDatabase::delete_document (Xapian::docid docid)
{
  pass ("remove");
  using Function = void (*) (Xapian::WritableDatabase *, Xapian::docid);
  next<Function> ("_ZN6Xapian16WritableDatabase15delete_documentEj") (this, docid);
}
