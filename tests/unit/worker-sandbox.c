/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each attempt is made by a child that has entered the sandbox; it tells by its status what came of it. */
#include "index/worker-sandbox.h"
#include "offprint-config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a child says of its attempt */
enum
{
  DENIED = 0,
  DONE = 10,
  NOT_ENTERED,
};

typedef gboolean (*Attempt) (OffprintProtection protections); /* Returns: whether it came off */

/* Returns: the status of a child that makes the attempt */
static int
try (Attempt attempt)
{
  int sockets[2], status;
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM, 0, sockets));
  pid_t child = fork ();
  if (child == 0)
    {
      OffprintProtection protections;
      if (!offprint_worker_sandbox_enter (sockets[1], &protections))
        _exit (NOT_ENTERED);
      _exit (attempt (protections) ? DONE : DENIED);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close (sockets[0]);
  close (sockets[1]);
  return status;
}

static gboolean
was_killed (int status)
{
  return WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS;
}

static void
assert_denied (Attempt attempt)
{
  int status = try (attempt);
  g_assert_true (was_killed (status) || (WIFEXITED (status) && WEXITSTATUS (status) == DENIED));
}

static gboolean
do_nothing (OffprintProtection protections)
{
  return TRUE;
}

static gboolean
has_calls (OffprintProtection protections)
{
  return (protections & OFFPRINT_PROTECTION_CALLS) != 0;
}

static gboolean
has_files (OffprintProtection protections)
{
  return (protections & OFFPRINT_PROTECTION_FILES) != 0;
}

static gboolean
has (Attempt question)
{
  int status = try (question);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) != NOT_ENTERED);
  return WEXITSTATUS (status) == DONE;
}

static gboolean
open_file (OffprintProtection protections)
{
  return open ("/etc/passwd", O_RDONLY) >= 0;
}

static gboolean
make_file (OffprintProtection protections)
{
  return open ("/tmp/offprint-test-sandbox", O_WRONLY | O_CREAT, 0600) >= 0;
}

static gboolean
list_folder (OffprintProtection protections)
{
  return open ("/", O_RDONLY | O_DIRECTORY) >= 0;
}

static gboolean
remove_file (OffprintProtection protections)
{
  return unlink ("/tmp/offprint-test-sandbox") == 0;
}

/* No file is opened and none is changed, by Landlock or by the list of calls. */
static void
test_files (void)
{
  if (!has (has_files) && !has (has_calls))
    {
      g_test_skip ("neither Landlock nor seccomp here");
      return;
    }
  assert_denied (open_file);
  assert_denied (make_file);
  assert_denied (list_folder);
  assert_denied (remove_file);
}

static gboolean
open_socket (OffprintProtection protections)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0;
}

static gboolean
open_local_socket (OffprintProtection protections)
{
  return socket (AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static gboolean
make_process (OffprintProtection protections)
{
  pid_t child = fork ();
  if (child == 0)
    _exit (0);
  return child > 0;
}

static gboolean
run_program (OffprintProtection protections)
{
  execl ("/bin/true", "true", NULL);
  return FALSE;
}

static gboolean
signal_parent (OffprintProtection protections)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
signal_parent_thread (OffprintProtection protections)
{
  return syscall (SYS_tgkill, getppid (), getppid (), 0) == 0;
}

static gboolean
trace_parent (OffprintProtection protections)
{
  return ptrace (PTRACE_ATTACH, getppid (), NULL, NULL) == 0;
}

static gboolean
read_parent (OffprintProtection protections)
{
  char byte;
  struct iovec mine = { &byte, 1 }, other = { (void *) (gsize) try, 1 };
  return process_vm_readv (getppid (), &mine, 1, &other, 1, 0) == 1;
}

static gboolean
run_memory (OffprintProtection protections)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static gboolean
make_memory_runnable (OffprintProtection protections)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED || mprotect (memory, 4096, PROT_READ | PROT_EXEC) == 0;
}

static gboolean
make_memory_file (OffprintProtection protections)
{
  return memfd_create ("offprint-test", 0) >= 0;
}

static gboolean
connect_somewhere (OffprintProtection protections)
{
  const struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (80) };
  return connect (3, (const struct sockaddr *) &address, sizeof address) == 0;
}

static gboolean
survive_parent (OffprintProtection protections)
{
  return prctl (PR_SET_PDEATHSIG, 0) == 0;
}

static gboolean
raise_limit (OffprintProtection protections)
{
  return setrlimit (RLIMIT_CPU, &(struct rlimit){ 1, 1 }) == 0;
}

static gboolean
look_at_file (OffprintProtection protections)
{
  struct stat status;
  return stat ("/etc/passwd", &status) == 0;
}

/* No socket, process, program, signal, look into another process, nor code of its own making. */
static void
test_calls (void)
{
  if (!has (has_calls))
    {
      g_assert_false (HAVE_SECCOMP);
      g_test_skip ("built without libseccomp");
      return;
    }
  const Attempt attempts[] = { open_socket,          open_local_socket, make_process, run_program,
                               signal_parent,        trace_parent,      read_parent,  run_memory,
                               signal_parent_thread, raise_limit,       look_at_file, make_memory_runnable,
                               make_memory_file,     connect_somewhere, survive_parent };
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    assert_denied (attempts[i]);
  g_assert_true (was_killed (try (run_program)));
  g_assert_true (was_killed (try (make_process)));
  g_assert_true (was_killed (try (open_socket)));
  g_assert_false (was_killed (try (open_file)));
}

static gboolean
use_others_descriptor (OffprintProtection protections)
{
  for (int fd = 3; fd < 1000; fd++)
    if (fcntl (fd, F_GETFD) >= 0 && errno != EPERM)
      return TRUE;
  char byte;
  return read (100, &byte, 1) >= 0;
}

/* A descriptor that was left open is closed, even one above the limit. */
static void
test_descriptors (void)
{
  int zero = open ("/dev/zero", O_RDONLY);
  g_assert_cmpint (dup2 (zero, 100), ==, 100);
  int status = try (use_others_descriptor);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) != NOT_ENTERED);
  if (has (has_calls))
    g_assert_cmpint (WEXITSTATUS (status), ==, DENIED);
  close (100);
  close (zero);
}

static gboolean
take_memory (OffprintProtection protections)
{
  if (!(protections & OFFPRINT_PROTECTION_MEMORY))
    return FALSE;
  return mmap (NULL, (gsize) 2 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static gboolean
abort_itself (OffprintProtection protections)
{
  abort ();
}

/* Memory has a bound; ordinary work goes on: an abort is one, and does not look like an intruder. */
static void
test_computing (void)
{
  assert_denied (take_memory);
  g_assert_true (has (do_nothing));
  int status = try (abort_itself);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGABRT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker-sandbox/files", test_files);
  g_test_add_func ("/worker-sandbox/calls", test_calls);
  g_test_add_func ("/worker-sandbox/descriptors", test_descriptors);
  g_test_add_func ("/worker-sandbox/computing", test_computing);
  return g_test_run ();
}
