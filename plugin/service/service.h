/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's object on the bus: hands what is asked to the engine or to the search threads, and what they say back to
 * the bus. Used in the main thread. */
#pragma once

#include "core/config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SERVICE_BUS_NAME "org.offprint.Offprint"
#define SERVICE_OBJECT_PATH "/org/offprint/Offprint"

typedef struct _Service Service;

Service *service_new (GDBusConnection *connection, const OffprintConfig *config, GError **error);
gboolean service_start (Service *service, GError **error);
void service_free (Service *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Service, service_free)

G_END_DECLS
