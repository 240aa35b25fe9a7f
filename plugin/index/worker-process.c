/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker gets a socket, no other descriptor, and of the environment only what steers libraries: what a page finds in
 * its memory is no secret of the person's. */
#include "index/worker-process.h"
#include "core/i18n.h"
#include "index/worker-wire.h"

#include "offprint-config.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM "offprint-extract"

struct _OffprintWorkerProcess
{
  pid_t id;
  int socket;
};

/* Where programs that have workers lie in the build tree */
static const char *const built_rooms[] = { "/plugin/cli", "/plugin/service", "/plugin/hosts/recoll" };

/* Returns: (transfer full) (nullable): the worker in the build tree that the running program is in */
static char *
find_built (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *room = self != NULL ? g_path_get_dirname (self) : NULL;
  for (gsize i = 0; room != NULL && i < G_N_ELEMENTS (built_rooms); i++)
    if (g_str_has_suffix (room, built_rooms[i]))
      {
        room[strlen (room) - strlen (built_rooms[i])] = '\0';
        g_autofree char *path = g_build_filename (room, "plugin", "index", PROGRAM, NULL);
        return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
      }
  return NULL;
}

/**
 * offprint_worker_find_program:
 *
 * Returns: (transfer full): where the worker program is or should be: in the folder that OFFPRINT_LIBEXECDIR names,
 * else in the build tree that this program runs from, else where it was installed
 */
char *
offprint_worker_find_program (void)
{
  const char *named = g_getenv ("OFFPRINT_LIBEXECDIR");
  if (named != NULL && *named != '\0')
    return g_build_filename (named, PROGRAM, NULL);
  char *built = find_built ();
  return built != NULL ? built : g_build_filename (OFFPRINT_LIBEXECDIR, PROGRAM, NULL);
}

static char **
make_environment (void)
{
  static const char *const kept[] = { "ASAN_", "G_",    "GCONV_PATH", "GLIBC_TUNABLES", "LANG", "LC_",
                                      "LD_",   "MALLOC_", "OFFPRINT_",  "TZ",             "UBSAN_" };
  g_auto (GStrv) all = g_get_environ ();
  GPtrArray *result = g_ptr_array_new ();
  for (gsize i = 0; all[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (kept); j++)
      if (g_str_has_prefix (all[i], kept[j]))
        {
          g_ptr_array_add (result, g_strdup (all[i]));
          break;
        }
  g_ptr_array_add (result, NULL);
  return (char **) g_ptr_array_free (result, FALSE);
}

/* The socket first: it may have the number of a standard descriptor that this process does not have. For someone who
 * looks for a fault in the worker itself, what it prints may be seen. */
static int
plan_descriptors (posix_spawn_file_actions_t *actions, int socket)
{
  gboolean quiet = g_getenv ("OFFPRINT_WORKER_STDERR") == NULL;
  int result = posix_spawn_file_actions_adddup2 (actions, socket, OFFPRINT_WIRE_SOCKET);
  if (result == 0)
    result = posix_spawn_file_actions_addopen (actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (result == 0)
    result = posix_spawn_file_actions_addopen (actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (result == 0 && quiet)
    result = posix_spawn_file_actions_addopen (actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  return result;
}

/* Whatever this process blocks or ignores, the worker begins as usual. */
static int
plan_signals (posix_spawnattr_t *attributes)
{
  sigset_t signals;
  sigemptyset (&signals);
  int result = posix_spawnattr_setsigmask (attributes, &signals);
  sigfillset (&signals);
  sigdelset (&signals, SIGKILL);
  sigdelset (&signals, SIGSTOP);
  if (result == 0)
    result = posix_spawnattr_setsigdefault (attributes, &signals);
  return result != 0 ? result
                     : posix_spawnattr_setflags (attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* Returns: 0 or an error number */
static int
spawn (const char *program, int socket, pid_t *id)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  g_auto (GStrv) environment = make_environment ();
  char *const arguments[] = { (char *) PROGRAM, NULL };
  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  int result = plan_descriptors (&actions, socket);
  if (result == 0)
    result = plan_signals (&attributes);
  if (result == 0)
    result = posix_spawn (id, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return result;
}

/**
 * offprint_worker_process_start:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the process; %OFFPRINT_ERROR_FAILED when it can't be started
 */
OffprintWorkerProcess *
offprint_worker_process_start (GError **error)
{
  int sockets[2];
  g_autofree OffprintWorkerProcess *process = g_new0 (OffprintWorkerProcess, 1);
  g_autofree char *program = offprint_worker_find_program ();
  int result = socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0 ? 0 : errno;
  if (result == 0)
    {
      /* Only this end: a worker waits for whoever reads. */
      fcntl (sockets[0], F_SETFL, O_NONBLOCK);
      result = spawn (program, sockets[1], &process->id);
      process->socket = sockets[0];
      close (sockets[1]);
      if (result != 0)
        close (sockets[0]);
    }
  if (result == 0)
    return g_steal_pointer (&process);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, _("can't start the reader process '%s': %s"), program,
               g_strerror (result));
  return NULL;
}

/**
 * offprint_worker_process_get_socket:
 * @process: a process
 *
 * Returns: the parent's end of the socket, which does not block
 */
int
offprint_worker_process_get_socket (const OffprintWorkerProcess *process)
{
  return process->socket;
}

/**
 * offprint_worker_process_get_id:
 * @process: a process
 *
 * Returns: its number
 */
int
offprint_worker_process_get_id (const OffprintWorkerProcess *process)
{
  return process->id;
}

/**
 * offprint_worker_process_get_cpu_time:
 * @process: a process
 *
 * Returns: microseconds that it has computed, 0 when it is gone
 */
gint64
offprint_worker_process_get_cpu_time (const OffprintWorkerProcess *process)
{
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid (process->id, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return 0;
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * offprint_worker_process_allow_cpu_time:
 * @process: a process
 * @seconds: that it may compute from now on; then the kernel ends it by SIGXCPU
 */
void
offprint_worker_process_allow_cpu_time (OffprintWorkerProcess *process, guint seconds)
{
  struct rlimit limit;
  rlim_t used = (rlim_t) (offprint_worker_process_get_cpu_time (process) / G_USEC_PER_SEC);
  /* Only the soft limit: a hard one could not be raised again for the next file. */
  if (prlimit (process->id, RLIMIT_CPU, NULL, &limit) != 0)
    return;
  limit.rlim_cur = MIN (used + 1 + seconds, limit.rlim_max);
  prlimit (process->id, RLIMIT_CPU, &limit, NULL);
}

/**
 * offprint_worker_process_is_waiting:
 * @process: a process
 *
 * Returns: whether it waits for something, and not for the processor or the disk
 */
gboolean
offprint_worker_process_is_waiting (const OffprintWorkerProcess *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) process->id);
  g_autofree char *status = NULL;
  if (!g_file_get_contents (path, &status, NULL, NULL))
    return TRUE;
  /* The state stands behind the name in brackets, which may itself hold brackets. */
  const char *name_end = strrchr (status, ')');
  return name_end == NULL || strncmp (name_end, ") S", 3) == 0;
}

/**
 * offprint_worker_process_end:
 * @process: (transfer full): a process
 *
 * Kills it and waits until it is gone. One that is just about to end does so as it would have.
 *
 * Returns: its status, as from waitpid()
 */
int
offprint_worker_process_end (OffprintWorkerProcess *process)
{
  int status = 0;
  kill (process->id, SIGKILL);
  close (process->socket);
  while (waitpid (process->id, &status, 0) < 0 && errno == EINTR)
    continue;
  g_free (process);
  return status;
}
