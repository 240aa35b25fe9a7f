/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The error domain of all rooms of plugin/; its codes are in the header. The codes have names on D-Bus, so that the
 * daemon and its clients share them. */
#include "core/error.h"

#define NAME(name) "org.offprint.Offprint.Error." name

/* lint: table */
static const GDBusErrorEntry entries[] = {
  { OFFPRINT_ERROR_INPUT, NAME ("Input") },
  { OFFPRINT_ERROR_UNSUPPORTED, NAME ("Unsupported") },
  { OFFPRINT_ERROR_USAGE, NAME ("Usage") },
  { OFFPRINT_ERROR_INDEX, NAME ("Index") },
  { OFFPRINT_ERROR_LOCKED, NAME ("Locked") },
  { OFFPRINT_ERROR_DAMAGED, NAME ("Damaged") },
  { OFFPRINT_ERROR_NO_SPACE, NAME ("NoSpace") },
  { OFFPRINT_ERROR_IO, NAME ("IO") },
  { OFFPRINT_ERROR_ACCESS, NAME ("Access") },
  { OFFPRINT_ERROR_FAILED, NAME ("Failed") },
  { OFFPRINT_ERROR_CANCELLED, NAME ("Cancelled") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (entries) == OFFPRINT_ERROR_CANCELLED + 1);

/**
 * offprint_error_quark:
 *
 * Returns: the domain; from the first call on its errors have their names on D-Bus
 */
GQuark
offprint_error_quark (void)
{
  static gsize quark;
  g_dbus_error_register_error_domain ("offprint-error-quark", &quark, entries, G_N_ELEMENTS (entries));
  return (GQuark) quark;
}
