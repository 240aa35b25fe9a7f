/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program `offprint-extract`: reads files for the process that started it, one after the other, and can do nothing
 * else. What it says is not believed either: see store/document-check.c and worker-answer.c. */
#include "core/i18n.h"
#include "index/worker-sandbox.h"
#include "index/worker-wire.h"

#include "offprint-config.h"

#include "core/error.h"
#include "core/text.h"
#include "extract/encoding.h"
#include "extract/extract.h"

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* After a file of that size memory is given back: the next one may be long in coming. */
#define LARGE_BYTES (1024 * 1024)

typedef struct
{
  OffprintSource source;
  GVariant *value;
  gpointer content;
  gsize size;
  gboolean records_only;
} Request;

/* Lets libraries set up what they set up late, on a page, a note and a text that use all of them. */
static void
warm_up (void)
{
  static const struct
  {
    const char *name, *mime_type, *content;
  } samples[] = {
    { "a.html", "text/html",
      "<!DOCTYPE html><title>A</title><script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"A\"}"
      "</script><p>Caf\xe9 &eacute; otters swim in the river.</p>" },
    { "a.md", "text/markdown", "---\ntitle: A\ntags: [b]\n---\n# A\n\nOtters *swim* in the river.\n" },
    { "a.txt", "text/plain", "A\n\nOtters swim in the river.\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (samples[i].content, strlen (samples[i].content));
      const OffprintSource source = { .path = samples[i].name, .bytes = bytes, .mime_type = samples[i].mime_type };
      g_autoptr (GPtrArray) records = offprint_extract (&source, NULL);
      g_autoptr (OffprintDocument) document
          = records != NULL ? offprint_document_new (g_ptr_array_index (records, 0), NULL) : NULL;
      g_autoptr (GVariant) value = document != NULL ? offprint_document_to_variant (document) : NULL;
    }
}

/* Signals to the terminal or the session are the parent's business: it ends its workers. */
static void
ignore_signals (void)
{
  const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGPIPE };
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_IGN);
}

