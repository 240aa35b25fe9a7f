/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two threads, so that one slow question does not hold up all others, take questions from one queue. Each has a reader
 * of its own, opened when it is first needed and brought up to date before each question. */
#include "service/searcher.h"

#include "core/error.h"
#include "core/i18n.h"
#include "service/post.h"
#include "service/sessions.h"

#include <sys/stat.h>

#define N_THREADS 2
#define WAITING_MAX 1000

/* @done and @key are the main thread's, the rest does not change but for @dropped. */
typedef struct
{
  SearcherFunc done; /* %NULL: answered */
  gpointer data;      /* for @done */
  char *key; /* (nullable): newest questions of that key take the place of older ones */
  AnswerFunc func;
  GVariant *parameters;
  char *sender;
  char *session; /* (nullable): its name; then @func is not used */
  char *session_question;
  OffprintRanked *kept;   /* (nullable): list of the session, when there is one */
  OffprintRanked *ranked; /* (nullable): the list after the answer */
  gint dropped; /* atomic: nobody waits for the answer any more */
  Searcher *searcher;
  GVariant *reply; /* this, and @ranked, set by the search thread before the question goes back */
  GError *error;
} Question;

typedef enum
{
  ORDER_ANSWER,
  ORDER_REST,
  ORDER_END,
} OrderKind;

typedef struct
{
  OrderKind kind;
  Question *question;
} Order;

struct _Searcher
{
  char *database;
  GAsyncQueue *orders; /* of Order */
  GThread *threads[N_THREADS];
  GHashTable *newest; /* of char * to Question, not owned: unanswered ones by key */
  Sessions *sessions;
  SearcherDamagedFunc damaged;
  gpointer data;
  guint waiting;
};

/* A thread's own */
typedef struct
{
  const char *database;
  OffprintReader *reader;
  struct stat folder; /* when @reader was opened */
} Desk;

static void
question_free (Question *question)
{
  g_free (question->key);
  g_free (question->sender);
  g_free (question->session);
  g_free (question->session_question);
  offprint_ranked_unref (question->kept);
  offprint_ranked_unref (question->ranked);
  g_variant_unref (question->parameters);
  g_clear_pointer (&question->reply, g_variant_unref);
  g_clear_error (&question->error);
  g_free (question);
}

static void
forget_newest (Searcher *searcher, Question *question)
{
  if (question->key != NULL && g_hash_table_lookup (searcher->newest, question->key) == question)
    g_hash_table_remove (searcher->newest, question->key);
}

static void
keep_session (Question *question)
{
  if (question->ranked != NULL && question->ranked != question->kept)
    sessions_keep (question->searcher->sessions, question->sender, question->session, question->session_question,
                   question->ranked, g_get_monotonic_time ());
}

/* In the main thread */
static gboolean
answer (gpointer data)
{
  Question *question = data;
  SearcherFunc done = question->done;
  question->searcher->waiting--;
  forget_newest (question->searcher, question);
  keep_session (question);
  if (g_error_matches (question->error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED))
    question->searcher->damaged (question->searcher->data);
  if (done != NULL)
    done (question->reply, question->error, question->data);
  question_free (question);
  return G_SOURCE_REMOVE;
}

static void
close_reader (Desk *desk)
{
  g_clear_pointer (&desk->reader, offprint_reader_free);
}

static gboolean
is_there (const char *database)
{
  g_autofree char *version = g_build_filename (database, "iamglass", NULL);
  return g_file_test (version, G_FILE_TEST_EXISTS);
}

/* An index that was built anew, or made small, is another folder of the same name. */
static gboolean
is_same (const Desk *desk)
{
  struct stat now;
  return stat (desk->database, &now) == 0 && now.st_dev == desk->folder.st_dev && now.st_ino == desk->folder.st_ino;
}

static gboolean
bring_up_to_date (Desk *desk, GError **error)
{
  const char *databases[] = { desk->database, NULL };
  if (desk->reader != NULL && is_same (desk) && offprint_reader_reopen (desk->reader, NULL))
    return TRUE;
  close_reader (desk);
  if (!is_there (desk->database))
    return TRUE;
  if (stat (desk->database, &desk->folder) == 0)
    desk->reader = offprint_reader_open (databases, error);
  return desk->reader != NULL;
}

static GVariant *
find_answer (Desk *desk, Question *question, GError **error)
{
  if (question->session == NULL)
    return question->func (desk->reader, question->parameters, error);
  g_clear_pointer (&question->ranked, offprint_ranked_unref);
  question->ranked = question->kept != NULL ? offprint_ranked_ref (question->kept) : NULL;
  return answer_page (desk->reader, question->parameters, &question->ranked, error);
}

static GVariant *
ask_reader (Desk *desk, Question *question, GError **error)
{
  if (!bring_up_to_date (desk, error))
    return NULL;
  if (desk->reader != NULL)
    offprint_reader_set_stop (desk->reader, &question->dropped);
  GVariant *reply = find_answer (desk, question, error);
  if (desk->reader != NULL)
    offprint_reader_set_stop (desk->reader, NULL);
  return reply;
}

/* What goes wrong while the index is being replaced goes well a moment later. */
static void
look_up (Desk *desk, Question *question)
{
  for (guint attempt = 0; attempt < 2; attempt++)
    {
      g_clear_error (&question->error);
      GVariant *reply = ask_reader (desk, question, &question->error);
      if (reply != NULL)
        question->reply = g_variant_ref_sink (reply);
      if (!g_error_matches (question->error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX)
          && !g_error_matches (question->error, OFFPRINT_ERROR, OFFPRINT_ERROR_DAMAGED))
        return;
      close_reader (desk);
    }
}

