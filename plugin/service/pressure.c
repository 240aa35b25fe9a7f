/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GIO's monitors; without a system bus they never say anything. */
#include "service/pressure.h"

#include <gio/gio.h>

struct _Pressure
{
  GPowerProfileMonitor *power;
  GMemoryMonitor *memory;
  PressureFuncs funcs;
  gpointer data;
};

static void
on_power (GPowerProfileMonitor *monitor, GParamSpec *property, Pressure *pressure)
{
  pressure->funcs.power (g_power_profile_monitor_get_power_saver_enabled (monitor), pressure->data);
}

static void
on_memory (GMemoryMonitor *monitor, GMemoryMonitorWarningLevel level, Pressure *pressure)
{
  pressure->funcs.memory (pressure->data);
}

/**
 * pressure_new:
 * @funcs: what to call, in the main thread; @funcs->power at once, if power is to be saved already
 * @data: for @funcs
 *
 * Returns: (transfer full): what listens
 */
Pressure *
pressure_new (const PressureFuncs *funcs, gpointer data)
{
  Pressure *pressure = g_new0 (Pressure, 1);
  pressure->funcs = *funcs;
  pressure->data = data;
  pressure->power = g_power_profile_monitor_dup_default ();
  pressure->memory = g_memory_monitor_dup_default ();
  if (pressure->power != NULL)
    g_signal_connect (pressure->power, "notify::power-saver-enabled", G_CALLBACK (on_power), pressure);
  if (pressure->memory != NULL)
    g_signal_connect (pressure->memory, "low-memory-warning", G_CALLBACK (on_memory), pressure);
  if (pressure->power != NULL && g_power_profile_monitor_get_power_saver_enabled (pressure->power))
    pressure->funcs.power (TRUE, data);
  return pressure;
}

/**
 * pressure_free:
 * @pressure: (nullable) (transfer full): what listens
 */
void
pressure_free (Pressure *pressure)
{
  if (pressure == NULL)
    return;
  if (pressure->power != NULL)
    g_signal_handlers_disconnect_by_data (pressure->power, pressure);
  if (pressure->memory != NULL)
    g_signal_handlers_disconnect_by_data (pressure->memory, pressure);
  g_clear_object (&pressure->power);
  g_clear_object (&pressure->memory);
  g_free (pressure);
}
