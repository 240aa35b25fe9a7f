/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recoll asks for a file, then for its next document until it is told that there is none; or for one member of a file.
 * What is wrong with a file goes to standard error, which Recoll keeps where a person can set it
 * (`helperlogfilename`). */
#include "hosts/recoll/handler.h"

#include "core/error.h"
#include "core/text.h"
#include "hosts/recoll/reply.h"
#include "index/worker.h"

struct _RecollHandler
{
  guint64 max_file_bytes;
  OffprintWorker *worker; /* (nullable): started with the first file */
  GPtrArray *records;     /* (nullable): of the file that is asked about */
  guint next;             /* of them */
};

/**
 * recoll_handler_new:
 * @max_file_bytes: larger files are refused
 *
 * Returns: (transfer full): a handler
 */
RecollHandler *
recoll_handler_new (guint64 max_file_bytes)
{
  RecollHandler *handler = g_new0 (RecollHandler, 1);
  handler->max_file_bytes = max_file_bytes;
  return handler;
}

/**
 * recoll_handler_free:
 * @handler: (transfer full) (nullable): a handler; its worker is gone afterwards
 */
void
recoll_handler_free (RecollHandler *handler)
{
  if (handler == NULL)
    return;
  g_clear_pointer (&handler->records, g_ptr_array_unref);
  offprint_worker_free (handler->worker);
  g_free (handler);
}

static void
complain (const char *path, const GError *error)
{
  g_autofree char *name = offprint_text_printable (path);
  g_printerr ("offprint-recoll: '%s': %s\n", name, error->message);
}

static gboolean
open_file (RecollHandler *handler, const char *path, GError **error)
{
  g_clear_pointer (&handler->records, g_ptr_array_unref);
  handler->next = 0;
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, handler->max_file_bytes, NULL, error);
  if (file != NULL)
    handler->records = offprint_worker_extract_surely (&handler->worker, offprint_worker_extract_records, file, path,
                                                       NULL, error);
  return handler->records != NULL;
}

/* Recoll lists programs that are missing for a person, and asks for no other file. */
static void
add_failure (GString *reply, const GError *error)
{
  if (g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED))
    g_string_append (reply, "RECFILTERROR HELPERNOTFOUND offprint-extract\n");
  else
    recoll_reply_add (reply, "Fileerror", "", 0);
}

static void
add_member (RecollHandler *handler, GString *reply, const char *member)
{
  for (guint i = 0; i < handler->records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (handler->records, i);
      if (g_strcmp0 (offprint_record_get (record, OFFPRINT_FIELD_MEMBER), member) != 0)
        continue;
      recoll_reply_add_record (reply, record);
      recoll_reply_add (reply, "Eofnext", "", 0);
      return;
    }
  recoll_reply_add (reply, "Subdocerror", "", 0);
}

static void
add_next (RecollHandler *handler, GString *reply)
{
  if (handler->records == NULL || handler->next >= handler->records->len)
    {
      recoll_reply_add (reply, "Eofnow", "", 0);
      return;
    }
  recoll_reply_add_record (reply, g_ptr_array_index (handler->records, handler->next++));
  if (handler->next < handler->records->len)
    return;
  recoll_reply_add (reply, "Eofnext", "", 0);
  g_clear_pointer (&handler->records, g_ptr_array_unref);
}

/**
 * recoll_handler_answer:
 * @handler: a handler
 * @request: what is asked
 *
 * Returns: (transfer full): the whole answer
 */
GString *
recoll_handler_answer (RecollHandler *handler, const RecollRequest *request)
{
  GString *reply = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  if (!request->valid)
    {
      g_clear_pointer (&handler->records, g_ptr_array_unref);
      recoll_reply_add (reply, "Fileerror", "", 0);
    }
  else if (request->path != NULL && !open_file (handler, request->path, &error))
    {
      complain (request->path, error);
      add_failure (reply, error);
    }
  else if (request->member != NULL && handler->records != NULL)
    add_member (handler, reply, request->member);
  else
    add_next (handler, reply);
  recoll_reply_end (reply);
  return reply;
}