static gboolean
receive_bytes (gpointer to, gsize length)
{
  char *at = to;
  while (length > 0)
    {
      gssize n = recv (OFFPRINT_WIRE_SOCKET, at, length, MSG_WAITALL);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Returns: the descriptor that came with the header, or -1 */
static int
receive_header (OffprintWireHeader *header)
{
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec part = { header, sizeof *header };
  struct msghdr message
      = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
  int descriptor = -1;
  gssize n;
  do
    n = recvmsg (OFFPRINT_WIRE_SOCKET, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  struct cmsghdr *first = n > 0 ? CMSG_FIRSTHDR (&message) : NULL;
  if (first != NULL && first->cmsg_level == SOL_SOCKET && first->cmsg_type == SCM_RIGHTS)
    memcpy (&descriptor, CMSG_DATA (first), sizeof descriptor);
  if (n <= 0 || !receive_bytes ((char *) header + n, sizeof *header - (gsize) n))
    return -1;
  return descriptor;
}

static GVariant *
receive_request (int *descriptor, gboolean *records_only)
{
  OffprintWireHeader header;
  *descriptor = receive_header (&header);
  *records_only = header.kind == OFFPRINT_WIRE_RECORDS_REQUEST;
  if (*descriptor < 0 || (header.kind != OFFPRINT_WIRE_REQUEST && !*records_only)
      || header.length > OFFPRINT_WIRE_SMALL_MAX_BYTES)
    return NULL;
  g_autofree gpointer data = g_malloc (header.length);
  if (!receive_bytes (data, header.length))
    return NULL;
  return offprint_wire_unpack (OFFPRINT_WIRE_REQUEST, g_steal_pointer (&data), header.length);
}

static gboolean
request_begin (Request *request)
{
  int descriptor;
  guint64 size;
  *request = (Request){ 0 };
  request->value = receive_request (&descriptor, &request->records_only);
  if (request->value == NULL)
    return FALSE;
  OffprintSource *source = &request->source;
  g_variant_get (request->value, "(^&ayt&sx&s&s&s)", &source->path, &size, &source->mime_type, &source->modified,
                 &source->origin_url, &source->tags, &source->comment);
  request->size = (gsize) size;
  /* Nothing can't be mapped. */
  request->content = size > 0 ? mmap (NULL, request->size, PROT_READ, MAP_PRIVATE, descriptor, 0) : NULL;
  close (descriptor);
  request->source.bytes = g_bytes_new_static (request->content, request->size);
  return TRUE;
}

static void
request_end (Request *request)
{
  g_bytes_unref (request->source.bytes);
  g_variant_unref (request->value);
  if (request->size > 0 && request->content != MAP_FAILED)
    munmap (request->content, request->size);
  if (request->size > LARGE_BYTES)
    malloc_trim (0);
}

/* Returns: (transfer full): what the other side takes for one line */
static char *
make_line (const char *text)
{
  g_autofree char *valid = offprint_text_make_valid (text, -1);
  g_autofree char *line = offprint_text_squeeze (valid, OFFPRINT_WIRE_LINE_MAX_BYTES);
  return offprint_text_printable (line);
}

static gboolean
say_error (const GError *error)
{
  g_autofree char *line = make_line (error->message);
  return offprint_wire_send (OFFPRINT_WIRE_SOCKET, OFFPRINT_WIRE_ERROR,
                             g_variant_new (OFFPRINT_WIRE_ERROR_TYPE, error->code, line), -1, NULL);
}

static void
add_warnings (GVariantBuilder *builder, const char *const *warnings)
{
  g_variant_builder_open (builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; warnings[i] != NULL && i < OFFPRINT_WIRE_WARNINGS_MAX; i++)
    {
      g_autofree char *line = make_line (warnings[i]);
      g_variant_builder_add (builder, "s", line);
    }
  g_variant_builder_close (builder);
}

static gboolean
say_article (OffprintRecord *record, GError **error)
{
  GVariantBuilder builder;
  g_autoptr (OffprintDocument) document = offprint_document_new (record, error);
  if (document == NULL)
    return FALSE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (OFFPRINT_WIRE_ARTICLE_TYPE));
  g_variant_builder_add (&builder, "ms", offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
  add_warnings (&builder, offprint_record_get_warnings (record));
  g_variant_builder_add_value (&builder, offprint_document_to_variant (document));
  return offprint_wire_send (OFFPRINT_WIRE_SOCKET, OFFPRINT_WIRE_ARTICLE, g_variant_builder_end (&builder), -1, error);
}

static gboolean
say_record (OffprintRecord *record, GError **error)
{
  return offprint_wire_send (OFFPRINT_WIRE_SOCKET, OFFPRINT_WIRE_RECORD, offprint_record_to_variant (record), -1,
                             error);
}

static gboolean
say_articles (GPtrArray *records, gboolean records_only, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      OffprintRecord *record = g_ptr_array_index (records, i);
      if (!(records_only ? say_record (record, error) : say_article (record, error)))
        return FALSE;
    }
  return offprint_wire_send (OFFPRINT_WIRE_SOCKET, OFFPRINT_WIRE_END, g_variant_new (OFFPRINT_WIRE_END_TYPE), -1,
                             error);
}

/* Returns: %FALSE when nobody listens any more */
static gboolean
answer (const Request *request)
{
  g_autoptr (GError) error = NULL;
  if (request->content == MAP_FAILED)
    g_set_error_literal (&error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("not enough memory to read it"));
  g_autoptr (GPtrArray) records = error == NULL ? offprint_extract (&request->source, &error) : NULL;
  if (records != NULL)
    say_articles (records, request->records_only, &error);
  return error == NULL || say_error (error);
}

int
main (void)
{
  OffprintProtection protections;
  Request request;
  ignore_signals ();
  setlocale (LC_ALL, "");
  warm_up ();
  g_random_int ();
  g_autoptr (GArray) converters = offprint_encoding_open_all ();
  if (!offprint_worker_sandbox_enter (OFFPRINT_WIRE_SOCKET, &protections)
      || !offprint_wire_send (OFFPRINT_WIRE_SOCKET, OFFPRINT_WIRE_HELLO,
                              g_variant_new (OFFPRINT_WIRE_HELLO_TYPE, OFFPRINT_VERSION, protections), -1, NULL))
    _exit (1);
  for (gboolean heard = TRUE; heard && request_begin (&request); request_end (&request))
    heard = answer (&request);
  /* At its usual end a leak checker would start threads, which is not allowed any more. */
  _exit (0);
}
