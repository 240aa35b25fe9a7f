/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the main thread wants done and does not wait for. */
#include "service/engine-private.h"

#include "service/post.h"

typedef struct _Order Order;
struct _Order
{
  Engine *engine;
  void (*func) (Order *order);
  char **paths;
  gboolean flag;
};

static gboolean
carry_out (gpointer data)
{
  Order *order = data;
  if (order->engine->indexer != NULL)
    order->func (order);
  g_strfreev (order->paths);
  g_free (order);
  return G_SOURCE_REMOVE;
}

static void
send_order (Engine *engine, void (*func) (Order *order), const char *const *paths, gboolean flag)
{
  Order *order = g_new0 (Order, 1);
  order->engine = engine;
  order->func = func;
  order->paths = g_strdupv ((char **) (guintptr) paths);
  order->flag = flag;
  post_to (engine->context, carry_out, order);
}

static void
set_roots (Order *order)
{
  offprint_indexer_set_roots (order->engine->indexer, (const char *const *) order->paths);
}

/**
 * engine_set_roots:
 * @engine: the indexer's handle
 * @roots: (array zero-terminated=1): folders to follow from now on
 */
void
engine_set_roots (Engine *engine, const char *const *roots)
{
  send_order (engine, set_roots, roots, FALSE);
}

static void
forget (Order *order)
{
  offprint_indexer_forget (order->engine->indexer, order->paths[0]);
}

/**
 * engine_forget:
 * @engine: the indexer's handle
 * @path: a folder that is none of the roots any more: its articles leave the index
 */
void
engine_forget (Engine *engine, const char *path)
{
  const char *paths[] = { path, NULL };
  send_order (engine, forget, paths, FALSE);
}

static void
rebuild (Order *order)
{
  offprint_indexer_rebuild (order->engine->indexer);
}

/**
 * engine_rebuild:
 * @engine: the indexer's handle
 *
 * The index was found damaged: it is to be set aside and built anew.
 */
void
engine_rebuild (Engine *engine)
{
  send_order (engine, rebuild, NULL, FALSE);
}

static void
rescan (Order *order)
{
  offprint_indexer_rescan (order->engine->indexer, order->paths != NULL ? order->paths[0] : NULL);
}

/**
 * engine_rescan:
 * @engine: the indexer's handle
 * @path: (nullable): what to look at again; %NULL: everything
 */
void
engine_rescan (Engine *engine, const char *path)
{
  const char *paths[] = { path, NULL };
  send_order (engine, rescan, path != NULL ? paths : NULL, FALSE);
}

static void
set_paused (Order *order)
{
  offprint_indexer_set_paused (order->engine->indexer, order->flag);
}

/**
 * engine_set_paused:
 * @engine: the indexer's handle
 * @paused: whether work is left for later
 */
void
engine_set_paused (Engine *engine, gboolean paused)
{
  send_order (engine, set_paused, NULL, paused);
}

static void
set_modest (Order *order)
{
  offprint_indexer_set_modest (order->engine->indexer, order->flag);
}

/**
 * engine_set_modest:
 * @engine: the indexer's handle
 * @modest: whether to take little of the machine
 */
void
engine_set_modest (Engine *engine, gboolean modest)
{
  send_order (engine, set_modest, NULL, modest);
}
