/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gives up every right that reading a page does not need. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintProtection:
 * @OFFPRINT_PROTECTION_CALLS: only the system calls of a computation are left (seccomp)
 * @OFFPRINT_PROTECTION_FILES: no file can be opened (Landlock)
 * @OFFPRINT_PROTECTION_NETWORK: no connection by TCP (Landlock)
 * @OFFPRINT_PROTECTION_PROCESSES: no signal to other processes, no abstract socket of theirs (Landlock)
 * @OFFPRINT_PROTECTION_MEMORY: memory has a bound
 */
typedef enum
{
  OFFPRINT_PROTECTION_CALLS = 1 << 0,
  OFFPRINT_PROTECTION_FILES = 1 << 1,
  OFFPRINT_PROTECTION_NETWORK = 1 << 2,
  OFFPRINT_PROTECTION_PROCESSES = 1 << 3,
  OFFPRINT_PROTECTION_MEMORY = 1 << 4,
} OffprintProtection;

gboolean offprint_worker_sandbox_enter (int socket, OffprintProtection *protections);

G_END_DECLS
