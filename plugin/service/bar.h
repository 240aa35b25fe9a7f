/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What search bars on the bus have in common: an object there, questions to the search threads, and an article that
 * something is done with. Used in the main thread. */
#pragma once

#include "service/deeds.h"
#include "service/searcher.h"

G_BEGIN_DECLS

typedef struct
{
  const char *signal;
  GCallback callback;
} BarHandler;

/**
 * BarKind:
 * @path: of its object
 * @handlers: what handles calls, with the bar as data; the last one has no signal
 * @free_data: for what such a bar keeps for itself
 */
typedef struct
{
  const char *path;
  const BarHandler *handlers;
  GDestroyNotify free_data;
} BarKind;

/**
 * Bar:
 * @searcher: (nullable): what answers, which ends before the bar does. No call may be answered before it is set
 * @data: what the bar keeps for itself
 */
typedef struct
{
  const BarKind *kind;
  GDBusConnection *connection;
  GDBusInterfaceSkeleton *skeleton;
  Searcher *searcher;
  gpointer data;
} Bar;

typedef void (*BarDeedFunc) (const Deed *deed, const OffprintRecord *record);

Bar *bar_new (const BarKind *kind, gpointer data, gpointer skeleton, GDBusConnection *connection, GError **error);
void bar_free (Bar *bar);
gboolean bar_ask (Bar *bar, AnswerFunc func, GVariant *parameters, const char *topic,
                  GDBusMethodInvocation *invocation);
gboolean bar_act (Bar *bar, const char *handle, BarDeedFunc func, char *token, GDBusMethodInvocation *invocation);

G_END_DECLS
