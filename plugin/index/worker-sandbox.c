/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In layers, since no kernel has all of them: limits, closed descriptors, Landlock, and a list of system calls. What a
 * library tries late (a file that is not there anyway) gets an error; what only an intruder tries kills. */
#include "index/worker-sandbox.h"

#include "offprint-config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#if HAVE_SECCOMP
#include <seccomp.h>
#endif

/* The largest file that is read takes some 800 MiB. */
#define MEMORY_BYTES ((rlim_t) 1536 * 1024 * 1024)
/* 0 to 2, the socket, and one file at a time */
#define DESCRIPTORS 8

/* Addresses of a sanitizer's shadow count as memory. */
#if defined(__SANITIZE_ADDRESS__)
#define BOUND_MEMORY FALSE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BOUND_MEMORY FALSE
#endif
#endif
#ifndef BOUND_MEMORY
#define BOUND_MEMORY TRUE
#endif

static gboolean
set_limit (int resource, rlim_t limit)
{
  struct rlimit old;
  if (getrlimit ((__rlimit_resource_t) resource, &old) != 0)
    return FALSE;
  rlim_t lower = MIN (limit, old.rlim_max);
  return setrlimit ((__rlimit_resource_t) resource, &(struct rlimit){ lower, lower }) == 0;
}

/* Everything but the standard ones and @kept, which is above them */
static void
close_others (int kept)
{
  if ((kept == 3 || close_range (3, (unsigned) kept - 1, 0) == 0)
      && close_range ((unsigned) kept + 1, G_MAXUINT, 0) == 0)
    return;
  /* Older than Linux 5.9, or a container that does not know the call */
  long end = MIN (sysconf (_SC_OPEN_MAX), 65536);
  for (int fd = 3; fd < end; fd++)
    if (fd != kept)
      close (fd);
}

/* The worker ends with the thread that started it, also when that is killed; it may have been before this call. */
static gboolean
die_with_parent (int socket)
{
  struct ucred parent;
  socklen_t length = sizeof parent;
  return prctl (PR_SET_PDEATHSIG, SIGKILL) == 0
      && getsockopt (socket, SOL_SOCKET, SO_PEERCRED, &parent, &length) == 0 && parent.pid == getppid ();
}

/* Newer than the headers of Debian 12 */
#define ACCESS_FS_TRUNCATE (G_GUINT64_CONSTANT (1) << 14)
#define ACCESS_FS_IOCTL_DEVICE (G_GUINT64_CONSTANT (1) << 15)
#define ACCESS_NET_TCP (G_GUINT64_CONSTANT (3))
#define SCOPE_SOCKETS_AND_SIGNALS (G_GUINT64_CONSTANT (3))

typedef struct
{
  guint64 files;
  guint64 network;
  guint64 scopes;
} Ruleset;

/* All that the kernel's version of Landlock knows is denied: there is not one rule that allows something. */
static gsize
fill_ruleset (Ruleset *ruleset, int version)
{
  *ruleset = (Ruleset){ .files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
  if (version >= 2)
    ruleset->files |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3)
    ruleset->files |= ACCESS_FS_TRUNCATE;
  if (version >= 4)
    ruleset->network = ACCESS_NET_TCP;
  if (version >= 5)
    ruleset->files |= ACCESS_FS_IOCTL_DEVICE;
  if (version >= 6)
    ruleset->scopes = SCOPE_SOCKETS_AND_SIGNALS;
  return version >= 6 ? sizeof *ruleset : version >= 4 ? offsetof (Ruleset, scopes) : offsetof (Ruleset, network);
}

static OffprintProtection
enter_landlock (void)
{
  Ruleset ruleset;
  int version = (int) syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return 0;
  gsize size = fill_ruleset (&ruleset, version);
  int fd = (int) syscall (SYS_landlock_create_ruleset, &ruleset, size, 0);
  gboolean entered = fd >= 0 && syscall (SYS_landlock_restrict_self, fd, 0) == 0;
  if (fd >= 0)
    close (fd);
  if (!entered)
    return 0;
  return OFFPRINT_PROTECTION_FILES | (version >= 4 ? OFFPRINT_PROTECTION_NETWORK : 0)
       | (version >= 6 ? OFFPRINT_PROTECTION_PROCESSES : 0);
}

#if HAVE_SECCOMP
#define LIST(...) ((const char *const[]) { __VA_ARGS__, NULL })

