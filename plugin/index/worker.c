/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks a worker process and takes its answers. Its whole answer about a file is taken or none of it. */
#include "core/i18n.h"
#include "index/worker-answer.h"
#include "index/worker-private.h"
#include "index/worker-sandbox.h"

#include "offprint-config.h"

#include "core/error.h"

#include <errno.h>
#include <limits.h>
#include <sys/socket.h>

#define ARTICLES_MAX 100000
/* Memory here beside the message itself */
#define ARTICLE_BYTES 1024
#define TERM_BYTES 80
#define START_ATTEMPTS 3

static const OffprintWorkerLimits usual_limits = { .cpu_seconds = 60, .stall_ms = 10000, .total_ms = 600000 };

static gboolean
refuse (OffprintWorker *worker, GError **error, const char *what)
{
  return offprint_worker_give_up (worker, OFFPRINT_WORKER_LOST, error, "the reader process gave a wrong answer: %s",
                                  what);
}

static gboolean
hear_hello (OffprintWorker *worker, GError **error)
{
  OffprintWireKind kind;
  const char *version;
  offprint_worker_begin (worker);
  g_autoptr (GVariant) hello = offprint_worker_receive (worker, &kind, OFFPRINT_WIRE_SMALL_MAX_BYTES, error);
  if (hello == NULL)
    return FALSE;
  if (kind != OFFPRINT_WIRE_HELLO)
    return refuse (worker, error, "it does not say hello");
  g_variant_get (hello, "(&su)", &version, &worker->protections);
  return g_str_equal (version, OFFPRINT_VERSION)
      || offprint_worker_give_up (worker, OFFPRINT_WORKER_EXHAUSTED, error,
                                  _("it is of another version of Offprint: start this program again"));
}

static gboolean
start (OffprintWorker *worker, GError **error)
{
  worker->state = OFFPRINT_WORKER_READY;
  worker->process = offprint_worker_process_start (error);
  if (worker->process == NULL)
    {
      worker->state = OFFPRINT_WORKER_EXHAUSTED;
      return FALSE;
    }
  if (hear_hello (worker, error))
    return TRUE;
  if (error != NULL && g_error_matches (*error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT))
    {
      g_autofree char *program = offprint_worker_find_program ();
      (*error)->code = OFFPRINT_ERROR_FAILED;
      g_prefix_error (error, _("the reader process '%s' does not start: "), program);
    }
  return FALSE;
}

