/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search bar has done for a person, who sees neither the daemon nor its errors: each deed ends its call when it
 * is done, and when it can't be done also tells why in a notification. The daemon starts no application itself: see
 * desktop/open.h. Used in the main thread. */
#pragma once

#include "core/record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Deed:
 * @connection: the bus
 * @token: (nullable): of the activation
 * @invocation: (transfer full): the call, which gets an empty reply or an error
 */
typedef struct
{
  GDBusConnection *connection;
  const char *token;
  GDBusMethodInvocation *invocation;
} Deed;

void deed_open (const Deed *deed, const OffprintRecord *record);
void deed_show (const Deed *deed, const OffprintRecord *record);
void deed_copy (const Deed *deed, const OffprintRecord *record);
void deed_similar (const Deed *deed, const OffprintRecord *record);
void deed_search (const Deed *deed, const char *words);
void deed_refuse (const Deed *deed, const GError *error);

G_END_DECLS
