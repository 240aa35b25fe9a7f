/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of files, told at once. What is not known yet is asked of the daemon in the background, many files in
 * one question, and then told. For one thread, which runs its thread-default main context. */
#pragma once

#include "hosts/files/card.h"
#include "hosts/files/link.h"

G_BEGIN_DECLS

/**
 * LookupLimits:
 * @max_cards: how many files are remembered
 * @max_waiting: how many wait to be asked about; others are forgotten
 * @batch: how many are asked about at once
 * @retry_ms: how long the daemon is left alone after a failure
 * @refresh_ms: least time from when all was asked once more to the next such time
 */
typedef struct
{
  guint max_cards;
  guint max_waiting;
  guint batch;
  guint retry_ms;
  guint refresh_ms;
} LookupLimits;

/**
 * LookupFuncs:
 * @tell: something else is to be shown of a file now: lookup_get() says what
 * @told: all that one answer had was told
 * @watched: other folders are followed now, or which ones is known now
 */
typedef struct
{
  void (*tell) (const char *path, gpointer data);
  void (*told) (gpointer data);
  void (*watched) (gpointer data);
} LookupFuncs;

typedef struct _Lookup Lookup;

extern const LookupLimits lookup_default_limits;

Lookup *lookup_new (GDBusConnection *connection, const LookupLimits *limits, const LookupFuncs *funcs, gpointer data);
void lookup_free (Lookup *lookup);
const Card *lookup_get (Lookup *lookup, const char *path);
OffprintBusService *lookup_get_client (Lookup *lookup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lookup, lookup_free)

G_END_DECLS