static gpointer
run_thread (gpointer data)
{
  Searcher *searcher = data;
  Desk desk = { .database = searcher->database };
  for (gboolean more = TRUE; more;)
    {
      g_autofree Order *order = g_async_queue_pop (searcher->orders);
      if (order->kind != ORDER_ANSWER)
        {
          close_reader (&desk);
          more = order->kind != ORDER_END;
          continue;
        }
      if (!g_atomic_int_get (&order->question->dropped))
        look_up (&desk, order->question);
      post_to (NULL, answer, order->question);
    }
  return NULL;
}

static void
push (Searcher *searcher, OrderKind kind, Question *question)
{
  Order *order = g_new (Order, 1);
  *order = (Order){ kind, question };
  g_async_queue_push (searcher->orders, order);
}

/**
 * searcher_new:
 * @database: directory of the index, which need not be there
 * @connection: where the questions come from
 * @damaged: called when it is found damaged
 * @data: for @damaged
 *
 * Returns: (transfer full): what answers questions about it
 */
Searcher *
searcher_new (const char *database, GDBusConnection *connection, SearcherDamagedFunc damaged, gpointer data)
{
  Searcher *searcher = g_new0 (Searcher, 1);
  searcher->database = g_strdup (database);
  searcher->sessions = sessions_new (connection);
  searcher->damaged = damaged;
  searcher->data = data;
  searcher->orders = g_async_queue_new ();
  searcher->newest = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < N_THREADS; i++)
    searcher->threads[i] = g_thread_new ("search", run_thread, searcher);
  return searcher;
}

/**
 * searcher_free:
 * @searcher: (nullable) (transfer full): what answers questions; those that wait are answered first
 */
void
searcher_free (Searcher *searcher)
{
  if (searcher == NULL)
    return;
  for (guint i = 0; i < N_THREADS; i++)
    push (searcher, ORDER_END, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (searcher->threads[i]);
  while (searcher->waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  g_async_queue_unref (searcher->orders);
  g_hash_table_unref (searcher->newest);
  sessions_free (searcher->sessions);
  g_free (searcher->database);
  g_free (searcher);
}

static void
drop (Searcher *searcher, const char *key)
{
  Question *older = g_hash_table_lookup (searcher->newest, key);
  if (older == NULL)
    return;
  g_atomic_int_set (&older->dropped, TRUE);
  g_hash_table_remove (searcher->newest, key);
  g_autoptr (GError) error = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED,
                                                  _("a newer question took its place"));
  g_steal_pointer (&older->done) (NULL, error, older->data);
}

/* A list that is kept is looked up now: lists belong to this thread. */
static void
find_session (Question *question)
{
  if (question->func != answer_search
      || !answer_describe_session (question->parameters, &question->session, &question->session_question))
    return;
  question->kept = sessions_find (question->searcher->sessions, question->sender, question->session,
                                  question->session_question, g_get_monotonic_time ());
}

/**
 * searcher_look_up:
 * @searcher: what answers questions
 * @func: what answers this one
 * @parameters: (transfer floating): of @func
 * @asker: who asks
 * @done: called with the answer, in this thread, perhaps at once
 * @data: for @done
 */
void
searcher_look_up (Searcher *searcher, AnswerFunc func, GVariant *parameters, const SearcherAsker *asker,
                  SearcherFunc done, gpointer data)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (parameters);
  g_autofree char *key = asker->topic != NULL ? g_strconcat (asker->sender, " ", asker->topic, NULL) : NULL;
  if (key != NULL)
    drop (searcher, key);
  if (searcher->waiting >= WAITING_MAX)
    {
      g_autoptr (GError) error = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED,
                                                      _("too many questions at once: ask again later"));
      done (NULL, error, data);
      return;
    }
  Question *question = g_new0 (Question, 1);
  question->done = done;
  question->data = data;
  question->key = g_steal_pointer (&key);
  question->func = func;
  question->parameters = g_steal_pointer (&owned);
  question->searcher = searcher;
  question->sender = g_strdup (asker->sender);
  find_session (question);
  if (question->key != NULL)
    g_hash_table_insert (searcher->newest, question->key, question);
  searcher->waiting++;
  push (searcher, ORDER_ANSWER, question);
}

static void
reply (GVariant *answer, const GError *error, gpointer invocation)
{
  if (error != NULL)
    g_dbus_method_invocation_return_gerror (invocation, error);
  else
    g_dbus_method_invocation_return_value (invocation, answer);
}

/**
 * searcher_ask:
 * @searcher: what answers questions
 * @func: what answers this one
 * @newest_only: the sender's older questions of the same method get the error %OFFPRINT_ERROR_CANCELLED now
 * @invocation: (transfer full): the question, which is answered some time later
 */
void
searcher_ask (Searcher *searcher, AnswerFunc func, gboolean newest_only, GDBusMethodInvocation *invocation)
{
  const SearcherAsker asker = {
    .sender = g_dbus_method_invocation_get_sender (invocation),
    .topic = newest_only ? g_dbus_method_invocation_get_method_name (invocation) : NULL,
  };
  searcher_look_up (searcher, func, g_dbus_method_invocation_get_parameters (invocation), &asker, reply, invocation);
}

/**
 * searcher_rest:
 * @searcher: what answers questions
 *
 * Has what idle threads keep in memory given back, soon.
 */
void
searcher_rest (Searcher *searcher)
{
  for (guint i = 0; i < N_THREADS; i++)
    push (searcher, ORDER_REST, NULL);
}
