/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions have numbers: an answer to another than the newest is thrown away, whoever was quicker. A question holds
 * on to the entry, which so outlives it, but calls nobody after offprint_typing_free(). */
#include "desktop/typing.h"

#include "core/error.h"
#include "core/i18n.h"
#include "desktop/client.h"

/* Every article was saved some time. */
#define NEWEST_QUERY "saved:1900.."

typedef enum
{
  QUESTION_TYPED,
  QUESTION_NEWEST,
  QUESTION_SIMILAR,
} QuestionKind;

struct _OffprintTyping
{
  OffprintTypingFunc func; /* NULL: freed */
  gpointer data;
  guint limit;
  OffprintBusService *client; /* NULL: not there yet */
  GError *no_client;
  GCancellable *cancellable; /* of the newest question; NULL: none waits */
  guint newest;
  QuestionKind kind;
  char *text; /* path, when it is one for similar articles */
  char *member;
};

typedef struct
{
  OffprintTyping *typing;
  guint number;
} Question;

static void
typing_clear (gpointer data)
{
  OffprintTyping *typing = data;
  g_clear_object (&typing->client);
  g_clear_error (&typing->no_client);
  g_clear_object (&typing->cancellable);
  g_free (typing->text);
  g_free (typing->member);
}

static Question *
question_new (OffprintTyping *typing)
{
  Question *question = g_new0 (Question, 1);
  question->typing = g_rc_box_acquire (typing);
  question->number = typing->newest;
  return question;
}

static void
question_free (Question *question)
{
  g_rc_box_release_full (question->typing, typing_clear);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answer (OffprintTyping *typing, OffprintHits *hits, const GError *error)
{
  g_autoptr (GError) missing = NULL;
  g_clear_object (&typing->cancellable);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    g_set_error (&missing, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED,
                 _("%s is not installed where the session bus looks for it"), OFFPRINT_CLIENT_BUS_NAME);
  typing->func (typing, hits, missing != NULL ? missing : error, typing->data);
}

static void
on_hits (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  OffprintTyping *typing = question->typing;
  g_autoptr (OffprintHits) hits = offprint_client_hits_finish ((OffprintBusService *) source, result, &error);
  if (typing->func != NULL && typing->cancellable != NULL && question->number == typing->newest)
    answer (typing, g_steal_pointer (&hits), error);
}

static GVariant *
make_options (const OffprintTyping *typing)
{
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "limit", "u", typing->limit);
  if (typing->kind == QUESTION_NEWEST)
    g_variant_dict_insert (&options, "sort", "s", "saved");
  if (typing->kind == QUESTION_NEWEST)
    g_variant_dict_insert (&options, "expand", "b", FALSE);
  return g_variant_dict_end (&options);
}

static void
ask_client (OffprintTyping *typing)
{
  Question *question = question_new (typing);
  switch (typing->kind)
    {
    case QUESTION_TYPED:
      offprint_client_complete (typing->client, typing->text, make_options (typing), typing->cancellable, on_hits,
                                question);
      break;
    case QUESTION_NEWEST:
      offprint_client_search (typing->client, NEWEST_QUERY, make_options (typing), typing->cancellable, on_hits,
                              question);
      break;
    case QUESTION_SIMILAR:
      offprint_client_similar (typing->client, typing->text, typing->member, typing->limit, typing->cancellable,
                               on_hits, question);
      break;
    }
}

/* What was asked before there was a client is asked now. */
static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  OffprintTyping *typing = question->typing;
  typing->client = offprint_client_new_finish (result, &typing->no_client);
  if (typing->func == NULL || typing->cancellable == NULL)
    return;
  if (typing->client != NULL)
    ask_client (typing);
  else
    answer (typing, NULL, typing->no_client);
}

/**
 * offprint_typing_new:
 * @limit: how many articles an answer may have
 * @func: hears answers; never called within a call of this file's functions
 * @data: for @func
 *
 * Returns: (transfer full): an entry, for which nothing was asked yet
 */
OffprintTyping *
offprint_typing_new (guint limit, OffprintTypingFunc func, gpointer data)
{
  OffprintTyping *typing = g_rc_box_new0 (OffprintTyping);
  typing->limit = limit;
  typing->func = func;
  typing->data = data;
  offprint_client_new (NULL, NULL, on_client, question_new (typing));
  return typing;
}

/**
 * offprint_typing_free:
 * @typing: (nullable) (transfer full): an entry; no answer comes any more
 */
void
offprint_typing_free (OffprintTyping *typing)
{
  if (typing == NULL)
    return;
  offprint_typing_stop (typing);
  typing->func = NULL;
  g_rc_box_release_full (typing, typing_clear);
}

static gboolean
on_no_client (gpointer data)
{
  Question *question = data;
  OffprintTyping *typing = question->typing;
  if (typing->func != NULL && typing->cancellable != NULL && question->number == typing->newest)
    answer (typing, NULL, typing->no_client);
  return G_SOURCE_REMOVE;
}

static void
on_no_client_done (gpointer data)
{
  question_free (data);
}

static void
tell_no_client (OffprintTyping *typing)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_callback (source, on_no_client, question_new (typing), on_no_client_done);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
ask (OffprintTyping *typing, QuestionKind kind, const char *text, const char *member)
{
  offprint_typing_stop (typing);
  g_free (typing->text);
  g_free (typing->member);
  typing->kind = kind;
  typing->text = g_strdup (text);
  typing->member = g_strdup (member);
  typing->newest++;
  typing->cancellable = g_cancellable_new ();
  if (typing->client != NULL)
    ask_client (typing);
  else if (typing->no_client != NULL)
    tell_no_client (typing);
}

/**
 * offprint_typing_ask:
 * @typing: an entry
 * @text: what stands in it, perhaps unfinished; nothing: the articles saved last
 *
 * Takes the place of what was asked before.
 */
void
offprint_typing_ask (OffprintTyping *typing, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text));
  ask (typing, *words != '\0' ? QUESTION_TYPED : QUESTION_NEWEST, text, NULL);
}

/**
 * offprint_typing_ask_similar:
 * @typing: an entry
 * @path: file of an article
 * @member: (nullable): its name inside that file
 *
 * Asks for articles like that one; takes the place of what was asked before.
 */
void
offprint_typing_ask_similar (OffprintTyping *typing, const char *path, const char *member)
{
  ask (typing, QUESTION_SIMILAR, path, member);
}

/**
 * offprint_typing_stop:
 * @typing: an entry
 *
 * Waits for no answer any more.
 */
void
offprint_typing_stop (OffprintTyping *typing)
{
  if (typing->cancellable != NULL)
    g_cancellable_cancel (typing->cancellable);
  g_clear_object (&typing->cancellable);
}

/**
 * offprint_typing_is_waiting:
 * @typing: an entry
 *
 * Returns: whether the newest question has not been answered yet
 */
gboolean
offprint_typing_is_waiting (OffprintTyping *typing)
{
  return typing->cancellable != NULL;
}

/**
 * offprint_typing_has_no_articles:
 * @typing: an entry
 *
 * Returns: %TRUE when the index is known to be empty
 */
gboolean
offprint_typing_has_no_articles (OffprintTyping *typing)
{
  if (typing->client == NULL)
    return FALSE;
  g_autoptr (GVariant) articles = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (typing->client), "Articles");
  return articles != NULL && g_variant_get_uint32 (articles) == 0;
}
