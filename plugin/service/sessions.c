/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "service/sessions.h"

/* Of all callers together; the one that was used longest ago goes first. Some 24 KB each */
#define SESSIONS_MAX 64
#define SESSIONS_MAX_EACH 8
#define AGE_MAX_US (30 * 60 * G_USEC_PER_SEC)

typedef struct
{
  char *sender, *name;
  char *question;
  OffprintRanked *ranked;
  gint64 used_at;
} Session;

struct _Sessions
{
  GDBusConnection *connection;
  GPtrArray *list;    /* of Session, those used last at the end */
  GHashTable *watches; /* of char *, a sender, to the number of a watch */
};

static void
session_free (gpointer data)
{
  Session *session = data;
  g_free (session->sender);
  g_free (session->name);
  g_free (session->question);
  offprint_ranked_unref (session->ranked);
  g_free (session);
}

static void
unwatch (gpointer watch)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (watch));
}

/**
 * sessions_new:
 * @connection: where the callers are
 *
 * Returns: (transfer full): no sessions yet
 */
Sessions *
sessions_new (GDBusConnection *connection)
{
  Sessions *sessions = g_new0 (Sessions, 1);
  sessions->connection = g_object_ref (connection);
  sessions->list = g_ptr_array_new_with_free_func (session_free);
  sessions->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwatch);
  return sessions;
}

/**
 * sessions_free:
 * @sessions: (nullable) (transfer full): sessions
 */
void
sessions_free (Sessions *sessions)
{
  if (sessions == NULL)
    return;
  g_hash_table_unref (sessions->watches);
  g_ptr_array_unref (sessions->list);
  g_object_unref (sessions->connection);
  g_free (sessions);
}

static const Session *
get (const Sessions *sessions, guint index)
{
  return g_ptr_array_index (sessions->list, index);
}

static guint
count_of (const Sessions *sessions, const char *sender)
{
  guint count = 0;
  for (guint i = 0; i < sessions->list->len; i++)
    count += g_str_equal (get (sessions, i)->sender, sender);
  return count;
}

/* Who has no sessions any more is not watched. */
static void
remove_at (Sessions *sessions, guint index)
{
  g_autofree char *sender = g_strdup (get (sessions, index)->sender);
  g_ptr_array_remove_index (sessions->list, index);
  if (count_of (sessions, sender) == 0)
    g_hash_table_remove (sessions->watches, sender);
}

static void
on_vanished (GDBusConnection *connection, const char *sender, gpointer data)
{
  Sessions *sessions = data;
  g_autofree char *name = g_strdup (sender);
  for (guint i = sessions->list->len; i > 0; i--)
    if (g_str_equal (get (sessions, i - 1)->sender, name))
      remove_at (sessions, i - 1);
}

static void
watch (Sessions *sessions, const char *sender)
{
  if (g_hash_table_contains (sessions->watches, sender))
    return;
  guint number = g_bus_watch_name_on_connection (sessions->connection, sender, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                 on_vanished, sessions, NULL);
  g_hash_table_insert (sessions->watches, g_strdup (sender), GUINT_TO_POINTER (number));
}

static void
remove_old (Sessions *sessions, gint64 now)
{
  while (sessions->list->len > 0 && get (sessions, 0)->used_at + AGE_MAX_US < now)
    remove_at (sessions, 0);
}

static gboolean
find_index (const Sessions *sessions, const char *sender, const char *name, guint *index)
{
  for (guint i = 0; i < sessions->list->len; i++)
    if (g_str_equal (get (sessions, i)->sender, sender) && g_str_equal (get (sessions, i)->name, name))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * sessions_find:
 * @sessions: sessions
 * @sender: who asks
 * @name: of the session, as the sender calls it
 * @question: all that the list depends on
 * @now: time of g_get_monotonic_time()
 *
 * Returns: (transfer full) (nullable): the list of that session, when it is about the same question
 */
OffprintRanked *
sessions_find (Sessions *sessions, const char *sender, const char *name, const char *question, gint64 now)
{
  guint index;
  remove_old (sessions, now);
  if (!find_index (sessions, sender, name, &index) || !g_str_equal (get (sessions, index)->question, question))
    return NULL;
  Session *session = g_ptr_array_steal_index (sessions->list, index);
  session->used_at = now;
  g_ptr_array_add (sessions->list, session);
  return offprint_ranked_ref (session->ranked);
}

/* The sender's oldest one makes room, else the oldest of all. */
static void
make_room (Sessions *sessions, const char *sender)
{
  guint oldest = 0;
  if (count_of (sessions, sender) >= SESSIONS_MAX_EACH)
    while (!g_str_equal (get (sessions, oldest)->sender, sender))
      oldest++;
  else if (sessions->list->len < SESSIONS_MAX)
    return;
  remove_at (sessions, oldest);
}

/**
 * sessions_keep:
 * @sessions: sessions
 * @sender: who asked
 * @name: of the session; an older list of that name goes
 * @question: all that the list depends on
 * @ranked: the list
 * @now: time of g_get_monotonic_time()
 *
 * Keeps a list until its sender leaves the bus, or it is not used for half an hour, or there are too many.
 */
void
sessions_keep (Sessions *sessions, const char *sender, const char *name, const char *question, OffprintRanked *ranked,
               gint64 now)
{
  guint index;
  remove_old (sessions, now);
  if (find_index (sessions, sender, name, &index))
    g_ptr_array_remove_index (sessions->list, index);
  else
    make_room (sessions, sender);
  Session *session = g_new (Session, 1);
  *session = (Session){ g_strdup (sender), g_strdup (name), g_strdup (question), offprint_ranked_ref (ranked), now };
  g_ptr_array_add (sessions->list, session);
  watch (sessions, sender);
}

/**
 * sessions_count:
 * @sessions: sessions
 *
 * Returns: how many there are
 */
guint
sessions_count (const Sessions *sessions)
{
  return sessions->list->len;
}
