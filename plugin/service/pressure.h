/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the rest of the machine asks for: to save power, to give back memory. Used in the main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Pressure Pressure;

/**
 * PressureFuncs:
 * @power: power is to be saved, or no longer
 * @memory: memory is scarce
 */
typedef struct
{
  void (*power) (gboolean saving, gpointer data);
  void (*memory) (gpointer data);
} PressureFuncs;

Pressure *pressure_new (const PressureFuncs *funcs, gpointer data);
void pressure_free (Pressure *pressure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pressure, pressure_free)

G_END_DECLS
