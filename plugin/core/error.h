/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The errors of all rooms of plugin/. Few codes, each a decision for the caller. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OFFPRINT_ERROR (offprint_error_quark ())

/**
 * OffprintError:
 * @OFFPRINT_ERROR_INPUT: the file is no article that can be read: skip it, say why, try again when it changes
 * @OFFPRINT_ERROR_UNSUPPORTED: not a format that Offprint reads: leave the file alone, no fault
 * @OFFPRINT_ERROR_USAGE: the person asked for something that makes no sense (exit status 2)
 * @OFFPRINT_ERROR_INDEX: the index is missing, of another version or another program's (exit status 3)
 * @OFFPRINT_ERROR_LOCKED: another program writes to the index: try again later (exit status 3)
 * @OFFPRINT_ERROR_DAMAGED: the index is damaged: build it anew (exit status 3)
 * @OFFPRINT_ERROR_NO_SPACE: the disk is full: stop, keep what is there, go on when there is room
 * @OFFPRINT_ERROR_IO: a file or folder could not be read: its articles stay, try again later
 * @OFFPRINT_ERROR_ACCESS: a file or folder may not be read: its articles are hidden, try again later
 * @OFFPRINT_ERROR_FAILED: anything else
 * @OFFPRINT_ERROR_CANCELLED: nobody waits for it any more
 */
typedef enum
{
  OFFPRINT_ERROR_INPUT,
  OFFPRINT_ERROR_UNSUPPORTED,
  OFFPRINT_ERROR_USAGE,
  OFFPRINT_ERROR_INDEX,
  OFFPRINT_ERROR_LOCKED,
  OFFPRINT_ERROR_DAMAGED,
  OFFPRINT_ERROR_NO_SPACE,
  OFFPRINT_ERROR_IO,
  OFFPRINT_ERROR_ACCESS,
  OFFPRINT_ERROR_FAILED,
  OFFPRINT_ERROR_CANCELLED,
} OffprintError;

GQuark offprint_error_quark (void);

G_END_DECLS
