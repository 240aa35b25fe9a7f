/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that is known of a file, as rows for a page of properties: each article's record, then duplicates and similar
 * ones. */
#pragma once

#include "desktop/client.h"

G_BEGIN_DECLS

/**
 * DetailRow:
 * @label: what it is, translated
 * @value: one line or more, plain text
 * @uri: (nullable): where a click on it leads
 */
typedef struct
{
  char *label;
  char *value;
  char *uri;
} DetailRow;

/**
 * DetailsFunc:
 * @rows: (element-type DetailRow): more rows, below the ones before
 * @data: as given
 *
 * Called twice at most: with the record, then with the other articles.
 */
typedef void (*DetailsFunc) (GPtrArray *rows, gpointer data);

void details_ask (OffprintBusService *client, const char *path, GCancellable *cancellable, DetailsFunc func,
                  gpointer data);

G_END_DECLS
