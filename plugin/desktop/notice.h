/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells a person who is not looking at any of our windows why nothing happened. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void offprint_notice_send (GDBusConnection *connection, const char *summary, const char *body);

G_END_DECLS
