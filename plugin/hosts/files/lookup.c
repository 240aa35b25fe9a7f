/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file manager asks about one file after the other, and waits for each answer: so there is always one, at once,
 * perhaps that nothing is known. One question is under way at a time; the files that are wanted meanwhile go into the
 * next one. So the daemon sets the pace. It has the next question while the answer to the one before is taken in. What
 * changed is asked about once more, and only what looks different afterwards is told: nothing flickers, and a file
 * manager is not made to ask in vain. */
#include "hosts/files/lookup.h"

#include "hosts/files/cache.h"
#include "hosts/files/wishes.h"
#include "offprint-bus.h"

/* A quarter of the time that a picture has at 60 a second */
#define SLICE_US 4000

/* Enough for a folder of 20,000, at some 400 bytes each. */
const LookupLimits lookup_default_limits
    = { .max_cards = 32768, .max_waiting = 200000, .batch = 2000, .retry_ms = 30000, .refresh_ms = 10000 };

/**
 * Batch:
 * @paths: the files that one question is about, NULL-terminated
 * @answer: (nullable): to it
 * @next: file of it that is taken in next
 */
typedef struct
{
  GPtrArray *paths;
  GVariant *answer;
  guint next;
} Batch;

struct _Lookup
{
  const LookupLimits *limits;
  const LookupFuncs *funcs;
  gpointer data;
  Link *link;
  Cache *cache;
  Wishes *wishes;
  Batch *asked;          /* (nullable): the question under way; with its answer while the one before is taken in */
  Batch *taken;          /* (nullable): what is taken in, while the daemon has the next question */
  GHashTable *under_way; /* paths of both -> whether they changed since: the answer may be old */
  guint taker;           /* idle source that takes in */
  GCancellable *cancellable;
  guint sender;    /* idle source that sends the next question */
  guint refresher; /* timer of the next refresh, or only the pause before one may be */
  gboolean refresh_wanted;
};

static void send_later (Lookup *lookup);
static void take_over (Lookup *lookup);

static void
batch_free (Batch *batch)
{
  g_ptr_array_unref (batch->paths);
  g_clear_pointer (&batch->answer, g_variant_unref);
  g_free (batch);
}

static guint
batch_count (const Batch *batch)
{
  return batch->paths->len - 1;
}

static void
take_file (Lookup *lookup, const char *path, GVariant *file)
{
  g_autoptr (Card) card = card_new (file);
  Card *old = cache_get (lookup->cache, path);
  gboolean same = old != NULL && card_equal (old, card);
  gboolean changed = GPOINTER_TO_INT (g_hash_table_lookup (lookup->under_way, path));
  cache_put (lookup->cache, path, card);
  g_hash_table_remove (lookup->under_way, path);
  if (changed)
    wishes_add (lookup->wishes, path);
  if (!same)
    lookup->funcs->tell (path, lookup->data);
}

/* A part of the answer at a time, short enough not to be felt. */
static gboolean
take_some (gpointer data)
{
  Lookup *lookup = data;
  Batch *batch = lookup->taken;
  gint64 end = g_get_monotonic_time () + SLICE_US;
  while (batch->next < batch_count (batch) && g_get_monotonic_time () < end)
    {
      g_autoptr (GVariant) file = g_variant_get_child_value (batch->answer, batch->next);
      take_file (lookup, g_ptr_array_index (batch->paths, batch->next++), file);
    }
  lookup->funcs->told (lookup->data);
  if (batch->next < batch_count (batch))
    return G_SOURCE_CONTINUE;
  lookup->taker = 0;
  g_clear_pointer (&lookup->taken, batch_free);
  take_over (lookup);
  return G_SOURCE_REMOVE;
}

/* When an answer is there, and the one before is taken in. */
static void
take_over (Lookup *lookup)
{
  if (lookup->taken == NULL && lookup->asked != NULL && lookup->asked->answer != NULL)
    {
      lookup->taken = g_steal_pointer (&lookup->asked);
      lookup->taker = g_idle_add (take_some, lookup);
    }
  send_later (lookup);
}

