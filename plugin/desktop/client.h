/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon as its clients see it: questions that never block, answers as values. The client is gdbus-codegen's proxy:
 * properties, signals and the methods that are not here are used through it as they are. The bus starts the daemon for
 * the first question. Used in a thread that runs its thread-default main context. */
#pragma once

#include "core/hit.h"

G_BEGIN_DECLS

/* The generated proxy: include offprint-bus.h for its properties, signals and other methods. */
typedef struct _OffprintBusService OffprintBusService;

#define OFFPRINT_CLIENT_BUS_NAME "org.offprint.Offprint"
#define OFFPRINT_CLIENT_OBJECT_PATH "/org/offprint/Offprint"

void offprint_client_new (GDBusConnection *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer data);
OffprintBusService *offprint_client_new_finish (GAsyncResult *result, GError **error);

void offprint_client_search (OffprintBusService *client, const char *query, GVariant *options,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void offprint_client_complete (OffprintBusService *client, const char *query, GVariant *options,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void offprint_client_similar (OffprintBusService *client, const char *path, const char *member, guint limit,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
OffprintHits *offprint_client_hits_finish (OffprintBusService *client, GAsyncResult *result, GError **error);

void offprint_client_get_articles (OffprintBusService *client, const char *const *paths, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data);
GPtrArray *offprint_client_get_articles_finish (OffprintBusService *client, GAsyncResult *result, GError **error);
void offprint_client_get_columns (OffprintBusService *client, const char *const *paths, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);
GVariant *offprint_client_get_columns_finish (OffprintBusService *client, GAsyncResult *result, GError **error);

G_END_DECLS
