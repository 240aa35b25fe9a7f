/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One after the other: the index follows the disk, the folders of saved searches the index, the properties both. */
#include "service/flush.h"

typedef struct
{
  SavedSearches *saved;
  Publisher *publisher;
  GDBusMethodInvocation *invocation;
} Flush;

static void
reply (gpointer data)
{
  g_dbus_method_invocation_return_value (data, NULL);
}

/* A folder of links that can't be kept is no reason to say that the index is not up to date. */
static void
on_folders (const GError *error, gpointer data)
{
  g_autofree Flush *flush = data;
  publisher_await (flush->publisher, reply, flush->invocation);
}

static void
on_index (const GError *error, gpointer data)
{
  Flush *flush = data;
  if (error == NULL)
    {
      saved_searches_await (flush->saved, on_folders, flush);
      return;
    }
  g_dbus_method_invocation_return_gerror (flush->invocation, error);
  g_free (flush);
}

/**
 * flush_answer:
 * @engine: the indexer
 * @saved: the saved searches
 * @publisher: what sets the properties
 * @invocation: (transfer full): of Flush, answered some time later; all of the above live until then
 */
void
flush_answer (Engine *engine, SavedSearches *saved, Publisher *publisher, GDBusMethodInvocation *invocation)
{
  Flush *flush = g_new (Flush, 1);
  *flush = (Flush){ saved, publisher, invocation };
  engine_flush (engine, on_index, flush);
}