/* One that was killed by somebody else just then is no reason to give up. */
static gboolean
start_surely (OffprintWorker *worker, GError **error)
{
  for (int left = START_ATTEMPTS; left > 0; left--)
    {
      g_autoptr (GError) problem = NULL;
      if (start (worker, &problem))
        return TRUE;
      if (left == 1 || worker->state == OFFPRINT_WORKER_EXHAUSTED)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  return FALSE;
}

/**
 * offprint_worker_new:
 * @limits: (nullable): %NULL for the usual ones
 * @cancellable: (nullable): ends what the worker is about, and the worker, from any thread
 * @error: return location
 *
 * Starts a process and waits until it is ready.
 *
 * Returns: (transfer full) (nullable): the worker; %OFFPRINT_ERROR_FAILED when the program can't be started, is broken
 * or of another version: then no file can be read; %G_IO_ERROR_CANCELLED
 */
OffprintWorker *
offprint_worker_new (const OffprintWorkerLimits *limits, GCancellable *cancellable, GError **error)
{
  g_autoptr (OffprintWorker) worker = g_new0 (OffprintWorker, 1);
  worker->limits = limits != NULL ? *limits : usual_limits;
  worker->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  worker->has_cancelled = g_cancellable_make_pollfd (cancellable, &worker->cancelled);
  return start_surely (worker, error) ? g_steal_pointer (&worker) : NULL;
}

/**
 * offprint_worker_free:
 * @worker: (transfer full) (nullable): a worker; its process is gone afterwards
 */
void
offprint_worker_free (OffprintWorker *worker)
{
  if (worker == NULL)
    return;
  if (worker->process != NULL)
    offprint_worker_process_end (worker->process);
  if (worker->has_cancelled)
    g_cancellable_release_fd (worker->cancellable);
  g_clear_object (&worker->cancellable);
  g_free (worker);
}

/* What the socket holds before anything is asked: -1 nothing, 0 its end, else an answer to something else */
static gssize
peek (const OffprintWorker *worker)
{
  char byte;
  gssize n = recv (offprint_worker_process_get_socket (worker->process), &byte, 1, MSG_PEEK);
  return n < 0 && errno != EAGAIN ? 0 : n;
}

/* A name, a media type */
G_STATIC_ASSERT (OFFPRINT_ATTRIBUTES_MAX_BYTES + NAME_MAX + 1024 <= OFFPRINT_WIRE_SMALL_MAX_BYTES);

static const char *
get_attribute (const OffprintArticleFile *file, OffprintAttribute attribute)
{
  const char *value = file->attributes.values[attribute];
  return value != NULL ? value : "";
}

static gboolean
ask (OffprintWorker *worker, OffprintWireKind kind, const OffprintArticleFile *file, const char *path,
     const char *mime_type, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  GVariant *request
      = g_variant_new ("(^aytsxsss)", name, file->signature.size, mime_type,
                       file->signature.modified_ns / G_GINT64_CONSTANT (1000000000),
                       get_attribute (file, OFFPRINT_ATTRIBUTE_ORIGIN_URL),
                       get_attribute (file, OFFPRINT_ATTRIBUTE_TAGS),
                       get_attribute (file, OFFPRINT_ATTRIBUTE_COMMENT));
  offprint_worker_begin (worker);
  if (offprint_wire_send (offprint_worker_process_get_socket (worker->process), kind, request, file->content, NULL))
    return TRUE;
  return offprint_worker_mourn (worker, error);
}

static gboolean
take_article (OffprintWorker *worker, GVariant *answer, const char *mime_type, GPtrArray *articles, GError **error)
{
  g_autoptr (GError) problem = NULL;
  OffprintArticle *article = offprint_worker_answer_get_article (answer, &problem);
  if (article == NULL)
    return refuse (worker, error, problem->message);
  worker->bytes += ARTICLE_BYTES + offprint_document_get_term_count (article->document) * TERM_BYTES;
  article->mime_type = g_strdup (mime_type);
  g_ptr_array_add (articles, article);
  return TRUE;
}

static gboolean
take_record (OffprintWorker *worker, GVariant *answer, GPtrArray *records, GError **error)
{
  g_autoptr (GError) problem = NULL;
  OffprintRecord *record = offprint_record_new_from_variant (answer, &problem);
  if (record == NULL)
    return refuse (worker, error, problem->message);
  worker->bytes += ARTICLE_BYTES;
  g_ptr_array_add (records, record);
  return TRUE;
}

/* The answer may be that there is none: then the worker is as good as before. */
static gboolean
take_error (OffprintWorker *worker, GVariant *answer, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GError *said = offprint_worker_answer_get_error (answer, &problem);
  if (said == NULL)
    return refuse (worker, error, problem->message);
  g_propagate_error (error, said);
  return FALSE;
}

/* @found: of what @wanted is
 *
 * Returns: %FALSE with an error; %TRUE, and whether there is more to come */
static gboolean
take_answer (OffprintWorker *worker, OffprintWireKind wanted, const char *mime_type, GPtrArray *found, gboolean *more,
             GError **error)
{
  OffprintWireKind kind;
  const gsize max_bytes
      = wanted == OFFPRINT_WIRE_RECORD ? OFFPRINT_WIRE_RECORD_MAX_BYTES : OFFPRINT_WIRE_MESSAGE_MAX_BYTES;
  g_autoptr (GVariant) answer = offprint_worker_receive (worker, &kind, max_bytes, error);
  if (answer == NULL)
    return FALSE;
  *more = kind == wanted;
  if (*more && found->len >= ARTICLES_MAX)
    return refuse (worker, error, "too many articles");
  if (*more && wanted == OFFPRINT_WIRE_ARTICLE)
    return take_article (worker, answer, mime_type, found, error);
  if (*more)
    return take_record (worker, answer, found, error);
  if (kind == OFFPRINT_WIRE_ERROR)
    return take_error (worker, answer, error);
  if (kind != OFFPRINT_WIRE_END)
    return refuse (worker, error, "not what was asked");
  return found->len > 0 || refuse (worker, error, "no article");
}

/* @found: (transfer full): empty; what @wanted is comes in */
static GPtrArray *
ask_for (OffprintWorker *worker, OffprintWireKind wanted, const OffprintArticleFile *file, const char *path,
         const char *mime_type, GPtrArray *found, GError **error)
{
  g_autoptr (GPtrArray) owned = found;
  OffprintWireKind request = wanted == OFFPRINT_WIRE_RECORD ? OFFPRINT_WIRE_RECORDS_REQUEST : OFFPRINT_WIRE_REQUEST;
  if (peek (worker) > 0)
    {
      refuse (worker, error, "more than was asked");
      return NULL;
    }
  if (!ask (worker, request, file, path, mime_type, error))
    return NULL;
  for (gboolean more = TRUE; more;)
    if (!take_answer (worker, wanted, mime_type, owned, &more, error))
      return NULL;
  return g_steal_pointer (&owned);
}

static void
free_article (gpointer article)
{
  offprint_article_free (article);
}

/**
 * offprint_worker_extract:
 * @worker: a worker that is %OFFPRINT_WORKER_READY
 * @file: what was read
 * @path: its path
 * @mime_type: its type, from offprint_article_file_guess_type()
 * @error: return location
 *
 * Waits for the answer.
 *
 * Returns: (transfer full) (nullable) (element-type OffprintArticle): at least one article; %OFFPRINT_ERROR_INPUT or
 * %OFFPRINT_ERROR_UNSUPPORTED when the worker says so, %OFFPRINT_ERROR_INPUT when the process is gone: see
 * offprint_worker_get_state(); %G_IO_ERROR_CANCELLED
 */
GPtrArray *
offprint_worker_extract (OffprintWorker *worker, const OffprintArticleFile *file, const char *path,
                         const char *mime_type, GError **error)
{
  g_return_val_if_fail (worker->state == OFFPRINT_WORKER_READY, NULL);

  return ask_for (worker, OFFPRINT_WIRE_ARTICLE, file, path, mime_type, g_ptr_array_new_with_free_func (free_article),
                  error);
}

static void
unref_record (gpointer record)
{
  offprint_record_unref (record);
}

/**
 * offprint_worker_extract_records:
 * @worker: a worker that is %OFFPRINT_WORKER_READY
 * @file: what was read
 * @path: its path
 * @mime_type: its type, from offprint_article_file_guess_type()
 * @error: return location
 *
 * As offprint_worker_extract(), for who indexes nothing: no terms are made. The path in a record is only a name.
 *
 * Returns: (transfer full) (nullable) (element-type OffprintRecord): at least one record; errors as
 * offprint_worker_extract()
 */
GPtrArray *
offprint_worker_extract_records (OffprintWorker *worker, const OffprintArticleFile *file, const char *path,
                                 const char *mime_type, GError **error)
{
  g_return_val_if_fail (worker->state == OFFPRINT_WORKER_READY, NULL);

  return ask_for (worker, OFFPRINT_WIRE_RECORD, file, path, mime_type, g_ptr_array_new_with_free_func (unref_record),
                  error);
}

/**
 * offprint_worker_get_state:
 * @worker: a worker
 *
 * Returns: whether it can take a file: its process may have been killed while it had nothing to do
 */
OffprintWorkerState
offprint_worker_get_state (OffprintWorker *worker)
{
  if (worker->state == OFFPRINT_WORKER_READY && peek (worker) == 0)
    offprint_worker_mourn (worker, NULL);
  return worker->state;
}

/**
 * offprint_worker_get_process_id:
 * @worker: a worker
 *
 * Returns: the number of its process, 0 when that is gone
 */
int
offprint_worker_get_process_id (const OffprintWorker *worker)
{
  return worker->process != NULL ? offprint_worker_process_get_id (worker->process) : 0;
}

static const struct
{
  OffprintProtection protection;
  const char *words;
} protections[] = {
  { OFFPRINT_PROTECTION_CALLS, N_("system calls (seccomp)") },
  { OFFPRINT_PROTECTION_FILES, N_("files (Landlock)") },
  { OFFPRINT_PROTECTION_NETWORK, N_("network (Landlock)") },
  { OFFPRINT_PROTECTION_PROCESSES, N_("other processes (Landlock)") },
  { OFFPRINT_PROTECTION_MEMORY, N_("memory") },
};

static char *
list_protections (guint wanted)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (protections); i++)
    if (wanted & protections[i].protection)
      g_ptr_array_add (words, (gpointer) _(protections[i].words));
  g_ptr_array_add (words, NULL);
  return words->len > 1 ? g_strjoinv (", ", (char **) words->pdata) : g_strdup (C_("protections", "nothing"));
}

/**
 * offprint_worker_describe_protection:
 * @error: return location
 *
 * Starts a worker and asks it. From any thread.
 *
 * Returns: (transfer full) (nullable): in words for a person, what keeps worker processes in bounds on this system, and
 * what is missing; %OFFPRINT_ERROR_FAILED
 */
char *
offprint_worker_describe_protection (GError **error)
{
  g_autoptr (OffprintWorker) worker = offprint_worker_new (NULL, NULL, error);
  if (worker == NULL)
    return NULL;
  g_autofree char *there = list_protections (worker->protections);
  g_autofree char *missing = list_protections (~worker->protections);
  return g_strdup_printf (_("bounded: %s; not bounded: %s"), there, missing);
}
