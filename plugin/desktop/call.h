/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls on the bus that are deeds: their answers say only that it was done. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void offprint_call_return (GTask *task, GDBusConnection *connection, GAsyncResult *result, const char *missing);

G_END_DECLS
