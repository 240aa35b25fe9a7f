/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file manager asks about one file after the other, and waits for each answer: so there is always one, at once,
 * perhaps that nothing is known. One question is under way at a time; the files that are wanted meanwhile go into the
 * next one. So the daemon sets the pace. What changed is asked about
 * once more, and only what looks different afterwards is told: nothing flickers, and a file manager is not made to ask
 * in vain. */
#include "hosts/files/lookup.h"

#include "hosts/files/cache.h"
#include "hosts/files/wishes.h"
#include "offprint-bus.h"

/* A quarter of the time that a picture has at 60 a second */
#define SLICE_US 4000

/* Enough for a folder of 20,000, at some 400 bytes each. */
const LookupLimits lookup_default_limits
    = { .max_cards = 32768, .max_waiting = 200000, .batch = 2000, .retry_ms = 30000, .refresh_ms = 10000 };

struct _Lookup
{
  const LookupLimits *limits;
  const LookupFuncs *funcs;
  gpointer data;
  Link *link;
  Cache *cache;
  Wishes *wishes;
  GPtrArray *asked;      /* (nullable): what the question under way is about, NULL-terminated */
  GHashTable *under_way; /* the same paths -> whether they changed since: the answer may be old */
  GVariant *answer;      /* (nullable): to it, while it is taken in */
  guint next;            /* file of it that is taken in next */
  guint taker;           /* idle source that does so */
  GCancellable *cancellable;
  guint sender;    /* idle source that sends the next question */
  guint refresher; /* timer of the next refresh, or only the pause before one may be */
  gboolean refresh_wanted;
};

static void send_later (Lookup *lookup);

static void
take_file (Lookup *lookup, const char *path, GVariant *articles)
{
  g_autoptr (Card) card = card_new_from_bus (articles);
  Card *old = cache_get (lookup->cache, path);
  gboolean same = old != NULL && card_equal (old, card);
  cache_put (lookup->cache, path, card);
  if (GPOINTER_TO_INT (g_hash_table_lookup (lookup->under_way, path)))
    wishes_add (lookup->wishes, path);
  if (!same)
    lookup->funcs->tell (path, lookup->data);
}

static void
end_question (Lookup *lookup)
{
  g_hash_table_remove_all (lookup->under_way);
  g_clear_pointer (&lookup->asked, g_ptr_array_unref);
  g_clear_pointer (&lookup->answer, g_variant_unref);
  send_later (lookup);
}

/* A part of the answer at a time, short enough not to be felt. */
static gboolean
take_some (gpointer data)
{
  Lookup *lookup = data;
  gint64 end = g_get_monotonic_time () + SLICE_US;
  while (lookup->next < lookup->asked->len - 1 && g_get_monotonic_time () < end)
    {
      g_autoptr (GVariant) articles = g_variant_get_child_value (lookup->answer, lookup->next);
      take_file (lookup, g_ptr_array_index (lookup->asked, lookup->next++), articles);
    }
  lookup->funcs->told (lookup->data);
  if (lookup->next < lookup->asked->len - 1)
    return G_SOURCE_CONTINUE;
  lookup->taker = 0;
  end_question (lookup);
  return G_SOURCE_REMOVE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = offprint_client_get_articles_finish_raw (OFFPRINT_BUS_SERVICE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Lookup *lookup = data;
  link_report (lookup->link, error);
  if (answer != NULL && g_variant_n_children (answer) == lookup->asked->len - 1)
    {
      lookup->answer = g_steal_pointer (&answer);
      lookup->next = 0;
      lookup->taker = g_idle_add (take_some, lookup);
      return;
    }
  if (answer == NULL)
    wishes_give_back (lookup->wishes, lookup->asked);
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
  lookup->asked = wishes_take (lookup->wishes, lookup->limits->batch);
  for (guint i = 0; i < lookup->asked->len - 1; i++)
    g_hash_table_insert (lookup->under_way, g_ptr_array_index (lookup->asked, i), GINT_TO_POINTER (FALSE));
  offprint_client_get_articles (client, (const char *const *) lookup->asked->pdata, lookup->cancellable, on_answer,
                                lookup);
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
  g_clear_pointer (&lookup->answer, g_variant_unref);
  g_clear_handle_id (&lookup->refresher, g_source_remove);
  g_hash_table_unref (lookup->under_way);
  g_clear_pointer (&lookup->asked, g_ptr_array_unref);
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