typedef struct
{
  guint32 action;
  const char *const *calls;
} Verdict;

/* What is in no row fails with EPERM. Names that a machine does not have are passed over. lint: table */
static const Verdict verdicts[] = {
  { SCMP_ACT_ALLOW,
    LIST ("read", "readv", "pread64", "write", "writev", "sendmsg", "sendto", "recvmsg", "recvfrom", "close", "fstat",
          "lseek", "_llseek", "poll", "ppoll", "munmap", "mremap", "madvise", "brk", "futex", "futex_time64",
          "clock_gettime", "clock_gettime64", "clock_getres", "gettimeofday", "time", "getrandom", "getpid", "gettid",
          "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn", "sigaltstack", "sysinfo",
          "sched_getaffinity", "sched_yield", "getrusage", "membarrier", "restart_syscall", "exit", "exit_group") },
  { SCMP_ACT_ERRNO (EACCES),
    LIST ("open", "openat", "openat2", "creat", "stat", "stat64", "lstat", "lstat64", "newfstatat", "fstatat64",
          "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd", "statfs", "statfs64") },
  { SCMP_ACT_KILL_PROCESS,
    LIST ("execve", "execveat", "fork", "vfork", "clone", "clone3", "socket", "socketpair", "socketcall", "connect",
          "bind", "listen", "accept", "accept4", "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
          "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "ptrace", "process_vm_readv", "process_vm_writev",
          "process_madvise", "open_by_handle_at", "name_to_handle_at", "mount", "umount", "umount2", "move_mount",
          "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "pivot_root", "chroot", "unshare", "setns", "bpf",
          "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup",
          "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "keyctl", "add_key",
          "request_key", "shmget", "shmat", "msgget", "semget", "mq_open", "memfd_create", "memfd_secret", "reboot",
          "swapon", "swapoff", "acct", "personality", "prctl", "arch_prctl", "modify_ldt", "seccomp") },
};

static gboolean
add_verdict (scmp_filter_ctx filter, const Verdict *verdict)
{
  for (const char *const *call = verdict->calls; *call != NULL; call++)
    {
      int number = seccomp_syscall_resolve_name (*call);
      if (number == __NR_SCMP_ERROR)
        continue;
      int result = seccomp_rule_add (filter, verdict->action, number, 0);
      if (result != 0 && result != -EDOM)
        return FALSE;
    }
  return TRUE;
}

/* Memory that can be run is not to be had; a signal only to itself, which is how it aborts. */
static gboolean
add_conditions (scmp_filter_ctx filter)
{
  const struct scmp_arg_cmp not_run = SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  const struct scmp_arg_cmp self = SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ());
  const int calls[] = { SCMP_SYS (mmap), SCMP_SYS (mmap2), SCMP_SYS (mprotect) };
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      int result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, calls[i], 1, &not_run);
      if (result != 0 && result != -EDOM)
        return FALSE;
    }
  return seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1, &self) == 0;
}

static OffprintProtection
enter_seccomp (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  gboolean entered = filter != NULL && add_conditions (filter);
  for (gsize i = 0; entered && i < G_N_ELEMENTS (verdicts); i++)
    entered = add_verdict (filter, &verdicts[i]);
  entered = entered && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  return entered ? OFFPRINT_PROTECTION_CALLS : 0;
}
#else
static OffprintProtection
enter_seccomp (void)
{
  return 0;
}
#endif

/**
 * offprint_worker_sandbox_enter:
 * @socket: descriptor above 2 that stays open, connected to the parent
 * @protections: (out): what the kernel had
 *
 * There is no way back. What libraries load late has to be loaded before. For a process with one thread.
 *
 * Returns: %FALSE when what every kernel has failed, or the parent is gone: the process must end
 */
gboolean
offprint_worker_sandbox_enter (int socket, OffprintProtection *protections)
{
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0
      || !die_with_parent (socket) || !set_limit (RLIMIT_CORE, 0) || !set_limit (RLIMIT_FSIZE, 0)
      || !set_limit (RLIMIT_NOFILE, DESCRIPTORS))
    return FALSE;
  close_others (socket);
  gboolean bounded = BOUND_MEMORY && set_limit (RLIMIT_AS, MEMORY_BYTES);
  *protections = (bounded ? OFFPRINT_PROTECTION_MEMORY : 0) | enter_landlock ();
  *protections |= enter_seccomp ();
  return TRUE;
}