/* Without an answer */
static void
end_question (Lookup *lookup)
{
  for (guint i = 0; i < batch_count (lookup->asked); i++)
    g_hash_table_remove (lookup->under_way, g_ptr_array_index (lookup->asked->paths, i));
  g_clear_pointer (&lookup->asked, batch_free);
  send_later (lookup);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = offprint_client_get_columns_finish (OFFPRINT_BUS_SERVICE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Lookup *lookup = data;
  link_report (lookup->link, error);
  if (answer != NULL && g_variant_n_children (answer) == batch_count (lookup->asked))
    {
      lookup->asked->answer = g_steal_pointer (&answer);
      take_over (lookup);
      return;
    }
  if (answer == NULL)
    wishes_give_back (lookup->wishes, lookup->asked->paths);
  end_question (lookup);
}

static gboolean
send (gpointer data)
{
  Lookup *lookup = data;
  OffprintBusService *client = link_get_usable_client (lookup->link);
  lookup->sender = 0;
  if (client == NULL || lookup->asked != NULL || wishes_are_none (lookup->wishes))
    return G_SOURCE_REMOVE;
  lookup->asked = g_new0 (Batch, 1);
  lookup->asked->paths = wishes_take (lookup->wishes, lookup->limits->batch);
  for (guint i = 0; i < batch_count (lookup->asked); i++)
    g_hash_table_insert (lookup->under_way, g_ptr_array_index (lookup->asked->paths, i), GINT_TO_POINTER (FALSE));
  offprint_client_get_columns (client, (const char *const *) lookup->asked->paths->pdata, lookup->cancellable,
                               on_answer, lookup);
  return G_SOURCE_REMOVE;
}

/* Not before the file manager has asked about all that it wants to know now. */
static void
send_later (Lookup *lookup)
{
  if (lookup->sender == 0)
    lookup->sender = g_idle_add (send, lookup);
}

static void
want (Lookup *lookup, const char *path)
{
  wishes_add (lookup->wishes, path);
  if (lookup->asked == NULL && link_get_usable_client (lookup->link) != NULL)
    send_later (lookup);
}

/* A file whose card is not kept any more may be shown all the same: it is told, and asked about if that is so. */
static void
change (Lookup *lookup, const char *path)
{
  gpointer asked;
  if (g_hash_table_lookup_extended (lookup->under_way, path, &asked, NULL))
    g_hash_table_insert (lookup->under_way, asked, GINT_TO_POINTER (TRUE));
  else if (cache_contains (lookup->cache, path))
    want (lookup, path);
  else
    lookup->funcs->tell (path, lookup->data);
}

static void refresh (Lookup *lookup);

static gboolean
on_refresher (gpointer data)
{
  Lookup *lookup = data;
  lookup->refresher = 0;
  if (lookup->refresh_wanted)
    refresh (lookup);
  return G_SOURCE_REMOVE;
}

/* While a large folder is indexed, everything changes every second. */
static void
refresh (Lookup *lookup)
{
  lookup->refresh_wanted = lookup->refresher != 0;
  if (lookup->refresh_wanted)
    return;
  g_autoptr (GPtrArray) paths = cache_get_paths (lookup->cache);
  for (guint i = 0; i < paths->len; i++)
    change (lookup, g_ptr_array_index (paths, i));
  lookup->refresher = g_timeout_add (lookup->limits->refresh_ms, on_refresher, lookup);
}

static void
on_link_ready (gpointer data)
{
  send_later (data);
}

static void
on_link_changed (const char *const *paths, gpointer data)
{
  Lookup *lookup = data;
  if (paths == NULL)
    refresh (lookup);
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    change (lookup, paths[i]);
}

static void
on_link_watched (gpointer data)
{
  Lookup *lookup = data;
  lookup->funcs->watched (lookup->data);
}

/**
 * lookup_new:
 * @connection: (nullable): the bus; %NULL: that of the session
 * @limits: bounds, valid as long as it
 * @funcs: what is called, valid as long as it
 * @data: for @funcs
 *
 * Returns: (transfer full): a look-up that knows nothing yet
 */
Lookup *
lookup_new (GDBusConnection *connection, const LookupLimits *limits, const LookupFuncs *funcs, gpointer data)
{
  static const LinkFuncs link_funcs = { on_link_ready, on_link_changed, on_link_watched };
  Lookup *lookup = g_new0 (Lookup, 1);
  lookup->limits = limits;
  lookup->funcs = funcs;
  lookup->data = data;
  lookup->cache = cache_new (limits->max_cards);
  lookup->wishes = wishes_new (limits->max_waiting);
  lookup->under_way = g_hash_table_new (g_str_hash, g_str_equal);
  lookup->cancellable = g_cancellable_new ();
  lookup->link = link_new (connection, limits->retry_ms, &link_funcs, lookup);
  return lookup;
}

/**
 * lookup_free:
 * @lookup: (nullable) (transfer full): a look-up; nothing is told any more
 */
void
lookup_free (Lookup *lookup)
{
  if (lookup == NULL)
    return;
  g_cancellable_cancel (lookup->cancellable);
  g_clear_object (&lookup->cancellable);
  g_clear_handle_id (&lookup->sender, g_source_remove);
  g_clear_handle_id (&lookup->taker, g_source_remove);
  g_clear_handle_id (&lookup->refresher, g_source_remove);
  g_hash_table_unref (lookup->under_way);
  g_clear_pointer (&lookup->asked, batch_free);
  g_clear_pointer (&lookup->taken, batch_free);
  wishes_free (lookup->wishes);
  cache_free (lookup->cache);
  link_free (lookup->link);
  g_free (lookup);
}

/**
 * lookup_get:
 * @lookup: a look-up
 * @path: a file
 *
 * Returns at once: no file is touched, nothing sent.
 *
 * Returns: (transfer none) (nullable): what is known, valid until the main context runs; %NULL when it is not known
 * yet, and will be told
 */
const Card *
lookup_get (Lookup *lookup, const char *path)
{
  const Card *card = cache_get (lookup->cache, path);
  if (card == NULL && !g_hash_table_contains (lookup->under_way, path))
    want (lookup, path);
  return card;
}

/**
 * lookup_get_client:
 * @lookup: a look-up
 *
 * Returns: (transfer none) (nullable): the way to the daemon, for what a person asked for; %NULL: there is no bus
 */
OffprintBusService *
lookup_get_client (Lookup *lookup)
{
  return link_get_client (lookup->link);
}
