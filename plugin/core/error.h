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
 * @OFFPRINT_ERROR_INDEX: the index is locked, corrupt, missing or of another version (exit status 3)
 * @OFFPRINT_ERROR_NO_SPACE: the disk is full: stop, keep what is there, go on when there is room
 * @OFFPRINT_ERROR_IO: a file or folder could not be read: its articles stay, try again later
 * @OFFPRINT_ERROR_FAILED: anything else
 */
typedef enum
{
  OFFPRINT_ERROR_INPUT,
  OFFPRINT_ERROR_UNSUPPORTED,
  OFFPRINT_ERROR_USAGE,
  OFFPRINT_ERROR_INDEX,
  OFFPRINT_ERROR_NO_SPACE,
  OFFPRINT_ERROR_IO,
  OFFPRINT_ERROR_FAILED,
} OffprintError;

GQuark offprint_error_quark (void);

G_END_DECLS
