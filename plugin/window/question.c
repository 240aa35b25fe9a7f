/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table of three methods of the daemon, as it were: each kind of question is one of them. */
#include "window/question.h"

#include "offprint-bus.h"

struct _OffprintQuestion
{
  gatomicrefcount count;
  OffprintQuestionKind kind;
  char *query;
  char *sort;
  char *path;   /* (nullable): that the others are to be like */
  char *member; /* (nullable) */
  char *session; /* all pages of one answer are of one state of the index; asked anew, the answer is a new one */
};

/**
 * offprint_question_new:
 * @kind: unfinished, or a search
 * @query: what was typed
 * @sort: relevance, published or saved
 *
 * Returns: (transfer full): the question
 */
OffprintQuestion *
offprint_question_new (OffprintQuestionKind kind, const char *query, const char *sort)
{
  OffprintQuestion *question = g_new0 (OffprintQuestion, 1);
  g_atomic_ref_count_init (&question->count);
  question->kind = kind;
  question->query = g_strdup (query);
  question->sort = g_strdup (sort);
  question->session = g_uuid_string_random ();
  return question;
}

/**
 * offprint_question_new_similar:
 * @path: file of an article
 * @member: (nullable): its name inside that file
 *
 * Returns: (transfer full): the question for articles like that one
 */
OffprintQuestion *
offprint_question_new_similar (const char *path, const char *member)
{
  OffprintQuestion *question = offprint_question_new (OFFPRINT_QUESTION_SIMILAR, "", "relevance");
  question->path = g_strdup (path);
  question->member = g_strdup (member);
  return question;
}

/**
 * offprint_question_ref:
 * @question: a question
 *
 * Returns: (transfer full): @question
 */
OffprintQuestion *
offprint_question_ref (OffprintQuestion *question)
{
  g_atomic_ref_count_inc (&question->count);
  return question;
}

/**
 * offprint_question_unref:
 * @question: (nullable) (transfer full): a question
 */
void
offprint_question_unref (OffprintQuestion *question)
{
  if (question == NULL || !g_atomic_ref_count_dec (&question->count))
    return;
  g_free (question->query);
  g_free (question->sort);
  g_free (question->path);
  g_free (question->member);
  g_free (question->session);
  g_free (question);
}

/**
 * offprint_question_get_kind:
 * @question: a question
 *
 * Returns: its kind
 */
OffprintQuestionKind
offprint_question_get_kind (const OffprintQuestion *question)
{
  return question->kind;
}

/**
 * offprint_question_get_query:
 * @question: a question
 *
 * Returns: (transfer none): the words to look for, empty when there are none
 */
const char *
offprint_question_get_query (const OffprintQuestion *question)
{
  return question->query;
}

static GVariant *
make_options (const OffprintQuestion *question, guint offset, guint limit)
{
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "offset", "u", offset);
  g_variant_dict_insert (&options, "limit", "u", limit);
  g_variant_dict_insert (&options, "sort", "s", question->sort);
  if (question->kind == OFFPRINT_QUESTION_SEARCH)
    {
      g_variant_dict_insert (&options, "session", "s", question->session);
      g_variant_dict_insert (&options, "all", "b", TRUE);
    }
  return g_variant_dict_end (&options);
}

/**
 * offprint_question_ask:
 * @question: a question
 * @client: whom to ask
 * @offset: hits to leave out
 * @limit: hits wanted
 * @cancellable: (nullable): to give up waiting
 * @callback: called in the main context of this thread; then offprint_client_hits_finish()
 * @data: for @callback
 *
 * Asks for a page of the answer. There is only one page of articles like another one.
 */
void
offprint_question_ask (const OffprintQuestion *question, OffprintBusService *client, guint offset, guint limit,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  switch (question->kind)
    {
    case OFFPRINT_QUESTION_SIMILAR:
      offprint_client_similar (client, question->path, question->member, limit, cancellable, callback, data);
      break;
    case OFFPRINT_QUESTION_SEARCH:
      offprint_client_search (client, question->query, make_options (question, offset, limit), cancellable, callback,
                              data);
      break;
    case OFFPRINT_QUESTION_UNFINISHED:
    default:
      offprint_client_complete (client, question->query, make_options (question, offset, limit), cancellable,
                                callback, data);
      break;
    }
}
